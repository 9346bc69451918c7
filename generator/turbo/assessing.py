"""The first map of a build: the results of some organizations → what the book needs of them."""

import datetime as dt
import pickle
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from pathlib import Path

from msgspec import structs

from generator.analysis.clause_sums import YearSum, combine_sums
from generator.analysis.sums import sums_by_year
from generator.analysis.usage import Usage, Use, combine_usages, usage_by_edition
from generator.attribution.carried_total import summarize_years
from generator.audiences.readers import found_by, shown_to
from generator.dataset.book import Book
from generator.dataset.library import Frame, PageLink
from generator.messages.labels import labels
from generator.model.result import State, Status
from generator.rules.check import check_cards, check_frame, check_results, check_summaries
from generator.scoring.card import Scorecard
from generator.scoring.quotas import apply_quotas
from generator.scoring.summary import CardSummary
from generator.search.records import card_records
from generator.turbo.job import Job, chunks, open_job

MOST_IN_SLICE = 30
"""Organizations that are checked and summed up at once."""


@dataclass(frozen=True, slots=True)
class Part:
    """What some results tell the book.

    ``summaries`` know nothing of quotas yet. ``declared`` holds the declared grade, by year and
    organization, of the results that a quota may concern.
    """

    summaries: tuple[CardSummary, ...] = ()
    declared: Mapping[tuple[int, str], str] = field(default_factory=dict)
    sums: Mapping[int, YearSum] = field(default_factory=dict)
    usages: Mapping[str, Usage] = field(default_factory=dict)
    links: tuple[PageLink, ...] = ()
    records: tuple[bytes, ...] = ()


def assess(job: Job, executors: Sequence[Executor]) -> bool:
    """Read, check and score all results by executors, and give the job its book and records.

    Returns whether nothing is wrong with the data. Where something is, the plain path has to find
    out what: it sees everything at once.
    """
    if job.problems or check_frame(job.frame):
        return False
    futures = [
        executors[number % len(executors)].submit(assess_organizations, job.folder, chunk)
        for number, chunk in enumerate(chunks(job, len(executors)))
    ]
    parts: list[Part] = []
    for future in futures:
        part = job.load(future.result())
        if part is None:
            return False
        parts.append(part)
    part = _join(parts, job.frame)
    graded = tuple(_graded(part.summaries, job.frame))
    if not _keeps_quotas(job.frame, graded, part.declared):
        return False
    links = tuple(sorted(part.links, key=lambda link: link.place.file))
    job.whole = Book(job.frame, graded, part.sums, part.usages, links)
    job.records = part.records
    return True


def assess_organizations(folder: Path, organizations: tuple[str, ...]) -> bytes:
    """Task: assess the results of organizations; a dumped ``Part``, or ``None`` if there is a
    problem."""
    job = open_job(folder)
    parts = []
    for start in range(0, len(organizations), MOST_IN_SLICE):
        part = _assess_slice(job, organizations[start : start + MOST_IN_SLICE])
        if part is None:
            return job.dump(None)
        parts.append(part)
    return job.dump(_join(parts, job.frame))


def _assess_slice(job: Job, organizations: Sequence[str]) -> Part | None:
    """Read, check and score the results of a few organizations; ``None`` if any has a problem."""
    frame = job.frame
    if not frame.known_organizations.keys() >= set(organizations):
        return None
    read = [job.results(id) for id in organizations]
    results = tuple(chain.from_iterable(filter(None, read)))
    if None in read or not all(frame.edition_of(result.year) for result in results):
        return None
    if check_results(frame, results):
        return None
    scored = tuple(chain.from_iterable(map(job.cards, organizations)))
    assumed = tuple(map(_assume_declared_grade, scored))
    if check_cards(frame, assumed):
        return None
    readers = job.settings.readers
    shown = shown_to(readers, map(job.public, assumed))
    return Part(
        summaries=tuple(chain.from_iterable(_summaries(job, id) for id in organizations)),
        declared={
            (card.year, card.organization.id): card.grade.id
            for card in assumed
            if card.grade and _may_change(card)
        },
        sums=sums_by_year(shown),
        usages=usage_by_edition(shown),
        links=tuple(chain.from_iterable(map(frame.result_links, results))),
        records=dump_records(job, found_by(readers, shown, frame)),
    )


def _summaries(job: Job, organization: str) -> Iterator[CardSummary]:
    """Summarize what the site shows of the cards of an organization."""
    cards = [*map(job.public, job.cards(organization))]
    return map(_share_status, summarize_years(cards, job.years))


def _may_change(card: Scorecard) -> bool:
    """Whether a quota may change the grade of a card."""
    quotas = any(grade.quota for grade in card.edition.grades)
    return quotas and card.total is not None and card.result.state != "draft"


def _assume_declared_grade(card: Scorecard) -> Scorecard:
    """Give a card its declared grade if only quotas, checked later, can tell if it is right."""
    declared = card.result.declared.grade if card.result.declared else None
    if not _may_change(card) or declared is None:
        return card
    grade = next((grade for grade in card.edition.grades if grade.id == declared), None)
    return structs.replace(card, grade=grade) if grade else card


def _share_status(summary: CardSummary) -> CardSummary:
    """The summary with steps that many have in common: most results are published on one day."""
    steps = (_step(step.state, step.date, step.reason) for step in summary.status)
    return structs.replace(summary, status=tuple(steps))


@lru_cache(maxsize=4096)
def _step(state: State, date: dt.date, reason: str | None) -> Status:
    return Status.model_construct(state=state, date=date, reason=reason)


def dump_records(job: Job, cards: Sequence[Scorecard]) -> tuple[bytes, ...]:
    """Make the search records of cards: one pickled list of them all, or nothing without a search.

    ``load_records`` reads them.
    """
    serving = job.settings.serving
    if not serving.searched:
        return ()
    catalogue = labels(job.settings.language)
    records = list(card_records(cards, catalogue, directories=serving.directories))
    return (pickle.dumps(records, pickle.HIGHEST_PROTOCOL),)


def _join(parts: Sequence[Part], frame: Frame) -> Part:
    places = _places(frame)

    def place(use: Use) -> tuple[int, str]:
        return places[use.year], _file_name(use.organization.id)

    return Part(
        summaries=tuple(chain.from_iterable(part.summaries for part in parts)),
        declared={key: grade for part in parts for key, grade in part.declared.items()},
        sums=combine_sums(part.sums for part in parts),
        usages=combine_usages([part.usages for part in parts], place),
        links=tuple(chain.from_iterable(part.links for part in parts)),
        records=tuple(chain.from_iterable(part.records for part in parts)),
    )


def _places(frame: Frame) -> Mapping[int, int]:
    """The place of each year in the order of the book."""
    years = [year for edition in frame.editions for year in edition.years]
    return {year: place for place, year in enumerate(years)}


def _file_name(organization: str) -> str:
    """The name by which results of a year are sorted, as the files are."""
    return f"{organization}.yml"


def _graded(summaries: Sequence[CardSummary], frame: Frame) -> Iterator[CardSummary]:
    """The summaries in the order of the book, with the quotas of each year applied."""
    for edition in frame.editions:
        for year in edition.years:
            of_year = [summary for summary in summaries if summary.year == year]
            yield from apply_quotas(
                sorted(of_year, key=lambda summary: _file_name(summary.organization.id))
            )


def _keeps_quotas(
    frame: Frame, summaries: Sequence[CardSummary], declared: Mapping[tuple[int, str], str]
) -> bool:
    """Whether the rules on quotas hold, and the grades that were assumed."""
    for summary in summaries:
        grade = declared.get((summary.year, summary.organization.id))
        if grade and (summary.grade is None or summary.grade.id != grade):
            return False
    return not check_summaries(frame, summaries)
