"""The hidden folder in which a site is built, and how it takes the place of the old one."""

import ctypes
import errno
import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.mkdocs_plugin import exchange as exchanging
from generator.mkdocs_plugin import lock as locking
from generator.mkdocs_plugin.exchange import exchange, put_back
from generator.mkdocs_plugin.lock import Busy, acquire_lock
from generator.mkdocs_plugin.staging import Staging, begin_staging, is_mount_point


def write(folder: Path, **files: str) -> Path:
    """Make a folder with files, by names in which ``__`` stands for a point."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, "utf-8")
    return folder


def read(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}


def begin(site: Path) -> Staging:
    return begin_staging(site, lambda _: pytest.fail("nobody else builds"))


def replace(site: Path, **files: str) -> None:
    """Replace a site as a build does."""
    staging = begin(site)
    write(staging.folder, **files)
    staging.put_in_place()
    staging.remove()


@pytest.fixture(params=["at once", "by renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of exchanging folders."""
    if request.param == "by renames":
        monkeypatch.setattr(exchanging, "_renameat2", lambda: None)
    return str(request.param)


@pytest.mark.usefixtures("way")
def test_two_folders_change_places(tmp_path: Path) -> None:
    one, other = write(tmp_path / "one", a="1"), write(tmp_path / "other", b="2")
    exchange(one, other, tmp_path / "aside")
    assert (read(one), read(other)) == ({"b": "2"}, {"a": "1"})


@pytest.mark.parametrize("present", ["one", "other"])
def test_one_of_them_may_be_missing(tmp_path: Path, present: str) -> None:
    write(tmp_path / present, a="1")
    exchange(tmp_path / "one", tmp_path / "other", tmp_path / "aside")
    assert read(tmp_path) == {"other/a" if present == "one" else "one/a": "1"}


def test_a_rename_that_fails_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchanging, "_renameat2", lambda: None)
    one, other = write(tmp_path / "one", a="1"), write(tmp_path / "other", b="2")
    rename = os.rename

    def refuse(source: Path, target: Path) -> None:
        if source == one:
            raise OSError(errno.EIO, "broken")
        rename(source, target)

    monkeypatch.setattr(os, "rename", refuse)
    with pytest.raises(OSError, match="broken"):
        exchange(one, other, tmp_path / "aside")
    assert (read(one), read(other)) == ({"a": "1"}, {"b": "2"})


def test_what_a_killed_exchange_left_aside_is_put_back(tmp_path: Path) -> None:
    write(tmp_path / "aside" / "site", a="old")
    write(tmp_path / "aside" / "other", a="old")
    write(tmp_path / "other", a="new")
    put_back(tmp_path / "aside", tmp_path)
    assert read(tmp_path) == {"site/a": "old", "aside/other/a": "old", "other/a": "new"}


def test_an_error_that_is_no_lack_of_the_system_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchanging, "_renameat2", lambda: lambda *_: -1)
    monkeypatch.setattr(ctypes, "get_errno", lambda: errno.EBUSY)
    one, other = write(tmp_path / "one"), write(tmp_path / "other")
    with pytest.raises(OSError, match=os.strerror(errno.EBUSY)):
        exchange(one, other, tmp_path / "aside")


@pytest.mark.usefixtures("way")
def test_a_site_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    site = write(tmp_path / "site", index="old", gone="old", __htaccess="rules")
    replace(site, index="new")
    assert read(tmp_path) == {"site/index": "new", "site/.htaccess": "rules"}


def test_a_site_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    replace(tmp_path / "public" / "site", index="new")
    assert read(tmp_path) == {"public/site/index": "new"}
    usual = (tmp_path / "public").stat().st_mode
    assert (tmp_path / "public" / "site").stat().st_mode == usual


def test_a_link_to_the_site_stays_a_link(tmp_path: Path) -> None:
    write(tmp_path / "disk" / "real", index="old")
    (tmp_path / "site").symlink_to("disk/real")
    replace(tmp_path / "site", index="new")
    assert (tmp_path / "site").readlink() == Path("disk/real")
    assert read(tmp_path / "disk") == {"real/index": "new"}


def test_the_new_site_has_the_permissions_of_the_old_one(tmp_path: Path) -> None:
    site = write(tmp_path / "site", index="old", __hidden="x")
    site.chmod(0o2751)
    (site / ".hidden").chmod(0o640)
    replace(site, index="new")
    assert stat.S_IMODE(site.stat().st_mode) == 0o2751
    assert stat.S_IMODE((site / ".hidden").stat().st_mode) == 0o640


def test_a_hidden_file_of_the_new_site_counts(tmp_path: Path) -> None:
    site = write(tmp_path / "site", __htaccess="old", __kept="old")
    replace(site, __htaccess="new")
    assert read(site) == {".htaccess": "new", ".kept": "old"}


def test_a_file_in_place_of_the_site_is_told(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine", "utf-8")
    with pytest.raises(NotADirectoryError, match="site"):
        begin(tmp_path / "site")
    assert read(tmp_path) == {"site": "mine"}


def test_what_a_killed_build_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    site = write(tmp_path / "site", index="old")
    for name in (".site.scorebook", ".site.scorebook.1", ".site.scorebook.aside/site"):
        write(tmp_path / name, half="new")
    others = {".site.scorebook-mine/a": "x", ".other.scorebook/a": "x"}
    for name, text in others.items():
        write((tmp_path / name).parent, a=text)
    (tmp_path / ".site.scorebook.lock").write_text("12345", "utf-8")
    replace(site, index="new")
    assert read(tmp_path) == {"site/index": "new", **others}


def test_a_build_that_was_killed_between_renames_is_repaired(tmp_path: Path) -> None:
    write(tmp_path / ".site.scorebook.aside" / "site", index="old")
    write(tmp_path / ".site.scorebook", index="new")
    staging = begin(tmp_path / "site")
    assert read(tmp_path / "site") == {"index": "old"}
    staging.remove()
    assert read(tmp_path) == {"site/index": "old"}


def test_a_second_build_waits_and_is_told_who_builds(tmp_path: Path) -> None:
    first = begin(tmp_path / "site")
    told: list[str] = []

    def tell(process: str) -> None:
        told.append(process)
        first.remove()

    begin_staging(tmp_path / "site", tell).remove()
    assert told == [str(os.getpid())]
    assert read(tmp_path) == {}


def test_it_does_not_wait_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "PATIENCE", 0)
    held = acquire_lock(tmp_path / "lock", lambda _: None)
    with pytest.raises(Busy, match=str(os.getpid())):
        acquire_lock(tmp_path / "lock", lambda _: None)
    held.release()
    assert os.listdir(tmp_path) == []


def test_where_there_are_no_locks_a_build_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(locking, "fcntl", SimpleNamespace(flock=refuse, LOCK_EX=2, LOCK_NB=4))
    replace(tmp_path / "site", index="new")
    assert read(tmp_path) == {"site/index": "new"}


@pytest.fixture
def inside(tmp_path: Path) -> Path:
    """A site that cannot be exchanged as a whole."""
    (tmp_path / ".site.scorebook.lock").mkdir()
    return write(tmp_path / "site", a="old", gone="old", __htaccess="rules")


@pytest.mark.usefixtures("way")
def test_a_site_that_cannot_be_exchanged_is_exchanged_entry_by_entry(inside: Path) -> None:
    write(inside / ".well-known", token="old", other="old")
    write(inside / "folder", page="old")
    staging = begin(inside)
    assert staging.folder.parent == inside
    assert staging.obstacle
    write(staging.folder, a="new", b="new")
    write(staging.folder / ".well-known", token="new")
    write(staging.folder / "folder", more="new")
    staging.put_in_place()
    staging.remove()
    assert read(inside) == {
        "a": "new",
        "b": "new",
        "folder/more": "new",
        ".htaccess": "rules",
        ".well-known/token": "new",
        ".well-known/other": "old",
    }


def test_an_entry_that_cannot_be_exchanged_takes_all_others_back(
    inside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staging = begin(inside)
    write(staging.folder, a="new", z="new")
    before = read(inside)
    rename = os.rename

    def refuse(source: Path, target: Path) -> None:
        if target.name == "z":
            raise OSError(errno.EIO, "broken")
        rename(source, target)

    monkeypatch.setattr(os, "rename", refuse)
    with pytest.raises(OSError, match="broken"):
        staging.put_in_place()
    assert read(inside) == before
    staging.remove()


@pytest.fixture(params=["tmpfs", "bind", "overlay"])
def mounted(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A site with something mounted at it, or, as in a container, over its parent."""
    site = write(tmp_path / "a b" / "site")
    low = write(tmp_path / "low" / "site", index="old")
    layers = f"lowerdir={low.parent},upperdir={write(tmp_path / 'up')},"
    options: dict[str, list[str | Path]] = {
        "tmpfs": ["-t", "tmpfs", "tmpfs", site],
        "bind": ["--bind", low, site],
        "overlay": ["-t", "overlay", "-o", f"{layers}workdir={write(tmp_path / 'work')}"],
    }
    options["overlay"] += ["overlay", site.parent]
    command = ["mount", *options[request.param]]
    if subprocess.run(command, check=False).returncode:
        pytest.skip("nothing can be mounted")
    yield write(site, index="old", gone="old")
    subprocess.run(["umount", command[-1]], check=True)


@pytest.mark.system
def test_a_site_that_is_mounted_is_replaced(mounted: Path) -> None:
    replace(mounted, index="new")
    assert read(mounted.parent) == {"site/index": "new"}


@pytest.mark.system
def test_a_mount_point_is_known(mounted: Path, request: pytest.FixtureRequest) -> None:
    assert is_mount_point(mounted) == ("overlay" not in request.node.name)
