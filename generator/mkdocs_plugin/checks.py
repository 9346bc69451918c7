"""Stop a build before MkDocs empties the old site."""

import posixpath
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from generator.dataset.assessment import Assessment, read_assessment
from generator.dataset.book import Book
from generator.dataset.library import Read
from generator.messages.labels import Labels
from generator.messages.report import display_position, report_problems
from generator.problem import ProblemsFound
from generator.site import Site
from generator.urls import beside


def sound_assessment(standards: Path, results: Path, labels: Labels, read: Read) -> Assessment:
    """Read, check and score two folders; raises ``PluginError`` with every problem."""
    try:
        return read_assessment(standards, results, read)
    except ProblemsFound as error:
        lines = "\n".join(str(line) for line in report_problems(error.problems, labels))
        count = labels("console.found", count=len(error.problems))
        raise PluginError(f"{count}\n{lines}") from None


def refuse_collisions(site: Site, config: MkDocsConfig) -> None:
    """Raise ``PluginError`` if a file written by hand has the path of a generated one.

    MkDocs would publish the one and drop the other.
    """
    docs = Path(config.docs_dir)
    existing = {file.relative_to(docs).as_posix() for file in docs.rglob("*")}
    taken = [path for path in _paths(site, existing) if path in existing]
    if taken:
        raise PluginError(f"{config.docs_dir}: move or rename {', '.join(taken)}")


def _paths(site: Site, existing: Iterable[str]) -> Iterable[str]:
    """Return the generated paths that files by hand may have: of all pages, and of downloads.

    Of organizations, only downloads in folders with ``existing`` files are asked for.
    """
    folders = {posixpath.dirname(path) for path in existing}
    pages = (page for page in site.pages if page.organization)
    near = [page for page in pages if beside(page.path, "").rstrip("/") in folders]
    downloads = chain(site.shared_downloads, chain.from_iterable(map(site.page_downloads, near)))
    return (*sorted(page.path for page in site.pages), *(download.path for download in downloads))


def refuse_dead_links(
    book: Book, pages: frozenset[str], config: MkDocsConfig, labels: Labels
) -> None:
    """Raise ``PluginError`` if rich texts link to pages that do not exist.

    MkDocs looks for dead links in Markdown only, and gets these as HTML. ``pages`` are the paths
    of the generated pages.
    """
    docs = Path(config.docs_dir)
    dead = [
        f"{display_position(link.place)}: {labels('console.no-page', page=link.page)}"
        for link in book.links_to_pages()
        if link.page not in pages and not (docs / link.page).is_file()
    ]
    if dead:
        raise PluginError("\n".join(dead))
