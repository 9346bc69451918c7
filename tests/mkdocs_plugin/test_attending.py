"""While a plate is made, nobody who asks for another is heard."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from generator.mkdocs_plugin.stamping import Stamping
from generator.site import Written
from generator.turbo.page_shells import Marks

PAGE = Written.of("results/2025/a.md", "A", "# A", Path("a.yml"))


class _Team:
    """Counts how often it is attended to."""

    heard = 0

    def attend(self, *_: Any, **__: Any) -> int:
        self.heard += 1
        return 0


class _Host:
    """Calls the hook that MkDocs calls for every page that it makes, plates included."""

    config = SimpleNamespace(site_dir="site", use_directory_urls=True)
    stamping: Stamping

    def finished(self, page: Written) -> str:
        self.stamping.attend()
        return page.markdown


def stamping(team: _Team) -> Stamping:
    host = _Host()
    gathered = SimpleNamespace(team=team)
    host.stamping = Stamping(cast("Any", None), (), cast("Any", host), cast("Any", gathered))
    return host.stamping


def test_a_copy_that_makes_a_plate_for_itself_does_not_listen_in_place_of_its_parent() -> None:
    team = _Team()
    stamping(team).plates.plate((), PAGE, Marks("0"))
    assert team.heard == 0


def test_between_plates_members_are_heard() -> None:
    team = _Team()
    one = stamping(team)
    one.plates.plate((), PAGE, Marks("0"))
    one.attend()
    assert team.heard == 1
