"""What letters may use: of an organization's year what its page uses, and of a year its results."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.dataset.assessment import Assessment
from generator.exports.overviews import by_rank
from generator.messages.labels import Labels
from generator.pages.cards import scorecard_page
from generator.scoring.summary import CardSummary

KINDS = ("organization", "rectification", "year")
"""The folders of templates: for each organization; for each that has something to put right; for
the year as a whole."""
EXAMPLES = Path(__file__).with_name("examples")
"""The templates that come with the package, in folders of these names."""

Values = Mapping[str, Any]


def of_organizations(assessment: Assessment, year: int, labels: Labels) -> Iterator[Values]:
    """Yield what the page of each scorecard of a year uses; drafts have no letters."""
    book = assessment.book
    for summary in book.by_year[year]:
        if summary.state != "draft":
            page = scorecard_page(book, summary, assessment.cards_of, labels)
            context = page.context() if callable(page.context) else page.context
            yield {**context, "open": unfinished(summary)}


def unfinished(summary: CardSummary) -> list[Any]:
    """Return the rectifications that are not done yet."""
    return [entry for entry in summary.rectification if entry.state in ("open", "in_progress")]


def of_year(assessment: Assessment, year: int) -> Values:
    """Return what the letters of a year use: its results best first, and how many have each
    grade."""
    book = assessment.book
    ranks = book.statistics[year].ranks
    published = [card for card in book.by_year[year] if card.state != "draft"]
    results = by_rank(published, ranks)
    edition = book.by_year[year][0].edition.whole
    counts = Counter(card.grade.id for card in results if card.grade)
    return {
        "year": book.years[year],
        "edition": edition,
        "results": results,
        "ranks": ranks,
        "kinds": book.kind_titles,
        "grades": [(grade, counts[grade.id]) for grade in edition.grades],
    }
