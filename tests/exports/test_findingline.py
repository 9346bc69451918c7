"""The line of a finding is the same as if it were written as a whole."""

import pytest

from generator.exports.csvfile import csv_file
from generator.exports.findingline import FindingLine
from generator.exports.printing import printed
from generator.exports.table import Column, Filled, Noted, Table, cells
from generator.exports.wording import NOTE
from generator.model.rich import Rich

COLUMNS = tuple(Column(f"列{n}", "含义") for n in range(3))
AFTER = printed((None,), 2)


def line(sentence: str) -> FindingLine:
    return FindingLine.of(printed(("s01",)), sentence, AFTER)


@pytest.mark.parametrize(
    "sentence", [f"1 次：{NOTE}", f"twice: {NOTE}", f"1, 2：{NOTE}", f"={NOTE}"]
)
@pytest.mark.parametrize(
    "note", ["字", "a b", "a  b", "a,b", 'a"b', "a\nb", "a\u3000b", "<b>", "**a**", "a" * 40_000]
)
def test_a_note_is_put_into_its_sentence_as_it_reads(sentence: str, note: str) -> None:
    row = line(sentence).row(Rich(note))
    read = " ".join(note.replace("*", "").split())
    assert cells(row) == ("s01", sentence.replace(NOTE, read), None)
    whole = Table("t", COLUMNS, (cells(row),))
    assert csv_file(Table("t", COLUMNS, (row,))) == csv_file(whole)


def test_only_a_plain_note_goes_on_with_a_plain_text() -> None:
    assert isinstance(line(f"1 次：{NOTE}").row("年底没有 1 份"), Noted)
    assert isinstance(line(f"1 次：{NOTE}").row("a_x0041_"), Filled)
    assert isinstance(line(f"=1：{NOTE}").row("字"), Filled)
    assert isinstance(line(NOTE).row("字"), Filled)
    assert isinstance(line(f"（{NOTE}）").row("字"), Filled)
    assert cells(line("1 次").row(None)) == ("s01", "1 次", None)
