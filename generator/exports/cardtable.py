"""A scorecard as one table: marks with their movements, methods, and the way to the total."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from generator.exports.kept import Kept
from generator.exports.line import COLUMNS, Subject, Told, moving
from generator.exports.methodlines import MethodLines
from generator.exports.printing import printed
from generator.exports.table import AnyRow, Begun, Filled, Printed, Table, columns
from generator.exports.wording import Wording
from generator.messages.formats import negated
from generator.model.clauses import Adjustment, NegativeCase
from generator.scoring.card import MethodScore, Scorecard


class CardTables:
    """Makes the tables of cards, and keeps the lines that many have alike."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self._methods: dict[tuple[str, str], MethodLines] = {}
        self._totals = {
            kind: printed(Subject(wording.line(kind))) for kind in ("base", "sum", "total")
        }
        self._adjustment = Kept(self._adjustment_subject)
        self._case = Kept(self._case_subject)

    def of(self, card: Scorecard) -> Table:
        """The table of a card that has a total. What the column of weighted points holds for
        the methods, the adjustments and the negative list adds up to the unbounded sum."""
        words = self.wording.words
        rows: list[AnyRow] = []
        for score in card.methods:
            rows += self._lines(card, score).of(score)
        rows += self._adjustments(card)
        rows += self._negative(card)
        rows += self._total(card)
        return Table(words("downloads.sheets.card"), columns(words, "card", COLUMNS), rows)

    def _lines(self, card: Scorecard, score: MethodScore) -> MethodLines:
        key = (card.edition.id, score.method.id)
        found = self._methods.get(key)
        if found is None:
            found = self._methods[key] = MethodLines(card.edition, score.method, self.wording)
        return found

    def _adjustments(self, card: Scorecard) -> Iterator[Filled]:
        wording = self.wording
        for score in card.adjustments.scores:
            happened = wording.occurrences(card.edition, score.adjustment, score.occurrences)
            unused = wording.words(f"ui.card.{score.unused}") if score.unused else ""
            subject = self._adjustment.of(score.adjustment)
            yield moving(subject, _joined(happened, unused), score.points)

    def _adjustment_subject(self, one: Adjustment) -> Printed:
        return printed(Subject(self.wording.line("adjustment"), None, one.id, one.title))

    def _negative(self, card: Scorecard) -> Iterator[Filled]:
        wording = self.wording
        for score in card.negative.scores:
            counted = wording.occurrences(card.edition, score.case, score.occurrences)
            elsewhere = wording.occurrences(card.edition, score.case, score.elsewhere)
            told = wording.words("ui.card.elsewhere") if elsewhere else ""
            records = _joined(counted, elsewhere, told)
            yield moving(self._case.of(score.case), records, negated(score.points))

    def _case_subject(self, one: NegativeCase) -> Printed:
        return printed(Subject(self.wording.line("case"), None, one.id, one.text))

    def _total(self, card: Scorecard) -> Iterator[AnyRow]:
        """The weighted sum, what adjustments and cases add to it, the sum, and the total."""
        edition, line, lines = card.edition, self.wording.line, self._totals
        yield Begun(lines["base"], Told(weighted=card.base))
        if edition.adjustments:
            feeds, points = edition.adjusting.feeds, card.adjustments.points
            yield _tallied(line("adjustments"), str(points), feeds == "total")
        if edition.negative_cases:
            feeds, points = edition.negative_list.feeds, -card.negative.points
            yield _tallied(line("negative"), str(points), feeds == "total")
        yield Begun(lines["sum"], Told(weighted=card.unbounded))
        grade = card.grade.title if card.grade else None
        yield Begun(lines["total"], Told(grade, weighted=card.total))


def _joined(*lines: str) -> str:
    return "\n".join(filter(None, lines))


@lru_cache(maxsize=4096)
def _tallied(line: str, points: str, in_total: bool) -> Printed:
    """What adjustments or cases add to the sum, told apart as all points are."""
    moved = Decimal(points)
    told = Told(moved=moved, weighted=moved if in_total else None)
    return printed((*Subject(line), *told))
