"""The rows of every change add up: for every organization and pair of years of every scheme."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from generator.attribution.rows import Row, Ruler
from generator.attribution.split import Attribution, Unattributed, attribution
from generator.dataset.assessment import Assessment
from generator.scoring.card import Scorecard


@pytest.fixture(scope="module", params=["sample", "tiny", "deductions"])
def pairs(request: pytest.FixtureRequest) -> list[tuple[Scorecard, Scorecard]]:
    """Every two results of one organization, in both directions, and each with itself."""
    book = request.getfixturevalue(request.param)
    assert isinstance(book, Assessment)
    cards = book.by_organization.values()
    return [(one, other) for some in cards for one, other in product(some, some)]


def splits(pairs: list[tuple[Scorecard, Scorecard]]) -> list[Attribution]:
    found = [attribution(*pair) for pair in pairs]
    return [one for one in found if isinstance(one, Attribution)]


def test_the_visible_rows_lead_from_one_printed_total_to_the_other(
    pairs: list[tuple[Scorecard, Scorecard]],
) -> None:
    for one in splits(pairs):
        assert one.adds_up
        assert one.before.total is not None
        rows = (*one.edition.shown, *one.organization.shown)
        assert one.before.total + sum(row.amount for row in rows) == one.after.total


def test_folded_rows_add_up_as_well(pairs: list[tuple[Scorecard, Scorecard]]) -> None:
    for one in splits(pairs):
        for row in (*one.edition.parts, *one.organization.parts):
            folded = Ruler(one.places).fold(row, 3)
            assert folded.adds_up
            assert len(folded.shown) <= 5 or len(row.parts) <= 6


def test_what_rounding_leaves_is_small(pairs: list[tuple[Scorecard, Scorecard]]) -> None:
    for one in splits(pairs):
        for half in (one.edition, one.organization):
            assert abs(half.parts[-1].exact) <= Fraction(1, 10)
            limit = Decimal("0.005") * (len(half.parts) + 1) + Decimal("0.1")
            assert abs(half.parts[-1].amount) <= limit


def test_nothing_swapped_moves_nothing(pairs: list[tuple[Scorecard, Scorecard]]) -> None:
    alike = splits([pair for pair in pairs if pair[0] is pair[1]])
    assert alike
    for one in alike:
        assert one.missing == ()
        assert [exact for half in (one.edition, one.organization) for exact in deep(half)] == []


def deep(row: Row) -> list[Fraction]:
    """Every amount in a row and below it that is not 0."""
    own = [row.exact] if row.exact or row.amount else []
    known = () if row.label == "rounding" else row.parts
    return own + [exact for part in known for exact in deep(part)]


def test_under_one_edition_only_the_organization_moves_the_total(
    pairs: list[tuple[Scorecard, Scorecard]],
) -> None:
    same = [one for one in splits(pairs) if one.cause is None]
    assert same
    for one in same:
        assert one.edition.amount == 0
        assert not one.edition.shown
        assert not one.missing


def test_there_is_a_split_just_where_both_years_have_a_published_total(
    pairs: list[tuple[Scorecard, Scorecard]],
) -> None:
    for before, after in pairs:
        found = attribution(before, after)
        drafts = "draft" in (before.result.state, after.result.state)
        if drafts or before.total is None or after.total is None:
            assert isinstance(found, Unattributed)
            assert found.reason == ("draft" if found.card.result.state == "draft" else "no_grade")
        else:
            assert isinstance(found, Attribution)
