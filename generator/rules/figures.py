"""Rules on figures: what was declared must be what the arithmetic gives."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from generator.dataset.library import Library
from generator.model.edition import Grade
from generator.model.result import Correction
from generator.rules.rule import Fault, Faults
from generator.scoring.card import Mark, Scorecard
from generator.scoring.quotas import quota_groups, quota_places
from generator.scoring.summary import CardSummary

FigureRule = Callable[[Library, Iterable[Scorecard]], Faults]
SummaryRule = Callable[[Library, Iterable[CardSummary]], Faults]


def figures_declared(library: Library, cards: Iterable[Scorecard]) -> Faults:
    """A result beyond a draft declares its total and its grade; one without a grade
    declares neither."""
    for card in cards:
        declared = card.result.declared
        if card.total is None:
            wrong = declared is not None
        else:
            figures = declared and declared.total is not None and declared.grade is not None
            wrong = not figures and card.result.state != "draft"
        if wrong:
            yield library.result_at(card.result, "declared"), {}


def mark_in_interval(library: Library, cards: Iterable[Scorecard]) -> Faults:
    """A declared mark lies in 0 … points + the upper bound of its standard's interval."""
    for card in cards:
        for method, mark, declared in _declared_marks(card):
            if not 0 <= declared <= mark.top:
                place = library.result_at(card.result, "methods", method, "marks", mark.standard.id)
                yield place, {"value": declared, "top": mark.top}


def mark_recomputed(library: Library, cards: Iterable[Scorecard]) -> Faults:
    """A declared mark is the mark that the findings give."""
    for card in cards:
        for method, mark, declared in _declared_marks(card):
            if declared != mark.value and 0 <= declared <= mark.top:
                place = library.result_at(card.result, "methods", method, "marks", mark.standard.id)
                yield place, {"declared": declared, "computed": mark.value}


def _declared_marks(card: Scorecard) -> Iterator[tuple[str, Mark, Decimal]]:
    for score in card.methods:
        declared = card.result.methods[score.method.id].marks
        for mark in score.marks if declared else ():
            if mark.standard.id in declared:
                yield score.method.id, mark, declared[mark.standard.id]


def figure_recomputed(library: Library, cards: Iterable[Scorecard]) -> Faults:
    """A declared figure is the one that the arithmetic gives; told once per result, at the
    first step where the two part."""
    for card in cards:
        if all(declared == mark.value for _, mark, declared in _declared_marks(card)):
            yield from _first_difference(library, card)


def _first_difference(library: Library, card: Scorecard) -> Iterator[Fault]:
    """The first declared figure, in the order of the arithmetic, that is not the computed
    one."""
    for path, step, declared, computed in _steps(card):
        if declared is not None and declared != computed:
            place = library.result_at(card.result, "declared", *path)
            yield place, {"step": step, "declared": declared, "computed": computed}
            return


Step = tuple[tuple[str, ...], str, object, object]


def _steps(card: Scorecard) -> Iterator[Step]:
    """Path, name, declared and computed value of each figure that can be declared."""
    declared = card.result.declared
    if declared is None or card.total is None:
        return
    raw = dict(declared.raw)
    for score in card.methods:
        id = score.method.id
        yield ("raw", id), score.method.title, raw.pop(id, None), score.raw
    for id in sorted(raw):
        yield ("raw", id), id, raw[id], "—"
    yield ("base",), "base", declared.base, card.base
    yield ("adjustments",), "adjustments", declared.adjustments, card.adjustments.points
    yield ("negative",), "negative", declared.negative, card.negative.points
    yield ("total",), "total", declared.total, card.total
    if card.grade and card.grade.id != declared.grade:
        yield ("grade",), "grade", declared.grade, f"{card.grade.id}{_why(card)}"


def _why(card: Scorecard) -> str:
    """What made the grade another than the one by the total: cases, limits, quota, decision."""
    if card.result.decision:
        return " ← decision"
    reasons = [hold.reason for hold in card.effective_holds]
    by_cutoff = card.by_cutoff.id if card.by_cutoff else ""
    return f" ← {', '.join(reasons)} ← {by_cutoff}" if reasons else ""


def quota_kept(library: Library, summaries: Iterable[CardSummary]) -> Faults:
    """Decisions give no more organizations a grade than its quota allows."""
    years: dict[int, list[CardSummary]] = {}
    for summary in summaries:
        years.setdefault(summary.year, []).append(summary)
    for group in years.values():
        for grade in (grade for grade in group[0].edition.grades if grade.quota):
            for among in quota_groups(group, grade):
                yield from _beyond_quota(library, among, grade)


def _beyond_quota(library: Library, among: list[CardSummary], grade: Grade) -> Faults:
    decided = [one for one in among if one.decision and one.grade is grade]
    places = quota_places(among, grade)
    if len([one for one in among if one.grade is grade]) > places:
        for one in decided:
            place = library.place_of_result(one.year, one.organization.id, "decision", "grade")
            yield place, {"grade": grade.title, "places": places}


def correction_is_current(library: Library, cards: Iterable[Scorecard]) -> Faults:
    """The new value of the last correction of a figure is the value that the result has
    now."""
    for card in cards:
        last = {entry.of: (n, entry) for n, entry in enumerate(card.result.corrections)}
        for n, entry in last.values():
            current = _current(card, entry)
            if current and entry.new not in current:
                place = library.result_at(card.result, "corrections", n, "new")
                values = ", ".join(str(value) for value in current)
                yield place, {"declared": entry.new, "computed": values}


def _current(card: Scorecard, entry: Correction) -> list[Decimal | str | None]:
    if entry.of == "total":
        return [card.total]
    if entry.of == "grade":
        return [card.grade.id] if card.grade else []
    marks = (mark for score in card.methods for mark in score.marks)
    return [mark.value for mark in marks if mark.standard.id == entry.of]


RULES_OF_EACH: tuple[FigureRule, ...] = (
    figures_declared,
    mark_in_interval,
    mark_recomputed,
    figure_recomputed,
    correction_is_current,
)
RULES_OF_ALL: tuple[SummaryRule, ...] = (quota_kept,)
"""Those that compare the results of a year."""

RULES: tuple[FigureRule | SummaryRule, ...] = (
    *RULES_OF_EACH[:-1],
    *RULES_OF_ALL,
    *RULES_OF_EACH[-1:],
)
