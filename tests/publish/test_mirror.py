"""A release in a plain folder: its order, what it leaves alone, and what it survives."""

from pathlib import Path

import pytest
from sites import content

from generator.gates.site_files import digest_files
from generator.messages.labels import labels
from generator.publish.inputs import Inputs
from generator.publish.manifest import Manifest, compare_with_manifest
from generator.publish.mirror import JOURNAL, copy_release, is_copy
from generator.publish.status import Outcome, Stopped
from generator.publish.store import Release

WORDS = labels("en")
OLD = {"index.html": "1", "gone/index.html": "1", "assets/a.css": "1", "feed.xml": "1"}
NEW = {"index.html": "2", "a/index.html": "2", "assets/b.css": "2", "feed.xml": "2", "a.json": "2"}


def release(folder: Path, files: dict[str, str]) -> Release:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    inputs = Inputs(0, folder.name, {}, {})
    return Release(folder, Manifest(inputs, digest_files(folder)))


@pytest.fixture
def old(tmp_path: Path) -> Release:
    return release(tmp_path / "old", OLD)


@pytest.fixture
def new(tmp_path: Path) -> Release:
    return release(tmp_path / "new", NEW)


@pytest.fixture
def web(tmp_path: Path, old: Release) -> Path:
    copy_release(tmp_path / "web", old, WORDS)
    return tmp_path / "web"


def texts(folder: Path) -> dict[str, str]:
    found = content(folder)
    return {path: text.decode() for path, text in found.items() if path != "release.json"}


def test_a_copy_says_what_the_release_says(web: Path, old: Release, new: Release) -> None:
    assert is_copy(web, old)
    copy_release(web, new, WORDS)
    assert is_copy(web, new)
    assert texts(web) == NEW
    assert compare_with_manifest(web, new.manifest) == []


def test_what_pages_load_comes_first_and_what_leads_to_them_last(
    web: Path, new: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[str] = []
    replaced = Path.replace

    def noting(self: Path, target: Path) -> Path:
        turns.append(target.relative_to(web).as_posix())
        assert (web / "gone/index.html").exists(), "old files go last"
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", noting)
    copy_release(web, new, WORDS)
    order = ["assets/b.css", "a.json", "a/index.html", "index.html", "feed.xml", "release.json"]
    assert turns == [JOURNAL, *order]


@pytest.mark.parametrize("at", range(1, 8))
def test_stopped_at_any_step_the_next_run_sets_it_right(
    web: Path, old: Release, new: Release, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """Every file is whole meanwhile, and nothing of the interrupted release stays."""
    steps = 0
    replaced = Path.replace

    def stopping(self: Path, target: Path) -> Path:
        nonlocal steps
        steps += 1
        if steps == at:
            raise OSError(28, "No space left on device", str(target))
        return replaced(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stopping)
        try:
            copy_release(web, new, WORDS)
        except OSError:
            assert not is_copy(web, new)
    for path, text in texts(web).items():
        if not Path(path).name.startswith(".scorebook"):
            assert text in {OLD.get(path), NEW.get(path)}
    copy_release(web, old, WORDS)
    assert texts(web) == OLD


def test_files_of_others_are_left_alone(web: Path, new: Release) -> None:
    (web / ".well-known").mkdir()
    (web / ".well-known" / "proof").write_text("x", "utf-8")
    (web / "gone" / "own.txt").write_text("x", "utf-8")
    copy_release(web, new, WORDS)
    assert texts(web).keys() == NEW.keys() | {".well-known/proof", "gone/own.txt"}


def test_a_folder_of_others_is_refused(tmp_path: Path, new: Release) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "index.html").write_text("theirs", "utf-8")
    with pytest.raises(Stopped) as stopped:
        copy_release(tmp_path / "theirs", new, WORDS)
    assert stopped.value.outcome == Outcome.IMPOSSIBLE
    assert "was not written by this command" in stopped.value.lines[0]
    assert texts(tmp_path / "theirs") == {"index.html": "theirs"}


def test_a_file_of_others_in_the_way_is_named_and_left_alone(web: Path, new: Release) -> None:
    (web / "a.json").write_text("theirs", "utf-8")
    with pytest.raises(Stopped) as stopped:
        copy_release(web, new, WORDS)
    assert stopped.value.lines[0].startswith(f"{web / 'a.json'}: was not written by this command")
    assert texts(web) == {**OLD, "a.json": "theirs"}


@pytest.mark.parametrize("damage", ["changed", "missing", "unreadable"])
def test_a_copy_that_is_not_as_it_was_is_mended(web: Path, old: Release, damage: str) -> None:
    page = web / "index.html"
    if damage == "changed":
        page.write_text("tampered", "utf-8")
    elif damage == "missing":
        page.unlink()
    else:
        page.chmod(0o600)
        (web / "feed.xml").unlink()
    assert not is_copy(web, old)
    copy_release(web, old, WORDS)
    assert is_copy(web, old)
    assert texts(web) == OLD
    assert page.stat().st_mode & 0o777 == 0o644
