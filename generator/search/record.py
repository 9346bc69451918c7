"""What a search finds: one value for every kind of thing."""

from dataclasses import dataclass
from typing import Literal, get_args

from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.urls import Links

Kind = Literal[
    "standard",
    "adjustment",
    "negative-case",
    "item",
    "edition",
    "organization",
    "guide",
    "scorecard",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which they are shown: clauses before the cards that quote them."""

FACETS = ("kind", "year", "aspect", "grade", "organization")
"""What a search can be narrowed by; ``organization`` is the kind of organization."""


@dataclass(frozen=True, slots=True)
class Record:
    """A thing to be found: its address from the root of the site, the title and texts that it
    is found by, and what it can be filtered by. ``keys`` (ids, names) put it first when one of
    them is typed whole; ``ids`` are those that a misspelt id is compared with. Sorted by kind,
    the ``newest`` year first, then by its ``place`` in the data."""

    address: str
    kind: Kind
    title: str
    texts: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    when: str = ""
    newest: int = 0
    aspect: str = ""
    grade: str = ""
    organization: str = ""
    place: int = 0

    @property
    def rank(self) -> tuple[int, int, int, str]:
        """Where it stands among all records, apart from any query."""
        return KINDS.index(self.kind), -self.newest, self.place, self.address

    def values(self, facet: str) -> tuple[str, ...]:
        """Its values under a filter: of years it may have several, of others one or none."""
        if facet == "year":
            return self.years
        value = str(getattr(self, facet))
        return (value,) if value else ()


@dataclass(frozen=True, slots=True)
class Source:
    """What records are made from: the book, the words, and the links from the root."""

    book: Book
    labels: Labels
    to: Links
