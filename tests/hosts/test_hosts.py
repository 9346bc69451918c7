"""The hosts that may follow MkDocs and its theme build the same pages.

``make hosts`` puts each into a folder of its own, since mkdocs-ng has the package of MkDocs and
MaterialX that of the theme. A build that finds the folder first uses them in place of these.
"""

import os
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from paths import ROOT
from selectolax.lexbor import LexborHTMLParser
from sites import Build, build_once, content, parts

pytestmark = pytest.mark.system
HOSTS = ROOT / ".venv" / "hosts"
BUILDER = re.compile(rb'<meta name="generator" content="[^"]*">')


def modules(name: str) -> str:
    """Where Python looks for modules: those of a host come first."""
    folder = HOSTS / name
    if not folder.is_dir():
        pytest.skip(f"{name} is not there: make hosts fetches it")
    return os.pathsep.join([str(folder), str(ROOT)])


def generated(folder: Path) -> dict[str, bytes]:
    """The files of a site without those of the theme and the maps, which name its files."""
    theme = ("assets/javascripts/", "assets/stylesheets/", "assets/images/", "sitemap.xml")
    return {
        path: file for path, file in parts(content(folder)).items() if not path.startswith(theme)
    }


def article(html: bytes, address: str) -> tuple[str, list[str]]:
    """The text of a page without what the theme puts around it, and where its links lead."""
    found = LexborHTMLParser(html.decode()).css_first("article")
    assert found is not None, address
    for button in found.css(".md-content__button, .headerlink"):
        button.decompose()
    links = [urljoin(address, str(link.attributes["href"])) for link in found.css("a[href]")]
    return " ".join(found.text().split()), links


def test_mkdocs_ng_builds_the_same_bytes(sample_site: Build, tmp_path: Path) -> None:
    other = build_once(tmp_path, PYTHONPATH=modules("mkdocs-ng"))
    assert other.code == 0, other.output
    ours, theirs = content(sample_site.site), content(other.site)
    assert ours.keys() == theirs.keys()
    changed = [
        path for path in ours if BUILDER.sub(b"", ours[path]) != BUILDER.sub(b"", theirs[path])
    ]
    assert changed == []
    assert ours["index.html"] != theirs["index.html"]  # it was another builder


def test_materialx_builds_the_same_texts_links_and_downloads(
    sample_site: Build, tmp_path: Path
) -> None:
    renamed = [("  name: material\n", "  name: materialx\n")]
    other = build_once(tmp_path, changes=renamed, PYTHONPATH=modules("mkdocs-materialx"))
    assert other.code == 0, other.output
    ours, theirs = generated(sample_site.site), generated(other.site)
    assert ours.keys() == theirs.keys()
    pages = {path for path in ours if path.endswith(".html") and path != "404.html"}
    assert len(pages) > 200
    for path in pages:
        assert article(ours[path], path) == article(theirs[path], path), path
    others = ours.keys() - pages - {"404.html"}
    assert [path for path in sorted(others) if ours[path] != theirs[path]] == []
