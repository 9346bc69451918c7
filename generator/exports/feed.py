"""The Atom feed: results newly published or corrected, and editions; newest first."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nsmallest
from xml.etree import ElementTree as ET

from generator.dataset.book import Book
from generator.exports.wording import plain
from generator.messages.formats import fixed
from generator.messages.labels import Labels
from generator.model.edition import Edition
from generator.model.result import Status
from generator.scoring.summary import CardSummary
from generator.urls import FEED, card_page, edition_page, list_page, served

ATOM = "http://www.w3.org/2005/Atom"
LENGTH = 50
_TOLD = ("notice", "final", "corrected")


@dataclass(frozen=True, slots=True)
class Publication:
    """What only the host knows of a site: its name, its address with a slash at the end, and
    whether it serves ``a/b.md`` as ``a/b/``."""

    name: str
    address: str
    directories: bool = True

    def page(self, page: str, anchor: str = "") -> str:
        """The full address of a page."""
        path = served(page, directories=self.directories)
        return f"{self.address}{path}{'#' if anchor else ''}{anchor}"

    def tag(self, date: dt.date, path: str) -> str:
        """A permanent name of something of the site, after RFC 4151."""
        host = re.sub(r"^\w+://([^/:]*)(:\d+)?", r"\1", self.address)
        authority, _, root = host.partition("/")
        return f"tag:{authority.lower()},{date.year}:/{root}{path}"


@dataclass(frozen=True, slots=True)
class News:
    """An entry of the feed; ``path`` is its name within the site."""

    date: dt.date
    path: str
    title: str
    page: str
    anchor: str = ""
    summary: str = ""
    related: str = ""


def has_news(book: Book) -> bool:
    """Whether there is anything to tell."""
    published = any(edition.published for edition in book.library.editions)
    return published or next(_steps(book), None) is not None


def news(book: Book, words: Labels) -> tuple[News, ...]:
    """The newest entries; those of one day in the order of their names. Only what is told is
    put into words: there are far more results than entries."""
    newest = nsmallest(LENGTH, _steps(book), key=lambda found: _order(found[1].date, found[2]))
    told = [_of_step(*found, words) for found in newest]
    told += (one for edition in book.library.editions for one in _of_edition(edition, words))
    told.sort(key=lambda one: _order(one.date, one.path))
    return tuple(told[:LENGTH])


def _order(date: dt.date, path: str) -> tuple[int, str]:
    return -date.toordinal(), path


def _steps(book: Book) -> Iterator[tuple[CardSummary, Status, str]]:
    """Each time that a result was published or corrected, and its name."""
    for card in book.summaries:
        if card.state != "draft":
            folder = f"results/{card.year}/{card.organization.id}"
            for step in card.status:
                if step.state in _TOLD:
                    yield card, step, f"{folder}/{step.state}-{step.date}"


def _of_step(card: CardSummary, step: Status, path: str, words: Labels) -> News:
    """What happened to a result; its figures stand with the last step, which alone they
    belong to."""
    last = card.status[-1]
    name = words("ui.card.title", name=card.name, year=card.year)
    state = words(f"ui.state.{step.state}")
    return News(
        date=step.date,
        path=path,
        title=words("downloads.feed.result", title=name, state=state),
        page=card_page(card.year, card.organization.id),
        anchor="corrections" if step.state == "corrected" else "",
        summary=_summary(card, words) if step is last else step.reason or "",
    )


def _summary(card: CardSummary, words: Labels) -> str:
    if card.total is None or card.grade is None:
        return card.no_grade or ""
    total = fixed(card.total, card.edition.rounding.total)
    told = words("downloads.feed.figures", total=total, grade=card.grade.title)
    reason = card.status[-1].reason
    return f"{told} {reason}" if reason else told


def _of_edition(edition: Edition, words: Labels) -> Iterator[News]:
    if edition.published:
        yield News(
            date=edition.published,
            path=f"standards/{edition.id}",
            title=words("downloads.feed.edition", title=edition.title),
            page=edition_page(edition.id),
            summary=plain(edition.summary) if edition.summary else "",
            related=list_page(edition.id, "changes") if edition.follows else "",
        )


def feed_file(book: Book, publication: Publication, words: Labels) -> bytes:
    """The feed as XML, of a book that has news. Its time is that of its newest entry, so
    that it changes with the data and with nothing else."""
    entries = news(book, words)
    since = min(min(edition.years) for edition in book.library.editions)
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": words.language})
    _add(feed, "id", publication.tag(dt.date(since, 1, 1), FEED))
    _add(feed, "title", words("downloads.feed.title", site=publication.name))
    _add(feed, "updated", _time(entries[0].date))
    _add(ET.SubElement(feed, "author"), "name", publication.name)
    _link(feed, "self", f"{publication.address}{FEED}", "application/atom+xml")
    _link(feed, "alternate", publication.address, "text/html")
    for entry in entries:
        _entry(ET.SubElement(feed, "entry"), entry, publication)
    ET.indent(feed)
    text = ET.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _entry(element: ET.Element, entry: News, publication: Publication) -> None:
    _add(element, "id", publication.tag(entry.date, entry.path))
    _add(element, "title", entry.title)
    _add(element, "updated", _time(entry.date))
    _link(element, "alternate", publication.page(entry.page, entry.anchor), "text/html")
    if entry.related:
        _link(element, "related", publication.page(entry.related), "text/html")
    if entry.summary:
        _add(element, "summary", entry.summary)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _link(parent: ET.Element, rel: str, href: str, type: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "href": href, "type": type})


def _time(date: dt.date) -> str:
    """The data knows days; Atom wants a time."""
    return f"{date.isoformat()}T00:00:00Z"
