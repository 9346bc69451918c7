"""A merge that was not finished is named, at its first line."""

from pathlib import Path

import pytest

from generator.yaml.conflicts import find_conflict, find_conflict_in_markdown

FILE = Path("page.md")
BOTH = "one\n<<<<<<< HEAD\ntwo\n=======\nthree\n>>>>>>> other\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (BOTH, 2),
        (BOTH.replace("\n", "\r\n"), 2),
        ("one\ntwo\n>>>>>>> other\n", 3),
        ("<<<<<<<\n=======\n>>>>>>>", 1),
        ("Title\n=======\n\n    <<<<<<< indented\n", 0),
        ("<<<<<<<< eight\n>>>>>>>quoted\n", 0),
    ],
)
def test_a_conflict_is_found_at_its_line(text: str, line: int) -> None:
    found = find_conflict(FILE, text)
    assert (found.place.position if found else (0, 1)) == (line, 1)


def test_a_block_of_code_may_show_one() -> None:
    assert find_conflict_in_markdown(FILE, f"# Git\n\n```text\n{BOTH}```\n") is None
    found = find_conflict_in_markdown(FILE, f"```text\n{BOTH}```\n\n{BOTH}")
    assert found is not None
    assert found.place.position == (11, 1)
