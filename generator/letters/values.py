"""What letters may use: of an organization's year what its page uses, and of a year its results."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from generator.analysis.year_statistics import YearStatistics, by_rank
from generator.letters.filling import Values
from generator.model.result import Rectification, Result, Year
from generator.scoring.summary import CardSummary


def kinds_of(result: Result | CardSummary) -> tuple[str, ...]:
    """Return the kinds of letters that an organization gets with a result; drafts have none."""
    if result.state == "draft":
        return ()
    unfinished = _unfinished(result.rectification)
    return ("organization", "rectification") if unfinished else ("organization",)


def may_be_sent(cards: Iterable[CardSummary]) -> bool:
    """Say whether any result of a year is more than a draft: else a year has no letters."""
    return any(card.state != "draft" for card in cards)


def values_of_card(page: Values) -> Values:
    """Return the values of the page of a scorecard, and what is not put right yet."""
    return {**page, "open": _unfinished(page["result"].rectification)}


def _unfinished(entries: Sequence[Rectification]) -> list[Rectification]:
    return [entry for entry in entries if entry.state in ("open", "in_progress")]


def values_of_year(year: Year, statistics: YearStatistics, kinds: Mapping[str, str]) -> Values:
    """Return what the letters of a year use: its results best first, and how many have each
    grade. ``dated`` is the last day on which one of them took its state. ``kinds`` are the titles
    of the kinds of organization."""
    published = [card for card in statistics.cards if card.state != "draft"]
    results = by_rank(published, statistics.ranks)
    edition = statistics.cards[0].edition.whole
    counts = Counter(card.grade.id for card in results if card.grade)
    return {
        "year": year,
        "dated": max((card.status[-1].date for card in results), default=year.as_of),
        "edition": edition,
        "results": results,
        "ranks": statistics.ranks,
        "kinds": kinds,
        "grades": [(grade, counts[grade.id]) for grade in edition.grades],
    }
