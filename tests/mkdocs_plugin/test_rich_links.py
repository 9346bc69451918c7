"""Links of rich text to pages of the site: they lead there, or the build says that they do not."""

from pathlib import Path

import pytest
from paths import BASE
from sites import Build, build, copy_guides

OBJECTIONS = "objections: [Write to the office.]"


def built(folder: Path, objection: str) -> Build:
    """A build with one objection."""
    project = folder / "project"
    copy_guides(project, BASE)
    header = project / "standards" / "e1" / "edition.yml"
    text = header.read_text("utf-8")
    assert OBJECTIONS in text
    header.write_text(text.replace(OBJECTIONS, f"objections:\n  - {objection}"), "utf-8")
    return build(project, folder / "site")


def test_a_link_leads_to_its_page_from_wherever_it_stands(tmp_path: Path) -> None:
    done = built(tmp_path, "'[a](guide/objections.md#how) [b](results/2021/north.md)'")
    for page, up in (("standards/e1", "../../"), ("results/2021/south", "../../../")):
        html = (done.site / page / "index.html").read_text("utf-8")
        links = [f'<a href="{up}guide/objections/#how">a</a>']
        links += ['<a href="../north/">b</a>' if "south" in page else f'<a href="{up}results/2021']
        assert [link for link in links if link not in html.replace("&#35;", "#")] == []


@pytest.mark.parametrize("page", ["guide/nowhere.md", "results/2021/nobody.md"])
def test_a_link_to_no_page_ends_the_build_and_is_told_at_its_line(
    tmp_path: Path, page: str
) -> None:
    done = built(tmp_path, f"'See [this]({page}).'")
    assert done.code == 1
    assert "standards/e1/edition.yml:" in done.output
    assert page in done.output
    assert "Traceback" not in done.output
    assert not done.site.exists()
