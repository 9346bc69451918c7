"""``mkdocs serve``: the same site, made as it is asked for, and changes seen within a second."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest
from built import DAY, ROOT, Sites, built, copied_project

PAGES = (
    *("", "standards/2025/", "standards/2025/items/", "standards/2025/clauses/s01/"),
    *("results/2024/", "results/2024/office/", "organizations/office/", "guide/rules/", "search/"),
)
FILES = (
    *("results/2024/office/office-2024.json", "results/2024/office/office-2024.xlsx"),
    *("results/2024/results-2024.csv", "schemas/scorecard.schema.json", "assets/scorebook.css"),
)
NOTE = "中秋节前的廉洁提醒没有覆盖全体党员"


@dataclass(frozen=True)
class Server:
    """A running server: its project and its address."""

    project: Path
    url: str

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"{self.url}{path}", timeout=60) as answer:
            content: bytes = answer.read()
        return content


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    project = copied_project(tmp_path_factory.mktemp("serve") / "project")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"],
        cwd=project,
        env={**os.environ, **DAY, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    running = Server(project, f"http://127.0.0.1:{port}/")
    try:
        _wait(running)
        yield running
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(server: Server) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            server.get("assets/scorebook.css")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server does not answer")


def _plain(html: bytes, url: str) -> bytes:
    """A page without the server's script, with the address of the built site."""
    html = re.sub(rb"<script>(?:(?!</script>).)*livereload.*?</script>", b"", html, flags=re.DOTALL)
    return html.replace(url.encode(), b"http://127.0.0.1:8000/")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_one_of_a_build(server: Server, path: str) -> None:
    sites: Sites = built()
    served = _plain(server.get(path), server.url)
    assert served == (sites.folders["site"] / path / "index.html").read_bytes()


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_the_one_of_a_build(server: Server, path: str) -> None:
    sites: Sites = built()
    wanted = (sites.folders["site"] / path).read_bytes()
    assert server.get(path).replace(server.url.encode(), b"http://127.0.0.1:8000/") == wanted


def test_the_search_index_is_made_when_it_is_asked_for(server: Server) -> None:
    folder = built().folders["site"] / "assets" / "search-index"
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    for name in (file.relative_to(folder).as_posix() for file in files[:3]):
        assert server.get(f"assets/search-index/{name}") == (folder / name).read_bytes()


def test_what_no_page_is_stays_missing(server: Server) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        server.get("results/2024/nobody/")


def test_a_change_of_a_data_file_is_in_the_browser_within_a_second(server: Server) -> None:
    """The browser waits at the address that the server's script gives it; the median of five."""
    file = server.project / "results" / "2024" / "office.yml"
    text = file.read_text("utf-8")
    assert NOTE in text
    times = []
    for n in range(5):
        page = server.get("results/2024/office/").decode()
        found = re.search(r"livereload\((\d+), (\d+)\)", page)
        assert found
        begun = time.perf_counter()
        file.write_text(text.replace(NOTE, f"{NOTE}，第{n}次"), encoding="utf-8")
        server.get(f"livereload/{found[1]}/{found[2]}")
        assert f"第{n}次" in server.get("results/2024/office/").decode()
        times.append(time.perf_counter() - begun)
    assert median(times) <= 1.0, times
