"""Gates of results: that none changes in silence, and that drafts stay unpublished."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel

from generator.dataset.library import Library
from generator.gates.gate import NOT_COMPARED, Case, Finding, finding
from generator.gates.site_files import list_files
from generator.gates.site_reader import (
    CardKey,
    Document,
    normalize,
    read_cards,
    read_text,
    was_final,
)
from generator.messages.labels import Labels, labels
from generator.messages.wording import plain
from generator.model.base import Rich
from generator.model.result import Result

SHORTEST_SECRET = 4
"""How many characters a text of a draft has that does not stand in a file by chance."""

ID_FIELDS = frozenset(
    {"id", "of", "clause", "tier", "kind", "level", "state", "organization", "event"}
)
"""The fields of the model whose texts are ids or words of the format."""


def corrections(case: Case) -> Iterator[Finding]:
    """A published final score or grade changes only with an entry under ``corrections``.

    The entries must lead from the old value to the new one. The entry of a score explains the
    grade that follows from it too. See "更正" in ``docs/guide/objections.md``.
    """
    if case.before is None:
        yield NOT_COMPARED
        return
    before = read_cards(case.before)
    after = read_cards(case.site)
    for key in sorted(before):
        if was_final(before[key]):
            yield from _silent_changes(before[key], after.get(key))


def drafts(case: Case) -> Iterator[Finding]:
    """A public site says nothing of a draft but that there is one.

    It has none of its figures, nor any text that stands in no other file of the data.
    """
    private = [result for result in case.library.results if result.state == "draft"]
    if not private:
        return
    public = read_cards(case.site)
    for result in private:
        facts = {"year": result.year, "organization": result.organization}
        if _has_figures(public.get(CardKey(result.year, result.organization))):
            yield finding("draft-figures", **facts)
    yield from _leaks(case.site, _secrets(case.library, private, labels(case.language)))


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


def _has_figures(card: Document | None) -> bool:
    return bool(card and (card["methods"] or card["total"] is not None or card["grade"]))


def _secrets(library: Library, private: Iterable[Result], labels: Labels) -> dict[str, Result]:
    """Return the texts that only drafts have, each with its result.

    A text that also stands in other data or among the words of every site is no secret.
    """
    candidates = {normalize(text): result for result in private for text in _texts(result)}
    public: list[object] = [*library.editions, library.organizations, library.years]
    public += [result for result in library.results if result.state != "draft"]
    known = [labels(key) for key in sorted(labels.keys())]
    known += [normalize(text) for value in public for text in _texts(value)]
    everything = "\n".join(known)
    return {
        text: result
        for text, result in candidates.items()
        if len(text) >= SHORTEST_SECRET and text not in everything
    }


def _leaks(site: Path, secrets: Mapping[str, Result]) -> Iterator[Finding]:
    """Yield a finding for each secret in each file; of two that overlap, for the longer one."""
    if not secrets:
        return
    longest_first = sorted(secrets, key=lambda text: (-len(text), text))
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    for path in list_files(site):
        for text in sorted(set(pattern.findall(read_text(site / path)))):
            result = secrets[text]
            facts = {"page": path, "year": result.year, "organization": result.organization}
            yield finding("draft-text", text=text, **facts)


def _texts(value: object) -> Iterator[str]:
    """Yield every text that people wrote inside a value of the model, in the order of its fields.

    Rich text comes a second time without its notation. Ids and keys of mappings are left out.
    """
    match value:
        case str():
            yield value
            if isinstance(value, Rich):
                yield plain(value)
        case BaseModel():
            for name in type(value).model_fields:
                if name not in ID_FIELDS:
                    yield from _texts(getattr(value, name))
        case Mapping():
            for inner in value.values():
                yield from _texts(inner)
        case tuple():
            for inner in value:
                yield from _texts(inner)
