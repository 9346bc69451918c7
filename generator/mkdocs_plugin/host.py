"""Finish one page of Markdown as MkDocs does in its own build, hooks of plugins included."""

from dataclasses import dataclass

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.mkdocs_plugin.files import Stamped, page_file
from generator.render.markdown_page import MarkdownPage
from generator.site import Site


@dataclass(frozen=True, slots=True)
class Host:
    """MkDocs, once it has read all pages, with all that it builds pages with."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment

    def read_linked_pages(self, site: Site) -> None:
        """Read the stamped pages to whose anchors pages by hand link; MkDocs checks these."""
        pages = [file.page for file in self.files.documentation_pages() if file.page]
        linked = {file for page in pages for file in page.links_to_anchors or ()}
        known = {page.path: page for page in site.pages}
        for file in linked:
            if isinstance(file, Stamped):
                source = page_file(
                    site.render(known[file.src_uri]), self.config, in_navigation=False
                )
                file.page = self._populate(Page(None, source, self.config))

    def finish(self, source: MarkdownPage) -> str:
        """Return the HTML file of a page as MkDocs would write it. A page that stands in the
        navigation is marked there."""
        page = self._populate(self._page(source))
        page.active = True
        plugins = self.config.plugins
        context = get_context(self.nav, self.files, self.config, page)
        template = self.env.get_template(page.meta.get("template", "main.html"))
        context = plugins.on_page_context(context, page=page, config=self.config, nav=self.nav)
        html: str = plugins.on_post_page(template.render(context), page=page, config=self.config)
        page.active = False
        return html

    def _page(self, source: MarkdownPage) -> Page:
        known = self.files.get_file_from_path(source.path)
        if known is None or known.page is None:
            return Page(None, page_file(source, self.config, in_navigation=False), self.config)
        known.content_string = source.markdown
        return known.page

    def _populate(self, page: Page) -> Page:
        config, plugins = self.config, self.config.plugins
        page = plugins.on_pre_page(page, config=config, files=self.files)
        page.read_source(config)
        page.markdown = plugins.on_page_markdown(
            page.markdown or "", page=page, config=config, files=self.files
        )
        page.render(config, self.files)
        page.content = plugins.on_page_content(
            page.content or "", page=page, config=config, files=self.files
        )
        return page
