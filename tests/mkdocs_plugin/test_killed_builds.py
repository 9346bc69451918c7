"""Builds that are killed, that find the disk full, or that run at once: the site is whole.

Where a build is killed is named beforehand (see ``interruption``).
"""

import contextlib
import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from failures import EXCHANGE_BY_RENAMES, add_hook, raise_last
from interruption import environment
from old_site import build_site, entries, is_new, start_build
from paths import ROOT
from waiting import wait_until

POINTS = (
    "job open .site.scorebook.lock 1",
    "job os.mkdir .site.scorebook 1",
    "job open .site.scorebook/.htaccess 1",
    "job os.mkdir .site.scorebook/assets 1",
    "job open .site.scorebook/index.html 1",
    "job open .site.scorebook/assets/search-index/index.json 1",
)
"""From the first step of a build to the last one before the exchange."""
MOMENTS = 60
SITE_FILES = (
    "guide/score/index.html",
    "search/index.html",
    "results/2021/north/index.html",
    ".htaccess",
)


def kill_at(replaceable: Path, point: str, number: int = signal.SIGKILL) -> None:
    variables = environment(ROOT, replaceable / "public") | {"INTERRUPT": f"{int(number)} {point}"}
    variables["PYTHONPATH"] = os.pathsep.join([variables["PYTHONPATH"], str(ROOT)])
    variables["TMPDIR"] = str(replaceable / "tmp")
    (replaceable / "tmp").mkdir()
    job = start_build(replaceable, variables=variables)
    output, _ = job.communicate()
    assert job.returncode == -number, output
    assert not list((replaceable / "tmp").glob(".scorebook*"))


def old_entries(replaceable: Path) -> dict[str, bytes | str | None]:
    """All that is in ``public`` but what the builder left beside the site."""
    found = entries(replaceable / "public")
    return {path: found[path] for path in found if not path.startswith(".site.scorebook")}


def assert_replaced(replaceable: Path) -> None:
    """The next build replaces the site, and leaves nothing else."""
    done = build_site(replaceable)
    assert done.code == 0, done.output
    assert is_new(replaceable / "public" / "site")
    assert sorted(os.listdir(replaceable / "public")) == ["media", "site"]


@pytest.mark.system
@pytest.mark.parametrize("point", POINTS)
def test_a_build_that_is_killed_leaves_the_old_site(replaceable: Path, point: str) -> None:
    before = old_entries(replaceable)
    kill_at(replaceable, point)
    assert old_entries(replaceable) == before
    assert_replaced(replaceable)


@pytest.mark.system
def test_a_build_that_is_told_to_end_leaves_the_old_site(replaceable: Path) -> None:
    before = old_entries(replaceable)
    kill_at(replaceable, POINTS[-2], signal.SIGTERM)
    assert old_entries(replaceable) == before
    assert_replaced(replaceable)


@pytest.mark.system
def test_a_build_that_is_killed_while_it_removes_the_old_site_has_replaced_it(
    replaceable: Path,
) -> None:
    kill_at(replaceable, "job os.remove .site.scorebook/404.html 1")
    assert is_new(replaceable / "public" / "site")
    assert_replaced(replaceable)


@pytest.mark.system
@pytest.mark.parametrize("last", [".site.scorebook.aside/site", "site", ".site.scorebook"])
def test_what_a_kill_between_renames_left_is_repaired_by_the_next_build(
    replaceable: Path, last: str
) -> None:
    """Even if that one fails."""
    before = old_entries(replaceable)
    add_hook(replaceable / "project", EXCHANGE_BY_RENAMES)
    kill_at(replaceable, f"job os.rename {last} 1")
    if last == ".site.scorebook":
        assert is_new(replaceable / "public" / "site")
        return
    (replaceable / "project" / "hook.py").unlink()
    settings = replaceable / "project" / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("hooks: [hook.py]\n", ""), "utf-8")
    raise_last(replaceable / "project")
    assert build_site(replaceable).code != 0
    assert old_entries(replaceable) == before


@pytest.mark.system
def test_two_builds_at_once_follow_each_other(replaceable: Path) -> None:
    jobs = [start_build(replaceable) for _ in range(2)]
    outputs = [job.communicate()[0] for job in jobs]
    assert [job.returncode for job in jobs] == [0, 0], outputs
    assert is_new(replaceable / "public" / "site")
    assert sorted(os.listdir(replaceable / "public")) == ["media", "site"]


@pytest.mark.system
@pytest.mark.parametrize("blocks", [12, 100, 400])
def test_a_limit_of_files_leaves_the_old_site(replaceable: Path, blocks: int) -> None:
    before = entries(replaceable / "public")
    limit = ("sh", "-c", f'ulimit -f {blocks}; exec "$@"', "sh")
    job = start_build(replaceable, limit=limit)
    output, _ = job.communicate()
    assert job.returncode == 1, output
    assert "File too large" in output
    assert entries(replaceable / "public") == before


@pytest.fixture(params=[100_000, 1_000_000])
def full_disk(replaceable: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The old site on a disk of its own with so many bytes free."""
    public = replaceable / "public"
    copy = replaceable / "copy"
    public.rename(copy)
    public.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", public], check=False).returncode:
        pytest.skip("nothing can be mounted")
    subprocess.run(["cp", "-a", f"{copy}/.", public], check=True)
    used = os.statvfs(public)
    size = (used.f_blocks - used.f_bfree) * used.f_frsize + request.param
    subprocess.run(["mount", "-o", f"remount,size={size}", public], check=True)
    yield replaceable
    subprocess.run(["umount", public], check=True)


@pytest.mark.system
def test_a_full_disk_leaves_the_old_site(full_disk: Path) -> None:
    before = entries(full_disk / "public")
    done = build_site(full_disk)
    assert done.code == 1
    assert "No space left on device" in done.output
    assert entries(full_disk / "public") == before


def without_privileges() -> tuple[str, ...]:
    """Run a command as a user whom permissions bind, even as root."""
    if os.geteuid():
        return ()
    return ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")


@contextmanager
def read_only(*paths: Path) -> Iterator[None]:
    for path in paths:
        path.chmod(0o555)
    try:
        yield
    finally:
        for path in paths:
            path.chmod(0o755)


@pytest.mark.system
def test_a_site_whose_parent_is_read_only_is_replaced_entry_by_entry(replaceable: Path) -> None:
    site = replaceable / "public" / "site"
    with read_only(replaceable / "public"):
        job = start_build(replaceable, limit=without_privileges())
        output, _ = job.communicate()
    assert job.returncode == 0, output
    assert f"Permission denied: '{replaceable}/public/.site.scorebook.lock'" in output
    assert is_new(site)
    assert not list(site.glob(".scorebook*"))
    assert (site / ".htaccess").read_text("utf-8") == "old rules"
    assert (site / "media").readlink() == Path("../media")


@pytest.mark.system
def test_a_site_that_is_read_only_is_told(replaceable: Path) -> None:
    before = entries(replaceable / "public")
    with read_only(replaceable / "public", replaceable / "public" / "site"):
        job = start_build(replaceable, limit=without_privileges())
        output, _ = job.communicate()
    assert job.returncode == 1
    assert "Traceback" not in output
    assert f"{replaceable}/public/site" in output
    assert entries(replaceable / "public") == before


@dataclass
class Reader:
    """Reads files of a site over and over, and keeps each content that came."""

    site: Path
    seen: set[tuple[str, bytes]] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def read(self) -> None:
        while not self.over.is_set():
            for name in SITE_FILES:
                try:
                    self.seen.add((name, (self.site / name).read_bytes()))
                except FileNotFoundError:
                    self.missing.append(name)
            time.sleep(0.001)


@contextmanager
def reading(site: Path) -> Iterator[Reader]:
    reader = Reader(site)
    thread = threading.Thread(target=reader.read)
    thread.start()
    try:
        yield reader
    finally:
        reader.over.set()
        thread.join()


@pytest.mark.long
def test_a_reader_sees_whole_files_whenever_a_build_is_killed(replaceable: Path) -> None:
    """How many of the builds were quick enough to end before they were killed is only told."""
    site, page = (
        replaceable / "public" / "site",
        replaceable / "project" / "docs" / "guide" / "score.md",
    )
    chance, codes, known = random.Random(0), list[int](), set[tuple[str, bytes]]()

    def remember() -> None:
        known.update((name, (site / name).read_bytes()) for name in SITE_FILES)

    remember()
    with reading(site) as reader:
        begun = time.monotonic()
        assert build_site(replaceable).code == 0
        usual = time.monotonic() - begun
        remember()
        for moment in range(MOMENTS):
            page.write_text(f"# Score\n\nOther text. Moment {moment}.\n", "utf-8")
            job = start_build(replaceable)
            time.sleep(chance.uniform(0, usual * 1.2))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(job.pid, signal.SIGKILL)
            job.communicate()
            codes.append(job.returncode)
            remember()
        newest = {(name, (site / name).read_bytes()) for name in SITE_FILES}
        wait_until(lambda: reader.seen >= newest, "the reader has read the newest site")
    assert reader.missing == []
    assert reader.seen <= known
    assert set(codes) <= {0, -signal.SIGKILL}
    assert_replaced(replaceable)
    print(f"\n{codes.count(-signal.SIGKILL)} of {MOMENTS} builds were killed")
