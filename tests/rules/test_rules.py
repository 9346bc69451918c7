"""What every rule owes its readers: a docstring, a message and a remedy in both languages."""

import inspect
import string
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import get_type_hints

import pytest
from test_cases import NAMES, lay_out

from generator.dataset.book import examine
from generator.messages.labels import LANGUAGES, labels
from generator.problem import Problem
from generator.rules import editions, figures, organizations, records, references, results
from generator.rules.check import FIGURE_RULES, RULES
from generator.rules.rule import Faults, code_of

MODULES = (editions, figures, organizations, records, references, results)
ALL: tuple[Callable[..., object], ...] = (*RULES, *FIGURE_RULES)


def public_rules(module: ModuleType) -> Iterator[Callable[..., object]]:
    for name, function in inspect.getmembers(module, inspect.isfunction):
        own = function.__module__ == module.__name__ and not name.startswith("_")
        if own and get_type_hints(function)["return"] == Faults:
            yield function


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.fixture(scope="session")
def problems(tmp_path_factory: pytest.TempPathFactory) -> list[Problem]:
    """The problems of all cases."""
    found: list[Problem] = []
    for name in NAMES:
        folder: Path = tmp_path_factory.mktemp("case") / name
        lay_out(name, folder)
        found += examine(folder / "standards", folder / "results")[1]
    return found


@pytest.mark.parametrize("module", MODULES)
def test_every_public_rule_is_run(module: ModuleType) -> None:
    assert set(public_rules(module)) - set(ALL) == set()


def test_no_rule_is_run_twice() -> None:
    assert len({code_of(rule) for rule in ALL}) == len(ALL)


@pytest.mark.parametrize("rule", ALL, ids=code_of)
def test_a_rule_is_stated_in_its_docstring(rule: Callable[..., object]) -> None:
    stated = (rule.__doc__ or "").strip()
    assert stated.endswith(".")
    assert stated[:1].isupper() or stated.startswith("``")


@pytest.mark.parametrize("rule", ALL, ids=code_of)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_has_a_message_and_a_remedy(rule: Callable[..., object], language: str) -> None:
    entry = labels(language).section("problems")[code_of(rule)]
    assert set(entry) == {"message", "remedy"}
    assert all(entry.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_facts_of_every_problem_fill_its_message_and_its_remedy(
    language: str, problems: list[Problem]
) -> None:
    entries = labels(language).section("problems")
    wanting = {
        fault.code: sorted(needed)
        for fault in problems
        for part in ("message", "remedy")
        if (needed := blanks(entries[fault.code][part]) - fault.facts.keys())
    }
    assert wanting == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_leaves_a_fact_empty(language: str, problems: list[Problem]) -> None:
    entries = labels(language).section("problems")
    empty = {
        (fault.code, name)
        for fault in problems
        for part in ("message", "remedy")
        for name in blanks(entries[fault.code][part])
        if fault.facts.get(name) in ("", "…", "None") and fault.code != "bad-id"
    }
    assert empty == set()
