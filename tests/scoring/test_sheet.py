"""Marks that are put on a common sheet are those that each standard gives by itself."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from builders import (
    LEVELS,
    MARKS,
    card_of,
    edition,
    mark_of,
    n,
    occurrence,
    result,
    situation,
    standard,
)

from generator.dataset.assessment import Assessment
from generator.model.clauses import Points, Standard
from generator.model.edition import Edition
from generator.model.methods import Rounding
from generator.model.result import MethodRecord
from generator.scoring.card import Scorecard
from generator.scoring.mark import AspectScore, Mark, Movement
from generator.scoring.points import (
    ZERO,
    capped,
    clamp,
    group_by_rule,
    rounded,
    worth,
    worth_of_level,
)
from generator.scoring.standards import applies, standards_of


def one_by_one(card: Scorecard) -> Iterator[tuple[Mark, ...]]:
    """The marks of each method, every one worked out for this card alone."""
    for method in card.edition.methods if card.methods else ():
        record = card.result.methods[method.id]
        standards = standards_of(card.edition, method)
        yield tuple(alone(card, one, record) for one in standards)


def alone(card: Scorecard, one: Standard, record: MethodRecord) -> Mark:
    if not applies(one, card.organization, card.result):
        return Mark(one, None, not_applicable=card.result.not_applicable.get(one.id, ""))
    if one.judged:
        return by_level(card.edition, one, record.levels[one.id])
    movements = tuple(movements_of(one, record))
    moved = sum((movement.points for movement in movements), ZERO)
    bounded = clamp(moved, one.lower, one.upper)
    value = clamp(one.points + bounded, ZERO, one.points + one.upper)
    return Mark(one, rounded(value, card.edition.rounding.mark), movements, moved, bounded)


def by_level(one: Edition, judged: Standard, id: str) -> Mark:
    levels = {scale.id: scale.levels for scale in one.scales}
    known = judged.rubric or levels[judged.scale or ""]
    marks = {level.id: rounded(worth_of_level(level, judged), one.rounding.mark) for level in known}
    level = next(level for level in known if level.id == id)
    best = min(max(marks.values()), judged.starts_at)
    return Mark(judged, marks[id], level=level, best=best)


def movements_of(one: Standard, record: MethodRecord) -> Iterator[Movement]:
    found = group_by_rule(record.findings)
    for sign, situations in ((1, one.bonus), (-1, one.deductions)):
        for rule in situations:
            if rule.id in found:
                gross = worth(rule, found[rule.id], one.points)
                yield Movement(rule, found[rule.id], sign * gross, sign * capped(gross, rule))


def summed(card: Scorecard) -> dict[str, AspectScore]:
    """The aspects, added up mark by mark."""
    sums: dict[str, AspectScore] = {}
    for mark in (mark for score in card.methods for mark in score.marks):
        if mark.value is not None:
            id = mark.standard.aspect
            before = sums.get(id, AspectScore(id, ZERO, ZERO))
            earned, possible = before.earned + mark.value, before.possible + mark.standard.points
            sums[id] = AspectScore(id, earned, possible)
    return sums


def assert_same(card: Scorecard) -> None:
    """Compared as written, since 1.0 equals 1 but is printed otherwise."""
    marks = tuple(score.marks for score in card.methods)
    assert repr(marks) == repr(tuple(one_by_one(card)))
    assert repr(list((card.aspects or {}).items())) == repr(list(summed(card).items()))


def test_all_marks_of_the_sample_are_those_of_each_standard_alone(sample: Assessment) -> None:
    for card in sample.cards:
        assert_same(card)


def test_all_marks_of_small_schemes_are_those_of_each_standard_alone(
    tiny: Assessment, deductions: Assessment
) -> None:
    for card in (*tiny.cards, *deductions.cards):
        assert_same(card)


TABLE: Points = {"national": n("3"), "local": {"award": n("1.50")}}
STANDARDS = (
    standard(
        "s1", bonus=(situation("b", n("0.5")),), deductions=(situation("d", n("1.0"), cap=2),)
    ),
    standard("s2", aspect="study", deductions=(situation("steps", (n("2"), n("0.0"))),)),
    standard("s3", deductions=(situation("whole", "all"), situation("table", TABLE))),
    standard("s4", scale="levels", applies_to=("branch",)),
    standard(
        "s5",
        aspect="study",
        deductions=(
            situation("ratio", thresholds=({"below": n("80"), "points": n("2.50")},)),
            situation("other", n("1")),
        ),
    ),
)
FINDINGS = {
    "nothing": (),
    "one": (occurrence("d"),),
    "as often as is usual": (occurrence("steps", count=9),),
    "more often than is usual": (occurrence("steps", count=10), occurrence("d", count=400)),
    "twice on its own": (occurrence("b"), occurrence("b", count=3)),
    "a bonus after a deduction": (occurrence("d"), occurrence("b")),
    "everything": (occurrence("whole", count=2),),
    "by table": (occurrence("table", tier="local", kind="award", count=2),),
    "by another row": (occurrence("table", tier="national"),),
    "a ratio missed": (occurrence("ratio", part=3, whole=4),),
    "a ratio reached": (occurrence("ratio", value=n("80")), occurrence("other")),
    "a ratio missed twice": (
        occurrence("ratio", part=0, whole=4),
        occurrence("ratio", value=n("1")),
    ),
    "what no standard knows": (occurrence("nowhere"), occurrence("d")),
}


@pytest.mark.parametrize("findings", FINDINGS.values(), ids=FINDINGS.keys())
@pytest.mark.parametrize("off", [{}, {"s1": "无"}, {"s4": "无", "s5": "无", "s9": "无"}])
@pytest.mark.parametrize("kind", ["branch", "committee", "unheard-of"])
@pytest.mark.parametrize("places", [None, 2])
def test_marks_are_those_of_each_standard_alone(
    findings: tuple[object, ...], off: dict[str, str], kind: str, places: int | None
) -> None:
    one = edition(standards=STANDARDS, rounding=Rounding(raw=2, total=2, mark=places))
    record = {
        "marks": MethodRecord.model_validate({"findings": findings, "levels": {"s4": "high"}})
    }
    for _ in range(2):  # first worked out, then remembered
        assert_same(card_of(one, result(methods=record, not_applicable=off), kind))


def test_a_situation_that_is_moved_within_its_cap_tells_what_it_was_before() -> None:
    one = standard(deductions=(situation("d", n("1.5"), cap=n("2")),))
    for _ in range(2):
        (movement,) = mark_of(one, occurrence("d", count=2)).movements
        assert (movement.gross, movement.points, movement.capped) == (n("-3.0"), n("-2"), True)


def test_two_organizations_with_one_finding_keep_their_own_notes() -> None:
    one = edition(standards=(standard(deductions=(situation("d", n("1")),)),))
    cards = [card_of(one, result(occurrence("d", note=note))) for note in ("甲", "乙")]
    notes = [card.methods[0].marks[0].movements[0].occurrences[0].note for card in cards]
    assert notes == ["甲", "乙"]


def test_a_mark_that_nothing_moves_is_one_value_for_all_organizations() -> None:
    one = edition(standards=(standard("s1"), standard("s2", scale="levels")))
    first, second = (
        card_of(one, result(levels={"s2": "low"}, organization=id)).methods[0].marks
        for id in ("one", "two")
    )
    assert all(mark is other for mark, other in zip(first, second, strict=True))


def test_an_aspect_without_marks_that_apply_is_not_told() -> None:
    standards = (standard("s1"), standard("s2", aspect="study"))
    card = card_of(edition(standards=standards), result(not_applicable={"s2": "无"}))
    assert list(card.aspects or {}) == ["work"]


def test_sums_keep_the_places_of_their_parts() -> None:
    """A mark of 0 counts with its places for an aspect, and without them for a method."""
    standards = (standard("s1"), standard("s2", scale="levels"))
    rounding = Rounding(raw=2, total=2, mark=2)
    one = edition(standards=standards, rounding=rounding, scales=(LEVELS,), methods=(MARKS,))
    card = card_of(one, result(levels={"s2": "low"}))
    assert str((card.aspects or {})["work"].earned) == "10.00"
    assert [str(mark.value) for mark in card.methods[0].marks] == ["10.00", "0.00"]
    assert Decimal(10) == card.methods[0].earned
