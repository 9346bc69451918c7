"""The program and the second scorer agree on every scorecard."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import second_opinion
import yaml
from paths import ROOT, TESTS
from random_schemes import random_scheme, score_by_program
from second_opinion import Card, Entry, score_year
from test_taught import projects

from generator.dataset.assessment import read_assessment
from generator.scoring.card import Scorecard

SCHEMES = sorted(file.parent for file in (TESTS / "schemes").glob("*/standards"))
SHORT, LONG = 20, 1000


def load(file: Path) -> Any:
    """Read a file of YAML, all scalars as texts."""
    return yaml.load(file.read_text("utf-8"), yaml.BaseLoader) or {}


def read_edition(folder: Path) -> Entry:
    """Return an edition with the lists of all its files put together."""
    edition: Entry = dict(load(folder / "edition.yml"))
    for file in sorted(folder.glob("*.yml")):
        for name, entries in load(file).items() if file.name != "edition.yml" else ():
            edition[name] = [*edition.get(name, ()), *entries]
    return edition


def score_project(folder: Path) -> Iterator[tuple[int, Card]]:
    """Yield the cards of the second scorer, each with its year."""
    editions = [read_edition(file.parent) for file in folder.glob("standards/*/edition.yml")]
    organizations = load(folder / "results/organizations.yml")["organizations"]
    for year in load(folder / "results/years.yml")["years"]:
        in_force = [e for e in editions if e.get("draft") != "true" and year["year"] in e["years"]]
        results = {file.stem: load(file) for file in folder.glob(f"results/{year['year']}/*.yml")}
        for card in score_year(year, in_force[0], organizations, results):
            yield int(year["year"]), card


def figures_by_program(card: Scorecard, rank: int | None) -> Mapping[str, object]:
    known = card.total is not None
    exact = {
        "total": card.total,
        "base": card.base,
        "adjustments": card.adjustments.points if known else 0,
        "negative": card.negative.points if known else 0,
    }
    return {
        **{name: None if value is None else Fraction(value) for name, value in exact.items()},
        "raw": {score.method.id: Fraction(score.raw) for score in card.methods},
        "grade": card.grade.id if card.grade else None,
        "rank": rank,
    }


def figures_by_second_opinion(card: Card) -> Mapping[str, object]:
    names = ("total", "base", "adjustments", "negative", "raw", "grade", "rank")
    return {name: getattr(card, name) for name in names}


def compare_project(folder: Path) -> int:
    assessment = read_assessment(folder / "standards", folder / "results")
    ranks = assessment.without_drafts().book.statistics
    cards = {(card.year, card.organization.id): card for card in assessment.cards}
    compared = 0
    for year, second in score_project(folder):
        if (first := cards.get((year, second.organization))) and first.result.no_grade is None:
            expected = figures_by_program(first, ranks[year].ranks.get(second.organization))
            assert figures_by_second_opinion(second) == expected, (year, second.organization)
            compared += 1
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


def as_texts(value: Any) -> Any:
    """Return values as the second scorer reads them from a file."""
    if isinstance(value, dict):
        return {name: as_texts(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [as_texts(inner) for inner in value]
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


def compare_random(seeds: range) -> None:
    for seed in seeds:
        edition, organizations, results = random_scheme(seed)
        first = score_by_program(edition, organizations, results)
        cards = score_year({"year": "2024"}, *map(as_texts, (edition, organizations, results)))
        for second in (card for card in cards if "no_grade" not in card.result):
            rank = second.rank  # the program ranks whole years, which projects hold
            expected = figures_by_program(first[second.organization], rank)
            assert figures_by_second_opinion(second) == expected, (seed, second.organization)


def test_they_agree_on_random_schemes() -> None:
    compare_random(range(SHORT))


@pytest.mark.long
def test_they_agree_on_many_random_schemes() -> None:
    compare_random(range(SHORT, SHORT + LONG))
