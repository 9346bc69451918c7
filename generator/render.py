"""One Jinja environment for all pages, with its filters and its escaping."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache, lru_cache, partial
from hashlib import sha256
from json.encoder import encode_basestring_ascii
from typing import Any, ClassVar

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.nodes import Template
from jinja2.runtime import Context
from markupsafe import Markup, escape

from generator.common import Common, Macro
from generator.compiling import Generator, Spelled
from generator.filters import FILTERS, number
from generator.joining import joined
from generator.labels import Labels
from generator.model.edition import Edition
from generator.model.rich import Phrase, Rich, has_markup, runs
from generator.score.card import Mark

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
        env: PageEnvironment = environment  # type: ignore[assignment]
        self._common = env.common(parent["to"].folder if "to" in parent else "")
        self.common = self._common.once

    @property
    def printers(self) -> "_Printers":
        """How the page prints values, by their class."""
        return _Printers(self)

    def noted(self, printers: "_Printers") -> Callable[[str, Macro, Edition, Mark], str]:
        """What prints marks."""
        return partial(self._common.row, printers)

    def rich(self, value: Rich) -> Markup:
        """A rich text in the language of the page; few have any markup."""
        plain = _unmarked(value)
        return self.printed(value) if plain is None else plain

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
        printed = {name: self.printed(fact) for name, fact in facts.items()}
        return Markup(words(f"ui.{key}", **printed))

    def _marked_up(self, text: Rich) -> Markup:
        template = self.environment.get_template("_rich.md.jinja")
        return Markup(template.render(runs=runs(text), to=self["to"]))


@lru_cache(maxsize=50_000, typed=True)  # the same characters may be rich, or not
def _unmarked(value: object) -> Markup | None:
    """A text of the data that has no markup, escaped; nothing for any other value."""
    plain = isinstance(value, Phrase) and not (isinstance(value, Rich) and has_markup(value))
    return escaped(str(value)) if plain else None


@lru_cache(maxsize=50_000)
def _decimal(value: Decimal) -> Markup:
    return escaped(number(value))


@lru_cache(maxsize=50_000)
def _integer(value: int) -> Markup:
    return escaped(str(value))


_PRINTERS: Mapping[type, Callable[[Any], Markup]] = {
    str: escaped,
    int: _integer,
    Decimal: _decimal,
}
"""How values of these very types print, wherever they stand."""


class _Printers(dict[type, Callable[[Any], Markup]]):
    """How a page prints values, by their class; those of any other in the general way."""

    def __init__(self, context: _Context) -> None:
        super().__init__(_PRINTERS)
        self._printed = context.printed
        if not context.language:
            self.update({Phrase: escaped, Rich: context.rich})

    def __missing__(self, _: type) -> Callable[[Any], Markup]:
        return self._printed


class _Labels(dict[str, Markup]):
    """The labels without facts, by their keys; each is looked up once."""

    def __init__(self, words: Labels) -> None:
        self._words = words

    def __missing__(self, key: str) -> Markup:
        label = self[key] = Markup(self._words(f"ui.{key}"))
        return label


@pass_context
def _joined(context: _Context, values: Iterable[object], separator: str = "") -> Markup:
    """Values one after the other, each as a page prints it."""
    return Markup(separator).join(context.printed(value) for value in values)


@pass_context
def _tag(context: _Context, value: object) -> Markup:
    return context.tag(value)


def quoted(text: str) -> Markup:
    """A text in quotes, for the front matter of a page, as HTML."""
    return Markup(encode_basestring_ascii(escape(text)).replace("&", "\\u0026"))


class Remembered(BytecodeCache):
    """Compiled templates, kept while the process lives, for a server that builds again and
    again. Templates are told apart by their text, and by the ``parts`` written into them: words,
    and other templates."""

    _codes: ClassVar[dict[tuple[str, str], bytes]] = {}

    def __init__(self, parts: str = "") -> None:
        self._parts = parts

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, if its template has been compiled before from the same text."""
        if code := self._codes.get((self._parts, bucket.key)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what has been compiled."""
        self._codes[self._parts, bucket.key] = bucket.bytecode_to_string()


class PageEnvironment(Environment):
    """Templates in the words of one language."""

    code_generator_class = Generator
    context_class = _Context

    def __init__(self, words: Labels, **options: Any) -> None:
        super().__init__(**options)
        self.words = words
        self.labels = _Labels(words)
        self._common: dict[str, Common] = defaultdict(Common)
        self._trees: dict[str, Template] = {}
        self._template = cache(self.get_template)

    def common(self, folder: str) -> Common:
        """What the pages of a folder have in common."""
        return self._common[folder]

    @property
    def digest(self) -> str:
        """Tells the templates of one day from those of another: any may be part of any."""
        texts = [self._source(name)[0] for name in self.list_templates()]
        return sha256("".join(texts).encode()).hexdigest()

    def page(self, template: str, shown: dict[str, Any]) -> str:
        """A page with what it shows."""
        made = self._template(template)
        context = made.new_context(shown, shared=True)
        try:
            return "".join(made.root_render_func(context))
        except Exception:
            self.handle_exception()

    def _generate(self, source: Template, *args: Any, **options: Any) -> str:
        spelled = Spelled(self.words).visit(joined(source, self._tree))
        return super()._generate(spelled, *args, **options)

    def _tree(self, name: str) -> Template:
        if name not in self._trees:
            source, file, _ = self._source(name)
            self._trees[name] = self._parse(source, name, file)
        return self._trees[name]

    def _source(self, name: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        loader: PackageLoader = self.loader  # type: ignore[assignment]
        return loader.get_source(self, name)


def environment(words: Labels) -> PageEnvironment:
    """The environment of one language. ``t`` gives a label, ``t(key, **facts)`` fills it."""
    env = PageEnvironment(
        words,
        loader=PackageLoader("generator", "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.bytecode_cache = Remembered(words.digest + env.digest)
    env.filters.update(FILTERS, date=_dater(words), join=_joined, bare=escaped, tag=_tag)
    env.filters["quoted"] = quoted
    env.filters.update({name: _escaping(FILTERS[name]) for name in _FIGURES})
    env.filters.update(field_words=_field_namer(words), value_words=_value_namer(words))
    return env


_FIGURES = ("fixed", "moved", "number", "signed")
"""The filters that write numbers."""


def _escaping(write: Callable[..., str]) -> Callable[..., Markup]:
    """A filter whose results are escaped once."""

    @lru_cache(maxsize=50_000)
    def escaping(*values: object) -> Markup:
        return escaped(write(*values))

    return escaping


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
