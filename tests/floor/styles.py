"""Find what a style sheet needs that browsers at the floor lack.

What they lack may stand inside ``@supports``, or after a declaration of the same property that
they do know, or beside the same property with a prefix. Elsewhere a browser drops the whole rule
or the declaration without a word.

Chromium has no gap between flexible boxes before 84 and cannot be asked for one, as it knows gaps
of grids. What came in the same version is ``revert``: each rule with such a gap needs another one
inside ``@supports not (color: revert)``, with margins for the children of the same boxes.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import tinycss2
from scripts import Finding, lists

NO_GAP = "not (color: revert)"
NESTED = ("media", "supports", "layer", "container")
"""Rules that hold others."""

FLEX = ("flex", "inline-flex")
GAPS = ("gap", "row-gap", "column-gap")

Token = Any
"""A node of tinycss2, which has no types."""


def check_style(source: str) -> list[Finding]:
    """All places of a style sheet, in their order."""
    rules = tinycss2.parse_stylesheet(source, skip_comments=True)
    return list(_rules(rules, _boxes_with_margins(rules)))


def _boxes_with_margins(rules: Sequence[Token]) -> set[str]:
    """The selectors of boxes whose children have margins where there are no gaps."""
    parents: set[str] = set()
    for rule in rules:
        if rule.type == "at-rule" and tinycss2.serialize(rule.prelude).strip() == NO_GAP:
            for inner in tinycss2.parse_rule_list(rule.content, True, True):
                texts = tinycss2.serialize(inner.prelude).split(",")
                parents |= {text.partition(" > ")[0].strip() for text in texts if " > " in text}
    return parents


def _rules(rules: Sequence[Token], margins: set[str]) -> Iterator[Finding]:
    for rule in rules:
        if rule.type == "error":
            yield Finding(rule.source_line, f"does not parse: {rule.message}")
        elif rule.type == "qualified-rule":
            yield from _selectors(rule.prelude)
            yield from _declarations(rule.content)
            yield from _gap(rule, margins)
        elif rule.type == "at-rule":
            yield from _at_rule(rule, margins)


def _gap(rule: Token, margins: set[str]) -> Iterator[Finding]:
    """A gap between flexible boxes whose children have no margins instead."""
    found = tinycss2.parse_blocks_contents(rule.content, True, True)
    values = {
        one.name: tinycss2.serialize(one.value).strip()
        for one in found
        if one.type == "declaration"
    }
    selectors = {text.strip() for text in tinycss2.serialize(rule.prelude).split(",")}
    if values.get("display") in FLEX and values.keys() & set(GAPS) and not selectors <= margins:
        yield Finding(rule.source_line, "gap between flexible boxes (Chromium 84, Firefox 63)")


def _at_rule(rule: Token, margins: set[str]) -> Iterator[Finding]:
    name = rule.lower_at_keyword
    if name in lists()["at-rules"]:
        yield Finding(rule.source_line, f"@{name} ({lists()['at-rules'][name]})")
    if name == "media":
        yield from _media(rule)
    if name in NESTED and name != "supports" and rule.content is not None:
        yield from _rules(tinycss2.parse_rule_list(rule.content, True, True), margins)


def _media(rule: Token) -> Iterator[Finding]:
    for token in _tokens(rule.prelude):
        if token.type == "ident" and token.lower_value in lists()["media"]:
            yield Finding(token.source_line, f"@media {token.value}")
        if token.type == "literal" and token.value in ("<", ">", "<=", ">=", "="):
            yield Finding(token.source_line, f"@media with {token.value}")


def _tokens(tokens: Sequence[Token]) -> Iterator[Token]:
    """All tokens, those in brackets and in functions too."""
    for token in tokens:
        yield token
        inner = getattr(token, "arguments", None) or getattr(token, "content", None)
        yield from _tokens(inner or ())


def _selectors(prelude: Sequence[Token]) -> Iterator[Finding]:
    """Pseudo-classes and lists in ``:not()`` that are lacking: with one the whole rule goes."""
    tokens = list(_tokens(prelude))
    for before, token in pairwise(tokens):
        if before.type != "literal" or before.value != ":":
            continue
        name = str(getattr(token, "lower_name", None) or getattr(token, "lower_value", ""))
        if name in lists()["selectors"] and not name.startswith("-"):
            yield Finding(token.source_line, f":{name} ({lists()['selectors'][name]})")
        elif name == "not" and not _simple(token.arguments):
            text = tinycss2.serialize(token.arguments)
            yield Finding(token.source_line, f":not({text}) (Chromium 88, Firefox 84)")


def _simple(arguments: Sequence[Token]) -> bool:
    """Whether a selector is a single one: a name, a class, an attribute, or a pseudo-class."""
    kinds = [token.type for token in arguments if token.type != "whitespace"]
    names = [kind for kind in kinds if kind in ("ident", "hash", "[] block", "function")]
    commas = [token for token in arguments if token.type == "literal" and token.value in ",>+~"]
    return len(names) == 1 and not commas


def _declarations(content: Sequence[Token]) -> Iterator[Finding]:
    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    known: set[str] = set()
    for one in found:
        if one.type != "declaration":
            yield Finding(one.source_line, f"a {one.type} inside a rule")
            continue
        texts = list(_lacking(one))
        if one.lower_name not in known and not _prefixed(one.lower_name, known):
            yield from (Finding(one.source_line, text) for text in texts)
        if not texts:
            known.add(one.lower_name)


def _prefixed(name: str, known: set[str]) -> bool:
    return f"-webkit-{name}" in known


def _lacking(declaration: Token) -> Iterator[str]:
    """What a declaration needs: its property, a value of it, a function."""
    name = declaration.lower_name
    if name in lists()["properties"] and not name.startswith("-"):
        yield f"{name} ({lists()['properties'][name]})"
    for token in _tokens(declaration.value):
        value = getattr(token, "lower_value", "") if token.type == "ident" else ""
        if value and f"{name}: {value}" in lists()["values"]:
            yield f"{name}: {value} ({lists()['values'][f'{name}: {value}']})"
        if token.type == "function" and token.lower_name in lists()["types"]:
            yield f"{token.name}() ({lists()['types'][token.lower_name]})"
