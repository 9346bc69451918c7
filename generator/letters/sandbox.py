"""The environment of templates: they read values and call nothing of ours."""

import datetime as dt
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.messages.formats import FILTERS
from generator.messages.labels import Labels

_OWN = "generator."


class Sandbox(ImmutableSandboxedEnvironment):
    """Lets a template read fields and properties of our values, but call none of their methods:
    those of models can read files."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may read an attribute."""
        if type(obj).__module__.startswith(_OWN) and callable(getattr(type(obj), attr, None)):
            return False
        return super().is_safe_attribute(obj, attr, value)

    @cached_property
    def _compile_once(self) -> Callable[[str], Template]:
        return cache(super().from_string)

    def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> Template:  # noqa: ARG002
        """Compile a template, once: the library asks for it again with each letter."""
        return self._compile_once(source)


def sandbox(labels: Labels) -> Sandbox:
    """Return the environment of letters in the language of ``labels``.

    It has the filters of pages, ``date`` and ``state``. A name that is not known is an error.
    """
    environment = Sandbox(undefined=StrictUndefined, autoescape=True, finalize=_printed)
    environment.filters.update(FILTERS)
    months = labels.section("ui")["months"]
    pattern = labels("ui.date")

    def date(day: dt.date) -> str:
        facts = {"year": day.year, "month": day.month, "day": day.day}
        return pattern.format(**facts, name=months[day.month - 1])

    environment.filters["date"] = date
    environment.filters["progress"] = lambda state: labels(f"ui.progress.{state}")
    environment.filters["state"] = lambda state: labels(f"ui.state.{state}")
    return environment


def _printed(value: Any) -> Any:
    """Print nothing for what there is not."""
    return "" if value is None else value
