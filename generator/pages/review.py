"""The pages that judge an edition by the results of a year."""

from collections.abc import Iterator

from generator.analysis.bounds_review import review_bounds, unrecorded
from generator.analysis.standards_review import (
    FEW,
    agreements,
    review_methods,
    review_standards,
)
from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.model.edition import Edition
from generator.pages.page import Page, edition_crumbs
from generator.urls import list_page


def review_pages(book: Book, edition: Edition, labels: Labels) -> Iterator[Page]:
    """Yield a page for each year with results that an edition was in force."""
    for year in book.ranked_years(edition):
        cards = book.by_year[year]
        yield Page(
            path=list_page(edition.id, f"results-{year}"),
            template="review.md.jinja",
            title=labels("ui.review.title", year=year),
            context={
                "edition": edition,
                "year": year,
                "few": FEW,
                "ranked": sum(card.ranked for card in cards),
                "cards": book.sums[year].cards,
                "standards": review_standards(book.clause_years[year], book.sums[year]),
                "methods": review_methods(cards),
                "agreements": agreements(cards),
                "bounds": review_bounds(edition, book.sums[year]),
                "never": unrecorded(edition, book.sums[year]),
            },
            crumbs=edition_crumbs(edition, labels),
            source=book.library.edition_at(edition.id).file,
        )
