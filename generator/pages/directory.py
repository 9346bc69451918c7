"""The home page, and all organizations: on one page, or by kind in pages that it leads to."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from generator.analysis.usage import MOST_ROWS
from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.model.result import Organization
from generator.pages.page import Crumb, Page
from generator.pages.paging import Leaf, leaves
from generator.urls import HOME, ORGANIZATIONS, kind_page

Directory = Mapping[str, tuple[Leaf[Organization], ...]]
"""The pages of the organizations of each kind, by the title of the kind."""


def directory(book: Book) -> Directory:
    """The pages of each kind that has organizations; none where one page has room for all."""
    if len(book.organizations) <= MOST_ROWS:
        return {}
    return {
        book.kind_titles[kind]: leaves(rows, partial(kind_page, kind))
        for kind, rows in _by_kind(book).items()
        if rows
    }


def directory_pages(book: Book, words: Labels) -> Iterator[Page]:
    """The page of all organizations, and the pages that it leads to if there are any."""
    index = (words("ui.organizations.title"), ORGANIZATIONS)
    listed, titles = directory(book), book.kind_titles
    groups = {titles[kind]: rows for kind, rows in _by_kind(book).items()}
    latest = {id: cards[-1] for id, cards in book.by_organization.items()}
    whole = {"latest": latest, "directory": listed, "groups": {} if listed else groups}
    yield _page(book, index, (), whole)
    for kind, parts in listed.items():
        for leaf in parts:
            title = (
                kind if leaf.number == 1 else words("ui.pages.title", title=kind, page=leaf.number)
            )
            context = {
                "latest": latest,
                "groups": {kind: leaf.rows},
                "leaf": leaf,
                "leaves": parts,
            }
            yield _page(book, (title, leaf.path), (index,), context)


def _page(book: Book, own: Crumb, above: tuple[Crumb, ...], context: Mapping[str, Any]) -> Page:
    return Page(
        path=own[1],
        template="organizations.md.jinja",
        title=own[0],
        context={"directory": {}, "leaf": None, **context},
        crumbs=above,
        source=book.library.organizations_at().file,
    )


def _by_kind(book: Book) -> dict[str, Sequence[Organization]]:
    """The organizations of each kind, by its id."""
    return {
        kind: [one for one in book.organizations if one.kind == kind] for kind in book.kind_titles
    }


def home_page(book: Book, words: Labels) -> Page:
    """Return the home page."""
    editions = book.library.editions
    return Page(
        path=HOME,
        template="home.md.jinja",
        title=words("ui.home.title"),
        context={
            "current": editions[-1] if editions else None,
            "years": book.year_figures,
            "directory": directory(book),
        },
    )
