"""Who in a build may look at single pages.

A stamped page is never shown to hooks, templates and extensions: they see the page that its shell
is made of. That is right only if all of them do the same on every page. So each has to be known
for that; what is not known counts as looking at single pages.
"""

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import mkdocs
from jinja2 import Environment, TemplateSyntaxError, nodes
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import get_theme_dir

from generator.messages.labels import Labels
from generator.mkdocs_plugin.config import PACKAGE, PLACEHOLDER

OF_SITE = {"startup", "shutdown", "serve", "config", "pre_build", "post_build", "build_error"}
OF_TEMPLATES = {"pre_template", "template_context", "post_template"}
OF_FILES = {"files", "nav"}
"""Events in which a plugin may take pages away or change them before any is built."""
PLUGINS = {PLACEHOLDER, "material/optimize"}
"""Plugins that do nothing to single pages, though they have events that could."""
THEMES = {"material"}
"""Themes of which the templates have been read: all that they print of a page is its title, its
addresses, its headings and its content."""
EXTENSIONS = {
    "markdown.extensions": (
        *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code"),
        *("footnotes", "md_in_html", "meta", "nl2br", "sane_lists", "tables", "toc"),
    ),
    "pymdownx": (
        *("arithmatex", "betterem", "blocks.admonition", "blocks.caption", "blocks.definition"),
        *("blocks.details", "blocks.html", "blocks.tab", "caret", "critic", "details", "emoji"),
        *("escapeall", "extra", "highlight", "inlinehilite", "keys", "mark", "saneheaders"),
        *("snippets", "superfences", "tabbed", "tasklist", "tilde"),
    ),
}
"""Extensions that hand HTML through, and of a title take only characters that templates escape."""
APPENDING = ("glossary", "auto_append")
"""Options by which an extension puts abbreviations on every page; they may stand in its title."""
ASKING = {"page", "pages"}
"""Names by which a template asks for the page that it is printing, or for all pages."""
TEMPLATES = {".html", ".htm", ".j2", ".jinja", ".txt", ".xml"}


@dataclass(frozen=True, slots=True)
class PageWise:
    """One who may look at single pages: a ``kind`` of participant, its name in ``mkdocs.yml``,
    and what it does that for. ``files`` says that it may do so before pages are built."""

    kind: str
    name: str
    detail: str = ""
    files: bool = False

    def describe(self, labels: Labels) -> str:
        """Return a name for people."""
        return labels(f"console.page_wise.{self.kind}", name=self.name, detail=self.detail)


def page_wise(config: MkDocsConfig, uniform: Collection[str]) -> tuple[PageWise, ...]:
    """Return who may look at single pages, but those whose names are ``uniform``."""
    found = (*_plugins(config), *_theme(config), *_templates(config), *_extensions(config))
    return tuple(one for one in found if one.name not in uniform)


def _plugins(config: MkDocsConfig) -> Iterator[PageWise]:
    """Yield plugins and hooks with an event that concerns pages."""
    for name, plugin in config.plugins.items():
        options = {} if isinstance(plugin, ModuleType) else plugin.config
        if name in PLUGINS or options.get("enabled") is False:
            continue
        kind = "hook" if name in config.hooks else "plugin"
        events = {event.removeprefix("on_") for event in dir(plugin) if event.startswith("on_")}
        if others := sorted(events & {*config.plugins.events} - OF_SITE - OF_TEMPLATES):
            detail = ", ".join(f"on_{event}" for event in others)
            yield PageWise(kind, name, detail, bool(OF_FILES.intersection(others)))


def _theme(config: MkDocsConfig) -> Iterator[PageWise]:
    if config.theme.name not in THEMES:
        yield PageWise("theme", str(config.theme.name))
    feedback = (config.extra.get("analytics") or {}).get("feedback") or {}
    if any("{title}" in str(rating.get("note")) for rating in feedback.get("ratings", ())):
        yield PageWise("option", "extra.analytics.feedback", "{title}")


def _templates(config: MkDocsConfig) -> Iterator[PageWise]:
    """Yield templates of the project and of plugins that ask for the page."""
    known = [PACKAGE, Path(mkdocs.__file__).parent]
    known += [Path(get_theme_dir(name)) for name in THEMES.intersection([config.theme.name or ""])]
    folders = [Path(folder) for folder in config.theme.dirs]
    strange = [path for path in folders if not any(path.is_relative_to(one) for one in known)]
    files = [file for folder in strange for file in sorted(folder.rglob("*")) if file.is_file()]
    files += [Path(config.docs_dir) / name for name in config.extra_templates]
    env = config.theme.get_env()
    for file in files:
        if file.suffix in TEMPLATES and (asked := _asked_names(file, env)):
            yield PageWise("template", _name(file, config), ", ".join(asked))


def _name(file: Path, config: MkDocsConfig) -> str:
    root = Path(config.config_file_path or "mkdocs.yml").absolute().parent
    return Path(os.path.relpath(file, root)).as_posix()


def _asked_names(file: Path, env: Environment) -> list[str]:
    try:
        tree = env.parse(file.read_text("utf-8-sig", errors="replace"))
    except (OSError, TemplateSyntaxError):
        return []  # MkDocs says so, if it needs the file
    return sorted({name.name for name in tree.find_all(nodes.Name)} & ASKING)


def _extensions(config: MkDocsConfig) -> Iterator[PageWise]:
    """Yield extensions that are not known, but those that MkDocs has by itself."""
    known = {f"{package}.{name}" for package, names in EXTENSIONS.items() for name in names}
    known |= set(EXTENSIONS["markdown.extensions"])
    for name in config.markdown_extensions:
        options = config.mdx_configs.get(name) or {}
        appending = [option for option in APPENDING if options.get(option)]
        if name not in known or appending:
            yield PageWise("extension", name, ", ".join(appending))
