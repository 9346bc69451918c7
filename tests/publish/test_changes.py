"""What changed between two sites, in organizations and clauses."""

import json
from pathlib import Path
from typing import Any

import pytest
from rendering import downloads

from generator.dataset.assessment import Assessment
from generator.gates.changes import (
    Changes,
    ClauseChange,
    Figures,
    ResultChange,
    compare_sites,
    differing,
)
from generator.gates.site_files import digest_files
from generator.messages.labels import labels

CARD = "results/2023/first/first-2023.json"
EDITION = "standards/2023/edition-2023.json"


@pytest.fixture(scope="module")
def before(tiny: Assessment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tiny, tmp_path_factory.mktemp("before"))


@pytest.fixture
def after(tiny: Assessment, tmp_path: Path) -> Path:
    return written(tiny, tmp_path)


def written(book: Assessment, folder: Path) -> Path:
    for one in downloads(book, labels("zh")):
        if one.format == "json":
            (folder / one.path).parent.mkdir(parents=True, exist_ok=True)
            (folder / one.path).write_bytes(one.make())
    return folder


def load(folder: Path, path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / path).read_bytes())
    return found


def save(folder: Path, path: str, document: dict[str, Any]) -> None:
    (folder / path).write_text(json.dumps(document, ensure_ascii=False), "utf-8")


def compare(before: Path, after: Path) -> Changes:
    return compare_sites(before, after, differing(digest_files(before), digest_files(after)))


def test_the_same_site_has_no_changes(before: Path, after: Path) -> None:
    assert compare(before, after) == Changes()


def test_the_place_among_others_is_no_change_of_ones_own(before: Path, after: Path) -> None:
    save(after, CARD, load(after, CARD) | {"rank": 7, "ranked": 9})
    assert compare(before, after) == Changes()


def test_a_changed_result_has_its_figures_and_the_clauses_that_count_otherwise(
    before: Path, after: Path
) -> None:
    card = load(after, CARD)
    card["total"] = 97.5
    card["methods"][1]["marks"][0]["value"] = 10
    card["adjustments"]["entries"].pop()
    save(after, CARD, card)
    (found,) = compare(before, after).results
    assert found.before == Figures("final", found.before.total if found.before else None, "优秀")
    assert found.after is not None
    assert str(found.after.total) == "97.5"
    assert found.clauses == ("a1", "s1")


def test_a_result_comes_and_goes(before: Path, after: Path) -> None:
    (after / CARD).unlink()
    (gone,) = compare(before, after).results
    (come,) = compare(after, before).results
    assert (gone.how, gone.after, gone.name) == ("removed", None, "甲 <党委>")
    assert come == ResultChange(2023, "first", "甲 <党委>", "added", None, gone.before)


def test_a_changed_situation_is_told_and_its_standard_is_not(before: Path, after: Path) -> None:
    document = load(after, EDITION)
    standard = document["edition"]["standards"][0]
    standard["deductions"][0]["points"] = 2
    document["edition"]["negative_cases"].pop()
    save(after, EDITION, document)
    assert compare(before, after).clauses == (
        ClauseChange("2023", "n2", "弄虚作假", "removed"),
        ClauseChange("2023", "s1-d1", "少开一次会", "changed"),
    )


def test_an_editions_own_fields_count_as_one_clause(before: Path, after: Path) -> None:
    document = load(after, EDITION)
    document["edition"]["rounding"]["total"] = 1
    save(after, EDITION, document)
    title = "小标准（2023年版）"
    assert compare(before, after).clauses == (ClauseChange("2023", "2023", title, "changed"),)


def test_a_new_edition_is_told_by_its_title_alone(before: Path, after: Path) -> None:
    (after / EDITION).unlink()
    (gone,) = compare(before, after).clauses
    assert (gone.clause, gone.how) == ("2023", "removed")
