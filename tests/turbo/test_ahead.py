"""What is made ready is what would be made when it is asked for, and no more than may be kept."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from generator.dataset.book import read_book
from generator.exports import downloads
from generator.messages.labels import labels
from generator.site import Site, without_drafts
from generator.turbo.shares import ahead
from generator.turbo.shares.ahead import Ahead
from generator.turbo.shares.team import Home, Team

ROOT = Path(__file__).parents[2]
WORDS = labels("zh")


@pytest.fixture(scope="module")
def site() -> Site:
    book = without_drafts(read_book(ROOT / "standards", ROOT / "results"))
    whole = Site(book, WORDS, downloads=downloads(book, WORDS))
    whole.pages = tuple(page for page in whole.pages if page.organization)[:6]
    return whole


def test_pages_are_the_same_whether_they_were_ready_or_not(site: Site) -> None:
    prepared, unprepared = Ahead(site), Ahead(site)
    while prepared.more():
        pass
    taken = [*prepared.taken()]
    assert taken == [*unprepared.taken()]
    assert [page.path for one in taken for page in one.written] == [p.path for p in site.pages]
    assert sum(len(one.downloads) for one in taken) == sum(
        len(site.own_downloads(page)) for page in site.pages
    )


def test_no_more_is_kept_than_may_be(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_TOGETHER", 2)
    monkeypatch.setattr(ahead, "_MOST", 2)
    some = Ahead(site)
    assert [some.more() for _ in range(3)] == [True, True, False]
    assert len(next(some.taken()).written) == 2
    assert some.more()


class _Eager:
    """A member that counts what it does while nobody asks."""

    def __init__(self, _: object) -> None:
        self._left: Iterator[int] = iter(range(3))
        self._done = 0

    def ahead(self) -> bool:
        self._done += 1
        return next(self._left, None) is not None

    def done(self) -> int:
        return self._done


def test_members_work_ahead_until_they_are_asked() -> None:
    with Team([_Eager]) as team:
        end = monotonic() + 10
        while team.of(0, "done") < 4 and monotonic() < end:
            sleep(0.01)
        assert team.of(0, "done") >= 4


class _Asking:
    """A member that asks back, and counts what it does until it hears."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._done = 0
        self._heard: tuple[str, int] = ("", 0)

    def ahead(self) -> bool:
        self._done += 1
        return self._done < 3

    def made(self) -> None:
        self._done = 0
        reply = self._home.ask("a plate", self.ahead)
        self._heard = reply, self._done

    def heard(self) -> tuple[str, int]:
        return self._heard


def test_members_go_on_while_they_wait_for_a_reply() -> None:
    with Team([_Asking]) as team:
        team.begin("made")
        sleep(0.5)
        assert sum(team.progress(lambda asked: f"{asked}, here")) == 0
        assert team.of(0, "heard") == ("a plate, here", 3)
