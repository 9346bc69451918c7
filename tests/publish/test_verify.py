"""``scorebook verify``: a published folder against its manifest."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_mirror import NEW, release

from generator.cli import main
from generator.gates.site_files import MANIFEST
from generator.publish.files import write_file
from generator.publish.store import Store


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A published folder, as a copy without a link."""
    made = release(tmp_path / "site", NEW)
    write_file(made.folder / MANIFEST, made.manifest.to_json())
    return made.folder


def verify(folder: Path) -> Result:
    return CliRunner().invoke(main, ["--lang", "en", "verify", str(folder)])


def test_a_whole_folder_ends_with_0(site: Path) -> None:
    result = verify(site)
    assert (result.exit_code, result.stdout) == (0, "Whole: 5 files as the manifest says.\n")


def test_every_difference_is_told_with_status_1(site: Path) -> None:
    (site / "index.html").write_text("3", "utf-8")
    (site / "a.json").unlink()
    (site / "more.html").write_text("3", "utf-8")
    result = verify(site)
    assert result.exit_code == 1
    assert result.stdout == "missing a.json\nchanged index.html\nnot listed more.html\n"


def test_of_a_folder_of_releases_the_current_one_is_compared(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    made = release(store.staging, NEW)
    live = store.add(made.folder, made.manifest, {})
    assert verify(store.folder).exit_code == 0
    (live.folder / "index.html").unlink()
    assert verify(store.folder).stdout == "missing index.html\n"


@pytest.mark.parametrize("text", [None, "", "{}", "[]", '{"files": 1}'])
def test_a_folder_without_a_manifest_ends_with_1(site: Path, text: str | None) -> None:
    (site / MANIFEST).unlink()
    if text is not None:
        (site / MANIFEST).write_text(text, "utf-8")
    result = verify(site)
    assert result.exit_code == 1
    assert "there is no manifest release.json" in result.stderr


def test_no_folder_is_wrong_usage(tmp_path: Path) -> None:
    assert verify(tmp_path / "nowhere").exit_code == 2
