"""The hooks of MkDocs, in the order in which it calls them."""

import gc
import logging
import math
import os
from collections.abc import Sequence
from contextlib import ExitStack
from time import monotonic
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date
from mkdocs.utils.templates import TemplateContext

from generator.console import replace_unsayable
from generator.dataset.assessment import Assessment
from generator.messages.labels import clear_labels
from generator.mkdocs_plugin.builds import PlainBuild, ServedBuild, StampedBuild, words_for_workers
from generator.mkdocs_plugin.checks import refuse_dead_links, sound_assessment, sound_documents
from generator.mkdocs_plugin.config import (
    ASSETS,
    PACKAGE,
    add_assets,
    add_theme_below,
    expand_navigation,
    folders,
    pages_of,
    replace_search,
    serving,
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
from generator.pages.navigation import navigation
from generator.search.prose import Prose
from generator.site import Site
from generator.tools import PLAIN
from generator.turbo.assessing import assess, dump_records
from generator.turbo.job import Job, Settings, begin_job
from generator.turbo.template_cache import compiler_options, template_cache
from generator.turbo.tools import FAST
from generator.turbo.workers import executors, few_collections
from generator.urls import HOME, RULES

MAP = "sitemap.xml"
EPOCH = "SOURCE_DATE_EPOCH"
"""The date that whoever builds wants in the site, where it is not to follow from the data."""
log = logging.getLogger("mkdocs.plugins.scorebook")


class ScorebookPlugin(ReplacingPlugin):
    """Reads, checks and scores before MkDocs writes anything; stamps what it need not build."""

    serving = False

    def on_startup(
        self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool = False, **_: Any
    ) -> None:
        """Remember whether a server runs, and print what the console can."""
        replace_unsayable()
        self.serving = command == "serve"
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
        self.build = build = self._begin(config)
        self.site = site = build.site
        self.prose: list[Prose] = []
        self.day = get_build_date() if EPOCH in os.environ else site.book.newest.isoformat()
        documents = sound_documents(site, config, folders(self.config, config))
        pages = frozenset(page.path for page in site.pages)
        refuse_dead_links(site.book, pages, config, self.labels)
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
        self.build.plan(self.listed, others)

    on_pre_build = CombinedEvent(_plan, ReplacingPlugin.follow_configuration)

    def _begin(self, config: MkDocsConfig) -> PlainBuild:
        """Read, check and score the data, and begin the build that the options ask for."""
        begun = monotonic()
        if self.config.turbo and not self.serving:
            build: PlainBuild = self._begin_stamped(config)
        else:
            assessment = self._assessment(config)
            tools = FAST if self.config.turbo else PLAIN
            book, cards = assessment.book, assessment.cards_of
            site = Site(book, cards, self.labels, serving(self.config, config), tools)
            build = PlainBuild(site, assessment.cards)
            if self.config.turbo:
                build = ServedBuild(site, assessment.cards, self.lazy)
        count, seconds = len(build.site.book.summaries), f"{monotonic() - begun:.1f}"
        log.info(self.labels("console.scored", count=count, seconds=seconds))
        return build

    def _assessment(self, config: MkDocsConfig) -> Assessment:
        read = self.read if self.serving else PLAIN.read
        assessment = sound_assessment(*folders(self.config, config), self.labels, read)
        return assessment if self.config.drafts else assessment.without_drafts()

    def _begin_stamped(self, config: MkDocsConfig) -> StampedBuild:
        """Read, check and score with an executor, and begin the fast build.

        If the executor meets a problem, the data is read once more without it, so that all
        problems are reported. Raises ``PluginError`` with them.
        """
        standards, results = folders(self.config, config)
        language, options = self.labels.language, self.config
        settings = Settings(
            standards=standards,
            results=results,
            site=config.site_dir,
            language=language,
            serving=serving(options, config),
            drafts=options.drafts,
        )
        with ExitStack() as stack:
            stack.enter_context(few_collections())
            stack.enter_context(words_for_workers(self.labels))
            removed_next = options.cluster or self.replacement.is_staged  # if this one is killed
            job = begin_job(settings, config.site_dir if removed_next else None)
            stack.callback(job.remove)
            workers = executors(len(job.frame.result_files), options.cluster)
            pools = stack.enter_context(workers)
            if not assess(job, pools):
                self._assess_without_turbo(config, job)
            job.store()
            return StampedBuild(job, pools, stack.pop_all())

    def _assess_without_turbo(self, config: MkDocsConfig, job: Job) -> None:
        """Give a job what one process reads; raises ``PluginError`` if the data has problems."""
        assessment = self._assessment(config)
        job.frame, job.book = assessment.library, assessment.book
        job.records = dump_records(job, assessment.cards)

    def _change(self, config: MkDocsConfig, documents: Sequence[File]) -> None:
        """Change the configuration of the site: its style, search and navigation."""
        add_assets(config, self.config, self.site)
        if self.config.search:
            replace_search(config, self.labels)
        nav = config.nav or nest_documents(documents)
        config.nav = expand_navigation(nav, navigation(self.site.book, self.labels))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages, the downloads, the style sheet and the scripts to the site."""
        files = MostlyUnbuilt(without_ours(files, self.home))
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
    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Put what a person has written for the home page into it."""
        is_home = page.file.src_uri == HOME
        return self.home.put_into(markdown, page) if is_home and self.home else markdown

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
        self.build.start(self.host, sorted(self.prose, key=lambda page: page.path))

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
        """Finish the site."""
        self.build.finish()
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
        for folder in folders(self.config, config):
            server.watch(str(folder))
        for name in ("templates", "labels", "assets", "theme"):
            server.watch(str(PACKAGE / name))
        return server
