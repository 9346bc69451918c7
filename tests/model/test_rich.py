"""Rich text: what is marked, what stays text, and where a link may lead."""

from typing import Any, get_args, get_type_hints

import pytest
from bs4 import BeautifulSoup

from generator.messages.labels import labels
from generator.model.base import Rich, RichText, leads_elsewhere, page_of, runs, targets
from generator.model.clauses import Part
from generator.model.edition import EditionFile
from generator.model.fields import Model, marked_texts, model_in
from generator.model.methods import Method
from generator.model.result import MethodRecord, OrganizationsFile, ResultFile, YearsFile
from generator.render.environment import environment
from generator.urls import Links

PAGE = "results/2023/office.md"


def shown(text: str) -> str:
    """The HTML of a rich text on a page, entities resolved."""
    template = environment(labels("zh")).from_string("{{ text }}")
    html = template.render(text=Rich(text), to=Links(PAGE, {}))
    return str(BeautifulSoup(html, "html.parser").decode(formatter="minimal"))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("先**公示**，再*公布*。", "先<strong>公示</strong>，再<em>公布</em>。"),
        ("写 `state: draft` 就行", "写 <code>state: draft</code> 就行"),
        ("`**不重**`", "<code>**不重**</code>"),
        ("**见 `x` 和[办法](https://a.cn/b_c)**", None),
        ("[办法](https://a.cn/?b=1&c=(2))", '<a href="https://a.cn/?b=1&amp;c=(2)">办法</a>'),
        ("[异议](guide/objections.md)", '<a href="../../../guide/objections/">异议</a>'),
        ("[异议](guide/a.md#b)", '<a href="../../../guide/a/#b">异议</a>'),
        (r"\*不重\*，\[不是链接](x)，\\", r"*不重*，[不是链接](x)，\\"[:-1]),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("** 不重 **", "** 不重 **"),
        ("[空]、[ ]（）", "[空]、[ ]（）"),
        ("![图](https://a.cn/b.png)", '!<a href="https://a.cn/b.png">图</a>'),
        ("# 不是标题", "# 不是标题"),
        ("<b>不重</b>&amp;", "&lt;b&gt;不重&lt;/b&gt;&amp;amp;"),
        ("https://a.cn", "https://a.cn"),
    ],
)
def test_little_is_marked_and_the_rest_is_text(text: str, html: str | None) -> None:
    nested = '<strong>见 <code>x</code> 和<a href="https://a.cn/b_c">办法</a></strong>'
    assert shown(text) == (html or nested)


@pytest.mark.parametrize(
    "text",
    [
        "**<script>alert(1)</script>**",
        "[<img src=x onerror=alert(1)>](https://a.cn)",
        '[x](https://a.cn/"onmouseover="alert(1))',
        "*{: onclick=alert(1) }*{: onclick=alert(1) }",
        "`</code><script>`",
        "**[x](https://a.cn/'><svg/onload=alert(1)>)**",
    ],
)
def test_what_is_marked_holds_no_markup_of_its_own(text: str) -> None:
    found = BeautifulSoup(shown(text), "html.parser").find_all()
    assert {tag.name for tag in found} <= {"strong", "em", "code", "a"}
    assert {name for tag in found for name in tag.attrs} <= {"href"}


@pytest.mark.parametrize(
    "target",
    ["https://a.cn", "http://a.cn:80/b?c#d", "https://办法.中国/（一）", "https://127.0.0.1/"],
)
def test_a_link_may_lead_to_another_site(target: str) -> None:
    assert leads_elsewhere(target)


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        " https://a.cn",
        "https://a.cn ",
        "https:a.cn",
        "https:///a",
        "https://",
        "https://a.cn/\\b",
        "https://u@a.cn",
        "//a.cn",
        "mailto:a@a.cn",
        "data:text/html,x",
        "HTTPS://a.cn",
        "/guide/a.md",
        "../a.md",
        "guide/../a.md",
        "guide//a.md",
        "guide/a",
        "guide/a.md?b",
        "a.md#",
        "",
        "#a",
    ],
)
def test_a_link_may_lead_nowhere_else(target: str) -> None:
    assert not leads_elsewhere(target)
    assert page_of(target) is None


def test_the_targets_of_a_text_are_found_however_deep() -> None:
    assert list(targets("[a](b) **c [d](e)** *[f](g)* `[h](i)`")) == ["b", "e", "g"]


@pytest.mark.parametrize("text", ["*" * 20_000, "[" * 20_000, "[a](" * 5_000, "`a*b**" * 5_000])
def test_long_unclosed_marks_take_no_time(text: str) -> None:
    assert len(runs(text)) < len(text)


RICH = {
    "Adjustment": {"note"},
    "Aspect": {"summary"},
    "Basis": {"note"},
    "Consequence": {"text"},
    "Consultation": {"outcome"},
    "EditionFile": {"summary", "objections"},
    "Grade": {"note"},
    "Method": {"procedure", "requirements"},
    "MethodRecord": {"evidence", "note"},
    "PeriodRecord": {"evidence", "note"},
    "NegativeCase": {"note"},
    "Occurrence": {"note"},
    "ResultFile": {"note"},
    "Situation": {"note"},
    "Standard": {"note"},
    "Year": {"note"},
}
"""What the guide to security tells its readers."""


def test_these_fields_are_rich_and_no_others() -> None:
    found = {model.__name__: rich_fields(model) for model in models()}
    assert {name: fields for name, fields in found.items() if fields} == RICH


def models() -> set[Model]:
    met: set[Model] = set()
    waiting: list[Model] = [EditionFile, Part, OrganizationsFile, YearsFile, ResultFile]
    while waiting:
        met.add(model := waiting.pop())
        inner = (model_in(field.annotation) for field in model.model_fields.values())
        waiting += [found for found in inner if found and found not in met]
    return met


def rich_fields(model: Model) -> set[str]:
    hints = get_type_hints(model, include_extras=True)
    return {name for name in model.model_fields if holds_rich(hints[name])}


def holds_rich(hint: Any) -> bool:
    return hint == RichText or any(map(holds_rich, get_args(hint)))


def test_the_marked_texts_of_a_value_are_found_with_their_paths() -> None:
    method = Method(id="m", title="M", by="marks", procedure=("*a*", "b"))
    note = MethodRecord(note="**c**")
    found = {path: str(text) for path, text in marked_texts((method, {"m": note}))}
    assert found == {
        (0, "procedure", 0): "*a*",
        (1, "m", "note"): "**c**",
    }


@pytest.mark.parametrize("text", ["无标记。", "a & b", "两\n行", "*", "1 + 1", "[x]", "\\", ""])
def test_a_text_without_markup_prints_as_any_text(text: str) -> None:
    template = environment(labels("zh")).from_string("{{ text }}|{{ plain }}")
    rich, plain = template.render(text=Rich(text), plain=text, to=Links("a.md", {})).split("|")
    assert rich == plain
