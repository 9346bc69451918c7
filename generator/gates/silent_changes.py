"""What of a final result changes without a correction that says so."""

from collections.abc import Iterator

from generator.gates.gate import Finding, finding
from generator.gates.site_reader import Document, was_final


def silent_changes(old: Document, new: Document | None) -> Iterator[Finding]:
    """Yield at most one finding for a card that was final, or is under review or corrected now: a
    review leaves the score as it was published, until a correction says what it becomes.

    A card is a document that has its ``year`` and ``organization``, ``total`` and ``grade``,
    ``state``, ``status`` and ``corrections``.
    """
    subject = {"year": old["year"], "name": old["organization"]["name"]}
    settled = was_final(old) or (new is not None and new["state"] in ("review", "corrected"))
    if not settled or (old["total"] is None and old["grade"] is None):
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
