"""The page of all rules that the data must keep, made from the rules themselves."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass

from generator.messages.labels import Labels
from generator.pages.page import Page
from generator.rules.check import all_rules
from generator.rules.rule import code_of
from generator.urls import RULES as RULES_PAGE


@dataclass(frozen=True, slots=True)
class Told:
    """A kind of problem: its code, the rule behind it if there is one, and its words."""

    code: str
    message: str
    remedy: str
    rule: str = ""


def rules_page(words: Labels) -> Page:
    """Every rule with its code, meaning and remedy, and every fault of notation."""
    rules = {code_of(rule): _stated(rule) for rule in all_rules()}
    catalogue = words.section("problems")
    told = {
        code: Told(code, _blanked(entry["message"]), _blanked(entry["remedy"]), rules.get(code, ""))
        for code, entry in catalogue.items()
    }
    return Page(
        path=RULES_PAGE,
        template="rules.md.jinja",
        title=words("ui.rules.title"),
        context={
            "rules": [one for code, one in told.items() if code in rules],
            "notation": [one for code, one in told.items() if code not in rules],
        },
    )


def _stated(rule: Callable[..., object]) -> str:
    """The rule in the words of its docstring."""
    return inspect.getdoc(rule) or ""


def _blanked(message: str) -> str:
    """A message with an ellipsis in the place of each fact."""
    return "".join("…" if n % 2 else part for n, part in enumerate(_split(message)))


def _split(message: str) -> list[str]:
    return message.replace("}", "{").split("{")
