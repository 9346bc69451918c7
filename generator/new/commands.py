"""The console commands ``scorebook new …``."""

import datetime as dt
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from generator.cells.choices import normalized
from generator.console import Setup, exit_with_problems
from generator.dataset.assessment import examine
from generator.dataset.library import Library
from generator.messages.labels import Labels
from generator.messages.report import display_path
from generator.model.base import ID_PATTERN, LONGEST_ID
from generator.model.fields import Model
from generator.model.result import OrganizationsFile, YearsFile
from generator.new.edition import edition_files
from generator.new.results import result_files
from generator.new.yaml_merge import merge
from generator.new.yaml_writer import NewFile, YamlWriter
from generator.problem import named, nearest
from generator.rules.editions import RESERVED
from generator.yaml import loader
from generator.yaml.nodes import Plain


@click.group()
def new() -> None:
    """Write new files from what is there; nothing is ever overwritten."""


@new.command()
@click.argument("id")
@click.option("--year", type=int)
@click.pass_obj
def edition(setup: Setup, id: str, year: int | None) -> None:
    """Write edition ID, saying what the last edition says, to be revised. It is a draft."""
    labels = setup.labels
    library = _read_sound_library(setup)
    _require_id(id, labels)
    if not library.editions:
        raise click.ClickException(labels("new.no-edition"))
    folder = library.standards / id
    if folder.exists():
        raise click.ClickException(labels("new.exists", file=display_path(folder)))
    year = _year_of(library, id, year, labels)
    _write_files(edition_files(library, library.editions[-1], id, year, labels), labels)


def _year_of(library: Library, id: str, wanted: int | None, labels: Labels) -> int:
    """Return the first year of a new edition; asks for it if another edition claims the year."""
    claimed = {year: edition.id for edition in library.editions for year in edition.years}
    free = max(claimed) + 1
    year = wanted or (int(id) if re.fullmatch("[12][0-9]{3}", id) else free)
    if year in claimed:
        said = labels("new.claimed", year=year, edition=claimed[year], free=free)
        if not sys.stdin.isatty():
            raise click.UsageError(said)
        answer = normalized(click.prompt(said, default=str(free)))
        return _year_of(library, id, int(answer) if answer.isdecimal() else wanted, labels)
    return year


@new.command()
@click.argument("id")
@click.option("--name", required=True)
@click.option("--kind", required=True)
@click.option("--parent")
@click.option("--founded", type=int)
@click.pass_obj
def organization(setup: Setup, /, id: str, **fields: Any) -> None:
    """Add organization ID to organizations.yml."""
    labels = setup.labels
    library = _read_sound_library(setup)
    _require_id(id, labels)
    if library.organizations is None:
        raise click.ClickException(labels("new.no-organizations"))
    known = {other.id: other.name for other in library.organizations.organizations}
    if id in known:
        raise click.ClickException(labels("new.exists", file=id))
    kinds = {kind.id: kind.title for kind in library.organizations.kinds}
    for option, value, titles in (
        ("--kind", fields["kind"], kinds),
        ("--parent", fields["parent"], known),
    ):
        if value is not None and value not in titles:
            raise click.UsageError(_unknown(option, value, titles, labels))
    assessed = [year.year for year in library.years.years] if library.years else []
    fields["founded"] = fields["founded"] or (max(assessed) + 1 if assessed else None)
    entry: dict[str, Plain] = {"id": id} | {k: v for k, v in fields.items() if v is not None}
    _insert(library.organizations_at().file, "organizations", entry, OrganizationsFile, labels)


def _unknown(option: str, value: str, titles: Mapping[str, str], labels: Labels) -> str:
    """Say that an option names nothing that exists, and what it may name."""
    by_title = {title: id for id, title in titles.items()}
    near = by_title.get(value) or nearest(value, tuple(titles))
    hint = labels("console.near", near=named(near, titles[near])) if near else ""
    known = ", ".join(list(titles)[:20])
    return f"{labels('new.unknown', option=option, value=value, known=known)} {hint}".rstrip()


@new.command()
@click.argument("year", type=int)
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]))
@click.pass_obj
def results(setup: Setup, year: int, date: dt.datetime | None) -> None:
    """Write an empty result for every organization of YEAR, and list the year as open."""
    labels = setup.labels
    library = _read_sound_library(setup)
    in_force = library.edition_of(year)
    if in_force is None:
        raise click.ClickException(labels("new.no-year", year=year))
    if not library.known_organizations:
        raise click.ClickException(labels("new.no-organizations"))
    day = date.date() if date else dt.date.today()
    listed = {known.year for known in library.years.years} if library.years else set()
    if year not in listed:
        entry: dict[str, Plain] = {"year": year, "as_of": day, "open": True}
        _insert(library.years_at().file, "years", entry, YearsFile, labels)
    _write_files(result_files(library, in_force, year, day, labels), labels)


def _insert(
    file: Path, section: str, entry: dict[str, Plain], model: Model, labels: Labels
) -> None:
    """Add an entry to a list at the top of a file, which need not exist."""
    if file.exists():
        text = file.read_bytes().decode("utf-8")
        before = loader.read(file).data
        assert isinstance(before, dict)
        entries = before[section]
        assert isinstance(entries, tuple)
        text = merge(text, before, {**before, section: (*entries, entry)})
    else:
        comment = f"# yaml-language-server: $schema=../schemas/{section}.schema.json\n"
        text = comment + YamlWriter(labels).write({section: (entry,)}, model)
    _write_text(file, text, labels)


def _read_sound_library(setup: Setup) -> Library:
    """Read the data; new files are made from data without problems only."""
    assessment, problems = examine(setup.standards, setup.results)
    if problems:
        exit_with_problems(problems, setup.labels)
    return assessment.library


def _require_id(id: str, labels: Labels) -> None:
    if not re.fullmatch(ID_PATTERN, id) or len(id) > LONGEST_ID:
        raise click.UsageError(labels("new.bad-id", id=id))
    if id in RESERVED:
        raise click.UsageError(labels("problems.reserved-id.message", value=id))


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
