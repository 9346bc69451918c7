"""Write the trees of organizations: what each has beside the site that all of them share.

A server looks for a file in the tree of the reader's organization, and then in the shared site. The
trees lie in the folder ``own`` beside that of the site, by the ids of the organizations.
"""

import logging
import os
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from generator.audiences.filter import BookFilter
from generator.audiences.seen import SeenData
from generator.render.markdown_page import MarkdownPage
from generator.site import Site
from generator.turbo.building import own_tasks, write_file
from generator.turbo.job import Job, open_job
from generator.turbo.page_shells import Finish, encode
from generator.turbo.workers import TaskQueue
from generator.urls import destination

log = logging.getLogger("mkdocs.plugins.scorebook")
SAMPLES = 8
"""Organizations whose pages show which shells most trees need."""


@dataclass(frozen=True, slots=True)
class TreePage:
    """A page of the tree of an organization."""

    organization: str
    page: MarkdownPage


def write_trees(
    site: Site,
    data: SeenData,
    folder: str,
    finish: Finish,
    alike: bool,  # noqa: ARG001
) -> None:
    """Write the trees of all organizations one by one; the host finishes all pages.

    ``folder`` is that of the site.
    """
    for organization in data.whole.organizations:
        tree = site.own_part(*data.tree_of(organization.id))
        _write_tree(tree, folder, organization.id, finish)


def _write_tree(tree: Site, folder: str, organization: str, finish: Finish) -> None:
    for page in map(tree.render, tree.own_pages):
        _write_page(tree, folder, TreePage(organization, page), encode(finish(page)))
    _write_files(tree, folder, organization)


def write_stamped_trees(
    job: Job, executors: Sequence[Executor], finish: Finish, alike: bool
) -> None:
    """Let executors write the trees of all organizations.

    If pages of a shape are not ``alike``, the host finishes all of them.
    """
    folder, organizations = job.settings.site, [entry.id for entry in job.whole.organizations]
    samples = organizations[:: -(-len(organizations) // SAMPLES) or 1]
    different = _make_shells(job, samples, finish) if alike else ""
    if different:
        log.info(job.site.labels("console.not_alike", page=different))
    if different or not alike:
        for organization in organizations:
            _write_tree(tree_of(job, organization), folder, organization, finish)
        return
    queue = TaskQueue(executors, (), own_tasks(job, len(executors), make_trees))
    for _ in range(queue.count):
        for each in queue.done.get().result():
            _write_page(job.site, folder, each, job.shells.finish(each.page, finish))


def _make_shells(job: Job, organizations: Sequence[str], finish: Finish) -> str:
    """Make the shells of most pages; returns the path of a page that the host makes otherwise, or
    an empty text."""
    proven: set[str] = set()
    for id in organizations:
        tree = tree_of(job, id)
        for page in tree.own_pages:
            rendered = tree.render(page)
            stamped = job.shells.finish(rendered, finish)
            if page.template not in proven and stamped != encode(finish(rendered)):
                return page.path
            proven.add(page.template)
    return ""


def make_trees(folder: Path, organizations: tuple[str, ...]) -> tuple[TreePage, ...]:
    """Task: write the trees of organizations; returns the pages that only the host can finish."""
    job = open_job(folder)
    unfinished: list[TreePage] = []
    for id in organizations:
        tree = tree_of(job, id)
        for page in map(tree.render, tree.own_pages):
            content = job.shells.stamp(page)
            if content is None:
                unfinished.append(TreePage(id, page))
            else:
                _write_page(job.site, job.settings.site, TreePage(id, page), content)
        _write_files(tree, job.settings.site, id)
    return tuple(unfinished)


def tree_of(job: Job, organization: str) -> Site:
    """Return the tree of an organization, given by its id."""
    readers = job.settings.readers
    assert readers is not None, "a site for all has no trees"
    own = replace(readers, organization=organization).own(job.whole.organizations)
    book = _filter(job).book_of(own)
    return job.site.own_part(book, job.graded_cards(book))


@lru_cache(maxsize=1)
def _filter(job: Job) -> BookFilter:
    assert job.settings.readers is not None, "a site for all has no trees"
    return job.settings.readers.filter(job.whole)


def _write_page(site: Site, folder: str, page: TreePage, content: bytes) -> None:
    html = destination(page.page.path, directories=site.serving.directories)
    write_file(_in_tree(folder, page.organization, html), content)


def _write_files(tree: Site, folder: str, organization: str) -> None:
    for download in tree.own_downloads():
        write_file(_in_tree(folder, organization, download.path), download.make())
    for path, content in tree.own_index().items():
        write_file(_in_tree(folder, organization, path), content)


def _in_tree(folder: str, organization: str, path: str) -> str:
    return os.path.join(os.path.dirname(folder), "own", organization, path)
