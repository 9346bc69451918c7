"""Options and data that several test modules share."""

from pathlib import Path

import pytest

from generator.dataset.book import Assessment, read_assessment

TESTS = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden-write",
        action="store_true",
        help="write tests/golden anew from what the generator gives now",
    )


@pytest.fixture(scope="session")
def tiny() -> Assessment:
    """The smallest library that has every kind of page."""
    return _scheme("tiny")


@pytest.fixture(scope="session")
def deductions() -> Assessment:
    """A scheme unlike the sample: one method, no weights, deductions, pass or fail."""
    return _scheme("deductions")


@pytest.fixture(scope="session")
def sample() -> Assessment:
    """The sample site's own data."""
    return read_assessment(TESTS.parent / "standards", TESTS.parent / "results")


def _scheme(name: str) -> Assessment:
    folder = TESTS / "schemes" / name
    return read_assessment(folder / "standards", folder / "results")
