"""Each fast function gives the answers of the plain one: a whole site is the same with either.

That stamped pages, and workers, make the same site is shown with MkDocs in tests/mkdocs_plugin.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache

import pytest
from paths import ROOT, TINY

from generator.dataset.assessment import read_assessment
from generator.exports.feed import Publication
from generator.messages.labels import labels
from generator.site import Serving, Site
from generator.tools import PLAIN, Tools
from generator.turbo.tools import FAST

SERVING = Serving(searched=True, publication=Publication("示例", "https://example.org/"))
PROJECTS = {"sample": ROOT, "tiny": TINY}


def files(project: str, tools: Tools) -> Mapping[str, object]:
    """Every page as Markdown, and every download; of a workbook its parts."""
    folder = PROJECTS[project]
    assessment = read_assessment(folder / "standards", folder / "results", tools.read)
    site = Site(assessment.book, assessment.cards_of, labels("zh"), SERVING, tools)
    pages = {page.path: site.render(page).markdown for page in site.pages}
    return pages | {one.path: parts(one.make()) for one in site.downloads()}


def parts(content: bytes) -> object:
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in sorted(archive.namelist())}


@cache
def plain_files(project: str) -> Mapping[str, object]:
    return files(project, PLAIN)


@pytest.mark.parametrize("name", [field.name for field in fields(Tools)])
@pytest.mark.parametrize("project", [pytest.param("sample", marks=pytest.mark.system), "tiny"])
def test_a_site_is_the_same_with_a_fast_function(project: str, name: str) -> None:
    fast = replace(PLAIN, **{name: getattr(FAST, name)})
    assert getattr(fast, name) is not getattr(PLAIN, name)
    made, wanted = files(project, fast), plain_files(project)
    assert [path for path in wanted if made.get(path) != wanted[path]] == []
    assert made.keys() == wanted.keys()
