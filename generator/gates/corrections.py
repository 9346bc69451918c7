"""Gate of corrections: that no published result changes in silence."""

from collections.abc import Iterator

from generator.gates.gate import NOT_COMPARED, Case, Finding, finding
from generator.gates.site_reader import Document, read_cards, was_final


def corrections(case: Case) -> Iterator[Finding]:
    """A published final score or grade changes only with an entry under ``corrections``.

    The entries must lead from the old value to the new one. The entry of a score explains the
    grade that follows from it too. See "更正" in ``docs/guide/objections.md``.
    """
    if case.before is None:
        yield NOT_COMPARED
        return
    before = read_cards(case.before, case.changed)
    after = read_cards(case.site, case.changed)
    for key in sorted(before):
        if was_final(before[key]):
            yield from _silent_changes(before[key], after.get(key))


def _silent_changes(old: Document, new: Document | None) -> Iterator[Finding]:
    """Yield at most one finding for a card that was final."""
    subject = {"year": old["year"], "name": old["organization"]["name"]}
    if old["total"] is None and old["grade"] is None:
        return
    if new is None or not (was_final(new) or new["state"] == "review"):
        yield finding("withdrawn-score", total=_or_dash(old["total"]), **subject)
    elif old["total"] != new["total"]:
        if not _leads_to_new_score(old, new):
            values = {"old": _or_dash(old["total"]), "new": _or_dash(new["total"])}
            yield finding("changed-score", **values, **subject)
    elif _grade(old) != _grade(new) and not _new_corrections("grade", old, new):
        values = {"old": _or_dash(_grade(old)), "new": _or_dash(_grade(new))}
        yield finding("changed-grade", **values, **subject)


def _leads_to_new_score(old: Document, new: Document) -> bool:
    """Say whether new corrections begin with the old total and end with the new one."""
    entries = _new_corrections("total", old, new)
    return old["total"] in [entry["old"] for entry in entries] and new["total"] in [
        entry["new"] for entry in entries
    ]


def _new_corrections(figure: str, old: Document, new: Document) -> list[Document]:
    """Return the corrections of a figure that were added."""
    added = [entry for entry in new["corrections"] if entry not in old["corrections"]]
    return [entry for entry in added if entry["of"] == figure]


def _grade(card: Document) -> str | None:
    return card["grade"]["id"] if card["grade"] else None


def _or_dash(value: object) -> object:
    return "—" if value is None else value
