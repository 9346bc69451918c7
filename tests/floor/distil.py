"""Distil what browsers at the floor lack from the compatibility data of MDN.

The data come as ``data.json`` in the npm package ``@mdn/browser-compat-data`` (CC0). Run again
when the floor moves, or when the language has grown names that the lists do not know::

    python tests/floor/distil.py package/data.json
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FLOOR = {"chrome": 80, "firefox": 74}
"""The oldest browsers in which everything has to work: those of the first months of 2020."""

NEVER = 10_000
LISTS = Path(__file__).with_name("lacking.json")
COMMON_OWNERS = (
    "Array",
    "Blob",
    "Document",
    "Element",
    "Event",
    "HTMLElement",
    "Map",
    "Node",
    "NodeList",
    "Object",
    "Promise",
    "Response",
    "Set",
    "String",
    "URL",
    "URLSearchParams",
    "Window",
)
"""Whose members are looked at even where the same name of another owner is old."""

IGNORED = ("__", "worker_support", "secure_context", "@@")
"""Parts of names that stand for no name in a script."""

Tree = dict[str, Any]


def supported(entry: Tree) -> bool:
    """Whether browsers at the floor have a feature, by its own name and without a flag.

    A browser that has not got it to this day does not count, as long as the other one had it:
    this is about age, not about makers.
    """
    support = entry.get("__compat", {}).get("support", {})
    at_floor = [_has(support.get(name), version) for name, version in FLOOR.items()]
    later = [_since(support.get(name)) < NEVER for name in FLOOR]
    return any(at_floor) and not any(
        since and not had for had, since in zip(at_floor, later, strict=True)
    )


def since(entry: Tree) -> str:
    """The versions that first have a feature: ``Chromium 86, Firefox 78``."""
    support = entry["__compat"]["support"]
    versions = {name: _since(support.get(name)) for name in FLOOR}
    known = {name: str(v) if v < NEVER else "none" for name, v in versions.items()}
    return f"Chromium {known['chrome']}, Firefox {known['firefox']}"


def _statements(support: Any) -> Iterator[Tree]:
    """What is said of one browser, without what holds only for another name or a flag."""
    for one in support if isinstance(support, list) else [support or {}]:
        if not one.keys() & {"flags", "prefix", "alternative_name"}:
            yield one


def _has(support: Any, version: int) -> bool:
    """Whether a version has a feature, if only in part."""
    return any(
        _number(one.get("version_added")) <= version < _number(one.get("version_removed"))
        for one in _statements(support)
    )


def _since(support: Any) -> int:
    """The first version that has a feature and keeps it; very high if there is none."""
    kept = (one for one in _statements(support) if "version_removed" not in one)
    return min((_number(one.get("version_added")) for one in kept), default=NEVER)


def _number(version: Any) -> int:
    number = str(version).lstrip("≤").partition(".")[0]
    return int(number) if number.isdigit() else NEVER


def _children(tree: Tree) -> Iterator[tuple[str, Tree]]:
    for name, entry in tree.items():
        if not any(part in name for part in IGNORED):
            yield name, entry


def _globals(data: Tree) -> dict[str, str]:
    """Interfaces and global functions that are missing at the floor."""
    places = [data["api"], data["javascript"]["builtins"]]
    return {
        name: since(entry)
        for place in places
        for name, entry in _children(place)
        if "__compat" in entry and not supported(entry)
    }


def _owners(data: Tree) -> Iterator[tuple[str, str, Tree]]:
    """Every member: its name, its owner, and what is known of it."""
    for place in (data["api"], data["javascript"]["builtins"]):
        for owner, members in _children(place):
            if not supported(members):
                continue
            for name, entry in _children(members):
                if "__compat" in entry and name != owner:
                    yield name.removesuffix("_static").removesuffix("_event"), owner, entry


def _members(data: Tree) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Members that no owner has at the floor; and common owners that lack a member of others."""
    owners = list(_owners(data))
    present = {name for name, _, entry in owners if supported(entry)}
    lacking = [(name, owner, entry) for name, owner, entry in owners if not supported(entry)]
    never = {name: since(entry) for name, _, entry in lacking if name not in present}
    partly: dict[str, list[str]] = {}
    for name, owner, _ in lacking:
        if name in present and owner in COMMON_OWNERS:
            partly.setdefault(name, []).append(owner)
    return never, partly


def _syntax(data: Tree, *path: str) -> dict[str, str]:
    place: Tree = data
    for name in path:
        place = place[name]
    return {
        name: since(entry)
        for name, entry in _children(place)
        if "__compat" in entry and not supported(entry)
    }


def _values(data: Tree) -> dict[str, str]:
    """Values of properties that are missing at the floor, as ``property: value``."""
    return {
        f"{name}: {value}": since(entry)
        for name, values in _children(data["css"]["properties"])
        if "__compat" in values and supported(values)
        for value, entry in _children(values)
        if "__compat" in entry and not supported(entry)
    }


def _types(tree: Tree) -> dict[str, str]:
    """Functions and units of values that are missing at the floor, at any depth."""
    found: dict[str, str] = {}
    for name, entry in _children(tree):
        if "__compat" in entry and not supported(entry):
            found[name] = since(entry)
        found |= _types(entry)
    return found


def distilled(data: Tree) -> Tree:
    """The lists that the check reads."""
    members, partly = _members(data)
    return {
        "source": f"@mdn/browser-compat-data {data['__meta']['version']}",
        "floor": FLOOR,
        "globals": _globals(data),
        "members": members,
        "members of some": partly,
        "operators": _syntax(data, "javascript", "operators"),
        "statements": _syntax(data, "javascript", "statements"),
        "classes": _syntax(data, "javascript", "classes"),
        "grammar": _syntax(data, "javascript", "grammar"),
        "regular expressions": _syntax(data, "javascript", "regular_expressions"),
        "properties": _syntax(data, "css", "properties"),
        "values": _values(data),
        "types": _types(data["css"]["types"]),
        "selectors": _syntax(data, "css", "selectors"),
        "at-rules": _syntax(data, "css", "at-rules"),
        "media": _syntax(data, "css", "at-rules", "media"),
    }


if __name__ == "__main__":
    lists = distilled(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    LISTS.write_text(
        json.dumps(lists, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8"
    )
