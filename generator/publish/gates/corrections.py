"""The gate of scores that change in silence."""

from collections.abc import Iterator

from generator.publish.gates.case import Case, Finding, finding
from generator.publish.released import Document, cards, was_final


def corrections(case: Case) -> Iterator[Finding]:
    """A published final score or grade changes only with an entry under ``corrections`` that
    leads from the old value to the new one; the entry of a score explains its grade too."""
    before = cards(case.live.folder) if case.live else {}
    after = cards(case.site)
    for key in sorted(before):
        if was_final(before[key]):
            yield from _of_card(before[key], after.get(key))


def _of_card(was: Document, now: Document | None) -> Iterator[Finding]:
    said = {"year": was["year"], "name": was["organization"]["name"]}
    if was["total"] is None and was["grade"] is None:
        return
    if now is None or not (was_final(now) or now["state"] == "review"):
        yield finding("withdrawn-score", total=was["total"], **said)
        return
    total = was["total"] == now["total"] or _corrected(was, now, "total", "total")
    if not total:
        yield finding("changed-score", old=was["total"], new=_or_none(now["total"]), **said)
    elif was["total"] == now["total"] and _grade(was) != _grade(now):
        ids = _grade(was), _grade(now)
        if not any(entry["of"] == "grade" for entry in _entries(was, now)):
            yield finding("changed-grade", old=_or_none(ids[0]), new=_or_none(ids[1]), **said)


def _corrected(was: Document, now: Document, of: str, field: str) -> bool:
    """Whether new entries lead from what was said to what is said now."""
    entries = [entry for entry in _entries(was, now) if entry["of"] == of]
    old, new = ({str(entry[end]) for entry in entries} for end in ("old", "new"))
    return str(was[field]) in old and str(now[field]) in new


def _entries(was: Document, now: Document) -> list[Document]:
    """The corrections that came since."""
    return [entry for entry in now["corrections"] if entry not in was["corrections"]]


def _grade(card: Document) -> str | None:
    return card["grade"]["id"] if card["grade"] else None


def _or_none(value: object) -> object:
    return "—" if value is None else value
