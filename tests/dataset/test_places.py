"""The line and column of a place in a file."""

from pathlib import Path

import pytest

from generator.problem import Place
from generator.yaml.loader import composer, locate


@pytest.mark.parametrize(
    ("path", "on_key", "position"),
    [
        (("list", 1, "b"), False, (3, 8)),
        (("list", 1, "b"), True, (3, 5)),
        (("list",), True, (1, 1)),
        (("list", 7), False, (2, 3)),
        (("list", 0, "gone"), False, (2, 5)),
        ((), False, (1, 1)),
    ],
    ids=["value", "key", "first key", "no such entry", "no such key", "top"],
)
def test_a_place_is_found_or_the_nearest_that_exists(
    tmp_path: Path, path: tuple[str | int, ...], on_key: bool, position: tuple[int, int]
) -> None:
    file = tmp_path / "data.yml"
    file.write_text("list:\n  - a: 1\n  - b: 2\n", "utf-8")
    assert locate(Place(file, path, on_key=on_key), composer()) == position
