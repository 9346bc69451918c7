"""What systems and programs leave in the folders of data is passed over, with a word."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from paths import BASE

from generator.cli import main
from generator.system_files import is_system_file

LEFT = (
    *("Thumbs.db", "ehthumbs.db", "desktop.ini", ".DS_Store", "._south.yml", "__MACOSX"),
    *("~$south.xlsx", ".~lock.south.xlsx#", "~WRL0003.tmp", "south.yml~", "#south.yml#"),
    *(".#south.yml", ".south.yml.swp", "south.yml.bak", "south.yml.orig", "south.yml.rej"),
)
KEPT = (
    "south.yml",
    "README.md",
    "scan.txt",
    "thumbs.yml",
    "backup.yml",
    "a~b.yml",
    "db",
    "orig.yml",
)


@pytest.mark.parametrize("name", LEFT)
def test_a_file_that_nobody_wrote_is_known(name: str) -> None:
    assert is_system_file(name)


@pytest.mark.parametrize("name", KEPT)
def test_any_other_file_is_somebodys(name: str) -> None:
    assert not is_system_file(name)


def test_it_is_passed_over_with_a_word_in_every_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    for folder in ("standards", "standards/e1", "results", "results/2022"):
        for name in LEFT:
            (tmp_path / folder / name).write_bytes(b"\0")
    done = CliRunner().invoke(main, ["--lang", "en", "check"])
    assert done.exit_code == 0, done.output
    assert "results/2022/~$south.xlsx" in done.stderr
    assert done.stderr.count("Thumbs.db") == 4
