"""An escape in double quotes gives no character that cannot be typed, whichever parser reads it."""

from pathlib import Path

import pytest
import yaml

from generator.yaml import nodes
from generator.yaml.loader import composer, locate, read


@pytest.fixture(params=["with libyaml", "without it"])
def file(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if request.param == "without it":
        monkeypatch.setattr(nodes, "_LOADER", yaml.BaseLoader)
    return tmp_path / "data.yml"


KEPT = {
    r'"a\nb"': "a\nb",
    r'"a\"b\\c\/d"': 'a"b\\c/d',
    r'"\u5b57 \x41 \U00020bb7"': "字 A 𠮷",
    r'"D:\\new\\tests"': "D:\\new\\tests",
    r"'D:\new\board'": r"D:\new\board",
    r"D:\new\board": r"D:\new\board",
    r'"\u00a0\_|"': "\u00a0\u00a0|",
    '"one \\\n  line"': "one line",
    r'"第一行\n第二行"': "第一行\n第二行",
}


@pytest.mark.parametrize(("text", "value"), KEPT.items())
def test_an_escape_for_what_can_be_typed_is_kept(file: Path, text: str, value: str) -> None:
    file.write_text(f"a: {text}\n", "utf-8")
    assert (read(file).data, read(file).problems) == ({"a": value}, ())


WRONG = {
    "one letter": (r'"x\by"', (1, 6)),
    "a tab": (r'"x\ty"', (1, 6)),
    "a null": (r'"\0"', (1, 5)),
    "a colour of a terminal": (r'"\e[31m"', (1, 5)),
    "two digits": (r'"\x1b"', (1, 5)),
    "a space of no width": (r'"x\u200b"', (1, 6)),
    "a direction": (r'"x\u202e"', (1, 6)),
    "half a pair": (r'"\ud842"', None),
    "a pair of JSON": (r'"\ud842\udfb7"', None),
    "no character": (r'"\ufdd0"', (1, 5)),
    "no character beyond": (r'"\U0001ffff"', (1, 5)),
    "beyond Unicode": (r'"\U00110000"', None),
    "unknown to YAML": (r'"D:\docs"', None),
    "too few digits": (r'"D:\users"', None),
    "a folder with n": (r'"D:\new"', (1, 7)),
    "a folder with n after another": (r'"D:\\docs\new"', (1, 13)),
    "a server": (r'"\\server\new"', (1, 13)),
    "a folder with a low line": (r'"D:\_old"', (1, 7)),
    "on another line": ('"one\n  two \\a"', (2, 7)),
}


@pytest.mark.parametrize(("text", "position"), WRONG.values(), ids=WRONG.keys())
def test_any_other_escape_is_told_at_its_place(
    file: Path, text: str, position: tuple[int, int] | None
) -> None:
    file.write_text(f"a: {text}\n", "utf-8")
    (fault,) = read(file).problems
    assert fault.code == "escape" or (position is None and fault.code == "syntax")
    assert position is None or locate(fault.place, composer()) == position


def test_a_key_is_read_as_values_are(file: Path) -> None:
    file.write_text('"a\\b": 1\n', "utf-8")
    assert [(fault.code, locate(fault.place, composer())) for fault in read(file).problems] == [
        ("escape", (1, 3))
    ]


def test_a_long_row_of_paths_takes_no_longer_than_its_length(file: Path) -> None:
    file.write_text('note: "' + "C:\\\\" * 150_000 + '\\n"', "utf-8")
    assert read(file).problems == ()
