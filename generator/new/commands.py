"""The console commands ``scorebook new …``."""

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from generator.console import Setup, exit_with_problems
from generator.dataset.assessment import examine
from generator.dataset.library import Library
from generator.messages.labels import Labels
from generator.messages.report import display_path
from generator.model.base import ID_PATTERN
from generator.model.result import Organization, Year
from generator.new.edition import edition_files
from generator.new.results import result_files
from generator.new.yaml_writer import NewFile, insert_entry
from generator.yaml.nodes import Plain


@click.group()
def new() -> None:
    """Write new files from what is there; nothing is ever overwritten."""


@new.command()
@click.argument("id")
@click.pass_obj
def edition(setup: Setup, id: str) -> None:
    """Write edition ID, saying what the last edition says, to be revised."""
    labels = setup.labels
    library = _read_sound_library(setup)
    _require_id(id, labels)
    if not library.editions:
        raise click.ClickException(labels("new.no-edition"))
    folder = library.standards / id
    if folder.exists():
        raise click.ClickException(labels("new.exists", file=display_path(folder)))
    _write_files(edition_files(library, library.editions[-1], id, labels), labels)


@new.command()
@click.argument("id")
@click.option("--name", required=True)
@click.option("--kind", required=True)
@click.option("--parent")
@click.option("--founded", type=int, help="First assessed year; the next one if not given.")
@click.pass_obj
def organization(setup: Setup, /, id: str, **fields: Any) -> None:
    """Add organization ID to organizations.yml."""
    labels = setup.labels
    library = _read_sound_library(setup)
    _require_id(id, labels)
    assessed = [year.year for year in library.years.years] if library.years else []
    fields["founded"] = fields["founded"] or max(assessed, default=dt.date.today().year) + 1
    entry: dict[str, Plain] = {"id": id} | {k: v for k, v in fields.items() if v is not None}
    known = library.organizations.organizations if library.organizations else ()
    file = library.organizations_at().file
    if any(other.id == id for other in known):
        raise click.ClickException(labels("new.exists", file=id))
    text = insert_entry(file, "organizations", entry, Organization, labels)
    _write_text(file, text, labels)


@new.command()
@click.argument("year", type=int)
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Date of the drafts; today.")
@click.pass_obj
def results(setup: Setup, year: int, date: dt.datetime | None) -> None:
    """Write an empty result for every organization of YEAR, and list the year."""
    labels = setup.labels
    library = _read_sound_library(setup)
    in_force = library.edition_of(year)
    if in_force is None:
        raise click.ClickException(labels("new.no-year", year=year))
    day = date.date() if date else dt.date.today()
    _write_files(result_files(library, in_force, year, day, labels), labels)
    if library.years and all(known.year != year for known in library.years.years):
        file = library.years_at().file
        text = insert_entry(file, "years", {"year": year, "as_of": day}, Year, labels)
        _write_text(file, text, labels)


def _read_sound_library(setup: Setup) -> Library:
    """Read the data; new files are made from data without problems only."""
    assessment, problems = examine(setup.standards, setup.results)
    if problems:
        exit_with_problems(problems, setup.labels)
    return assessment.library


def _require_id(id: str, labels: Labels) -> None:
    if not re.fullmatch(ID_PATTERN, id):
        raise click.UsageError(labels("new.bad-id", id=id))


def _write_files(files: Iterable[NewFile], labels: Labels) -> None:
    """Write the files that do not exist yet, and name the others on stderr."""
    for file in files:
        if file.path.exists():
            click.echo(labels("new.exists", file=display_path(file.path)), err=True)
            continue
        file.path.parent.mkdir(parents=True, exist_ok=True)
        _write_text(file.path, file.text, labels)


def _write_text(file: Path, text: str, labels: Labels) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
    click.echo(labels("new.written", file=display_path(file)))
