"""Options, data and sites that several test modules share."""

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from office import Office, find_office
from old_site import copy_old_site, old_site
from paths import DEDUCTIONS, ROOT, TINY
from sites import Build, build_once
from waiting import LIMIT
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from generator.dataset.assessment import Assessment, read_assessment

settings.register_profile("same", derandomize=True)
settings.register_profile("random", max_examples=2_000, deadline=None)
settings.load_profile("same")
"""Random data is the same in every run, but with ``--hypothesis-profile random``."""

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden-write",
        action="store_true",
        help="write tests/golden anew from what the generator gives now",
    )


FIRST = (
    *(
        "test_everyone",
        "test_inputs",
        "test_compared_release",
        "test_old_browsers",
        "test_releases",
    ),
    *("test_hostile", "test_killed", "test_build_in_processes"),
    *("test_clerks_year", "test_audience_trees", "test_exit_status", "test_typed_search"),
)
"""The modules that take longest begin first, so that no process waits long for another."""
SPREAD = {
    *("test_build", "test_everyone", "test_killed", "test_accelerated_build", "test_hosts"),
    *("test_all_or_nothing", "test_killed_builds", "test_replacement", "test_files"),
}
"""Tests that share nothing that is made for their module, and take long together. But for the
first, they come last and fill what the others leave."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {name: place - len(FIRST) for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: places.get(item.path.stem, item.path.stem in SPREAD))


class ByModule(LoadScopeScheduling):  # type: ignore[misc]
    """Lets the tests of a module run in one process, so that what they share is made once."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return nodeid if Path(file).stem in SPREAD else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByModule:
    return ByModule(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where ``CI`` is set, whatever a test needs has to be there: to be skipped is to fail."""
    report = yield
    if report.skipped and "CI" in os.environ:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped: {call.excinfo}"
    return report


@pytest.fixture(scope="session")
def tiny() -> Assessment:
    """The smallest library that has every kind of page."""
    return read_assessment(TINY / "standards", TINY / "results")


@pytest.fixture(scope="session")
def deductions() -> Assessment:
    """A scheme unlike the sample: one method, no weights, deductions, pass or fail."""
    return read_assessment(DEDUCTIONS / "standards", DEDUCTIONS / "results")


@pytest.fixture(scope="session")
def sample() -> Assessment:
    """The sample site's own data."""
    return read_assessment(ROOT / "standards", ROOT / "results")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run of the tests have in common."""
    folder = tmp_path_factory.getbasetemp()
    return (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "shared"


@pytest.fixture(scope="session")
def sample_site(shared: Path) -> Build:
    """The sample, as MkDocs builds it."""
    return build_once(shared / "sample", PYTHONHASHSEED="1", TZ="UTC")


@pytest.fixture
def replaceable(shared: Path, tmp_path: Path) -> Path:
    """A folder with a project, and its old site in ``public/site``."""
    copy_old_site(old_site(shared), tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice for all tests of a process; without it they are skipped."""
    found = find_office(tmp_path_factory.mktemp("office"))
    if found is None:
        pytest.skip("LibreOffice Calc and Writer are not installed")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """A headless Chromium for all tests of a process; without one they are skipped."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("Chromium is not installed")
    playwright = pytest.importorskip("playwright.sync_api")
    playwright.expect.set_options(timeout=1000 * LIMIT)  # ms
    with playwright.sync_playwright() as started:
        options = ["--no-sandbox", "--disable-gpu"]
        running = started.chromium.launch(executable_path=program, args=options)
        yield running
        running.close()
