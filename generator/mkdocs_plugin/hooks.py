"""The hooks of MkDocs, in the order in which it calls them."""

import logging
import os
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date
from mkdocs.utils.templates import TemplateContext

from generator.dataset.book import Assessment
from generator.exports.feed import Publication
from generator.messages.labels import forget, labels
from generator.mkdocs_plugin.dressing import (
    ASSETS,
    PACKAGE,
    dress,
    expanded,
    pages_of,
    replace_search,
)
from generator.mkdocs_plugin.files import (
    MostlyUnbuilt,
    mapped,
    page_file,
    stamped_file,
    unbuilt_file,
)
from generator.mkdocs_plugin.finishing import Host
from generator.mkdocs_plugin.lazily import Later, Remembering, quickened
from generator.mkdocs_plugin.plan import How, planned
from generator.mkdocs_plugin.progress import show
from generator.mkdocs_plugin.refusing import (
    refuse_collisions,
    refuse_dead_links,
    sound_assessment,
)
from generator.mkdocs_plugin.stamping import Stamping
from generator.pages.navigation import navigation
from generator.search.index import build_index
from generator.search.prose import Prose
from generator.search.records import book_records, card_records, prose_records
from generator.site import Serving, Site, is_illustrative
from generator.turbo import collector
from generator.turbo.crew import Crew
from generator.turbo.making import put
from generator.turbo.template_cache import compiler_options, template_cache
from generator.urls import FEED, RULES
from generator.yaml.loader import read

INDEX = "assets/search-index"
MAP = "sitemap.xml"
EPOCH = "SOURCE_DATE_EPOCH"
"""The date that whoever builds wants in the site, where it is not to follow from the data."""
log = logging.getLogger("mkdocs.plugins.scorebook")


class ScorebookConfig(Config):
    """The options of the plugin in ``mkdocs.yml``; folders are relative to that file."""

    standards = config_options.Type(str, default="standards")
    results = config_options.Type(str, default="results")
    drafts = config_options.Type(bool, default=False)
    search = config_options.Type(bool, default=True)
    stamp = config_options.Type(bool, default=True)


class ScorebookPlugin(BasePlugin[ScorebookConfig]):
    """Reads, checks and scores before MkDocs empties the old site; stamps what it need not
    build."""

    serving = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], **_: Any) -> None:
        """Remember whether a server runs: its threads forbid copies of the process."""
        self.serving = command == "serve"
        self.later = Later()
        self.reading = Remembering()

    @event_priority(100)  # before the theme's search, which this one takes the place of
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read, check and score. Any problem ends the build here, with the old site whole."""
        with collector.paused():
            self._prepare(config)
            if not self.serving:
                collector.spare()
        return config

    def _prepare(self, config: MkDocsConfig) -> None:
        if self.serving:
            self.later.begin()
        forget()
        language = str(config.theme.get("language") or "zh")
        self.words = words = labels(language)
        serving = Serving(config.use_directory_urls, self.config.search, _publication(config))
        assessment = self._assessment(config)
        self.book = book = assessment.book
        self.cards = assessment.cards
        self.prose: list[Prose] = []
        self.day = get_build_date() if EPOCH in os.environ else book.newest.isoformat()
        self.site = Site(book, assessment.cards_of, words, serving)
        made = frozenset(page.path for page in self.site.pages)
        refuse_collisions(self.site, config)
        refuse_dead_links(book, made, config, words)
        fed = any(one.path == FEED for one in self.site.shared)
        notice = words("ui.page.illustrative") if is_illustrative(book) else ""
        dress(config, notice, words("ui.downloads.feed") if fed else "")
        if self.config.search:
            replace_search(config, words)
        config.nav = expanded(config.nav, navigation(book, words))
        self.listed = frozenset(pages_of(config.nav))
        built = {RULES} if self.serving else self.listed
        self.plan = planned(self.site, built, How(self.config.stamp, not self.serving))
        self.proven: dict[str, str] = {}

    def _assessment(self, config: MkDocsConfig) -> Assessment:
        begun = monotonic()
        folders = self.folders(config)
        assessment = sound_assessment(*folders, self.words, self.reading if self.serving else read)
        seconds = f"{monotonic() - begun:.1f}"
        log.info(self.words("console.scored", count=len(assessment.cards), seconds=seconds))
        return assessment if self.config.drafts else assessment.without_drafts()

    def folders(self, config: MkDocsConfig) -> tuple[Path, Path]:
        """The folders of standards and results, from the place of ``mkdocs.yml``."""
        root = Path(config.config_file_path or "mkdocs.yml").absolute().parent
        return root / self.config.standards, root / self.config.results

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages, the downloads, the style sheet and the scripts to the site."""
        files = MostlyUnbuilt(files)
        for page in self.site.pages:
            if written := self.plan.written.get(page.path):
                listed = page.path in self.listed
                files.append(page_file(written, config, in_navigation=listed))
            else:
                files.append(stamped_file(page, config))
        for one in self.plan.downloads:
            files.append(unbuilt_file(one.path, config))
        for asset in ASSETS:
            path = asset.relative_to(PACKAGE).as_posix()
            files.append(File.generated(config, path, abs_src_path=str(asset)))
        ours = {page.path for page in self.site.pages} - {RULES}
        self.by_hand = {file.src_uri for file in files if file.is_documentation_page()} - ours
        return files

    def on_nav(self, nav: Navigation, **_: Any) -> None:
        """Keep the navigation: stamped pages show it too."""
        self.nav = nav

    def on_pre_page(self, page: Page, **_: Any) -> None:
        """The newest day of the data stands in the site map in place of the day of the build."""
        page.update_date = self.day

    @event_priority(100)  # others are to see whole pages
    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        """Put in what was kept from Markdown. Of pages that are written by hand, and of the
        rules, the text is kept for the search."""
        path = page.file.src_uri
        if path in self.plan.blanks:
            html = self.plan.blanks[path].filled(html)
        if path in self.by_hand:
            self.prose.append(Prose(path, str(page.title), html))
        return html

    @event_priority(-100)  # after all who may change what is around the pages
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Begin to stamp, and to make the search index, while MkDocs builds its pages; a server
        leaves both until somebody asks for them."""
        env.bytecode_cache = template_cache(compiler_options(env))
        host = Host(config, files, self.nav, env)
        self.stamping = Stamping(self.site, self.plan.stamped, host)
        index = {INDEX: partial(self._index, config)} if self.config.search else {}
        if self.serving:
            self.later.offer(self.stamping.by_file(self.plan.downloads, self.listed), index)
        else:
            saved = self.stamping.saved(self.plan.downloads)
            self.crew = self.stamping.begun((*index.values(), *saved))

    def _index(self, config: MkDocsConfig) -> int:
        """Write the search index; of pages, none is made."""
        prose = sorted(self.prose, key=lambda page: page.path)
        directories = config.use_directory_urls
        with collector.paused():
            records = [
                *book_records(self.book, self.words, directories=directories),
                *card_records(self.cards, self.words, directories=directories),
                *prose_records(prose, self.words, directories=directories),
            ]
            files = build_index(records, self.words.section("ui")["search"])
        for path, content in files.items():
            put(f"{config.site_dir}/{INDEX}/{path}", content)
        return 0

    @event_priority(-100)
    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """List the stamped pages in the map of the site."""
        if template_name == MAP:
            context["pages"] = [*mapped(self.stamping.host.files, config, self.day)]  # type: ignore[list-item]
        return context

    @event_priority(-100)
    def on_post_page(self, html: str, *, page: Page, **_: Any) -> None:
        """Keep the page of each kind that MkDocs built, to be compared with a stamped one."""
        if page.file.src_uri in self.plan.proofs:
            self.proven[page.file.src_uri] = html

    def on_post_build(self, **_: Any) -> None:
        """Wait for the stamped pages; build them slowly should one not be what MkDocs makes."""
        if self.serving:
            self.later.end()
            return
        different = self.stamping.different(
            (page, self.proven[path]) for path, page in self.plan.proofs.items()
        )
        with self.crew as crew:
            show(self.stamping.done(crew), len(self.plan.stamped), self.words)
        if different:
            log.warning(self.words("console.not_alike", page=different))
            show(self.stamping.slowly(), len(self.plan.stamped), self.words)

    def on_build_error(self, **_: Any) -> None:
        """Let the copies of this process go, and those wait no longer who ask for a page."""
        if self.serving:
            self.later.end()
        crew: Crew | None = getattr(self, "crew", None)
        if crew:
            crew.__exit__(None, None, None)

    def on_shutdown(self) -> None:
        """Do not look for garbage once more, among all that the book holds, before the end."""
        collector.spare()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, **_: Any
    ) -> LiveReloadServer:
        """Build again when data, a template, a label or the style changes."""
        server.set_app(self.later.around(server.serve_request, server.mount_path))
        server = quickened(server, config)
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
