"""From two scorecards of one organization to the change between them."""

from decimal import localcontext
from itertools import pairwise
from typing import Literal

from generator.analysis.attribution.by_edition import by_edition
from generator.analysis.attribution.by_organization import by_organization
from generator.analysis.attribution.carrying import NotCarried, carried
from generator.analysis.attribution.figures import figures
from generator.analysis.attribution.row import Row, balanced
from generator.analysis.attribution.rows import span
from generator.frozen import frozen
from generator.scoring.card import Scorecard
from generator.scoring.points import EXACT, ONE, ZERO
from generator.scoring.score import score_total

FEWEST_PLACES = 2


@frozen
class Attribution:
    """The change from ``before`` to ``after`` by way of ``between``: last year's work under
    this year's rules. What ``missing`` names could not be carried over."""

    before: Scorecard
    between: Scorecard
    after: Scorecard
    places: int
    edition: Row
    organization: Row
    missing: tuple[NotCarried, ...]

    @property
    def same_edition(self) -> bool:
        """Whether one edition governs both years."""
        return self.before.edition.id == self.after.edition.id


@frozen
class Unattributed:
    """Why the change of a total is not split: a card that has no total to rely on."""

    reason: Literal["draft", "no_grade"]
    card: Scorecard


def attribution(
    before: Scorecard, after: Scorecard, most: int | None = None
) -> Attribution | Unattributed:
    """The change of one organization's total from a year to a later one; or the reason why
    not, for a draft may still change and a result without a grade has no total. The standards
    of a method beyond the first ``most`` come as one row, if so many are told. Raises
    ``ArithmeticError`` should rows not add up, which no data can cause."""
    for card in (before, after):
        if card.result.state == "draft":
            return Unattributed("draft", card)
        if card.total is None:
            return Unattributed("no_grade", card)
    found = _split(before, after, most)
    if not adds_up(found):
        where = f"{after.result.organization} {after.year}"
        raise ArithmeticError(f"the change of {where} does not add up")
    return found


def _split(before: Scorecard, after: Scorecard, most: int | None) -> Attribution:
    between, missing = _between(before, after)
    places = max(FEWEST_PLACES, *(card.edition.rounding.total for card in (before, after)))
    unknown = frozenset([one.id for one in missing])
    with localcontext(EXACT):
        a, b, c = map(figures, (before, between, after))
        edition = by_edition(span(a, b, unknown, places))
        organization = by_organization(span(b, c, unknown, places), most)
    return Attribution(before, between, after, places, edition, organization, missing)


def _between(before: Scorecard, after: Scorecard) -> tuple[Scorecard, tuple[NotCarried, ...]]:
    """Last year's work under this year's rules, as far as its total, and what could not be
    carried over. Where one edition governs both years, that is last year's card."""
    if before.edition is after.edition:
        return before, ()
    facts = carried(before, after)
    return score_total(after.edition, after.organization, facts.result), facts.missing


def adds_up(one: Attribution) -> bool:
    """Whether the two halves lead from total to total, and the parts of each half and of each
    method make it up, in full and as printed. All other rows are made as the sum of theirs."""
    with localcontext(EXACT):
        return _adds_up(one)


def _adds_up(one: Attribution) -> bool:
    totals = [card.total or ZERO for card in (one.before, one.between, one.after)]
    halves = (one.edition, one.organization)
    steps = [later - earlier for earlier, later in pairwise(totals)]
    exact = [(half.points, half.whole) for half in halves] == [(step, ONE) for step in steps]
    printed = [half.amount for half in halves] == steps
    methods = [row for row in one.organization.parts if row.label == "method" and row.parts]
    return exact and printed and all(map(balanced, (*halves, *methods)))
