"""How releases come, stay and go. The builder is a stand-in here: it writes a page that says
what stands in a document, and an asset that is named by it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from projects import project

from generator.messages.labels import labels
from generator.publish import run
from generator.publish.gates import Case, Finding
from generator.publish.gates.case import finding
from generator.publish.manifest import differences, read_manifest
from generator.publish.order import Order
from generator.publish.outcome import Outcome, Stopped
from generator.publish.project import Project
from generator.publish.shelf import Shelf


@pytest.fixture
def order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Order:
    monkeypatch.setattr(run, "build", built)
    monkeypatch.setattr(run, "GATES", {})
    made = project(tmp_path / "project")
    return Order(made / "mkdocs.yml", Shelf(tmp_path / "site"), labels("en"), keep=3, carry=2)


def built(project: Project, site: Path, log: Path, epoch: int, lock: int) -> None:
    text = (project.docs / "guide" / "score.md").read_text("utf-8")
    (site / "assets").mkdir(parents=True)
    (site / "index.html").write_text(text, "utf-8")
    (site / "same.html").write_text("the same", "utf-8")
    (site / "assets" / f"{text}.js").write_text(text, "utf-8")
    log.write_text(f"{epoch} {lock}", "utf-8")


def say(order: Order, text: str) -> int | None:
    """Publish a site that says a word."""
    (order.config.parent / "docs" / "guide" / "score.md").write_text(text, "utf-8")
    return run.publish(order).code


def said(order: Order) -> str:
    return (order.shelf.current / "index.html").read_text("utf-8")


def assets(order: Order) -> list[str]:
    return sorted(path.stem for path in (order.shelf.current / "assets").iterdir())


def test_only_the_newest_releases_stay(order: Order) -> None:
    for word in "abcde":
        assert say(order, word) == Outcome.PUBLISHED
    numbers = [release.number for release in order.shelf.kept()]
    assert numbers == [5, 4, 3]
    assert said(order) == "e"


def test_assets_stay_for_so_many_releases(order: Order) -> None:
    for word, there in (("a", "a"), ("b", "ab"), ("c", "abc"), ("d", "bcd")):
        say(order, word)
        assert assets(order) == list(there)
    live = order.shelf.live()
    assert live is not None
    assert live.manifest.carried == {"assets/b.js": 2, "assets/c.js": 1}
    assert differences(live.folder, live.manifest) == []


def test_no_asset_stays_where_none_is_to(order: Order) -> None:
    for word in "ab":
        say(replace(order, carry=0), word)
    assert assets(order) == ["b"]


def test_files_that_are_the_same_are_one_file(order: Order) -> None:
    say(order, "a")
    before = (order.shelf.current / "same.html").stat()
    say(order, "b")
    after = (order.shelf.current / "same.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_going_back_publishes_what_was_live_before(order: Order) -> None:
    for word in "ab":
        say(order, word)
    status = run.roll_back(order)
    assert (status.code, said(order)) == (Outcome.PUBLISHED, "a")
    assert status.lines == (f"back to what {order.shelf.kept()[2].id} says",)
    assert assets(order) == ["a", "b"], "pages that are still open load their scripts"


def test_going_back_twice_goes_further_back(order: Order) -> None:
    for word in "abc":
        say(replace(order, keep=9), word)
    for word in "ba":
        run.roll_back(replace(order, keep=9))
        assert said(order) == word
    assert run.roll_back(order).code == Outcome.IMPOSSIBLE
    assert said(order) == "a"


def test_data_that_was_rolled_back_does_not_return_by_night(order: Order) -> None:
    for word in "ab":
        say(order, word)
    run.roll_back(order)
    status = run.publish(order)
    assert status.code == Outcome.UNCHANGED
    assert "was rolled back" in status.lines[0]
    assert said(order) == "a"


def test_corrected_data_is_published_after_going_back_and_the_mistake_stays_out(
    order: Order,
) -> None:
    for word in "ab":
        say(order, word)
    run.roll_back(order)
    assert (say(order, "c"), said(order)) == (Outcome.PUBLISHED, "c")
    assert (say(order, "b"), said(order)) == (Outcome.UNCHANGED, "c")


def test_force_publishes_what_was_rolled_back(order: Order) -> None:
    for word in "ab":
        say(order, word)
    run.roll_back(order)
    assert run.publish(replace(order, force=True)).code == Outcome.PUBLISHED
    assert said(order) == "b"


def test_a_live_site_that_was_tampered_with_is_published_anew(order: Order) -> None:
    say(order, "a")
    (order.shelf.current / "index.html").write_text("tampered", "utf-8")
    assert say(order, "a") == Outcome.PUBLISHED
    assert said(order) == "a"


def test_a_release_that_was_tampered_with_is_passed_over(order: Order) -> None:
    for word in "abc":
        say(order, word)
    (order.shelf.kept()[1].folder / "index.html").write_text("tampered", "utf-8")
    run.roll_back(order)
    assert said(order) == "a"


def test_without_the_link_going_back_restores_the_newest_release(order: Order) -> None:
    for word in "ab":
        say(order, word)
    order.shelf.current.unlink()
    assert run.roll_back(order).code == Outcome.PUBLISHED
    assert said(order) == "b"


def test_the_folder_may_be_moved(order: Order) -> None:
    """The link leads to its neighbour, wherever both are."""
    say(order, "a")
    moved = order.shelf.folder.with_name("moved")
    order.shelf.folder.rename(moved)
    assert (moved / "current" / "index.html").read_text("utf-8") == "a"


def test_a_copy_of_the_releases_elsewhere_goes_on(order: Order, tmp_path: Path) -> None:
    """As after a move to another machine."""
    say(order, "a")
    shutil.copytree(order.shelf.folder, tmp_path / "copy", symlinks=True)
    there = replace(order, shelf=Shelf(tmp_path / "copy"))
    assert run.publish(there).code == Outcome.UNCHANGED
    assert say(there, "b") == Outcome.PUBLISHED


def test_an_accepted_gate_is_told_and_lets_through(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(_: Case) -> list[Finding]:
        return [finding("not-found", id="s1")]

    monkeypatch.setattr(run, "GATES", {"search": refusing})
    assert say(order, "a") == Outcome.GATE
    status = run.publish(replace(order, accepted=frozenset({"search"})))
    assert status.code == Outcome.PUBLISHED
    assert [(one.name, one.state) for one in status.gates] == [
        ("data", "passed"),
        ("search", "accepted"),
    ]


def test_a_failed_build_leaves_nothing(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise Stopped(Outcome.BUILD, ["because"])

    say(order, "a")
    monkeypatch.setattr(run, "build", failing)
    assert say(order, "b") == Outcome.BUILD
    assert said(order) == "a"
    assert len(list(order.shelf.releases.iterdir())) == 1
    assert "because" in (order.shelf.folder / "report.txt").read_text("utf-8")


def test_a_run_that_has_not_ended_is_told_as_running(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So a status left by a killed run is not taken for success."""

    def looking(*_: object) -> None:
        text = (order.shelf.folder / "status.json").read_text("utf-8")
        raise Stopped(Outcome.BUILD, [text])

    monkeypatch.setattr(run, "build", looking)
    assert '"outcome": "running"' in run.publish(order).lines[0]


def test_the_manifest_is_the_same_from_the_same_data(order: Order, tmp_path: Path) -> None:
    say(order, "a")
    say(replace(order, shelf=Shelf(tmp_path / "other")), "a")
    here, there = (
        read_manifest(folder / "current") for folder in (tmp_path / "site", tmp_path / "other")
    )
    assert here is not None
    assert here == there
