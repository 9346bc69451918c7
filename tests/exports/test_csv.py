"""CSV: what a spreadsheet opens as it is, and takes for nothing but values."""

import csv
import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from guessed import GUESSED, PLAIN
from hypothesis import given
from hypothesis import strategies as st
from made import NAMES, WORDS, book_of, files
from msgspec import structs
from rendering import downloads

from generator.dataset.assessment import Assessment
from generator.exports.csv_export import csv_file, guard
from generator.exports.tables import Cell, Column, Row, Table


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def one_cell(cell: Cell) -> bytes:
    return csv_file(Table("t", (Column("列", "含义"),), (Row((cell,)),)))


@pytest.mark.parametrize("name", NAMES)
def test_every_file_has_its_mark_and_line_ends_and_a_cell_for_each_column(name: str) -> None:
    found = {path: content for path, content in files(name).items() if path.endswith(".csv")}
    assert found
    for path, content in found.items():
        assert content.startswith(b"\xef\xbb\xbf"), path
        assert content.endswith(b"\r\n")
        read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        assert {len(row) for row in read} == {len(read[0])}
        assert len(set(read[0])) == len(read[0])


@pytest.mark.parametrize("text", GUESSED)
def test_a_text_that_is_taken_for_something_else_has_an_apostrophe_before_it(text: str) -> None:
    (row,) = rows(one_cell(text))
    assert row == {"列": f"'{text}"}


@pytest.mark.parametrize("text", PLAIN)
def test_any_other_text_is_written_as_it_is(text: str) -> None:
    (row,) = rows(one_cell(text))
    assert row == {"列": text}


@given(st.text(alphabet="'=-+@0123456789eE/:. ,%年月日amJn第x\n１＝"))
def test_whoever_drops_the_first_apostrophe_has_the_text(text: str) -> None:
    assert guard(text).removeprefix("'") == text


@pytest.mark.parametrize("text", ["1" * 50_000 + "x", "* " * 30_000 + "x", "jan" * 20_000 + "1x"])
def test_a_long_text_is_judged_at_once(text: str) -> None:
    assert guard(text) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Decimal("-0.50"), "-0.5"),
        (Decimal("1E+2"), "100"),
        (3, "3"),
        (dt.date(2024, 1, 22), "2024-01-22"),
        ('“a”, "b"', '“a”, "b"'),
        ("两行\n字", "两行\n字"),
        ("s-1 = 2", "s-1 = 2"),
    ],
)
def test_a_value_is_written_as_it_is(cell: Cell, text: str) -> None:
    (row,) = rows(one_cell(cell))
    assert row == {"列": text}


@pytest.mark.parametrize("name", NAMES)
def test_the_weighted_column_of_a_card_adds_up_to_its_total(name: str) -> None:
    line, weighted = "行别", "折算"
    for card in book_of(name).cards:
        if card.total is None:
            continue
        id = card.organization.id
        read = rows(files(name)[f"results/{card.year}/{id}/{id}-{card.year}.csv"])
        points = [(row[line], Decimal(row[weighted])) for row in read if row[weighted]]
        by_line = dict(points)
        methods = sum(value for kind, value in points if kind == "考核方式")
        added = [by_line.get(kind, 0) for kind in ("加减分情形合计", "负面清单合计")]
        assert methods == by_line["加权合计"] == card.base
        assert methods + sum(added) == by_line["合计"] == card.unbounded
        assert by_line["总分"] == card.total


@pytest.mark.parametrize("name", NAMES)
def test_the_marks_of_a_card_are_in_its_table(name: str) -> None:
    for card in book_of(name).cards:
        marks = [mark for score in card.methods for mark in score.marks]
        if card.total is not None:
            id = card.organization.id
            read = rows(files(name)[f"results/{card.year}/{id}/{id}-{card.year}.csv"])
            written = [row["得分"] for row in read if row["行别"] == "标准得分"]
            values = [Decimal(text) if text else None for text in written]
            assert values == [mark.value for mark in marks]
            moved = [Decimal(row["加减"]) for row in read if row["行别"] == "加减分记录"]
            assert moved == [one.points for mark in marks for one in mark.movements]


@pytest.mark.parametrize(
    "text", [*GUESSED, "", " ", "a,b", '"', "a\rb", "a\nb", "a\tb", "\x00\x85\u2028"]
)
def test_a_text_is_quoted_as_the_standard_library_quotes_it(text: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerow(("列", "a"))
    csv.writer(file).writerow((guard(text), "a"))
    table = Table("t", (Column("列", ""), Column("a", "")), (Row((text, "a")),))
    assert csv_file(table).decode("utf-8-sig") == file.getvalue()


def test_what_is_recorded_but_does_not_count_is_said() -> None:
    table = files("tiny")["results/2024/second/second-2024.csv"].decode("utf-8-sig")
    assert WORDS("ui.card.elsewhere") in table
    table = files("tiny")["results/2023/second/second-2023.csv"].decode("utf-8-sig")
    assert WORDS("ui.card.gate") in table


def test_a_hostile_name_reaches_no_file_unguard() -> None:
    made = [one for one in downloads(renamed("=HYPERLINK(1)"), WORDS) if one.format == "csv"]
    cells = [
        cell
        for one in made
        for row in csv.reader(io.StringIO(one.make().decode("utf-8-sig"), newline=""))
        for cell in row
    ]
    assert "'=HYPERLINK(1)" in cells
    assert [cell for cell in cells if cell.startswith("=")] == []


def renamed(name: str) -> Assessment:
    """The smallest book, with every organization of that name."""
    book = book_of("tiny")
    cards = tuple(
        structs.replace(
            card,
            organization=card.organization.model_copy(update={"name": name, "formerly": ()}),
        )
        for card in book.cards
    )
    return replace(book, cards=cards)
