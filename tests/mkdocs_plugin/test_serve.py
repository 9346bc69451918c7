"""``mkdocs serve``: the same site, made as it is asked for, and changes are shown.

How soon they are is measured by ``make bench``.
"""

import re
import urllib.error
from collections.abc import Iterator

import pytest
from serving import Server, serving
from sites import Build, copy_sample

PAGES = (
    *("", "standards/2025/", "standards/2025/items/", "standards/2025/clauses/s01/"),
    *("results/2024/", "results/2024/office/", "organizations/office/", "guide/rules/", "search/"),
)
FILES = (
    *("results/2024/office/office-2024.json", "results/2024/office/office-2024.xlsx"),
    *("results/2024/results-2024.csv", "schemas/scorecard.schema.json", "assets/scorebook.css"),
)
NOTE = "中秋节前的廉洁提醒没有覆盖全体党员"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    project = tmp_path_factory.mktemp("serve") / "project"
    copy_sample(project)
    with serving(project) as running:
        yield running


def _plain(html: bytes, url: str) -> bytes:
    """A page without the server's script, with the address of the built site."""
    html = re.sub(rb"<script>(?:(?!</script>).)*livereload.*?</script>", b"", html, flags=re.DOTALL)
    return html.replace(url.encode(), b"http://127.0.0.1:8000/")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_one_of_a_build(server: Server, sample_site: Build, path: str) -> None:
    served = _plain(server.get(path), server.url)
    assert served == (sample_site.site / path / "index.html").read_bytes()


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_the_one_of_a_build(server: Server, sample_site: Build, path: str) -> None:
    wanted = (sample_site.site / path).read_bytes()
    assert server.get(path).replace(server.url.encode(), b"http://127.0.0.1:8000/") == wanted


def test_the_search_index_is_made_when_it_is_asked_for(server: Server, sample_site: Build) -> None:
    folder = sample_site.site / "assets" / "search-index"
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    for name in (file.relative_to(folder).as_posix() for file in files[:3]):
        assert server.get(f"assets/search-index/{name}") == (folder / name).read_bytes()


def test_what_no_page_is_stays_missing(server: Server) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        server.get("results/2024/nobody/")


def test_a_change_of_a_data_file_is_shown(server: Server) -> None:
    file = server.project / "results" / "2024" / "office.yml"
    text = file.read_text("utf-8")
    assert NOTE in text
    page = server.get("results/2024/office/")
    file.write_text(text.replace(NOTE, f"{NOTE}，再次"), encoding="utf-8")
    server.wait_for_change(page)
    assert f"{NOTE}，再次" in server.get("results/2024/office/").decode()
