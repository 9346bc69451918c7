"""What stops a build before MkDocs empties the old site."""

import posixpath
from itertools import chain
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from generator.dataset.book import Assessment, Book, read_assessment
from generator.dataset.library import Read
from generator.exports.download import Download
from generator.messages.labels import Labels
from generator.messages.report import display_position, report_problems
from generator.problem import ProblemsFound
from generator.site import Site
from generator.urls import beside


def sound_assessment(standards: Path, results: Path, words: Labels, read: Read) -> Assessment:
    """Read, check and score two folders, or the end of the build with every problem."""
    try:
        return read_assessment(standards, results, read)
    except ProblemsFound as found:
        told = "\n".join(str(line) for line in report_problems(found.problems, words))
        count = words("console.found", count=len(found.problems))
        raise PluginError(f"{count}\n{told}") from None


def refuse_collisions(site: Site, config: MkDocsConfig) -> None:
    """A file written by hand under the path of a generated one would hide it."""
    docs = Path(config.docs_dir)
    there = {file.relative_to(docs).as_posix() for file in docs.rglob("*")}
    folders = {posixpath.dirname(path) for path in there}
    pages = sorted(page.path for page in site.pages)
    near = (page for page in site.pages if beside(page.path, "").rstrip("/") in folders)
    downloads: list[Download] = [*site.shared, *chain.from_iterable(map(site.offered, near))]
    made = (*pages, *dict.fromkeys(download.path for download in downloads))
    taken = [path for path in made if path in there]
    if taken:
        raise PluginError(f"{config.docs_dir}: move or rename {', '.join(taken)}")


def refuse_dead_links(
    book: Book, pages: frozenset[str], config: MkDocsConfig, words: Labels
) -> None:
    """MkDocs looks for dead links in Markdown; those of the data are HTML by then."""
    docs = Path(config.docs_dir)
    dead = [
        f"{display_position(place)}: {words('console.no-page', page=page)}"
        for place, page in book.links_to_pages()
        if page not in pages and not (docs / page).is_file()
    ]
    if dead:
        raise PluginError("\n".join(dead))
