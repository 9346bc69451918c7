"""A share's cards and the outlines of all others → the book of all."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from generator.book import MOST_ROWS, Book
from generator.library import Library
from generator.problem import Place
from generator.score import Outline, Scorecard, with_quotas
from generator.shares.outline import Receiver, Sent
from generator.shares.sending import CardKey, Common
from generator.sums import YearSum, summed_up
from generator.told import Told
from generator.usage import Usage, Uses, usage


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
    """What a process tells, on its way: of the uses of each clause, by edition and kind of
    clause, how many there are, and those that may be shown, to be unpacked if they are."""

    sums: Mapping[int, YearSum]
    uses: Mapping[str, Mapping[str, Mapping[str, tuple[int, bytes]]]]
    links: tuple[tuple[Place, str], ...]


def told_by(book: Book, common: Common) -> SentTold:
    """What a process with this book tells of the cards that it has whole."""
    own = [card for card in book.cards if not isinstance(card, Outline)]
    return SentTold(
        sums={year: summed_up(c for c in own if c.year == year) for year in book.by_year},
        uses={
            edition.id: _sent(
                usage((c for c in own if c.edition.id == edition.id), MOST_ROWS), common
            )
            for edition in book.library.editions
        },
        links=tuple(book.library.links_to_pages()),
    )


def _sent(used: Usage, common: Common) -> Mapping[str, Mapping[str, tuple[int, bytes]]]:
    return {
        kind: {id: (one.count, common.packed(one.shown)) for id, one in uses.items()}
        for kind, uses in used.by_kind.items()
    }


def received(told: SentTold, common: Common, card: Callable[[CardKey], Scorecard]) -> Told:
    """What was told, of the cards of a book."""

    def uses(sent: Mapping[str, tuple[int, bytes]]) -> Mapping[str, Uses[Any]]:
        return {id: Uses(n, partial(common.unpacked, data, card)) for id, (n, data) in sent.items()}

    by_kind = {
        edition: Usage(**{kind: uses(sent) for kind, sent in kinds.items()})
        for edition, kinds in told.uses.items()
    }
    return Told(told.sums, by_kind, told.links)


def by_key(book: Book) -> Callable[[CardKey], Scorecard]:
    """Finds a card by year and organization."""
    cards: Mapping[CardKey, Scorecard] = {
        (card.year, card.organization.id): card for card in book.cards
    }
    return cards.__getitem__
