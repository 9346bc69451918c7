"""Find what a script needs that browsers at the floor lack."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

LISTS = Path(__file__).with_name("lacking.json")
LANGUAGE = Language(tree_sitter_javascript.language())

ASSIGNMENTS = {
    "??=": "nullish_coalescing_assignment",
    "||=": "logical_or_assignment",
    "&&=": "logical_and_assignment",
}
NODES = {
    "class_static_block": "static block of a class (Chromium 94, Firefox 93)",
    "import_attribute": "import with attributes (Chromium 123, Firefox 138)",
    "namespace_export": "export * as (Chromium 72, Firefox 80)",
    "private_property_identifier": "private member of a class (Chromium 84, Firefox 90)",
    "using_declaration": "using (Chromium 134, Firefox 141)",
}
"""Parts of the grammar that came after the floor, by their name in the grammar of tree-sitter."""

PATTERNS = {
    r"\(\?<[=!]": "lookbehind (Chromium 62, Firefox 78)",
    r"\(\?<[A-Za-z_$]": "named group (Chromium 64, Firefox 78)",
    r"\(\?[ims-]+:": "modifiers (Chromium 125, Firefox 132)",
    r"\\[pP]\{": "class of Unicode (Chromium 64, Firefox 78)",
}
"""What a regular expression may not hold."""

FLAGS = {"d": "Chromium 90, Firefox 88", "s": "Chromium 62, Firefox 78", "v": "Chromium 112"}
ALLOWED = {
    "address": "a field of an entry of the index",
    "when": "a field of an entry of the index",
    "pipeThrough": "asked for together with DecompressionStream",
    "has": "of Map and Set",
    "json": "of an answer; its static namesake came later",
    "parse": "of JSON",
    "size": "of Map and Set; URLSearchParams has none",
}
"""Members whose names are lacking elsewhere, each with the owner that a person looked up."""

FUNCTIONS = ("function", "method")


@dataclass(frozen=True, slots=True)
class Finding:
    """A place that a browser at the floor does not understand."""

    line: int
    text: str


@cache
def lists() -> dict[str, Any]:
    """What browsers at the floor lack, as ``distil.py`` wrote it."""
    read: dict[str, Any] = json.loads(LISTS.read_text("utf-8"))
    return read


def check_script(source: str) -> list[Finding]:
    """All places of a script, in their order. A script that does not parse has one finding.

    A name is allowed where the script asks for it first: ``"Name" in window``.
    """
    root = Parser(LANGUAGE).parse(source.encode()).root_node
    asked = set(re.findall(r'"(\w+)" in [A-Za-z.]+', source))
    return [
        Finding(node.start_point.row + 1, text)
        for node in _walk(root)
        for text in _lacking(node)
        if text.partition(" ")[0].lstrip(".") not in asked
    ]


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _walk(child)


def _lacking(node: Node) -> Iterator[str]:
    """What a node of the tree needs that is not there."""
    text = (node.text or b"").decode()
    if node.type == "ERROR" or node.is_missing:
        yield f"does not parse: {text[:40]}"
    elif node.type in NODES:
        yield NODES[node.type]
    elif node.type == "augmented_assignment_expression":
        operator = next(child.type for child in node.children if child.type.endswith("="))
        if operator in ASSIGNMENTS:
            yield f"{operator} ({lists()['operators'][ASSIGNMENTS[operator]]})"
    elif node.type == "await_expression" and not _inside_function(node):
        yield "await outside a function (Chromium 89, Firefox 89)"
    elif node.type == "property_identifier":
        yield from _member(text)
    elif node.type == "identifier" and text in lists()["globals"]:
        yield f"{text} ({lists()['globals'][text]})"
    elif node.type == "regex":
        yield from _regex(node)


def _inside_function(node: Node) -> bool:
    parent = node.parent
    while parent is not None:
        if any(word in parent.type for word in FUNCTIONS):
            return True
        parent = parent.parent
    return False


def _member(name: str) -> Iterator[str]:
    """A member that no object has at the floor, or that has to be looked at by a person."""
    if name in ALLOWED:
        return
    if name in lists()["members"]:
        yield f".{name} ({lists()['members'][name]})"
    elif name in lists()["members of some"]:
        owners = ", ".join(lists()["members of some"][name])
        yield f".{name} is lacking of {owners}"


def _regex(node: Node) -> Iterator[str]:
    parts = {child.type: (child.text or b"").decode() for child in node.children}
    for pattern, text in PATTERNS.items():
        if re.search(pattern, parts.get("regex_pattern", "")):
            yield text
    for flag in parts.get("regex_flags", ""):
        if flag in FLAGS:
            yield f"flag {flag} of a regular expression ({FLAGS[flag]})"
