"""The examples of CONTRIBUTING.md, carried out on a copy of the package.

A block with a title is part of a file: a ``diff`` changes it, anything else makes it or, where it
exists, is added at its end.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from paths import BASE, PACKAGE, ROOT, TINY
from sites import only_one

pytestmark = pytest.mark.system

GUIDE = ROOT / "CONTRIBUTING.md"
BLOCK = re.compile(r'^```(\w+) title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
CONFIG = """\
site_name: Examples
site_url: http://127.0.0.1:8000/
theme: {name: material, language: en, font: false}
plugins: [scorebook]
"""


def apply_block(kind: str, file: Path, text: str) -> None:
    """Change a file as a block says."""
    before = file.read_text("utf-8") if file.exists() else ""
    if kind == "diff":
        lines = text.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if line[0] != "+")
        new = "".join(line[1:] for line in lines if line[0] != "-")
        assert before.count(old) == 1, (
            f"{file.name} holds these lines elsewhere or not at all:\n{old}"
        )
        after = before.replace(old, new)
    else:
        after = before + text
    file.write_text(after, "utf-8")


@pytest.fixture(scope="module")
def changed(shared: Path) -> Path:
    """A folder with the package as it is once all examples were followed."""
    folder = shared / "contributing"
    with only_one(folder) as is_first:
        if is_first:
            shutil.copytree(PACKAGE, folder / "generator")
            for kind, path, text in BLOCK.findall(GUIDE.read_text("utf-8")):
                apply_block(kind, folder / path, text)
    return folder


def run(changed: Path, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(changed), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def site(changed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny scheme, built by the changed package."""
    project = tmp_path_factory.mktemp("examples") / "project"
    shutil.copytree(TINY, project)
    (project / "docs").mkdir()
    (project / "mkdocs.yml").write_text(CONFIG, "utf-8")
    done = run(changed, project, "mkdocs", "build", "--quiet")
    assert done.returncode == 0, done.stderr
    return project / "site"


def test_the_examples_please_the_linter(changed: Path) -> None:
    done = run(changed, changed, "ruff", "check", "--config", str(ROOT / "pyproject.toml"), ".")
    assert done.returncode == 0, done.stdout


def test_the_new_page_is_in_the_site(site: Path) -> None:
    html = (site / "results" / "coverage" / "index.html").read_text("utf-8")
    assert "Results by year" in html
    assert "<li>2023: 3 results</li>" in html


def test_the_new_download_is_offered_by_its_page(site: Path) -> None:
    assert len((site / "results/2023/names-2023.csv").read_text("utf-8").splitlines()) == 4
    assert 'href="names-2023.csv"' in (site / "results/2023/index.html").read_text("utf-8")


def test_the_new_rule_is_on_the_page_of_rules(site: Path) -> None:
    assert "at most 40 characters" in (site / "guide" / "rules" / "index.html").read_text("utf-8")


def test_the_new_rule_is_kept_by_the_base_and_found_where_it_is_broken(
    changed: Path, tmp_path: Path
) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    command = ("generator.cli", "--lang", "en", "check", "--format", "short")
    assert run(changed, tmp_path, *command).returncode == 0
    file = tmp_path / "results" / "organizations.yml"
    file.write_text(file.read_text("utf-8").replace("name: North", f"name: {'N' * 60}"), "utf-8")
    printed = run(changed, tmp_path, *command).stdout
    assert printed in GUIDE.read_text("utf-8")
    assert "40 at most" in printed
