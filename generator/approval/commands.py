"""The console command ``scorebook approve``."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from generator.console import Setup, exit_with_problems, write_errors_in_words
from generator.dataset.approved import HEADER, RESULTS, STANDARDS, is_draft, says_the_same
from generator.dataset.assessment import examine
from generator.dataset.library import Library, load_frame
from generator.messages.report import display_path
from generator.new.yaml_merge import merge
from generator.yaml import loader
from generator.yaml.nodes import Plain

COPIES = Path("approved")
"""The folder of approved copies, beside ``mkdocs.yml``."""


@click.command()
@click.argument("year", type=int, required=False)
@click.argument("organizations", nargs=-1, metavar="[ID]...")
@click.option("--edition", metavar="ID")
@click.option("--waiting", is_flag=True)
@click.option("--department", metavar="NAME")
@click.option("--document", metavar="NUMBER")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]))
@click.pass_obj
def approve(setup: Setup, /, organizations: tuple[str, ...], waiting: bool, **stated: Any) -> None:
    """Keep the results of YEAR, or an edition, as they are now for publication.

    Drafts are passed over. With --department and so on the files say who approved them. Where
    mkdocs.yml says `require_approval: true`, nothing else is published.
    """
    if waiting:
        _show_waiting(setup)
        return
    year, edition = stated["year"], stated["edition"]
    if (year is None) == (edition is None):
        raise click.UsageError(setup.labels("approval.usage"))
    assessment, problems = examine(setup.standards, setup.results, setup.read)
    if problems:
        exit_with_problems(problems, setup.labels)
    if edition:
        folder = _edition(edition, setup)
        files, heads = sorted(folder.glob("*.yml")), [folder / HEADER]
    else:
        files = heads = list(_results(assessment.library, year, organizations, setup))
    with write_errors_in_words(setup.labels):
        for file in heads if stated["department"] else ():
            _say_approved(file, stated)
        count = sum([_keep(file, setup) for file in files])
    click.echo(setup.labels("approval.done", count=count, folder=COPIES))


def _show_waiting(setup: Setup) -> None:
    frame, _ = load_frame(setup.standards, setup.results, COPIES.absolute())
    for one in frame.waiting:
        click.echo(setup.labels(f"publish.waits.{one.why}", file=display_path(one.path)))
    click.echo(setup.labels("approval.waiting", count=len(frame.waiting)))


def _edition(id: str, setup: Setup) -> Path:
    folder = setup.standards / id
    if not (folder / HEADER).is_file():
        raise click.ClickException(setup.labels("workbook.no-edition", id=id))
    if is_draft(folder, loader.read):
        raise click.ClickException(setup.labels("approval.draft-edition", id=id))
    return folder


def _results(
    library: Library, year: int, organizations: Sequence[str], setup: Setup
) -> Iterator[Path]:
    """Yield the results of a year that are not drafts; their edition must be approved before."""
    edition = library.edition_of(year)
    if edition is None:
        raise click.ClickException(setup.labels("new.no-year", year=year))
    folder = setup.standards / edition.id
    if not says_the_same(folder, COPIES / STANDARDS / edition.id):
        raise click.ClickException(setup.labels("approval.edition-first", id=edition.id))
    files = {f.stem: f for f in library.result_files if f.parent.name == str(year)}
    for id in organizations:
        if id not in files:
            raise click.ClickException(setup.labels("approval.no-result", id=id, year=year))
    chosen = organizations or files
    yield from (files[id] for id in chosen if not is_draft(files[id], loader.read))


def _say_approved(file: Path, stated: Mapping[str, Any]) -> None:
    """Write into a file who approved it."""
    text, before = file.read_text("utf-8"), loader.read(file).data
    assert isinstance(before, dict)
    day = stated["date"].date() if stated["date"] else dt.date.today()
    said: dict[str, Plain] = {"department": stated["department"], "date": day}
    if stated["document"]:
        said["document"] = stated["document"]
    file.write_text(merge(text, before, {**before, "approved": said}), "utf-8", newline="")


def _keep(file: Path, setup: Setup) -> bool:
    """Keep a copy of a file; tell whether it is not what was kept before."""
    of_results = file.is_relative_to(setup.results)
    folder = setup.results if of_results else setup.standards
    copy = COPIES / (RESULTS if of_results else STANDARDS) / file.relative_to(folder)
    content = file.read_bytes()
    if copy.is_file() and copy.read_bytes() == content:
        return False
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(content)
    return True
