"""The console: ``scorebook`` and its commands."""

from itertools import chain
from pathlib import Path

import click

from generator import __version__
from generator.approval.commands import approve
from generator.audiences.check import AUDIENCES, load_audiences
from generator.console import (
    FOLDER,
    Setup,
    exit_with_problems,
    replace_unsayable,
    write_errors_in_words,
)
from generator.dataset.assessment import Assessment, examine
from generator.dataset.book import dead_links
from generator.letters.commands import letters
from generator.messages.labels import LANGUAGES, Labels, labels
from generator.messages.report import FORMATS, passed_over
from generator.new.commands import new
from generator.new.init import init
from generator.problem import Problem
from generator.progress.commands import progress
from generator.publish.commands import publish, verify
from generator.rules.gaps import gather_gaps
from generator.schema import schema_files
from generator.site import Serving, Site
from generator.turbo.tools import FAST
from generator.urls import HOME
from generator.usage import Console, language_of_locale
from generator.workbook.commands import import_workbook, workbook


@click.group(cls=Console, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="scorebook")
@click.option("--standards", type=FOLDER, default=Path("standards"))
@click.option("--results", type=FOLDER, default=Path("results"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None)
@click.pass_context
def main(context: click.Context, standards: Path, results: Path, lang: str | None) -> None:
    """Check published assessment standards and results, and write them as pages."""
    replace_unsayable()
    language = lang or language_of_locale()
    context.obj = Setup(standards.absolute(), results.absolute(), labels(language), FAST.read)


@main.command()
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), default="text")
@click.option("--docs", type=FOLDER, default=Path("docs"))
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.pass_obj
def check(setup: Setup, form: str, docs: Path, files: tuple[Path, ...]) -> None:
    """Print every problem in the data. Exit status: 0 none, 1 problems, 2 wrong usage.

    With FILES, files or folders, only the problems in these; of drafts also, in a line for each
    method, what is still missing. Links to pages are checked where the folder of pages written
    by hand, --docs, exists, and audiences where there is a file audiences.yml."""
    assessment, problems = examine(setup.standards, setup.results, FAST.read, gaps=bool(files))
    if (audiences := Path(AUDIENCES).absolute()).is_file():
        problems = (*problems, *load_audiences(audiences, assessment.library)[1])
    if files:
        problems = gather_gaps(assessment.library, problems)
        problems = tuple(problem for problem in problems if _lies_in(problem, files))
    if not problems and not files and docs.is_dir():
        problems = _dead_links(assessment, setup.labels, docs)
    if left := passed_over((setup.standards, setup.results), setup.labels):
        click.echo(left, err=True)
    if problems:
        exit_with_problems(problems, setup.labels, form, writes=False)
    if form in ("json", "github"):
        click.echo(FORMATS[form]([]))
        return
    counts = {"editions": len(assessment.library.editions), "results": len(assessment.cards)}
    click.echo(setup.labels("console.clean", **counts))


def _lies_in(problem: Problem, files: tuple[Path, ...]) -> bool:
    """Tell whether a problem lies in one of some files, or of the files in folders."""
    return any(problem.place.file.is_relative_to(file.absolute()) for file in files)


def _dead_links(assessment: Assessment, labels: Labels, docs: Path) -> tuple[Problem, ...]:
    """Return the links of rich texts to pages that are neither generated nor written by hand."""
    library = assessment.library
    of_results = chain.from_iterable(map(library.result_links, library.results))
    links = (*library.edition_links(), *of_results, *library.year_links())
    if not links:
        return ()
    site = Site(assessment.book, assessment.cards_of, labels, Serving(searched=True))
    return tuple(dead_links(links, frozenset(page.path for page in site.pages), docs))


@main.command()
@click.argument("folder", type=FOLDER)
@click.option("--drafts/--no-drafts", default=False)
@click.option(
    "--directory-urls/--no-directory-urls",
    default=True,
)
@click.option("--docs", type=FOLDER, default=Path("docs"))
@click.pass_obj
def write(setup: Setup, folder: Path, drafts: bool, directory_urls: bool, docs: Path) -> None:
    """Write every page as Markdown, and every download, to FOLDER, for another generator.
    Writes nothing, and exits with status 1, when the data has problems.

    The home page begins with index.md of the folder of pages written by hand, --docs."""
    # MkDocs takes longer to load than the other commands take to run
    from generator.mkdocs_plugin.documents import read_home  # noqa: PLC0415

    assessment, problems = examine(setup.standards, setup.results, FAST.read)
    if problems:
        exit_with_problems(problems, setup.labels)
    public = assessment if drafts else assessment.without_drafts()
    home = read_home(docs)
    serving = Serving(directory_urls, introduction=home.introduction if home else None)
    site = Site(public.book, public.cards_of, setup.labels, serving, FAST)
    files = tuple(site.downloads())
    pages = list(map(site.render, site.pages))
    with write_errors_in_words(setup.labels):
        for page in pages:
            text = home.complete(page) if home and page.path == HOME else page.markdown
            _write_file(folder / page.path, text.encode("utf-8"))
        for file in files:
            _write_file(folder / file.path, file.make())
    counts = {"count": len(pages), "downloads": len(files)}
    click.echo(setup.labels("console.written", **counts, folder=folder))


def _write_file(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


@main.command()
@click.argument("folder", type=FOLDER)
@click.pass_obj
def schema(setup: Setup, folder: Path) -> None:
    """Write a JSON Schema for each kind of file to FOLDER, for editors."""
    with write_errors_in_words(setup.labels):
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in schema_files(setup.labels).items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")


main.add_command(init)
main.add_command(new)
main.add_command(publish)
main.add_command(verify)
main.add_command(workbook)
main.add_command(import_workbook)
main.add_command(letters)
main.add_command(progress)
main.add_command(approve)

if __name__ == "__main__":
    main()
