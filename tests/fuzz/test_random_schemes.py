"""Random schemes of every shape, with two years of results, are clean by the checks, and built."""

import os
from pathlib import Path

import pytest
from random_schemes import write_scheme
from test_clean_builds import written

from generator.dataset.assessment import Assessment, read_assessment

CHECKED, BUILT, LONG = 8, 8, int(os.environ.get("FUZZ_SCHEMES", "300"))


def random_project(folder: Path, seed: int) -> Assessment:
    write_scheme(folder / str(seed), seed)
    return read_assessment(folder / f"{seed}/standards", folder / f"{seed}/results")


def test_random_schemes_are_clean(tmp_path: Path) -> None:
    for seed in range(CHECKED):
        assert random_project(tmp_path, seed).cards


@pytest.mark.system
def test_random_schemes_are_written(tmp_path: Path) -> None:
    for seed in range(CHECKED, CHECKED + BUILT):
        written(random_project(tmp_path, seed), tmp_path / f"{seed}/out")


@pytest.mark.long
def test_many_random_schemes_are_written(tmp_path: Path) -> None:
    for seed in range(CHECKED + BUILT, CHECKED + BUILT + LONG):
        written(random_project(tmp_path, seed), tmp_path / f"{seed}/out")
