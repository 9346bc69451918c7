"""The console command ``scorebook letters``."""

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from generator.console import (
    EXIT_PROBLEMS,
    FOLDER,
    Setup,
    exit_with_problems,
    write_errors_in_words,
)
from generator.dataset.assessment import Assessment, examine
from generator.letters.filling import Letter, Templates, Unfillable, Values
from generator.letters.templates import EXAMPLES, find_templates
from generator.letters.trial import faults_of, values_of
from generator.letters.values import may_be_sent
from generator.messages.labels import Labels
from generator.messages.report import display_path

_UNNAMEABLE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@click.command()
@click.argument("year", type=int)
@click.argument("folder", type=FOLDER)
@click.option("--templates", type=FOLDER)
@click.option("--examples", is_flag=True)
@click.pass_obj
def letters(setup: Setup, year: int, folder: Path, templates: Path | None, examples: bool) -> None:
    """Fill Word templates with the results of YEAR, and write the letters to FOLDER.

    Templates stand in folders that say what they are for: `organization`, `rectification`, `year`.
    Nothing is written if a template cannot be filled."""
    if examples:
        with write_errors_in_words(setup.labels):
            shutil.copytree(EXAMPLES, folder, dirs_exist_ok=True)
        click.echo(setup.labels("letters.copied", folder=folder))
        return
    assessment, problems = examine(setup.standards, setup.results, setup.read)
    if problems:
        exit_with_problems(problems, setup.labels)
    public = assessment.without_drafts()
    if not may_be_sent(public.book.by_year.get(year, ())):
        raise click.ClickException(setup.labels("letters.no-results", year=year))
    found = _templates(templates, setup.labels)
    faults = list(faults_of(found, public.book, [year], public.cards_of, setup.labels))
    if faults:
        _exit(faults, setup.labels)
    count = 0
    with write_errors_in_words(setup.labels):
        for path, content in _letters(found, public, year, setup.labels):
            count += 1
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    click.echo(setup.labels("letters.written", count=count, folder=folder))


def _templates(folder: Path | None, labels: Labels) -> Templates:
    own = Path("letters")
    chosen = folder or (own if own.is_dir() else EXAMPLES)
    found = find_templates(chosen, labels)
    if not any(found.values()):
        raise click.ClickException(labels("letters.no-templates", folder=display_path(chosen)))
    return found


def _exit(faults: Sequence[Unfillable], labels: Labels) -> None:
    for fault in faults:
        click.echo(fault.in_words(labels))
    click.echo(labels("console.found", count=len(faults)), err=True)
    sys.exit(EXIT_PROBLEMS)


def _letters(
    found: Templates, public: Assessment, year: int, labels: Labels
) -> Iterator[tuple[Path, bytes]]:
    """Yield all letters with their paths: a folder for each template of organizations."""
    for kind, templates in found.items():
        every = values_of(kind, public.book, year, public.cards_of, labels) if templates else ()
        for values in every:
            for letter in templates:
                name = _name(kind, letter, values, year)
                try:
                    yield name, letter.fill(values)
                except Unfillable as unfillable:
                    _exit([unfillable], labels)


def _name(kind: str, letter: Letter, values: Values, year: int) -> Path:
    title = _UNNAMEABLE.sub("", letter.title)
    if kind == "year":
        return Path(f"{year}-{title}.docx")
    card = values["card"]
    own = _UNNAMEABLE.sub("", card.name)
    return Path(title, f"{card.organization.id}-{own}.docx")
