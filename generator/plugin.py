"""The MkDocs edge: a few short hooks around the core. Nothing else imports mkdocs."""

import os
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from generator.addresses import FEED, HOME, RULES, SEARCH, Links
from generator.book import Book, read_book
from generator.downloads import Publication, downloads
from generator.labels import Labels, forget, labels
from generator.pages import Entry, navigation
from generator.problem import ProblemsFound
from generator.report import at, reports
from generator.search import Prose, built, records
from generator.site import Written, is_illustrative, without_drafts, written

PLACEHOLDER = "scorebook"
PACKAGE = Path(__file__).parent
STYLE = "assets/scorebook.css"
SCRIPTS = (
    "assets/vendor/tablesort/tablesort.min.js",
    "assets/vendor/tablesort/tablesort.number.min.js",
    "assets/page.js",
)
ASSETS = tuple(sorted(file for file in (PACKAGE / "assets").rglob("*.*") if file.is_file()))
"""What browsers load: styles, the search, and the scripts that stand in for the theme's inline
ones, which the policy of :mod:`generator.policy` does not let run."""
SEARCH_STYLE = "assets/search/search.css"
INDEX = "assets/search-index"
BOX = ("title", "open", "placeholder", "results", "failed")
"""The labels of the search box."""


class ScorebookConfig(Config):
    """The options of the plugin in ``mkdocs.yml``; folders are relative to that file."""

    standards = config_options.Type(str, default="standards")
    results = config_options.Type(str, default="results")
    drafts = config_options.Type(bool, default=False)


class ScorebookPlugin(BasePlugin[ScorebookConfig]):
    """Reads, checks, scores and renders before MkDocs empties the old site."""

    @event_priority(100)  # before the theme's search, which this one takes the place of
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make all pages. Any problem ends the build here, with the old site whole."""
        forget()
        self.words = words = labels(str(config.theme.get("language") or "zh"))
        self.book = book = self._book(words, config)
        self.prose: list[Prose] = []
        offered = tuple(downloads(book, words, _publication(config)))
        directories = config.use_directory_urls
        self.pages = tuple(
            written(book, words, directories=directories, downloads=offered, searched=True)
        )
        self.recorded = {page.path for page in self.pages} - {RULES}
        self.downloads = tuple((one.path, one.content) for one in offered)
        made = [page.path for page in self.pages] + [path for path, _ in self.downloads]
        _refuse_collisions(made, config)
        _refuse_dead_links(book, self.pages, config, words)
        _dress(config, book, words)
        _replace_search(config, words)
        fed = any(path == FEED for path, _ in self.downloads)
        config.extra["scorebook"]["feed"] = words("ui.downloads.feed") if fed else ""
        config.nav = _expanded(config.nav, navigation(book, words))
        return config

    def _book(self, words: Labels, config: MkDocsConfig) -> Book:
        folders = self.folders(config)
        try:
            book = read_book(*folders)
        except ProblemsFound as found:
            told = "\n".join(str(line) for line in reports(found.problems, words))
            count = words("console.found", count=len(found.problems))
            raise PluginError(f"{count}\n{told}") from None
        return book if self.config.drafts else without_drafts(book)

    def folders(self, config: MkDocsConfig) -> tuple[Path, Path]:
        """The folders of standards and results, from the place of ``mkdocs.yml``."""
        root = Path(config.config_file_path or "mkdocs.yml").absolute().parent
        return root / self.config.standards, root / self.config.results

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages, the downloads, the style sheet and the scripts to the site."""
        listed = set(_pages_of(config.nav))
        for page in self.pages:
            files.append(_file(page, config, in_navigation=page.path in listed))
        for path, content in self.downloads:
            files.append(File.generated(config, path, content=content))
        for asset in ASSETS:
            path = asset.relative_to(PACKAGE).as_posix()
            files.append(File.generated(config, path, abs_src_path=str(asset)))
        return files

    def on_pre_page(self, page: Page, **_: Any) -> Page:
        """The newest day of the data stands in the site map in place of the day of the build."""
        if "SOURCE_DATE_EPOCH" not in os.environ:
            page.update_date = self.book.newest.isoformat()
        return page

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> None:
        """Keep the text of pages that are written by hand, and of the rules, for the search."""
        if page.file.src_uri not in self.recorded:
            self.prose.append(Prose(page.file.src_uri, str(page.title), html))

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the search index."""
        prose = sorted(self.prose, key=lambda page: page.path)
        directories = config.use_directory_urls
        found = records(self.book, self.words, prose, directories=directories)
        files = built(tuple(found), self.words.section("ui")["search"])
        for path, content in files.items():
            target = Path(config.site_dir) / INDEX / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, **_: Any
    ) -> LiveReloadServer:
        """Build again when data, a template, a label or the style changes."""
        for folder in self.folders(config):
            server.watch(str(folder))
        for name in ("templates", "labels", "assets", "theme"):
            server.watch(str(PACKAGE / name))
        return server


def _publication(config: MkDocsConfig) -> Publication | None:
    """The name and the address of the site, if the address is known."""
    if not config.site_url:
        return None
    return Publication(config.site_name, config.site_url, config.use_directory_urls)


def _refuse_collisions(made: Iterable[str], config: MkDocsConfig) -> None:
    """A file written by hand under the path of a generated one would hide it."""
    taken = [path for path in made if (Path(config.docs_dir) / path).exists()]
    if taken:
        raise PluginError(f"{config.docs_dir}: move or rename {', '.join(taken)}")


def _refuse_dead_links(
    book: Book, pages: tuple[Written, ...], config: MkDocsConfig, words: Labels
) -> None:
    """MkDocs looks for dead links in Markdown; those of the data are HTML by then."""
    made, docs = {page.path for page in pages}, Path(config.docs_dir)
    dead = [
        f"{at(place)}: {words('console.no-page', page=page)}"
        for place, page in book.library.links_to_pages()
        if page not in made and not (docs / page).is_file()
    ]
    if dead:
        raise PluginError("\n".join(dead))


def _dress(config: MkDocsConfig, book: Book, words: Labels) -> None:
    """The style sheet, the templates of the theme, and the notice that they show."""
    config.theme.dirs.insert(len(config.theme.dirs) - 2, str(PACKAGE / "theme"))
    if STYLE not in config.extra_css:
        config.extra_css.append(STYLE)
    config.extra_javascript += [
        script for script in SCRIPTS if script not in config.extra_javascript
    ]
    if "attr_list" not in config.markdown_extensions:
        config.markdown_extensions.append("attr_list")
    notice = words("ui.page.illustrative") if is_illustrative(book) else ""
    config.extra["scorebook"] = {"notice": notice}


def _replace_search(config: MkDocsConfig, words: Labels) -> None:
    """The box in the header and its style, in place of the theme's own search."""
    theirs = config.plugins.get("material/search")
    if theirs is not None:
        theirs.config["enabled"] = False
    if SEARCH_STYLE not in config.extra_css:
        config.extra_css.append(SEARCH_STYLE)
    address = Links(HOME, {}, config.use_directory_urls).to(SEARCH)
    box = {name: words(f"ui.search.{name}") for name in BOX}
    config.extra["scorebook"]["search"] = {"address": str(address), **box}


def _file(page: Written, config: MkDocsConfig, *, in_navigation: bool) -> File:
    inclusion = InclusionLevel.INCLUDED if in_navigation else InclusionLevel.NOT_IN_NAV
    file = File.generated(config, page.path, content=page.markdown, inclusion=inclusion)
    file.edit_uri = _edit_uri(page, config)
    return file


def _edit_uri(page: Written, config: MkDocsConfig) -> str | None:
    """The data file as seen from the documents, which the repository's address ends in."""
    root = Path(config.config_file_path or "mkdocs.yml").absolute().parent
    if page.source is None or not page.source.is_relative_to(root):
        return None
    depth = len(Path(config.docs_dir).relative_to(root).parts)
    return "../" * depth + page.source.relative_to(root).as_posix()


def _expanded(nav: Any, entries: tuple[Entry, ...]) -> Any:
    """The navigation with the generated parts where ``scorebook`` stands in it, or at its
    end."""
    generated = [_nav(entry) for entry in entries]
    if nav is None:
        return None
    if PLACEHOLDER not in nav:
        return [*nav, *generated]
    at = nav.index(PLACEHOLDER)
    return [*nav[:at], *generated, *nav[at + 1 :]]


def _nav(entry: Entry) -> dict[str, Any]:
    """An entry as MkDocs writes it. Its theme prints titles as they are: they are escaped."""
    return {escape(entry.title): entry.page or [_nav(inner) for inner in entry.entries]}


def _pages_of(nav: Any) -> Iterator[str]:
    """The paths of all pages in a navigation."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for inner in nav.values():
            yield from _pages_of(inner)
    elif isinstance(nav, list):
        for inner in nav:
            yield from _pages_of(inner)
