"""The real build: it works, it repeats itself, and it never takes a good site down.

ProperDocs builds the same site, byte for byte, but for the name of the builder in one tag of
every HTML page: ``<meta name="generator" content="mkdocs-1.6.1, …">`` against
``content="mkdocs-ProperDocs 1.6.7, …"``. That tag alone is left out of the comparison.
"""

import re
import shutil
from pathlib import Path

import pytest
from built import Sites, built, copied_project, start

BUILDER = re.compile(rb'<meta name="generator" content="[^"]*">')


@pytest.fixture(scope="session")
def sites() -> Sites:
    return built()


def content(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def differing(one: Path, other: Path) -> list[str]:
    left, right = content(one), content(other)
    return sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))


@pytest.mark.parametrize("name", ["site", "again", "properdocs"])
def test_the_sample_site_builds(sites: Sites, name: str) -> None:
    assert sites.codes[name] == 0, sites.outputs[name]
    assert len(list(sites.folders[name].rglob("*.html"))) > 200


def test_the_build_warns_of_nothing(sites: Sites) -> None:
    warnings = [line for line in sites.outputs["site"].splitlines() if "WARNING -" in line]
    assert warnings == []


def test_two_builds_are_the_same_to_the_byte(sites: Sites) -> None:
    """Whatever the seed of hashes and the time zone."""
    assert differing(sites.folders["site"], sites.folders["again"]) == []


def test_properdocs_builds_the_same_site(sites: Sites) -> None:
    ours, theirs = content(sites.folders["site"]), content(sites.folders["properdocs"])
    assert ours.keys() == theirs.keys()
    changed = {name for name in ours if ours[name] != theirs[name]}
    assert changed == {name for name in ours if name.endswith(".html")}
    for name in changed:
        assert len(BUILDER.findall(ours[name])) == 1
        assert BUILDER.sub(b"", ours[name]) == BUILDER.sub(b"", theirs[name])


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("standards/2023/adjustments.yml", "adjustments: []\naspects: [{id: zz, titel: x}]\n"),
        ("results/2024/audit.yml", "# nothing\nstatus:\n  - {state: finale, date: 2025-01-20}\n"),
    ],
)
def test_a_broken_file_stops_the_build_and_leaves_the_old_site(
    sites: Sites, tmp_path: Path, file: str, text: str
) -> None:
    project = copied_project(tmp_path / "project")
    (project / file).write_text(text, encoding="utf-8")
    site = tmp_path / "site"
    shutil.copytree(sites.folders["site"], site)
    build = start(project, "mkdocs", site)
    output, _ = build.communicate(timeout=60)
    assert build.returncode == 1
    assert re.search(rf"^{re.escape(file)}:[23]:\d+: ", output, re.MULTILINE), output
    assert "Traceback" not in output
    assert differing(site, sites.folders["site"]) == []


@pytest.mark.parametrize("name", ["standards/index.md", "results/2024/office/office-2024.csv"])
def test_a_file_written_by_hand_is_not_hidden(sites: Sites, tmp_path: Path, name: str) -> None:
    project = copied_project(tmp_path / "project")
    file = project / "docs" / name
    file.parent.mkdir(parents=True)
    file.write_text("# Mine\n", encoding="utf-8")
    site = tmp_path / "site"
    shutil.copytree(sites.folders["site"], site)
    build = start(project, "mkdocs", site)
    output, _ = build.communicate(timeout=60)
    assert build.returncode == 1
    assert name in output
    assert differing(site, sites.folders["site"]) == []
