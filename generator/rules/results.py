"""Rules on a result as a whole: whose it is, its life, its follow-up."""

from collections.abc import Collection, Iterable
from itertools import pairwise
from pathlib import Path

from generator.dataset.library import Frame
from generator.model.clauses import Standard
from generator.model.result import Result, Status
from generator.problem import Place, nearest
from generator.rules.governed import GovernedResult
from generator.rules.ids import clause_ids, ids_in
from generator.rules.rule import Fault, Faults
from generator.rules.titles import in_words, titles_of

_NEXT_STATES = {
    "draft": ("notice",),
    "interim": ("interim", "draft", "notice", "final"),
    "notice": ("final", "review"),
    "final": ("review", "corrected"),
    "review": ("final", "corrected"),
    "corrected": ("review", "corrected"),
}


def result_of_known_organization(frame: Frame, result: Result) -> Faults:
    """A result file is named after an organization that existed in that year."""
    known = frame.known_organizations
    organization = known.get(result.organization)
    if organization and (organization.active_in(result.year) or organization.lives_backwards):
        return
    if known:
        near = nearest(result.organization, tuple(known)) if organization is None else ""
        yield Fault(frame.result_at(result), {"value": result.organization, "near": near})


def result_of_assessed_year(frame: Frame) -> Faults:
    """The folder of a result is a year that ``years.yml`` lists."""
    listed = {year.year for year in frame.years.years} if frame.years else set()
    seen: set[int] = set()
    for file in frame.result_files if frame.years else ():
        year = int(file.parent.name)
        if year not in listed and year not in seen:
            yield Fault(Place(file), {"year": year})
        seen.add(year)


def result_missing(frame: Frame) -> Faults:
    """Every organization that existed in an assessed year has a result file, if only to
    say why there is no grade; while the year is open, it may be missing."""
    organizations = frame.organizations.organizations if frame.organizations else ()
    waiting = {entry.path for entry in frame.waiting}
    meant = _meant_results(frame.result_files, frame.known_organizations)
    for n, year in enumerate(frame.years.years if frame.years else ()):
        folder = frame.results_folder / str(year.year)
        names = _names_in(folder)
        for organization in () if year.open else organizations:
            file = folder / f"{organization.id}.yml"
            there = file.name in names or file in meant or file in waiting
            if not there and organization.active_in(year.year) and not _exists(file):
                facts = {"organization": organization.id, "year": year.year}
                yield Fault(frame.years_at("years", n, "year"), facts)


def _meant_results(files: Iterable[Path], organizations: Collection[str]) -> set[Path]:
    """Return the files that misnamed results were probably meant to be."""
    misnamed = (file for file in files if file.stem not in organizations)
    known = tuple(organizations)
    return {file.with_name(f"{nearest(file.stem, known)}.yml") for file in misnamed}


def _names_in(folder: Path) -> frozenset[str]:
    """Return the names in a folder; none, if it cannot be listed."""
    try:
        return frozenset([path.name for path in folder.iterdir()])
    except OSError:
        return frozenset()


def _exists(file: Path) -> bool:
    """Tell whether there is something at a path, if only a link that leads nowhere."""
    return file.exists() or file.is_symlink()


def status_order(frame: Frame, result: Result) -> Faults:
    """A result's life goes interim → draft → notice → final → review → corrected; it may begin
    with any of the first four."""
    if (first := result.status[0].state) in ("review", "corrected"):
        place = frame.result_at(result, "status", 0, "state")
        yield Fault(place, {"state": first}, code="status-first")
    for n, (before, after) in enumerate(pairwise(result.status)):
        if after.state not in _NEXT_STATES[before.state]:
            facts = {"before": before.state, "after": after.state}
            yield Fault(frame.result_at(result, "status", n + 1, "state"), facts)


def status_dates_rise(frame: Frame, result: Result) -> Faults:
    """No state of a result is earlier than the one before it."""
    for n, (before, after) in enumerate(pairwise(result.status)):
        if after.date < before.date:
            facts = {"date": after.date, "earlier": before.date}
            yield Fault(frame.result_at(result, "status", n + 1, "date"), facts)


def status_in_time(governed: GovernedResult) -> Faults:
    """No step of a result's life lies before its year, and the first not more than two years
    after it."""
    year = governed.result.year
    for n, step in enumerate(governed.result.status):
        late = n == 0 and step.date.year > year + 2
        if late or step.date.year < year:
            yield Fault(governed.at("status", n, "date"), {"year": year})


def notice_described(frame: Frame, result: Result) -> Faults:
    """The public notice of a result is described in ``years.yml``, under its year."""
    years = frame.years.years if frame.years else None
    if years is None or any(year.notice and year.year == result.year for year in years):
        return
    for n, status in enumerate(result.status):
        if status.state == "notice":
            yield Fault(frame.result_at(result, "status", n), {"year": result.year})


def status_explained(frame: Frame, result: Result) -> Faults:
    """A review and a correction state their reason, a correction what was corrected."""
    for n, status in enumerate(result.status):
        if missing := _missing_explanation(result, status):
            facts = {"state": status.state, "wanted": missing}
            yield Fault(frame.result_at(result, "status", n), facts)


def _missing_explanation(result: Result, status: Status) -> str:
    """Name the field that would explain a status and is not there."""
    if status.state in ("review", "corrected") and status.reason is None:
        return "reason"
    return "corrections" if status.state == "corrected" and not result.corrections else ""


def rectification_clause(governed: GovernedResult) -> Faults:
    """A rectification names a clause of the edition in force."""
    known, standards = clause_ids(governed.edition), governed.edition.standards
    for n, entry in enumerate(governed.result.rectification):
        if entry.clause not in known:
            holder = next((s for s in standards if _has_situation(s, entry.clause)), None)
            near = holder.id if holder else nearest(entry.clause, tuple(sorted(known)))
            place = governed.at("rectification", n, "clause")
            yield Fault(place, {"value": entry.clause, "near": near})


def _has_situation(standard: Standard, id: str) -> bool:
    return any(situation.id == id for situation in standard.situations)


def rectification_accepted(frame: Frame, result: Result) -> Faults:
    """An accepted rectification has its date of acceptance, and only such a one has."""
    for n, entry in enumerate(result.rectification):
        if (entry.state == "accepted") != (entry.accepted is not None):
            yield Fault(frame.result_at(result, "rectification", n))


def followed_use(governed: GovernedResult) -> Faults:
    """What was done because of a result names a use of results of the edition in force."""
    known = ids_in(governed.edition, "use_of_results")
    for n, entry in enumerate(governed.result.followed):
        if entry.of not in known:
            near = nearest(entry.of, tuple(sorted(known)))
            yield Fault(governed.at("followed", n, "of"), {"value": entry.of, "near": near})


def decision_grade(governed: GovernedResult) -> Faults:
    """A decision gives a grade of the edition, and not to a result without one."""
    decision = governed.result.decision
    if decision is None:
        return
    place, grades = governed.at("decision", "grade"), titles_of(governed.edition.grades)
    facts = {"value": decision.grade, "known": in_words(grades)}
    if decision.grade not in grades:
        yield Fault(place, {**facts, "near": nearest(decision.grade, tuple(sorted(grades)))})
    elif governed.result.no_grade:
        yield Fault(place, facts, code="decision-without-grade")


def correction_subject(governed: GovernedResult) -> Faults:
    """A correction names ``total``, ``grade`` or a standard, and changes its value."""
    standards = ids_in(governed.edition, "standards")
    for n, entry in enumerate(governed.result.corrections):
        known = entry.of in standards or entry.of in ("total", "grade")
        if not known or entry.old == entry.new:
            yield Fault(governed.at("corrections", n), {"value": entry.of})
