"""A build that fails, however late, leaves the old site alone; one that succeeds replaces it."""

import os
from pathlib import Path

import pytest
from failures import WAYS
from old_site import KEPT, build_site, entries, is_new

QUICK = {"the last hook of all raises", "a dangling link"}
"""What `make test` tries; the others are tests of the system."""
LEAVING = {"a hook raises in on_shutdown", "a hook exits last", "a hook ends the process"}
"""The ways that leave the half-made site beside the old one, for the next build to remove."""


@pytest.mark.parametrize(
    "way",
    [pytest.param(way, marks=[] if way in QUICK else pytest.mark.system) for way in WAYS],
)
def test_a_failed_build_leaves_the_old_site(replaceable: Path, way: str) -> None:
    before = entries(replaceable / "public")
    WAYS[way](replaceable / "project")
    done = build_site(replaceable)
    assert done.code != 0
    left = entries(replaceable / "public")
    if "worker" in way:
        assert "turbo: false" in done.output
        assert "Traceback" not in done.output
    if way in LEAVING:
        left = {path: left[path] for path in left if not path.startswith(".site.scorebook")}
    assert left == before


def test_a_build_that_succeeds_replaces_the_site(replaceable: Path) -> None:
    """What MkDocs would leave in it stays, all else goes, and nothing is left beside it."""
    site = replaceable / "public" / "site"
    (site / "gone.html").write_text("old page", "utf-8")
    done = build_site(replaceable)
    assert done.code == 0, done.output
    assert is_new(site)
    assert not (site / "gone.html").exists()
    assert {name: (site / name).read_text("utf-8") for name in KEPT} == KEPT
    assert (site / "media").readlink() == Path("../media")
    assert sorted(os.listdir(site.parent)) == ["media", "site"]
