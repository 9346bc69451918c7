"""The memory that a run may need is filled from a file before it."""

from contextlib import closing
from pathlib import Path

import memory
import pytest
from memory import Filling, available

TOLD = """MemTotal:       24684096 kB
MemFree:        23941656 kB
MemAvailable:       2050 kB
"""


def test_what_programs_can_have_is_told_in_kilobytes() -> None:
    assert available(TOLD) == 2050 * 1024


def test_as_much_is_read_as_programs_can_have_each_time_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "meminfo"
    monkeypatch.setattr(memory, "MEMINFO", told)
    with closing(Filling()) as filling:
        told.write_text(TOLD)
        assert filling.fill() == 2050 * 1024
        told.write_text(TOLD.replace("2050", "1050"))
        assert filling.fill() == 1050 * 1024


def test_nothing_is_filled_where_the_system_does_not_tell_of_its_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "MEMINFO", tmp_path / "missing")
    with closing(Filling()) as filling:
        assert filling.fill() == 0
