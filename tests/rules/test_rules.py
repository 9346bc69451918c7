"""What every rule owes its readers: a docstring, a message and a remedy in both languages."""

import re
import string
from pathlib import Path

import pytest
from test_cases import NAMES, lay_out

import generator.rules
from generator.dataset.assessment import examine
from generator.messages.labels import LANGUAGES, labels
from generator.problem import Problem
from generator.rules.check import KINDS, all_rules, rules
from generator.rules.rule import Rule, code_of

PACKAGE = Path(generator.rules.__path__[0])


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


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: file.stem)
def test_every_public_rule_of_every_module_is_found(file: Path) -> None:
    """Read as text, so that nothing depends on how rules are found."""
    text = file.read_text("utf-8")
    written = re.findall(r"^def ([a-z]\w*)\([^)]*\) -> Faults:", text, re.MULTILINE)
    found = {rule.__name__ for rule in all_rules() if rule.__module__.endswith(f".{file.stem}")}
    assert set(written) == found


def test_every_rule_is_of_one_kind() -> None:
    assert sorted(map(code_of, all_rules())) == sorted(
        code_of(rule) for kind in KINDS for rule in rules(kind)
    )
    assert all(rules(kind) for kind in KINDS)


def test_no_two_rules_have_one_code() -> None:
    assert len(set(map(code_of, all_rules()))) == len(all_rules())


@pytest.mark.parametrize("rule", all_rules(), ids=code_of)
def test_a_rule_is_stated_in_its_docstring(rule: Rule) -> None:
    stated = (rule.__doc__ or "").strip()
    assert stated.endswith(".")
    assert stated[:1].isupper() or stated.startswith("``")


@pytest.mark.parametrize("rule", all_rules(), ids=code_of)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_has_a_message_and_a_remedy(rule: Rule, language: str) -> None:
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
