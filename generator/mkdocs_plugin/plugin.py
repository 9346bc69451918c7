"""The hooks of MkDocs, in the order in which it calls them."""

import gc
import logging
import math
import os
from collections.abc import Sequence
from time import monotonic
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date
from mkdocs.utils.templates import TemplateContext

from generator.console import replace_unsayable
from generator.letters.filling import Unfillable
from generator.messages.labels import clear_labels
from generator.mkdocs_plugin.audience import (
    choose_readers,
    leave_out_documents,
    without_dead_links,
    without_pages,
)
from generator.mkdocs_plugin.begin import Beginning
from generator.mkdocs_plugin.builds import PlainBuild
from generator.mkdocs_plugin.checks import (
    refuse_controls,
    refuse_dead_links,
    refuse_epoch,
    refuse_unfillable,
    sound_documents,
)
from generator.mkdocs_plugin.config import (
    ASSETS,
    PACKAGE,
    add_assets,
    add_theme_below,
    expand_navigation,
    folders,
    pages_of,
    replace_search,
)
from generator.mkdocs_plugin.documents import (
    cut_introduction,
    nest_documents,
    read_home,
    without_ours,
)
from generator.mkdocs_plugin.files import (
    MostlyUnbuilt,
    mapped,
    page_file,
    stamped_file,
    unbuilt_file,
)
from generator.mkdocs_plugin.host import Host
from generator.mkdocs_plugin.page_wise import page_wise
from generator.mkdocs_plugin.replacement import ReplacingPlugin, labels_of
from generator.mkdocs_plugin.serve import CachedReader, LazyFiles, watch_closely
from generator.mkdocs_plugin.sidebar import Sidebar
from generator.pages.navigation import entered_pages, navigation, seen_of
from generator.search.prose import Prose, in_order
from generator.turbo.template_cache import compiler_options, template_cache
from generator.turbo.tools import FAST
from generator.urls import HOME, RULES

MAP = "sitemap.xml"
EPOCH = "SOURCE_DATE_EPOCH"
"""The date that whoever builds wants in the site, where it is not to follow from the data."""
log = logging.getLogger("mkdocs.plugins.scorebook")


class ScorebookPlugin(ReplacingPlugin):
    """Reads, checks and scores before MkDocs writes anything; stamps what it need not build."""

    serving = False
    tree = ""
    """The audience whose trees ``scorebook publish`` is making; the environment names it else."""

    def on_startup(
        self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool = False, **_: Any
    ) -> None:
        """Remember whether a server runs, and print what the console can."""
        replace_unsayable()
        self.serving = command == "serve"
        self.config.require_approval &= not self.serving
        self.replacement.start(in_place=self.serving or dirty)
        self.lazy = LazyFiles()
        self.read = CachedReader(FAST.read)

    @event_priority(100)  # before the theme's search, which this one takes the place of
    def _assess(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read, check and score. Any problem ends the build here."""
        if self.serving:
            self.lazy.begin()
        clear_labels()
        self.labels = labels_of(config)
        refuse_controls(config, self.config, self.labels)
        refuse_epoch(os.environ.get(EPOCH), self.labels)
        self.readers = choose_readers(self.config, config, self.labels, self.tree)
        self.build = build = self._begin(config)
        self.site = site = build.site
        self.prose: list[Prose] = []
        self.day = get_build_date() if EPOCH in os.environ else site.book.newest.isoformat()
        documents = sound_documents(site, config, folders(self.config, config)[:2])
        pages = frozenset(page.path for page in site.pages)
        if self.readers is None:  # else a page may be there for others
            refuse_dead_links(site.book, pages, config, self.labels)
        refuse_unfillable(site)
        self.home = read_home(config.docs_dir)
        self._change(config, documents)
        self.listed = frozenset(pages_of(config.nav))
        return config

    on_config = CombinedEvent(ReplacingPlugin.begin_replacement, _assess)

    @event_priority(-100)  # after all who may add templates and extensions
    def _plan(self, *, config: MkDocsConfig) -> None:
        """Render what MkDocs builds. If anyone may look at single pages, that is every page."""
        others = page_wise(config, self.config.same_on_every_page) if self.config.turbo else ()
        if others:
            names = self.labels("console.and").join(one.describe(self.labels) for one in others)
            log.info(self.labels("console.page_wise.told", names=names))
        self.build.plan(self.listed | entered_pages(self.site.book, self.labels), others)

    on_pre_build = CombinedEvent(_plan, ReplacingPlugin.follow_configuration)

    def _begin(self, config: MkDocsConfig) -> PlainBuild:
        """Read, check and score the data, and begin the build that the options ask for."""
        begun = monotonic()
        trees = bool(self.tree and self.readers and self.readers.audience.separate)
        beginning = Beginning(self.config, config, self.labels, self.readers, trees=trees)
        if self.serving:
            build = beginning.served(self.read, self.lazy)
        elif self.config.turbo:
            build = beginning.stamped(staged=self.replacement.is_staged)
        else:
            build = beginning.plain()
        count, seconds = len(build.site.book.summaries), f"{monotonic() - begun:.1f}"
        log.info(self.labels("console.scored", count=count, seconds=seconds))
        return build

    def _change(self, config: MkDocsConfig, documents: Sequence[File]) -> None:
        """Change the configuration of the site: its style, search and navigation."""
        add_assets(config, self.config, self.site)
        if self.config.search:
            replace_search(config, self.labels)
        nav = config.nav or nest_documents(documents)
        entries, seen = navigation(self.site.book, self.labels), self.site.visible
        entries = entries if seen is None else seen_of(entries, seen)
        config.nav = expand_navigation(nav, entries)
        if self.readers:
            config.nav = without_pages(config.nav, self.readers.audience.leave_out)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Return the files with the pages, downloads, style sheet and scripts of Scorebook.

        Raises ``PluginError`` if a file that readers are not to see is missing.
        """
        files = MostlyUnbuilt(without_ours(files, self.home))
        if self.readers:
            leave_out_documents(files, self.readers.audience.leave_out, self.labels)
        for page in self.site.pages:
            if rendered := self.build.rendered.get(page.path):
                listed = page.path in self.listed
                files.append(page_file(rendered, config, in_navigation=listed))
            else:
                files.append(stamped_file(page, config))
        for download in self.site.shared_downloads:
            files.append(unbuilt_file(download.path, config))
        for asset in ASSETS:
            path = asset.relative_to(PACKAGE).as_posix()
            files.append(File.generated(config, path, abs_src_path=str(asset)))
        ours = {page.path for page in self.site.pages} - {RULES}
        self.by_hand = {file.src_uri for file in files if file.is_documentation_page()} - ours
        self.build.start_downloads()
        return files

    def on_nav(self, nav: Navigation, **_: Any) -> None:
        """Remember the navigation, which stamped pages show too."""
        self.nav = nav
        self.sidebar = Sidebar(nav, self.site)

    def on_pre_page(self, page: Page, **_: Any) -> None:
        """Put the newest day of the data in place of the day of the build, for the site map."""
        page.update_date = self.day

    @event_priority(100)  # before other plugins change the text
    def on_page_markdown(self, markdown: str, *, page: Page, files: Files, **_: Any) -> str:
        """Put what a person has written for the home page into it."""
        is_home = page.file.src_uri == HOME
        text = self.home.put_into(markdown, page) if is_home and self.home else markdown
        return without_dead_links(text, page, files) if self.readers else text

    @event_priority(100)
    def on_page_content(self, html: str, *, page: Page, **_: Any) -> None:
        """Remember the text of pages written by hand, and of the rules page, for the search."""
        path = page.file.src_uri
        if path in self.by_hand:
            self.prose.append(Prose(path, str(page.title), html))
        elif path == HOME and self.home:
            self.prose.append(Prose(path, str(page.title), cut_introduction(html)))

    @event_priority(-100)  # after all who may change what is around the pages
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Start what MkDocs does not do, while it builds its pages."""
        add_theme_below(env, config)
        if self.config.turbo:
            env.bytecode_cache = template_cache(compiler_options(env))
        self.host = Host(config, files, self.nav, env)
        self.host.read_linked_pages(self.site)
        self.build.start(self.host, in_order(self.prose, pages_of(config.nav)))

    @event_priority(-100)
    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """List the stamped pages in the map of the site."""
        if template_name == MAP:
            context["pages"] = [*mapped(self.host.files, config, self.day)]  # type: ignore[list-item]
        return context

    @event_priority(100)  # before others look at the navigation
    def on_page_context(self, *_: Any, page: Page, **__: Any) -> None:
        """Show in the navigation where the page stands."""
        self.sidebar.open(page.file.src_uri)

    @event_priority(-100)
    def on_post_page(self, html: str, *, page: Page, **_: Any) -> None:
        """Hand over a page that MkDocs has built."""
        self.sidebar.close()
        page.active = False  # a shell belongs to no place in the navigation
        self.build.take(page.file.src_uri, html)
        page.active = True

    @event_priority(100)  # before those who read the files of the site
    def _finish(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Finish the site; raises ``PluginError`` for a letter that cannot be filled."""
        try:
            self.build.finish()
        except Unfillable as fault:
            lines = [fault.in_words(self.labels), *getattr(fault, "__notes__", ())]
            raise PluginError("\n".join(lines)) from None
        if self.serving:
            self.lazy.end()

    on_post_build = CombinedEvent(_finish, ReplacingPlugin.finish_replacement)

    def on_build_error(self, **_: Any) -> None:
        """Stop the workers of a failed build, and answer the browsers that wait for it."""
        self._cancel()
        if self.serving:
            self.lazy.end()
        self.replacement.fail()

    @event_priority(-math.inf)
    def on_shutdown(self) -> None:
        """Replace the old site by the new one, unless an error is on its way."""
        self._cancel()
        self.replacement.end()
        gc.freeze()  # the process ends; to look for garbage in all its values takes a second

    def _cancel(self) -> None:
        build: PlainBuild | None = getattr(self, "build", None)
        if build:
            build.cancel()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, **_: Any
    ) -> LiveReloadServer:
        """Build again when data, a template, a label or the style changes."""
        server.set_app(self.lazy.wrap(server.serve_request, server.mount_path))
        server = watch_closely(server, config)
        watched = (*folders(self.config, config)[:2], self.site.serving.letters)
        for folder in filter(None, watched):
            server.watch(str(folder))
        for name in ("templates", "labels", "assets", "theme"):
            server.watch(str(PACKAGE / name))
        return server
