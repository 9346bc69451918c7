"""What every value of the data model shares: it is frozen and strict, and has no unknown field.

Some of its texts are rich: plain text with a little Markdown in it, for fields that say so.
``**strong**``, ``*emphasis*``, code between backticks, and ``[words](target)``; a backslash
takes the meaning from the character after it. Everything else is text. A link leads to
another site by ``http`` or ``https``, or to a page of this one, written by its path from the
folder of documents: ``guide/objections.md#deadline``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.fields import FieldInfo
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
    """Whether a rich text may be more than its plain characters."""
    return _MARKS.search(text) is not None


def runs(text: str) -> tuple[Run, ...]:
    """The stretches of a rich text, in order."""
    return tuple(_runs(text))


def _runs(text: str) -> Iterator[Run]:
    end = 0
    for found in _MARKED.finditer(text):
        if before := text[end : found.start()]:
            yield Run("text", before)
        yield _run(found)
        end = found.end()
    if rest := text[end:]:
        yield Run("text", rest)


def _run(found: re.Match[str]) -> Run:
    if found["plain"]:
        return Run("text", found["plain"])
    if found["code"]:
        return Run("code", found["code"])
    if found["strong"]:
        return Run("strong", inner=runs(found["strong"]))
    if found["emphasis"]:
        return Run("emphasis", inner=runs(found["emphasis"]))
    return Run("link", inner=runs(found["link"]), target=found["target"])


def targets(text: str) -> Iterator[str]:
    """Where the links of a rich text lead, as written."""
    yield from _targets(runs(text))


def _targets(found: tuple[Run, ...]) -> Iterator[str]:
    for run in found:
        if run.kind == "link":
            yield run.target
        yield from _targets(run.inner)


def leads_elsewhere(target: str) -> bool:
    """Whether a target is an address of another site that a link may have."""
    return _ELSEWHERE.fullmatch(target) is not None


def page_of(target: str) -> tuple[str, str] | None:
    """The page of this site that a target names, and the anchor on it or an empty text."""
    found = _PAGE.fullmatch(target)
    return (found["page"], found["anchor"] or "") if found else None


class Value(BaseModel):
    """A frozen value decoded from YAML; an unknown field or a wrong type is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        """Compare and hash by identity, which pydantic would do by all fields."""
        cls.__eq__ = object.__eq__  # type: ignore[method-assign]
        cls.__hash__ = object.__hash__  # type: ignore[method-assign]


NOTHING: Mapping[Any, Any] = {}
"""The default of a field that holds a mapping; pydantic gives each value a copy of it."""


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
"""Text in which emphasis, code and links may be marked: see :mod:`generator.model.base`.
A link that leads anywhere but to a site or a page of this one is a fault."""

KeyPoint = Literal["standing", "annual"]
"""Why an item or a standard is a key point: every year's, or added by this year."""


class Named(Value):
    """A named entry of a short list: a tier of issuers, a kind of award."""

    id: Id
    title: Text


Model = type[BaseModel]


def names(model: Model) -> tuple[str, ...]:
    """The names of the fields of a model as files write them."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def field_named(model: Model, name: str | int) -> FieldInfo | None:
    """The field of that name; an index, or a key that the data chose, is no field."""
    fields = model.model_fields.items()
    return next((field for own, field in fields if (field.alias or own) == name), None)


def model_in(annotation: object) -> Model | None:
    """The model that a field, a list, a mapping or an optional field holds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(model_in, get_args(annotation))), None)


def model_at(kind: Model, path: tuple[str | int, ...]) -> Model | None:
    """The model of the value at a path inside a file of that kind."""
    model: Model | None = kind
    for step in path:
        field = field_named(model, step) if model else None
        if field is not None:
            model = model_in(field.annotation)
    return model


Path = tuple[str | int, ...]
"""The way to a value, by names and numbers."""


def marked_texts(value: object) -> Sequence[tuple[Path, Rich]]:
    """The rich texts inside a value of the model that may be more than their plain characters,
    each with the path that leads to it."""
    found: list[tuple[Path, Rich]] = []
    _find(value, (), found)
    return found


def _find(value: Any, path: Path, found: list[tuple[Path, Rich]]) -> None:
    kind = type(value)
    if fields := _RICH_FIELDS[kind]:
        held = vars(value)
        for field, name in fields:
            if inner := held.get(field):
                _find(inner, (*path, name), found)
    elif kind is Rich:
        if has_markup(value):
            found.append((path, value))
    elif kind is tuple:
        for n, inner in enumerate(value):
            _find(inner, (*path, n), found)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _find(inner, (*path, key), found)


class _RichFields(dict[type, tuple[tuple[str, str], ...]]):
    """The fields of models that may hold rich text, at any depth, with their names in files;
    other types have none."""

    def __missing__(self, kind: type) -> tuple[tuple[str, str], ...]:
        fields = kind.model_fields if issubclass(kind, BaseModel) else {}
        self[kind] = found = tuple(
            (name, field.alias or name)
            for name, field in fields.items()
            if _RICH in field.metadata or _may_be_rich(field.annotation)
        )
        return found


_RICH_FIELDS = _RichFields()


def _may_be_rich(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_RICH_FIELDS[annotation])
    return annotation == _RICH or any(map(_may_be_rich, get_args(annotation)))


_RICH = get_args(RichText)[-1]
"""What makes a text rich when it is decoded."""
