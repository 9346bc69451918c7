"""A project of one's own, from nothing."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from paths import ROOT

from generator.cli import main
from generator.dataset.assessment import examine
from generator.messages.labels import labels
from generator.new import init
from generator.pages.navigation import navigation
from generator.site import Site


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "zh", *words])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_new_project_passes_the_checks_and_says_that_it_is_an_example(
    here: Path, language: str
) -> None:
    assert run("--lang", language, "init", "project", "--year", "2031").exit_code == 0
    assessment, problems = examine(here / "project/standards", here / "project/results")
    assert problems == ()
    (edition,) = assessment.library.editions
    assert (edition.id, edition.years, edition.illustrative) == ("2031", (2031,), True)
    assert assessment.library.known_organizations.keys() == {"first-branch", "second-branch"}
    texts = [file.read_text("utf-8") for file in (here / "project").rglob("*.y*ml")]
    assert not any("YEAR" in text for text in texts)


def test_a_new_project_has_all_that_it_needs(here: Path) -> None:
    run("init", "project")
    for name in (
        "mkdocs.yml",
        "docs/index.md",
        "standards/README.md",
        "results/README.md",
        "schemas/edition.schema.json",
        "deploy/systemd/scorebook-publish.service",
        "deploy/crontab",
        ".gitignore",
    ):
        assert (here / "project" / name).is_file(), name


def test_the_sample_is_the_whole_sample(here: Path) -> None:
    assert run("init", "project", "--sample").exit_code == 0
    for folder in ("standards", "results", "docs"):
        files = {path.relative_to(ROOT): path for path in (ROOT / folder).rglob("*.*")}
        for name, path in files.items():
            assert (here / "project" / name).read_bytes() == path.read_bytes()


def test_a_folder_that_has_something_in_it_is_left_alone(here: Path) -> None:
    (here / "project").mkdir()
    (here / "project/计划.docx").write_bytes(b"")
    result = run("init", "project")
    assert result.exit_code == 1
    assert "计划.docx" in result.stderr
    assert [path.name for path in (here / "project").iterdir()] == ["计划.docx"]


def test_a_new_repository_is_no_hindrance(here: Path) -> None:
    (here / "project/.git").mkdir(parents=True)
    (here / "project/.DS_Store").write_bytes(b"")
    assert run("init", "project").exit_code == 0


def test_the_starters_say_the_same_in_both_languages() -> None:
    folder = Path(init.__file__).with_name("starter")
    names = [
        sorted(path.relative_to(folder / language) for path in (folder / language).rglob("*"))
        for language in ("zh", "en")
    ]
    assert names[0] == names[1]


@pytest.mark.parametrize("gone", ["results", "results/organizations.yml"])
def test_an_edition_without_organizations_and_results_is_a_whole_site(
    here: Path, gone: str
) -> None:
    run("init", "project")
    path = here / "project" / gone
    if path.is_dir():
        for file in path.iterdir():
            file.unlink()
        path.rmdir()
    else:
        path.unlink()
    assessment, problems = examine(here / "project/standards", here / "project/results")
    assert problems == ()
    site = Site(assessment.book, assessment.cards_of, labels("zh"))
    texts = {page.path: site.render(page).markdown for page in site.pages}
    assert "还没有考核结果" in texts["results/index.md"]
    assert "还没有列出党组织" in texts["organizations/index.md"]
    assert [*site.downloads()]
    assert navigation(assessment.book, labels("zh"))


def test_a_folder_of_results_with_a_name_of_its_own_must_be_there(here: Path) -> None:
    run("init", "project")
    problems = examine(here / "project/standards", here / "project/resluts")[1]
    assert [problem.code for problem in problems] == ["no-folder"]


@pytest.mark.usefixtures("here")
def test_every_problem_is_named_before_something_new_is_made_of_the_data() -> None:
    result = run("new", "edition", "2027")
    assert result.exit_code == 1
    assert "standards:1:1" in result.stdout
