"""One Jinja environment for all pages, with its filters and its escaping."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.nodes import Template
from jinja2.runtime import Context
from markupsafe import Markup

from generator.addresses import Links
from generator.compiling import DirectMacro, Generator, Spelled
from generator.filters import FILTERS, number
from generator.labels import Labels
from generator.model.rich import Phrase, Rich, has_markup, runs

_SPECIAL = re.compile(r"[&<>\"'`*_{}\[\]()#+!|~^=\\:$]")
"""Characters that mean something to HTML or Markdown; as entities they mean themselves."""
_NOTHING = Markup()


@lru_cache(maxsize=50_000)
def escaped(text: str) -> Markup:
    """``text`` as it reads, wherever it stands in HTML or Markdown."""
    return Markup(_SPECIAL.sub(lambda found: f"&#{ord(found[0])};", text).replace("\n", " "))


class _Context(Context):
    """What a template sees, and how it prints: in ``language`` if the data has one that is
    not that of the words around it."""

    def __init__(
        self, environment: Environment, parent: dict[str, Any], *others: Any, **named: Any
    ) -> None:
        super().__init__(environment, parent, *others, **named)
        self.language: str = parent.get("language", "")

    def printed(self, value: object) -> Markup:
        """A value as a page prints it: markup as it is, rich text marked up, all else
        escaped."""
        kind = value.__class__
        if kind in _PRINTERS:
            return _PRINTERS[kind](value)
        if not self.language and (plain := _unmarked(value)) is not None:
            return plain
        if isinstance(value, Markup):
            return value
        if value is None:
            raise TypeError("a page prints a value that is missing")
        rich = isinstance(value, Rich) and has_markup(value)
        text = self._marked_up(Rich(value)) if rich else escaped(str(value))
        return Markup(f"<span{tag}>{text}</span>") if (tag := self.tag(value)) else text

    def tag(self, value: object) -> Markup:
        """The attribute that names the language of a text of the data, where the page around
        it has another."""
        if not isinstance(value, Phrase) or not self.language:
            return _NOTHING
        return Markup(f' lang="{self.language}"')

    def told(self, key: str, **facts: object) -> Markup:
        """A label. It may carry markup of its own; the facts put into it may not."""
        words: Labels = self.environment.words  # type: ignore[attr-defined]
        return (
            _label(words, key)
            if not facts
            else Markup(
                words(f"ui.{key}", **{name: self.printed(fact) for name, fact in facts.items()})
            )
        )

    def _marked_up(self, text: Rich) -> Markup:
        template = self.environment.get_template("_rich.md.jinja")
        return Markup(template.render(runs=runs(text), to=self["to"]))


@lru_cache(maxsize=2_000)
def _label(words: Labels, key: str) -> Markup:
    return Markup(words(f"ui.{key}"))


@lru_cache(maxsize=50_000, typed=True)  # the same characters may be rich, or not
def _unmarked(value: object) -> Markup | None:
    """A text of the data that has no markup, escaped; nothing for any other value."""
    plain = isinstance(value, Phrase) and not (isinstance(value, Rich) and has_markup(value))
    return escaped(str(value)) if plain else None


@lru_cache(maxsize=50_000)
def _decimal(value: Decimal) -> Markup:
    return escaped(number(value))


_PRINTERS: Mapping[type, Callable[[Any], Markup]] = {
    str: escaped,
    int: lambda value: escaped(str(value)),
    Decimal: _decimal,
}
"""How values of these very types print, wherever they stand."""


@pass_context
def _joined(context: _Context, values: Iterable[object], separator: str = "") -> Markup:
    """Values one after the other, each as a page prints it."""
    return Markup(separator).join(context.printed(value) for value in values)


@pass_context
def _tag(context: _Context, value: object) -> Markup:
    return context.tag(value)


def _bare(value: str) -> Markup:
    """A text where no element may stand: in an attribute, in a drawing."""
    return escaped(str(value))


class Remembered(BytecodeCache):
    """Compiled templates, kept while the process lives, for a server that builds again and
    again. Templates are told apart by their text, and by the words written into them."""

    _codes: ClassVar[dict[tuple[str, str], bytes]] = {}

    def __init__(self, words: str = "") -> None:
        self._words = words

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, if its template has been compiled before from the same text."""
        if code := self._codes.get((self._words, bucket.key)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what has been compiled."""
        self._codes[self._words, bucket.key] = bucket.bytecode_to_string()


class _Environment(Environment):
    """Templates in the words of one language."""

    code_generator_class = Generator
    context_class = _Context
    macro = DirectMacro
    words: Labels

    def _generate(self, source: Template, *args: Any, **options: Any) -> str:
        spelled = Spelled(self.words).visit(source)
        return super()._generate(spelled, *args, **options)


def environment(words: Labels) -> Environment:
    """The environment of one language. ``t`` gives a label, ``t(key, **facts)`` fills it."""
    env = _Environment(
        loader=PackageLoader("generator", "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=Remembered(words.digest),
    )
    env.words = words
    env.globals["common"] = _Common()
    env.filters.update(FILTERS, date=_dater(words), join=_joined, bare=_bare, tag=_tag)
    env.filters.update(field_words=_field_namer(words), value_words=_value_namer(words))
    return env


class _Common:
    """What a macro prints of a value that many scorecards share, printed once for all pages
    of a folder: links are the same there. ``about`` is what the value belongs to."""

    def __init__(self) -> None:
        self._printed: dict[tuple[str, str, int], tuple[object, Markup]] = {}

    def __call__(self, to: Links, macro: DirectMacro, about: object, value: object) -> Markup:
        key = (to.folder, macro.name, id(value))
        if key not in self._printed:
            self._printed[key] = (value, macro(about, value))
        return self._printed[key][1]


def _dater(words: Labels) -> Callable[[dt.date], Markup]:
    pattern = words("ui.date")
    months = words.section("ui")["months"]

    @lru_cache(maxsize=5_000)
    def date(value: dt.date) -> Markup:
        shown = pattern.format(
            year=value.year, month=value.month, day=value.day, name=months[value.month - 1]
        )
        return Markup(f'<time datetime="{value.isoformat()}">{shown}</time>')

    return date


def _field_namer(words: Labels) -> Callable[[str], str]:
    """The path of a changed field in words: ids and counts stay as they are."""
    names = words.section("ui")["field"]
    return lambda path: " · ".join(names.get(step, step) for step in path.split("."))


def _value_namer(words: Labels) -> Callable[[object], object]:
    """A changed value in words, where it is a word of the format and not of the data."""
    names = words.section("ui")["value"]
    return lambda value: names.get(value, value)
