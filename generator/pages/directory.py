"""The home page, and the directory of organizations: one page, or one that leads to others."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from generator.analysis.bulletin import MOST_NAMED, bulletin
from generator.analysis.rectification import Late, overdue_before
from generator.analysis.usage import MOST_ROWS
from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.model.result import Organization, State
from generator.pages.page import Crumb, Page
from generator.pages.paging import ListPage, paginate
from generator.scoring.summary import CardSummary
from generator.urls import HOME, ORGANIZATIONS, OWN, SEARCH, kind_page, ledger_page

MOST_NEWS = 5
"""How many changes of states the home page lists."""
Directory = Mapping[str, tuple[ListPage[Organization], ...]]
"""The pages that list the organizations of each kind, by the title of the kind."""


def directory(book: Book) -> Directory:
    """Return the pages of each kind that has organizations; empty if one page has room for all."""
    if len(book.organizations) <= MOST_ROWS:
        return {}
    return {
        book.kind_titles[kind]: paginate(organizations, partial(kind_page, kind))
        for kind, organizations in _by_kind(book).items()
        if organizations
    }


def directory_pages(book: Book, labels: Labels) -> Iterator[Page]:
    """Yield the page of all organizations, and the pages by kind that it leads to, if any."""
    top = Crumb(labels("ui.organizations.title"), ORGANIZATIONS)
    by_kind = directory(book)
    groups = {book.kind_titles[kind]: rows for kind, rows in _by_kind(book).items()}
    latest = {id: cards[-1] for id, cards in book.by_organization.items()}
    first = {
        "latest": latest,
        "directory": by_kind,
        "groups": {} if by_kind else groups,
        "empty": not book.organizations,
    }
    yield _directory_page(book, top, (), first)
    for kind, list_pages in by_kind.items():
        for list_page in list_pages:
            title = kind
            if list_page.number > 1:
                title = labels("ui.pages.title", title=kind, page=list_page.number)
            context = {
                "latest": latest,
                "groups": {kind: list_page.rows},
                "list_page": list_page,
                "list_pages": list_pages,
            }
            yield _directory_page(book, Crumb(title, list_page.path), (top,), context)


def _directory_page(
    book: Book, page: Crumb, above: tuple[Crumb, ...], context: Mapping[str, Any]
) -> Page:
    return Page(
        path=page.path,
        template="organizations.md.jinja",
        title=page.title,
        context={"directory": {}, "list_page": None, "empty": False, **context},
        crumbs=above,
        source=book.library.organizations_at().file,
    )


def _by_kind(book: Book) -> dict[str, Sequence[Organization]]:
    """Group the organizations by the id of their kind."""
    return {
        kind: [organization for organization in book.organizations if organization.kind == kind]
        for kind in book.kind_titles
    }


@dataclass(frozen=True, slots=True)
class Introduction:
    """That a person has written what the home page begins with: the file, and its title, which
    may be empty."""

    file: Path
    title: str


@dataclass(frozen=True, slots=True)
class News:
    """How many results of a year came into a state on a day; the only one, if it is alone."""

    date: dt.date
    year: int
    state: State
    count: int
    only: CardSummary | None


def news(book: Book) -> list[News]:
    """Return the ``MOST_NEWS`` latest changes of the states of results, latest first.

    Results of one year that came into one state on one day are counted together. Only the state
    that a result is in now counts, and drafts are left out.
    """
    steps: dict[tuple[dt.date, int, State], list[CardSummary]] = {}
    for card in book.summaries:
        if card.state != "draft":
            steps.setdefault((card.status[-1].date, card.year, card.state), []).append(card)
    newest = sorted(steps, reverse=True)[:MOST_NEWS]
    return [
        News(*step, len(cards), cards[0] if len(cards) == 1 else None)
        for step, cards in ((step, steps[step]) for step in newest)
    ]


def pages_overdue(book: Book, newest: int) -> list[tuple[str, Late]]:
    """Return what is overdue of years before the newest one, with the pages of their ledgers."""
    found = overdue_before(book.by_year, book.years, newest)
    return [(ledger_page(late.year), late) for late in found]


def home_page(
    book: Book, labels: Labels, introduction: Introduction | None = None, *, searched: bool = False
) -> Page:
    """Return the home page: one's own organization, the newest year, and the edition in force.

    It leaves room for the introduction, if there is one. ``searched`` says whether the site has a
    search, which finds organizations too.
    """
    newest = next(iter(book.compared_years), None)
    by_kind = directory(book)
    groups = {book.kind_titles[kind]: rows for kind, rows in _by_kind(book).items() if rows}
    return Page(
        path=HOME,
        template="home.md.jinja",
        title=(introduction and introduction.title) or labels("ui.home.title"),
        source=introduction.file if introduction else None,
        context={
            "introduced": introduction is not None,
            "current": book.library.in_force,
            "years": book.year_summaries,
            "directory": by_kind,
            "groups": {} if by_kind else groups,
            "latest": {id: cards[-1] for id, cards in book.by_organization.items()},
            "own_page": OWN if book.scope.pages and "own" in book.scope.pages else None,
            "rankings": [year for year, granted in book.scope.granted.items() if granted.rows],
            "searched": searched,
            "search_page": SEARCH,
            "news": news(book),
            "newest": newest,
            "most_named": MOST_NAMED,
            "bulletin_shown": book.scope.has_page("bulletin"),
            "bulletin": newest
            and bulletin(book.by_year[newest], book.clause_years[newest], book.years[newest].as_of),
            "spread": newest and book.statistics[newest].spread,
            "ledger_page": newest and ledger_page(newest),
            "earlier": pages_overdue(book, newest) if newest else (),
            "recordings": book.recordings,
        },
    )
