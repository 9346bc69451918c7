"""The Jinja environment of all pages: its filters, and the labels of one language.

A page is rendered by ``environment(labels).get_template(name).render(values)``. A macro can be
called as a function: ``environment(labels).get_template("_parts.md.jinja").make_module({"to":
links}).worth(edition, rule)``. Beside the values of a page itself, templates expect ``to``, the
:class:`~generator.urls.Links` of the page, and ``language``, that of the data where the labels
have another.
"""

import datetime as dt
import re
from collections.abc import Callable
from functools import cache, lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context
from markupsafe import Markup

from generator.messages.formats import FILTERS, date_text
from generator.messages.labels import Labels
from generator.render.printing import escape_text, join_values, language_attribute, print_value

LabelPrinter = Callable[..., Markup]

_TAGS = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
_CONTINUED = re.compile(r"\n {2,}")


class ContinuedLines(Extension):
    """Lets templates lay out one line of a page over several lines.

    A line that is indented by two spaces or more continues the line before it: the page gets
    neither the line break nor the spaces.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """Return the source with each such break in a comment, so that lines keep their numbers."""
        parts = _TAGS.split(source)
        parts[::2] = [_CONTINUED.sub("{#\n#}", text) for text in parts[::2]]
        return "".join(parts)


def environment(labels: Labels) -> Environment:
    """Return a new environment for pages in the language of ``labels``.

    ``t("key")`` is the label ``ui.key``, ``t("key", **facts)`` that label with printed facts.
    Printing a name, an attribute or a label that does not exist raises an error.
    """
    env = Environment(
        loader=PackageLoader("generator", "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=print_value,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[ContinuedLines],
    )
    env.globals["t"] = label_printer(labels)
    env.filters.update(FILTERS, join=join_values, lang=language_attribute, plain=escape_text)
    env.filters.update(date=_date_printer(labels))
    return env


def label_printer(labels: Labels) -> LabelPrinter:
    """Return the function ``t`` of templates. Labels may have markup, their facts are printed."""

    @cache
    def plain_label(key: str) -> Markup:
        return Markup(labels(f"ui.{key}"))

    @pass_context
    def print_label(context: Context, key: str, **facts: object) -> Markup:
        if not facts:
            return plain_label(key)
        printed = {name: print_value(context, fact) for name, fact in facts.items()}
        return Markup(labels(f"ui.{key}", **printed))

    return print_label


def _date_printer(labels: Labels) -> Callable[[dt.date], Markup]:
    @lru_cache(maxsize=5_000)
    def print_date(day: dt.date) -> Markup:
        text = date_text(day, labels)
        return Markup(f'<time datetime="{day.isoformat()}">{text}</time>')

    return print_date
