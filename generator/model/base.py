"""What every value of the data model shares: frozen, strict, no unknown field."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator.model.rich import Phrase, Rich, has_markup, leads_elsewhere, page_of, targets


class Value(BaseModel):
    """A frozen value decoded from YAML; an unknown field or a wrong type is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @classmethod
    def restored(cls, fields: dict[str, Any]) -> Self:
        """The value with all these fields, which stood in such a value before. It takes less than
        half as long as ``model_construct``, which has to look for defaults and other names."""
        value = cls.__new__(cls)
        told = {"__dict__": fields, "__pydantic_fields_set__": set(fields)}
        value.__setstate__({**told, "__pydantic_extra__": None, "__pydantic_private__": None})
        return value


class _Nothing(dict[Any, Any]):
    """No entries. Because it can be hashed, pydantic takes it for what never changes, and
    gives it to all values instead of copying it for each."""

    def __hash__(self) -> int:  # type: ignore[override]
        return 0

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: object) -> CoreSchema:
        return core_schema.dict_schema()  # so that JSON Schemas can name it as a default


NOTHING: Mapping[Any, Any] = _Nothing()
"""The default of a mapping."""


def _decimal_from_int(value: object) -> object:
    return Decimal(value) if type(value) is int else value


ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Number = Annotated[Decimal, BeforeValidator(_decimal_from_int), WithJsonSchema({"type": "number"})]
"""A decimal number: scores, points, percentages. Never a float."""

Id = Annotated[
    str,
    Field(strict=False, coerce_numbers_to_str=True, pattern=ID_PATTERN, max_length=64),
    WithJsonSchema({"type": ["string", "integer"], "pattern": ID_PATTERN, "maxLength": 64}),
]
"""Lower-case letters, digits and single hyphens: an id becomes a path and an anchor.
A year written without quotes (``2023``) is accepted as an id."""

_Stripped = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

Text = Annotated[_Stripped, AfterValidator(Phrase)]
"""Text shown to readers; never empty."""


def _rich(text: str) -> Rich:
    if has_markup(text):
        for target in targets(text):
            if not (leads_elsewhere(target) or page_of(target)):
                raise PydanticCustomError("link_target", "", {"value": target or "()"})
    return Rich(text)


RichText = Annotated[_Stripped, AfterValidator(_rich)]
"""Text in which emphasis, code and links may be marked: see :mod:`generator.model.rich`.
A link that leads anywhere but to a site or a page of this one is a fault."""

KeyPoint = Literal["standing", "annual"]
"""Why an item or a standard is a key point: every year's, or added by this year."""
