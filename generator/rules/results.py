"""Rules on a result as a whole: whose it is, its life, its follow-up."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from generator.dataset.decode import nearest
from generator.dataset.library import Library
from generator.model.edition import Edition
from generator.model.result import Result, Status
from generator.rules.ids import clause_ids, ids_in
from generator.rules.rule import Faults, once_for_share

_NEXT = {
    "draft": ("notice",),
    "notice": ("final", "review"),
    "final": ("review", "corrected"),
    "review": ("final", "corrected"),
    "corrected": ("review", "corrected"),
}


@once_for_share
def governed(library: Library) -> Iterator[tuple[Result, Edition]]:
    """The results whose edition is known, with it."""
    years = {result.year for result in library.results}
    in_force = {year: library.edition_of(year) for year in years}
    for result in library.results:
        if edition := in_force[result.year]:
            yield result, edition


def result_of_known_organization(library: Library) -> Faults:
    """A result file is named after an organization that existed in that year."""
    if library.organizations:
        known = {one.id: one for one in library.organizations.organizations}
        for result in library.results:
            one = known.get(result.organization)
            if one is None or not (one.active_in(result.year) or one.lives_backwards):
                near = nearest(result.organization, tuple(known)) if one is None else ""
                yield library.result_at(result), {"value": result.organization, "near": near}


def _meant(library: Library, known: tuple[str, ...]) -> set[tuple[int, str]]:
    """The years and organizations that misnamed results were probably meant for."""
    there = frozenset(known)
    unknown = (result for result in library.results if result.organization not in there)
    return {(result.year, nearest(result.organization, known)) for result in unknown}


def result_of_assessed_year(library: Library) -> Faults:
    """The folder of a result is a year that ``years.yml`` lists."""
    if library.years:
        listed = {year.year for year in library.years.years}
        for year in sorted({result.year for result in library.results} - listed):
            first = next(result for result in library.results if result.year == year)
            yield library.result_at(first), {"year": year}


def result_missing(library: Library) -> Faults:
    """Every organization that existed in an assessed year has a result file, if only to
    say why there is no grade."""
    organizations = library.organizations.organizations if library.organizations else ()
    meant = _meant(library, tuple(one.id for one in organizations))
    for n, year in enumerate(library.years.years if library.years else ()):
        folder = library.results_folder / str(year.year)
        files = _names_in(folder)
        for one in organizations:
            there = f"{one.id}.yml" in files or (year.year, one.id) in meant
            if not there and one.active_in(year.year) and not _stands(folder / f"{one.id}.yml"):
                place = library.years_at("years", n, "year")
                yield place, {"organization": one.id, "year": year.year}


def _names_in(folder: Path) -> frozenset[str]:
    """What stands in a folder; nothing, if it cannot be listed."""
    try:
        return frozenset([path.name for path in folder.iterdir()])
    except OSError:
        return frozenset()


def _stands(file: Path) -> bool:
    """Whether something stands at a path, if only a link that leads nowhere."""
    return file.exists() or file.is_symlink()


def status_order(library: Library) -> Faults:
    """A result's life goes draft → notice → final → review → corrected, by rising dates; it
    may begin with any of the first three."""
    for result in library.results:
        if (first := result.status[0].state) in ("review", "corrected"):
            yield library.result_at(result, "status", 0), {"before": "—", "after": first}
        for n, (before, after) in enumerate(pairwise(result.status)):
            if after.state not in _NEXT[before.state] or after.date < before.date:
                place = library.result_at(result, "status", n + 1)
                yield place, {"before": before.state, "after": after.state}


def status_explained(library: Library) -> Faults:
    """A review and a correction state their reason, a correction what was corrected, and a
    public notice is described in ``years.yml``."""
    noticed = {y.year for y in library.years.years if y.notice} if library.years else None
    for result in library.results:
        for n, status in enumerate(result.status):
            if wanted := _wanted(result, status, noticed):
                place = library.result_at(result, "status", n)
                yield place, {"state": status.state, "wanted": wanted}


def _wanted(result: Result, status: Status, noticed: set[int] | None) -> str:
    """What explains a status and is not there."""
    if status.state == "notice":
        return "" if noticed is None or result.year in noticed else "notice"
    if status.state in ("review", "corrected") and status.reason is None:
        return "reason"
    return "corrections" if status.state == "corrected" and not result.corrections else ""


def rectification_clause(library: Library) -> Faults:
    """A rectification names a clause of the edition in force."""
    for result, edition in governed(library):
        known = clause_ids(edition)
        for n, entry in enumerate(result.rectification):
            if entry.clause not in known:
                near = nearest(entry.clause, tuple(sorted(known)))
                place = library.result_at(result, "rectification", n, "clause")
                yield place, {"value": entry.clause, "near": near}


def rectification_accepted(library: Library) -> Faults:
    """An accepted rectification has its date of acceptance, and only such a one has."""
    for result in library.results:
        for n, entry in enumerate(result.rectification):
            if (entry.state == "accepted") != (entry.accepted is not None):
                yield library.result_at(result, "rectification", n), {}


def decision_grade(library: Library) -> Faults:
    """A decision gives a grade of the edition, and not to a result without one."""
    for result, edition in governed(library):
        if result.decision:
            known = ids_in(edition, "grades")
            if result.decision.grade not in known or result.no_grade:
                place = library.result_at(result, "decision", "grade")
                unknown = result.decision.grade not in known
                near = nearest(result.decision.grade, tuple(sorted(known))) if unknown else ""
                yield place, {"value": result.decision.grade, "near": near}


def correction_subject(library: Library) -> Faults:
    """A correction names ``total``, ``grade`` or a standard, and changes its value."""
    for result, edition in governed(library):
        for n, entry in enumerate(result.corrections):
            known = entry.of in ids_in(edition, "standards") or entry.of in ("total", "grade")
            if not known or entry.old == entry.new:
                place = library.result_at(result, "corrections", n)
                yield place, {"value": entry.of}


RULES_OF_ALL = (
    result_of_known_organization,
    result_of_assessed_year,
    result_missing,
)
RULES_OF_EACH = (
    status_order,
    status_explained,
    rectification_clause,
    rectification_accepted,
    decision_grade,
    correction_subject,
)
