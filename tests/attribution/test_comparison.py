"""Rows are reckoned in decimals over one denominator; the same in plain fractions, slowly."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest
from builders import card_of, edition, n, result, standard

from generator.attribution.rows import Row
from generator.attribution.split import Attribution, attribution
from generator.dataset.assessment import Assessment
from generator.model.methods import Rounding
from generator.model.scales import Level, Scale
from generator.scoring.card import MethodScore, Scorecard

BOOKS = ["sample", "tiny"]


@pytest.fixture(scope="module", params=BOOKS)
def splits(request: pytest.FixtureRequest) -> list[Attribution]:
    """The change between every two results of one organization."""
    book = request.getfixturevalue(request.param)
    assert isinstance(book, Assessment)
    pairs = [pair for cards in book.by_organization.values() for pair in product(cards, cards)]
    found = [attribution(*pair) for pair in pairs]
    return [one for one in found if isinstance(one, Attribution)]


def worth(score: MethodScore, weight: Fraction) -> dict[str, Fraction]:
    """By how much each standard of a method moves the total, at a weight."""
    share = weight / Fraction(score.possible)
    return {mark.standard.id: share * Fraction(mark.difference) for mark in score.marks}


def moved(a: MethodScore, b: MethodScore) -> dict[str, Fraction]:
    """By how much more than before, at the later weight; what moved nothing is left out."""
    before, after = (worth(score, Fraction(b.weight)) for score in (a, b))
    found = {id: after.get(id, Fraction(0)) - before.get(id, Fraction(0)) for id in before | after}
    return {id: points for id, points in found.items() if points}


def methods(a: Scorecard, b: Scorecard) -> Iterator[tuple[MethodScore, MethodScore]]:
    later = {score.method.id: score for score in b.methods}
    both = ((score, later.get(score.method.id)) for score in a.methods)
    return ((one, other) for one, other in both if other and one.marks and other.marks)


def labelled(row: Row, label: str) -> list[Row]:
    return [part for part in row.parts if part.label == label]


def test_standards_of_a_method_are_the_differences_of_their_shares(
    splits: list[Attribution],
) -> None:
    compared = 0
    for one in splits:
        rows = {row.ids[0]: row for row in labelled(one.organization, "method")}
        for a, b in methods(one.between, one.after):
            parts = labelled(rows[b.method.id], "standard")
            wanted = moved(a, b)
            assert {part.ids[0]: part.exact for part in parts} == wanted
            order = sorted((-abs(points), name) for name, points in wanted.items())
            assert [part.ids[0] for part in parts] == [name for _, name in order]
            values = [{mark.standard.id: mark.value for mark in score.marks} for score in (a, b)]
            for part in parts:
                assert (part.was, part.now) == (values[0][part.ids[0]], values[1][part.ids[0]])
            compared += len(parts)
    assert compared


def test_what_the_edition_did_to_standards_is_the_difference_of_their_shares(
    splits: list[Attribution],
) -> None:
    for one in splits:
        scales = [part for row in labelled(one.edition, "scales") for part in row.parts]
        of_levels = sum((row.exact for row in scales if row.label == "standard"), Fraction(0))
        groups = [part for row in labelled(one.edition, "standards") for part in row.parts]
        told = sum((row.exact for row in groups if row.label != "rounding"), of_levels)
        pairs = methods(one.before, one.between)
        assert told == sum((sum(moved(a, b).values()) for a, b in pairs), Fraction(0))
        assert all(len(set(row.ids)) == len(row.ids) for row in groups)


def test_a_level_of_other_points_that_rounding_hides_leaves_the_rows_exact() -> None:
    """99.9 % of 2 points is 2, as 100 % was: the scale moved the standard, the marks did not."""

    def judged(id: str, best: str) -> Scorecard:
        levels = (
            Level(id="high", title="高", points=n(best)),
            Level(id="low", title="低", points=n("0")),
        )
        one = edition(
            id=id,
            rounding=Rounding(raw=2, total=2, mark=0),
            scales=(Scale(id="levels", title="层次", levels=levels),),
            standards=(standard("s1", "2", scale="levels"), standard("s2")),
        )
        return card_of(one, result(levels={"s1": "high"}))

    found = attribution(judged("e1", "100"), judged("e2", "99.9"))
    assert isinstance(found, Attribution)
    assert found.edition.adds_up
    assert found.edition.amount == 0
