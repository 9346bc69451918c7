"""Whatever a file holds, reading and checking it ends, small, and in problems.

A short run is part of all tests. The long one, ``make test-long``, prints the figures that
``docs/guide/security.md`` records. What a file may cost in time is a limit of ``make bench``.
"""

import os
import resource
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutation import MUTATIONS, WORDS, Mutation, runs_of
from paths import BASE, ROOT

from generator.dataset.assessment import examine
from generator.messages.labels import labels
from generator.messages.report import format_short, report_problems

SHORT = 100
LONG = int(os.environ.get("FUZZ_FILES", "10000"))
MEGABYTES = 200
YEAR = "2023"
KEPT = ("finance", "legal", "sanatorium-service")
"""Organizations of the sample whose results are spoilt; all would only cost time."""

Change = tuple[Mutation, int, int, str]


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@dataclass
class Figures:
    """What a run has met."""

    files: int = 0
    problems: int = 0
    clean: int = 0
    at_start: int = field(default_factory=_memory)
    codes: Counter[str] = field(default_factory=Counter)

    @property
    def growth(self) -> float:
        """By how many megabytes the process has grown at its largest."""
        return (_memory() - self.at_start) / (2**20 if sys.platform == "darwin" else 2**10)

    def __str__(self) -> str:
        return (
            f"{self.files} files, {self.problems} problems of {len(self.codes)} kinds, "
            f"{self.clean} files without any, memory +{self.growth:.0f} MB"
        )


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two small libraries without problems: that of the cases, and a part of the sample."""
    cases, sample = tmp_path_factory.mktemp("cases"), tmp_path_factory.mktemp("sample")
    shutil.copytree(BASE, cases, dirs_exist_ok=True)
    shutil.copytree(ROOT / "standards" / YEAR, sample / "standards" / YEAR)
    (sample / "results" / YEAR).mkdir(parents=True)
    for name in KEPT:
        shutil.copy(ROOT / "results" / YEAR / f"{name}.yml", sample / "results" / YEAR)
    listed = "".join(f"  - {{id: {name}, name: {name}, kind: branch}}\n" for name in KEPT)
    (sample / "results" / "organizations.yml").write_text(
        f"kinds: [{{id: committee, title: A}}, {{id: general-branch, title: B}}, "
        f"{{id: branch, title: C}}]\norganizations:\n{listed}",
        "utf-8",
    )
    (sample / "results" / "years.yml").write_text(
        f"years:\n  - year: {YEAR}\n    as_of: 2024-06-30\n"
        "    notice: {from: 2024-01-15, until: 2024-01-19, object_to: A}\n",
        "utf-8",
    )
    return cases, sample


@pytest.fixture(scope="module")
def figures() -> Iterator[Figures]:
    labels("zh")  # read once, by no file's fault
    counted = Figures()
    yield counted
    print(f"\n{counted}")


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(MUTATIONS),
        st.integers(0, 2**16),
        st.integers(0, 2**16),
        st.sampled_from(WORDS),
    ),
    min_size=1,
    max_size=4,
)


def test_the_libraries_are_without_problems(libraries: tuple[Path, Path]) -> None:
    for folder in libraries:
        assert examine(folder / "standards", folder / "results")[1] == ()


SPOILT = given(
    from_sample=st.sampled_from((False, False, False, False, True)),
    which=st.integers(0, 2**10),
    changes=CHANGES,
)


@runs_of(SHORT, derandomize=True)
@SPOILT
def test_a_spoilt_file_is_told_and_nothing_breaks(
    libraries: tuple[Path, Path],
    figures: Figures,
    from_sample: bool,
    which: int,
    changes: list[Change],
) -> None:
    spoil_and_examine(libraries[from_sample], figures, which, changes)


@pytest.mark.long
@runs_of(LONG)
@SPOILT
def test_the_same_for_many_files(
    libraries: tuple[Path, Path],
    figures: Figures,
    from_sample: bool,
    which: int,
    changes: list[Change],
) -> None:
    spoil_and_examine(libraries[from_sample], figures, which, changes)


def spoil_and_examine(folder: Path, figures: Figures, which: int, changes: list[Change]) -> None:
    files = sorted(folder.rglob("*.yml"))
    file = files[which % len(files)]
    whole = file.read_bytes()
    try:
        file.write_bytes(spoilt(whole, changes))
        examined(folder, figures)
    finally:
        file.write_bytes(whole)


def spoilt(data: bytes, changes: list[Change]) -> bytes:
    for change, one, other, word in changes:
        data = change(data, one, other, word)
    return data


def examined(folder: Path, figures: Figures) -> None:
    """Examine the library and report its problems, within the limit of memory."""
    _, problems = examine(folder / "standards", folder / "results")
    told = format_short(report_problems(problems, labels("zh")))
    assert bool(told) == bool(problems)
    figures.files += 1
    figures.problems += len(problems)
    figures.clean += not problems
    figures.codes.update(problem.code for problem in problems)
    assert figures.growth < MEGABYTES
