"""Rules between an edition and those before it: years, retired ids, what is replaced."""

from generator.dataset.library import Library
from generator.rules.editions import clauses_named, situations_named
from generator.rules.fault import Faults
from generator.rules.references import clause_ids, ids


def year_once(library: Library) -> Faults:
    """One edition at most is in force in a year."""
    seen: dict[int, str] = {}
    for edition in library.editions:
        for n, year in enumerate(edition.years):
            if year in seen:
                place = library.edition_at(edition.id, "years", n)
                yield place, {"year": year, "edition": seen[year]}
            seen.setdefault(year, edition.id)


def follows_earlier(library: Library) -> Faults:
    """An edition follows one whose years lie before its own."""
    known = {edition.id: edition for edition in library.editions}
    for edition in library.editions:
        before = known.get(edition.follows.edition) if edition.follows else None
        if before and max(before.years) >= min(edition.years):
            yield library.edition_at(edition.id, "follows", "edition"), {"value": before.id}


def retired_listed(library: Library) -> Faults:
    """An id of the edition before that is gone is listed under ``retired``, and only such
    ids are."""
    known = {edition.id: edition for edition in library.editions}
    for edition in library.editions:
        if edition.follows and edition.follows.edition in library.broken:
            continue
        before = known.get(edition.follows.edition) if edition.follows else None
        gone = clause_ids(before) - clause_ids(edition) if before else frozenset()
        listed = {retired.id: n for n, retired in enumerate(edition.retired)}
        for id in sorted(gone - listed.keys()):
            yield library.edition_at(edition.id, "retired"), {"value": id}
        for id in sorted(listed.keys() - gone):
            yield library.edition_at(edition.id, "retired", listed[id], "id"), {"value": id}


def retired_id_reused(library: Library) -> Faults:
    """An id that an edition no longer had is never used again, by a later one."""
    gone: dict[str, str] = {}
    before: set[str] = set()
    for edition in library.editions:
        clauses, situations = clauses_named(edition), situations_named(edition)
        for path, id in [*clauses, *situations]:
            if id in gone:
                yield library.edition_at(edition.id, *path), {"value": id, "edition": gone[id]}
        now = {id for _, id in [*clauses, *situations]}
        gone.update(dict.fromkeys(before - now, edition.id))
        before = now


def replaces_known(library: Library) -> Faults:
    """A standard replaces standards that an earlier edition had."""
    past: frozenset[str] = frozenset()
    for edition in library.editions:
        for n, standard in enumerate(edition.standards):
            for k, id in enumerate(standard.replaces):
                if id not in past and not library.broken:
                    path = ("standards", n, "replaces", k)
                    yield library.edition_at(edition.id, *path), {"value": id}
        past |= ids(edition.standards)


RULES = (
    year_once,
    follows_earlier,
    retired_listed,
    retired_id_reused,
    replaces_known,
)
