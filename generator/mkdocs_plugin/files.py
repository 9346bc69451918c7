"""The files of the site as MkDocs knows them."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from generator.pages.page import Page
from generator.render.markdown_page import MarkdownPage
from generator.urls import destination


class Unbuilt(File):
    """A file that we make ourselves. MkDocs knows it, so that links to it can be checked, and
    leaves it alone."""

    @property
    def src_path(self) -> str:
        """The path, as the system writes paths."""
        return os.path.normpath(self.src_uri)

    @src_path.setter
    def src_path(self, value: str) -> None:
        """Take the path as it is: MkDocs would read it as one of the system's, which for tens of
        thousands takes its time."""
        self.src_uri = value

    def is_documentation_page(self) -> bool:
        """No: MkDocs would build it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing: it is written when it has been made."""


class Stamped(Unbuilt):
    """A page that we finish ourselves."""

    find_edit_uri: Callable[[], str | None]

    @cached_property
    def edit_uri(self) -> str | None:
        """Where the page can be edited; few are ever asked."""
        return self.find_edit_uri()


class MostlyUnbuilt(Files):
    """Files of which MkDocs is to build only a few. It asks for those again with each page
    that it builds; they are picked out once."""

    def __init__(self, files: Iterable[File]) -> None:
        super().__init__(files)
        self._built: list[File] | None = None

    def append(self, file: File) -> None:
        """Add a file."""
        super().append(file)
        self._built = None

    def remove(self, file: File) -> None:
        """Take a file away."""
        super().remove(file)
        self._built = None

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
    ) -> Sequence[File]:
        """The pages that MkDocs builds."""
        if self._built is None:
            self._built = [file for file in self if file.is_documentation_page()]
        return [file for file in self._built if inclusion(file.inclusion)]


def unbuilt_file(path: str, config: MkDocsConfig) -> Unbuilt:
    """The file of a download that is made when it is asked for."""
    return Unbuilt(path, None, config.site_dir, config.use_directory_urls)


def stamped_file(page: Page, config: MkDocsConfig) -> Stamped:
    """The file of a page that MkDocs does not build."""
    file = Stamped(
        page.path,
        None,
        config.site_dir,
        config.use_directory_urls,
        dest_uri=destination(page.path, directories=config.use_directory_urls),
        inclusion=InclusionLevel.NOT_IN_NAV,
    )
    file.find_edit_uri = partial(_edit_uri, page.source, config)
    return file


def page_file(page: MarkdownPage, config: MkDocsConfig, *, in_navigation: bool) -> File:
    """The file of a page that MkDocs builds."""
    inclusion = InclusionLevel.INCLUDED if in_navigation else InclusionLevel.NOT_IN_NAV
    file = File.generated(config, page.path, content=page.markdown, inclusion=inclusion)
    file.edit_uri = _edit_uri(page.source, config)
    return file


def _edit_uri(source: Path | None, config: MkDocsConfig) -> str | None:
    """The file as seen from the documents, which the repository's address ends in."""
    root = Path(config.config_file_path or "mkdocs.yml").absolute().parent
    if source is None or not (
        source.is_relative_to(root) or source.is_relative_to(config.docs_dir)
    ):
        return None
    return Path(os.path.relpath(source, config.docs_dir)).as_posix()


@dataclass(frozen=True, slots=True)
class _Mapped:
    """As much of a page as the map of the site needs."""

    canonical_url: str | None
    update_date: str
    abs_url: str | None = None
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class _MappedFile:
    page: _Mapped


def mapped(files: Files, config: MkDocsConfig, day: str) -> Iterator[File | _MappedFile]:
    """All pages for the map of the site, in the order in which MkDocs would list them had it
    built them all; ``day`` is when they last changed."""
    for file in files:
        if isinstance(file, Stamped):
            address = f"{config.site_url}{file.url}" if config.site_url else None
            yield _MappedFile(_Mapped(address, day))
        elif file.is_documentation_page() and file.inclusion.is_included():
            yield file
