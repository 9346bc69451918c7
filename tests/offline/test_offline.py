"""The archive for machines without internet: what it refuses, and that one command is enough."""

import importlib.metadata
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from paths import ROOT
from sites import Build, copy_sample

OFFLINE = ROOT / "deploy" / "offline"
WHEELS = (
    "markupsafe-3.0-cp311-cp311-manylinux2014_x86_64.whl",
    "markupsafe-3.0-cp312-cp312-manylinux2014_x86_64.whl",
    "markupsafe-3.0-cp311-cp311-manylinux2014_aarch64.whl",
    "scorebook-0.1.0-py3-none-any.whl",
)
OLD = 'case "$*" in *--version*) echo Python 3.8.10;; *) echo 38;; esac'
WITHOUT_VENV = 'case "$*" in *ensurepip*) exit 1;; *"%d%d"*) echo 311;; *) echo 3.11;; esac'
LOCKED = {
    line.partition("==")[0]
    for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    if "==" in line
}
MACHINE, PYTHON = platform.machine(), platform.python_version()
ALONE = ("unshare", "--map-root-user", "--net")
"""Runs a command in a network of its own, from which nothing can be reached."""


def refused(folder: Path, **programs: str) -> str:
    """What the installation says when it stops, where some programs are these scripts."""
    shutil.copy(OFFLINE / "install.sh", folder)
    (folder / "wheels").mkdir()
    for wheel in WHEELS:
        (folder / "wheels" / wheel).touch()
    for name, script in {"uname": "echo x86_64", **programs}.items():
        program = folder / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        program.chmod(0o755)
    done = subprocess.run(
        ["sh", str(folder / "install.sh"), str(folder / "made")],
        env={"PATH": f"{folder / 'bin'}:/usr/bin:/bin", "PYTHON": "python3"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert not (folder / "made").exists()
    return done.stderr


def test_another_machine_is_told_which_there_are(tmp_path: Path) -> None:
    told = refused(tmp_path, uname="echo loongarch64")
    assert "没有 loongarch64 机器用的程序，只有：aarch64 x86_64" in told


def test_an_old_python_is_told_which_are_needed(tmp_path: Path) -> None:
    told = refused(tmp_path, python3=OLD)
    assert "需要 Python，版本是下列之一：3.11 3.12" in told
    assert "Python 3.8.10" in told


def test_a_python_without_venv_is_told_what_to_install(tmp_path: Path) -> None:
    assert "python3.11-venv" in refused(tmp_path, python3=WITHOUT_VENV)


def test_the_guide_names_every_package_that_has_to_be_compiled() -> None:
    """Of those the lock has wheels for one Python on one machine."""
    guide = (ROOT / "docs" / "guide" / "offline.md").read_text("utf-8")
    missing = set()
    for distribution in importlib.metadata.distributions():
        wheel, name = distribution.read_text("WHEEL") or "", distribution.name.lower()
        if "Root-Is-Purelib: false" in wheel and name in LOCKED and f"`{name}`" not in guide:
            missing.add(name)
    assert missing == set()


@pytest.mark.system
@pytest.mark.parametrize(
    "which", [f"--machines {platform.machine()} --pythons {PYTHON}", "--build"]
)
def test_one_command_installs_all_where_nothing_can_be_reached(
    tmp_path: Path, sample_site: Build, which: str
) -> None:
    if subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode:
        pytest.skip("unshare may not make a network of its own")
    subprocess.run([sys.executable, OFFLINE / "bundle.py", tmp_path, *which.split()], check=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path, filter="data")
    unpacked = tmp_path / archive.name.removesuffix(".tar.gz")
    here = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8", "TZ": "UTC"}
    place = tmp_path / "installed"
    subprocess.run(
        [*ALONE, "sh", str(unpacked / "install.sh"), str(place)],
        env={**here, "PYTHON": f"{sys.base_prefix}/bin/python3"},
        check=True,
    )
    project = tmp_path / "project"
    copy_sample(project)
    subprocess.run(
        [*ALONE, str(place / "bin" / "mkdocs"), "build", "--quiet"],
        cwd=project,
        env={**here, "NO_MKDOCS_2_WARNING": "1"},
        check=True,
    )
    built = {str(path.relative_to(project / "site")) for path in (project / "site").rglob("*.*")}
    expected = {str(path.relative_to(sample_site.site)) for path in sample_site.site.rglob("*.*")}
    assert built == expected
    card = Path("results/2024/legal/index.html")
    assert (project / "site" / card).read_bytes() == (sample_site.site / card).read_bytes()
