"""The MkDocs edge: a few short hooks around the core. Nothing else imports mkdocs."""

from collections.abc import Iterator
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

from generator.addresses import HOME, RULES, SEARCH, Links
from generator.book import Book, read_book
from generator.labels import Labels, forget, labels
from generator.pages import Entry, navigation
from generator.problem import ProblemsFound
from generator.report import reports
from generator.search import Prose, built, records
from generator.site import Written, is_illustrative, without_drafts, written

PLACEHOLDER = "scorebook"
PACKAGE = Path(__file__).parent
STYLE = "assets/scorebook.css"
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
        directories = config.use_directory_urls
        self.pages = tuple(written(book, words, directories=directories, searched=True))
        self.prose: list[Prose] = []
        _refuse_collisions(self.pages, config)
        _dress(config, book, words)
        _replace_search(config, words)
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
        """Add the pages and the style sheet to the files of the site."""
        listed = set(_pages_of(config.nav))
        for page in self.pages:
            files.append(_file(page, config, in_navigation=page.path in listed))
        for asset in (STYLE, *_search_assets()):
            content = (PACKAGE / asset).read_text("utf-8")
            files.append(File.generated(config, asset, content=content))
        return files

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> None:
        """Keep the text of pages that are written by hand, and of the rules, for the search."""
        made = {made.path for made in self.pages} - {RULES}
        if page.file.src_uri not in made:
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


def _refuse_collisions(pages: tuple[Written, ...], config: MkDocsConfig) -> None:
    """A page written by hand under the path of a generated one would hide it."""
    taken = [page.path for page in pages if (Path(config.docs_dir) / page.path).exists()]
    if taken:
        raise PluginError(f"{config.docs_dir}: move or rename {', '.join(taken)}")


def _dress(config: MkDocsConfig, book: Book, words: Labels) -> None:
    """The style sheet, the templates of the theme, and the notice that they show."""
    config.theme.dirs.insert(len(config.theme.dirs) - 2, str(PACKAGE / "theme"))
    if STYLE not in config.extra_css:
        config.extra_css.append(STYLE)
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


def _search_assets() -> list[str]:
    folder = PACKAGE / "assets" / "search"
    return sorted(path.relative_to(PACKAGE).as_posix() for path in folder.iterdir())


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
    return {entry.title: entry.page or [_nav(inner) for inner in entry.entries]}


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
