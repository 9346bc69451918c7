"""A build for one audience, and what its pages written by hand may say.

Where audiences are configured, no build publishes all data: it makes the site of the audience
that the variable ``SCOREBOOK_AUDIENCE`` names, or none. ``own/org-a`` names the organization
``org-a`` of the audience ``own``, in which each organization has a tree of its own.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from generator.audiences.check import read_audiences
from generator.audiences.readers import Readers
from generator.messages.labels import Labels
from generator.messages.report import report_problems
from generator.mkdocs_plugin.config import ScorebookConfig, root_of
from generator.problem import ProblemsFound

VARIABLE = "SCOREBOOK_AUDIENCE"
_LINK = re.compile(
    r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\s*<?([^\s()<>]+)>?(?:\s+\"[^\"]*\")?\s*\)"
)
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|/|#|$")


def audiences_file(options: ScorebookConfig, config: MkDocsConfig) -> Path | None:
    """Return the file of audiences, if one is configured."""
    return root_of(config) / options.audiences if options.audiences else None


def choose_readers(
    options: ScorebookConfig, config: MkDocsConfig, labels: Labels, tree: str
) -> Readers | None:
    """Return the readers of the site that is built; ``None`` where no audiences are configured.

    ``tree`` is the audience whose trees are made. Raises ``PluginError`` if the file of audiences
    has problems, and if nothing says for whom the site is.
    """
    file = audiences_file(options, config)
    if file is None:
        return None
    try:
        content = read_audiences(file)
    except ProblemsFound as error:
        raise PluginError("\n".join(map(str, report_problems(error.problems, labels)))) from None
    name, _, organization = (tree or os.environ.get(VARIABLE, "")).partition("/")
    known = {audience.id: audience for audience in content.audiences}
    names = labels("console.and").join(
        f"{each.id}/…" if each.separate else each.id for each in content.audiences
    )
    facts = {"variable": VARIABLE, "names": names, "name": name}
    if name not in known:
        raise PluginError(labels(f"console.audience.{'unknown' if name else 'none'}", **facts))
    if known[name].separate and not (tree or organization):
        raise PluginError(labels("console.audience.whose", **facts))
    return Readers(known[name], content.smallest_group, organization)


def leave_out_documents(files: Files, names: Sequence[str], labels: Labels) -> None:
    """Remove files written by hand by their names; raises ``PluginError`` for an unknown one."""
    for name in names:
        file = files.get_file_from_path(name)
        if file is None:
            raise PluginError(labels("console.audience.no_document", name=name))
        files.remove(file)


def without_pages(nav: Any, names: Sequence[str]) -> Any:
    """Return a navigation without some pages, and without sections that have none left."""
    if isinstance(nav, dict):
        inner = {title: without_pages(entry, names) for title, entry in nav.items()}
        return {title: entry for title, entry in inner.items() if entry}
    if isinstance(nav, list):
        return [entry for each in nav if (entry := without_pages(each, names))]
    return None if nav in names else nav


def without_dead_links(markdown: str, page: Page, files: Files) -> str:
    """Return Markdown in which links to files that the readers do not see are only their words."""
    folder = dirname(page.file.src_uri)

    def words(link: re.Match[str]) -> str:
        target = link[2].partition("#")[0]
        if _ELSEWHERE.match(link[2]) or files.get_file_from_path(normpath(join(folder, target))):
            return link[0]
        return link[1]

    return _LINK.sub(words, markdown)
