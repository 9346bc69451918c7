"""What is to be put right: the rectifications of all results, and how late they are."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from msgspec import Struct

from generator.model.edition import Consequence
from generator.model.result import FollowUp, Rectification, Year
from generator.scoring.summary import CardSummary


class LedgerEntry(Struct, frozen=True, eq=False):
    """A rectification of a card. ``days`` counts by how many it is overdue at the date of the
    data; it is 0 if it is not."""

    card: CardSummary
    entry: Rectification
    number: int
    days: int

    @property
    def overdue(self) -> bool:
        """Whether it is overdue."""
        return self.days > 0

    @property
    def closed(self) -> bool:
        """Whether it is done, accepted or not yet."""
        return self.entry.state in ("done", "accepted")


def ledger(cards: Sequence[CardSummary], as_of: dt.date) -> list[LedgerEntry]:
    """Return the rectifications of the cards of a year: what is most overdue first, then what is
    open by its deadline, and what is done last. ``as_of`` is the date of the year's data."""
    return sorted(_entries(cards, as_of), key=_urgency)


def _entries(cards: Sequence[CardSummary], as_of: dt.date) -> Iterator[LedgerEntry]:
    for card in cards:
        for number, entry in zip(count(1), card.rectification, strict=False):
            late = (as_of - entry.deadline).days if entry.overdue(as_of) else 0
            yield LedgerEntry(card, entry, number, late)


def _urgency(entry: LedgerEntry) -> tuple[int, bool, dt.date, str, int]:
    id = entry.card.organization.id
    return (-entry.days, entry.closed, entry.entry.deadline, id, entry.number)


class LedgerCount(Struct, frozen=True):
    """How many rectifications there are, how many of them are done, and how many overdue, and of
    how many organizations."""

    entries: int
    closed: int
    overdue: int
    organizations: int


def count_ledger(entries: Sequence[LedgerEntry]) -> LedgerCount:
    """Count the entries of a ledger."""
    late = [entry for entry in entries if entry.overdue]
    return LedgerCount(
        entries=len(entries),
        closed=sum(entry.closed for entry in entries),
        overdue=len(late),
        organizations=len({entry.card.organization.id for entry in late}),
    )


class Late(Struct, frozen=True):
    """That something is overdue of a year, at the date of its data."""

    year: int
    as_of: dt.date
    overdue: int


def overdue_before(
    by_year: Mapping[int, Sequence[CardSummary]], years: Mapping[int, Year], newest: int
) -> list[Late]:
    """Return what is overdue of each year before the newest one, in the order of ``by_year``.

    A year of which nothing is overdue is left out.
    """
    late = [
        Late(year, as_of, count_ledger(ledger(cards, as_of)).overdue)
        for year, cards in by_year.items()
        if year < newest
        for as_of in [years[year].as_of]
    ]
    return [year for year in late if year.overdue]


class UseDue(Struct, frozen=True, eq=False):
    """A use of results that the grade of a card leads to, and what was done about it, if it is
    recorded. It is ``done`` several times, once or not yet."""

    card: CardSummary
    use: Consequence
    done: tuple[FollowUp, ...]


def uses_due(cards: Sequence[CardSummary]) -> list[UseDue]:
    """Return the uses that the grades of the cards of a year lead to: those of which nothing is
    recorded first, then by grade, best first, and by organization.

    A use for all grades is a principle, and asks for nothing in particular.
    """
    due = [
        UseDue(card, use, tuple(entry for entry in card.followed if entry.of == use.id))
        for card in cards
        if card.grade
        for use in card.edition.use_of_results
        if card.grade.id in use.grades
    ]
    return sorted(due, key=_waiting)


def _waiting(due: UseDue) -> tuple[bool, int, str]:
    grades = [grade.id for grade in due.card.edition.grades]
    grade = due.card.grade.id if due.card.grade else ""
    return bool(due.done), grades.index(grade), due.card.organization.id
