"""Many editions: what an edition and a year show does not grow with those that follow."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from many_editions import FIRST, make_editions
from paths import TINY
from rendering import written

from generator.analysis.clause_costs import MOST_YEARS
from generator.dataset.assessment import read_assessment
from generator.messages.labels import labels

FEW, MANY = MOST_YEARS + 2, 2 * MOST_YEARS
CUT = "只列出其中十个年度"


def pages(folder: Path, count: int) -> Mapping[str, str]:
    make_editions(folder, count, TINY, "third")
    assessment = read_assessment(folder / "standards", folder / "results")
    return {page.path: page.markdown for page in written(assessment, labels("zh"))}


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mapping[str, str], Mapping[str, str]]:
    few, many = (pages(tmp_path_factory.mktemp(str(count)), count) for count in (FEW, MANY))
    return few, many


@pytest.mark.parametrize("year", [FIRST, FIRST + FEW - 3])
def test_pages_of_an_edition_and_a_year_stay_as_they_are(
    sizes: tuple[Mapping[str, str], Mapping[str, str]], year: int
) -> None:
    few, many = sizes
    of_year = [path for path in few if path.startswith((f"standards/{year}/", f"results/{year}/"))]
    assert len(of_year) > 10
    assert [path for path in of_year if few[path] != many[path]] == []


def test_a_clause_tells_ten_years_up_to_its_edition(
    sizes: tuple[Mapping[str, str], Mapping[str, str]],
) -> None:
    _, many = sizes
    for edition, first in ((FIRST, FIRST), (FIRST + 14, FIRST + 5), (FIRST + 19, FIRST + 10)):
        page = many[f"standards/{edition}/clauses/s1.md"]
        history = page.partition("#history")[2]
        told = [year for year in range(FIRST, FIRST + MANY) if f">{year}</a></th>" in history]
        assert told == list(range(first, first + MOST_YEARS))
        assert CUT in history


def test_what_a_clause_shows_is_whole_while_it_is_short(tmp_path: Path) -> None:
    page = pages(tmp_path, MOST_YEARS)[f"standards/{FIRST}/clauses/s1.md"]
    assert CUT not in page
    assert f">{FIRST + MOST_YEARS - 1}</a></th>" in page
