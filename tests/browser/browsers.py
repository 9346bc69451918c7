"""The browsers that tests drive over their DevTools protocol: today's, and the old ones."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from devtools import Browser, Tab, running
from fetch import program


@pytest.fixture(scope="module")
def current() -> Iterator[Browser]:
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("Chromium is not installed")
    with running(Path(found)) as browser:
        yield browser


@pytest.fixture(scope="module", params=[80, 90, "current"])
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    if request.param == "current":
        yield request.getfixturevalue("current")
        return
    if not program(request.param).is_file():
        pytest.skip(f"Chromium {request.param} is not there: make browsers fetches it")
    with running(program(request.param)) as old:
        assert old.version() == request.param
        yield old


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Tab]:
    opened = chromium.new_tab()
    opened.resize(1280)
    yield opened
    opened.close()
