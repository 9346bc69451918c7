"""Whatever fails while a page or a download is made, the data file that it is made of is named."""

import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rendering import site_of

from generator.dataset.assessment import Assessment
from generator.exports import downloads
from generator.messages.labels import labels
from generator.pages.page import Page
from generator.site import Site


@pytest.fixture
def site(tiny: Assessment) -> Site:
    return site_of(tiny, labels("en"))


def notes(make: Callable[[], object]) -> str:
    """What is added to the error that something raises, also when a process hands it to another."""
    with pytest.raises(ZeroDivisionError) as raised:
        make()
    handed_over = pickle.loads(pickle.dumps(raised.value))
    return "".join(handed_over.__notes__)


def fail(*_: object) -> bytes:
    raise ZeroDivisionError


def test_a_page_that_fails_names_its_data_file(site: Site) -> None:
    (card,) = (page for page in site.pages if page.path == "results/2023/first.md")

    def values() -> dict[str, object]:
        raise ZeroDivisionError

    broken: Page = replace(card, context=values)
    assert "results/2023/first.md could not be made" in notes(lambda: site.render(broken))
    assert "tiny/results/2023/first.yml" in notes(lambda: site.render(broken))


SOURCES = {
    "csv_file": {
        "results/2023/first/first-2023.csv": "results/2023/first.yml",
        "organizations/first/first-years.csv": "results/organizations.yml",
        "results/2023/results-2023.csv": "results/years.yml",
        "standards/2023/items-2023.csv": "standards/2023/edition.yml",
    },
    "json_file": {
        "results/2023/first/first-2023.json": "results/2023/first.yml",
        "organizations/first/first-years.json": "results/organizations.yml",
        "results/2023/results-2023.json": "results/years.yml",
        "standards/2023/edition-2023.json": "standards/2023/edition.yml",
    },
}


@pytest.mark.parametrize("writer", SOURCES)
def test_a_download_that_fails_names_its_data_file(
    tiny: Assessment, monkeypatch: pytest.MonkeyPatch, writer: str
) -> None:
    monkeypatch.setattr(downloads, writer, fail)
    site = site_of(tiny, labels("en"))
    made = {download.path: download for download in site.downloads()}
    for path, source in SOURCES[writer].items():
        told = notes(made[path].make)
        assert f"{path} could not be made" in told
        assert str(Path("tests/schemes/tiny") / source) in told
