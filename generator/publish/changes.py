"""What changed between two releases, in organizations and clauses."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from generator.publish.released import (
    Document,
    cards,
    clauses_of,
    editions,
    scored_by_clause,
)

How = Literal["added", "removed", "changed"]
_OWN = ("aspects", "items", "standards", "adjustments", "negative_cases")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a result says at first sight; null where it says nothing."""

    state: str
    total: Decimal | None
    grade: str | None


@dataclass(frozen=True, slots=True)
class ResultChange:
    """A result that came, went, or changed; ``clauses`` are those whose points changed."""

    year: int
    organization: str
    name: str
    how: How
    before: Figures | None
    after: Figures | None
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that came, went, or changed. An edition's own fields count as one, with the
    edition's id and its title."""

    edition: str
    clause: str
    title: str
    how: How


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed, in the order of years and editions."""

    results: tuple[ResultChange, ...] = ()
    clauses: tuple[ClauseChange, ...] = ()


def changes(before: Path | None, after: Path) -> Changes:
    """What a site says otherwise than the one before it, or that all of it is new."""
    return Changes(tuple(_results(before, after)), tuple(_clauses(before, after)))


def _results(before: Path | None, after: Path) -> Iterator[ResultChange]:
    old, new = cards(before) if before else {}, cards(after)
    for year, id in sorted(old.keys() | new.keys(), key=lambda key: (-key[0], key[1])):
        was, now = old.get((year, id)), new.get((year, id))
        if _said(was) != _said(now):
            name = (now or was or {})["organization"]["name"]
            figures = (_figures(was), _figures(now))
            yield ResultChange(year, id, name, _how(was, now), *figures, _points(was, now))


def _said(card: Document | None) -> dict[str, Any] | None:
    """A card without its place, which others can change."""
    if card is None:
        return None
    return {name: value for name, value in card.items() if name not in ("rank", "ranked")}


def _how(was: object, now: object) -> How:
    if was is None:
        return "added"
    return "removed" if now is None else "changed"


def _figures(card: Document | None) -> Figures | None:
    if card is None:
        return None
    grade = card["grade"]["title"] if card["grade"] else None
    return Figures(card["state"], card["total"], grade)


def _points(was: Document | None, now: Document | None) -> tuple[str, ...]:
    """The clauses that count otherwise, in the order of their ids."""
    if was is None or now is None:
        return ()
    old, new = scored_by_clause(was), scored_by_clause(now)
    return tuple(sorted(id for id in old.keys() | new.keys() if old.get(id) != new.get(id)))


def _clauses(before: Path | None, after: Path) -> Iterator[ClauseChange]:
    old, new = editions(before) if before else {}, editions(after)
    for id in sorted(old.keys() | new.keys(), reverse=True):
        was, now = old.get(id), new.get(id)
        if was is None or now is None or _head(was) != _head(now):
            title = str((now or was or {})["title"])
            yield ClauseChange(id, id, title, _how(was, now))
        if was is not None and now is not None:
            yield from _of_edition(id, clauses_of(was), clauses_of(now))


def _of_edition(
    id: str, old: dict[str, Document], new: dict[str, Document]
) -> Iterator[ClauseChange]:
    for clause in sorted(old.keys() | new.keys()):
        was, now = old.get(clause), new.get(clause)
        if _own(was) != _own(now):
            told = now or was or {}
            title = str(told.get("title") or told.get("text"))
            yield ClauseChange(id, clause, title, _how(was, now))


def _head(edition: Document) -> dict[str, Any]:
    """An edition without its clauses."""
    return {name: value for name, value in edition.items() if name not in _OWN}


def _own(clause: Document | None) -> dict[str, Any] | None:
    """A clause without the situations under it, which are clauses of their own."""
    if clause is None:
        return None
    return {name: value for name, value in clause.items() if name not in ("bonus", "deductions")}
