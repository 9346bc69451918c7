"""The words of the program: the same in both languages, all of them there, none too many."""

import ast
import re
import string
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest
import yaml
from jinja2 import nodes
from paths import PACKAGE

from generator.messages.labels import LANGUAGES, labels
from generator.render.environment import environment

SECTIONS = sorted(file.stem for file in (PACKAGE / "labels" / "zh").glob("*.yml"))
PREFIXES = {"t": "ui.", "words": ""}
ANY = "\0"
"""Stands in a key for what only the data knows, as in ``state.`` and the name of a state."""


def flat(entry: object, key: str = "") -> dict[str, str]:
    if isinstance(entry, dict):
        inner = (flat(value, f"{key}.{name}".strip(".")) for name, value in entry.items())
        return {name: text for part in inner for name, text in part.items()}
    return {key: str(entry)}


def section(language: str, name: str) -> dict[str, str]:
    file = PACKAGE / "labels" / language / f"{name}.yml"
    return flat(yaml.safe_load(file.read_text("utf-8")))


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", SECTIONS)
def test_both_languages_have_the_same_labels(name: str) -> None:
    assert section("zh", name).keys() == section("en", name).keys()


@pytest.mark.parametrize("name", SECTIONS)
def test_a_label_has_the_same_blanks_in_both_languages(name: str) -> None:
    zh, en = section("zh", name), section("en", name)
    known = zh.keys() & en.keys() - {"date"}
    assert {key: blanks(zh[key]) for key in known} == {key: blanks(en[key]) for key in known}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_is_empty(language: str) -> None:
    files = (PACKAGE / "labels" / language).glob("*.yml")
    assert [(f.stem, k) for f in files for k, v in section(language, f.stem).items() if not v] == []


def said_by_template(expression: nodes.Node) -> Iterator[str]:
    """The keys that the first argument of ``t`` can be."""
    if isinstance(expression, nodes.CondExpr):
        yield from said_by_template(expression.expr1)
        yield from said_by_template(expression.expr2 or expression.expr1)
    elif isinstance(expression, nodes.Concat):
        parts = expression.nodes
        yield "".join(str(p.value) if isinstance(p, nodes.Const) else ANY for p in parts)
    else:
        yield str(expression.value) if isinstance(expression, nodes.Const) else ANY


def keys_of_templates() -> Iterator[tuple[str, str]]:
    """``t('key')`` of the interface, and ``words('section.key')`` of new files."""
    env = environment(labels("zh"))
    env.filters = defaultdict(lambda: str, env.filters)
    for file in sorted((PACKAGE / "templates").rglob("*.jinja")):
        for call in env.parse(file.read_text("utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in PREFIXES:
                prefix = PREFIXES[call.node.name]
                yield from ((file.name, prefix + key) for key in said_by_template(call.args[0]))


def said_by_python(expression: ast.expr) -> str:
    if isinstance(expression, ast.JoinedStr):
        return "".join(map(said_by_python, expression.values))
    return str(expression.value) if isinstance(expression, ast.Constant) else ANY


def keys_of_python() -> Iterator[tuple[str, str]]:
    """``words("key")`` or ``labels("key")``; a section or part of one, by its name."""
    for file in sorted(PACKAGE.rglob("*.py")):
        text = file.read_text("utf-8")
        calls = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
        yield from (
            (file.name, said_by_python(c.args[0]))
            for c in calls
            if ast.unparse(c.func).split(".")[-1] in ("words", "labels") and c.args
        )
        for name, part in re.findall(r"""\.section\("(\w+)"\)(?:\["(\w+)"\])?""", text):
            yield file.name, f"{name}.{part}".strip(".")


USED = sorted((file, key) for file, key in {*keys_of_templates(), *keys_of_python()} if key != ANY)
"""The search has a function ``words`` too, which cuts text: its calls name no label."""


def fits(key: str, pattern: str) -> bool:
    """Whether a label is meant by a key; a key may name a group of labels as well."""
    return compiled(pattern).fullmatch(key) is not None


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A key as an expression; there are more than Python keeps compiled by itself."""
    wild = re.escape(pattern).replace(re.escape(ANY), r"[\w-]+")
    return re.compile(rf"{wild}(\.[\w-]+)*")


def test_labels_are_used_by_templates_and_by_python() -> None:
    assert len([key for _, key in USED if key.startswith("ui.")]) > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_that_is_used_exists(language: str) -> None:
    known = labels(language).keys()
    sections = {key.split(".")[0] for key in known}
    used = [(f, key) for f, key in USED if key.split(".")[0] in sections or ANY in key[:3]]
    missing = [(f, key) for f, key in used if not any(fits(label, key) for label in known)]
    assert missing == []


def test_every_key_begins_with_its_section() -> None:
    assert [key for _, key in USED if key.split(".")[0] not in SECTIONS] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_is_unused(language: str) -> None:
    patterns = {key for _, key in USED}
    known = labels(language).keys()
    assert sorted(k for k in known if not any(fits(k, key) for key in patterns)) == []


@pytest.mark.parametrize("name", SECTIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_given_twice(language: str, name: str) -> None:
    text = (PACKAGE / "labels" / language / f"{name}.yml").read_text("utf-8")
    assert list(_twice(yaml.compose(text, yaml.SafeLoader))) == []


def _twice(node: yaml.Node | None) -> Iterator[str]:
    """The keys that stand twice in a mapping, where the later one would hide the earlier."""
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        yield from (key for key in set(keys) if keys.count(key) > 1)
        for _, inner in node.value:
            yield from _twice(inner)


@pytest.mark.parametrize("name", ["ui", "downloads"])
def test_no_space_stands_between_a_number_and_its_chinese_unit(name: str) -> None:
    gap = re.compile(r"(?:\d|\{(?:count|points|year|places|bound|rank|total)\}) [一-龥]")
    assert [key for key, text in section("zh", name).items() if gap.search(text)] == []


@pytest.mark.parametrize("name", SECTIONS)
def test_english_has_typographic_apostrophes(name: str) -> None:
    apostrophe = re.compile(r"[A-Za-z]'[\w\s.;:]")
    straight = [key for key, text in section("en", name).items() if apostrophe.search(text)]
    assert straight == []
