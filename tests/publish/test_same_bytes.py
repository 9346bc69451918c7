"""The same data gives the same bytes, and one changed result changes what shows it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from paths import ROOT
from projects import edit, project, publish
from sites import content

from generator.dataset.assessment import read_assessment
from generator.publish.manifest import read_manifest
from generator.publish.status import Outcome

pytestmark = pytest.mark.system

TINY = ROOT / "tests" / "schemes" / "tiny"
PLACES = (
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Adak", "LC_ALL": "zh_CN.UTF-8", "PYTHONHASHSEED": "2", "LANG": "zh_CN.UTF-8"},
)
"""There the day is never the same."""


def test_releases_of_two_folders_are_the_same_to_the_byte(tmp_path: Path) -> None:
    """Whatever the folder, time zone, locale, seed of hashes and number of cores."""
    sites = []
    for n, place in enumerate(PLACES):
        made = project(tmp_path / ("elsewhere" * n) / f"project {n}")
        limit = ("taskset", "-c", "0") if n and shutil.which("taskset") else ()
        code, output = publish(made, tmp_path / str(n), limit=limit, variables=place)
        assert code == Outcome.PUBLISHED, output
        sites.append(content(tmp_path / str(n) / "current"))
    one, other = sites
    assert sorted(path for path in one | other if one.get(path) != other.get(path)) == []


def test_the_newest_day_of_the_data_is_the_day_of_the_site(tmp_path: Path) -> None:
    """Of a plain build as well, without the variable that publishing sets."""
    made = project(tmp_path / "project")
    environment = {name: v for name, v in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"]
    subprocess.run(command, cwd=made, env={**environment, "PYTHONPATH": str(ROOT)}, check=True)
    newest = read_assessment(TINY / "standards", TINY / "results").book.newest
    site_map = (made / "site" / "sitemap.xml").read_text("utf-8")
    days = {line.strip() for line in site_map.splitlines() if "lastmod" in line}
    assert days == {f"<lastmod>{newest}</lastmod>"}


CHANGED = {
    # its own pages and downloads
    "results/2023/first/index.html",
    "results/2023/first/first-2023.json",
    "results/2023/first/first-2023.csv",
    "results/2023/first/first-2023.xlsx",
    "organizations/first/index.html",
    "organizations/first/first-years.json",
    "organizations/first/first-years.csv",
    # the overviews that show it, and the card of its peer, which shows where its total stands
    "index.html",
    "results/2023/second/index.html",
    "results/index.html",
    "results/2023/index.html",
    "results/2023/results-2023.json",
    "results/2023/results-2023.csv",
    "results/2023/results-2023.xlsx",
    # what is said of the totals of the year: by the year after it, and by the review of the edition
    "results/2024/index.html",
    "standards/2023/results-2023/index.html",
    # the feed and the index
    "feed.xml",
    "assets/search-index/index.json",
}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The releases before and after one result was corrected."""
    folder = tmp_path_factory.mktemp("two")
    made = project(folder / "project")
    assert publish(made, folder / "site")[0] == Outcome.PUBLISHED
    file = made / "results" / "2023" / "first.yml"
    edit(file, "vote: {ballots: {high: 3, middle: 1}", "vote: {ballots: {high: 4}")
    edit(file, "vote: 92.5}, base: 94.25", "vote: 95}, base: 95")
    edit(file, "total: 96.25", "total: 97")
    edit(
        file,
        "  - {state: final, date: 2024-01-18}\n",
        "  - {state: final, date: 2024-01-18}\n"
        "  - {state: corrected, date: 2024-02-01, reason: 漏计一票}\n",
    )
    with file.open("a", encoding="utf-8") as stream:
        stream.write(
            "corrections:\n"
            "  - {of: total, old: 96.25, new: 97, date: 2024-02-01, reason: 漏计一票}\n"
        )
    code, output = publish(made, folder / "site")
    assert code == Outcome.PUBLISHED, output
    return folder / "site"


def test_one_changed_result_changes_its_pages_the_overviews_and_the_index(two: Path) -> None:
    old, new = (
        read_manifest(path) for path in sorted((two / "releases").iterdir(), key=lambda p: p.name)
    )
    assert old is not None
    assert new is not None
    changed = {
        p for p in old.built.keys() | new.built.keys() if old.files.get(p) != new.built.get(p)
    }
    index = {path for path in changed if "/search-index/" in path and path.endswith(".gz")}
    assert sorted(changed - index) == sorted(CHANGED)
    assert {path.split("/")[2] for path in index & new.built.keys()} != {
        path.split("/")[2] for path in index & old.built.keys()
    }


def test_what_did_not_change_is_the_same_file(two: Path) -> None:
    """So browsers need not fetch it again, and it takes no room."""
    old, new = sorted((two / "releases").iterdir())
    for path in ("results/2024/second/index.html", "assets/scorebook.css"):
        assert (old / path).samefile(new / path)


def test_what_open_pages_ask_for_stays(two: Path) -> None:
    old, new = sorted((two / "releases").iterdir())
    was, now = read_manifest(old), read_manifest(new)
    assert was is not None
    assert now is not None
    assets = {path for path in was.files if path.startswith("assets/")}
    assert assets <= now.files.keys()
    assert set(now.carried) == assets - now.built.keys()
    assert set(now.carried.values()) == {1}
