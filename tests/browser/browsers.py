"""The browsers that tests drive over their DevTools protocol: today's, and the old ones."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from devtools import Browser, Tab, running
from fetch import program

OLD = (80, 90)


@contextmanager
def running_chromium(version: int | None = None) -> Iterator[Browser]:
    """Run a Chromium of a version, or today's; without it the test is skipped."""
    found = program(version) if version else Path(shutil.which("chromium") or "")
    if not found.is_file():
        how = "make browsers fetches it" if version else "install chromium"
        pytest.skip(f"Chromium {version or ''} is not there: {how}")
    with running(found) as browser:
        assert version in (None, browser.version())
        yield browser


@pytest.fixture(scope="module")
def current() -> Iterator[Browser]:
    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="module", params=OLD)
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    with running_chromium(request.param) as browser:
        yield browser


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Tab]:
    opened = chromium.new_tab()
    opened.resize(1280)
    yield opened
    opened.close()
