"""The lines of a method in the table of a scorecard."""

from decimal import Decimal

from generator.exports.cardforms import level_title
from generator.exports.findingline import FindingLine
from generator.exports.kept import Kept
from generator.exports.line import Subject, Told, moved, moving
from generator.exports.printing import printed
from generator.exports.table import AnyRow, Begun, Filled, Noted, Printed
from generator.exports.wording import Wording, figures
from generator.model.clauses import Situation, Standard
from generator.model.edition import Edition, Level, Method
from generator.scoring.card import Bound, Mark, MethodScore, Movement

_NOTHING = printed(Told()[1:], len(Subject._fields) + 1)
"""What follows records that move nothing."""


class MethodLines:
    """Makes the lines of a method of an edition, and keeps those that many cards have alike."""

    def __init__(self, edition: Edition, method: Method, wording: Wording) -> None:
        self.edition = edition
        self.method = method
        self.wording = wording
        self._common = Kept(self._mark)
        self._usual = Kept(self._usual_mark)
        self._moved = Kept(self._moved_mark)
        self._situations = Kept(self._situation)
        self._standards = Kept(self._standard)
        self._ballots = Kept(self._cast)
        self._subjects = Kept(self._subject)

    def of(self, score: MethodScore) -> list[AnyRow]:
        """The marks of a card with their movements, its ballots, and the method as a whole."""
        rows: list[AnyRow] = []
        for line, mark in zip(self._common.known(score.marks), score.marks, strict=True):
            if line is None:
                rows += self._marked(mark)
            else:
                rows.append(line)
        rows += [self._ballots.of(*cast) for cast in score.ballots]
        rows.append(self._whole(score))
        return rows

    def _marked(self, mark: Mark) -> tuple[Printed | Filled | Noted, ...]:
        """A mark and its movements, which stand in lines of their own: many cards have it alike."""
        if mark.usual:
            one = mark.movements[0].occurrences[0]
            line, finding = self._usual.of(mark.usual, figures(one), one.note is not None)
            return line, finding.row(one.note)
        if mark.common:
            return (self._common.of(mark),)
        if mark.value is None:
            return (self._off_mark(mark.standard, mark.not_applicable or ""),)
        line = self._moved.of(mark.standard, str(mark.value), mark.bound)
        return line, *map(self._movement, mark.movements)

    def _usual_mark(
        self, mark: Mark, measured: tuple[object, ...], noted: bool
    ) -> tuple[Printed, FindingLine]:
        """The line of a mark that one finding moved, as it usually does, and that of findings
        with the same figures."""
        (movement,) = mark.movements
        situation, after = movement.situation, moved(str(movement.points))
        sentence = self.wording.sentence(self.edition, situation, measured, noted=noted)
        return self._mark(mark), FindingLine.of(self._situations.of(situation), sentence, after)

    def _mark(self, mark: Mark) -> Printed:
        value, words = mark.value, self.wording.words
        if value is not None:
            told = level_title(mark.level) if mark.level else None
            record = words("ui.card.level_given", level=told) if told else self._bound(mark.bound)
            return self._scored(mark.standard, value, record)
        return self._row(mark.standard, None, Told(words("ui.card.by_kind")))

    def _off_mark(self, standard: Standard, reason: str) -> Filled:
        """The line of a standard that does not apply to an organization, for its own reason."""
        told = self.wording.words("ui.card.not_applicable", reason=reason)
        return Filled(self._standards.of(standard), told, _NOTHING)

    def _moved_mark(self, standard: Standard, value: str, bound: Bound | None) -> Printed:
        """Told apart by how its value is written: 1 and 1.0 are equal, and not equally wide."""
        return self._scored(standard, Decimal(value), self._bound(bound))

    def _bound(self, bound: Bound | None) -> str | None:
        return self.wording.words(f"downloads.records.{bound}") if bound else None

    def _scored(self, standard: Standard, value: Decimal, record: str | None) -> Printed:
        told = Told(record, moved=value - standard.points, mark=value)
        return self._row(standard, standard.points, told)

    def _row(self, standard: Standard, points: Decimal | None, told: Told) -> Printed:
        line, method = self.wording.line("mark"), self.method.title
        return printed((*Subject(line, method, standard.id, standard.title, points), *told))

    def _movement(self, movement: Movement) -> Filled:
        subject = self._situations.of(movement.situation)
        return moving(subject, self._records(movement), movement.points)

    def _records(self, movement: Movement) -> str:
        return self.wording.occurrences(self.edition, movement.situation, movement.occurrences)

    def _standard(self, standard: Standard) -> Printed:
        line, method = self.wording.line("mark"), self.method.title
        return printed(Subject(line, method, standard.id, standard.title))

    def _situation(self, situation: Situation) -> Printed:
        line, method = self.wording.line("situation"), self.method.title
        return printed(Subject(line, method, situation.id, situation.text))

    def _cast(self, level: Level, count: int) -> Printed:
        line, method = self.wording.line("ballots"), self.method.title
        told = Told(self.wording.words("downloads.records.ballots", count=count))
        return printed((*Subject(line, method, level.id, level.title, level.points), *told))

    def _whole(self, score: MethodScore) -> Begun:
        subject = self._subjects.of(self.method, str(score.possible) if score.marks else None)
        told = Told(
            score.level.title if score.level else None,
            moved=score.fed or None,
            mark=score.raw,
            weight=score.weight,
            weighted=score.weighted,
        )
        return Begun(subject, told)

    def _subject(self, method: Method, possible: str | None) -> Printed:
        line, title = self.wording.line("method"), method.title
        points = Decimal(possible) if possible else None
        return printed(Subject(line, title, method.id, title, points))
