"""The guide explains every column and names every schema."""

import pytest
from made import NAMES, WORDS, files
from paths import ROOT

from generator.exports.documents import DOCUMENTS

GUIDE = (ROOT / "docs" / "guide" / "downloads.md").read_text("utf-8")
GENERAL = {"raw": "考核方式", "aspect": "方面"}
"""Columns of which there is one for each method or aspect."""


def columns() -> list[tuple[str, str]]:
    tables = WORDS.section("downloads")["columns"]
    return [
        tuple(
            text.format(title=GENERAL.get(name, "") + ("的名称" if part == "heading" else ""))
            for part, text in (("heading", one["heading"]), ("meaning", one["meaning"]))
        )
        for table, names in tables.items()
        if table != "columns"
        for name, one in names.items()
    ]


@pytest.mark.parametrize(("heading", "meaning"), columns())
def test_the_guide_explains_a_column_in_the_words_of_the_workbook(
    heading: str, meaning: str
) -> None:
    assert f"| {heading} | {meaning} |" in GUIDE


def test_the_guide_names_every_schema() -> None:
    schemas = {f"schemas/{name}.schema.json" for name in DOCUMENTS}
    assert {schema for schema in schemas if schema not in GUIDE} == set()
    assert all(schemas <= set(files(name)) for name in NAMES)
