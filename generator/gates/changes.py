"""Compare two releases, in organizations and clauses."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from generator.gates.site_reader import (
    Document,
    clauses_by_id,
    points_by_clause,
    read_cards,
    read_editions,
)

How = Literal["added", "removed", "changed"]
DOCUMENTS = re.compile(r"([a-z0-9-]+/)?(results|standards)/")
"""The folders of the documents that say what was published; in trees of organizations they lie in
a folder of each."""
_PLACE_FIELDS = ("rank", "ranked")
"""The fields of a card that other cards change."""
_CLAUSE_FIELDS = ("aspects", "items", "standards", "adjustments", "negative_cases")
_SITUATION_FIELDS = ("bonus", "deductions")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a result says at first sight; ``None`` where it says nothing."""

    state: str
    total: Decimal | None
    grade: str | None


@dataclass(frozen=True, slots=True)
class ResultChange:
    """A result that was added, removed or changed; ``clauses`` are those whose points changed."""

    year: int
    organization: str
    name: str
    how: How
    before: Figures | None
    after: Figures | None
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that was added, removed or changed.

    The fields of an edition that are no clauses count as one, with the edition's id and title.
    """

    edition: str
    clause: str
    title: str
    how: How


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed: results from the newest year, clauses from the newest edition."""

    results: tuple[ResultChange, ...] = ()
    clauses: tuple[ClauseChange, ...] = ()


def compare_sites(before: Path, after: Path, paths: Iterable[str]) -> Changes:
    """Return what the site in the folder ``after`` says otherwise than the one in ``before``.

    ``paths`` are those of the files that differ.
    """
    paths = sorted(paths)
    results = _result_changes(before, after, paths)
    return Changes(tuple(results), tuple(_clause_changes(before, after, paths)))


def differing(before: Mapping[str, str], after: Mapping[str, str]) -> frozenset[str]:
    """Return the paths of the documents that differ between the files of two sites."""
    return frozenset(
        path
        for path in before.keys() | after.keys()
        if path.endswith(".json") and DOCUMENTS.match(path)
        if before.get(path) != after.get(path)
    )


def _result_changes(before: Path, after: Path, paths: Sequence[str]) -> Iterator[ResultChange]:
    old_cards, new_cards = read_cards(before, paths), read_cards(after, paths)
    keys = old_cards.keys() | new_cards.keys()
    for key in sorted(keys, key=lambda key: (-key.year, key.organization)):
        old, new = old_cards.get(key), new_cards.get(key)
        if _without(old, _PLACE_FIELDS) != _without(new, _PLACE_FIELDS):
            yield ResultChange(
                year=key.year,
                organization=key.organization,
                name=(new or old or {})["organization"]["name"],
                how=_how(old, new),
                before=_figures(old),
                after=_figures(new),
                clauses=_changed_clauses(old, new),
            )


def _clause_changes(before: Path, after: Path, paths: Sequence[str]) -> Iterator[ClauseChange]:
    old_editions, new_editions = read_editions(before, paths), read_editions(after, paths)
    for id in sorted(old_editions.keys() | new_editions.keys(), reverse=True):
        old, new = old_editions.get(id), new_editions.get(id)
        if _without(old, _CLAUSE_FIELDS) != _without(new, _CLAUSE_FIELDS):
            yield ClauseChange(id, id, str((new or old or {})["title"]), _how(old, new))
        if old and new:
            yield from _changes_of_edition(id, old, new)


def _changes_of_edition(id: str, old: Document, new: Document) -> Iterator[ClauseChange]:
    """Yield the changed clauses of an edition; situations are clauses of their own."""
    old_clauses, new_clauses = clauses_by_id(old), clauses_by_id(new)
    for clause in sorted(old_clauses.keys() | new_clauses.keys()):
        was, now = old_clauses.get(clause), new_clauses.get(clause)
        if _without(was, _SITUATION_FIELDS) != _without(now, _SITUATION_FIELDS):
            document = now or was or {}
            title = str(document.get("title") or document.get("text"))
            yield ClauseChange(id, clause, title, _how(was, now))


def _without(document: Document | None, fields: tuple[str, ...]) -> dict[str, Any] | None:
    """Return a document without some of its fields."""
    if document is None:
        return None
    return {name: value for name, value in document.items() if name not in fields}


def _how(old: Document | None, new: Document | None) -> How:
    if old is None:
        return "added"
    return "removed" if new is None else "changed"


def _figures(card: Document | None) -> Figures | None:
    if card is None:
        return None
    grade = card["grade"]["title"] if card["grade"] else None
    return Figures(card["state"], card["total"], grade)


def _changed_clauses(old: Document | None, new: Document | None) -> tuple[str, ...]:
    """Return the ids of the clauses that count otherwise, sorted."""
    if old is None or new is None:
        return ()
    before, after = points_by_clause(old), points_by_clause(new)
    ids = before.keys() | after.keys()
    return tuple(sorted(id for id in ids if before.get(id) != after.get(id)))
