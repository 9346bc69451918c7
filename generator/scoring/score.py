"""Score one organization's result under an edition."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import Any

from msgspec.structs import replace

from generator.model.clauses import Rule
from generator.model.edition import Edition, edition_for
from generator.model.methods import Method
from generator.model.result import MethodRecord, Occurrence, Organization, PeriodRecord, Result
from generator.model.scales import Level
from generator.scoring.adjustments import Base, score_adjustments, score_negative_cases
from generator.scoring.card import MethodScore, PeriodScore, Scorecard
from generator.scoring.events import Groups, best_choices, chosen, has_events, sum_of_rules
from generator.scoring.feeding import (
    add_weighted,
    compare,
    feed_methods,
    feeds_several,
    unbounded_total,
    weigh,
    weight_of,
)
from generator.scoring.grading import add_up_aspects, grade_card, unscored_card
from generator.scoring.mark import Mark
from generator.scoring.marks import marks
from generator.scoring.peers import NO_PEERS, Peers, gather, takes_part
from generator.scoring.points import HUNDRED, ZERO, clamp, rounded
from generator.scoring.standards import is_unscored
from generator.scoring.tally import AdjustmentScore, CaseScore, Tally

Tallies = tuple[Tally[AdjustmentScore], Tally[CaseScore]]


def score(
    edition: Edition, organization: Organization, result: Result, peers: Peers = NO_PEERS
) -> Scorecard:
    """Score a result and grade it, quotas left aside, under the edition as it is for its kind.

    The steps: the raw score of each method; adjustments and negative cases, which may be fed
    into a method; the weighted sum; the total, bounded and rounded; the grade. The data must
    have passed the checks. A result without a grade becomes a card without figures, and so does
    one whose veto leaves it unscored. An interim one has what is known so far, and no total.
    ``peers`` are those that methods compare with.
    """
    edition = edition_for(edition, organization.kind_in(result.year))
    if result.no_grade is not None:
        return Scorecard(edition, organization, result)
    if result.state == "interim":
        return _interim_card(edition, organization, result)
    if is_unscored(edition, result):
        return unscored_card(Scorecard(edition, organization, result))
    return grade_card(score_total(edition, organization, result, peers))


def _interim_card(edition: Edition, organization: Organization, result: Result) -> Scorecard:
    """Score what is known so far. Gates wait, since nobody knows the score that they look at."""
    kind, records = organization.kind_in(result.year), result.methods
    methods = [m for m in edition.methods if m.id in records]
    begun = [m for m in methods if records[m.id].periods or not m.periods]
    return Scorecard(
        edition,
        organization,
        result,
        methods=tuple(score_method(edition, method, kind, result) for method in begun),
        adjustments=score_adjustments(edition, result, lambda _: None),
        negative=score_negative_cases(edition, result),
    )


def find_peers(entries: Iterable[tuple[Edition, Organization, Result]]) -> Peers:
    """Find what is compared in the results of a year, each with its edition and organization."""
    scores = []
    for whole, organization, result in entries:
        kind = organization.kind_in(result.year)
        edition = edition_for(whole, kind)
        if takes_part(result) and not is_unscored(edition, result):
            for method in (method for method in edition.methods if method.relative):
                own = score_method(edition, method, kind, result)
                scores.append((method, kind, own.rounded))
    return gather(scores)


def score_total(
    edition: Edition, organization: Organization, result: Result, peers: Peers = NO_PEERS
) -> Scorecard:
    """Score a result as far as its total and its aspects, without a grade."""
    kind = organization.kind_in(result.year)
    unfed = [score_method(edition, m, kind, result) for m in edition.methods]
    if any(score.method.relative for score in unfed):
        unfed = [compare(edition, score, kind, peers) for score in unfed]
    adjusted, negative = _score_lists(edition, result, unfed)
    methods = feed_methods(edition, unfed, adjusted, negative)
    base = add_weighted(methods)
    unbounded = unbounded_total(base, adjusted, negative)
    bounded = clamp(unbounded, edition.total.floor, edition.total.ceiling)
    total = rounded(bounded, edition.rounding.total)
    return Scorecard(
        edition=edition,
        organization=organization,
        result=result,
        methods=methods,
        base=base,
        adjustments=adjusted,
        negative=negative,
        unbounded=unbounded,
        before_veto=total,
        total=total,
        aspects=add_up_aspects(methods),
        peers=peers,
    )


def _score_lists(edition: Edition, result: Result, methods: Sequence[MethodScore]) -> Tallies:
    """Score the adjustments and the negative cases of a result.

    ``methods`` are scored before anything is fed into them.
    """

    def base(target: str) -> Decimal:
        return next((score.raw for score in methods if score.method.id == target), weighted)

    weighted = add_weighted(methods)
    counted = None
    if feeds_several(edition) and has_events(result.adjustments + result.negative_cases):
        counted = _counted_by_total(edition, result, methods, base)
    return (
        score_adjustments(edition, result, base, counted),
        score_negative_cases(edition, result, counted),
    )


def _counted_by_total(
    edition: Edition, result: Result, methods: Sequence[MethodScore], base: Base
) -> frozenset[Occurrence]:
    """Return what counts of each event where points of different places weigh differently.

    Deductions and negative cases are chosen such that the total is lowest whatever bonuses count,
    and then bonuses such that it is highest; of choices that come to the same, those that weigh
    most.
    """

    def total(gain: Groups, loss: Groups, cases: Groups) -> Decimal:
        counted = chosen(gain, loss, cases)
        adjusted = score_adjustments(edition, result, base, counted)
        negative = score_negative_cases(edition, result, counted)
        fed = feed_methods(edition, methods, adjusted, negative)
        return unbounded_total(add_weighted(fed), adjusted, negative)

    bonuses = {a.id for a in edition.adjustments if a.direction == "bonus"}
    rules: dict[str, Rule] = {r.id: r for r in (*edition.adjustments, *edition.negative_cases)}
    recorded = result.adjustments
    gains = best_choices([entry for entry in recorded if entry.of in bonuses], rules)
    losses = best_choices([entry for entry in recorded if entry.of not in bonuses], rules)
    pairs = product(losses, best_choices(result.negative_cases, rules))
    loss, cases = min(
        pairs,
        key=lambda pair: (
            max(total(gain, *pair) for gain in gains),
            -sum([sum_of_rules(way, rules) for way in pair], ZERO),
        ),
    )
    gain = max(gains, key=lambda way: (total(way, loss, cases), sum_of_rules(way, rules)))
    return chosen(gain, loss, cases)


def score_method(edition: Edition, method: Method, kind: str, result: Result) -> MethodScore:
    """Score one method for an organization of a kind, before adjustments or cases feed it."""
    record = result.methods[method.id]
    if method.periods:
        return _score_periods(edition, method, kind, record, result.not_applicable)
    return _score_once(edition, method, kind, record, result.not_applicable)


def _score_periods(
    edition: Edition,
    method: Method,
    kind: str,
    record: MethodRecord,
    not_applicable: Mapping[str, str],
) -> MethodScore:
    """Score the mean of the raw scores of the periods that are recorded."""
    scored = {
        id: _score_once(edition, method, kind, recorded, not_applicable)
        for id, recorded in record.periods.items()
    }
    periods = tuple(
        PeriodScore(period, scored.get(period.id), record.without.get(period.id))
        for period in method.periods
    )
    scores = [period.score for period in periods if period.score]
    parts = {
        "periods": periods,
        "marks": tuple(mark for score in scores for mark in score.marks),
        "earned": sum([score.earned for score in scores], ZERO),
        "possible": sum([score.possible for score in scores], ZERO),
        "note": record.note,
    }
    return _score(
        edition, method, sum([score.raw for score in scores], ZERO) / len(scores), **parts
    )


def _score_once(
    edition: Edition,
    method: Method,
    kind: str,
    record: PeriodRecord,
    not_applicable: Mapping[str, str],
) -> MethodScore:
    """Score what a method recorded once."""
    if method.by == "levels":
        score = _score_level(edition, method, record.level or "")
        return score if record.note is None else replace(score, note=record.note)
    if method.by == "ballots":
        return _score_ballots(edition, method, record)
    if method.by == "scores":
        return _score_entered(edition, method, record)
    scored_marks = marks(edition, method, kind, record, not_applicable)
    return _score_marks(edition, method, scored_marks, record.note)


def _score(edition: Edition, method: Method, scored: Decimal, **parts: Any) -> MethodScore:
    """Work out the figures of a method; ``parts`` are the fields that say what they came from."""
    before, weight = rounded(scored, edition.rounding.raw), weight_of(method)
    raw = clamp(before, ZERO, method.highest)
    weighted = weigh(edition, method, raw)
    return MethodScore(method, scored, before, raw, weight, weighted, **parts)


@lru_cache(maxsize=1024)
def _score_level(edition: Edition, method: Method, level_id: str) -> MethodScore:
    level = next(level for level in _scale_levels(edition, method) if level.id == level_id)
    return _score(edition, method, level.points, level=level)


@lru_cache(maxsize=256)
def _scale_levels(edition: Edition, method: Method) -> tuple[Level, ...]:
    return next(scale.levels for scale in edition.scales if scale.id == method.scale)


def _score_ballots(edition: Edition, method: Method, record: PeriodRecord) -> MethodScore:
    """Score the mean of the levels' points, weighted by the ballots for each."""
    cast: Mapping[str, int] = record.ballots or {}
    ballots = tuple((level, cast.get(level.id, 0)) for level in _scale_levels(edition, method))
    points = sum([level.points * count for level, count in ballots], ZERO)
    mean = points / sum(cast.values())
    return _score(edition, method, mean, ballots=ballots, earned=points, note=record.note)


def _score_entered(edition: Edition, method: Method, record: PeriodRecord) -> MethodScore:
    """Score the mean of what graders entered, in percent of a full score.

    So many of the highest and of the lowest as the method says are dropped.
    """
    drop, entered = method.drop or 0, sorted(record.scores)
    kept = entered[drop : len(entered) - drop]
    earned, possible = sum(kept, ZERO), len(kept) * method.full_score
    dropped = (*entered[:drop], *entered[len(entered) - drop :])
    parts = {"kept": tuple(kept), "dropped": dropped, "note": record.note}
    return _score(
        edition, method, HUNDRED * earned / possible, earned=earned, possible=possible, **parts
    )


def _score_marks(
    edition: Edition, method: Method, scored_marks: tuple[Mark, ...], note: str | None
) -> MethodScore:
    """Score 100 × Σ marks ÷ Σ points of the standards that apply.

    What does not apply drops out, and the rest is scaled up.
    """
    earned = sum([mark.value or ZERO for mark in scored_marks], ZERO)
    possible = sum([mark.standard.points for mark in scored_marks if mark.value is not None], ZERO)
    parts = {"marks": scored_marks, "earned": earned, "possible": possible, "note": note}
    return _score(edition, method, HUNDRED * earned / possible, **parts)
