"""Try the changes of an import with all other data: what would be wrong, missing, or published
otherwise without a word."""

from collections.abc import Mapping
from typing import Any

from generator.cells.columns import Cell, value_at
from generator.dataset.trial import Outcome, Trial
from generator.gates.silent_changes import silent_changes
from generator.problem import Problem
from generator.rules.gaps import gather_gaps
from generator.rules.recorded import BEGUN, state_of
from generator.workbook.ballots import ballots_missing
from generator.workbook.drafts import CellProblem, Data, Draft
from generator.workbook.plan import Options, Plan, at_cell
from generator.workbook.subject import Subject

_MISSING = {
    "ballots-cast",
    "figures-declared",
    "mark-entered",
    "method-recorded",
    "not-filled-in",
    "record-filled-in",
    "required-recorded",
    "scores-enough",
    "standard-judged",
}
"""The problems of a draft that may only say what is still missing in it."""


def try_changes(
    drafts: Mapping[str, Draft], subject: Subject, trial: Trial, options: Options, plan: Plan
) -> None:
    """Check all data with the changes; with ``partial``, changes with problems are taken back, and
    those that are left are tried again."""
    while plan.changes:
        outcome = trial.outcome({change.file: change.text for change in plan.changes})
        wrong = _problems_of_changes(outcome, drafts, subject, plan)
        if subject.kind == "results":
            wrong += _silent_changes(outcome, drafts, subject, plan)
        plan.problems += wrong
        if not (wrong and options.partial):
            _blame(outcome, drafts, trial, subject, plan)
            return
        owners = {problem.owner for problem in wrong}
        plan.changes = [change for change in plan.changes if change.owner not in owners]


def _problems_of_changes(
    outcome: Outcome, drafts: Mapping[str, Draft], subject: Subject, plan: Plan
) -> list[CellProblem]:
    """Return the problems of the files that change; what drafts lack is only counted, but for
    counts of ballots of which others are there, which are noted."""
    by_file = {change.file: drafts[change.owner] for change in plan.changes}
    own = [(p, by_file[p.place.file]) for p in outcome.problems if p.place.file in by_file]
    left = [(p, by_file[p.place.file]) for p in outcome.gaps if p.place.file in by_file]
    wrong = [part for part in own if not _is_missing(*part)]
    missing = [*(part for part in own if _is_missing(*part)), *left]
    plan.missing = len(missing)
    plan.notes += filter(None, (ballots_missing(*part, subject.edition) for part in missing))
    return [ballots_missing(*part, subject.edition) or at_cell(*part) for part in wrong]


def _is_missing(problem: Problem, draft: Draft) -> bool:
    """Tell whether a problem says only that a draft is not complete yet."""
    value = value_at(draft.data, problem.place.path)
    there = value is not None and not isinstance(value, dict | tuple)
    return state_of(draft.data) in BEGUN and problem.code in _MISSING and not there


def _silent_changes(
    outcome: Outcome, drafts: Mapping[str, Draft], subject: Subject, plan: Plan
) -> list[CellProblem]:
    """Return a problem for each total or grade, final or under review, that changes without a
    correction, by the rule for what is published.

    That a final result is withdrawn is noted: it may have been entered by mistake.
    """
    cards = {(card.year, card.organization.id): card for card in outcome.assessment.cards}
    found: list[CellProblem] = []
    for change in plan.changes:
        draft = drafts[change.owner]
        old, new = (
            _document(data, subject, change.owner) for data in (change.before, change.after)
        )
        card = cards.get((old["year"], change.owner))
        if card and card.grade:
            new |= {"total": card.total, "grade": {"id": card.grade.id}}
        for finding in silent_changes(old, new):
            figure = "grade" if finding.kind == "changed-grade" else "total"
            place = draft.cell_at(("declared", figure))
            facts = {name: _in_words(fact, subject) for name, fact in finding.facts.items()}
            told = CellProblem(finding.kind, place or Cell(""), facts, change.owner)
            (plan.notes if finding.kind == "withdrawn-score" else found).append(told)
    return found


def _document(data: Data, subject: Subject, owner: str) -> dict[str, Any]:
    """Return what a record declares as the document of its scorecard says it."""
    grade = value_at(data, ("declared", "grade"))
    return {
        "year": int(subject.name),
        "organization": {"name": subject.vocabulary.names.get(owner, owner)},
        "total": value_at(data, ("declared", "total")),
        "grade": {"id": grade} if grade else None,
        "state": state_of(data),
        "status": data.get("status", ()),
        "corrections": data.get("corrections", ()),
    }


def _in_words(fact: object, subject: Subject) -> object:
    """Return the title of a grade; any other fact as it is."""
    return subject.vocabulary.entries("grades").titles.get(str(fact), fact)


def _blame(
    outcome: Outcome, drafts: Mapping[str, Draft], trial: Trial, subject: Subject, plan: Plan
) -> None:
    """Tell the problems of other files that there were not before; nothing can be written then.

    Where a result that changes had a problem before, its year had no grades, so that nobody can
    tell what is new in others.
    """
    files = {change.file for change in plan.changes}
    others = [problem for problem in outcome.problems if problem.place.file not in files]
    before = trial.outcome({}).problems if others else ()
    if subject.kind == "results" and any(problem.place.file in files for problem in before):
        return
    new = gather_gaps(outcome.assessment.library, [p for p in others if p not in before])
    owners = {subject.file(owner): draft for owner, draft in drafts.items()}
    for problem in new:
        draft = owners.get(problem.place.file)
        if draft and draft.cells and subject.kind == "results":
            plan.problems.append(at_cell(problem, draft))
        else:
            plan.others.append(problem)
    plan.blocked = bool(new)
