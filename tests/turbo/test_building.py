"""Files in a folder: the folders that they need are made, and what was there is replaced."""

from pathlib import Path

import pytest

from generator.turbo.building import write_file


@pytest.mark.parametrize("path", ["file", "a/file", "a/b/c/file"])
def test_a_file_is_written_with_the_folders_that_it_lies_in(tmp_path: Path, path: str) -> None:
    for content in (b"long", b"s", b""):
        write_file(f"{tmp_path}/{path}", content)
        assert (tmp_path / path).read_bytes() == content


def test_a_file_is_put_beside_another(tmp_path: Path) -> None:
    write_file(f"{tmp_path}/a/one", b"1")
    write_file(f"{tmp_path}/a/two", b"2")
    assert {file.name: file.read_bytes() for file in (tmp_path / "a").iterdir()} == {
        "one": b"1",
        "two": b"2",
    }


def test_a_file_stands_in_the_way_of_a_folder(tmp_path: Path) -> None:
    write_file(f"{tmp_path}/a", b"")
    with pytest.raises(NotADirectoryError):
        write_file(f"{tmp_path}/a/file", b"")
