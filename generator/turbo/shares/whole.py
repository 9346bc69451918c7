"""A share's cards and the outlines of all others → the book of all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from generator.analysis.sums import YearSum, summed_up
from generator.analysis.usage import usage
from generator.dataset.book import MOST_ROWS, Book
from generator.dataset.library import Library
from generator.problem import Place
from generator.scoring.card import Outline, Scorecard
from generator.scoring.grading import with_quotas
from generator.turbo.shares import uses
from generator.turbo.shares.outline import Receiver, Sent
from generator.turbo.shares.uses import SentUsage
from generator.turbo.told import Told


def assembled(library: Library, own: Sequence[Scorecard], others: Iterable[Iterable[Sent]]) -> Book:
    """The book of all cards, in the order in which one process would have scored them, with
    the quotas applied that compare them."""
    editions = {year: edition for edition in library.editions for year in edition.years}
    receiver = Receiver(editions, library.known_organizations)
    outlines = (receiver.outline(one) for some in others for one in some)
    by_year: dict[int, list[Scorecard]] = defaultdict(list)
    for card in (*own, *outlines):
        by_year[card.year].append(card)
    ordered = (sorted(by_year[year], key=_file) for year in editions if year in by_year)
    return Book(library, tuple(card for cards in ordered for card in with_quotas(cards)))


def _file(card: Scorecard) -> str:
    """The files of a folder are read in the order of their names."""
    return f"{card.organization.id}.yml"


class SentTold(NamedTuple):
    """What a process tells, on its way; the uses of clauses by edition."""

    sums: Mapping[int, YearSum]
    uses: Mapping[str, SentUsage]
    links: tuple[tuple[Place, str], ...]


def told_by(book: Book) -> SentTold:
    """What a process with this book tells of the cards that it has whole."""
    own = [card for card in book.cards if not isinstance(card, Outline)]
    return SentTold(
        sums={year: summed_up(c for c in own if c.year == year) for year in book.by_year},
        uses={
            edition.id: uses.sent(usage((c for c in own if c.edition.id == edition.id), MOST_ROWS))
            for edition in book.library.editions
        },
        links=tuple(book.library.links_of_results()),
    )


def received(told: Sequence[SentTold], book: Book) -> Told:
    """What was told, of the cards of a book."""
    cards = {uses.key(card): card for card in book.cards}
    sums: dict[int, list[YearSum]] = defaultdict(list)
    for year, one in chain.from_iterable(part.sums.items() for part in told):
        sums[year].append(one)
    return Told(
        sums,
        {
            edition.id: uses.received(
                edition, [one.uses[edition.id] for one in told], cards, MOST_ROWS
            )
            for edition in book.library.editions
        },
        tuple(link for one in told for link in one.links),
    )
