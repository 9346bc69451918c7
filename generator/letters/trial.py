"""Try templates before they are used."""

from collections.abc import Iterator, Sequence

from generator.dataset.book import Book, CardSource
from generator.letters.filling import Templates, Unfillable, Values
from generator.letters.values import kinds_of, values_of_card, values_of_year
from generator.messages.labels import Labels
from generator.pages.cards import scorecard_page


def values_of(
    kind: str, book: Book, year: int, cards: CardSource, labels: Labels
) -> Iterator[Values]:
    """Yield the values of each letter of a kind in a year."""
    if kind == "year":
        yield values_of_year(book.years[year], book.statistics[year], book.kind_titles)
        return
    for summary in book.by_year[year]:
        if kind in kinds_of(summary):
            yield values_of_card(scorecard_page(book, summary, cards, labels).values)


def faults_of(
    templates: Templates, book: Book, years: Sequence[int], cards: CardSource, labels: Labels
) -> Iterator[Unfillable]:
    """Yield all faults of templates: names that no letter has, and what fails when the first
    letter of some years is made."""
    for kind, letters in templates.items():
        found = (values for year in years for values in values_of(kind, book, year, cards, labels))
        values = next(found, None) if letters else None
        for letter in letters if values is not None else ():
            try:
                unknown = list(letter.unknown(frozenset(values or ())))
                yield from unknown
                if not unknown:
                    letter.fill(values or {})
            except Unfillable as unfillable:
                yield unfillable
