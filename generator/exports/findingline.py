"""The line of a finding in the table of a scorecard: all but its note is alike on many cards."""

from dataclasses import dataclass
from typing import Self

from generator.exports import cell
from generator.exports.csvfile import guarded
from generator.exports.printing import going_on, plain
from generator.exports.table import Filled, Noted, Printed
from generator.exports.wording import NOTE, told


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A ``subject``, the ``sentence`` that tells of it, and what stands ``after``. Where a note
    may go on with what is ``begun``, this ends in a text so ``wide``."""

    subject: Printed
    sentence: str
    after: Printed
    begun: Printed | None = None
    wide: int = 0

    @classmethod
    def of(cls, subject: Printed, sentence: str, after: Printed) -> Self:
        """The line of findings that a sentence tells."""
        text = sentence.removesuffix(NOTE)
        if text in ("", sentence) or not plain(text) or guarded(text) != text:
            return cls(subject, sentence, after)
        begun, wide = going_on(subject, text), cell.wide(text, text.encode())
        return cls(subject, sentence, after, begun, wide)

    def row(self, note: str | None) -> Noted | Filled:
        """The row of a finding with a note, or without."""
        if self.begun and note and plain(note):
            return Noted(self.begun, self.wide, note, self.after)
        return Filled(self.subject, told(self.sentence, note), self.after)
