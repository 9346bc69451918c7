"""The package works from its wheel alone, in a folder far from its checkout."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from paths import ROOT

pytestmark = pytest.mark.system

PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel of this checkout has been installed."""
    wheels, folder = tmp_path_factory.mktemp("wheels"), tmp_path_factory.mktemp("installed")
    build = ("wheel", "--no-build-isolation", "--no-deps", "--no-index", "-w", str(wheels))
    subprocess.run([*PIP, *build, str(ROOT)], check=True, capture_output=True)
    (wheel,) = wheels.glob("*.whl")
    subprocess.run(
        [*PIP, "install", "--no-deps", "--no-index", "--target", str(folder), str(wheel)],
        check=True,
        capture_output=True,
    )
    return folder


def run(installed: Path, here: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a module of Python with the installed package before any other."""
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("options", [(), ("--sample",)])
def test_a_project_begins_passes_and_builds(
    installed: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    scorebook = ("generator.cli", "--lang", "zh")
    assert run(installed, tmp_path, *scorebook, "init", "project", *options).returncode == 0
    project = tmp_path / "project"
    assert (project / "deploy/systemd/scorebook-publish.timer").is_file()
    checked = run(installed, project, *scorebook, "check")
    assert checked.returncode == 0, checked.stdout
    built = run(installed, project, "mkdocs", "build", "--strict")
    assert built.returncode == 0, built.stderr
    assert (project / "site/organizations/index.html").is_file()


def test_a_module_of_the_project_is_not_taken_for_ours(installed: Path, tmp_path: Path) -> None:
    """Although ``python -m mkdocs`` looks in the folder of the project first."""
    assert run(installed, tmp_path, "generator.cli", "init", "project").returncode == 0
    project = tmp_path / "project"
    (project / "generator.py").write_text("raise SystemExit('taken for ours')\n", "utf-8")
    built = run(installed, project, "mkdocs", "build", "--strict")
    assert built.returncode == 0, built.stdout + built.stderr
    assert (project / "site/organizations/index.html").is_file()


def test_it_is_the_installed_package_that_runs(installed: Path, tmp_path: Path) -> None:
    code = ("-c", "import generator; print(generator.__file__)")
    done = subprocess.run(
        [sys.executable, *code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()).is_relative_to(installed)
