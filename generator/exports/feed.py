"""The Atom feed (RFC 4287): results newly published or corrected, and editions, newest first."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import NamedTuple
from xml.etree import ElementTree as ET

from generator.messages.formats import fixed
from generator.messages.labels import Labels
from generator.messages.wording import plain
from generator.model.edition import Edition
from generator.model.result import Status
from generator.scoring.summary import CardSummary
from generator.urls import FEED, card_page, edition_page, list_page, served

ATOM = "http://www.w3.org/2005/Atom"
LENGTH = 50
"""The largest number of entries."""
_PUBLIC = ("notice", "final", "corrected")
"""The states whose beginning is news."""
_ADDRESS = re.compile(r"^\w+://(?:[^/@]*@)?(\[[^\]]*\]|[^/:]*)(?::\d+)?")
"""The beginning of an address, with its host in group 1."""
_NOT_ASCII = re.compile(r"[^!-~]")


@dataclass(frozen=True, slots=True)
class Publication:
    """What only the host knows of a site: its name, its address with a slash at the end, and
    whether it serves ``a/b.md`` as ``a/b/``."""

    name: str
    address: str
    directories: bool = True

    def page(self, page: str, anchor: str = "") -> str:
        """Return the full address of a page."""
        path = served(page, directories=self.directories)
        return f"{self.address}{path}{'#' if anchor else ''}{anchor}"

    def tag(self, date: dt.date, path: str) -> str:
        """Return a permanent name (RFC 4151) of something of the site, known since a date.

        A host with letters of its own language is named in ASCII, as the tag wants it.
        """
        host, root = _ADDRESS.sub(r"\1", self.address, count=1).split("/", maxsplit=1)
        authority = host.lower().strip("[]").replace(":", "-").encode("idna").decode()
        return f"tag:{authority},{date.year}:/{_NOT_ASCII.sub(_percent, root)}{path}"


@dataclass(frozen=True, slots=True)
class News:
    """An entry of the feed. ``path`` is its name within the site; of two of one day with the same
    page, that with the higher ``place`` is newer."""

    date: dt.date
    path: str
    title: str
    page: str
    anchor: str = ""
    summary: str = ""
    related: str = ""
    place: int = 0


class _Step(NamedTuple):
    """A result that was published or corrected; ``path`` names that within the site, and ``place``
    counts what was before it."""

    card: CardSummary
    status: Status
    path: str
    place: int


def has_news(editions: Iterable[Edition], summaries: Iterable[CardSummary]) -> bool:
    """Tell whether the feed of editions and results has any entry."""
    published = any(edition.published for edition in editions)
    return published or any(_steps(summaries))


def news(
    editions: Iterable[Edition], summaries: Iterable[CardSummary], labels: Labels
) -> tuple[News, ...]:
    """Return the newest entries, those of one day in the order of their names.

    Only these are put into words: there are far more results than entries.
    """
    steps = nsmallest(LENGTH, _steps(summaries), key=lambda s: _order(s.status, s.path, s.place))
    entries = [_result_news(step, labels) for step in steps]
    for edition in editions:
        entries += _edition_news(edition, labels)
    return tuple(nsmallest(LENGTH, entries, key=lambda e: _order(e, e.path, e.place)))


def _order(dated: Status | News, path: str, place: int) -> tuple[int, str, int]:
    return -dated.date.toordinal(), path.rpartition("/")[0], -place


def _steps(summaries: Iterable[CardSummary]) -> Iterator[_Step]:
    for card in summaries:
        if card.state != "draft":
            yield from _steps_of(card)


def _steps_of(card: CardSummary) -> Iterator[_Step]:
    """Yield the public steps of a result. Of several in one state on one day each has a name."""
    named: Counter[str] = Counter()
    for place, status in enumerate(card.status):
        if status.state in _PUBLIC:
            path = f"results/{card.year}/{card.organization.id}/{status.state}-{status.date}"
            named[path] += 1
            number = f"-{named[path]}" if named[path] > 1 else ""
            yield _Step(card, status, f"{path}{number}", place)


def _result_news(step: _Step, labels: Labels) -> News:
    """Return the entry of a step. Figures stand with the last step of a result alone, since they
    belong to no other."""
    card, status, path, place = step
    name = labels("ui.card.title", name=card.name, year=card.year)
    state = labels(f"ui.state.{status.state}")
    return News(
        date=status.date,
        path=path,
        place=place,
        title=labels("downloads.feed.result", title=name, state=state),
        page=card_page(card.year, card.organization.id),
        anchor="corrections" if status.state == "corrected" else "",
        summary=_figures(card, labels) if status is card.status[-1] else status.reason or "",
    )


def _figures(card: CardSummary, labels: Labels) -> str:
    """Return the total and the grade of a result, or why it has none."""
    if card.total is None or card.grade is None:
        interim = labels("ui.state.interim") if card.state == "interim" else ""
        return card.no_grade or (card.grade.title if card.grade else interim)
    total = fixed(card.total, card.edition.rounding.total)
    figures = labels("downloads.feed.figures", total=total, grade=card.grade.title)
    reason = card.status[-1].reason
    return f"{figures} {reason}" if reason else figures


def _edition_news(edition: Edition, labels: Labels) -> Iterator[News]:
    if edition.published:
        yield News(
            date=edition.published,
            path=f"standards/{edition.id}",
            title=labels("downloads.feed.edition", title=edition.title),
            page=edition_page(edition.id),
            summary=plain(edition.summary) if edition.summary else "",
            related=list_page(edition.id, "changes") if edition.follows else "",
        )


def feed_file(
    editions: Sequence[Edition],
    summaries: Sequence[CardSummary],
    publication: Publication,
    labels: Labels,
) -> bytes:
    """Return the feed of editions and results that have news, as XML.

    Its time is that of its newest entry, so that it changes with the data and with nothing else.
    """
    entries = news(editions, summaries, labels)
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": labels.language})
    _add(feed, "id", f"{publication.address}{FEED}")
    _add(feed, "title", labels("downloads.feed.title", site=publication.name))
    _add(feed, "updated", _time(entries[0].date))
    _add(ET.SubElement(feed, "author"), "name", publication.name)
    _link(feed, "self", f"{publication.address}{FEED}", "application/atom+xml")
    _link(feed, "alternate", publication.address, "text/html")
    for entry in entries:
        _fill_entry(ET.SubElement(feed, "entry"), entry, publication)
    ET.indent(feed)
    text = ET.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _fill_entry(element: ET.Element, entry: News, publication: Publication) -> None:
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


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def _time(date: dt.date) -> str:
    """Return midnight of a day: the data knows days, and Atom wants a time."""
    return f"{date.isoformat()}T00:00:00Z"
