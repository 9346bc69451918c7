"""The real build: it works, it repeats itself, and it never takes a good site down.

ProperDocs builds the same site, byte for byte, but for the name of the builder in one tag of
every HTML page: ``<meta name="generator" content="mkdocs-1.6.1, …">`` against
``content="mkdocs-ProperDocs 1.6.7, …"``. That tag alone is left out of the comparison.
"""

import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sites import Build, build, build_once, content, copy_sample, differing

BUILDER = re.compile(rb'<meta name="generator" content="[^"]*">')


def test_the_sample_site_builds_without_a_warning(sample_site: Build) -> None:
    assert sample_site.code == 0, sample_site.output
    assert "WARNING -" not in sample_site.output
    assert len(list(sample_site.site.rglob("*.html"))) > 200


def test_pages_written_by_hand_show_no_marks_of_markdown(sample_site: Build) -> None:
    """Such as a block of code in a list, of which Markdown makes headings."""
    pages = sorted((sample_site.site / "guide").rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        article = BeautifulSoup(page.read_text("utf-8"), "html.parser").article
        assert article is not None
        assert len(article("h1")) == 1, page
        for code in article(["pre", "code"]):
            code.decompose()
        assert not re.search(r"```|\{: ?[#.]|\*\*|\]\(", article.get_text()), page


@pytest.mark.system
def test_two_builds_are_the_same_to_the_byte(sample_site: Build, tmp_path: Path) -> None:
    """Whatever the seed of hashes and the time zone."""
    again = build_once(tmp_path, PYTHONHASHSEED="2", TZ="Asia/Shanghai")
    assert again.code == 0, again.output
    assert differing(sample_site.site, again.site) == []


def test_the_foot_of_a_page_names_the_newest_day_of_the_data(sample_site: Build) -> None:
    """Whatever day the one who builds asks for; the sample is built as of the first of 2025."""
    page = (sample_site.site / "index.html").read_text("utf-8")
    assert "数据截至2026年2月4日" in page.partition('<footer class="md-footer">')[2]


@pytest.mark.system
def test_properdocs_builds_the_same_site(sample_site: Build, tmp_path: Path) -> None:
    other = build_once(tmp_path, builder="properdocs")
    assert other.code == 0, other.output
    ours, theirs = content(sample_site.site), content(other.site)
    assert ours.keys() == theirs.keys()
    changed = {name for name in ours if ours[name] != theirs[name]}
    assert changed == {name for name in ours if name.endswith(".html")}
    for name in changed:
        assert len(BUILDER.findall(ours[name])) == 1
        assert BUILDER.sub(b"", ours[name]) == BUILDER.sub(b"", theirs[name])


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("standards/2023/adjustments.yml", "adjustments: []\naspects: [{id: zz, titel: x}]\n"),
        ("results/2024/audit.yml", "# nothing\nstatus:\n  - {state: finale, date: 2025-01-20}\n"),
    ],
)
def test_a_broken_file_stops_the_build_and_leaves_the_old_site(
    sample_site: Build, tmp_path: Path, file: str, text: str
) -> None:
    project, site = tmp_path / "project", tmp_path / "site"
    copy_sample(project)
    (project / file).write_text(text, encoding="utf-8")
    shutil.copytree(sample_site.site, site)
    done = build(project, site)
    assert done.code == 1
    assert re.search(rf"^{re.escape(file)}:[23]:\d+: ", done.output, re.MULTILINE), done.output
    assert "Traceback" not in done.output
    assert differing(site, sample_site.site) == []


@pytest.mark.parametrize("name", ["standards/index.md", "results/2024/office/office-2024.csv"])
def test_a_file_written_by_hand_is_not_hidden(
    sample_site: Build, tmp_path: Path, name: str
) -> None:
    project, site = tmp_path / "project", tmp_path / "site"
    copy_sample(project)
    file = project / "docs" / name
    file.parent.mkdir(parents=True)
    file.write_text("# Mine\n", encoding="utf-8")
    shutil.copytree(sample_site.site, site)
    done = build(project, site)
    assert done.code == 1
    assert name in done.output
    assert differing(site, sample_site.site) == []
