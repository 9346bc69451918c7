"""Make the empty result files of a year."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from generator.dataset.library import Library
from generator.messages.labels import Labels
from generator.model.clauses import Standard
from generator.model.edition import Edition, edition_for
from generator.model.methods import Method
from generator.model.result import Organization
from generator.new.yaml_writer import NewFile
from generator.scoring.standards import standards_of


def result_files(
    library: Library, edition: Edition, year: int, date: dt.date, labels: Labels
) -> Iterator[NewFile]:
    """Yield a draft of that date for every organization that is assessed in a year.

    What is to be filled in is left empty, and every field is explained in a comment.
    """
    template = _environment(labels).get_template("new/result.yml.jinja")
    file = library.organizations
    for organization in file.organizations if file else ():
        if organization.active_in(year):
            path = library.results_folder / str(year) / f"{organization.id}.yml"
            context = _context(edition, organization, year, date, labels)
            yield NewFile(path, template.render(context))


def _environment(labels: Labels) -> Environment:
    environment = Environment(
        loader=PackageLoader("generator", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
        finalize=_on_one_line,
    )
    environment.globals["words"] = labels
    return environment


def _on_one_line(value: object) -> str:
    """Return a text as a comment can hold it: several lines would end the comment."""
    return " ".join(str(value).split())


def _context(
    edition: Edition, organization: Organization, year: int, date: dt.date, labels: Labels
) -> dict[str, Any]:
    kind = organization.kind_in(year)
    edition = edition_for(edition, kind)
    return {
        "name": organization.name_in(year),
        "year": year,
        "date": date.isoformat(),
        "edition": edition,
        "methods": [
            (method, _standards_to_mark(edition, method, kind)) for method in edition.methods
        ],
        "scales": {scale.id: scale for scale in edition.scales},
        "fields": labels.section("fields"),
    }


def _standards_to_mark(edition: Edition, method: Method, kind: str) -> list[Standard]:
    """Return the standards of a method for which a level is to be chosen or a mark entered."""
    return [
        standard
        for standard in standards_of(edition, method)
        if not standard.counted and (not standard.applies_to or kind in standard.applies_to)
    ]
