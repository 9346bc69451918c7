"""The empty result files of a year."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from generator.dataset.library import Library
from generator.messages.labels import Labels
from generator.model.edition import Edition, Method
from generator.model.result import Organization
from generator.scoring.marks import standards_of


def result_files(
    library: Library, edition: Edition, year: int, date: dt.date, words: Labels
) -> Iterator[tuple[Path, str]]:
    """A draft for every organization of that year, with what is to be filled in left empty,
    and every field explained."""
    template = _environment(words).get_template("new/result.yml.jinja")
    file = library.organizations
    for one in file.organizations if file else ():
        if one.active_in(year):
            target = library.results_folder / str(year) / f"{one.id}.yml"
            yield target, template.render(_context(edition, one, year, date, words))


def _environment(words: Labels) -> Environment:
    env = Environment(
        loader=PackageLoader("generator", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
        finalize=_on_one_line,
    )
    env.globals["words"] = words
    return env


def _on_one_line(value: object) -> str:
    """A text as a comment can hold it: one of several lines would end the comment."""
    return " ".join(str(value).split())


def _context(
    edition: Edition, one: Organization, year: int, date: dt.date, words: Labels
) -> dict[str, Any]:
    return {
        "name": one.name_in(year),
        "year": year,
        "date": date.isoformat(),
        "edition": edition,
        "methods": [(method, _judged(edition, method, one)) for method in edition.methods],
        "scales": {scale.id: scale for scale in edition.scales},
        "fields": words.section("fields"),
    }


def _judged(edition: Edition, method: Method, one: Organization) -> list[Any]:
    """The standards of a method for which a level is to be chosen, for that organization."""
    return [
        standard
        for standard in standards_of(edition, method)
        if standard.judged and (not standard.applies_to or one.kind in standard.applies_to)
    ]
