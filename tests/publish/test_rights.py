"""Whoever runs it, web servers can read what is published, and the next run can replace it."""

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from projects import publish, smallest

from generator.messages.labels import LANGUAGES, labels
from generator.messages.report import reason
from generator.publish.rights import explain, take_rights_of_owner
from generator.publish.status import Outcome

SERVICE = 65534
"""The number of a user who is not root."""
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


@pytest.fixture
def site() -> Iterator[Path]:
    """A folder of the user of the service, with what a run of root left there."""
    folder = Path(tempfile.mkdtemp())
    (folder / "site" / "releases" / "00001-0a1b2c3d").mkdir(parents=True)
    for path in (folder / "site" / "lock", folder / "site" / "releases" / "00001-0a1b2c3d" / "x"):
        path.touch()
    (folder / "site" / "current").symlink_to("releases/00001-0a1b2c3d")
    (folder / "site" / "project").mkdir()
    os.chown(folder, SERVICE, SERVICE)
    yield folder / "site"
    shutil.rmtree(folder)


def in_child(work: Callable[[], None]) -> int:
    """The exit status of work in a process of its own."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@AS_ROOT
def test_root_goes_on_as_the_user_of_the_folder_and_gives_back_what_root_left(site: Path) -> None:
    os.chown(site, SERVICE, SERVICE)

    def work() -> None:
        take_rights_of_owner(site)
        assert os.geteuid() == SERVICE
        (site / "lock").write_text("x", "utf-8")
        shutil.rmtree(site / "releases")

    assert in_child(work) == 0
    assert (site / "current").lstat().st_uid == SERVICE
    assert (site / "project").stat().st_uid == 0, "what is not of the releases is left alone"


@AS_ROOT
def test_a_folder_that_is_still_to_be_made_will_belong_to_the_user_around_it(site: Path) -> None:
    new = site.parent / "new" / "site"

    def work() -> None:
        take_rights_of_owner(new)
        new.mkdir(parents=True)

    assert in_child(work) == 0
    assert new.stat().st_uid == SERVICE


def test_a_strict_umask_makes_no_file_unreadable(tmp_path: Path) -> None:
    limit = ("sh", "-c", 'umask 077; exec "$@"', "sh")
    code, output = publish(smallest(tmp_path / "project"), tmp_path / "site", limit=limit)
    assert code == Outcome.PUBLISHED, output
    paths = [tmp_path / "site", *(tmp_path / "site" / "current").resolve().rglob("*")]
    assert {path.stat().st_mode & 0o777 for path in paths} == {0o644, 0o755}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EAGAIN, errno.EROFS]
)
def test_an_error_of_the_system_is_told_with_a_remedy(
    number: int, language: str, tmp_path: Path
) -> None:
    file = str(tmp_path / "nowhere" / "file")
    lines = explain(OSError(number, os.strerror(number), file), labels(language))
    assert lines[0] == f"{file}: {reason(os.strerror(number), labels(language))}"
    assert language == "en" or not lines[0].isascii()
    assert len(lines) == 2


def test_an_error_without_a_file_is_told_in_its_words() -> None:
    assert explain(OSError(errno.EIO, "Input/output error"), labels("en")) == (
        "the disk cannot be read or written",
    )
