"""Numbers as JSON has them."""

from decimal import Decimal
from functools import lru_cache
from typing import Annotated

from pydantic import WithJsonSchema

Number = Annotated[int | float, WithJsonSchema({"type": "number"})]
"""A number as JSON has it, see ``number``."""


@lru_cache(maxsize=16_384)
def number(value: Decimal) -> int | float:
    """Return a decimal as JSON has it. A double gives back a decimal of up to 15 digits as it was,
    and no score has more."""
    whole = int(value)
    return whole if whole == value else float(value)


def number_or_null(value: Decimal | None) -> int | float | None:
    """Return a decimal as ``number`` does, and ``None`` as ``None``."""
    return None if value is None else number(value)
