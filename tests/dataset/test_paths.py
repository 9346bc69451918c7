"""Ids become paths: no page lies outside the site, and none hides another."""

import re
import shutil
from pathlib import Path, PurePosixPath

import pytest
from paths import BASE
from rendering import written

from generator.dataset.assessment import Assessment, examine, read_assessment
from generator.messages.labels import labels

SHAPE = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*/)*[a-z0-9]+(-[a-z0-9]+)*\.md")
DEVICES = {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(10)}
HOSTILE = (
    *("..", ".", "../x", "a/../../x", "/etc/x", "a/b", r"a\b", r"..\x", "c:x", "%2e%2e"),
    *("X", "Ab", "a.b", "a.", " a", "a ", "-a", "a-", "a--b", "a_b", "~a", "a\n", "甲", "ａ", "ı"),
    *("con", "aux", "com1", "lpt9", "nul", "index"),
)


@pytest.fixture(scope="module")
def books(sample: Assessment) -> tuple[Assessment, Assessment]:
    return sample, read_assessment(BASE / "standards", BASE / "results")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "base"))


@pytest.mark.parametrize("directories", [True, False])
def test_every_page_lies_inside_the_site_under_a_name_for_every_system(
    books: tuple[Assessment, Assessment], directories: bool
) -> None:
    for book in books:
        paths = [page.path for page in written(book, labels("zh"), directories=directories)]
        assert [path for path in paths if not SHAPE.fullmatch(path)] == []
        stems = {PurePosixPath(part).stem for path in paths for part in path.split("/")}
        assert stems & DEVICES == set()
        assert len({path.casefold() for path in paths}) == len(paths)


@pytest.mark.parametrize("id", HOSTILE)
@pytest.mark.parametrize(
    ("file", "entry"),
    [
        ("results/organizations.yml", "organizations:\n  - {id: %s, name: New, kind: branch}\n"),
        ("standards/e1/more.yml", "aspects:\n  - {id: %s, title: New}\n"),
        (
            "standards/e1/more.yml",
            "standards:\n  - {id: %s, aspect: conduct, title: New, points: 0}\n",
        ),
    ],
)
def test_an_id_that_is_no_name_for_a_page_is_told(
    folder: Path, id: str, file: str, entry: str
) -> None:
    quoted = '"' + id.replace("\\", "\\\\").replace("\n", "\\n") + '"'
    place, text = folder / file, entry % quoted
    if place.exists():
        text = place.read_text("utf-8").replace("organizations:\n", text)
    place.write_text(text, "utf-8")
    _, problems = examine(folder / "standards", folder / "results")
    assert {"bad-id", "reserved-id", "organization-id", "empty-text"} & {p.code for p in problems}


@pytest.mark.parametrize("name", ["A", "a.b", "a_b", "-a", "甲", "a b", "north.", "com¹"])
@pytest.mark.parametrize("folder_of", ["standards/e1", "results/2021"])
def test_a_file_whose_name_is_no_id_is_told(folder: Path, name: str, folder_of: str) -> None:
    shutil.copy(folder / "results" / "2021" / "north.yml", folder / folder_of / f"{name}.yml")
    _, problems = examine(folder / "standards", folder / "results")
    assert "stray-file" in {problem.code for problem in problems}


@pytest.mark.parametrize("name", ["20211", "2021a", "21", "２０２１"])
def test_a_folder_that_is_no_year_is_told(folder: Path, name: str) -> None:
    shutil.copytree(folder / "results" / "2021", folder / "results" / name)
    _, problems = examine(folder / "standards", folder / "results")
    assert "stray-file" in {problem.code for problem in problems}
