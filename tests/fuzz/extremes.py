"""Schemes at the ends of what the format allows: the values of small schemes, made extreme.

The results of a scheme become drafts that declare nothing, so that its numbers may be anything.
"""

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import yaml

Node = yaml.Node
DAYS = (
    *("1899-12-31", "1900-01-01", "1900-02-28", "1901-01-01", "1904-01-01", "1979-12-31"),
    *("2026-01-26", "2107-12-31", "2108-01-01", "2206-01-26", "9999-12-31", "0001-01-01"),
)
NUMBERS = (
    *("0", "1", "-1", "2", "3", "50", "99", "100", "101", "0.5", "33.3333333333", "0.0000000001"),
    *("999999999", "-999999999", "99999.9999999999", "1000000", "1901", "2107", "2108", "10"),
)
TEXTS = (
    *(
        "𠮷",
        "\U000323af",
        "e\u0301",
        "\u0301x",
        "=1+1",
        "-1",
        "'",
        '"',
        "\\",
        "/",
        "..",
        "#",
        "*",
        "` `",
    ),
    *(
        "\n\n# x\n\n",
        "---",
        "</title><script>",
        "]]>",
        "&#0;",
        "&amp;",
        "{{ x }}",
        "{% x %}",
        "<!--",
    ),
    *(
        "_x0041_",
        "\ue000",
        "\U000f0000",
        "👍🏽",
        "①️",
        "שלום",
        "\u00a0|",
        "a\u3000b",
        "zq0xqz",
        "zqtitlex",
    ),
    *("2024", "no", "null", "1e3", "@", "長" * 300, "w" * 300, "𠮷" * 20_000, "line\n" * 50),
    *(
        "\ufffe",
        "\x08",
        "\u200b",
        "\ud7ff",
        "\x7f",
        "\x85",
        "\u2028",
        "[a](guide/x.md)",
        "**b** `c`",
    ),
)
IDS = (
    *(
        "a" * 64,
        "a" * 65,
        "0",
        "1",
        "2024",
        "top",
        "index",
        "con",
        "page",
        "kind",
        "whole",
        "items",
    ),
    *("changes", "standards", "aspects", "clauses", "assets", "history", "costs", "years", "total"),
    *("any", "base", "x-1", "edition", "results", "search", "grades", "rules", "all", "uses"),
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_ID = re.compile(r"[a-z]+[a-z0-9]*(-[a-z0-9]+)*")
_UNTOUCHED = {"declared", "marks", "decision", "corrections", "status", "declares"}
"""What only repeats other data, and could never be changed alone."""


def lay_out(scheme: Path, folder: Path) -> None:
    """Copy a scheme with its results as drafts, but those of a year under way."""
    for name in ("standards", "results"):
        shutil.copytree(scheme / name, folder / name)
    for file in (*folder.glob("standards/*/*.yml"), *folder.glob("results/*/*.yml")):
        root = _compose(file)
        root.value[:] = [pair for pair in root.value if pair[0].value not in _UNTOUCHED]
        for _, node in _fields(root):
            if isinstance(node, yaml.MappingNode):
                node.value[:] = [pair for pair in node.value if pair[0].value != "marks"]
        status = _draft(file) if file.is_relative_to(folder / "results") else ""
        file.write_text(status + _text(root), "utf-8")


def _draft(file: Path) -> str:
    """Return the status of a draft of the year after that of a result; it stays an interim one."""
    state = "interim" if "state: interim" in file.read_text("utf-8") else "draft"
    return f"status: [{{state: {state}, date: {int(file.parent.name) + 1}-01-02}}]\n"


def make_extreme(folder: Path, chance: random.Random, changes: int) -> None:
    """Make some values of a scheme extreme, each by what kind of value it is."""
    for _ in range(changes):
        file = chance.choice(sorted(folder.rglob("*.yml")))
        root = _compose(file)
        fields = [(key, node) for key, node in _fields(root) if isinstance(node, yaml.ScalarNode)]
        key, node = chance.choice(fields) if fields else ("id", yaml.ScalarNode("", "none"))
        if key == "id":
            _rename(folder, node.value, chance.choice(IDS))
        elif not _ID.fullmatch(node.value):
            _replace(node, chance)
            file.write_text(_text(root), "utf-8")


def _replace(node: yaml.ScalarNode, chance: random.Random) -> None:
    if _DAY.fullmatch(node.value):
        node.value = chance.choice(DAYS)
    elif _NUMBER.fullmatch(node.value):
        node.value = chance.choice(NUMBERS)
        node.tag = f"tag:yaml.org,2002:{'float' if '.' in node.value else 'int'}"
    else:
        alone = chance.random() < 0.3
        text = chance.choice(TEXTS)
        node.value, node.style = text if alone else f"{node.value} {text}", '"'


def _rename(folder: Path, old: str, new: str) -> None:
    """Give an id another name wherever it stands, also in names of files and folders."""
    word = re.compile(rf"(?<![\w.-]){re.escape(old)}(?![\w-])")
    for file in sorted(folder.rglob("*.yml")):
        file.write_text(word.sub(new, file.read_text("utf-8")), "utf-8")
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.name.removesuffix(".yml") == old:
            path.rename(path.with_name(path.name.replace(old, new)))


def _compose(file: Path) -> yaml.MappingNode:
    root = yaml.compose(file.read_text("utf-8"), yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)
    return root


def _fields(node: Node) -> Iterator[tuple[str, Node]]:
    """Yield all nodes below one, each with the key that it stands under."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.value, value
            yield from _fields(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield "", value
            yield from _fields(value)


def _text(root: Node) -> str:
    return str(yaml.serialize(root, allow_unicode=True, width=10**6))
