"""What all values of the data model share: the base class, the types of fields, rich text.

Rich text is plain text with a little Markdown in it, for fields that say so: ``**strong**``,
``*emphasis*``, code between backticks, and ``[words](target)``; a backslash takes the meaning from
the character after it. Everything else is text. A link leads to another site by ``http`` or
``https``, or to a page of this one, written by its path from the folder of documents:
``guide/objections.md#deadline``.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

_MARKED = re.compile(
    r"""\\(?P<plain>[\\`*\[\]])
      | `(?P<code>[^`]+)`
      | \*\*(?P<strong>[^*\s](?:[^*]*[^*\s])?)\*\*
      | \*(?P<emphasis>[^*\s](?:[^*]*[^*\s])?)\*
      | \[(?P<link>[^\[\]]+)\]\((?P<target>(?:[^()]++|\([^()]*+\))*+)\)""",
    re.VERBOSE,
)
SIGNS = r"\\`*\["
"""What notation begins with, as characters of a set."""
_MARKS = re.compile(rf"[{SIGNS}]")
_ELSEWHERE = re.compile(r"https?://[\w-]+(\.[\w-]+)*(:[0-9]+)?([/?#][^\s\\]*)?")
_PAGE = re.compile(r"(?P<page>([a-z0-9-]+/)*[a-z0-9-]+\.md)(#(?P<anchor>[\w-]+))?")


GAP = "\0"
"""Stands in a text for what is put in later. No text of data has it, for no file may; no label has
it, and neither has HTML or XML."""


class Phrase(str):
    """A text that people wrote in the language of the data, and no id and no label."""

    __slots__ = ()


class Rich(Phrase):
    """A text in which that notation means something; as ``str``, the text as written."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of rich text. What is strong, emphasized or a link holds runs in turn; a
    link has its target as written."""

    kind: Literal["text", "code", "strong", "emphasis", "link"]
    text: str = ""
    inner: tuple["Run", ...] = ()
    target: str = ""


def has_markup(text: str) -> bool:
    """Tell whether a rich text may have notation in it."""
    return _MARKS.search(text) is not None


def runs(text: str) -> tuple[Run, ...]:
    """Parse a rich text into stretches, in order."""
    return tuple(_runs(text))


def _runs(text: str) -> Iterator[Run]:
    end = 0
    for match in _MARKED.finditer(text):
        if before := text[end : match.start()]:
            yield Run("text", before)
        yield _run(match)
        end = match.end()
    if rest := text[end:]:
        yield Run("text", rest)


def _run(match: re.Match[str]) -> Run:
    if match["plain"]:
        return Run("text", match["plain"])
    if match["code"]:
        return Run("code", match["code"])
    if match["strong"]:
        return Run("strong", inner=runs(match["strong"]))
    if match["emphasis"]:
        return Run("emphasis", inner=runs(match["emphasis"]))
    return Run("link", inner=runs(match["link"]), target=match["target"])


def targets(text: str) -> Iterator[str]:
    """Yield the targets of the links in a rich text, as written."""
    yield from _targets(runs(text))


def _targets(stretches: tuple[Run, ...]) -> Iterator[str]:
    for run in stretches:
        if run.kind == "link":
            yield run.target
        yield from _targets(run.inner)


def leads_elsewhere(target: str) -> bool:
    """Tell whether a target is an address of another site that a link may have."""
    return _ELSEWHERE.fullmatch(target) is not None


def page_of(target: str) -> tuple[str, str] | None:
    """Return the page of this site that a target names, and the anchor on it or an empty text.

    Any other target gives ``None``.
    """
    match = _PAGE.fullmatch(target)
    return (match["page"], match["anchor"] or "") if match else None


class Value(BaseModel):
    """A frozen value decoded from YAML; an unknown field or a wrong type is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        """Compare and hash by identity, which pydantic would do by all fields."""
        cls.__eq__ = object.__eq__  # type: ignore[method-assign]
        cls.__hash__ = object.__hash__  # type: ignore[method-assign]


NOTHING: Any = Field(default_factory=dict, json_schema_extra={"default": {}})
"""The default of a field that holds a mapping: pydantic would copy a constant one at length."""


def _decimal_from_int(value: object) -> object:
    return Decimal(value) if type(value) is int else value


ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LONGEST_ID = 64
"""Characters: a file system takes 255 bytes for a name, and names of files repeat ids."""

Number = Annotated[Decimal, BeforeValidator(_decimal_from_int), WithJsonSchema({"type": "number"})]
"""A decimal number: scores, points, percentages. Never a float."""

Positive = Annotated[Number, Field(ge=0), WithJsonSchema({"type": "number", "minimum": 0})]

Amount = Annotated[Number, Field(gt=0), WithJsonSchema({"type": "number", "exclusiveMinimum": 0})]
"""A number above 0."""

Percent = Annotated[
    Number,
    Field(ge=0, le=100),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100}),
]

Places = Annotated[int, Field(ge=0, le=10)]
"""Decimal places."""

Id = Annotated[
    str,
    Field(strict=False, coerce_numbers_to_str=True, pattern=ID_PATTERN, max_length=LONGEST_ID),
    WithJsonSchema({"type": ["string", "integer"], "pattern": ID_PATTERN, "maxLength": LONGEST_ID}),
]
"""Lower-case letters, digits and single hyphens: an id becomes a path and an anchor.
A year written without quotes (``2023``) is accepted as an id."""

Ids = Annotated[
    Annotated[Id, Tag("one")] | Annotated[tuple[Id, ...], Field(min_length=1), Tag("several")],
    Discriminator(lambda value: "several" if isinstance(value, tuple) else "one"),
]
"""One id, or a list of them."""

LONGEST_TEXT = 16_000
"""Characters. Even if each takes two units of UTF-16, the cell of a spreadsheet holds the text."""

_Stripped = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_TEXT, strip_whitespace=True)
]

Text = Annotated[_Stripped, AfterValidator(Phrase)]
"""Text shown to readers; never empty."""


def _rich(text: str) -> Rich:
    if has_markup(text):
        for target in targets(text):
            if not (leads_elsewhere(target) or page_of(target)):
                raise PydanticCustomError("link_target", "", {"value": target or "()"})
    return Rich(text)


RichText = Annotated[_Stripped, AfterValidator(_rich)]
"""Text in which emphasis, code and links may be marked.

A link that leads anywhere but to a site or a page of this one is a fault."""

KeyPoint = Literal["standing", "annual"]
"""Why an item or a standard is a key point: every year's, or added by this year."""


class Approval(Value):
    """Who approved a result or an edition: the department, never a person; when; and under which
    document number."""

    department: Text
    date: dt.date
    document: Text | None = None


class Named(Value):
    """A named entry of a short list: a tier of issuers, a kind of award."""

    id: Id
    title: Text
