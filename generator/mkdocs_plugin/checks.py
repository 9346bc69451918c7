"""Stop a build before MkDocs writes anything."""

import logging
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

from generator.dataset.approved import Read
from generator.dataset.assessment import Assessment, read_assessment
from generator.dataset.book import Book, dead_links
from generator.letters.templates import find_templates
from generator.letters.trial import faults_of
from generator.messages.labels import Labels
from generator.messages.report import display_path, passed_over, report_problems
from generator.mkdocs_plugin.config import Folders, ScorebookConfig
from generator.mkdocs_plugin.documents import (
    read_documents,
    refuse_circles,
    refuse_conflicts,
    refuse_unreadable,
)
from generator.problem import ProblemsFound
from generator.site import Site
from generator.urls import HOME, beside, destination
from generator.yaml.characters import find_control

log = logging.getLogger("mkdocs.plugins.scorebook")


def sound_assessment(data: Folders, labels: Labels, read: Read) -> Assessment:
    """Read, check and score the data in some folders; raises ``PluginError`` with every problem."""
    try:
        return read_assessment(data.standards, data.results, read, data.approved)
    except ProblemsFound as error:
        lines = "\n".join(str(line) for line in report_problems(error.problems, labels))
        count = labels("console.found", count=len(error.problems))
        raise PluginError(f"{count}\n{lines}") from None


def refuse_controls(config: MkDocsConfig, options: ScorebookConfig, labels: Labels) -> None:
    """Raise ``PluginError`` with all settings, of MkDocs and of this plugin, that have characters
    which no feed, no map of the site and no console can hold."""
    settings = {**config, "plugins": {"scorebook": options}}
    lines = [
        labels("console.control", option=option, character=f"U+{ord(found[0]):04X}")
        for option, text in _texts_of(settings)
        if (found := find_control(text))
    ]
    if lines:
        raise PluginError("\n".join(dict.fromkeys(lines)))


def refuse_epoch(epoch: str | None, labels: Labels) -> None:
    """Raise ``PluginError`` if ``SOURCE_DATE_EPOCH`` is set to what is no number of seconds that
    the compressed map of the site can hold (RFC 1952: 32 bits)."""
    if epoch is not None and not (epoch.isascii() and epoch.isdigit() and int(epoch) < 2**32):
        raise PluginError(labels("console.epoch", value=epoch))


def _texts_of(value: object, option: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts in a setting, each with the name of its option; names are texts too."""
    match value:
        case str():
            yield option, value
        case Mapping():
            for name, inner in value.items():
                yield option or str(name), str(name)
                yield from _texts_of(inner, f"{option}.{name}" if option else str(name))
        case list() | tuple():
            for number, inner in enumerate(value, start=1):
                yield from _texts_of(inner, f"{option}[{number}]")


def sound_documents(
    site: Site, config: MkDocsConfig, folders: tuple[Path, ...]
) -> tuple[File, ...]:
    """Return the files written by hand, and tell what systems left there and in ``folders``.

    Raises ``PluginError`` for links in a circle, for files that cannot be read, for unfinished
    merges, and for files in the way of generated ones.
    """
    if left := passed_over((*folders, Path(config.docs_dir)), site.labels):
        log.info(left)
    refuse_circles(Path(config.docs_dir), site.labels)
    documents = read_documents(config)
    refuse_unreadable(documents, site.labels)
    refuse_conflicts(documents, site.labels)
    refuse_collisions(site, documents)
    return documents


def refuse_collisions(site: Site, documents: Sequence[File]) -> None:
    """Raise ``PluginError`` if a file written by hand would have the address of a generated one.

    MkDocs would publish the one and drop the other. The home page has room for both.
    """
    by_hand = {file.dest_uri: file for file in documents}
    if site.serving.introduction:
        by_hand.pop(destination(HOME, directories=site.serving.directories), None)
    if taken := [by_hand[path].src_uri for path in _paths(site, by_hand) if path in by_hand]:
        raise PluginError(site.labels("console.taken", files=", ".join(taken)))


def _paths(site: Site, existing: Iterable[str]) -> Iterable[str]:
    """Return the generated files that files by hand may be: all pages, and downloads.

    Of organizations, only downloads in folders with ``existing`` files are asked for.
    """
    directories = site.serving.directories
    folders = {posixpath.dirname(path) for path in existing}
    own = (page for page in site.pages if page.organization)
    near = [page for page in own if beside(page.path, "").rstrip("/") in folders]
    downloads = chain(site.shared_downloads, chain.from_iterable(map(site.page_downloads, near)))
    pages = sorted(destination(page.path, directories=directories) for page in site.pages)
    return (*pages, *(download.path for download in downloads))


def refuse_unfillable(site: Site) -> None:
    """Raise ``PluginError`` if letters are to be offered and there are no templates, or some that
    cannot be filled."""
    folder, labels, book = site.serving.letters, site.labels, site.book
    if folder is None:
        return
    templates = find_templates(folder, labels)
    if not any(templates.values()):
        raise PluginError(labels("letters.no-templates", folder=display_path(folder)))
    kinds = {
        kind: files for kind, files in templates.items() if kind != "year" or not book.scope.partial
    }
    faults = faults_of(kinds, book, tuple(book.by_year), site.cards, labels)
    if lines := [fault.in_words(labels) for fault in faults]:
        raise PluginError("\n".join(lines))


def refuse_dead_links(
    book: Book, pages: frozenset[str], config: MkDocsConfig, labels: Labels
) -> None:
    """Raise ``PluginError`` if rich texts link to pages that do not exist.

    ``pages`` are the paths of the generated pages.
    """
    dead = dead_links(book.links_to_pages(), pages, Path(config.docs_dir))
    if lines := report_problems(dead, labels):
        raise PluginError("\n".join(map(str, lines)))
