"""Hostile text in a field that the sample has no use for is text on the page."""

import shutil
from pathlib import Path

from paths import ROOT
from rendering import written

from generator.dataset.assessment import read_assessment
from generator.messages.labels import labels

HOSTILE = "<script>window.ran=1</script>"


ESCAPED = "&#60;script&#62;window.ran&#61;1&#60;/script&#62;"


def pages_with(folder: Path, scheme: str, file: str, text: str) -> dict[str, str]:
    """The pages of a scheme in one file of which a text is hostile."""
    shutil.copytree(ROOT / "tests" / "schemes" / scheme, folder)
    changed = (folder / file).read_text("utf-8").replace(text, f"'{HOSTILE}'", 1)
    (folder / file).write_text(changed, "utf-8")
    assessment = read_assessment(folder / "standards", folder / "results")
    return {page.path: page.markdown for page in written(assessment, labels("zh"))}


def test_the_reason_of_a_period_that_was_not_is_escaped(tmp_path: Path) -> None:
    pages = pages_with(tmp_path / "data", "quarters", "results/2024/digital.yml", "7月成立")
    assert ESCAPED in pages["results/2024/digital.md"]
    assert "<script>" not in "".join(pages.values())


def test_the_title_of_a_group_is_escaped(tmp_path: Path) -> None:
    pages = pages_with(tmp_path / "data", "joint", "standards/2024/edition.yml", "表彰奖励")
    assert ESCAPED in "".join(pages.values())
    assert "<script>" not in "".join(pages.values())


def test_the_evidence_of_an_entered_mark_is_escaped(tmp_path: Path) -> None:
    evidence = "方案完整，缺少应急部分。"
    page = pages_with(tmp_path / "data", "graders", "results/2024/tax.yml", evidence)[
        "results/2024/tax.md"
    ]
    assert ESCAPED in page
    assert "<script>" not in page
