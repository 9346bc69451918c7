"""JSON: valid by the schema that it names, and with the figures of the scorecards."""

import json
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from made import NAMES, SITE, WORDS, book_of, files
from rendering import downloads

from generator.exports.documents import DOCUMENTS
from generator.exports.schemas import download_schema
from generator.messages.labels import LANGUAGES, labels
from generator.scoring.card import MethodScore
from generator.scoring.mark import Mark


def documents(name: str) -> dict[str, Any]:
    return {
        path: json.loads(content, parse_float=Decimal)
        for path, content in files(name).items()
        if path.endswith(".json") and not path.startswith("schemas/")
    }


def closed(schema: Any) -> Any:
    """The schema, with no field allowed that it does not name."""
    if isinstance(schema, list):
        return [closed(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {"additionalProperties": False} if "properties" in schema else {}
    return {**shut, **{key: closed(inner) for key, inner in schema.items()}}


@pytest.mark.parametrize("name", NAMES)
def test_every_document_is_valid_by_the_schema_that_it_names(name: str) -> None:
    made = files(name)
    for path, document in documents(name).items():
        schema = json.loads(made[document["$schema"].removeprefix(SITE)])
        assert schema["$id"] == document["$schema"]
        checker = Draft202012Validator(closed(schema), format_checker=FormatChecker())
        faults = [fault.message for fault in checker.iter_errors(document)]
        assert faults == [], path


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_document_is_made(name: str) -> None:
    kinds = {document["$schema"].rsplit("/", 1)[1] for document in documents(name).values()}
    assert kinds == {f"{kind}.schema.json" for kind in DOCUMENTS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_schema_is_a_schema_and_describes_every_field(language: str) -> None:
    for schema in (download_schema(kind, labels(language)) for kind in DOCUMENTS):
        Draft202012Validator.check_schema(schema)
        for definition in (schema, *schema["$defs"].values()):
            for field in definition.get("properties", {}).values():
                assert field["description"]


def test_a_wrong_type_is_invalid() -> None:
    document = json.loads(files("tiny")["results/2023/first/first-2023.json"])
    checker = Draft202012Validator(download_schema("scorecard", WORDS))
    assert checker.is_valid(document)
    assert not checker.is_valid({**document, "total": "96.25"})
    assert not checker.is_valid({**document, "version": 2})


def test_without_an_address_the_schema_is_named_as_seen_from_the_file() -> None:
    made = {one.path: one for one in downloads(book_of("tiny"), WORDS)}
    document = json.loads(made["results/2023/first/first-2023.json"].make())
    assert document["$schema"] == "../../../schemas/scorecard.schema.json"


@pytest.mark.parametrize("name", NAMES)
def test_a_scorecard_has_every_figure_exactly(name: str) -> None:
    found = documents(name)
    for card in book_of(name).cards:
        id = card.organization.id
        document = found[f"results/{card.year}/{id}/{id}-{card.year}.json"]
        assert [document[key] for key in ("base", "unbounded", "total")] == [
            card.base,
            card.unbounded,
            card.total,
        ]
        assert document["adjustments"]["points"] == card.adjustments.points
        assert document["negative"]["points"] == card.negative.points
        assert (document["grade"] or {}).get("id") == (card.grade.id if card.grade else None)
        for entry, score in zip(document["methods"], card.methods, strict=True):
            assert_method(entry, score)


def assert_method(entry: Any, score: MethodScore) -> None:
    keys = ("earned", "possible", "fed", "raw", "weight", "weighted")
    assert [entry[key] for key in keys] == [getattr(score, key) for key in keys]
    assert entry["scored"] == score.rounded
    for written, mark in zip(entry["marks"], score.marks, strict=True):
        assert_mark(written, mark)


def assert_mark(entry: Any, mark: Mark) -> None:
    assert [entry[key] for key in ("standard", "value", "moved", "held")] == [
        mark.standard.id,
        mark.value,
        mark.moved,
        mark.held,
    ]
    moved = [(one["gross"], one["points"]) for one in entry["movements"]]
    assert moved == [(one.gross, one.points) for one in mark.movements]


@pytest.mark.parametrize("name", NAMES)
def test_the_steps_of_a_scorecard_add_up(name: str) -> None:
    for path, card in documents(name).items():
        if path.startswith("results/") and card.get("total") is not None:
            base = sum(method["weighted"] for method in card["methods"])
            fed = [card[key] for key in ("adjustments", "negative")]
            adjusted, deducted = (t["points"] if t["feeds"] == "total" else 0 for t in fed)
            assert base == card["base"]
            assert base + adjusted - deducted == card["unbounded"], path


@pytest.mark.parametrize("name", NAMES)
def test_the_results_of_a_year_are_those_of_its_cards_best_first(name: str) -> None:
    book = book_of(name)
    for year in book.book.by_year:
        results = documents(name)[f"results/{year}/results-{year}.json"]["results"]
        by_id = {card.organization.id: card for card in book.cards if card.year == year}
        assert {one["organization"]["id"] for one in results} == by_id.keys()
        assert all(one["total"] == by_id[one["organization"]["id"]].total for one in results)
        totals = [one["total"] for one in results if one["rank"] is not None]
        assert totals == sorted(totals, reverse=True)
        assert all(f"results/{year}/{one['scorecard']}" in files(name) for one in results)


def test_an_edition_is_there_whole() -> None:
    for edition in book_of("sample").library.editions:
        document = documents("sample")[f"standards/{edition.id}/edition-{edition.id}.json"]
        assert [one["id"] for one in document["edition"]["standards"]] == [
            one.id for one in edition.standards
        ]
        assert document["edition"]["grades"][0]["from"] == edition.grades[0].cutoff


def test_of_a_draft_nothing_is_said_but_that_there_is_one() -> None:
    made = files("tiny")
    draft = documents("tiny")["results/2024/first/first-2024.json"]
    assert (draft["state"], draft["total"], draft["methods"], draft["note"]) == (
        "draft",
        None,
        [],
        None,
    )
    assert "results/2024/first/first-2024.csv" not in made
    for figure in ("96.75", "98.5", "草稿的话"):
        texts = (path for path in made if not path.endswith(".xlsx"))
        assert [path for path in texts if figure in made[path].decode()] == []
