"""How releases come, stay and go. The builder is a stand-in here: it writes a page that says
what stands in a document, and an asset that is named by it."""

import errno
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from projects import project

from generator.gates.gate import Case, Finding, finding
from generator.messages.labels import labels
from generator.publish import run, sites, store
from generator.publish.build import Built
from generator.publish.inputs import Record
from generator.publish.manifest import compare_with_manifest, read_manifest
from generator.publish.options import Options
from generator.publish.project import Project
from generator.publish.status import Outcome, Stopped
from generator.publish.store import Store


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Options:
    monkeypatch.setattr(run, "read_project", read)
    monkeypatch.setattr(sites, "build", built)
    monkeypatch.setattr(run, "all_gates", dict)
    made = project(tmp_path / "project")
    return Options(made / "mkdocs.yml", Store(tmp_path / "site"), labels("en"), keep=3, carry=2)


def read(config: Path, _store: Store, _lock: int) -> Project:
    standards, results, docs = (config.parent / name for name in ("standards", "results", "docs"))
    return Project(config, standards, results, docs, "", "zh", "")


def built(project: Project, store: Store, *_: object) -> Built:
    site = store.staging
    text = (project.docs / "guide" / "score.md").read_text("utf-8")
    (site / "assets").mkdir(parents=True)
    (site / "index.html").write_text(text, "utf-8")
    (site / "same.html").write_text("the same", "utf-8")
    (site / "assets" / f"{text}.js").write_text(text, "utf-8")
    return Built(Record(0, ("docs/guide/score.md",), ()), {})


def say(options: Options, text: str) -> int | None:
    """Publish a site that says a word."""
    (options.config.parent / "docs" / "guide" / "score.md").write_text(text, "utf-8")
    return run.publish(options).code


def said(options: Options) -> str:
    return (options.store.current / "index.html").read_text("utf-8")


def assets(options: Options) -> list[str]:
    return sorted(path.stem for path in (options.store.current / "assets").iterdir())


def test_only_the_newest_releases_stay(options: Options) -> None:
    for word in "abcde":
        assert say(options, word) == Outcome.PUBLISHED
    numbers = [release.number for release in options.store.list_releases()]
    assert numbers == [5, 4, 3]
    assert said(options) == "e"


def test_assets_stay_for_so_many_releases(options: Options) -> None:
    for word, there in (("a", "a"), ("b", "ab"), ("c", "abc"), ("d", "bcd")):
        say(options, word)
        assert assets(options) == list(there)
    live = options.store.live_release()
    assert live is not None
    assert live.manifest.carried == {"assets/b.js": 2, "assets/c.js": 1}
    assert compare_with_manifest(live.folder, live.manifest) == []


def test_no_asset_stays_where_none_is_to(options: Options) -> None:
    for word in "ab":
        say(replace(options, carry=0), word)
    assert assets(options) == ["b"]


def test_files_that_are_the_same_are_one_file(options: Options) -> None:
    say(options, "a")
    before = (options.store.current / "same.html").stat()
    say(options, "b")
    after = (options.store.current / "same.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_going_back_publishes_what_was_live_before(options: Options) -> None:
    for word in "ab":
        say(options, word)
    status = run.roll_back(options)
    assert (status.code, said(options)) == (Outcome.PUBLISHED, "a")
    assert status.lines == (f"back to what {options.store.list_releases()[2].id} says",)
    assert assets(options) == ["a", "b"], "pages that are still open load their scripts"


def test_going_back_twice_goes_further_back(options: Options) -> None:
    for word in "abc":
        say(replace(options, keep=9), word)
    for word in "ba":
        run.roll_back(replace(options, keep=9))
        assert said(options) == word
    assert run.roll_back(options).code == Outcome.IMPOSSIBLE
    assert said(options) == "a"


def test_data_that_was_rolled_back_does_not_return_by_night(options: Options) -> None:
    for word in "ab":
        say(options, word)
    run.roll_back(options)
    status = run.publish(options)
    assert status.code == Outcome.UNCHANGED
    assert "was rolled back" in status.lines[0]
    assert said(options) == "a"


def test_corrected_data_is_published_after_going_back_and_the_mistake_stays_out(
    options: Options,
) -> None:
    for word in "ab":
        say(options, word)
    run.roll_back(options)
    assert (say(options, "c"), said(options)) == (Outcome.PUBLISHED, "c")
    assert (say(options, "b"), said(options)) == (Outcome.UNCHANGED, "c")


def test_force_publishes_what_was_rolled_back(options: Options) -> None:
    for word in "ab":
        say(options, word)
    run.roll_back(options)
    assert run.publish(replace(options, force=True)).code == Outcome.PUBLISHED
    assert said(options) == "b"


def test_a_live_site_that_was_tampered_with_is_published_anew(options: Options) -> None:
    say(options, "a")
    (options.store.current / "index.html").write_text("tampered", "utf-8")
    assert say(options, "a") == Outcome.PUBLISHED
    assert said(options) == "a"


def test_a_release_that_was_tampered_with_is_passed_over(options: Options) -> None:
    for word in "abc":
        say(options, word)
    (options.store.list_releases()[1].folder / "index.html").write_text("tampered", "utf-8")
    run.roll_back(options)
    assert said(options) == "a"


def test_without_the_link_going_back_restores_the_newest_release(options: Options) -> None:
    for word in "ab":
        say(options, word)
    options.store.current.unlink()
    assert run.roll_back(options).code == Outcome.PUBLISHED
    assert said(options) == "b"


def test_the_folder_may_be_moved(options: Options) -> None:
    """The link leads to its neighbour, wherever both are."""
    say(options, "a")
    moved = options.store.folder.with_name("moved")
    options.store.folder.rename(moved)
    assert (moved / "current" / "index.html").read_text("utf-8") == "a"


def test_a_copy_of_the_releases_elsewhere_goes_on(options: Options, tmp_path: Path) -> None:
    """As after a move to another machine."""
    say(options, "a")
    shutil.copytree(options.store.folder, tmp_path / "copy", symlinks=True)
    there = replace(options, store=Store(tmp_path / "copy"))
    assert run.publish(there).code == Outcome.UNCHANGED
    assert say(there, "b") == Outcome.PUBLISHED


def test_an_accepted_gate_is_told_and_lets_through(
    options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(_: Case) -> list[Finding]:
        return [finding("not-found", id="s1")]

    monkeypatch.setattr(run, "all_gates", lambda: {"search": refusing})
    assert say(options, "a") == Outcome.GATE
    status = run.publish(replace(options, accepted=("search",)))
    assert status.code == Outcome.PUBLISHED
    assert [(one.name, one.state) for one in status.gates] == [
        ("data", "passed"),
        ("search", "accepted"),
    ]


def test_a_failed_build_leaves_nothing(options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise Stopped(Outcome.BUILD, ["because"])

    say(options, "a")
    monkeypatch.setattr(sites, "build", failing)
    assert say(options, "b") == Outcome.BUILD
    assert said(options) == "a"
    assert len(list(options.store.releases.iterdir())) == 1
    assert "because" in (options.store.folder / "report.txt").read_text("utf-8")


def test_a_run_that_has_not_ended_is_told_as_running(
    options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So a status left by a killed run is not taken for success."""

    def looking(*_: object) -> None:
        text = (options.store.folder / "status.json").read_text("utf-8")
        raise Stopped(Outcome.BUILD, [text])

    monkeypatch.setattr(sites, "build", looking)
    assert '"outcome": "running"' in run.publish(options).lines[0]


@pytest.mark.parametrize("number", [errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP])
def test_a_disk_without_hard_links_gets_copies(
    options: Options, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", refuse)
    say(options, "a")
    before = (options.store.current / "same.html").stat().st_mtime_ns
    for word in "bcd":
        assert say(options, word) == Outcome.PUBLISHED
    assert assets(options) == ["b", "c", "d"]
    assert (options.store.current / "same.html").stat().st_mtime_ns == before
    assert run.roll_back(options).code == Outcome.PUBLISHED
    assert said(options) == "c"


def test_a_folder_in_place_of_the_link_is_told_and_the_shelf_does_not_grow(
    options: Options,
) -> None:
    say(options, "a")
    shutil.copytree(options.store.current, options.store.folder / "copy")
    options.store.current.unlink()
    (options.store.folder / "copy").rename(options.store.current)
    for word in "bc":
        assert say(options, word) == Outcome.IMPOSSIBLE
        assert len(list(options.store.releases.iterdir())) == 1
    text = (options.store.folder / "report.txt").read_text("utf-8")
    assert f"{options.store.current}: is a folder, and has to be a link" in text
    options.store.current.rename(options.store.folder / "current.old")
    assert (say(options, "d"), said(options)) == (Outcome.PUBLISHED, "d")


def test_a_link_that_cannot_be_made_leaves_no_release(
    options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(options, "a")
    with monkeypatch.context() as patch:
        patch.setattr(store, "replace_link", forbidden)
        for word in "bc":
            assert say(options, word) == Outcome.IMPOSSIBLE
            assert len(list(options.store.releases.iterdir())) == 1
    report = (options.store.folder / "report.txt").read_text("utf-8")
    assert "chown -R" in report
    assert said(options) == "a"


def forbidden(*_: object) -> None:
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), "current")


def test_a_damaged_file_is_mended_in_every_release_that_shares_it(options: Options) -> None:
    for word in "abc":
        say(options, word)
    (options.store.current / "same.html").write_text("damaged", "utf-8")
    assert not any(release.is_complete for release in options.store.list_releases())
    assert say(options, "c") == Outcome.PUBLISHED
    releases = options.store.list_releases()
    assert [release.is_whole for release in releases] == [True, True, True]
    assert len({(release.folder / "same.html").stat().st_ino for release in releases}) == 1


def test_going_back_mends_a_release_by_the_live_one(options: Options) -> None:
    for word in "ab":
        say(options, word)
    earlier = options.store.list_releases()[1].folder / "same.html"
    earlier.unlink()
    assert run.roll_back(options).code == Outcome.PUBLISHED
    assert said(options) == "a"
    assert earlier.read_text("utf-8") == "the same"


def test_files_that_nobody_could_read_are_readable_with_the_next_release(
    options: Options,
) -> None:
    """In the releases that share them too."""
    say(options, "a")
    first = options.store.current.resolve()
    (first / "same.html").chmod(0o600)
    (first / "assets").chmod(0o700)
    options.store.releases.chmod(0o700)
    say(options, "b")
    assert (first / "same.html").stat().st_mode & 0o777 == 0o644
    live = options.store.current.resolve()
    assert {path.stat().st_mode & 0o777 for path in live.rglob("*")} == {0o644, 0o755}
    assert options.store.releases.stat().st_mode & 0o777 == 0o755


def test_the_manifest_is_the_same_from_the_same_data(options: Options, tmp_path: Path) -> None:
    say(options, "a")
    say(replace(options, store=Store(tmp_path / "other")), "a")
    here, there = (
        read_manifest(folder / "current") for folder in (tmp_path / "site", tmp_path / "other")
    )
    assert here is not None
    assert here == there
