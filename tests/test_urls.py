"""Permanent paths, and the links from one page to another."""

import pytest

from generator.dataset.assessment import Assessment
from generator.urls import (
    EDITIONS,
    HOME,
    Links,
    aspect_page,
    card_page,
    edition_page,
    list_page,
    locate_clauses,
    organization_page,
    standard_page,
    year_page,
)

CARD = "results/2023/office.md"


def test_the_paths_are_permanent() -> None:
    assert [
        edition_page("2023"),
        list_page("2023", "items"),
        aspect_page("2023", "work"),
        standard_page("2023", "s1"),
        year_page(2023),
        card_page(2023, "office"),
        organization_page("office"),
    ] == [
        "standards/2023/index.md",
        "standards/2023/items.md",
        "standards/2023/aspects/work.md",
        "standards/2023/clauses/s1.md",
        "results/2023/index.md",
        "results/2023/office.md",
        "organizations/office.md",
    ]


@pytest.mark.parametrize(
    ("start", "target", "as_folders", "as_files"),
    [
        (HOME, CARD, "results/2023/office/", "results/2023/office.html"),
        (HOME, EDITIONS, "standards/", "standards/index.html"),
        (HOME, HOME, "./", "index.html"),
        (CARD, HOME, "../../../", "../../index.html"),
        (CARD, year_page(2023), "../", "index.html"),
        (CARD, "results/2023/women.md", "../women/", "women.html"),
        (CARD, organization_page("office"), "../../../organizations/office/", None),
        (year_page(2023), CARD, "office/", "office.html"),
        (year_page(2023), year_page(2024), "../2024/", "../2024/index.html"),
        (standard_page("2023", "s1"), list_page("2023", "items"), "../../items/", "../items.html"),
    ],
)
def test_a_link_is_relative_to_its_page(
    start: str, target: str, as_folders: str, as_files: str | None
) -> None:
    assert Links(start, {}, directories=True).to(target) == as_folders
    if as_files:
        assert Links(start, {}, directories=False).to(target) == as_files


@pytest.mark.parametrize("directories", [True, False])
def test_an_anchor_on_the_same_page_is_a_fragment_only(directories: bool) -> None:
    assert Links(CARD, {}, directories).to(CARD, "total") == "#total"


def test_an_anchor_on_another_page_follows_its_address() -> None:
    target = list_page("2023", "items")
    assert Links(HOME, {}, True).to(target, "i01") == "standards/2023/items/#i01"
    assert Links(HOME, {}, False).to(target, "i01") == "standards/2023/items.html#i01"


def test_every_clause_has_its_page_and_anchor(tiny: Assessment) -> None:
    found = locate_clauses(tiny.library.editions)["2023"]
    assert found == {
        "work": ("standards/2023/aspects/work.md", ""),
        "study": ("standards/2023/aspects/study.md", ""),
        "s1": ("standards/2023/clauses/s1.md", ""),
        "s2": ("standards/2023/clauses/s2.md", ""),
        "s3": ("standards/2023/clauses/s3.md", ""),
        **{id: ("standards/2023/clauses/s1.md", id) for id in ("s1-b1", "s1-d1", "s1-d2", "s1-d3")},
        **{id: ("standards/2023/items.md", id) for id in ("i1", "i2", "i3")},
        **{id: ("standards/2023/adjustments.md", id) for id in ("a1", "a2")},
        **{id: ("standards/2023/negative-list.md", id) for id in ("n1", "n2")},
    }


def test_a_clause_is_linked_in_its_own_edition(tiny: Assessment) -> None:
    earlier, later = tiny.library.editions
    links = Links(CARD, locate_clauses(tiny.library.editions))
    assert links.clause(earlier, "s1-d1") == "../../../standards/2023/clauses/s1/#s1-d1"
    assert links.clause(later, "n3") == "../../../standards/2024/negative-list/#n3"
    with pytest.raises(KeyError):
        links.clause(later, "s3")
