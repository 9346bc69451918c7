"""Whatever the data says, a cell says it back: held for random values, texts and tables."""

import datetime as dt
from decimal import Decimal
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.cells import values
from generator.cells.choices import Choices
from generator.cells.columns import Column, entry_columns
from generator.cells.notation import read_points, write_points
from generator.cells.vocabulary import Vocabulary
from generator.messages.labels import labels
from generator.model.clauses import Situation
from generator.model.result import Organization
from generator.yaml.characters import find_invisible
from generator.yaml.nodes import EARLIEST, LATEST

KEYS = Choices({"national": "国家级", "bureau": "处级", "team": "集体 一", "x": "bureau"})
WORDS = {"all": "全部"}
VOCABULARY = Vocabulary(labels("zh"), kinds=(), names={"office": "办公室", "hall": "食堂、车队"})
NUMBERS = st.integers(0, 99) | st.sampled_from(["0.5", "1.25", "12.0000000001"]).map(Decimal)
IDS = st.sampled_from(sorted(KEYS.titles))
TEXTS = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)
TEXTS = TEXTS.filter(lambda text: not find_invisible(text) and "↵" not in text)
TEXTS = TEXTS.filter(lambda text: "\r" not in text and "_x000D_" not in text)
ROWS = st.dictionaries(IDS, NUMBERS, min_size=1)
BOUNDS = st.fixed_dictionaries({"below": NUMBERS, "points": NUMBERS})
POINTS = (
    NUMBERS
    | st.just("all")
    | st.lists(NUMBERS, min_size=1, max_size=4).map(tuple)
    | st.dictionaries(IDS, NUMBERS | ROWS, min_size=1)
)


@settings(deadline=None)
@given(POINTS)
def test_points_come_back(points: Any) -> None:
    shown = write_points(points, KEYS, WORDS)
    raw = float(shown) if isinstance(shown, Decimal) else shown
    assert read_points(raw, KEYS, WORDS) == points


@settings(deadline=None)
@given(st.integers(-999, 999) | st.decimals(-1000, 1000, allow_nan=False, places=6))
def test_a_number_comes_back_from_the_double_of_a_spreadsheet(number: int | Decimal) -> None:
    assert values.as_number(float(number)) == number


@given(st.dates(EARLIEST, LATEST))
def test_a_day_comes_back_however_it_is_written(day: dt.date) -> None:
    ways: list[values.Raw] = [day, dt.datetime(day.year, day.month, day.day), day.isoformat()]
    ways += [f"{day.year}年{day.month}月{day.day}日", f"{day:%Y/%m/%d}", f"{day:%Y%m%d}"]
    assert {values.as_date(way) for way in ways} == {day}


def column(model: type, name: str) -> Column:
    return next(c for c in entry_columns(model, VOCABULARY) if c.path == (name,))


@settings(deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"until": st.integers(1990, 2030)},
            optional={"name": TEXTS, "parent": st.sampled_from(["office", "hall"])},
        ),
        min_size=1,
        max_size=3,
    ).map(tuple)
)
@example(
    (
        {"until": 1990, "name": "="},
        {"until": 1991, "name": "a,\\"},
        {"until": 1992, "name": '5" 屏'},
    )
)
def test_former_names_come_back_whatever_signs_they_have(entries: Any) -> None:
    formerly = column(Organization, "formerly")
    assert formerly.read(str(formerly.show(entries))) == entries


@settings(deadline=None)
@given(
    st.lists(st.fixed_dictionaries({"below": NUMBERS, "points": NUMBERS}), min_size=1).map(tuple)
)
def test_thresholds_come_back(entries: Any) -> None:
    thresholds = column(Situation, "thresholds")
    assert thresholds.read(str(thresholds.show(entries))) == entries
