"""What people have written by hand into the folder of documents."""

import errno
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, get_files
from mkdocs.structure.pages import Page
from mkdocs.utils import nest_paths
from mkdocs.utils.meta import get_data

from generator.messages.labels import Labels
from generator.messages.report import report_problems
from generator.pages.directory import Introduction
from generator.problem import Place, Problem, problem
from generator.render.markdown_page import MarkdownPage
from generator.system_files import is_system_file, size_of_file
from generator.urls import HOME, RULES
from generator.yaml.conflicts import find_conflict_in_markdown

BEGIN, END = "<!-- introduction -->", "<!-- /introduction -->"
"""Where the template of the home page leaves room for the introduction, and where that ends."""
_HEADING = re.compile(r"\A\s*# +(.+?)(?: +#+)?(?: *\{[^}]*\})? *(?:\n|\Z)")


def read_documents(config: MkDocsConfig) -> tuple[File, ...]:
    """Return the files that are published as they are, without those of systems."""
    return tuple(file for file in get_files(config) if not is_left_behind(file.src_uri))


def is_left_behind(path: str) -> bool:
    """Tell whether a file, or a folder that it lies in, was left by a system or a program."""
    return any(map(is_system_file, PurePosixPath(path).parts))


def refuse_circles(folder: Path, labels: Labels) -> None:
    """Raise ``PluginError`` if links in the folder of documents lead to a folder that they lie in:
    MkDocs would follow them up to forty times, two of them more often than it can end."""
    if found := [_unreadable(path, errno.ELOOP) for path in circles(folder)]:
        raise PluginError("\n".join(map(str, report_problems(found, labels))))


def circles(folder: Path, around: frozenset[tuple[int, int]] = frozenset()) -> Iterator[Path]:
    """Yield the links to folders in a folder that lie in what they lead to."""
    status = folder.stat()
    identity = status.st_dev, status.st_ino
    if identity in around:
        yield folder
    elif os.access(folder, os.R_OK | os.X_OK):
        for entry in filter(os.path.isdir, sorted(folder.iterdir())):
            yield from circles(entry, around | {identity})


def _unreadable(path: Path, error: int) -> Problem:
    return problem("unreadable", Place(path), reason=os.strerror(error))


def refuse_unreadable(documents: Iterable[File], labels: Labels) -> None:
    """Raise ``PluginError`` with the files that MkDocs could not read, or would wait for."""
    problems = []
    for path in (Path(str(file.abs_src_path)) for file in documents):
        try:
            size_of_file(path)
            with path.open("rb") as stream:
                stream.read(1)
        except OSError as error:
            problems.append(_unreadable(path, error.errno or errno.EIO))
    if problems:
        raise PluginError("\n".join(map(str, report_problems(problems, labels))))


def refuse_conflicts(documents: Sequence[File], labels: Labels) -> None:
    """Raise ``PluginError`` if a page has a conflict of a merge."""
    pages = [Path(str(file.abs_src_path)) for file in documents if file.is_documentation_page()]
    texts = ((page, page.read_text("utf-8-sig", errors="replace")) for page in pages)
    if found := list(filter(None, (find_conflict_in_markdown(*text) for text in texts))):
        raise PluginError("\n".join(map(str, report_problems(found, labels))))


def nest_documents(documents: Sequence[File]) -> list[Any]:
    """Return a navigation of all pages by hand and of the rules, as MkDocs makes one of folders."""
    pages = [file for file in documents if file.is_documentation_page()]
    paths = {file.src_uri for file in pages if file.inclusion.is_in_nav()} - {HOME, "README.md"}
    nested: list[Any] = nest_paths([HOME, *sorted({*paths, RULES})])
    return nested


@dataclass(frozen=True, slots=True)
class HomeDocument:
    """The home page as a person has written it: its file, front matter, title and Markdown."""

    file: Path
    meta: Mapping[str, Any]
    title: str
    markdown: str

    @property
    def introduction(self) -> Introduction:
        """What the home page has to know of it."""
        return Introduction(self.file, self.title)

    def put_into(self, markdown: str, page: Page) -> str:
        """Return the Markdown of the home page with this in its place, and give the page its
        front matter."""
        page.meta = {**self.meta, **page.meta}
        return self._filled(markdown)

    def complete(self, page: MarkdownPage) -> str:
        """Return the home page as a document with this in its place, and with its front matter."""
        fields = {name: value for name, value in self.meta.items() if name != "title"}
        return self._filled(page.document(fields))

    def _filled(self, markdown: str) -> str:
        return markdown.replace(BEGIN, f"{BEGIN}\n\n{self.markdown.strip()}\n\n{END}", 1)


def read_home(folder: str | Path) -> HomeDocument | None:
    """Read ``index.md`` or ``README.md`` of a folder of documents, whichever there is.

    Of a home page that was completed before, the introduction alone is read.
    """
    for name in (HOME, "README.md"):
        file = Path(folder, name)
        if file.is_file():
            text, meta = get_data(file.read_text("utf-8-sig", errors="replace"))
            if BEGIN in text:
                return HomeDocument(file, meta, str(meta.get("title", "")), cut_introduction(text))
            heading = _HEADING.match(text)
            title = str(meta.get("title") or (heading[1] if heading else ""))
            return HomeDocument(file, meta, title, text[heading.end() :] if heading else text)
    return None


def without_ours(files: Iterable[File], home: HomeDocument | None) -> Iterator[File]:
    """Yield files but those of systems and the one of which we make the home page."""
    for file in files:
        if not is_left_behind(file.src_uri) and not (home and file.src_uri == home.file.name):
            yield file


def cut_introduction(text: str) -> str:
    """Return the introduction alone of the HTML or the Markdown of the home page."""
    return text.partition(BEGIN)[2].partition(END)[0]
