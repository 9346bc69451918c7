"""A joined template prints what its parts would, and asks for none of them."""

import pytest
from jinja2 import DictLoader, Environment, Template
from jinja2.nodes import Import, Include, Macro
from jinja2.nodes import Template as Tree

from generator.turbo.joining import joined

FILES = {
    "page": "{% import 'marks' as marks %}<{% block title %}none{% endblock %}>"
    "{% block body %}{% endblock %}{{ marks.star(1) }}",
    "leaf": "{% extends 'page' %}{% block title %}{{ title }}{% endblock %}{% block body %}"
    "{% import 'notes' as notes with context %}{{ notes.note('a') }}"
    "{% with title = 'own' %}{% include 'sign' %}{% endwith %}{% endblock %}",
    "bare": "{% extends 'page' %}",
    "sign": "{% macro line(n) %}-{{ n }}-{% endmacro %}{{ title }}{{ line(2) }}",
    "marks": "{% macro star(n) %}{{ dot() * n }}*{% endmacro %}{% macro dot() %}.{% endmacro %}"
    "{% macro idle() %}idle{% endmacro %}",
    "notes": "{% import 'marks' as marks %}{% macro star(n) %}[{{ n }}]{% endmacro %}"
    "{% macro note(text) %}{{ star(text) }}{{ marks.star(3) }}{{ title }}{% endmacro %}",
    "loose": "{% import 'marks' as marks %}{{ marks.star(2) }}",
}
ENV = Environment(loader=DictLoader(FILES), autoescape=True)


def tree(name: str) -> Tree:
    return joined(ENV.parse(FILES[name]), lambda other: ENV.parse(FILES[other]))


@pytest.mark.parametrize("name", ["page", "leaf", "bare", "loose"])
def test_a_joined_template_prints_what_its_parts_do(name: str) -> None:
    code = ENV.compile(tree(name))
    one = Template.from_code(ENV, code, ENV.make_globals(None))
    assert one.render(title="T") == ENV.get_template(name).render(title="T")


def test_only_macros_that_are_called_come_along_each_with_its_file() -> None:
    names = {macro.name for macro in tree("leaf").find_all(Macro)}
    assert names == {"marks_star", "marks_dot", "notes_star", "notes_note", "line"}


def test_nothing_is_left_to_be_asked_for() -> None:
    assert not list(tree("leaf").find_all((Import, Include)))


def test_a_macro_that_is_nowhere_is_an_error_when_the_template_is_compiled() -> None:
    page = ENV.parse("{% import 'marks' as marks %}{{ marks.none(1) }}")
    with pytest.raises(KeyError, match="none"):
        joined(page, lambda other: ENV.parse(FILES[other]))


def test_a_tree_is_not_changed_by_those_that_it_becomes_part_of() -> None:
    trees = {name: ENV.parse(text) for name, text in FILES.items()}
    before = {name: repr(one) for name, one in trees.items()}
    for _ in range(2):
        joined(ENV.parse(FILES["leaf"]), trees.__getitem__)
    assert {name: repr(one) for name, one in trees.items()} == before
