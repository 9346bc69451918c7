"""``scorebook approve``, and what is published where approval is required."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from paths import TINY

from generator.cli import main
from generator.dataset.assessment import Assessment, examine
from generator.model.base import Approval

SECOND, FIRST = "results/2024/first.yml", "results/2024/second.yml"
BY = ("--department", "机关党委会", "--date", "2025-02-01", "--document", "机党〔2025〕3号")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The smallest library, of which all but the results of 2024 is approved."""
    for name in ("standards", "results"):
        shutil.copytree(TINY / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    for words in (["--edition", "2023"], ["--edition", "2024"], ["2023"]):
        done = run("approve", *words)
        assert done.exit_code == 0, done.output
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "zh", *words])


def public(folder: Path) -> Assessment:
    """What may be published; nothing is wrong with it."""
    copies = folder / "approved"
    found, problems = examine(folder / "standards", folder / "results", approved=copies)
    assert problems == ()
    return found


def of_year(folder: Path, year: int = 2024) -> set[str]:
    return {card.organization.id for card in public(folder).cards if card.year == year}


def drafts(folder: Path) -> set[str]:
    cards = public(folder).cards
    return {card.organization.id for card in cards if card.result.state == "draft"}


def waiting(folder: Path) -> dict[str, str]:
    found = public(folder).library.waiting
    return {one.path.relative_to(folder).as_posix(): one.why for one in found}


def note(file: Path, text: str) -> None:
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("note:")]
    file.write_text("\n".join([*lines, f"note: {text}", ""]), "utf-8")


def test_what_was_never_approved_is_not_published_and_drafts_are(folder: Path) -> None:
    current = {
        card.organization.id for card in examine(Path("standards"), Path("results"))[0].cards
    }
    assert of_year(folder) == drafts(folder)
    assert FIRST in waiting(folder)
    assert of_year(folder, 2023) <= current
    assert run("check").exit_code == 0


def test_what_is_approved_is_published(folder: Path) -> None:
    done = run("approve", "2024", *BY)
    assert done.exit_code == 0, done.output
    assert waiting(folder) == {}
    card = next(c for c in public(folder).cards_of("second") if c.year == 2024)
    approval = card.result.approved
    assert isinstance(approval, Approval)
    assert (approval.department, approval.document) == ("机关党委会", "机党〔2025〕3号")
    assert f"{approval.date}" == "2025-02-01"


def test_what_changed_since_is_published_as_it_was(folder: Path) -> None:
    run("approve", "2024")
    note(folder / FIRST, "改过")
    assert waiting(folder) == {FIRST: "changed"}
    card = next(c for c in public(folder).cards_of("second") if c.year == 2024)
    assert card.result.note != "改过"
    assert run("approve", "2024", "second").exit_code == 0
    assert waiting(folder) == {}
    card = next(c for c in public(folder).cards_of("second") if c.year == 2024)
    assert card.result.note == "改过"


def test_what_was_removed_since_is_published_as_it_was(folder: Path) -> None:
    run("approve", "2024")
    (folder / FIRST).unlink()
    assert waiting(folder) == {FIRST: "removed"}
    assert "second" in of_year(folder)


def test_an_edition_that_is_not_approved_takes_its_years_with_it(folder: Path) -> None:
    shutil.rmtree(folder / "approved/standards/2024")
    assert waiting(folder)["standards/2024"] == "never"
    assert of_year(folder) == set()
    assert [year.year for year in public(folder).library.years.years] == [2023]  # type: ignore[union-attr]
    done = run("approve", "2024")
    assert done.exit_code == 1
    assert "scorebook approve --edition 2024" in done.stderr


def test_an_edition_that_changed_is_shown_as_it_was(folder: Path) -> None:
    header = folder / "standards/2024/edition.yml"
    text = header.read_text("utf-8")
    header.write_text(text.replace("title: ", "title: 新的", 1), "utf-8")
    assert waiting(folder)["standards/2024"] == "changed"
    title = public(folder).library.editions[-1].title
    assert not title.startswith("新的")


def test_nothing_is_approved_that_has_problems(folder: Path) -> None:
    (folder / SECOND).write_text("status: 3\n", "utf-8")
    assert run("approve", "2024").exit_code == 1
    assert not (folder / "approved/results/2024").exists()


def test_what_waits_is_listed(folder: Path) -> None:
    run("approve", "2024")
    note(folder / FIRST, "改过")
    done = run("approve", "--waiting")
    assert done.output.splitlines() == [
        f"{FIRST}：批准以后改过，发布的仍是批准时的内容",
        "共 1 项等待批准。",
    ]
