"""Folders → the library: what is read, joined, left alone and refused."""

import gc
import shutil
from pathlib import Path

import pytest
from paths import TINY

from generator.dataset.library import Library, load
from generator.problem import Place, Problem

Loaded = tuple[Library, tuple[Problem, ...]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


def _load(folder: Path) -> Loaded:
    return load(folder / "standards", folder / "results")


def _told(loaded: Loaded, folder: Path) -> list[tuple[str, str]]:
    """The problems: their codes and the files that they stand in."""
    return [(one.code, one.place.file.relative_to(folder).as_posix()) for one in loaded[1]]


def test_everything_is_read(folder: Path) -> None:
    library, problems = _load(folder)
    assert problems == ()
    assert [edition.id for edition in library.editions] == ["2023", "2024"]
    assert [(result.year, result.organization) for result in library.results] == [
        (year, id) for year in (2023, 2024) for id in ("first", "second", "third")
    ]
    assert library.organizations is not None
    assert library.years is not None
    assert library.broken == frozenset()


def test_the_files_of_an_edition_add_up_in_the_order_of_their_names(folder: Path) -> None:
    more = folder / "standards" / "2023" / "more.yml"
    more.write_text("negative_cases: [{id: n9, aspect: work, text: 又一种, points: 1}]\n", "utf-8")
    edition = _load(folder)[0].editions[0]
    assert [case.id for case in edition.negative_cases] == ["n1", "n2", "n9"]


def test_an_entry_knows_in_which_file_it_stands(folder: Path) -> None:
    more = folder / "standards" / "2023" / "more.yml"
    more.write_text("negative_cases: [{id: n9, aspect: work, text: 又一种, points: 1}]\n", "utf-8")
    library, _ = _load(folder)
    assert library.edition_at("2023", "negative_cases", 2, "text") == Place(
        more, ("negative_cases", 0, "text")
    )
    lists = folder / "standards" / "2023" / "lists.yml"
    assert library.edition_at("2023", "negative_cases", 1) == Place(lists, ("negative_cases", 1))
    header = folder / "standards" / "2023" / "edition.yml"
    assert library.edition_at("2023", "grades", 1) == Place(header, ("grades", 1))


def test_editions_are_ordered_by_their_years_and_not_by_their_names(folder: Path) -> None:
    (folder / "standards" / "2023").rename(folder / "standards" / "old")
    assert [edition.id for edition in _load(folder)[0].editions] == ["old", "2024"]


def test_the_edition_in_force_is_found_by_year(folder: Path) -> None:
    library, _ = _load(folder)
    edition = library.edition_of(2024)
    assert edition is not None
    assert edition.id == "2024"
    assert library.edition_of(2025) is None


def test_hidden_files_and_markdown_are_left_alone(folder: Path) -> None:
    for path in ("README.md", "standards/.gitkeep", "standards/2023/notes.md", "results/README.md"):
        (folder / path).write_text("# 说明: [\n", "utf-8")
    (folder / "results" / "2023" / ".x.yml.swp").write_bytes(b"\x00")
    assert _load(folder)[1] == ()


@pytest.mark.parametrize(
    "path",
    [
        "standards/notes.yml",
        "standards/2023/scan.pdf",
        "standards/2023/Part.yml",
        "standards/2023/part.yaml",
        "standards/2023/part",
        "results/notes.yml",
        "results/2023/办公室.yml",
        "results/2023/first.yml.old",
        "results/2023/fourth",
    ],
)
def test_a_file_that_does_not_belong_is_told(folder: Path, path: str) -> None:
    (folder / path).write_text("note: 多余\n", "utf-8")
    assert _told(_load(folder), folder) == [("stray-file", path)]


def test_a_broken_part_makes_its_edition_missing_and_nothing_else(folder: Path) -> None:
    (folder / "standards" / "2024" / "lists.yml").write_text("items: yes\n", "utf-8")
    library, problems = loaded = _load(folder)
    assert _told(loaded, folder) == [("ambiguous", "standards/2024/lists.yml")]
    assert library.broken == {"2024"}
    assert [edition.id for edition in library.editions] == ["2023"]
    assert len(problems) == 1


def test_an_edition_without_its_header_is_broken(folder: Path) -> None:
    (folder / "standards" / "2024" / "edition.yml").unlink()
    library, _ = loaded = _load(folder)
    assert _told(loaded, folder) == [("no-file", "standards/2024/edition.yml")]
    assert library.broken == {"2024"}


def test_a_broken_result_is_missing_and_the_others_are_read(folder: Path) -> None:
    (folder / "results" / "2023" / "first.yml").write_text("status: 3\n", "utf-8")
    library, _ = loaded = _load(folder)
    assert _told(loaded, folder) == [("not-list", "results/2023/first.yml")]
    assert len(library.results) == 5


@pytest.mark.parametrize("name", ["organizations", "years"])
def test_a_missing_list_is_told_once(folder: Path, name: str) -> None:
    (folder / "results" / f"{name}.yml").unlink()
    library, _ = loaded = _load(folder)
    assert _told(loaded, folder) == [("no-file", f"results/{name}.yml")]
    assert getattr(library, name) is None


def test_missing_folders_are_told_once_each(tmp_path: Path) -> None:
    loaded = load(tmp_path / "standards", tmp_path / "scores")
    assert _told(loaded, tmp_path) == [("no-folder", "standards"), ("no-folder", "scores")]


@pytest.mark.parametrize("enabled", [True, False])
def test_reading_leaves_the_garbage_collector_as_it_was(folder: Path, enabled: bool) -> None:
    before = gc.isenabled()
    try:
        gc.enable() if enabled else gc.disable()
        _load(folder)
        assert gc.isenabled() is enabled
    finally:
        gc.enable() if before else gc.disable()
