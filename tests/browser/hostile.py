"""The sample of one year, with every text that a person can write in it replaced."""

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import Any, get_args, get_type_hints

import yaml

from generator.model.base import RichText, Text
from generator.model.clauses import Part
from generator.model.edition import EditionFile
from generator.model.fields import Model, field_named, model_at, model_in
from generator.model.result import OrganizationsFile, ResultFile, YearsFile

Field = tuple[str, str]
"""The name of a model and of a field of it."""

APPROVED = "approved: {department: x, date: 2025-01-10, document: x}"
"""What no result of the sample has."""
EDITIONS, YEAR = ("2023", "2024"), "2024"
KINDS: Mapping[str, Model] = {
    "edition": EditionFile,
    "organizations": OrganizationsFile,
    "years": YearsFile,
}

PAYLOADS = (
    "# 标题",
    "<script>window.ran=1</script>",
    "- 一项",
    '"><img src=x onerror="window.ran=2">',
    "=CMD()",
    "' onmouseover='window.ran=3' x='",
    "1. 一项",
    "</td></tr></table><svg onload=window.ran=4>",
    "> 引文",
    "](javascript:window.ran=5)",
    "| 甲 | 乙 |",
    "{{7*7}}",
    "{% raw %}",
    "--8<-- 'mkdocs.yml'",
    "{: onclick=window.ran=6 .x #x }",
    "<!--",
    "]]>",
    "&lt;b&gt; &#60;i&#62; &amp;",
    "[TOC]",
    "${7*7} #{7*7} <%= 7*7 %>",
    "%00 %0d%0a \\u003cscript\\u003e",
    "</title></script></style></textarea><iframe srcdoc=x>",
    "שלום مرحبا",
    "very" + "long" * 30,
    "---",
    "=====",
    "\n\n## 又一个标题\n\n    代码\n",
    ":::note !!! warning",
    "<details open ontoggle=window.ran=7>",
    "https://example.org/?a=b&copy=c",
    "\ue000\ue001 zqtitlex0123456789abqz {title}",
    "*[HTML]: 缩写",
    "++插入++ ~~删除~~ ==标记== ^上^",
    "𠮷</title><script>window.ran=13</script>\U000323af",
    "e\u0301\u0338><img src=x onerror=window.ran=14>\u0338",
    "\u0301<b>\u20dd \u1100\u1161 \u200a\ufe0f \ue000\U000f0000",
)
"""What no field may let through."""

MARKED = (
    "[链接](javascript:window.ran=8)",
    "![图](x)",
    "[引用]: javascript:window.ran=9",
    "[引用][引用]",
    "<javascript:window.ran=10>",
    "**重** __重__ *轻* _轻_",
    "`代码` ``` `` ```",
    "~~~",
    "\\*",
)
"""What besides these means something in rich text, and may mean nothing in any other."""

WHOLE, SOME = 2, 5
"""So many texts of each field hold all payloads; each of the others holds some, in turn, since two
editions of long texts take minutes to compare."""

TARGET = "https://example.org/?\"'><script>window.ran=12</script>{:onclick=x}[a]`*_"
"""The most hostile address that a link in rich text may have."""


@dataclass
class Hostile:
    """What was put where: the texts by number as they have to read on a page, and how often
    each field was met."""

    texts: list[str] = field(default_factory=list)
    fields: Counter[Field] = field(default_factory=Counter)

    def add(self, name: Field, *, rich: bool) -> str:
        """A new text of a field; begins with another payload than the one before."""
        n, self.fields[name] = len(self.texts), self.fields[name] + 1
        count = None if self.fields[name] <= WHOLE else SOME
        source, shown = _rich(n, count) if rich else _plain(n, count)
        self.texts.append(shown)
        return source


def _turned(payloads: tuple[str, ...], n: int, count: int | None) -> str:
    first = n % len(payloads)
    return " ".join(islice(cycle(payloads), first, first + (count or len(payloads))))


def _plain(n: int, count: int | None) -> tuple[str, str]:
    text = f"{_turned(PAYLOADS + MARKED, n, count)} 第{n}号"
    return text, text


def _rich(n: int, count: int | None) -> tuple[str, str]:
    """The payloads as text, and again inside of everything that rich text can mark."""
    lone = tuple(text for text in PAYLOADS if "*" not in text and "\\" not in text)
    text, inner = _turned(lone, n, count), "<script>window.ran=11</script>\"'{: onclick=x }"
    marks = f"**{inner}** *{inner}* `{inner}` [{inner}]({TARGET})"
    return f"{text} {marks} 第{n}号", f"{text} {' '.join([inner] * 4)} 第{n}号"


@dataclass
class Tame(Hostile):
    """The same numbers with nothing to fear."""

    def add(self, name: Field, *, rich: bool) -> str:  # noqa: ARG002
        """A new text without payloads, marked as the hostile one is."""
        n = len(self.texts)
        marks = "**重** *轻* `码` [文](https://example.org/) " if rich else ""
        self.texts.append("")
        return f"平文 {marks}第{n}号"


def lay_out(sample: Path, folder: Path, texts: Hostile) -> None:
    """Copies the sample's data of one year with the texts of ``texts``."""
    for edition in EDITIONS:
        shutil.copytree(sample / "standards" / edition, folder / "standards" / edition)
    shutil.copytree(sample / "results" / YEAR, folder / "results" / YEAR)
    for name in ("organizations.yml", "years.yml"):
        shutil.copy(sample / "results" / name, folder / "results" / name)
    for file in sorted(folder.rglob("*.yml")):
        _rewrite(file, texts)


def _rewrite(file: Path, texts: Hostile) -> None:
    root = yaml.compose(file.read_text("utf-8"), yaml.SafeLoader)
    assert root is not None
    if file.name == "years.yml":
        years = root.value[0][1].value
        years[:] = [year for year in years if year.value[0][1].value == YEAR]
    if file.stem.startswith("standards-1"):
        _annotate(root)
    if file.stem == "office":
        approved = yaml.compose(APPROVED, yaml.SafeLoader)
        assert approved is not None
        root.value.extend(approved.value)
    kind = KINDS.get(file.stem) or (Part if "standards" in file.parts else ResultFile)
    for path, node in _scalars(root, ()):
        found = _field(kind, path)
        if found:
            node.value, node.style = texts.add(found[0], rich=found[1]), '"'
    file.write_text(yaml.serialize(root, allow_unicode=True, width=10**6), "utf-8")


def _annotate(root: yaml.Node) -> None:
    """A text field that the sample leaves out: the note of a situation."""
    standards = root.value[0][1].value
    fields = {key.value: value for key, value in standards[0].value}
    note = [yaml.ScalarNode("tag:yaml.org,2002:str", text) for text in ("note", "x")]
    fields["deductions"].value[0].value.append(tuple(note))


def _scalars(
    node: yaml.Node, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], yaml.ScalarNode]]:
    if isinstance(node, yaml.ScalarNode):
        yield path, node
    elif isinstance(node, yaml.SequenceNode):
        for n, inner in enumerate(node.value):
            yield from _scalars(inner, (*path, n))
    elif isinstance(node, yaml.MappingNode):
        for key, inner in node.value:
            yield from _scalars(inner, (*path, key.value))


def _field(kind: Model, path: tuple[str | int, ...]) -> tuple[Field, bool] | None:
    """The text field that a scalar belongs to, and whether it is rich."""
    for n in range(len(path) - 1, -1, -1):
        model = model_at(kind, path[:n])
        if model and field_named(model, path[n]):
            rich = text_fields(model).get(str(path[n]))
            return None if rich is None else ((model.__name__, str(path[n])), rich)
    return None


def text_fields(model: Model) -> dict[str, bool]:
    """The fields of a model that hold text, and whether it is rich."""
    hints = get_type_hints(model, include_extras=True)
    return {
        name: _holds(hints[name], RichText)
        for name in model.model_fields
        if _holds(hints[name], Text) or _holds(hints[name], RichText)
    }


def _holds(hint: Any, kind: Any) -> bool:
    return hint == kind or any(_holds(inner, kind) for inner in get_args(hint))


def all_text_fields() -> set[Field]:
    """Every text field of every kind of file."""
    met: set[Model] = set()
    waiting: list[Model] = [*KINDS.values(), Part, ResultFile]
    while waiting:
        model = waiting.pop()
        met.add(model)
        inner = (model_in(field.annotation) for field in model.model_fields.values())
        waiting += [found for found in inner if found and found not in met]
    return {(model.__name__, name) for model in met for name in text_fields(model)}
