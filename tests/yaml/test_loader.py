"""The strict subset of YAML: what is accepted, what is refused, and where."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from generator.yaml.loader import composer, locate, read
from generator.yaml.nodes import Plain


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data.yml"


def _value(file: Path, text: str) -> Plain:
    """What ``a`` is read as; fails where the file is refused."""
    file.write_text(f"a: {text}\n", "utf-8")
    document = read(file)
    assert document.problems == ()
    assert isinstance(document.data, dict)
    return document.data["a"]


def _told(file: Path) -> list[tuple[str, tuple[int, int]]]:
    """The problems of the notation, and where they stand."""
    return [(fault.code, locate(fault.place, composer())) for fault in read(file).problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("-3", -3),
        ("0", 0),
        ("2.50", Decimal("2.50")),
        ("0.1", Decimal("0.1")),
        ("-0.5", Decimal("-0.5")),
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("2024-02-29", dt.date(2024, 2, 29)),
        ("'2024-02-29'", "2024-02-29"),
        ("'3'", "3"),
        ('"true"', "true"),
        ('""', ""),
        ("三次", "三次"),
        ("3次", "3次"),
        ("2023年版", "2023年版"),
        ("notice", "notice"),
        ("yes we can", "yes we can"),
        ("甲，乙", "甲，乙"),
        ("一个很长很长很长很长很长的名字：后面", "一个很长很长很长很长很长的名字：后面"),
        ("'备注：无'", "备注：无"),
        ("a&b", "a&b"),
        ("三会　一课\u00a0制度", "三会　一课\u00a0制度"),
        ("'　甲\u00a0'", "　甲\u00a0"),
        ("“一岗双责”", "“一岗双责”"),
        ("【示例】甲，乙", "【示例】甲，乙"),
        ("—— 甲", "—— 甲"),
        ("[甲，乙、丙]", ("甲，乙、丙",)),
        ("{b: 甲，乙}", {"b": "甲，乙"}),
        ("2*3", "2*3"),
        ("50%", "50%"),
        ("'&a'", "&a"),
        ("x # 注释", "x"),
        ("[1, 二, 2.0]", (1, "二", Decimal("2.0"))),
        ("[]", ()),
        ("{b: 1}", {"b": 1}),
    ],
)
def test_what_is_accepted_is_read_as_it_is_meant(file: Path, text: str, value: Plain) -> None:
    found = _value(file, text)
    assert found == value
    assert type(found) is type(value)


AMBIGUOUS = (
    *("yes", "No", "ON", "off", "y", "N", "True", "FALSE", "Null", "~", "=", "<<"),
    *("0755", "0x1f", "0o17", "0b1", "1_000", "1,000", "12:30", "1:30:00", "1e3", "1.5e-3"),
    *(".5", "5.", "+5", ".inf", "-.INF", ".nan", "2023-1-1", "2023-2024", "2024-01-01T00:00:00"),
    *(
        "－0.5",
        "−1",
        "＋2",
        "３",
        "1．5",
        "2024-01-31 10:00",
        "8：30",
    ),
)


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_what_could_be_read_as_something_else_is_refused(file: Path, text: str) -> None:
    file.write_text(f"a: {text}\n", "utf-8")
    assert _told(file) == [("ambiguous", (1, 4))]
    assert read(file).data == {"a": None}


def test_a_full_width_colon_after_a_name_may_be_text_or_not(file: Path) -> None:
    file.write_text("a: 备注：无\n", "utf-8")
    assert _told(file) == [("colon-in-value", (1, 6))]


LIMITS = {
    "999999999": None,
    "1234567890": "too-many-digits",
    "12345678901234567": "too-many-digits",
    "-99999.1234567890": None,
    "123456.1234567890": "too-many-digits",
    "0.12345678901": "too-many-digits",
    "1901-01-01": None,
    "1900-12-31": "far-date",
    "0001-01-01": "far-date",
    "2107-12-31": None,
    "2108-01-01": "far-date",
    "2206-01-26": "far-date",
    "9999-12-31": "far-date",
}
"""What spreadsheets, archives and JSON can hold, and what not."""


@pytest.mark.parametrize(("text", "code"), LIMITS.items())
def test_what_no_file_can_hold_is_refused(file: Path, text: str, code: str | None) -> None:
    file.write_text(f"a: {text}\n", "utf-8")
    assert _told(file) == ([(code, (1, 4))] if code else [])


REFUSED = {
    "a tab in the indentation": ("a:\n\tb: 1\n", "tab", (2, 1)),
    "an anchor": ("a: 1\nb: &x 2\n", "anchor", (2, 4)),
    "an alias": ("a: *x\n", "anchor", (1, 4)),
    "a tag": ("a: 1\nb: !!str 2\n", "tag", (2, 4)),
    "a tag of its own": ("a: !x 2\n", "tag", (1, 4)),
    "a version": ("%YAML 1.1\n---\na: 1\n", "tag", (1, 1)),
    "two documents": ("a: 1\n---\nb: 2\n", "several-documents", (2, 1)),
    "a key twice": ("a: 1\nb: 2\na: 3\n", "duplicate-key", (3, 1)),
    "a key twice inside": ("a:\n  b: 1\n  b: 2\n", "duplicate-key", (3, 3)),
    "a list as key": ("[a]: 1\n", "key-not-text", (1, 1)),
    "an empty key": ("'': 1\n", "key-not-text", (1, 1)),
    "a day that does not exist": ("a: 1\nb: 2023-02-29\n", "no-such-date", (2, 4)),
    "an unclosed list": ("a: [1\nb: 2\n", "syntax", (2, 2)),
    "a full-width colon": ("a: 1\n标题：甲\nb: 2\n", "full-width", (2, 3)),
    "a full-width colon in braces": ("a: {of：b, c: 1}\n", "full-width", (1, 7)),
    "a full-width comma in braces": ("a: {of: b，c: 1}\n", "full-width", (1, 10)),
    "a full-width comma between ids": ("a: [s01，s02]\n", "full-width", (1, 8)),
    "an enumeration comma between ids": ("a: [s01、s02]\n", "full-width", (1, 8)),
    "full-width braces": ("a: ｛b: 1｝\n", "full-width", (1, 4)),
    "a full-width closing brace": ("a: {b: 1｝\nc: 1\n", "full-width", (1, 9)),
    "full-width brackets": ("a: ［1, 2］\n", "full-width", (1, 4)),
    "full-width quotes": ("a: ＂甲＂\n", "full-width", (1, 4)),
    "Chinese quotes that do not quote": ("a: “甲: 乙”\n", "full-width", (1, 4)),
    "a full-width comment": ("＃ 说明\na: 1\n", "full-width", (1, 1)),
    "a full-width dash": ("a:\n  － b: 1\n    c: 2\n", "full-width", (2, 3)),
    "ideographic spaces as indentation": ("a:\n　　b: 1\n", "foreign-space", (2, 1)),
    "no-break spaces as indentation": ("a:\n\u00a0\u00a0- b: 1\n", "foreign-space", (2, 1)),
    "a no-break space in the indentation": ("a:\n  b: 1\n \u00a0c: 1\n", "foreign-space", (3, 2)),
    "an ideographic space after a dash": ("a:\n  -　b: 1\n", "foreign-space", (2, 4)),
    "a no-break space after a colon": ("a:\u00a01\n", "foreign-space", (1, 3)),
    "the same before another field": ("a:　x\nb: 1\n", "foreign-space", (1, 3)),
    "the same before a list": ("a:\u00a0\n  - b\n", "foreign-space", (1, 3)),
    "the same in braces": ("a: {b:\u2003c, d: 1}\n", "foreign-space", (1, 7)),
    "a wide space after a comma": ("a: [b,　c]\n", "foreign-space", (1, 7)),
    "a no-break space after a text": ("a: b\u00a0\n", "foreign-space", (1, 5)),
    "a line that only looks blank": ("a: 1\n　\nb: 2\n", "foreign-space", (2, 1)),
    "a hash inside Chinese": ("a: 1\nb: 甲 #乙\n", "hash-in-text", (2, 6)),
    "a zero-width space": ("a: 1\nb: x\u200by\n", "invisible", (2, 5)),
    "a direction override": ("a: \u202ex\n", "invisible", (1, 4)),
    "a null character": ("a: x\x00\n", "invisible", (1, 5)),
    "a byte order mark inside": ("a: x\ufeff\n", "invisible", (1, 5)),
    "too many brackets": (f"a: {'[' * 3000}{']' * 3000}\n", "too-deep", None),
    "too many levels": (f"a: {'[' * 20}{']' * 20}\n", "too-deep", None),
}


@pytest.mark.parametrize(("text", "code", "position"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_in_the_subset_is_refused_at_its_place(
    file: Path, text: str, code: str, position: tuple[int, int] | None
) -> None:
    file.write_bytes(text.encode())
    told = _told(file)
    assert told == [(code, position or told[0][1])]


def test_every_fault_of_a_file_is_told(file: Path) -> None:
    file.write_text("a: yes\nb: [0755, 2023-02-30]\nb: 1\nc: 好\n", "utf-8")
    assert _told(file) == [
        ("ambiguous", (1, 4)),
        ("ambiguous", (2, 5)),
        ("no-such-date", (2, 11)),
        ("duplicate-key", (3, 1)),
    ]
    assert read(file).data == {"a": None, "b": (None, None), "c": "好"}


def test_an_alias_bomb_is_refused_at_once(file: Path) -> None:
    lines = ["a: &a [x, x, x]"]
    lines += [
        f"{b}: &{b} [*{a}, *{a}, *{a}]" for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
    ]
    file.write_text("\n".join(lines), "utf-8")
    assert [code for code, _ in _told(file)] == ["anchor"]


def test_a_file_that_is_not_utf_8_is_refused_at_its_line(file: Path) -> None:
    file.write_bytes("a: 1\nb: 好\n".encode("gbk"))
    assert _told(file) == [("not-utf8", (2, 1))]


def test_a_file_that_is_too_large_is_refused(file: Path) -> None:
    file.write_text("# " + "x" * 1_000_000, "utf-8")
    assert [code for code, _ in _told(file)] == ["too-large"]


def test_a_missing_file_is_a_problem_and_not_an_error(file: Path) -> None:
    assert [code for code, _ in _told(file)] == ["no-file"]


def test_a_byte_order_mark_at_the_start_is_left_out(file: Path) -> None:
    file.write_bytes("\ufeffa: 1\n".encode())
    assert read(file).data == {"a": 1}


@pytest.mark.parametrize("text", ["", "# 只有说明\n"])
def test_an_empty_file_is_nothing(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
    assert (read(file).data, read(file).problems) == (None, ())


def test_fields_that_were_left_empty_are_known(file: Path) -> None:
    file.write_text("a:\nb: null\nc: ''\nd:\n  - e:\n", "utf-8")
    assert read(file).empty == (("a",), ("b",), ("d", 0, "e"))


def test_chinese_text_over_two_lines_has_no_space_where_it_was_broken(file: Path) -> None:
    assert _value(file, "每月召开一次会议，\n  并有记录") == "每月召开一次会议，并有记录"
    assert _value(file, ">-\n  每月召开\n  一次会议") == "每月召开一次会议"


def test_other_text_over_two_lines_keeps_the_space(file: Path) -> None:
    assert _value(file, "once a\n  month") == "once a month"


def test_a_space_inside_a_line_stays(file: Path) -> None:
    assert _value(file, "甲 乙") == "甲 乙"
    assert _value(file, "第一组 第二组\n  第三组") == "第一组 第二组第三组"


def test_a_block_of_lines_keeps_its_lines(file: Path) -> None:
    assert _value(file, "|\n  甲\n  乙") == "甲\n乙\n"
