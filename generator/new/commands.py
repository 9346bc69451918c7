"""The console commands ``scorebook new …``."""

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from generator.dataset.book import examine
from generator.dataset.library import Library
from generator.messages.labels import Labels
from generator.messages.report import shown
from generator.model.base import ID_PATTERN
from generator.model.result import Organization, Year
from generator.new.edition import edition_files
from generator.new.insertion import with_entry
from generator.new.results import result_files
from generator.yaml.loader import Plain

Setup = tuple[Path, Path, Labels]


@click.group()
def new() -> None:
    """Write new files from what is there; nothing is ever overwritten."""


@new.command()
@click.argument("id")
@click.pass_obj
def edition(setup: Setup, id: str) -> None:
    """Write edition ID, saying what the last edition says, to be revised."""
    words = setup[2]
    library = _library(setup)
    _require_id(id, words)
    if not library.editions:
        raise click.ClickException(words("new.no-edition"))
    folder = library.standards / id
    if folder.exists():
        raise click.ClickException(words("new.exists", file=shown(folder)))
    _write(edition_files(library, library.editions[-1], id, words), words)


@new.command()
@click.argument("id")
@click.option("--name", required=True)
@click.option("--kind", required=True)
@click.option("--parent")
@click.option("--founded", type=int, help="First assessed year; the next one if not given.")
@click.pass_obj
def organization(setup: Setup, /, id: str, **given: Any) -> None:
    """Add organization ID to organizations.yml."""
    words = setup[2]
    library = _library(setup)
    _require_id(id, words)
    assessed = [year.year for year in library.years.years] if library.years else []
    given["founded"] = given["founded"] or max(assessed, default=dt.date.today().year) + 1
    entry: dict[str, Plain] = {"id": id} | {k: v for k, v in given.items() if v is not None}
    known = library.organizations.organizations if library.organizations else ()
    file = library.organizations_at().file
    if any(one.id == id for one in known):
        raise click.ClickException(words("new.exists", file=id))
    text = with_entry(file, "organizations", entry, Organization, words)
    file.write_text(text, encoding="utf-8", newline="\n")
    click.echo(words("new.written", file=shown(file)))


@new.command()
@click.argument("year", type=int)
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Date of the drafts; today.")
@click.pass_obj
def results(setup: Setup, year: int, date: dt.datetime | None) -> None:
    """Write an empty result for every organization of YEAR, and list the year."""
    words = setup[2]
    library = _library(setup)
    in_force = library.edition_of(year)
    if in_force is None:
        raise click.ClickException(words("new.no-year", year=year))
    day = date.date() if date else dt.date.today()
    _write(result_files(library, in_force, year, day, words), words)
    if library.years and all(known.year != year for known in library.years.years):
        file = library.years_at().file
        text = with_entry(file, "years", {"year": year, "as_of": day}, Year, words)
        file.write_text(text, encoding="utf-8", newline="\n")
        click.echo(words("new.written", file=shown(file)))


def _library(setup: Setup) -> Library:
    """The library as it stands; new files are made from sound data only."""
    standards, results, words = setup
    assessment, problems = examine(standards, results)
    if problems:
        raise click.ClickException(words("new.faulty"))
    return assessment.library


def _require_id(id: str, words: Labels) -> None:
    if not re.fullmatch(ID_PATTERN, id):
        raise click.UsageError(words("new.bad-id", id=id))


def _write(files: Iterable[tuple[Path, str]], words: Labels) -> None:
    """Write the files that do not exist yet, and name the others."""
    for file, text in files:
        if file.exists():
            click.echo(words("new.exists", file=shown(file)), err=True)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        click.echo(words("new.written", file=shown(file)))
