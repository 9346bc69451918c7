"""Approval and audiences together: no tree has what is not approved, drafts are for the staff."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from seeded import Secret, make_project
from test_audience_trees import AUDIENCES, CONFIG, texts

from generator.cli import main

pytestmark = pytest.mark.system
CHANGED, KEPT = "改过而没有批准的话", "环境脏乱没有整理"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "zh", *words])


def first(secrets: list[Secret], kind: str, *states: str) -> Secret:
    return next(one for one in secrets if one.kind == kind and one.state in states)


def test_no_tree_has_what_is_not_approved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = make_project(tmp_path, 3, count=5)
    note, draft = first(secrets, "note", "notice", "final"), first(secrets, "note", "draft")
    edition = tmp_path / "standards/method/edition.yml"
    file = tmp_path / f"results/{note.year}/{note.organization}.yml"
    edition.write_text(edition.read_text("utf-8").replace("混乱的", KEPT), "utf-8")
    other = next(
        one
        for one in secrets
        if (one.kind, one.state) == ("finding", "final") and one.organization != note.organization
    )
    said = tmp_path / f"results/{other.year}/{other.organization}.yml"
    said.write_text(said.read_text("utf-8").replace(other.text, KEPT), "utf-8")
    (tmp_path / "docs").mkdir()
    config = CONFIG.replace("{audiences: ", "{require_approval: true, audiences: ")
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    audiences = AUDIENCES.replace("FIRST", note.organization)
    (tmp_path / "audiences.yml").write_text(audiences, "utf-8")
    monkeypatch.chdir(tmp_path)
    for words in (["--edition", "method"], ["2024"], ["2025"]):
        done = run("approve", *words, "--department", "办公室", "--date", "2026-02-01")
        assert done.exit_code == 0, done.output
    edition.write_text(edition.read_text("utf-8").replace(KEPT, "杂物乱放"), "utf-8")
    file.write_text(file.read_text("utf-8").replace(note.text, CHANGED), "utf-8")
    done = run("publish", "public")
    assert done.exit_code == 0, done.output
    trees = tmp_path / "public/current/trees"
    office, own = texts(trees / "office"), texts(trees / "alone/own" / note.organization)
    public = texts(trees / "public") + texts(trees / "alone/shared")
    assert KEPT in public
    assert CHANGED not in office + own + public
    assert note.text in office
    assert note.text in own
    assert draft.text in office
    assert not [one.text for one in (note, draft) if one.text in public]
    assert "杂物乱放" not in office + own + public
