"""A page before it is rendered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.messages.labels import Labels
from generator.model.edition import Edition
from generator.urls import EDITIONS, Clauses, edition_page

Crumb = tuple[str, str]
"""The title and the path of a page above."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is to be rendered: its path, template and title, and the values of the template.

    Where there are thousands of a kind, ``context`` is a function that gives the values when the
    page is rendered. ``source`` is the data file that "edit" opens. ``clauses`` locates clauses to
    which this page alone links elsewhere. ``organization`` is the id of the organization whose page
    it is, or empty.
    """

    path: str
    template: str
    title: str
    context: Mapping[str, Any] | Callable[[], Mapping[str, Any]] = field(default_factory=dict)
    crumbs: tuple[Crumb, ...] = ()
    source: Path | None = None
    clauses: Clauses = field(default_factory=dict)
    organization: str = ""

    @property
    def values(self) -> Mapping[str, Any]:
        """The values of the template."""
        return self.context() if callable(self.context) else self.context


def edition_crumbs(edition: Edition, words: Labels) -> tuple[Crumb, ...]:
    """Return the crumbs of the pages below the overview of an edition."""
    return ((words("ui.editions.title"), EDITIONS), (edition.title, edition_page(edition.id)))
