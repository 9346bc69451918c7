"""The console: ``scorebook`` and its commands."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from generator import __version__
from generator.dataset.book import examine
from generator.messages.labels import LANGUAGES, Labels, labels
from generator.messages.report import FORMATS, reports
from generator.new.commands import new
from generator.problem import Problem
from generator.publish.command import publish, verify
from generator.schema import schemas
from generator.site import Site

EXIT_PROBLEMS = 1

Setup = tuple[Path, Path, Labels]
"""The folders of standards and of results, and the language."""

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="scorebook")
@click.option("--standards", type=_FOLDER, default=Path("standards"), show_default=True)
@click.option("--results", type=_FOLDER, default=Path("results"), show_default=True)
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help="Language of messages.")
@click.pass_context
def main(context: click.Context, standards: Path, results: Path, lang: str | None) -> None:
    """Check published assessment standards and results, and write them as pages."""
    folders = (standards.absolute(), results.absolute())
    context.obj = (*folders, labels(lang or _locale_language()))


def _locale_language() -> str:
    """Chinese, unless the environment names another language."""
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    language = next(filter(None, named), "C").partition(".")[0]
    return "zh" if language in ("C", "POSIX") or language.startswith("zh") else "en"


@main.command()
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), default="text")
@click.pass_obj
def check(setup: Setup, form: str) -> None:
    """Print every problem in the data. Exit status: 0 none, 1 problems, 2 wrong usage."""
    standards, results, words = setup
    assessment, problems = examine(standards, results)
    if problems:
        stop(problems, words, form)
    if form in ("json", "github"):
        click.echo(FORMATS[form]([]))
        return
    counts = {"editions": len(assessment.library.editions), "results": len(assessment.cards)}
    click.echo(words("console.clean", **counts))


@main.command()
@click.argument("folder", type=_FOLDER)
@click.option("--drafts/--no-drafts", default=False, show_default=True, help="Show drafts.")
@click.pass_obj
def write(setup: Setup, folder: Path, drafts: bool) -> None:
    """Write every page as Markdown, and every download, to FOLDER, for another generator.
    Writes nothing, and exits with status 1, when the data has problems."""
    standards, results, words = setup
    assessment, problems = examine(standards, results)
    if problems:
        stop(problems, words)
    shown = assessment if drafts else assessment.without_drafts()
    site = Site(shown.book, shown.cards_of, words)
    offered = tuple(site.downloads())
    made = list(map(site.written, site.pages))
    with _told_when_impossible():
        for page in made:
            _put(folder / page.path, page.markdown.encode("utf-8"))
        for download in offered:
            _put(folder / download.path, download.content)
    count = {"count": len(made), "downloads": len(offered)}
    click.echo(words("console.written", **count, folder=folder))


def _put(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


@main.command()
@click.argument("folder", type=_FOLDER)
@click.pass_obj
def schema(setup: Setup, folder: Path) -> None:
    """Write a JSON Schema for each kind of file to FOLDER, for editors."""
    words = setup[2]
    with _told_when_impossible():
        folder.mkdir(parents=True, exist_ok=True)
        for name, made in schemas(words).items():
            text = json.dumps(made, ensure_ascii=False, indent=2) + "\n"
            (folder / f"{name}.schema.json").write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def _told_when_impossible() -> Iterator[None]:
    """A folder or file that cannot be written is told in a line, with status 1."""
    try:
        yield
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from error


def stop(problems: Sequence[Problem], words: Labels, form: str = "text") -> None:
    """Print the problems, and leave with status 1."""
    told = reports(problems, words)
    click.echo(FORMATS[form](told))
    click.echo(words("console.found", count=len(told)), err=True)
    sys.exit(EXIT_PROBLEMS)


main.add_command(new)
main.add_command(publish)
main.add_command(verify)

if __name__ == "__main__":
    main()
