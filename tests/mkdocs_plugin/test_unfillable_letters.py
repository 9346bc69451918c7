"""A build whose letters cannot be filled says which template, where, and leaves the old site."""

from pathlib import Path

import pytest
from docx import Document
from paths import TINY
from sites import build, configure, copy_guides

pytestmark = pytest.mark.system
OFFERED = ("drafts: false", "drafts: false\n      letters: letters")
TEMPLATE = "letters/organization/own.docx"


def failing(folder: Path, paragraph: str, *changes: tuple[str, str]) -> str:
    """Build with a template that has one paragraph; returns what the build says."""
    project = folder / "project"
    copy_guides(project, TINY)
    template = project / TEMPLATE
    template.parent.mkdir(parents=True)
    document = Document()
    document.add_paragraph(paragraph)
    document.save(str(template))
    configure(project, [OFFERED, *changes])
    done = build(project, folder / "site")
    assert done.code != 0
    assert not (folder / "site").exists()
    return done.output


def test_a_name_that_no_letter_has_stops_the_build_before_it_begins(tmp_path: Path) -> None:
    said = failing(tmp_path, "{{ card.name }} {{ totl }}")
    assert f"{TEMPLATE}，“{{{{ card.name }}}} {{{{ totl }}}}”：没有“totl”" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("turbo", ["true", "false"])
def test_a_letter_that_cannot_be_filled_stops_it_in_words(tmp_path: Path, turbo: str) -> None:
    """The first letter can be filled, that of an organization without a grade cannot."""
    accelerated = ("letters: letters", f"letters: letters\n      turbo: {turbo}")
    said = failing(tmp_path, "{{ card.grade.title }}", accelerated)
    assert f"{TEMPLATE}，“{{{{ card.grade.title }}}}”" in said
    assert "results/2023/third/organization/own-third-2023.docx" in said
    assert "Traceback" not in said
