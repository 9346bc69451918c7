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
        yield finding("withdrawn-score", total=_or_none(was["total"]), **said)
    elif was["total"] != now["total"]:
        if not _leads(was, now):
            old, new = _or_none(was["total"]), _or_none(now["total"])
            yield finding("changed-score", old=old, new=new, **said)
    elif _grade(was) != _grade(now) and not _of("grade", was, now):
        old, new = _or_none(_grade(was)), _or_none(_grade(now))
        yield finding("changed-grade", old=old, new=new, **said)


def _leads(was: Document, now: Document) -> bool:
    """Whether new entries lead from the score that was said to the one that is."""
    entries = _of("total", was, now)
    old, new = ({entry[end] for entry in entries} for end in ("old", "new"))
    return was["total"] in old and now["total"] in new


def _of(figure: str, was: Document, now: Document) -> list[Document]:
    """The corrections of a figure that came since."""
    entries = [entry for entry in now["corrections"] if entry not in was["corrections"]]
    return [entry for entry in entries if entry["of"] == figure]


def _grade(card: Document) -> str | None:
    return card["grade"]["id"] if card["grade"] else None


def _or_none(value: object) -> object:
    return "—" if value is None else value
