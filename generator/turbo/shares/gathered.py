"""Folders → the book, read by several processes that keep their shares of it."""

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator.dataset.book import Book
from generator.dataset.library import Library, frame
from generator.exports.wording import PARTS
from generator.messages.labels import labels
from generator.pages import OWN_TEMPLATES
from generator.render import compile_all
from generator.rules.check import check_all, check_all_figures
from generator.search.record import Record
from generator.site import Written, without_drafts
from generator.turbo import collector
from generator.turbo.crew import cores
from generator.turbo.shares.outline import Sent, unpacked
from generator.turbo.shares.share import Inherited, Outfit, Share
from generator.turbo.shares.team import Team
from generator.turbo.shares.whole import assembled, received

_WORTH_IT = 400
"""Fewer results than this are read before a second process would have begun."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The book, with outlines of all cards, and the team that has them whole; ``owners`` says
    who has those of an organization."""

    book: Book
    team: Team
    owners: dict[str, int]

    def written(self, organization: str, path: str) -> Written:
        """A page of an organization, as Markdown."""
        page: Written = self.team.of(self.owners[organization], "written", path)
        return page

    def records(self) -> Iterator[Record]:
        """What the search finds of the cards."""
        self.team.ask("records")
        return (record for records in self.team.answers() for record in records)

    def begin(self, folder: str, others: frozenset[str]) -> None:
        """Let all pages and downloads of organizations be made in a folder, but for the pages
        that others make."""
        self.team.begin("made", folder, others)

    def begin_slowly(self, folder: str, others: frozenset[str]) -> None:
        """Let the same pages be made again, each by the host."""
        self.team.begin("pages", folder, others)


def gathered(standards: Path, results: Path, outfit: Outfit) -> Gathered | None:
    """Both folders, read, checked and scored by as many processes as there are cores. Nothing
    where there is little to do, or one core, and if there is any problem: to tell it, all has
    to be read at one place."""
    with collector.paused():
        library, files, problems = frame(standards, results)
        if problems or len(files) < _WORTH_IT or cores() < 2:
            return None
        compile_all(labels(outfit.language), (*OWN_TEMPLATES, PARTS))
        inherited = Inherited(library, outfit)
        team = Team([partial(Share, inherited, share) for share in parted(files, cores())])
        try:
            found = _gathered(library, team, drafts=outfit.drafts)
        except BaseException as error:
            team.__exit__(type(error), error, None)
            raise
        if found is None:
            team.__exit__(None, None, None)
        return found


def parted(files: Sequence[Path], count: int) -> list[tuple[Path, ...]]:
    """The files in so many shares, all of an organization in one."""
    names = sorted({file.stem for file in files})
    size = -(-len(names) // count)
    share = {name: n // size for n, name in enumerate(names)}
    return [tuple(file for file in files if share[file.stem] == n) for n in range(count)]


def _gathered(library: Library, team: Team, *, drafts: bool) -> Gathered | None:
    """The book of all shares and whose each organization is, if nothing is wrong with them."""
    team.ask("outlines")
    packs = team.answers()
    if None in packs:
        return None
    outlines = [list(unpacked(pack)) for pack in packs]
    owners = _owners(library, outlines)
    whose = [frozenset(id for id, n in owners.items() if n == one) for one in range(len(packs))]
    others = [[pack for pack in packs if pack is not own] for own in packs]
    team.ask_each("told", list(zip(others, whose, strict=True)))
    book = assembled(library, (), outlines)
    bare = library.with_results([card.result for card in book.cards])
    faults = check_all(bare) or check_all_figures(bare, book.cards)
    told = team.answers()
    if None in told or faults:
        return None
    book = book if drafts else without_drafts(book)
    book = replace(book, told=received([pickle.loads(one) for one in told], book))
    return Gathered(book, team, owners)


def _owners(library: Library, outlines: Sequence[Sequence[Sent]]) -> dict[str, int]:
    """Whose each organization is: his who has its cards, and the first one's if it has none."""
    owners = dict.fromkeys(library.known_organizations, 0)
    return owners | {one.organization: n for n, some in enumerate(outlines) for one in some}
