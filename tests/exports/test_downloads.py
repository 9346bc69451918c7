"""Which downloads there are, where they lie, who links to them, and that they repeat."""

import hashlib
import os
import posixpath
import re
import subprocess
import sys
from urllib.parse import urljoin

import pytest
from made import NAMES, PUBLICATION, WORDS, book_of, files, offered
from paths import ROOT
from rendering import site_of, written

from generator.exports.download import by_page
from generator.urls import served

DIGEST = """
import hashlib, sys
from made import files
for path, content in files("tiny").items():
    print(path, hashlib.sha256(content).hexdigest())
"""


@pytest.mark.parametrize("name", NAMES)
def test_a_path_is_given_once_and_hides_no_page(name: str) -> None:
    pages = {page.path for page in written(book_of(name), WORDS)}
    assert len(files(name)) == len(offered(name))
    assert set(files(name)) & pages == set()


def test_a_file_lies_in_the_folder_named_like_its_page() -> None:
    assert {
        "results/2023/index.md": "results/2023/results-2023.json",
        "results/2023/office.md": "results/2023/office/office-2023.xlsx",
        "organizations/office.md": "organizations/office/office-years.csv",
        "standards/2023/index.md": "standards/2023/edition-2023.json",
        "standards/2023/negative-list.md": "standards/2023/negative-list-2023.csv",
    }.items() <= {(page, path) for path, one in offered("sample").items() for page in one.pages}


@pytest.mark.parametrize("directories", [True, False])
@pytest.mark.parametrize("name", NAMES)
def test_every_page_links_to_all_that_it_offers_and_to_nothing_else(
    name: str, directories: bool
) -> None:
    expected = by_page(offered(name).values())
    pages = written(book_of(name), WORDS, PUBLICATION, directories=directories)
    seen = set()
    for page in pages:
        _, _, block = page.markdown.partition('<nav class="sb-downloads"')
        start = f"https://h/{served(page.path, directories=directories)}"
        found = [urljoin(start, link)[10:] for link in re.findall(r'href="([^"]*)"', block)]
        assert found == [one.path for one in expected.get(page.path, ())]
        seen.add(page.path)
    offering = {page for page in expected if page in seen}
    assert len(offering) > 3


@pytest.mark.parametrize("name", NAMES)
def test_every_file_but_a_schema_is_offered_by_a_page(name: str) -> None:
    pages = {page.path for page in written(book_of(name), WORDS)}
    alone = {path for path, one in offered(name).items() if not pages & set(one.pages)}
    assert {posixpath.dirname(path) for path in alone} == {"schemas"}


def test_files_are_the_same_whatever_the_seed_of_hashes_and_the_time_zone() -> None:
    runs = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(
                    map(str, (ROOT, ROOT / "tests", ROOT / "tests" / "exports"))
                ),
                "PYTHONHASHSEED": seed,
                "TZ": zone,
            },
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York"))
    }
    here = "".join(
        f"{path} {hashlib.sha256(content).hexdigest()}\n" for path, content in files("tiny").items()
    )
    assert {run.decode().replace("\r\n", "\n") for run in runs} == {here}


@pytest.mark.parametrize("name", NAMES)
def test_the_downloads_of_one_organization_can_be_made_alone(name: str) -> None:
    for organization in book_of(name).book.organizations:
        site = site_of(book_of(name), WORDS, PUBLICATION)
        shared = {download.path for download in site.shared_downloads}
        for download in site.organization_downloads(organization.id):
            assert download.path not in shared
            assert download.make() == files(name)[download.path]
