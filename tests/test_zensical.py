"""``scorebook write`` gives what Zensical builds without a complaint, and no link of it is dead."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from paths import ROOT, TINY

from generator.cli import main

pytestmark = pytest.mark.system
ADDRESS = "http://127.0.0.1:8000/"
CONFIGURATION = f"""
site_name: 考核
site_url: {ADDRESS}
use_directory_urls: false
theme: {{name: material, language: zh, font: false}}
markdown_extensions: [admonition, attr_list, tables, toc]
"""
"""As the guide for maintainers gives it."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    program = Path(sys.executable).with_name("zensical")
    if not program.is_file():
        pytest.skip("Zensical is not installed")
    project = tmp_path_factory.mktemp("zensical")
    shutil.copytree(ROOT / "docs", project / "docs")
    folders = ["--standards", str(TINY / "standards"), "--results", str(TINY / "results")]
    command = [*folders, "--lang", "zh", "write", "--no-directory-urls", str(project / "docs")]
    written = CliRunner().invoke(main, command)
    assert written.exit_code == 0, written.output
    (project / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    command = [str(program), "build", "--strict"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No issues found" in done.stdout + done.stderr
    return project / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> Mapping[str, BeautifulSoup]:
    """The pages by their addresses."""
    return {
        ADDRESS + file.relative_to(site).as_posix(): BeautifulSoup(
            file.read_text("utf-8"), "html.parser"
        )
        for file in sorted(site.rglob("*.html"))
    }


def test_every_page_is_built(pages: Mapping[str, BeautifulSoup]) -> None:
    written = {"results/2024/second.html", "standards/2024/clauses/s4.html", "index.html"}
    assert {ADDRESS + path for path in written} <= pages.keys()


def test_no_link_in_a_page_is_dead(site: Path, pages: Mapping[str, BeautifulSoup]) -> None:
    links = {
        urljoin(address, str(link["href"]))
        for address, page in pages.items()
        for link in page.select("article a[href]")
    }
    own = {link for link in links if link.startswith(ADDRESS)}
    assert len(own) > 100
    assert {link for link in own if not leads_somewhere(link, site, pages)} == set()


def leads_somewhere(link: str, site: Path, pages: Mapping[str, BeautifulSoup]) -> bool:
    path, _, anchor = link.partition("#")
    if path not in pages:
        return (site / unquote(urlsplit(path).path).removeprefix("/")).is_file()
    return not anchor or pages[path].find(id=unquote(anchor)) is not None
