"""Join what was read of a record: lists from the rows of several tables, methods without content.

An entry keeps its place in its list, wherever its row stands in a sheet; a new one comes last.
"""

from collections.abc import Iterator

from generator.cells.columns import put, value_at
from generator.model.fields import Path
from generator.workbook.drafts import CellProblem, Draft, Entry, Taking
from generator.workbook.tables import LAST
from generator.yaml.nodes import Plain

SAME_ROWS = "same-rows"
"""The note that a row says what another says."""


def join(draft: Draft, taking: Taking) -> None:
    """Put the lists of a draft together, and record methods of which only that is known."""
    for path in dict.fromkeys((*draft.lists, *draft.replaced)):
        _join_list(path, draft, taking)
    for path, (recorded, cell) in draft.recorded.items():
        record = value_at(draft.data, path)
        draft.cells.setdefault(path, cell)
        if recorded is True and record is None:
            put(draft.data, path, {})
        elif recorded is False and record:
            taking.tell("said-not-recorded", cell, draft.owner)
        elif recorded is None and record == {} and taking.complete:
            put(draft.data, path, None)


def _join_list(path: Path, draft: Draft, taking: Taking) -> None:
    before = value_at(draft.before, path)
    known = before if isinstance(before, tuple) else ()
    replaced = draft.replaced.get(path, set())
    entries = _without_totals(draft.lists.get(path, []), draft, taking)
    taking.notes += _same_rows(entries, draft.owner)
    for entry in entries:
        if len(known) <= entry.order[0] < LAST:
            entry.order = (LAST, entry.order[1])
    kept = [((n, -1), value, None) for n, value in enumerate(known) if n not in replaced]
    read = [(entry.order, entry.data, entry) for entry in entries]
    ordered = sorted([*kept, *read], key=lambda part: part[0])
    joined: tuple[Plain, ...] = tuple(value for _, value, _ in ordered)
    put(draft.data, path, joined or (None if known else before))
    for number, (_, _, own) in enumerate(ordered):
        if own is not None:
            draft.cells[(*path, number)] = own.place
            inner = {(*path, number, *field): cell for field, cell in own.cells.items()}
            draft.cells.update(inner)


def _same_rows(entries: list[Entry], owner: str) -> Iterator[CellProblem]:
    """Yield a note for each new row that says what a row above says: both count.

    Rows that a file has had twice, which have a number each, are not told again.
    """
    rows = [entry for entry in entries if entry.data and not entry.is_count]
    first: dict[str, Entry] = {}
    numbers: set[int] = {LAST}
    for row in sorted(rows, key=lambda row: (row.order[0], row.place)):
        other = first.setdefault(repr(sorted(row.data.items())), row)
        if other is not row and row.order[0] in numbers:
            yield CellProblem(SAME_ROWS, row.place, {"row": other.place.row}, owner)
        numbers.add(row.order[0])


def _without_totals(entries: list[Entry], draft: Draft, taking: Taking) -> list[Entry]:
    """Return the entries without counts that only repeat what rows say one by one.

    A count that says otherwise than the rows is a problem.
    """
    kept = []
    for entry in entries:
        rows = [e for e in entries if not e.is_count and e.data.get("of") == entry.data.get("of")]
        if not entry.is_count or not rows:
            kept.append(entry)
        elif _count(entry) is None or _count(entry) != sum(_count(row) or 0 for row in rows):
            place, count = rows[0].place, sum(_count(row) or 0 for row in rows)
            taking.tell("counted-twice", entry.place, draft.owner, rows=place, count=count)
    return kept


def _count(entry: Entry) -> int | None:
    """Return how often an entry says that something happened; ``None``, if it says how much."""
    if {"value", "points", "part", "tier"} & entry.data.keys():
        return None
    count = entry.data.get("count", 1)
    return count if isinstance(count, int) else None
