"""On a full disk nothing is published, and nothing is lost."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from nginx import nginx
from projects import edit, live, publish, smallest, status, whole
from reader import reading

from generator.publish.status import Outcome

pytestmark = pytest.mark.system
SIZE = 16 << 20


@dataclass(frozen=True)
class Disk:
    """A small disk of its own, or, where none can be mounted, a limit on the size of files:
    both refuse to take more at some moment of the run."""

    folder: Path
    mounted: bool

    def filled(self, free: int) -> tuple[str, ...]:
        """Leave so many bytes free; gives the command that runs another under the limit."""
        if not self.mounted:
            return ("sh", "-c", f'ulimit -f {max(free >> 13, 12)}; exec "$@"', "sh")
        with (self.folder / "filler").open("wb") as filler:
            stat = subprocess.run(
                ["stat", "-f", "-c", "%a %S", self.folder], capture_output=True, check=True
            )
            blocks, size = map(int, stat.stdout.split())
            filler.write(b"x" * max(blocks * size - free, 0))
        return ()

    def emptied(self) -> None:
        (self.folder / "filler").unlink(missing_ok=True)


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Disk]:
    folder = tmp_path_factory.mktemp("disk")
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    yield Disk(folder, mounted)
    if mounted:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture(scope="module")
def made(disk: Disk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that is published on the disk, and has changed since."""
    made = smallest(tmp_path_factory.mktemp("full") / "project")
    code, output = publish(made, disk.folder / "site")
    assert code == Outcome.PUBLISHED, output
    edit(made / "docs" / "guide" / "score.md", "Text.", "Other text.")
    return made


@pytest.mark.parametrize("free", [0, 100_000, 1_000_000, 2_500_000])
def test_the_old_site_stays_whole_and_no_half_release_is_left(
    disk: Disk, made: Path, tmp_path: Path, free: int
) -> None:
    """While a client reads."""
    store = disk.folder / "site"
    before, files = live(store), whole(store)
    with nginx(tmp_path / "nginx", store / "current") as port, reading(port, free) as reader:
        code, output = publish(made, store, limit=disk.filled(free))
        disk.emptied()
    assert reader.strange([files]) == []
    assert code == Outcome.IMPOSSIBLE, output
    assert live(store) == before
    assert whole(store) == files
    assert [path.name for path in (store / "releases").iterdir()] == [before]


def test_the_next_run_on_a_disk_with_room_publishes(disk: Disk, made: Path) -> None:
    disk.emptied()
    code, output = publish(made, disk.folder / "site")
    assert code == Outcome.PUBLISHED, output
    assert status(disk.folder / "site")["outcome"] == "published"
