"""With which release a site is compared, and what becomes of it where there is none."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from projects import edit, live, project, publish, run, status

from generator.gates.site_files import MANIFEST
from generator.publish.status import Outcome

pytestmark = pytest.mark.system

FIRST = "results/2023/first.yml"
CARD = "results/2023/first/first-2023.json"
CONSENT = ("--accept", "corrections", "--accept", "pages")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project and a site of two releases."""
    folder = tmp_path_factory.mktemp("compared")
    made = project(folder / "project")
    for text in ("Text.", "Other text."):
        edit(made / "docs" / "guide" / "score.md", "Text.", text)
        code, output = publish(made, folder / "site")
        assert code == Outcome.PUBLISHED, output
    return folder


@pytest.fixture
def changed(published: Path, tmp_path: Path) -> Path:
    """A copy of it, in which a final score has changed since, without a correction."""
    folder = tmp_path / "copy"
    shutil.copytree(published, folder, symlinks=True)
    edit(
        folder / "project" / FIRST,
        "vote: {ballots: {high: 3, middle: 1}",
        "vote: {ballots: {high: 4}",
    )
    edit(folder / "project" / FIRST, "vote: 92.5}, base: 94.25", "vote: 95}, base: 95")
    edit(folder / "project" / FIRST, "total: 96.25", "total: 97")
    return folder


def released(site: Path) -> list[Path]:
    return sorted((site / "releases").iterdir())


def gates(site: Path) -> dict[str, str]:
    return {gate["name"]: gate["state"] for gate in status(site)["gates"]}


def test_the_first_site_is_not_compared_and_needs_no_consent(tmp_path: Path) -> None:
    assert publish(project(tmp_path / "project"), tmp_path / "site")[0] == Outcome.PUBLISHED
    found = gates(tmp_path / "site")
    assert (found["corrections"], found["pages"]) == ("not-compared", "not-compared")
    assert status(tmp_path / "site")["compared"] is None


def without_link(site: Path) -> None:
    (site / "current").unlink()


def with_manifest_cut_short(site: Path) -> None:
    manifest = site / "current" / MANIFEST
    manifest.write_bytes(manifest.read_bytes()[:-100])


def with_manifest_gone(site: Path) -> None:
    (site / "current" / MANIFEST).unlink()


def with_another_score_in_the_live_site(site: Path) -> None:
    edit(site / "current" / CARD, '"total": 96.25', '"total": 97')


def with_a_document_the_manifest_does_not_list(site: Path) -> None:
    manifest = site / "current" / MANIFEST
    lines = manifest.read_text("utf-8").splitlines(keepends=True)
    manifest.write_text("".join(line for line in lines if CARD not in line), "utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        without_link,
        with_manifest_cut_short,
        with_manifest_gone,
        with_another_score_in_the_live_site,
        with_a_document_the_manifest_does_not_list,
    ],
)
def test_a_damaged_site_is_passed_over_for_the_newest_whole_one(
    changed: Path, damage: Callable[[Path], None]
) -> None:
    site = changed / "site"
    expected = released(site)[1 if damage is without_link else 0].name
    damage(site)
    code, output = publish(changed / "project", site)
    assert code == Outcome.GATE, output
    assert "the score, final or under review, changed from 96.25 to 97" in output
    assert status(site)["compared"] == expected


def test_where_no_release_is_whole_the_operator_is_asked_each_night(changed: Path) -> None:
    site = changed / "site"
    before = live(site)
    for release in released(site):
        (release / MANIFEST).write_text("{", "utf-8")
    for _ in range(2):
        code, output = publish(changed / "project", site)
        assert code == Outcome.GATE, output
        assert gates(site)["corrections"] == gates(site)["pages"] == "not-compared"
        assert output.count("not compared") == 2
        assert live(site) == before
    code, output = publish(changed / "project", site, *CONSENT)
    assert code == Outcome.PUBLISHED, output
    assert gates(site)["corrections"] == "accepted"


def test_the_status_remembers_that_a_site_was_published(changed: Path) -> None:
    """Even where all releases are gone, and however often it is tried."""
    site = changed / "site"
    last = live(site)
    shutil.rmtree(site / "releases")
    (site / "current").unlink()
    for _ in range(2):
        assert publish(changed / "project", site)[0] == Outcome.GATE
        assert (status(site)["live"], status(site)["previous"]) == (None, last)
    assert publish(changed / "project", site, *CONSENT)[0] == Outcome.PUBLISHED


def test_what_verify_tells_publish_does_not_serve_on(published: Path, tmp_path: Path) -> None:
    shutil.copytree(published, tmp_path / "copy", symlinks=True)
    made, site = tmp_path / "copy" / "project", tmp_path / "copy" / "site"
    assert publish(made, site)[0] == Outcome.UNCHANGED
    served = site / "current"
    (served / "file").write_text("x", "utf-8")
    (served / "link to a file").symlink_to("index.html")
    (served / "link to a folder").symlink_to("assets")
    os.mkfifo(served / "pipe")
    names = ("file", "link to a file", "link to a folder", "pipe")
    assert run(made, "verify", site) == (1, "".join(f"not listed {name}\n" for name in names))
    code, output = publish(made, site)
    assert code == Outcome.PUBLISHED, output
    assert [name for name in names if os.path.lexists(site / "current" / name)] == []


def test_a_file_replaced_by_a_link_is_not_whole(published: Path, tmp_path: Path) -> None:
    shutil.copytree(published, tmp_path / "copy", symlinks=True)
    made, site = tmp_path / "copy" / "project", tmp_path / "copy" / "site"
    page = site / "current" / "index.html"
    shutil.copy(page, tmp_path / "page")
    page.unlink()
    page.symlink_to(tmp_path / "page")
    assert run(made, "verify", site) == (1, "changed index.html\n")
    assert publish(made, site)[0] == Outcome.PUBLISHED
    assert not (site / "current" / "index.html").is_symlink()
