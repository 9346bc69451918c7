"""Pack everything that an installation without internet needs into one archive.

    python deploy/offline/bundle.py [--machines x86_64 aarch64] [--pythons 3.11.0 …] [FOLDER]
    python deploy/offline/bundle.py --build [FOLDER]

``make bundle`` runs this. The archive has the wheels of all that ``requirements.lock`` names, for
each machine and each Python, the wheel of this package, the lock and ``install.sh``. With
``--build`` it is for this machine and this Python alone, and what has no wheel is compiled.
"""

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.lock"
INSTALL = Path(__file__).with_name("install.sh")
MACHINES = ("x86_64", "aarch64")
PYTHONS = ("3.11.0", "3.11.5", "3.12.0", "3.13.0", "3.14.0")
"""One of each minor version, and more where the lock tells them apart."""


def pinned(python: str, machine: str) -> Iterator[str]:
    """Yield the entries of the lock, each with its hashes, that hold for a Python on a machine."""
    place = {
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
        "platform_machine": machine,
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    for entry in LOCK.read_text("utf-8").replace("\\\n", " ").splitlines():
        name, *hashes = entry.split(" --hash=")
        if hashes:
            requirement = Requirement(name.strip())
            if requirement.marker is None or requirement.marker.evaluate(place):
                requirement.marker = None
                yield " --hash=".join([str(requirement), *(one.strip() for one in hashes)])


def download(python: str, machine: str, folder: Path) -> None:
    """Download the wheels for a Python on a machine into a folder."""
    with tempfile.TemporaryDirectory() as name:
        wanted = Path(name) / "wanted.lock"
        wanted.write_text("\n".join(pinned(python, machine)), "utf-8")
        abi = f"cp{python.rpartition('.')[0].replace('.', '')}"
        pip(
            *("download", "--no-deps", "--require-hashes", "--only-binary=:all:"),
            *("--platform", f"manylinux2014_{machine}", "--implementation", "cp"),
            *("--python-version", python, "--abi", abi, "--abi", "abi3", "--abi", "none"),
            *("-d", str(folder), "-r", str(wanted)),
        )


def build(folder: Path) -> str:
    """Make the wheels for this machine in a folder, and return a lock of what was made."""
    pip("wheel", "--require-hashes", "-w", str(folder), "-r", str(LOCK))
    return "".join(
        f"{'=='.join(wheel.name.split('-')[:2])} --hash=sha256:{_digest(wheel)}\n"
        for wheel in sorted(folder.iterdir())
    )


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def pip(*arguments: str) -> None:
    """Run pip; what it says is shown if it fails."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stdout)


def bundle(folder: Path, machines: Sequence[str], pythons: Sequence[str]) -> Path:
    """Write the archive into a folder, and return its path; without machines for this one."""
    with tempfile.TemporaryDirectory() as name:
        wheels, lock = Path(name) / "wheels", Path(name) / LOCK.name
        wheels.mkdir()
        lock.write_text(LOCK.read_text("utf-8") if machines else build(wheels), "utf-8")
        for machine in machines:
            for python in pythons:
                print(f"{machine}, Python {python}", flush=True)
                download(python, machine, wheels)
        pip("wheel", "--no-deps", "--no-build-isolation", "-w", str(wheels), str(ROOT))
        (own,) = wheels.glob("scorebook-*.whl")
        title = f"scorebook-{own.name.split('-')[1]}-offline"
        folder.mkdir(parents=True, exist_ok=True)
        archive = folder / f"{title}.tar.gz"
        with tarfile.open(archive, "w:gz") as tar:
            for file in (INSTALL, lock, *sorted(wheels.iterdir())):
                place = "wheels/" if file.suffix == ".whl" else ""
                tar.add(file, f"{title}/{place}{file.name}")
    return archive


def main() -> None:
    """Read the arguments, and write the archive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "dist")
    parser.add_argument("--machines", nargs="+", default=MACHINES)
    parser.add_argument("--pythons", nargs="+", default=PYTHONS)
    parser.add_argument("--build", action="store_true", help="for this machine alone")
    options = parser.parse_args()
    machines = () if options.build else options.machines
    archive = bundle(options.folder, machines, options.pythons)
    print(f"{archive}, {archive.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
