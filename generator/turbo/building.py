"""The second map of a build: parts of the site and the book → files in the folder of the site."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from generator.render.markdown_page import MarkdownPage
from generator.search.prose import Prose
from generator.turbo.job import Job, chunks, load_records, open_job
from generator.turbo.workers import Task, TaskQueue
from generator.urls import destination

MOST_TOGETHER = 25
"""Organizations, pages or downloads in one task: few enough to show progress."""


@dataclass(frozen=True, slots=True)
class TaskResult:
    """How many pages a task wrote, and the pages that only the host can finish."""

    pages: int = 0
    unfinished: tuple[MarkdownPage, ...] = ()


def start_downloads(job: Job, executors: Sequence[Executor]) -> TaskQueue:
    """Let executors write all downloads, those of an organization by the one that assessed it."""
    every = range(0, len(job.site.shared_downloads), MOST_TOGETHER)
    shared = [(make_shared_downloads, job.folder, start) for start in every]
    return TaskQueue(executors, shared, own_tasks(job, len(executors), make_downloads))


def start_pages(
    job: Job, executors: Sequence[Executor], paths: Collection[str], prose: Sequence[Prose]
) -> TaskQueue:
    """Let executors write the search index and the pages at ``paths``, those of an organization
    by the executor that assessed it."""
    folder, searched = job.folder, job.settings.serving.searched
    index: list[Task] = [(make_index, folder, tuple(prose))] if searched else []
    shared = [page.path for page in job.site.shared_pages if page.path in paths]
    shared_pages = [(make_shared_pages, folder, together) for together in _together(shared)]
    others = frozenset(page.path for page in job.site.pages if page.organization) - set(paths)
    own = own_tasks(job, len(executors), make_pages, others)
    return TaskQueue(executors, [*index, *shared_pages], own)


def own_tasks(
    job: Job, executors: int, task: Callable[..., object], *arguments: object
) -> Sequence[Sequence[Task]]:
    """Return the tasks on organizations by the executor, of so many, that assessed them."""
    assessed = chunks(job, executors)
    without_results = {entry.id for entry in job.whole.organizations} - job.files.keys()
    ids = [chain(*assessed[number::executors]) for number in range(executors)]
    ids[0] = chain(ids[0], sorted(without_results))
    return [
        [(task, job.folder, together, *arguments) for together in _together(list(own))]
        for own in ids
    ]


def _together(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(names), MOST_TOGETHER):
        yield tuple(names[start : start + MOST_TOGETHER])


def make_downloads(folder: Path, organizations: tuple[str, ...]) -> TaskResult:
    """Task: write the downloads of organizations."""
    job = open_job(folder)
    for id in organizations:
        for download in job.site.organization_downloads(id):
            write_file(f"{job.settings.site}/{download.path}", download.make())
    return TaskResult()


def make_pages(folder: Path, organizations: tuple[str, ...], others: frozenset[str]) -> TaskResult:
    """Task: write the pages of organizations; MkDocs makes the pages ``others``."""
    job = open_job(folder)
    unfinished: list[MarkdownPage] = []
    count = 0
    known = job.book.library.known_organizations
    for id in organizations:
        pages = job.site.organization_pages(known[id]) if id in known else ()
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
