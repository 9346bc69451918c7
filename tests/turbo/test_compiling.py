"""Compiled templates print what Jinja would, and are as strict."""

from types import SimpleNamespace as Thing
from typing import Any

import pytest
from jinja2 import UndefinedError

from generator.messages.labels import labels
from generator.model.rich import Phrase, Rich
from generator.render import Remembered, compile_all, environment
from generator.render.environment import PageEnvironment
from generator.urls import Links

TO = Links("a/b.md", {})


def printed(template: str, **context: Any) -> str:
    env = environment(labels("zh"))
    return env.from_string(template).render(to=TO, **context)


def test_a_label_with_facts_is_its_words_around_the_printed_facts() -> None:
    words = labels("zh")
    said = printed("{{ t('card.rank_of', rank=one.rank, count=3) }}", one=Thing(rank="<2>"))
    assert said == words("ui.card.rank_of", rank="&#60;2&#62;", count=3)


def test_a_label_named_by_a_value_takes_facts_too() -> None:
    said = printed("{{ t('card.' ~ name, rank=1, count=3) }}", name="rank_of")
    assert said == labels("zh")("ui.card.rank_of", rank=1, count=3)


def test_the_same_characters_print_as_rich_text_only_where_they_are() -> None:
    text = "见 [第一条](https://example.org/)"
    both = printed("{{ plain }}|{{ rich }}", plain=Phrase(text), rich=Rich(text))
    plain, rich = both.split("|")
    assert "<a href" in rich
    assert "<a href" not in plain


@pytest.mark.parametrize("kind", [str, Phrase, Rich])
def test_texts_are_escaped(kind: type[str]) -> None:
    assert printed("{{ text }}", text=kind("<b>")) == "&#60;b&#62;"


def test_a_text_of_the_data_names_its_language_where_the_page_has_another() -> None:
    said = printed("{{ text }}{{ id }}", text=Phrase("甲"), id="a1", language="zh")
    assert said == '<span lang="zh">甲</span>a1'


@pytest.mark.parametrize(
    ("template", "error"),
    [
        ("{{ missing }}", UndefinedError),
        ("{{ missing.attribute }}", UndefinedError),
        ("{{ one.attribute }}", AttributeError),
        ("{{ one.there }}", TypeError),
        ("{{ t('no.such.label') }}", KeyError),
    ],
)
def test_what_is_missing_is_an_error(template: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        printed(template, one=Thing(there=None))


def test_whether_something_is_there_may_be_asked() -> None:
    template = "{% if one.a is defined %}a{% endif %}{% if one.b is not defined %}b{% endif %}"
    assert printed(template, one=Thing(a=1)) == "ab"


def test_neighbours_in_a_loop_may_be_asked_for() -> None:
    template = (
        "{% for n in (1, 2) %}{% if loop.previtem is defined %}{{ n }}{% endif %}{% endfor %}"
    )
    assert printed(template) == "2"


def test_macros_take_blocks_and_arguments_with_defaults() -> None:
    template = (
        "{% macro row(a, b='y') %}{{ a }}{{ b }}{% endmacro %}"
        "{% macro box() %}[{{ caller() }}]{% endmacro %}"
        "{{ row('x') }}{{ row('x', b='z') }}{% call box() %}in{% endcall %}"
    )
    assert printed(template) == "xyxz[in]"


def test_macros_see_what_the_page_does() -> None:
    assert printed("{% macro row() %}{{ word }}{% endmacro %}{{ row() }}", word="a") == "a"


@pytest.mark.parametrize("n", [1, 2, 3])
def test_a_macro_may_end_in_a_choice(n: int) -> None:
    template = (
        "{% macro said(n) %}{% if n == 1 %}one{% elif n == 2 %}"
        "{% for each in (1, 2) %}{{ each }}{% endfor %}{% endif %}{% endmacro %}[{{ said(n) }}]"
    )
    assert printed(template, n=n) == ("[one]", "[12]", "[]")[n - 1]


def test_a_label_with_facts_may_be_a_value() -> None:
    template = "{% set said = t('card.rank_of', rank='<', count=n) %}{{ said }}"
    assert printed(template, n=3) == labels("zh")("ui.card.rank_of", rank="&#60;", count=3)


@pytest.mark.parametrize("title", ["甲", "a & b", "<b>", "it's", 'say "hello"', "\\ {{ x }}", ""])
def test_a_title_is_quoted_as_json_of_html(title: str) -> None:
    assert printed("{{ text | quoted }}", text=title) == printed(
        "{{ text | e | tojson }}", text=title
    )


def test_what_a_macro_prints_is_markup_wherever_it_goes() -> None:
    template = "{% macro bold(a) %}<b>{{ a }}</b>{% endmacro %}{% set b = bold('<') %}{{ b }}"
    assert printed(template) == "<b>&#60;</b>"


def test_a_value_that_many_pages_share_is_printed_once_for_their_folder() -> None:
    env = environment(labels("zh"))
    template = env.from_string(
        "{% macro row(about, one) %}{{ one.text }}{% endmacro %}{{ common(row, none, one) }}"
    )
    one, other = Thing(text="a"), Thing(text="b")
    assert template.render(to=TO, one=one) == "a"
    one.text = "changed"
    assert template.render(to=TO, one=one) == "a"
    assert template.render(to=TO, one=other) == "b"
    assert template.render(to=Links("c/d.md", {}), one=one) == "changed"


def test_what_was_compiled_before_is_not_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Remembered, "_codes", {})
    compile_all(labels("zh"), ["rules.md.jinja"])
    monkeypatch.delattr(PageEnvironment, "_generate")
    monkeypatch.setattr(PageEnvironment, "code_generator_class", None)
    assert environment(labels("zh")).get_template("rules.md.jinja")
