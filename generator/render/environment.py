"""One Jinja environment for all pages, with its filters."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from hashlib import sha256
from json.encoder import encode_basestring_ascii
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.nodes import Template
from markupsafe import Markup, escape

from generator.messages.formats import FILTERS
from generator.messages.labels import Labels
from generator.render.printing import PageContext, Words, escaped, language_tag, one_by_one
from generator.turbo.common import Common
from generator.turbo.joining import joined
from generator.turbo.remembered import FOLDER, Remembered
from generator.turbo.spelling import Spelled
from generator.turbo.template_compiler import Generator


def quoted(text: str) -> Markup:
    """A text in quotes, for the front matter of a page, as HTML."""
    return Markup(encode_basestring_ascii(escape(text)).replace("&", "\\u0026"))


class PageEnvironment(Environment):
    """Templates in the words of one language."""

    code_generator_class = Generator
    context_class = PageContext

    def __init__(self, words: Labels, **options: Any) -> None:
        super().__init__(**options)
        self.words = words
        self.labels = Words(words)
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
    env.bytecode_cache = Remembered(words.digest + env.digest, words.language, FOLDER)
    env.filters.update(FILTERS, date=_dater(words), join=one_by_one, bare=escaped)
    env.filters.update(quoted=quoted, tag=language_tag)
    env.filters.update({name: _escaping(FILTERS[name]) for name in _FIGURES})
    env.filters.update(field_words=_field_namer(words), value_words=_value_namer(words))
    return env


def compile_all(words: Labels, templates: Iterable[str]) -> None:
    """Compile templates before this process is copied; each copy would do it again."""
    env = environment(words)
    for one in templates:
        env.get_template(one)


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
