"""The program and the second scorer agree on every scorecard."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import second_opinion
import yaml
from paths import ROOT, TESTS
from random_schemes import random_scheme, score_by_program
from second_opinion import Card, Data, score_year
from test_taught import projects

from generator.dataset.assessment import read_assessment
from generator.scoring.card import Scorecard

SCHEMES = sorted(file.parent for file in (TESTS / "schemes").glob("*/standards"))
SHORT, LONG = 20, 1000


def read_project(folder: Path) -> tuple[list[Data], list[Data], dict[int, dict[str, Data]]]:
    """Return the editions, the organizations and the results by year and organization."""

    def load(file: Path) -> Any:
        return yaml.load(file.read_text("utf-8"), yaml.BaseLoader) or {}

    editions: list[Data] = []
    for place in sorted(file.parent for file in folder.glob("standards/*/edition.yml")):
        edition = dict(load(place / "edition.yml"))
        for file in sorted(place.glob("*.yml")):
            for name, entries in load(file).items() if file.name != "edition.yml" else ():
                edition[name] = [*edition.get(name, ()), *entries]
        editions.append(edition)
    results: dict[int, dict[str, Data]] = {}
    for file in sorted(folder.glob("results/*/*.yml")):
        results.setdefault(int(file.parent.name), {})[file.stem] = load(file)
    organizations: list[Data] = load(folder / "results/organizations.yml")["organizations"]
    return editions, organizations, results


def kind_in(organization: Data, year: int) -> str:
    formerly = organization.get("formerly", ())
    held = [f for f in formerly if "kind" in f and int(f["until"]) >= year]
    return str(min(held, key=lambda f: int(f["until"]))["kind"] if held else organization["kind"])


def figures_by_program(card: Scorecard) -> Mapping[str, object]:
    exact = {
        "total": card.total,
        "base": card.base,
        "adjustments": card.adjustments.points if card.total is not None else 0,
        "negative": card.negative.points if card.total is not None else 0,
    }
    return {
        **{name: None if value is None else Fraction(value) for name, value in exact.items()},
        "raw": {score.method.id: Fraction(score.raw) for score in card.methods},
        "grade": card.grade.id if card.grade else None,
    }


def figures_by_second_opinion(card: Card) -> Mapping[str, object]:
    names = ("total", "adjustments", "negative", "raw", "grade")
    return {**{name: getattr(card, name) for name in names}, "base": getattr(card, "base", None)}


def compare(
    edition: Data,
    kinds: Mapping[str, str],
    results: Mapping[str, Data],
    cards: Mapping[str, Scorecard],
) -> int:
    second = score_year(edition, kinds, results)
    assert second.keys() == {id for id, card in cards.items() if card.grade}
    for id, card in second.items():
        assert figures_by_second_opinion(card) == figures_by_program(cards[id]), id
    return len(second)


def compare_project(folder: Path) -> int:
    assessment = read_assessment(folder / "standards", folder / "results")
    editions, organizations, results = read_project(folder)
    compared = 0
    for year, records in results.items():
        edition = next(e for e in editions if str(year) in e["years"] and e.get("draft") != "true")
        kinds = {o["id"]: kind_in(o, year) for o in organizations}
        cards = {c.organization.id: c for c in assessment.cards if c.year == year}
        if cards:  # not of an open year
            compared += compare(edition, kinds, {id: records[id] for id in cards}, cards)
    return compared


@pytest.mark.parametrize("folder", [ROOT, *SCHEMES], ids=lambda folder: folder.name)
def test_they_agree_on_the_sample_and_on_all_schemes(folder: Path) -> None:
    assert compare_project(folder)


@pytest.mark.parametrize("name", sorted(projects()))
def test_they_agree_on_the_examples_of_the_format(name: str, tmp_path: Path) -> None:
    files = dict(projects()[name])
    if name == "":  # the whole edition follows the shortest one
        files["standards/2026/edition.yml"] = projects()["最短"]["standards/2026/edition.yml"]
    for file, text in files.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, "utf-8")
    assert compare_project(tmp_path)


def test_the_second_scorer_is_short() -> None:
    lines = Path(second_opinion.__file__).read_text("utf-8").splitlines()
    assert sum(bool(line.strip()) for line in lines) <= 400


def compare_random(seeds: range) -> None:
    for seed in seeds:
        edition, organizations, results = random_scheme(seed)
        kinds = {o["id"]: o["kind"] for o in organizations}
        cards = score_by_program(edition, organizations, results)
        assert compare(edition, kinds, results, cards), seed


def test_they_agree_on_random_schemes() -> None:
    compare_random(range(SHORT))


@pytest.mark.long
def test_they_agree_on_many_random_schemes() -> None:
    compare_random(range(SHORT, SHORT + LONG))
