"""What pages say about change: a total between two years, what clauses cost, their years."""

from collections.abc import Mapping, Sequence
from typing import Any

from generator.analysis.attribution import Attribution, Unattributed, attribution
from generator.analysis.history import comparable
from generator.analysis.insight import Cost, HistoryRow, costliest, histories
from generator.analysis.rows import Row, Ruler
from generator.dataset.book import Book
from generator.frozen import frozen
from generator.model.clauses import Standard
from generator.model.edition import Edition
from generator.scoring.card import Scorecard

MOST_PARTS = 3
MOST_CLAUSES = 15


@frozen
class Change:
    """The change from the assessed year before, split or with the reason why not; the rows
    are folded to the parts that moved most."""

    before: Scorecard
    split: Attribution | Unattributed
    comparable: bool
    edition: tuple[Row, ...] = ()
    organization: tuple[Row, ...] = ()

    @property
    def reason(self) -> str | None:
        """Why the change is not split, if it is not."""
        return self.split.reason if isinstance(self.split, Unattributed) else None


def change(book: Book, card: Scorecard, own: Sequence[Scorecard]) -> Change | None:
    """Compare a card with that of the assessed year before, among the organization's ``own``
    cards; nothing if it has no result of that year."""
    before = _before(book, card, own)
    if before is None:
        return None
    split = attribution(before, card)
    may_compare = comparable(book.editions, before.edition, card.edition)
    if isinstance(split, Unattributed):
        return Change(before, split, may_compare)
    ruler = Ruler(split.places)
    rows = (_folded(half, ruler) for half in (split.edition, split.organization))
    return Change(before, split, may_compare, *rows)


def _before(book: Book, card: Scorecard, own: Sequence[Scorecard]) -> Scorecard | None:
    """The card of the same organization in the assessed year before."""
    year = next((year for year in book.by_year if year < card.year), None)
    return next((other for other in own if other.year == year), None)


def _folded(half: Row, ruler: Ruler) -> tuple[Row, ...]:
    return tuple([ruler.fold(row, MOST_PARTS) for row in half.shown])


def costs(book: Book, year: int) -> tuple[Cost, ...]:
    """The clauses that cost most in a year, beside the assessed year before."""
    before = max((other for other in book.by_year if other < year), default=None)
    earlier = book.clause_years[before] if before else {}
    return costliest(book.editions, book.clause_years[year], earlier, MOST_CLAUSES)


def clause_histories(book: Book) -> Mapping[str, tuple[HistoryRow, ...]]:
    """The years of every clause that has any, earliest first, by id."""
    return histories(book.editions, book.clause_years.values())


def lineage(book: Book, edition: Edition, standard: Standard) -> dict[str, Any]:
    """The standards of other editions that a standard replaces, and that replace it, each
    with its edition."""
    earlier = [one for one in book.library.editions if min(one.years) < min(edition.years)]
    later = [one for one in book.library.editions if min(one.years) > min(edition.years)]
    return {
        "predecessors": [
            found for id in standard.replaces if (found := _latest(earlier[::-1], id))
        ],
        "successors": [
            (one, other) for one in later for other in one.standards
            if standard.id in other.replaces
        ],
    }  # fmt: skip


def _latest(editions: list[Edition], id: str) -> tuple[Edition, Standard] | None:
    found = ((edition, one) for edition in editions for one in edition.standards if one.id == id)
    return next(found, None)
