"""What chunks of results tell, joined, is what the plain path knows; problems are noticed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from paths import CASES, DEDUCTIONS, ROOT, TINY
from test_cases import NAMES, lay_out

from generator.dataset.assessment import examine, read_assessment
from generator.dataset.book import Book
from generator.scoring.summary import CardSummary
from generator.site import Serving
from generator.turbo import assessing
from generator.turbo import job as jobs
from generator.turbo.assessing import assess
from generator.turbo.job import Job, Settings, begin_job
from generator.turbo.workers import InlineExecutor

RELATIVE = ROOT / "tests/schemes/relative"
PROJECTS = {"sample": ROOT, "tiny": TINY, "deductions": DEDUCTIONS, "relative": RELATIVE}


@contextmanager
def job_of(folder: Path, *, drafts: bool = False) -> Iterator[Job]:
    settings = Settings(
        data=(folder / "standards", folder / "results", None),
        site=str(folder / "site"),
        language="zh",
        serving=Serving(searched=True),
        drafts=drafts,
    )
    job = begin_job(settings)
    try:
        yield job
    finally:
        job.remove()


def id_of(entry: object) -> object:
    return getattr(entry, "id", None)


def told(summary: CardSummary) -> Mapping[str, object]:
    """What a summary says, whichever values of the frame it refers to."""
    return {
        "key": (summary.year, summary.organization.id, summary.edition.id),
        "status": [(step.state, step.date, step.reason) for step in summary.status],
        "figures": (summary.raw, summary.base, summary.adjusted, summary.deducted, summary.total),
        "aspects": summary.aspects,
        "no grade": (summary.no_grade, summary.decision and summary.decision.reason),
        "holds": [
            (hold.grade.id, hold.decides, hold.of, *map(id_of, (hold.limit, hold.case, hold.full)))
            for hold in summary.holds
        ],
        "grades": [
            grade and grade.id for grade in (summary.by_cutoff, summary.calculated, summary.grade)
        ],
    }


def uses(book: Book) -> Mapping[object, object]:
    kinds = ("marks", "cases", "adjustments")
    return {
        (edition, kind, id): (used.count, [(use.year, use.organization.id) for use in used.shown])
        for edition, usage in book.usages.items()
        for kind in kinds
        for id, used in getattr(usage, kind).items()
    }


@pytest.mark.parametrize("drafts", [False, True])
@pytest.mark.parametrize("most", [1, 5, 1000])
@pytest.mark.parametrize("project", PROJECTS)
def test_the_book_is_that_of_the_plain_path(
    project: str, most: int, drafts: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MOST_IN_CHUNK", most)
    monkeypatch.setattr(assessing, "MOST_IN_SLICE", most)
    folder = PROJECTS[project]
    plain = read_assessment(folder / "standards", folder / "results")
    book = (plain if drafts else plain.without_drafts()).book
    with job_of(folder, drafts=drafts) as job:
        assert assess(job, [InlineExecutor()])
        assert list(map(told, job.book.summaries)) == list(map(told, book.summaries))
        assert uses(job.book) == uses(book)
        assert job.book.sums == book.sums
        assert sorted(job.book.links) == sorted(book.links)
        reread = [job.site.cards(one.id) for one in book.organizations]
        assert [len(cards) for cards in reread] == [
            len(book.by_organization.get(one.id, ())) for one in book.organizations
        ]


ELSEWHERE = ("docs", "audiences.yml")
CHECKED = [name for name in NAMES if not any((CASES / name / x).exists() for x in ELSEWHERE)]
"""The cases without pages by hand and audiences, which a build checks elsewhere."""


@pytest.mark.parametrize("name", ["base", *CHECKED])
def test_a_problem_is_noticed(name: str, tmp_path: Path) -> None:
    lay_out(name, tmp_path)
    _, problems = examine(tmp_path / "standards", tmp_path / "results")
    assert bool(problems) == (name != CASES.joinpath("base").name)
    with job_of(tmp_path) as job:
        assert assess(job, [InlineExecutor()]) == (not problems)
