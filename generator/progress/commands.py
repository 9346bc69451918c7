"""The console command ``scorebook progress``."""

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict

import click

from generator.console import Setup, exit_with_problems
from generator.dataset.assessment import examine
from generator.dataset.library import Library
from generator.dataset.standing import How, Standing
from generator.exports.csv_export import csv_file
from generator.exports.tables import Column, Table
from generator.exports.tables import Row as Cells
from generator.messages.labels import Labels
from generator.model.edition import Edition
from generator.progress.survey import OTHER, Row, survey

_WIDTH = 80
"""Columns of a console; a Chinese character takes two."""
_NAME, _CELL = 26, 9


@click.command()
@click.argument("year", type=int, required=False)
@click.option("--format", "form", type=click.Choice(("text", "json", "csv")), default="text")
@click.pass_obj
def progress(setup: Setup, year: int | None, form: str) -> None:
    """Show how far the results of YEAR have come: per organization and method what is recorded,
    what is missing, what is wrong. Without YEAR, those of the newest year."""
    assessment, problems = examine(setup.standards, setup.results, setup.read, gaps=True)
    library = assessment.library
    if library.broken or library.organizations is None or library.years is None:
        exit_with_problems(problems, setup.labels, writes=False)
    edition, chosen = _chosen(library, year, setup.labels)
    rows = list(survey(library, edition, chosen, problems, setup.read))
    click.echo(FORMATS[form](rows, edition, chosen, setup.labels), nl=form != "csv")


def _chosen(library: Library, year: int | None, labels: Labels) -> tuple[Edition, int]:
    """Return the edition in force in the year that is asked for, or in the newest, and the year."""
    years = [entry.year for entry in library.years.years] if library.years else []
    chosen = max(years, default=0) if year is None else year
    edition = library.edition_of(chosen)
    if edition is None or chosen not in years:
        raise click.ClickException(labels("progress.no-year", year=chosen or "—"))
    return edition, chosen


def _as_text(rows: Sequence[Row], edition: Edition, year: int, labels: Labels) -> str:
    """Return tables of at most 80 columns, with a line for each organization."""
    titles = {method.id: method.title for method in edition.methods}
    titles[OTHER] = labels("progress.other")
    ids = list(titles)
    room = (_WIDTH - _NAME) // _CELL
    lines = [labels("progress.title", year=year, count=len(rows))]
    for start in range(0, len(ids), room):
        shown = ids[start : start + room]
        head = [labels("progress.name"), *(titles[id] for id in shown)]
        lines += ["", _line(head)]
        lines += [_line([row.name, *_words(row, shown, labels)]) for row in rows]
    counts = Counter(row.how for row in rows)
    lines += ["", labels("progress.sum", **{how: counts[how] for how in _HOWS})]
    wrong = any(row.how == "wrong" for row in rows)
    lines += [labels("progress.look", year=year)] if wrong or counts["part"] else []
    return "\n".join(lines)


_HOWS: tuple[How, ...] = ("whole", "part", "none", "wrong")


def _words(row: Row, methods: Sequence[str], labels: Labels) -> Iterator[str]:
    for id in methods:
        standing = row.other if id == OTHER else row.methods.get(id)
        yield "—" if standing is None else _in_words(standing, labels)


def _in_words(standing: Standing, labels: Labels) -> str:
    """Return how far something is, such as 已录, 2/4 期, 缺 3 处."""
    how: str = standing.how
    if how == "part" and not standing.missing:
        how = "periods"
    facts = {name: getattr(standing, name) for name in ("done", "whole", "missing", "wrong")}
    return labels(f"progress.how.{how}", **facts)


def _line(cells: Sequence[str]) -> str:
    first, *others = cells
    texts = [_fitted(first, _NAME), *(_fitted(cell, _CELL) for cell in others)]
    return "".join(texts).rstrip()


def _fitted(text: str, width: int) -> str:
    """Cut or fill a text to a width in columns, the last of which is blank."""
    while _columns(text) > width - 1:
        text = text[:-1]
    return text + " " * (width - _columns(text))


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def _as_json(rows: Sequence[Row], edition: Edition, year: int, labels: Labels) -> str:  # noqa: ARG001
    found = [{**asdict(row), "how": row.how} for row in rows]
    document = {"year": year, "edition": edition.id, "organizations": found}
    return json.dumps(document, ensure_ascii=False, indent=2)


def _as_csv(rows: Sequence[Row], edition: Edition, year: int, labels: Labels) -> bytes:
    methods = [*(method.id for method in edition.methods), OTHER]
    titles = [*(method.title for method in edition.methods), labels("progress.other")]
    heads = (labels("progress.id"), labels("progress.name"), labels("progress.state"), *titles)
    states: Mapping[str, str] = labels.section("workbook")["words"]
    cells = [
        Cells((row.id, row.name, states.get(row.state, ""), *_words(row, methods, labels)))
        for row in rows
    ]
    return csv_file(Table(str(year), tuple(Column(head, "") for head in heads), cells))


FORMATS: Mapping[str, Callable[[Sequence[Row], Edition, int, Labels], str | bytes]] = {
    "text": _as_text,
    "json": _as_json,
    "csv": _as_csv,
}
"""How progress can be printed, by the value of the option ``--format``."""
