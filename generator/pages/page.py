"""A page before it is rendered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.messages.labels import Labels
from generator.model.edition import Edition
from generator.urls import EDITIONS, Clauses, edition_page


@dataclass(frozen=True, slots=True)
class Crumb:
    """A link to a page that stands above another."""

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site: a template, and the values that it shows.

    ``path`` is that of its Markdown from the root of the site. ``context`` holds the values, or is
    a function that returns them, where there are too many pages of a kind to keep the values of
    all. ``crumbs`` lead from the top to the page above. ``source`` is the data file that can be
    edited. ``clauses`` says which clauses stand on the page itself, so that links to them stay on
    it. ``organization`` is the id of the organization that the page belongs to, or empty.
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
        """The values that the template shows, by name."""
        return self.context() if callable(self.context) else self.context


def edition_title(title: str, edition: Edition, labels: Labels) -> str:
    """Return the title of a page of an edition, which no other edition has."""
    return labels("ui.edition.page_title", title=title, edition=edition.id)


def edition_crumbs(edition: Edition, labels: Labels) -> tuple[Crumb, ...]:
    """Return the crumbs of the pages that stand below the overview of an edition."""
    top = Crumb(labels("ui.editions.title"), EDITIONS)
    return (top, Crumb(edition.title, edition_page(edition.id)))
