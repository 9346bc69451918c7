"""Sum up what scorecards say about clauses, so that the sums of several groups can be added.

An organization has one card in a year, and a standard applies to it under all methods that score
it or under none. Cards and marks are therefore counted without remembering organizations.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from generator.analysis.clause_sums import Bound, YearSum
from generator.model.clauses import Rule
from generator.model.result import Occurrence
from generator.scoring.card import MethodScore, Scorecard
from generator.scoring.points import ZERO, quotient, rounded, times_happened
from generator.scoring.standards import standards_of
from generator.scoring.tally import AdjustmentScore, CaseScore

PLACES = 4
"""The decimal places of what is summed up for correlations."""


def sums_by_year(cards: Iterable[Scorecard]) -> dict[int, YearSum]:
    """Sum up what cards say about clauses, year by year."""
    years: dict[int, list[Scorecard]] = defaultdict(list)
    for card in cards:
        years[card.year].append(card)
    return {year: sum_year(group) for year, group in years.items()}


def sum_year(cards: Iterable[Scorecard]) -> YearSum:
    """Sum up what cards of one year say about clauses; a card without a total says nothing."""
    year = YearSum()
    touched = Counter[str]()
    for card in cards:
        if card.total is not None:
            year.cards += 1
            _add_moments(year, card, rounded(card.total, PLACES))
            lost = {id for score in card.methods for id in _add_marks(year, score)}
            touched.update(lost.union(_add_cases(year, card)))
            _add_records(year, card)
            if card.edition.whole is not card.edition:
                _add_varied(year, card)
    for id, times in touched.items():
        year.clauses[id].touched = times
    return year


def _add_moments(year: YearSum, card: Scorecard, total: Decimal) -> None:
    """Add the total of a card, and what each standard cost it."""
    year.totals += total
    year.total_squares += total * total
    costs: dict[str, Decimal] = {}
    off: set[str] = set()
    for score in card.methods:
        for mark in score.marks:
            if mark.value is None:
                off.add(mark.standard.id)
            elif lost := mark.lost:
                cost = quotient(lost * score.clause_weight, score.possible, PLACES)
                costs[mark.standard.id] = costs.get(mark.standard.id, ZERO) + cost
    for id, cost in costs.items():
        moments = year.moments[id]
        moments.cost += cost
        moments.squares += cost * cost
        moments.products += cost * total
    for id in off:
        year.moments[id].off += total
        year.moments[id].off_squares += total * total


def _add_marks(year: YearSum, score: MethodScore) -> list[str]:
    """Add the marks of a method that are not full; return the standards that lost points.

    Of a method with periods, a standard counts once, by the mean of its marks.
    """
    lost, times = [], len(score.raws) or 1
    once = len(score.marks) // times
    for n, mark in enumerate(score.marks):
        standard, value = mark.standard, mark.value
        if value == standard.points:
            continue
        clause = year.clauses[standard.id]
        if value is None:
            clause.off += n < once
        elif points := mark.lost:
            lost.append(standard.id)
            clause.lost += _share(points, times)
            clause.weighted[score.possible] += points * score.clause_weight
            clause.won += _share(mark.attainable - standard.points, times)
        else:
            clause.won += _share(value - standard.points, times)
    return lost


def _share(points: Decimal, times: int) -> Decimal:
    return points if times == 1 else quotient(points, Decimal(times), PLACES)


def _add_varied(year: YearSum, card: Scorecard) -> None:
    """Add what a card of a kind for which its edition differs has otherwise than the others."""
    whole, scored = card.edition.whole, {score.method.id: score for score in card.methods}
    for method in whole.methods:
        for n, standard in enumerate(standards_of(whole, method)):
            clause = year.clauses[standard.id]
            if method.id not in scored:
                clause.off += 1
                continue
            mark = scored[method.id].marks[n]
            if mark.value is not None:
                clause.extra += mark.standard.points - standard.points


def _add_cases(year: YearSum, card: Scorecard) -> list[str]:
    """Add the negative cases of a card; return those that cost points.

    A case whose event counts under another case happened, but costs nothing.
    """
    costly: list[str] = []
    for score in card.negative.scores:
        clause = year.clauses[score.case.id]
        clause.recorded += bool(score.happened)
        clause.times += score.happened
        if score.points:
            costly.append(score.case.id)
            clause.lost += score.points
            clause.deducted += Fraction(card.worth_of(score.case)) * Fraction(score.points)
    return costly


def _add_records(year: YearSum, card: Scorecard) -> None:
    """Add what happened on a card, and which bounds took effect; each counts once."""
    moved = [mark for score in card.methods for mark in score.marks if mark.movements]
    moves = [move for mark in moved for move in mark.movements]
    adjusted, cases = card.adjustments, card.negative
    recorded: list[tuple[Rule, tuple[Occurrence, ...]]] = [
        *((move.situation, move.occurrences + move.elsewhere) for move in moves),
        *((score.adjustment, score.occurrences + score.elsewhere) for score in adjusted.scores),
    ]
    year.recorded.update({rule.id for rule, found in recorded if times_happened(rule, found)})
    held = {Bound(mark.bound, mark.standard.id) for mark in moved if mark.bound}
    held.update(Bound("cap", move.situation.id) for move in moves if move.capped)
    counted = (score for score in adjusted.scores if score.unused is None)
    scores: list[AdjustmentScore | CaseScore] = [*counted, *cases.scores]
    held.update(Bound("cap", score.rule.id) for score in scores if score.gross != score.points)
    for limited in (*adjusted.limits, *cases.limits):
        held.add(Bound(limited.kind, limited.group.id if limited.group else ""))
    if adjusted.bounded:
        held.add(Bound("adjusting"))
    if cases.bounded:
        held.add(Bound("negative_list"))
    if card.bounded:
        held.add(Bound("total"))
    year.held.update(held)
