"""The page of all rules that the data must keep, made from the rules themselves."""

import inspect
import re
from dataclasses import dataclass

from generator.messages.labels import Labels
from generator.pages.page import Page
from generator.rules.check import all_rules
from generator.rules.rule import code_of
from generator.urls import RULES

_FACT = re.compile("[{}][^{}]*[{}]")
"""A fact in braces; doubled braces count as one too."""
_NAME = re.compile("``([^`]+)``")
_APOSTROPHE = re.compile("(?<=[A-Za-z])'")


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem: its code, what it means, what to do, and the rule that finds it.

    ``rule`` is empty where a file cannot be read or decoded, which no rule finds.
    """

    code: str
    message: str
    remedy: str
    rule: str = ""


def rules_page(labels: Labels) -> Page:
    """Return the page of all kinds of problem, those of rules first."""
    rules = {code_of(rule): _printed(inspect.getdoc(rule) or "") for rule in all_rules()}
    kinds = [
        ProblemKind(code, _blank(text["message"]), _blank(text["remedy"]), rules.get(code, ""))
        for code, text in labels.section("problems").items()
    ]
    return Page(
        path=RULES,
        template="rules.md.jinja",
        title=labels("ui.rules.title"),
        context={
            "rules": [kind for kind in kinds if kind.code in rules],
            "notation": [kind for kind in kinds if kind.code not in rules],
        },
    )


def _blank(message: str) -> str:
    """Put an ellipsis in the place of each fact of a message."""
    return _FACT.sub("…", message)


def _printed(docstring: str) -> str:
    """Return a rule as it is set in print: names in quotes, curly apostrophes."""
    return _APOSTROPHE.sub("’", _NAME.sub(r"“\1”", docstring))
