"""The parts of the benchmark that need no other generator."""

import sys
from pathlib import Path

import pytest
import running
from bench import MARKS, in_turn, replaced
from night import Night
from peers import SHOWN, Contestant, filesystem, province, scorebook
from running import Output, Usage, run, written
from shell import base_template
from table import Figures, Step, Trip, growth, races, trips

from generator.dataset.assessment import examine

OUTPUT = Output(files=12, size=2_000_000, pages=10, card=70_000)


def figures(name: str, *seconds: float, cards: int = 100, **more: bool) -> Figures:
    runs = tuple(Usage(each, each / 2, 50_000_000, 80_000_000) for each in seconds)
    return Figures(name, cards, runs, OUTPUT, **more)


def test_the_table_shows_medians_and_their_ratio_to_ours() -> None:
    ours, other = figures("scorebook", 2.0, 9.0, 4.0), figures("Hugo", 6.0, 6.0, 100.0)
    told = races([ours, other], 100, Usage(1.5, 1, 0, 0), "a machine")
    row = next(line for line in told.splitlines() if line.startswith("| Hugo"))
    assert row.split(" | ")[1:7] == ["100", "6.0", "6.0–100.0", "3", "60.00", "1.50"]
    assert "1.5 秒" in told
    assert "带搜索 {: #searched" not in told


def test_each_race_is_measured_against_our_own_run_in_it() -> None:
    plain, with_search = figures("scorebook", 2.0), figures("scorebook", 8.0, searched=True)
    rival = figures("Hugo + Pagefind", 4.0, searched=True)
    told = races([plain, with_search, rival], 100, Usage(1, 1, 0, 0), "a machine")
    row = next(line for line in told.splitlines() if line.startswith("| Hugo + Pagefind"))
    assert row.split(" | ")[6] == "0.50"


def test_who_takes_seconds_runs_before_each_that_takes_minutes() -> None:
    def contestant(name: str, *, long: bool) -> Contestant:
        return Contestant(name, Path(name), (), 1, long=long)

    names = {"short": False, "long": True, "brief": False, "longer": True}
    all_of_them = [contestant(name, long=long) for name, long in names.items()]
    assert in_turn(all_of_them) == [0, 2, 1, 2, 0, 3]
    assert in_turn(all_of_them[:1]) == [0]
    assert in_turn(all_of_them[1:2]) == [0]


def test_growth_is_the_time_of_the_next_scorecard() -> None:
    small, middle = figures("scorebook", 3.0, cards=1000), figures("scorebook", 12.0, cards=10_000)
    large = figures("scorebook", 34.0, cards=30_000)
    assert Step(small, middle).each == pytest.approx(1.0)
    assert "1.10 倍" in growth([small, middle, large], "a machine")


WASTE = """
import pathlib, time
x = bytearray(60_000_000)
while not pathlib.Path("seen").exists():
    time.sleep(0.01)
"""
"""Goes on until it has been looked at."""


@pytest.mark.skipif(not running.PROC.exists(), reason="the system does not tell of its memory")
def test_what_a_command_uses_is_the_sum_of_time_and_the_peak_of_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = running._memory

    def look_and_say(session: int) -> list[tuple[int, int]]:
        found = list(look(session))
        if any(peak > 60_000_000 for _, peak in found):
            (tmp_path / "seen").touch()
        return found

    monkeypatch.setattr(running, "_memory", look_and_say)
    used = run((sys.executable, "-c", WASTE), tmp_path)
    assert used.seconds > 0
    assert 60_000_000 < used.largest < 200_000_000
    twice = used.then(used)
    assert twice.seconds == 2 * used.seconds
    assert twice.largest == used.largest


def test_a_command_that_fails_ends_the_benchmark_with_its_words(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no such luck"):
        run((sys.executable, "-c", "raise SystemExit('no such luck')"), tmp_path)


def test_only_the_text_between_the_marks_of_a_page_is_replaced() -> None:
    begin, end = MARKS.format("一"), MARKS.format("一完")
    page = f"前\n\n{begin}\n\n旧\n\n{end}\n\n后\n"
    assert replaced(page, "一", "新\n") == page.replace("旧", "新")
    with pytest.raises(SystemExit, match="lacks"):
        replaced(page, "二", "新")


@pytest.mark.system
def test_a_province_is_valid_and_its_pages_lend_their_shell(tmp_path: Path) -> None:
    project = province(tmp_path / "province", 30)
    book, problems = examine(project / "standards", project / "results")
    assert not problems
    assert len(book.cards) == 30
    ours = scorebook(project, 30, searched=True)
    run(ours.commands[0], ours.folder)
    assert written(ours.site).card > 40_000
    base = base_template(ours.site / "results" / "2025" / SHOWN / "index.html")
    assert '{{ block "main" . }}' in base
    assert "<h1" not in base
    assert SHOWN not in base


def test_a_disk_in_memory_is_known() -> None:
    mounts = "/dev/sda / ext4 rw 0 0\ntmpfs /dev/shm tmpfs rw 0 0\n"
    assert filesystem(Path("/dev/shm/site"), mounts) == "tmpfs"
    assert filesystem(Path("/dev/disk"), mounts) == "ext4"


def test_nights_are_compared_with_every_build_that_has_a_search() -> None:
    ours = figures("scorebook", 10.0, searched=True)
    rival = figures("Hugo + Pagefind", 40.0, searched=True)
    night = Night("第一次", (Usage(20.0, 35.0, 0, 0),))
    told = races([ours, rival], 100, Usage(1, 1, 0, 0), "a machine", [night])
    assert (
        "| 情形 | 时间（秒） | 与 scorebook 之比 | 与 Hugo + Pagefind 之比 | 处理器（秒） |" in told
    )
    assert "| 第一次 | 20.0 | 2.00 | 0.50 | 35.0 |" in told


def test_the_way_of_all_results_to_workbooks_and_back_has_a_table() -> None:
    told = trips([Trip("写出", 10.04, 9.5, 120.4), Trip("读回", 30.0, 29.0, 300.0)])
    assert "| 写出 | 10.0 | 9.5 | 120 |" in told
    assert "| 读回 | 30.0 | 29.0 | 300 |" in told
