"""Rules on figures: what was declared must be what the arithmetic gives."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.dataset.library import Frame
from generator.model.edition import Grade
from generator.model.result import Correction
from generator.problem import PathInFile, named
from generator.rules.rule import Fault, Faults
from generator.rules.titles import in_words, titles_of
from generator.scoring.card import Scorecard
from generator.scoring.mark import Mark
from generator.scoring.quotas import (
    counted_grades,
    kind_with_quotas,
    quota_grades,
    quota_groups,
    quota_places,
)
from generator.scoring.summary import CardSummary

_FIGURES = ("raw", "base", "adjustments", "negative", "total")
"""What can be declared of a result that is scored."""


def figures_declared(frame: Frame, card: Scorecard) -> Faults:
    """A result beyond a draft declares its total, if it has one, and its grade; one that a veto
    leaves unscored its grade and no figure, one without a grade nothing."""
    result, declared = card.result, card.result.declared
    place = frame.result_at(result, "declared")
    if result.no_grade is not None or card.interim:
        if declared is not None:
            yield Fault(place, code="figures-of-no-grade")
        return
    wanted = ("grade",) if card.total is None else ("total", "grade")
    missing = [field for field in wanted if getattr(declared, field, None) is None]
    if missing and result.state != "draft":
        yield Fault(place, {"fields": ", ".join(missing)})
    for field in _FIGURES if card.total is None else ():
        if getattr(declared, field, None) not in (None, {}):
            cases = {hold.case.id: hold.case.text for hold in card.holds if hold.case}
            facts = {"field": field, "cases": in_words(cases)}
            yield Fault(frame.result_at(result, "declared", field), facts, code="figure-unscored")


class DeclaredMark(NamedTuple):
    """A mark, the value that was declared for it, and the path of the declaration."""

    mark: Mark
    declared: Decimal
    path: PathInFile


def _declared_marks(card: Scorecard) -> Iterator[DeclaredMark]:
    for score in card.methods:
        periods = {period.period.id: period.score for period in score.periods}
        for path, record in card.result.methods[score.method.id].parts:
            declared, scored = record.marks, periods[str(path[1])] if path else score
            for mark in scored.marks if declared and scored else ():
                id = mark.standard.id
                if id in declared:
                    place = ("methods", score.method.id, *path, "marks", id)
                    yield DeclaredMark(mark, declared[id], place)


def mark_in_interval(frame: Frame, card: Scorecard) -> Faults:
    """A declared mark lies in 0 … points + the upper bound of its standard's interval."""
    for mark, declared, path in _declared_marks(card):
        if not 0 <= declared <= mark.top:
            yield Fault(frame.result_at(card.result, *path), {"value": declared, "top": mark.top})


def mark_recomputed(frame: Frame, card: Scorecard) -> Faults:
    """A declared mark is the mark that the findings give."""
    for mark, declared, path in _declared_marks(card):
        if declared != mark.value and 0 <= declared <= mark.top:
            facts = {"declared": declared, "computed": mark.value}
            yield Fault(frame.result_at(card.result, *path), facts)


def figure_recomputed(frame: Frame, card: Scorecard) -> Faults:
    """A declared figure is the one that the arithmetic gives; told once per result, at the
    first step where the two part."""
    if any(declared != mark.value for mark, declared, _ in _declared_marks(card)):
        return
    yield from _of_unknown_methods(frame, card)
    for step in _steps(card):
        if step.declared is not None and step.declared != step.computed:
            facts = {"step": step.name, "declared": step.declared, "computed": step.computed}
            facts["places"] = step.places
            code = "" if step.places is not None else "figure-exact"
            yield Fault(frame.result_at(card.result, "declared", *step.path), facts, code=code)
            return
    declared = card.result.declared
    if declared and declared.grade and card.grade and card.grade.id != declared.grade:
        yield _wrong_grade(frame, card, declared.grade)


def _of_unknown_methods(frame: Frame, card: Scorecard) -> Faults:
    titles = titles_of(score.method for score in card.methods)
    declared = card.result.declared
    for id in sorted(declared.raw.keys() - titles.keys() if declared and card.total else ()):
        facts = {"method": id, "known": in_words(titles)}
        place = frame.result_at(card.result, "declared").key("raw", id)
        yield Fault(place, facts, code="method-known")


class Step(NamedTuple):
    """A figure that can be declared: its name, its path below ``declared``, both values, and to
    how many places it is rounded, if it is."""

    name: str
    path: tuple[str, ...]
    declared: object
    computed: object
    places: int | None = None


def _steps(card: Scorecard) -> Iterator[Step]:
    """Yield the figures that can be declared, in the order of the arithmetic."""
    declared = card.result.declared
    if declared is None or card.total is None:
        return
    raw, rounding = dict(declared.raw), card.edition.rounding
    for score in card.methods:
        id = score.method.id
        step = Step(score.method.title, ("raw", id), raw.pop(id, None), score.raw, rounding.raw)
        yield step
    yield Step("base", ("base",), declared.base, card.base)
    yield Step("adjustments", ("adjustments",), declared.adjustments, card.adjustments.points)
    yield Step("negative", ("negative",), declared.negative, card.negative.points)
    yield Step("total", ("total",), declared.total, card.total, rounding.total)


def _wrong_grade(frame: Frame, card: Scorecard, declared: str) -> Fault:
    """Return the fault of a declared grade, with what made the grade another than the one by the
    total."""
    grades = titles_of(card.edition.grades)
    computed = card.grade.id if card.grade else ""
    facts = {
        "declared": named(declared, grades.get(declared, "")),
        "computed": named(computed, grades[computed]),
        "total": card.total,
    }
    code, holds = "grade-recomputed", card.effective_holds
    if card.result.decision:
        code = "grade-decided"
    elif holds:
        full = next((hold.full for hold in holds if hold.full), None)
        entries = [hold.limit or hold.case for hold in holds if not hold.full]
        facts["holds"] = in_words(titles_of(filter(None, entries)))
        facts["full"] = named(full.id, full.title) if full else ""
        code = "grade-beyond-quota" if full else "grade-held"
    return Fault(frame.result_at(card.result, "declared", "grade"), facts, code=code)


def quota_kept(frame: Frame, summaries: Sequence[CardSummary]) -> Faults:
    """Decisions give no more organizations a grade than its quota allows."""
    years: dict[int, list[CardSummary]] = defaultdict(list)
    for summary in summaries:
        years[summary.year].append(summary)
    for group in years.values():
        for kind, grades in quota_grades(group).items():
            own = [summary for summary in group if kind_with_quotas(summary) == kind]
            for grade in (grade for grade in grades if grade.quota):
                for among in quota_groups(own, grade):
                    yield from _beyond_quota(frame, among, grade)


def _beyond_quota(frame: Frame, among: Sequence[CardSummary], grade: Grade) -> Faults:
    counted = counted_grades(among[0].edition, grade)
    graded = [summary for summary in among if summary.grade and summary.grade.id in counted]
    places = quota_places(among, grade)
    for summary in graded if len(graded) > places else ():
        if summary.decision and summary.grade and summary.grade.id == grade.id:
            file = summary.year, summary.organization.id
            place = frame.place_of_result(*file, "decision", "grade")
            yield Fault(place, {"grade": grade.title, "places": places})


def correction_is_current(frame: Frame, card: Scorecard) -> Faults:
    """The new value of the last correction of a figure is the value that the result has
    now."""
    last = {entry.of: (n, entry) for n, entry in enumerate(card.result.corrections)}
    for n, entry in last.values():
        current = _current_values(card, entry)
        if current and entry.new not in current:
            facts = {"declared": entry.new, "computed": ", ".join(map(str, current))}
            yield Fault(frame.result_at(card.result, "corrections", n, "new"), facts)


def _current_values(card: Scorecard, entry: Correction) -> list[Decimal | str | None]:
    """Return the values that a card has of what was corrected: a standard may have several."""
    if entry.of == "total":
        return [card.total]
    if entry.of == "grade":
        return [card.grade.id] if card.grade else []
    marks = (mark for score in card.methods for mark in score.marks)
    return [mark.value for mark in marks if mark.standard.id == entry.of]
