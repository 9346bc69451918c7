"""What ``scorebook publish`` shows of a project that requires approval."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from projects import edit, project

from generator.cli import main

pytestmark = pytest.mark.system
RESULT = "results/2024/second.yml"


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that requires approval, of which all is approved."""
    folder = project(tmp_path / "project")
    edit(folder / "mkdocs.yml", "[scorebook]", "[{scorebook: {require_approval: true}}]")
    monkeypatch.chdir(folder)
    for words in (["--edition", "2023"], ["--edition", "2024"], ["2023"], ["2024"]):
        by = ["--department", "机关党委会", "--date", "2025-02-01"]
        assert run("approve", *words, *by).exit_code == 0
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "zh", *words])


def test_what_is_not_approved_waits_and_all_else_goes_out(made: Path) -> None:
    site, card = made.parent / "site", "current/results/2024/second/index.html"
    assert run("publish", str(site)).exit_code == 0
    assert '<p class="sb-note">机关党委会<time' in (site / card).read_text("utf-8")
    file = made / RESULT
    file.write_text(file.read_text("utf-8").replace("机关党委会", "别的部门"), "utf-8")
    (made / "docs/guide/score.md").write_text("# 计分\n\n新的一句。\n", "utf-8")
    done = run("publish", str(site))
    assert done.exit_code == 0, done.output
    assert f"{RESULT}：批准以后改过" in (site / "report.txt").read_text("utf-8")
    assert '<p class="sb-note">机关党委会<time' in (site / card).read_text("utf-8")
    guide = site / "current/guide/score/index.html"
    assert "新的一句" in guide.read_text("utf-8")
    assert run("approve", "2024").exit_code == 0
    assert run("publish", str(site)).exit_code == 0
    assert '<p class="sb-note">别的部门<time' in (site / card).read_text("utf-8")
    assert run("publish", str(site)).exit_code == 10
