"""The second map of a build: parts of the site and the book → files in the folder of the site."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from generator.render.markdown_page import MarkdownPage
from generator.search.prose import Prose
from generator.turbo.assessing import chunks
from generator.turbo.job import Job, load_records, open_job
from generator.turbo.workers import Task
from generator.urls import destination

MOST_TOGETHER = 25
"""Organizations, pages or downloads in one task: few enough to show progress."""


@dataclass(frozen=True, slots=True)
class TaskResult:
    """How many pages a task wrote, and the pages that only the host can finish."""

    pages: int = 0
    unfinished: tuple[MarkdownPage, ...] = ()


def shared_tasks(job: Job, paths: Iterable[str], prose: Sequence[Prose]) -> Iterator[Task]:
    """Yield the tasks that make what belongs to no organization: the index, downloads, and those
    of the pages at ``paths``."""
    folder, site, wanted = job.folder, job.site, frozenset(paths)
    if job.settings.serving.searched:
        yield make_index, folder, tuple(prose)
    for chunk in _together([page.path for page in site.shared_pages if page.path in wanted]):
        yield make_shared_pages, folder, chunk
    for start in range(0, len(site.shared_downloads), MOST_TOGETHER):
        yield make_shared_downloads, folder, start


def own_tasks(job: Job, paths: Iterable[str], executors: int) -> Sequence[Sequence[Task]]:
    """Return the tasks that make what belongs to organizations, of their pages those at ``paths``.

    They are listed by the executor, of so many, that has assessed the organizations.
    """
    others = frozenset(page.path for page in job.site.pages if page.organization) - set(paths)
    assessed = chunks(job, executors)
    without_results = {entry.id for entry in job.book.organizations} - job.files.keys()
    ids = [chain(*assessed[number::executors]) for number in range(executors)]
    ids[0] = chain(ids[0], sorted(without_results))
    return [
        [(make_organizations, job.folder, together, others) for together in _together(list(own))]
        for own in ids
    ]


def _together(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(names), MOST_TOGETHER):
        yield tuple(names[start : start + MOST_TOGETHER])


def make_organizations(
    folder: Path, organizations: tuple[str, ...], others: frozenset[str]
) -> TaskResult:
    """Task: write the downloads and pages of organizations; MkDocs makes the pages ``others``."""
    job = open_job(folder)
    unfinished: list[MarkdownPage] = []
    count = 0
    for id in organizations:
        for download in job.site.organization_downloads(id):
            write_file(f"{job.settings.site}/{download.path}", download.make())
        pages = job.site.organization_pages(job.book.library.known_organizations[id])
        rendered = [job.site.render(page) for page in pages if page.path not in others]
        unfinished += write_pages(job, rendered)
        count += len(rendered)
    return TaskResult(count - len(unfinished), tuple(unfinished))


def make_shared_pages(folder: Path, paths: tuple[str, ...]) -> TaskResult:
    """Task: write the pages at ``paths``, which belong to no organization."""
    job = open_job(folder)
    rendered = [job.site.render(page) for page in job.site.shared_pages if page.path in paths]
    unfinished = write_pages(job, rendered)
    return TaskResult(len(rendered) - len(unfinished), tuple(unfinished))


def make_shared_downloads(folder: Path, start: int) -> TaskResult:
    """Task: write the next downloads that belong to no organization, from index ``start`` on."""
    job = open_job(folder)
    for download in job.site.shared_downloads[start : start + MOST_TOGETHER]:
        write_file(f"{job.settings.site}/{download.path}", download.make())
    return TaskResult()


def make_index(folder: Path, prose: tuple[Prose, ...]) -> TaskResult:
    """Task: write the files of the search index, over the data and the pages of prose."""
    job = open_job(folder)
    for path, content in job.site.search_index(load_records(job.records), prose).items():
        write_file(f"{job.settings.site}/{path}", content)
    return TaskResult()


def write_pages(job: Job, pages: Iterable[MarkdownPage]) -> list[MarkdownPage]:
    """Stamp and write pages; returns those that have no shell yet."""
    unfinished = []
    for page in pages:
        content = job.shells.stamp(page)
        if content is None:
            unfinished.append(page)
        else:
            write_page(job, page.path, content)
    return unfinished


def write_page(job: Job, path: str, content: bytes) -> None:
    """Write a finished page into the folder of the site."""
    html = destination(path, directories=job.settings.serving.directories)
    write_file(f"{job.settings.site}/{html}", content)


def write_file(target: str, content: bytes) -> None:
    """Write a file, and the folders that it lies in."""
    try:
        file = open(target, "wb", buffering=0)  # noqa: SIM115 - closed below
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        file = open(target, "wb", buffering=0)  # noqa: SIM115
    with file:
        count = file.write(content)
        while count < len(content):
            count += file.write(content[count:])
