"""The entry of the search: one value for every kind of thing that can be found."""

from dataclasses import dataclass
from typing import Literal, get_args

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
"""The kinds in the order in which results are shown: clauses before the cards that quote them."""

FACETS = ("kind", "year", "aspect", "grade", "organization")
"""The filters of the search page; ``organization`` filters by the kind of organization."""


@dataclass(frozen=True, slots=True)
class Record:
    """A thing that can be found.

    ``address`` leads to it from the root of the site. It is found by the words of ``title`` and
    ``texts``. A query that equals one of its ``keys`` (ids and names) puts it first, and a query
    with a typing error is compared with its ``ids``.

    ``years``, ``aspect``, ``grade`` and ``organization`` (the kind of organization) are its
    values under the filters. ``when`` is the year or the edition shown beside the title.
    ``newest`` is its latest year and ``place`` its position among the records of its kind; both
    serve only to sort.
    """

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
        """Return the key that sorts records: kind, newest year first, place, then address."""
        return KINDS.index(self.kind), -self.newest, self.place, self.address

    def values(self, facet: str) -> tuple[str, ...]:
        """Return the values under a filter: any number of years, at most one of the others."""
        if facet == "year":
            return self.years
        value = str(getattr(self, facet))
        return (value,) if value else ()
