"""The pages of the editions: overview, aspects, standards, lists, changes."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from generator.addresses import EDITIONS, aspect_page, edition_page, list_page, standard_page
from generator.book import Book
from generator.history import changes
from generator.labels import Labels
from generator.model.edition import Edition, Standard
from generator.pages.page import Crumb, Page
from generator.score.marks import standards_of
from generator.usage import Usage, usage


def edition_pages(book: Book, words: Labels) -> Iterator[Page]:
    """All pages of all editions, the latest edition first."""
    yield Page(EDITIONS, "editions.md.jinja", words("ui.editions.title"))
    for edition in reversed(book.library.editions):
        cards = [card for card in book.cards if card.edition.id == edition.id]
        yield from _pages_of(book, edition, usage(cards), words)


def _pages_of(book: Book, edition: Edition, uses: Usage, words: Labels) -> Iterator[Page]:
    crumbs: tuple[Crumb, ...] = ((words("ui.editions.title"), EDITIONS),)
    yield Page(
        path=edition_page(edition.id),
        template="edition.md.jinja",
        title=edition.title,
        context={"edition": edition, "points_of": _points_by_method(edition)},
        crumbs=crumbs,
        source=book.library.edition_at(edition.id).file,
    )
    crumbs = (*crumbs, (edition.title, edition_page(edition.id)))
    for make in (_aspects, _standards, _lists, _changes):
        yield from make(book, edition, uses, words, crumbs)


def _points_by_method(edition: Edition) -> dict[str, Any]:
    """How many standards, worth how many points, each method of marks scores."""
    scored = {method.id: list(standards_of(edition, method)) for method in edition.methods}
    return {id: (len(some), sum(s.points for s in some)) for id, some in scored.items() if some}


def _aspects(
    book: Book, edition: Edition, uses: Usage, words: Labels, crumbs: tuple[Crumb, ...]
) -> Iterator[Page]:
    for n, aspect in enumerate(edition.aspects):
        own = [standard for standard in edition.standards if standard.aspect == aspect.id]
        yield Page(
            path=aspect_page(edition.id, aspect.id),
            template="aspect.md.jinja",
            title=aspect.title,
            context={
                "edition": edition,
                "aspect": aspect,
                "standards": own,
                "points": sum(standard.points for standard in own),
                "items": [item for item in edition.items if item.aspect == aspect.id],
                "covering": _covering(edition),
                "cases": [case for case in edition.negative_cases if case.aspect == aspect.id],
                "uses": uses,
            },
            crumbs=crumbs,
            source=book.library.edition_at(edition.id, "aspects", n).file,
        )


def _covering(edition: Edition) -> dict[str, list[Standard]]:
    """The standards that cover each item."""
    return {
        item.id: [standard for standard in edition.standards if item.id in standard.covers]
        for item in edition.items
    }


def _standards(
    book: Book, edition: Edition, uses: Usage, words: Labels, crumbs: tuple[Crumb, ...]
) -> Iterator[Page]:
    aspects = {aspect.id: aspect for aspect in edition.aspects}
    items = {item.id: item for item in edition.items}
    scales = {scale.id: scale for scale in edition.scales}
    for n, standard in enumerate(edition.standards):
        aspect = aspects[standard.aspect]
        yield Page(
            path=standard_page(edition.id, standard.id),
            template="standard.md.jinja",
            title=f"{standard.id} {standard.title}",
            context={
                "edition": edition,
                "standard": standard,
                "aspect": aspect,
                "items": [items[id] for id in standard.covers],
                "scale": scales.get(standard.scale or ""),
                "methods": [m for m in edition.methods if standard in standards_of(edition, m)],
                "cases": [c for c in edition.negative_cases if standard.id in c.touches],
                "uses": uses.marks.get(standard.id, []),
                "kinds": _kind_titles(book),
                "previous": _neighbour(edition.standards, n - 1),
                "following": _neighbour(edition.standards, n + 1),
            },
            crumbs=(*crumbs, (aspect.title, aspect_page(edition.id, aspect.id))),
            source=book.library.edition_at(edition.id, "standards", n).file,
        )


def _neighbour(standards: tuple[Standard, ...], n: int) -> Standard | None:
    return standards[n] if 0 <= n < len(standards) else None


def _kind_titles(book: Book) -> dict[str, str]:
    file = book.library.organizations
    return {kind.id: kind.title for kind in file.kinds} if file else {}


def _lists(
    book: Book, edition: Edition, uses: Usage, words: Labels, crumbs: tuple[Crumb, ...]
) -> Iterator[Page]:
    by_aspect: Callable[[Any], str] = lambda entry: entry.aspect  # noqa: E731 a sort key
    order = {aspect.id: n for n, aspect in enumerate(edition.aspects)}
    contexts: dict[str, tuple[str, dict[str, Any]]] = {
        "items": ("items", {"covering": _covering(edition)}),
        "adjustments": ("adjustments", {}),
        "negative-list": ("negative_cases", {}),
    }
    for name, (section, context) in contexts.items():
        entries = getattr(edition, section)
        if not entries:
            continue
        if section != "adjustments":
            entries = sorted(entries, key=lambda entry: order[entry.aspect])
            groups = {key: list(group) for key, group in groupby(entries, key=by_aspect)}
            context = {**context, "groups": groups}
        yield Page(
            path=list_page(edition.id, name),
            template=f"{name}.md.jinja",
            title=words(f"ui.{name}.title"),
            context={"edition": edition, "uses": uses, **context},
            crumbs=crumbs,
            source=book.library.edition_at(edition.id, section, 0).file,
        )


def _changes(
    book: Book, edition: Edition, uses: Usage, words: Labels, crumbs: tuple[Crumb, ...]
) -> Iterator[Page]:
    editions = {edition.id: edition for edition in book.library.editions}
    before = editions.get(edition.follows.edition) if edition.follows else None
    if before:
        found = changes(before, edition)
        yield Page(
            path=list_page(edition.id, "changes"),
            template="changes.md.jinja",
            title=words("ui.changes.title"),
            context={
                "edition": edition,
                "before": before,
                "sections": {
                    section: list(group)
                    for section, group in groupby(found, key=lambda change: change.section)
                },
                "counts": Counter(kind for change in found for kind in change.kinds),
            },
            crumbs=crumbs,
            source=book.library.edition_at(edition.id).file,
        )
