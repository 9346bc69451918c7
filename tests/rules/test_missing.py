"""A result is missed only where nothing stands in its place, whatever it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from overlay import NORTH, laid_out, told

from generator.dataset.library import load
from generator.rules.results import result_missing


def missed(folder: Path) -> int:
    return sum(problem.startswith("result-missing ") for problem in told(folder))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The base without a result."""
    laid_out(tmp_path, {})
    (tmp_path / NORTH).unlink()
    return tmp_path


def test_a_result_that_is_not_there_is_missed(folder: Path) -> None:
    assert missed(folder) == 1


def test_a_link_that_leads_nowhere_is_not_missed(folder: Path) -> None:
    (folder / NORTH).symlink_to("nowhere.yml")
    assert missed(folder) == 0


def test_a_folder_in_the_place_of_a_result_is_not_missed(folder: Path) -> None:
    (folder / NORTH).mkdir()
    assert missed(folder) == 0


def test_a_file_in_the_place_of_a_year_misses_all_its_results(folder: Path) -> None:
    year = (folder / NORTH).parent
    for file in year.iterdir():
        file.unlink()
    year.rmdir()
    year.write_text("", "utf-8")
    assert missed(folder) == 2


def test_a_folder_that_tells_no_names_is_asked_for_each(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, _ = load(folder / "standards", folder / "results")

    def refuse(path: Path) -> Iterator[Path]:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert len(list(result_missing(library))) == 1
