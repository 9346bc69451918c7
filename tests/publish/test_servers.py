"""The configurations of nginx, Caddy and Apache, under the real servers."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from nginx import get
from projects import project, publish
from servers import SERVERS

from generator.policy import HEADER, POLICY

pytestmark = pytest.mark.system
IMMUTABLE = "public, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published site."""
    folder = tmp_path_factory.mktemp("published")
    code, output = publish(project(folder / "project"), folder / "site")
    assert code == 0, output
    return folder / "site" / "current"


@pytest.fixture(scope="module", params=SERVERS)
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, site: Path
) -> Iterator[tuple[int, Path]]:
    """The port where a server serves the site, and the site."""
    folder = tmp_path_factory.mktemp(request.param) / "server"
    with SERVERS[request.param](folder, site) as port:
        yield port, site


PATHS = ("/", "/results/2023/first/", "/assets/scorebook.css", "/nowhere/", "/feed.xml", "/results")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_policy_and_says_how_long_it_keeps(
    served: tuple[int, Path], path: str
) -> None:
    headers = get(served[0], path).headers
    assert headers[HEADER.lower()] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-cache"


def test_pages_and_downloads_come_as_they_are_with_their_type(served: tuple[int, Path]) -> None:
    port, site = served
    for path, file, kind in (
        ("/", "index.html", "text/html"),
        ("/results/2023/", "results/2023/index.html", "text/html"),
        ("/feed.xml", "feed.xml", "application/atom+xml"),
        ("/release.json", "release.json", "application/json"),
        ("/results/2023/results-2023.csv", "results/2023/results-2023.csv", "text/csv"),
    ):
        answer = get(port, path)
        named, _, parameter = answer.headers["content-type"].partition(";")
        assert (answer.status, named) == (200, kind)
        assert parameter.strip().lower() == "charset=utf-8" or kind != "text/html"
        assert answer.body == (site / file).read_bytes()


def test_only_files_named_by_their_content_are_kept_for_good(served: tuple[int, Path]) -> None:
    port, site = served
    for file in (path for path in site.rglob("*") if path.is_file()):
        path = f"/{file.relative_to(site).as_posix()}"
        if path == "/404.html":
            continue
        hashed = re.search(r"/[0-9a-f]{12}/|\.[0-9a-f]{8}\.min\.", path) is not None
        kept = get(port, path).headers["cache-control"]
        assert kept == (IMMUTABLE if hashed else "no-cache"), path


def test_text_is_compressed_for_those_who_ask(served: tuple[int, Path]) -> None:
    port, site = served
    for path in ("/standards/index.html", "/assets/scorebook.css", "/assets/page.js"):
        answer = get(port, path, Accept_Encoding="gzip")
        assert answer.headers["content-encoding"] == "gzip"
        assert gzip.decompress(answer.body) == (site / path[1:]).read_bytes()


def test_the_index_comes_packed_and_undeclared(served: tuple[int, Path]) -> None:
    """The search unpacks it itself: a browser that did so too would break it."""
    port, site = served
    file = next(site.rglob("facets.json.gz"))
    answer = get(port, f"/{file.relative_to(site).as_posix()}", Accept_Encoding="gzip")
    assert "content-encoding" not in answer.headers
    assert answer.body == file.read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere/",
        "/.hidden",
        "/assets/",
        "/assets/search-index/",
        "/assets/nothing.css",
        "/assets/nothing.0123abcd.min.js",
        "/assets/search-index/0123456789ab/facets.json.gz",
    ],
)
def test_what_is_not_there_is_the_page_that_says_so_and_may_come_later(
    served: tuple[int, Path], path: str
) -> None:
    """A folder without an index is not there either."""
    port, site = served
    answer = get(port, path)
    assert answer.status == 404
    assert answer.body == (site / "404.html").read_bytes()
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers[HEADER.lower()] == POLICY


def test_a_page_asked_for_again_is_not_sent_again(served: tuple[int, Path]) -> None:
    port, _ = served
    tag = get(port, "/results/2023/").headers["etag"]
    answer = get(port, "/results/2023/", If_None_Match=tag)
    assert (answer.status, answer.body) == (304, b"")


def test_a_folder_without_its_slash_leads_to_the_page(served: tuple[int, Path]) -> None:
    answer = get(served[0], "/results")
    assert answer.status in (301, 308)
    assert urlsplit(answer.headers["location"]).path == "/results/"
