"""The schemas describe what the reader accepts; an independent validator agrees."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from paths import ROOT

from generator.cli import main
from generator.messages.labels import labels
from generator.schema import FILES, schemas
from generator.yaml.loader import read
from generator.yaml.nodes import Plain

SAMPLES = sorted([*(ROOT / "standards").rglob("*.yml"), *(ROOT / "results").rglob("*.yml")])


def kind_of(file: Path) -> str:
    if file.stem in ("edition", "organizations", "years"):
        return file.stem
    return "part" if (ROOT / "standards") in file.parents else "result"


def as_json(value: Plain) -> Any:
    """Plain data as an editor sees it: dates are text, numbers are numbers."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [as_json(inner) for inner in value]
    return value if isinstance(value, bool | int | str | None) else _simple(value)


def _simple(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else float(value)


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_sample_file_is_valid_and_names_its_schema(file: Path) -> None:
    schema = schemas(labels("zh"))[kind_of(file)]
    Draft202012Validator(schema).validate(as_json(read(file).data))
    modeline = (
        file.read_text("utf-8").split("\n")[0].removeprefix("# yaml-language-server: $schema=")
    )
    assert (file.parent / modeline).resolve() == ROOT / "schemas" / f"{kind_of(file)}.schema.json"


@pytest.mark.parametrize("kind", FILES)
def test_a_schema_is_a_schema_and_describes_every_field_in_chinese(kind: str) -> None:
    schema = schemas(labels("zh"))[kind]
    Draft202012Validator.check_schema(schema)
    for definition in (schema, *schema["$defs"].values()):
        for name, field in definition.get("properties", {}).items():
            assert any("\u4e00" <= c <= "\u9fff" for c in field["description"]), name


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("years", {"years": [{"year": "2023", "as_of": "2024-06-30"}]}),
        ("years", {"years": [{"year": 2023, "as_of": "2024-06-30", "notes": "x"}]}),
        ("organizations", {"kinds": [], "organizations": []}),
        ("result", {"status": [{"state": "finished", "date": "2024-01-01"}]}),
        ("part", {"aspects": [{"id": "No Id", "title": "x"}]}),
        ("part", {"negative_cases": [{"id": "n1", "aspect": "a", "text": "x", "points": -1}]}),
    ],
)
def test_a_mistake_is_invalid(kind: str, wrong: dict[str, Any]) -> None:
    assert not Draft202012Validator(schemas(labels("zh"))[kind]).is_valid(wrong)


def test_the_command_writes_what_stands_in_the_repository(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--lang", "zh", "schema", str(tmp_path)])
    assert result.exit_code == 0
    for name in FILES:
        file = f"{name}.schema.json"
        assert json.loads((tmp_path / file).read_text("utf-8"))
        assert (tmp_path / file).read_bytes() == (ROOT / "schemas" / file).read_bytes()
