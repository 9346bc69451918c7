"""Rules on figures: what was declared must be what the arithmetic gives."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.dataset.library import Frame
from generator.model.edition import Grade
from generator.model.result import Correction, Declared
from generator.problem import PathInFile
from generator.rules.rule import Fault, Faults
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


def figures_declared(frame: Frame, card: Scorecard) -> Faults:
    """A result beyond a draft declares its total, if it has one, and its grade; one without a
    grade declares neither."""
    declared = card.result.declared
    if card.grade is None and card.total is None:
        wrong = declared is not None
    else:
        given = (
            declared
            and declared.grade is not None
            and (declared.total is None) is (card.total is None)
        )
        wrong = not given and card.result.state != "draft"
    if wrong:
        yield Fault(frame.result_at(card.result, "declared"))


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
    for step in _steps(card):
        if step.declared is not None and step.declared != step.computed:
            facts = {"step": step.name, "declared": step.declared, "computed": step.computed}
            yield Fault(frame.result_at(card.result, "declared", *step.path), facts)
            return


class Step(NamedTuple):
    """A figure that can be declared: its name, its path below ``declared``, and both values."""

    name: str
    path: tuple[str, ...]
    declared: object
    computed: object


def _steps(card: Scorecard) -> Iterator[Step]:
    """Yield the figures that can be declared, in the order of the arithmetic."""
    declared = card.result.declared
    if declared is None:
        return
    if card.total is not None:
        yield from _steps_to_total(card, declared)
    if card.grade and card.grade.id != declared.grade:
        yield Step("grade", ("grade",), declared.grade, f"{card.grade.id}{_reasons(card)}")


def _steps_to_total(card: Scorecard, declared: Declared) -> Iterator[Step]:
    raw = dict(declared.raw)
    for score in card.methods:
        id = score.method.id
        yield Step(score.method.title, ("raw", id), raw.pop(id, None), score.raw)
    for id in sorted(raw):
        yield Step(id, ("raw", id), raw[id], "—")
    yield Step("base", ("base",), declared.base, card.base)
    yield Step("adjustments", ("adjustments",), declared.adjustments, card.adjustments.points)
    yield Step("negative", ("negative",), declared.negative, card.negative.points)
    yield Step("total", ("total",), declared.total, card.total)


def _reasons(card: Scorecard) -> str:
    """Say what made the grade another than the one by the total."""
    if card.result.decision:
        return " ← decision"
    reasons = [hold.reason for hold in card.effective_holds]
    by_cutoff = card.by_cutoff.id if card.by_cutoff else ""
    return f" ← {', '.join(reasons)} ← {by_cutoff}" if reasons else ""


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
