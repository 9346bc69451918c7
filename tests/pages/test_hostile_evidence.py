"""Hostile text in a field that the sample has no use for is text on the page."""

import shutil
from pathlib import Path

from paths import ROOT
from rendering import written

from generator.dataset.assessment import read_assessment
from generator.messages.labels import labels

HOSTILE = "<script>window.ran=1</script>"


def test_the_evidence_of_an_entered_mark_is_escaped(tmp_path: Path) -> None:
    folder = tmp_path / "graders"
    shutil.copytree(ROOT / "tests" / "schemes" / "graders", folder)
    result = folder / "results" / "2024" / "tax.yml"
    text = result.read_text("utf-8").replace("方案完整，缺少应急部分。", f"'{HOSTILE}'")
    result.write_text(text, "utf-8")
    assessment = read_assessment(folder / "standards", folder / "results")
    pages = {page.path: page.markdown for page in written(assessment, labels("zh"))}
    page = pages["results/2024/tax.md"]
    assert "&#60;script&#62;window.ran&#61;1&#60;/script&#62;" in page
    assert "<script>" not in page
