"""A site that several processes make together is the one that MkDocs makes alone."""

import shutil
from pathlib import Path

import pytest
from built import ROOT, start
from province import make_province
from test_build import differing
from test_stamping import HOOK, configured

CARDS = 420
"""Just more than are worth a second process."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shares") / "project"
    make_province(folder, CARDS)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "docs", folder / "docs")
    return folder


def copied(project: Path, folder: Path, *changes: tuple[str, str]) -> Path:
    shutil.copytree(project, folder)
    for old, new in changes:
        configured(folder, old, new)
    return folder


@pytest.fixture(scope="module")
def slow(project: Path) -> Path:
    """The site as MkDocs makes it, page by page, in one process."""
    change = ("drafts: false", "drafts: false\n      stamp: false")
    site = project.parent / "slow"
    build = start(copied(project, project.parent / "for-mkdocs", change), "mkdocs", site)
    output, _ = build.communicate(timeout=180)
    assert build.returncode == 0, output
    return site


def test_every_file_is_the_one_that_mkdocs_makes(project: Path, slow: Path, tmp_path: Path) -> None:
    build = start(project, "mkdocs", tmp_path / "site")
    output, _ = build.communicate(timeout=180)
    assert build.returncode == 0, output
    assert differing(tmp_path / "site", slow) == []


def test_where_plates_do_not_fit_mkdocs_makes_the_pages_of_all(
    project: Path, tmp_path: Path
) -> None:
    hooked = ("strict: true", "strict: true\nhooks: [own.py]")
    for name, stamp in (("stamped", "true"), ("slow", "false")):
        change = ("drafts: false", f"drafts: false\n      search: false\n      stamp: {stamp}")
        own = copied(project, tmp_path / name, change, hooked)
        (own / "own.py").write_text(HOOK, encoding="utf-8")
        build = start(own, "mkdocs", tmp_path / f"{name}-site")
        output, _ = build.communicate(timeout=180)
        assert build.returncode == int(stamp == "true"), output  # a warning, in a strict build
    assert differing(tmp_path / "stamped-site", tmp_path / "slow-site") == []


def test_a_problem_is_told_as_ever_and_the_old_site_is_left_alone(
    project: Path, tmp_path: Path
) -> None:
    own = copied(project, tmp_path / "project")
    file = own / "results" / "2024" / "t000007.yml"
    file.write_text(file.read_text("utf-8").replace("total: ", "total: 9"), encoding="utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("old", encoding="utf-8")
    build = start(own, "mkdocs", tmp_path / "site")
    output, _ = build.communicate(timeout=180)
    assert build.returncode == 1
    assert "t000007.yml:" in output
    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "old"
