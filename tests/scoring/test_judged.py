"""A judged standard: a level's share of its points, or the points of its rubric."""

import pytest
from builders import mark_of, n, standard, value_of

from generator.model.clauses import RubricLevel
from generator.model.methods import Rounding

RUBRIC = (
    RubricLevel(id="full", points=n("2"), text="做到"),
    RubricLevel(id="part", points=n("1"), text="部分做到"),
    RubricLevel(id="none", points=n("0"), text="没有做到"),
)


@pytest.mark.parametrize(("level", "mark"), [("full", "2"), ("part", "1"), ("none", "0")])
def test_a_rubric_gives_the_points_of_the_chosen_step(level: str, mark: str) -> None:
    assert value_of(standard(points="2", rubric=RUBRIC), level=level) == n(mark)


@pytest.mark.parametrize(("level", "mark"), [("high", "2.85"), ("middle", "2.25"), ("low", "0")])
def test_a_scale_gives_a_share_of_the_points(level: str, mark: str) -> None:
    assert value_of(standard(points="3", scale="levels"), level=level) == n(mark)


def test_a_share_stays_exact_unless_marks_are_rounded() -> None:
    one = standard(points="0.33", scale="levels")  # 95 % of 0.33 = 0.3135
    assert value_of(one, level="high") == n("0.3135")
    rounding = Rounding(raw=2, total=2, mark=2)
    assert mark_of(one, level="high", rounding=rounding).value == n("0.31")


def test_the_mark_tells_the_level_that_was_given() -> None:
    level = mark_of(standard(points="3", scale="levels"), level="middle").level
    assert level is not None
    assert level.id == "middle"


@pytest.mark.parametrize(("level", "lost"), [("high", "0"), ("middle", "0.60"), ("low", "2.85")])
def test_the_best_level_loses_nothing_and_others_what_it_gives_more(level: str, lost: str) -> None:
    mark = mark_of(standard(points="3", scale="levels"), level=level)
    assert (mark.attainable, mark.lost) == (n("2.85"), n(lost))


def test_a_judged_standard_moves_by_nothing() -> None:
    mark = mark_of(standard(points="2", rubric=RUBRIC), level="part")
    assert (mark.movements, mark.moved, mark.bound, mark.lost) == ((), n("0"), None, n("1"))
