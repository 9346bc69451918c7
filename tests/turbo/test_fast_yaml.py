"""Files of a simple shape are read fast, and to the same data as by the plain loader."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutation import LONG
from paths import ROOT

from generator.turbo.fast_yaml import parse_simple
from generator.yaml.loader import parse
from generator.yaml.nodes import Document, Refused, read_text

FILE = Path("data.yml")
DATA = [
    file for at in ("results", "standards", "tests") for file in sorted((ROOT / at).rglob("*.yml"))
]
RESULTS = sorted((ROOT / "results").glob("*/*.yml"))


def strict(text: str) -> Document:
    try:
        return parse(FILE, text)
    except Refused as refused:
        return Document(None, (refused.fault,))


def taken(text: str) -> bool:
    """Whether the fast reader takes a text; then it must read it like the strict one."""
    data = parse_simple(text)
    if data is None:
        return False
    document = strict(text)
    assert (document.problems, document.empty) == ((), ())
    assert repr(data) == repr(document.data)  # which tells types, exponents and order
    return True


def test_all_results_of_the_sample_are_read_fast() -> None:
    assert RESULTS
    assert all(taken(file.read_text("utf-8")) for file in RESULTS)


def test_every_data_file_is_declined_or_read_alike() -> None:
    readable = 0
    for file in filter(Path.is_file, DATA):
        try:
            text = read_text(file)
        except Refused:
            continue
        readable += 1
        taken(text)
    assert readable > len(RESULTS)


USUAL = {
    "a number and a date": "a: 1\nb: 1.50\nc: 2024-02-29\nd: -3\n",
    "words": "a: true\nb: false\nc: notice\nd: yes we can\n",
    "mappings in mappings": "a:\n  b:\n    c: x\n  d: v\ne: z\n",
    "deep first, then nothing deeper": "a:\n      b: x\n      c: v\nd: z\n",
    "a list below its key": "a:\n- x\n- v\nb: z\n",
    "a list deeper than its key": "a:\n  - x\n  - v\nb: z\n",
    "a list of mappings": "- a: x\n  b: v\n- a: z\n",
    "a list in a list's mapping": "- a:\n  - x\n  b:\n    - v\n  c: z\n- a: w\n",
    "everything further in": "  a: x\n  b:\n   - v\n",
    "keys that are no text elsewhere": "yes: x\n2024: v\nnull: z\n1-2_a: w\n",
    "braces": "- {a: 甲, b: 1.0, c: 'x, v: z'}\n- {}\n- { a: x , b: v }\n- {a: x,b: v,}\n",
    "braces as a value": "a: {b: 2024-01-01}\nb: x\n",
    "quotes": "a: '12'\nb: \" x # v: {z} \"\nc: ''\nd: 'a\"b'\ne: \"it's\"\n",
    "marks inside a text": "a: x#v, [z] {w} *v* & u! 100% k:v http://x.cn/?q=1\n",
    "a number that counts": "a: 3人次\nb: {c: 27人, d: 2024年1月}\ne: 007号\nf: 1.5倍\ng: 3 人\n",
    "a full-width colon far in": "a: 一个很长很长很长很长很长的名字：后面\n",
    "spaces that YAML does not know": "a: x\u00a0\u3000y\n",
    "comments and empty lines": "# x\n\na:\n  # v\n   \n  b: x\n    # z\nc: v\n#",
    "spaces at the end": "a:   \n  - x  \n  - {b: v}  \nc:  z \n",
    "no end of line": "a: x\nb:\n- v",
    "as deep as may be": "".join(f"{' ' * n}a:\n" for n in range(14)) + " " * 14 + "a: {b: x}\n",
}


@pytest.mark.parametrize("text", USUAL.values(), ids=USUAL.keys())
def test_the_usual_shapes_are_read_fast(text: str) -> None:
    assert taken(text)


OTHER = {
    "nothing": "",
    "only a comment": "# x\n",
    "only a value": "x\n",
    "an empty field": "a: x\nb:\n",
    "an empty field before another": "a:\nb: x\n",
    "an empty field in an entry": "- a:\n- b: x\n",
    "an empty entry": "- \n- x\n",
    "a null": "a: null\n",
    "a null with lines below": "a: null\n  b: x\n",
    "a null in braces": "a: {b: null}\n",
    "an empty field in braces": "a: {b: , c: x}\n",
    "a key alone in braces": "a: {b, c: x}\n",
    "no comma in braces": "a: {b: x c: v}\n",
    "two commas in braces": "a: {b: x,, c: v}\n",
    "a key twice": "a: x\nb: v\na: z\n",
    "a key twice in braces": "a: {b: x, b: v}\n",
    "a comment after a value": "a: x # v\n",
    "a hash in Chinese": "a: 甲 #乙\n",
    "a comment after quotes": "a: 'x' # v\n",
    "a comment after braces": "a: {b: x} # }\n",
    "text over two lines": "a: x\n  v\n",
    "text below its key": "a:\n  x\n",
    "text over two lines in a list": "- x\n  v\n",
    "quotes over two lines": "a: 'x\n  v'\n",
    "braces over two lines": "a: {b: x,\n  c: v}\n",
    "a mapping below a value": "a: x\n  b: v\n",
    "a colon in a text": "a: x: v\n",
    "a colon at the end": "a: x:\n",
    "an entry on the line of its key": "a: - x\n",
    "an entry in an entry": "- - x\n",
    "a list beside keys": "a: x\n- v\n",
    "a key beside a list": "a:\n  - x\n  b: v\n",
    "a key between columns": "a:\n    b: x\n  c: v\n",
    "an entry's key between columns": "- a: x\n b: v\n",
    "a block of lines": "a: |\n  x\n",
    "folded lines": "a: >-\n  x\n",
    "a list in brackets": "a: [x, v]\n",
    "braces in braces": "a: {b: {c: x}}\n",
    "an anchor": "a: &x v\n",
    "an alias": "a: *x\n",
    "a tag": "a: !x v\n",
    "an anchor in braces": "a: {b: &x v}\n",
    "a document": "---\na: x\n",
    "the end of a document": "a: x\n...\n",
    "a directive": "%YAML 1.1\n---\na: x\n",
    "a tab": "a:\tx\n",
    "a carriage return": "a: x\r\nb: v\r\n",
    "quotes inside quotes": "a: 'it''s'\n",
    "a backslash in quotes": 'a: "x\\ny"\n',
    "text after quotes": "a: 'x' v\n",
    "a key in quotes": "'a': x\n",
    "a merge": "<<: x\n",
    "a key with capitals": "A: x\n",
    "a long key": f"{'a' * 65}: x\n",
    "a word that is not certain": "a: yes\n",
    "octal": "a: 0755\n",
    "a day that does not exist": "a: 2023-02-30\n",
    "a full-width colon": "a: 备注：无\n",
    "a full-width colon after a count": "a: 3人：无\n",
    "a word that is not certain in braces": "a: {b: No}\n",
    "a percent sign first": "a: %x\n",
    "a question": "a: ? x\n",
    "too deep": "".join(f"{' ' * n}a:\n" for n in range(15)) + " " * 15 + "a: {b: x}\n",
    "long": f"a: {'x' * 1_000_000}\n",
}


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER.keys())
def test_every_other_shape_is_for_the_strict_reader(text: str) -> None:
    assert parse_simple(text) is None


def test_what_files_have_alike_is_one_value_in_all_of_them() -> None:
    one, other = (parse_simple(f"of: s01-d1\ndate: 2024-01-01\nnote: {note}\n") for note in "甲乙")
    assert isinstance(one, dict)
    assert isinstance(other, dict)
    assert [one[key] is other[key] for key in one] == [True, True, False]


PLACES = (
    *(
        "{}a: x",
        "a{}: x",
        "a:{} x",
        "a: {}x",
        "a: x{}x",
        "a: 3{}",
        "a: x{}",
        "a: 'x{}'",
        'a: "{}x"',
    ),
    *("a: {{b: {}x}}", "a: {{b: x{}x}}", "a: {{b: 'x{}'}}", "a: {{b: x, {}c: x}}", "a: {{b: x}}{}"),
    *("- {}x", "- x{}x", "a: x\n# x{}x", "a: x\n{}"),
)


@pytest.mark.parametrize("place", PLACES)
def test_such_a_place_is_read_fast_without_it(place: str) -> None:
    assert taken(place.format("") + "\n")


@pytest.mark.parametrize("place", PLACES)
def test_a_character_that_nobody_sees_is_declined_wherever_it_stands(place: str) -> None:
    for character in "\x00\t\x0b\r\x1f\x7f\x85\u00ad\u200b\u2028\u202e\ufeff\uffff\U000e0041":
        assert parse_simple(place.format(character) + "\n") is None


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:8])
def test_a_long_text_is_read_to_its_end(text: str) -> None:
    """How long that takes is measured by ``make bench-limits``."""
    parse_simple(text)


SINGLE = st.sampled_from(
    (
        *("x", "甲，乙", "a b", "1", "-1", "1.50", "0755", "2024-01-01", "true", "null", "yes", ""),
        *(
            "'x'",
            "'1'",
            '"a, b: c"',
            "'it''s'",
            "{b: x}",
            "x:y",
            "x: y",
            "x #y",
            "a：b",
            "-",
            "- x",
        ),
        *(
            "[x]",
            "a[b]",
            "a, b",
            "*a",
            "a*",
            "?",
            "~",
            "x  ",
            "3次",
            "{}",
            "{b: x, b: y}",
            "|",
            "#x",
        ),
    )
)
PAIR = st.tuples(st.sampled_from(("a", "b", "c", "s01-d1", "9", "é")), SINGLE).map(": ".join)
BRACES = st.lists(PAIR, max_size=3).map(", ".join).map("{{{}}}".format)
ENTRY = st.sampled_from(("a:", "b:", "c: ", "", "# x")) | PAIR | PAIR | SINGLE
LINE = st.tuples(
    st.sampled_from(("", "", "  ", "  ", "    ", " ", "      ")),
    st.sampled_from(("", "", "- ", "-  ")),
    ENTRY | BRACES | BRACES.map("d: {}".format),
).map("".join)


@settings(max_examples=500, deadline=None, derandomize=True, database=None)
@given(st.lists(LINE, min_size=1, max_size=8).map("\n".join))
def test_whatever_lines_come_together_are_declined_or_read_alike(text: str) -> None:
    taken(text)
