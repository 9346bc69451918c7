"""What every value of the data model shares: frozen, strict, no unknown field."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from generator.model.rich import Phrase, Rich, leads_elsewhere, page_of, targets


class Value(BaseModel):
    """A frozen value decoded from YAML; an unknown field or a wrong type is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _decimal_from_int(value: object) -> object:
    return Decimal(value) if type(value) is int else value


def _text_from_int(value: object) -> object:
    return str(value) if type(value) is int else value


ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Number = Annotated[Decimal, BeforeValidator(_decimal_from_int), WithJsonSchema({"type": "number"})]
"""A decimal number: scores, points, percentages. Never a float."""

Id = Annotated[
    str,
    BeforeValidator(_text_from_int),
    StringConstraints(pattern=ID_PATTERN, max_length=64),
    WithJsonSchema({"type": ["string", "integer"], "pattern": ID_PATTERN, "maxLength": 64}),
]
"""Lower-case letters, digits and single hyphens: an id becomes a path and an anchor.
A year written without quotes (``2023``) is accepted as an id."""

Text = Annotated[
    str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(Phrase)
]
"""Text shown to readers; never empty."""


def _rich(text: str) -> Rich:
    for target in targets(text):
        if not (leads_elsewhere(target) or page_of(target)):
            raise PydanticCustomError("link_target", "", {"value": target or "()"})
    return Rich(text)


RichText = Annotated[Text, AfterValidator(_rich)]
"""Text in which emphasis, code and links may be marked: see :mod:`generator.model.rich`.
A link that leads anywhere but to a site or a page of this one is a fault."""

KeyPoint = Literal["standing", "annual"]
"""Why an item or a standard is a key point: every year's, or added by this year."""
