"""Comments of headings: what to type in a cell, without a word of the files."""

import re
from collections.abc import Iterator

from paths import TESTS
from workbooks import frame_of, subject_of, subjects

from generator.cells.columns import Column
from generator.messages.labels import labels

PROJECT = TESTS / "workbook" / "base"
WORDS = labels("zh").section("workbook")["words"].keys()
FIELDS = {name for texts in labels("zh").section("fields").values() for name in texts}


def columns() -> Iterator[Column]:
    """Yield the columns of all workbooks that are read off the models."""
    frame = frame_of(PROJECT)
    for name in subjects(PROJECT):
        subject = subject_of(frame, name)
        for table in subject.tables(subject.vocabulary):
            yield from (column for column in table.all_columns if column.leaf)


def test_every_heading_has_a_comment_in_words_of_the_office() -> None:
    wrong = {}
    for column in columns():
        typed = set(re.findall(r"[A-Za-z_-]+", column.help)) & (WORDS | FIELDS)
        if typed or not column.help or re.search(r"[\[\]]|\.yml", column.help):
            wrong[column.heading] = (column.help, typed)
    assert wrong == {}


def test_a_choice_is_not_typed_as_an_id() -> None:
    asked = {c.heading: c.help for c in columns() if c.offered and c.path != ("id",)}
    assert not [heading for heading, text in asked.items() if "写编号" in text or "的编号" in text]
