"""Print values on pages: escaped, with rich text as HTML, and with the language of the data."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from generator.messages.formats import number
from generator.model.base import Phrase, Rich, has_markup, runs

_SPECIAL_CHARACTERS = r"&<>\"'`*_{}\[\]()#+!|~^=\\:$"
_SPECIAL = re.compile(f"[{_SPECIAL_CHARACTERS}]")
"""Characters that HTML or Markdown may interpret. As entities they stand for themselves."""
_ESCAPED = re.compile(f"[{_SPECIAL_CHARACTERS}\n]")


@lru_cache(maxsize=50_000)
def escape_text(text: str) -> Markup:
    """Escape a text so that it reads the same anywhere in HTML and in Markdown.

    Special characters become entities, ends of lines become spaces.
    """
    return Markup(_SPECIAL.sub(lambda match: f"&#{ord(match[0])};", text).replace("\n", " "))


def needs_escaping(text: str) -> bool:
    """Say whether :func:`escape_text` would change a text."""
    return _ESCAPED.search(text) is not None


@pass_context
def print_value(context: Context, value: object) -> Markup:
    """Return a value as the page of ``context`` prints it.

    Markup stays as it is. Texts of the data are marked up and may name their language; see
    :func:`print_phrase`. Decimals are printed in plain notation, all else as its ``str``.
    Raises ``TypeError`` for ``None``: a template has to say what stands for a missing value.
    """
    if isinstance(value, Markup):
        return value
    if isinstance(value, Phrase):
        return print_phrase(context, value)
    if isinstance(value, Decimal):
        return escape_text(number(value))
    if value is None:
        raise TypeError("a page prints a value that is missing")
    return escape_text(str(value))


@pass_context
def print_phrase(context: Context, text: Phrase) -> Markup:
    """Return a text of the data as HTML, in a ``span`` where it has to name its language."""
    has_runs = isinstance(text, Rich) and has_markup(text)
    html = _print_rich(context, text) if has_runs else escape_text(text)
    attribute = language_attribute(context, text)
    return Markup(f"<span{attribute}>{html}</span>") if attribute else html


def _print_rich(context: Context, text: str) -> Markup:
    template = context.environment.get_template("_rich.md.jinja")
    return Markup(template.render(runs=runs(text), to=context["to"]))


@pass_context
def language_attribute(context: Context, value: object) -> Markup:
    """Return the ``lang`` attribute of a value, empty if it needs none.

    A text of the data needs it where the context has a ``language``: that of the data, on a page
    whose labels are in another.
    """
    language = context.get("language", "")
    return Markup(f' lang="{language}"' if language and isinstance(value, Phrase) else "")


@pass_context
def join_values(context: Context, values: Iterable[object], separator: str = "") -> Markup:
    """Print values one after the other, with a separator between them."""
    return Markup(separator).join(print_value(context, value) for value in values)
