"""What all tasks of one build share: its settings, its data, and the folder of its shells.

A task is given the folder of its job. A worker loads the job from the folder and from the data,
once; one that was forked has the data but the results from its parent. It keeps what it has read
and scored, since the tasks on one organization are given to one worker.
"""

import io
import pickle
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from generator.audiences.readers import Readers, book_for, cards_as_seen
from generator.dataset.assessment import peers_if_sound
from generator.dataset.book import Book, CardSource, without_draft
from generator.dataset.library import Frame, load_frame, load_results
from generator.messages.labels import labels
from generator.model.base import Value
from generator.model.edition import edition_for
from generator.model.result import Result
from generator.problem import Problem
from generator.rules.check import check_results
from generator.rules.gaps import leave_out_gaps
from generator.scoring.card import Scorecard
from generator.scoring.peers import NO_PEERS, Peers
from generator.scoring.score import score
from generator.search.record import Record
from generator.site import Serving, Site
from generator.tools import Tools
from generator.turbo.page_shells import ShellStore
from generator.turbo.tools import FAST

MOST_IN_CHUNK = 1_000
"""Organizations in a chunk: each chunk tells of every clause at most as many uses as a page
shows."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a build: the folders of standards, of results and of approved copies, if
    only these are published; language, how it is served, whether drafts show, and the readers."""

    data: tuple[Path, Path, Path | None]
    site: str
    language: str
    serving: Serving
    drafts: bool
    readers: Readers | None = None


class Job:
    """One build. Its ``folder`` holds the settings, the book and the shells."""

    tools: Tools = FAST

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder = folder
        self.settings = settings

    @cached_property
    def _loaded(self) -> tuple[Frame, tuple[Problem, ...]]:
        return load_frame(*self.settings.data)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of all data but the results."""
        return self._loaded[1]

    @cached_property
    def frame(self) -> Frame:
        """The data but the results."""
        return self._loaded[0]

    @cached_property
    def whole(self) -> Book:
        """The book of all data, which the process that plans the build has made."""
        book: Book = self.load((self.folder / "book").read_bytes())
        return book

    @cached_property
    def book(self) -> Book:
        """The book that the readers see."""
        return book_for(self.settings.readers, self.whole)

    @cached_property
    def records(self) -> Sequence[bytes]:
        """The search records of all cards, in pickled lists."""
        records: Sequence[bytes] = pickle.loads((self.folder / "records").read_bytes())
        return records

    def store(self) -> None:
        """Write the book and the records for workers that do not inherit them."""
        (self.folder / "book").write_bytes(self.dump(self.whole))
        (self.folder / "records").write_bytes(pickle.dumps(self.records))

    def remove(self) -> None:
        """Remove the folder of the job."""
        shutil.rmtree(self.folder, ignore_errors=True)

    @cached_property
    def site(self) -> Site:
        """The pages and downloads of the site."""
        catalogue, serving = labels(self.settings.language), self.settings.serving
        return Site(self.book, self.graded_cards(self.book), catalogue, serving, self.tools)

    @cached_property
    def shells(self) -> ShellStore:
        """The shells of pages."""
        folder = self.folder / "shells"
        folder.mkdir(exist_ok=True)
        return ShellStore(folder)

    @cached_property
    def files(self) -> Mapping[str, Sequence[Path]]:
        """The files of results of each organization that has any, by its id."""
        files: dict[str, list[Path]] = defaultdict(list)
        for file in self.frame.result_files:
            files[file.stem].append(file)
        return files

    @cached_property
    def years(self) -> frozenset[int]:
        """The years of which there are results."""
        return frozenset(map(int, {file.parent.name for file in self.frame.result_files}))

    @cached_property
    def results(self) -> Callable[[str], Sequence[Result] | None]:
        """A function that reads the results of an organization, given by its id, once in each
        process; ``None`` if any of them has a problem."""
        return cache(self._read_results)

    def _read_results(self, organization: str) -> Sequence[Result] | None:
        results, problems = load_results(self.files.get(organization, ()), self.tools.read)
        frame = self.frame
        if opened := [result for result in results if result.year in frame.open_years]:
            problems += check_results(frame, opened)
        if problems:
            results, problems = leave_out_gaps(frame, results, problems)
        return None if problems else results

    @cached_property
    def cards(self) -> Callable[[str], Sequence[Scorecard]]:
        """A function that scores the results of an organization, once in each process. Quotas are
        not applied."""
        return cache(self._score_results)

    def _score_results(self, organization: str) -> Sequence[Scorecard]:
        entry = self.frame.known_organizations[organization]
        results = self.results(organization) or ()
        editions = [self.frame.edition_of(result.year) for result in results]
        pairs = zip(editions, results, strict=True)
        peers = self.peers
        return [
            score(edition, entry, result, peers.get(result.year, NO_PEERS))
            for edition, result in pairs
            if edition
        ]

    @cached_property
    def peers(self) -> Mapping[int, Peers]:
        """What methods compare, by year."""
        read = filter(None, map(self.results, sorted(self.files)))
        return peers_if_sound(self.frame, chain.from_iterable(read))

    def public(self, card: Scorecard) -> Scorecard:
        """Return what the site shows of a card."""
        return card if self.settings.drafts else without_draft(card)

    def graded_cards(self, book: Book) -> CardSource:
        """Return the cards of a book."""

        def public(organization: str) -> Sequence[Scorecard]:
            return [*map(self.public, self.cards(organization))]

        return lru_cache(maxsize=4)(cards_as_seen(book, public))

    @cached_property
    def _entries(self) -> Sequence[object]:
        """The frame, then its organizations and editions, also those for one kind of organization,
        with all that stands in them, in a fixed order."""
        frame = self.frame
        organizations = frame.organizations.organizations if frame.organizations else ()
        varied = tuple(edition_for(e, kind) for e in frame.editions for kind in e.by_kind)
        return (frame, *_values((frame.editions, varied, organizations)))

    @cached_property
    def _numbers(self) -> Mapping[object, int]:
        return {entry: number for number, entry in enumerate(self._entries)}

    def dump(self, value: object) -> bytes:
        """Pickle a value for other processes; they have the frame, so its objects go by number."""
        file = io.BytesIO()
        _Pickler(file, self._numbers).dump(value)
        return file.getvalue()

    def load(self, data: bytes) -> Any:
        """Return the value that was dumped."""
        return _Unpickler(io.BytesIO(data), self._entries).load()


def chunks(job: Job, executors: int) -> Sequence[tuple[str, ...]]:
    """Return the organizations that have results, in chunks. So many ``executors`` take them in
    turn, each as many."""
    ids = sorted(job.files)
    turns = -(-len(ids) // (MOST_IN_CHUNK * executors)) or 1
    size = -(-len(ids) // (turns * executors)) or 1
    return [tuple(ids[start : start + size]) for start in range(0, len(ids), size)]


def _values(value: object) -> Iterator[Value]:
    if isinstance(value, Value):
        yield value
        for name in type(value).model_fields:
            yield from _values(getattr(value, name))
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _values(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _values(part)


def _take_entry(number: int) -> object:
    """Stand for an entry of the frame in a dump; the unpickler takes it from its own frame."""
    raise NotImplementedError


class _Pickler(pickle.Pickler):
    """Pickles the frame and its entries as their numbers."""

    def __init__(self, file: io.BytesIO, numbers: Mapping[object, int]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._numbers = numbers
        self.dispatch_table = dict.fromkeys({type(entry) for entry in numbers}, self._reduce_entry)

    def _reduce_entry(self, value: object) -> tuple[Any, ...] | str:
        number = self._numbers.get(value)
        return value.__reduce_ex__(4) if number is None else (_take_entry, (number,))


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, entries: Sequence[object]) -> None:
        super().__init__(file)
        self._entries = entries

    def find_class(self, module: str, name: str) -> Any:
        """Find what is called to load a value; entries are those of the job."""
        if module == __name__ and name == _take_entry.__name__:
            return self._entries.__getitem__
        return super().find_class(module, name)


@lru_cache(maxsize=1)
def open_job(folder: Path) -> Job:
    """Open a job, once in each process."""
    settings: Settings = pickle.loads((folder / "settings").read_bytes())
    return Job(folder, settings)


def begin_job(settings: Settings, folder: str | None = None) -> Job:
    """Begin a job in a new temporary folder, within ``folder`` if it is given."""
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix=".scorebook-job-", dir=folder))
    (place / "settings").write_bytes(pickle.dumps(settings))
    return open_job(place)


def load_records(parts: Sequence[bytes]) -> Iterator[Record]:
    """Yield the records of pickled lists."""
    for part in parts:
        yield from pickle.loads(part)
