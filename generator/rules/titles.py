"""The ids that are meant where a title was written."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.dataset.library import Frame
from generator.model.edition import Edition
from generator.problem import PathInFile, Problem, named, nearest, problem, shorten
from generator.scoring.standards import levels
from generator.yaml import loader
from generator.yaml.nodes import Plain

Titles = Mapping[str, str]
"""Titles by id."""
_QUOTES = " \"'“”‘’「」『』"
_LISTS: Mapping[str, tuple[str, ...]] = {
    "level": ("levels", "rubric"),
    "levels": ("levels", "rubric"),
    "ballots": ("levels",),
    "grade": ("grades",),
    "grades": ("grades",),
    "veto": ("grades",),
    "at_most": ("grades",),
    "cutoffs": ("grades",),
    "quotas": ("grades",),
    "tier": ("tiers",),
    "kind": ("kinds",),
    "applies_to": ("kinds",),
    "by_kind": ("kinds",),
    "methods": ("methods",),
    "raw": ("methods",),
    "weights": ("methods",),
    "feeds": ("methods",),
    "scale": ("scales",),
    "aspect": ("aspects",),
    "covers": ("items",),
    "adjustment": ("adjustments",),
    "adjustments": ("adjustments",),
    "negative_cases": ("negative_cases",),
    "findings": ("bonus", "deductions"),
    "followed": ("use_of_results",),
    "periods": ("periods",),
    "without": ("periods",),
    "parent": ("organizations",),
    "clause": ("standards", "items", "adjustments", "negative_cases"),
    **dict.fromkeys(
        ("entered", "evidence", "marks", "not_applicable", "touches", "points", "corrections"),
        ("standards",),
    ),
}
"""The lists whose entries a field names, or the keys of a field."""


def name_titles(frame: Frame, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems; one of what cannot be an id also says which id is meant, if what stands
    there is the title of an entry that the field may name."""
    for fault in problems:
        yield _with_meant(frame, fault) if fault.code == "bad-id" else fault


def _with_meant(frame: Frame, fault: Problem) -> Problem:
    place = fault.place
    known = _known(frame, place.file, place.path, on_key=place.on_key)
    written = _plain(fault.facts["value"])
    meant = [id for id, title in known.items() if written == _plain(title)]
    if len(meant) == 1:
        shown = named(meant[0], known[meant[0]])
        return problem("title-for-id", place, value=fault.facts["value"], meant=shown)
    by_words = {word: id for id, title in known.items() for word in (_plain(title), id)}
    near = by_words.get(nearest(written, tuple(by_words)), "")
    facts = {**fault.facts, "near": named(near, known.get(near, ""))}
    if written in known or not known or len(known) > _MOST:
        return replace(fault, facts=facts)
    return problem("unknown-title", place, **facts, known=in_words(known))


_LONGEST = 24
"""Characters of a title that stand behind an id."""
_MOST = 12
"""How many entries are listed at most."""


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip(_QUOTES).lower()


def in_words(titles: Titles, among: Iterable[str] | None = None) -> str:
    """Return ids with their titles, in the order of the titles."""
    chosen = titles if among is None else set(among)
    texts = [named(id, title) for id, title in titles.items() if id in chosen]
    return ("、" if any(not text.isascii() for text in texts) else ", ").join(texts)


def _known(frame: Frame, file: Path, path: PathInFile, *, on_key: bool) -> Titles:
    """Return what may stand at a path of a file, as far as the data tells."""
    names = [str(step) for step in path if not isinstance(step, int)]
    fields = [name for name in reversed(names[:-1] if on_key else names) if name in _LISTS]
    lists = _LISTS[fields[0]] if fields else ()
    if file.parent.parent == frame.results_folder and file.parent.name.isdecimal():
        edition = frame.edition_of(int(file.parent.name))
        if edition is None:
            return {}
        return _levels_at(edition, names, on_key) or _titles_in(edition, lists)
    files = sorted(file.parent.glob("*.yml")) if file.parent.parent == frame.standards else [file]
    found: dict[str, str] = {}
    for part in files:
        _collect(loader.read(part).data, "", lists, found)
    if "kinds" in lists and frame.organizations:
        found |= titles_of(frame.organizations.kinds)
    return found


def _levels_at(edition: Edition, names: list[str], on_key: bool) -> Titles:
    """Return the levels that may stand below the names of a result; none for anything else. The
    keys of ``levels`` are standards."""
    if names[-2:-1] == ["levels"]:
        if on_key:
            return titles_of(entry for entry in edition.standards if entry.judged)
        judged = (s for s in edition.standards if s.id == names[-1])
        return titles_of(level for standard in judged for level in levels(edition, standard))
    if names[-1] == "level" or "ballots" in names:
        scales = {method.scale for method in edition.methods if method.id in names}
        of_method = (scale for scale in edition.scales if scale.id in scales)
        return titles_of(level for scale in of_method for level in scale.levels)
    return {}


def _collect(data: Plain, section: str, lists: tuple[str, ...], found: dict[str, str]) -> None:
    """Collect the titles of the entries of lists anywhere in plain data."""
    if isinstance(data, tuple):
        for entry in data:
            _collect(entry, section, lists, found)
    elif isinstance(data, dict):
        if "id" in data and section in lists:
            title = next((data[n] for n in ("title", "name", "text") if n in data), "")
            found[str(data["id"])] = str(title)
        for name, inner in data.items():
            _collect(inner, name, lists, found)


def titles_of(entries: Iterable[object]) -> dict[str, str]:
    """Return the titles, names or texts of entries by id."""
    found = {}
    for entry in entries:
        names = (getattr(entry, name, None) for name in ("title", "name", "text"))
        title = next((str(name) for name in names if name), "")
        found[str(getattr(entry, "id"))] = shorten(title, _LONGEST)  # noqa: B009
    return found


def _titles_in(edition: Edition, lists: tuple[str, ...]) -> Titles:
    inside: dict[str, Iterable[object]] = {
        "levels": (level for scale in edition.scales for level in scale.levels),
        "rubric": (level for standard in edition.standards for level in standard.rubric),
        "bonus": (entry for standard in edition.standards for entry in standard.bonus),
        "deductions": (entry for standard in edition.standards for entry in standard.deductions),
        "periods": (period for method in edition.methods for period in method.periods),
    }
    found: dict[str, str] = {}
    for name in lists:
        found |= titles_of(inside.get(name, getattr(edition, name, ())))
    return found
