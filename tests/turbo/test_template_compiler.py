"""Compiled templates print what Jinja's own compiler makes of them, and are as strict."""

import gc
from types import SimpleNamespace as Thing
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, TemplateAssertionError, UndefinedError
from jinja2.nodes import Import, Include, Macro

from generator.dataset.assessment import Assessment
from generator.messages.labels import labels
from generator.model.base import Phrase, Rich
from generator.render.environment import environment as plain_environment
from generator.site import Site
from generator.turbo import template_compiler
from generator.turbo.template_compiler import environment as fast_environment
from generator.turbo.template_joining import join
from generator.turbo.tools import FAST
from generator.urls import Links

TO = Links("a/b.md", {})
LINK = "见 [第一条](https://example.org/)"


def rendered(template: str, **values: Any) -> str:
    return fast_environment(labels("zh")).from_string(template).render(to=TO, **values)


def plainly_rendered(template: str, **values: Any) -> str:
    return plain_environment(labels("zh")).from_string(template).render(to=TO, **values)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ 1 }}{{ 'a' }}{{ -2 }}", "1a-2"),
        ("{% macro row(a, b='y') %}{{ a }}{{ b }}{% endmacro %}{{ row('x') }}", "xy"),
        ("{% macro row(a, b='y') %}{{ a }}{{ b }}{% endmacro %}{{ row('x', b='z') }}", "xz"),
        ("{% macro box() %}[{{ caller() }}]{% endmacro %}{% call box() %}in{% endcall %}", "[in]"),
        ("{% macro row() %}{{ word }}{% endmacro %}{{ row() }}", "&#60;"),
        ("{% macro row() %}<{{ word }}{% endmacro %}{% set r = row() %}{{ r }}", "<&#60;"),
        (
            "{% for n in (1, 2) %}{% if loop.previtem is defined %}{{ n }}{% endif %}{% endfor %}",
            "2",
        ),
        (
            "{% if thing.a is defined %}a{% endif %}{% if thing.b is not defined %}b{% endif %}",
            "ab",
        ),
        (
            "{% if thing.n %}{% set m = thing.n %}{{ m }}{% endif %}{{ thing.list[1:] | join }}",
            "723",
        ),
        ("{% for n in thing.list if n > 1 %}{{ n }}{% else %}none{% endfor %}", "23"),
        ("{% with word = 'own' %}{{ word }}{% endwith %}{{ word }}", "own&#60;"),
        ("{{ phrase }}|{{ rich }}", '&#91;|<a href="https&#58;//example.org/">第一条</a>'),
    ],
)
def test_a_template_renders_alike(template: str, expected: str) -> None:
    values = {
        "word": "<",
        "thing": Thing(a=1, n=7, list=[1, 2, 3]),
        "phrase": Phrase("["),
        "rich": Rich("[第一条](https://example.org/)"),
    }
    assert plainly_rendered(template, **values) == expected
    assert rendered(template, **values) == expected


@pytest.mark.parametrize(
    "template",
    [
        "{{ t('card.rank_of', rank=rank, count=3) }}",
        "{{ t('card.' ~ name, rank=rank, count=3) }}",
        "{% set label = t('card.rank_of', rank=rank, count=3) %}{{ label }}",
        "{% with label = t('card.rank_of', rank=rank, count=3) %}{{ label }}{% endwith %}",
    ],
)
def test_a_label_is_its_text_around_printed_facts(template: str) -> None:
    expected = labels("zh")("ui.card.rank_of", rank="&#60;2&#62;", count=3)
    assert rendered(template, rank="<2>", name="rank_of") == expected


@pytest.mark.parametrize("language", ["", "zh"])
@pytest.mark.parametrize("kind", [str, Phrase, Rich])
@pytest.mark.parametrize("text", ["甲", "<b>", LINK])
def test_a_text_renders_alike(text: str, kind: type[str], language: str) -> None:
    template = "{{ text }}{{ [text, text] | join('；') }}<i{{ text | lang }}>"
    values = {"text": kind(text), "language": language}
    assert rendered(template, **values) == plainly_rendered(template, **values)


@pytest.mark.parametrize(
    ("template", "error"),
    [
        ("{{ missing }}", UndefinedError),
        ("{{ missing.attribute }}", UndefinedError),
        ("{% if no %}{% set m = 1 %}{% endif %}{{ m }}", UndefinedError),
        ("{{ thing.attribute }}", AttributeError),
        ("{{ thing.none }}", TypeError),
        ("{{ t('no.such.label') }}", KeyError),
        ("{% import 'charts/bars.svg.jinja' as bars with context %}{{ bars.no() }}", KeyError),
    ],
)
def test_what_is_missing_is_an_error(template: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        rendered(template, thing=Thing(none=None), no=False)


class Entry:
    """A value that is hashed by identity, as entries of editions are."""

    def __init__(self, text: str) -> None:
        self.text = text


def page(monkeypatch: pytest.MonkeyPatch, macro: str) -> Any:
    """A template whose macro ``row`` is cached."""
    monkeypatch.setattr(template_compiler, "CACHED_MACROS", {"page": {"row"}})
    env = fast_environment(labels("zh"))
    env.bytecode_cache = None
    env.loader = DictLoader({"page": f"{macro}{{{{ row(entry) }}}}"})
    return env.get_template("page")


def test_a_cached_macro_is_called_once_for_an_entry_and_a_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    template = page(monkeypatch, "{% macro row(entry) %}{{ entry.text }}{% endmacro %}")
    entry, other = Entry("a"), Entry("b")
    assert template.render(to=TO, entry=entry) == "a"
    entry.text = "changed"
    assert template.render(to=TO, entry=entry) == "a"
    assert template.render(to=TO, entry=other) == "b"
    assert template.render(to=TO, entry=entry, language="zh") == "changed"
    assert template.render(to=Links("c/d.md", {}), entry=entry) == "changed"


def test_a_cached_macro_may_call_macros(monkeypatch: pytest.MonkeyPatch) -> None:
    template = page(
        monkeypatch,
        "{% macro star(n) %}{% for i in range(n) %}*{% endfor %}{% endmacro %}"
        "{% macro row(entry) %}{{ star(2) }}{{ t('word.none') }}{{ entry.text }}{% endmacro %}",
    )
    assert [template.render(to=TO, entry=Entry(text)) for text in "ab"] == ["**—a", "**—b"]


def test_a_macro_that_uses_a_value_of_the_page_is_not_cached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(TemplateAssertionError, match="card"):
        page(
            monkeypatch,
            "{% macro name() %}{{ card.name }}{% endmacro %}"
            "{% macro row(entry) %}{{ name() }}{% endmacro %}",
        )


def test_every_cached_macro_exists() -> None:
    env = fast_environment(labels("zh"))
    assert env.loader is not None
    for name, macros in template_compiler.CACHED_MACROS.items():
        tree = join(env.parse(env.loader.get_source(env, name)[0]), env)
        assert macros <= {macro.name for macro in tree.find_all(Macro)}


FILES = {
    "page": "{% import 'marks' as marks with context %}<{% block title %}none{% endblock %}>"
    "{% block body %}{% endblock %}{{ marks.star(1) }}",
    "leaf": "{% extends 'page' %}{% block title %}{{ title }}{% endblock %}{% block body %}"
    "{% import 'notes' as notes with context %}{{ notes.note('a') }}"
    "{% with title = 'own' %}{% include 'sign' %}{% endwith %}{% endblock %}",
    "bare": "{% extends 'page' %}",
    "sign": "{% macro line(n) %}-{{ n }}-{% endmacro %}{{ title }}{{ line(2) }}",
    "marks": "{% macro star(n) %}{{ dot(n) }}*{% endmacro %}"
    "{% macro dot(n) %}{{ n }}.{% endmacro %}{% macro idle() %}idle{% endmacro %}",
    "notes": "{% import 'marks' as marks with context %}{% macro star(n) %}[{{ n }}]{% endmacro %}"
    "{% macro note(text) %}{{ star(text) }}{{ marks.star(3) }}{{ title }}{% endmacro %}",
    "loose": "{% import 'marks' as marks with context %}{{ marks.star(2) }}",
}


def with_files(env: Environment) -> Environment:
    env.bytecode_cache = None
    env.loader = DictLoader(FILES)
    return env


@pytest.mark.parametrize("name", ["page", "leaf", "bare", "loose"])
def test_joined_templates_render_alike(name: str) -> None:
    fast, plain = (
        with_files(environment(labels("zh")))
        for environment in (fast_environment, plain_environment)
    )
    values = {"title": "T", "to": TO}
    assert fast.get_template(name).render(values) == plain.get_template(name).render(values)


def test_only_macros_that_are_called_are_joined_each_named_by_its_file() -> None:
    env = with_files(plain_environment(labels("zh")))
    tree = join(env.parse(FILES["leaf"]), env)
    assert not list(tree.find_all((Import, Include)))
    names = {macro.name for macro in tree.find_all(Macro)}
    assert names == {"_marks_star", "_marks_dot", "_notes_star", "_notes_note", "line"}


def test_own_pages_leave_nothing_to_the_garbage_collector(sample: Assessment) -> None:
    """Workers render with the collector off."""
    site = Site(sample.book, sample.cards_of, labels("zh"), tools=FAST)
    own = [page for page in site.pages if page.organization]
    for page in own:
        site.render(page)
    gc.collect()
    gc.disable()
    try:
        for page in own:
            site.render(page)
        assert gc.collect() == 0
    finally:
        gc.enable()
