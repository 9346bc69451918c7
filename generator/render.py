"""One Jinja environment for all pages, with its filters and its escaping."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from generator.filters import FILTERS, number
from generator.labels import Labels
from generator.model.rich import Phrase, Rich, runs

_SPECIAL = re.compile(r"[&<>\"'`*_{}\[\]()#+!|~^=\\:$]")
"""Characters that mean something to HTML or Markdown; as entities they mean themselves."""


def escaped(text: str) -> Markup:
    """``text`` as it reads, wherever it stands in HTML or Markdown."""
    return Markup(_SPECIAL.sub(lambda found: f"&#{ord(found[0])};", text).replace("\n", " "))


@pass_context
def _finalized(context: Context, value: object) -> Markup:
    """A value as a page prints it: markup as it is, rich text marked up, all else escaped."""
    if isinstance(value, Markup):
        return value
    text = _marked_up(context, value) if isinstance(value, Rich) else escaped(_text(value))
    return Markup(f"<span{tag}>{text}</span>") if (tag := _tag(context, value)) else text


@pass_context
def _tag(context: Context, value: object) -> Markup:
    """The attribute that names the language of a text of the data, where the page around it
    has another."""
    language = context.get("language")
    return Markup(f' lang="{language}"') if language and isinstance(value, Phrase) else Markup()


@pass_context
def _joined(context: Context, values: Iterable[object], separator: str = "") -> Markup:
    """Values one after the other, each as a page prints it."""
    return Markup(separator).join(_finalized(context, value) for value in values)


def _bare(value: str) -> Markup:
    """A text where no element may stand: in an attribute, in a drawing."""
    return escaped(str(value))


def _marked_up(context: Context, text: Rich) -> Markup:
    template = context.environment.get_template("_rich.md.jinja")
    return Markup(template.render(runs=runs(text), to=context["to"]))


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return number(value)
    if value is None:
        raise TypeError("a page prints a value that is missing")
    return str(value)


def environment(words: Labels) -> Environment:
    """The environment of one language. ``t`` gives a label, ``t(key, **facts)`` fills it."""
    env = Environment(
        loader=PackageLoader("generator", "templates"),
        undefined=StrictUndefined,
        finalize=_finalized,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.globals["t"] = _translator(words)
    env.filters.update(FILTERS, date=_dater(words), join=_joined, bare=_bare, tag=_tag)
    env.filters.update(field_words=_field_namer(words), value_words=_value_namer(words))
    return env


def _translator(words: Labels) -> Callable[..., Markup]:
    """Labels may carry markup of their own; the facts put into them may not."""

    @pass_context
    def translate(context: Context, key: str, **facts: Any) -> Markup:
        safe = {name: _finalized(context, fact) for name, fact in facts.items()}
        return Markup(words(f"ui.{key}", **safe))

    return translate


def _dater(words: Labels) -> Callable[[dt.date], Markup]:
    pattern = words("ui.date")
    months = words.section("ui")["months"]

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
