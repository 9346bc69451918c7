"""New files from what is there: they pass the checks but for what is still to be filled in."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from paths import ROOT, TESTS

from generator.cli import main
from generator.dataset.assessment import examine
from generator.messages.labels import labels
from generator.new.results import result_files
from generator.problem import Problem
from generator.yaml.loader import read

SCHEMES = [scheme.parent for scheme in sorted((TESTS / "schemes").glob("*/standards"))]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("standards", "results"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "zh", *words])


def problems(folder: Path) -> tuple[Problem, ...]:
    return examine(folder / "standards", folder / "results")[1]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*.yml")}


def test_a_new_edition_says_what_the_last_one_says_and_has_no_problem(folder: Path) -> None:
    assert run("new", "edition", "2027").exit_code == 0
    assert problems(folder) == ()
    last, new = examine(folder / "standards", folder / "results")[0].library.editions[-2:]
    assert (new.id, new.years, new.follows and new.follows.edition) == ("2027", (2027,), "2025")
    assert [c.model_dump() for c in new.negative_cases] == [
        c.model_dump() for c in last.negative_cases
    ]
    assert [s.id for s in new.standards] == [s.id for s in last.standards]


def test_a_new_edition_is_a_draft_also_after_one_that_says_it_is_none(folder: Path) -> None:
    header = folder / "standards/2025/edition.yml"
    header.write_text(header.read_text("utf-8") + "draft: false\n", "utf-8")
    assert run("new", "edition", "2027").exit_code == 0
    assert problems(folder) == ()
    assert examine(folder / "standards", folder / "results")[0].library.editions[-1].draft


def test_every_field_of_a_new_edition_is_commented_once_in_its_file(folder: Path) -> None:
    run("new", "edition", "2027")
    text = (folder / "standards/2027/edition.yml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../schemas/edition.schema.json\n")
    for field in ("title", "years", "follows", "rounding", "grades", "methods", "limits"):
        lines = text.split("\n")
        at = lines.index(next(line for line in lines if line.startswith(f"{field}:")))
        assert lines[at - 1].startswith("# "), field


def test_an_edition_that_exists_is_left_alone(folder: Path) -> None:
    before = files(folder)
    assert run("new", "edition", "2024").exit_code == 1
    assert files(folder) == before


def test_a_new_organization_has_no_problem_and_the_rest_of_the_file_stays(folder: Path) -> None:
    file = folder / "results/organizations.yml"
    before = file.read_text("utf-8")
    words = ("--name", "图书馆党支部", "--kind", "branch", "--parent", "office")
    assert run("new", "organization", "library", *words).exit_code == 0
    assert file.read_text("utf-8").startswith(before.rstrip("\n"))
    assert problems(folder) == ()
    assert run("new", "organization", "library", *words).exit_code == 1


def test_the_results_of_a_new_year_have_only_gaps_to_fill_in(folder: Path) -> None:
    assert run("new", "results", "2026", "--date", "2027-01-05").exit_code == 0
    assert problems(folder) == ()
    found = examine(folder / "standards", folder / "results", gaps=True)[1]
    assert {fault.code for fault in found} == {"not-filled-in"}
    named = {fault.place.file.stem for fault in found}
    assert named == {path.stem for path in (folder / "results/2026").iterdir()}
    assert {fault.place.path[:3] for fault in found} >= {("methods", "self", "level")}


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
def test_the_new_results_of_every_scheme_can_be_read(scheme: Path, tmp_path: Path) -> None:
    library = examine(scheme / "standards", scheme / "results")[0].library
    edition = library.editions[-1]
    date = dt.date(2030, 1, 1)
    for made in result_files(library, edition, edition.years[-1], date, labels("zh")):
        file = tmp_path / made.path.name
        file.write_text(made.text, "utf-8")
        assert read(file).problems == ()
    assert list(tmp_path.iterdir())


def test_results_that_exist_are_not_overwritten(folder: Path) -> None:
    before = files(folder / "results" / "2025")
    result = run("new", "results", "2025")
    assert "没有改动" in result.stderr
    assert files(folder / "results" / "2025") == before


def test_an_id_that_is_none_is_wrong_usage(folder: Path) -> None:
    before = files(folder)
    for id in ("../x", "A B", "图书馆"):
        assert run("new", "edition", id).exit_code == 2
    assert files(folder) == before


def test_nothing_is_made_from_faulty_data(folder: Path) -> None:
    (folder / "results/years.yml").write_text("years: []\n", encoding="utf-8")
    assert run("new", "edition", "2027").exit_code == 1
    assert not (folder / "standards/2027").exists()


@pytest.mark.parametrize(
    "text",
    [
        "kinds: [{id: branch, title: 支部}]\norganizations: [{id: a, name: 甲, kind: branch}]\n",
        "kinds: [{id: branch, title: 支部}]\norganizations: [{id: a, name: 甲, kind: branch},]",
        "kinds: [{id: branch, title: 支部}]\norganizations: [] # 还没有\n",
        "{kinds: [{id: branch, title: 支部}], organizations: []}\n",
        "organizations:\n- id: a\n  name: 甲\n  kind: branch\nkinds:\n- {id: branch, title: 支部}",
        "organizations:\r\n  -   id: a\r\n      name: 甲\r\n      kind: branch\r\n"
        "# 类别\r\nkinds:\r\n  - {id: branch, title: 支部}\r\n",
    ],
)
def test_a_file_of_any_style_is_extended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    run("init", "project")
    monkeypatch.chdir(tmp_path / "project")
    file = Path("results/organizations.yml")
    file.write_bytes(text.encode())
    assert run("new", "organization", "b", "--name", "乙，丙", "--kind", "branch").exit_code == 0
    library = examine(Path.cwd() / "standards", Path.cwd() / "results")[0].library
    assert "b" in library.known_organizations
    written = file.read_bytes()
    assert written.count(b"\r\n") == (written.count(b"\n") if "\r" in text else 0)


@pytest.mark.parametrize(
    ("id", "options"),
    [
        ("", ("--kind", "branch")),
        ("index", ("--kind", "branch")),
        ("library", ("--kind", "党支部")),
        ("library", ("--kind", "branch", "--parent", "nobody")),
    ],
)
def test_what_does_not_exist_and_what_is_reserved_is_refused(
    folder: Path, id: str, options: tuple[str, ...]
) -> None:
    before = files(folder)
    assert run("new", "organization", id, "--name", "图书馆", *options).exit_code == 2
    assert files(folder) == before
