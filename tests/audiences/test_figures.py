"""The guide shows the table of figures that is in force, and knows every field of the data."""

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec import structs
from paths import ROOT
from pydantic import BaseModel

from generator.analysis.year_statistics import YearStatistics
from generator.audiences.figures import FIGURES
from generator.dataset.book import Book
from generator.dataset.scope import Granted, RankedRow
from generator.model.result import Former, Notice, Organization, Result, Year
from generator.scoring.summary import CardSummary

GUIDE = (ROOT / "docs/guide/audiences.md").read_text("utf-8")
TYPES = (
    *(Organization, Former, Year, Notice, Result),
    *(Book, CardSummary, YearStatistics, Granted, RankedRow),
)


def rows(columns: int) -> Iterator[list[str]]:
    for line in GUIDE.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == columns:
            yield cells


def test_the_guide_shows_the_table_of_figures() -> None:
    shown = {
        name.strip("`"): (least, small == "是")
        for _, name, least, small in rows(4)
        if name.startswith("`")
    }
    assert shown == {name: (rule.least, rule.grouped) for name, rule in FIGURES.items()}


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_every_field_has_its_rule(kind: Any) -> None:
    told = [
        field
        for name, fields, _ in rows(3)
        if name == kind.__name__
        for field in re.split("、", fields)
    ]
    if issubclass(kind, BaseModel):
        known = list(kind.model_fields)
    else:
        fields = dataclasses.fields if dataclasses.is_dataclass(kind) else structs.fields
        known = [field.name for field in fields(kind)]
    assert sorted(told) == sorted(known)
