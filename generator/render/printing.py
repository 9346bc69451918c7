"""How pages print values: escaped, rich text marked up, in a language that is named."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from generator.messages.formats import number
from generator.messages.labels import Labels
from generator.model.edition import Edition
from generator.model.rich import Phrase, Rich, has_markup, runs
from generator.scoring.card import Mark
from generator.turbo.common import Common
from generator.turbo.rows import Row

_SPECIAL = re.compile(r"[&<>\"'`*_{}\[\]()#+!|~^=\\:$]")
"""Characters that mean something to HTML or Markdown; as entities they mean themselves."""
_MEANS = re.compile(f"{_SPECIAL.pattern[:-1]}\n]")
_NOTHING = Markup()


@lru_cache(maxsize=50_000)
def escaped(text: str) -> Markup:
    """``text`` as it reads, wherever it stands in HTML or Markdown."""
    return Markup(_SPECIAL.sub(lambda found: f"&#{ord(found[0])};", text).replace("\n", " "))


def means_something(text: str) -> bool:
    """Whether any character of a text would be escaped."""
    return _MEANS.search(text) is not None


class PageContext(Context):
    """What a template sees, and how it prints: in ``language`` if the data has one that is
    not that of the words around it."""

    def __init__(
        self, environment: Environment, parent: dict[str, Any], *others: Any, **named: Any
    ) -> None:
        super().__init__(environment, parent, *others, **named)
        self.language: str = parent.get("language", "")
        folder = parent["to"].folder if "to" in parent else ""
        self._common: Common = environment.common(folder)  # type: ignore[attr-defined]
        self.common = self._common.once

    @property
    def printers(self) -> "Printers":
        """How the page prints values, by their class."""
        return Printers(self)

    def noted(self, printers: "Printers") -> Callable[[str, Row, Edition, Sequence[Mark]], str]:
        """What prints marks."""
        return partial(self._common.rows, printers)

    def rich(self, value: Rich) -> str:
        """A rich text in the language of the page. Most are notes, of which no two are the same,
        and have none of the characters that mean something."""
        return self.printed(value) if _MEANS.search(value) else value

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


class Printers(dict[type, Callable[[Any], str]]):
    """How a page prints values, by their class; those of any other in the general way."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(_PRINTERS)
        self._printed = context.printed
        if not context.language:
            self.update({Phrase: escaped, Rich: context.rich})

    def __missing__(self, _: type) -> Callable[[Any], str]:
        return self._printed


class Words(dict[str, Markup]):
    """The labels without facts, by their keys; each is looked up once."""

    def __init__(self, words: Labels) -> None:
        self._words = words

    def __missing__(self, key: str) -> Markup:
        label = self[key] = Markup(self._words(f"ui.{key}"))
        return label


@pass_context
def one_by_one(context: PageContext, values: Iterable[object], separator: str = "") -> Markup:
    """Values one after the other, each as a page prints it."""
    return Markup(separator).join(context.printed(value) for value in values)


@pass_context
def language_tag(context: PageContext, value: object) -> Markup:
    """The attribute that names the language of a value, if it needs one."""
    return context.tag(value)
