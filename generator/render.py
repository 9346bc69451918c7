"""One Jinja environment for all pages, with its filters and its escaping."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from generator.labels import Labels

_SPECIAL = re.compile(r"[&<>\"'`*_{}\[\]()#+!|~^=\\:$-]")
"""Characters that mean something to HTML or Markdown; as entities they mean themselves."""


def escaped(text: str) -> Markup:
    """``text`` as it reads, wherever it stands in HTML or Markdown."""
    return Markup(_SPECIAL.sub(lambda found: f"&#{ord(found[0])};", text).replace("\n", " "))


def _finalized(value: object) -> object:
    return value if isinstance(value, Markup) else escaped(_text(value))


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return number(value)
    if value is None:
        raise TypeError("a page prints a value that is missing")
    return str(value)


def number(value: Decimal) -> str:
    """A decimal in plain notation, without superfluous zeros, with a true minus sign."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.replace("-", "−")


def fixed(value: Decimal, places: int) -> str:
    """A decimal with just so many places, as a published score is printed."""
    return f"{value:.{places}f}".replace("-", "−")


def signed(value: Decimal) -> str:
    """A decimal with its sign: ``+0.5``, ``−2``, ``0``."""
    return f"+{number(value)}" if value > 0 else number(value)


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
    env.globals["language"] = words.language
    env.filters.update(number=number, fixed=fixed, signed=signed, date=_dater(words))
    return env


def _translator(words: Labels) -> Callable[..., Markup]:
    """Labels may carry markup of their own; the facts put into them may not."""

    def translate(key: str, **facts: Any) -> Markup:
        safe = {name: _finalized(fact) for name, fact in facts.items()}
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
