"""Tell whether a file has changed since a workbook was made of it.

A workbook has the digest of each record on a hidden sheet. A record that has changed since is
left as it is where the workbook says of it what it said then; where both say something new, nobody
but people can tell what is right.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from decimal import Decimal

from pydantic import ValidationError

from generator.cells.choices import normalized
from generator.cells.vocabulary import Vocabulary
from generator.model.fields import Model
from generator.workbook.drafts import Data, without_gaps
from generator.workbook.reading import Grid
from generator.workbook.subject import Subject

_LENGTH = 16
"""Hexadecimal digits of a digest: of ten thousand records, no two will have the same."""


def digest_of(data: Data, model: Model) -> str:
    """Return the digest of what a record says, in whatever order and notation it says it.

    What is to be filled in says nothing, whether its field stands there or not.
    """
    filled = without_gaps(data)
    said: Mapping[str, object] = filled
    with suppress(ValidationError):
        said = model.model_validate(filled).model_dump(by_alias=True, exclude_defaults=True)
    text = json.dumps(said, sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def _plain(value: object) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def digests_of(subject: Subject) -> dict[str, str]:
    """Return the digests of all records of a subject."""
    return {owner: digest_of(data, subject.model(owner)) for owner, data in subject.records.items()}


def digests_in(grids: Sequence[Grid], vocabulary: Vocabulary) -> dict[str, str]:
    """Return the digests that workbooks have of their records; none, if somebody took them away."""
    title = normalized(vocabulary.text("sheets.digests"))
    rows = (row for grid in grids if normalized(grid.title) == title for row in grid.rows)
    return {str(row[0]): str(row[1]) for row in rows if len(row) > 1}
