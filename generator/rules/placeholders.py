"""Rules on what an edition leaves to be settled."""

import re
from collections.abc import Iterator, Mapping

from generator.dataset.library import Frame
from generator.model.base import Phrase, Value
from generator.problem import PathInFile
from generator.rules.rule import Fault, Faults

_WORDS = "待核定|待定|待补充?|待确定|待填写?|TBD|TBC|TODO|XXX"
_LEFT = re.compile(
    rf"^(?:待核定|待确定|待补充|待填写|To be (?:settled|decided|determined|confirmed)\b)"
    rf"|(?:^|[\s（(【\[：:，,；;、])(?:{_WORDS})(?=$|[\s）)】\]，,。；;、])"
)
"""A text begins with such a word, or the word stands by itself: 等待定期检查 has none."""


def placeholder_left(frame: Frame) -> Faults:
    """An edition that is not a draft leaves nothing to be settled: no text begins with a word that
    says so, or has TBD or such a word by itself."""
    for edition in frame.editions:
        for path, text in _texts(edition, ()) if not edition.draft else ():
            if _LEFT.search(text):
                yield Fault(frame.edition_at(edition.id, *path), {"value": text})


def _texts(value: object, path: PathInFile) -> Iterator[tuple[PathInFile, Phrase]]:
    """Yield all texts inside a value, with their paths."""
    if isinstance(value, Phrase):
        yield path, value
    elif isinstance(value, Value):
        for name, field in type(value).model_fields.items():
            yield from _texts(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*path, number))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
