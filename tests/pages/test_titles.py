"""Titles of the data in the finished HTML of the host, which does not escape them itself."""

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from paths import TINY

CONFIG = """
site_name: 试验
theme: {name: material, language: zh, font: false}
plugins: [scorebook]
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("titles") / "tiny"
    shutil.copytree(TINY, folder)
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    build(load_config(str(folder / "mkdocs.yml")))
    return folder / "site"


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("organizations/first", "甲 <党委>"),
        ("results/2023/first", "甲 <党委> 2023年度成绩单"),
        ("organizations/third", "丙 [支部](x) & 丁"),
        ("standards/2023/clauses/s1", "s1 会议（2023版）"),
    ],
)
def test_a_title_is_text_in_the_finished_page(site: Path, page: str, title: str) -> None:
    html = (site / page / "index.html").read_text("utf-8")
    found = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    assert found is not None
    assert unescape(found[1]) == f"{title} - 试验"
    assert "<党委>" not in html
