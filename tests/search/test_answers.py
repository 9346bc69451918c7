"""Everyday words lead to places that the site has."""

import json
from itertools import chain

import pytest

from generator.dataset.assessment import Assessment
from generator.messages.labels import LANGUAGES, labels
from generator.search.words import words
from generator.site import INDEX, Serving, Site
from generator.urls import destination


def answers(site: Site) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(site.search_index((), ())[f"{INDEX}/index.json"])[
        "answers"
    ]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("data", ["sample", "tiny", "deductions"])
def test_an_answer_leads_to_a_place_that_the_site_has(
    data: str, language: str, request: pytest.FixtureRequest
) -> None:
    assessment: Assessment = request.getfixturevalue(data)
    shown = assessment.without_drafts()
    site = Site(shown.book, shown.cards_of, labels(language), Serving(searched=True))
    pages = {destination(page.path, directories=True): page for page in site.pages}
    found = answers(site)
    assert {"costs", "ranking", "dates", "calculation", "grades", "rectification"} <= {
        name
        for name, a in labels(language).section("answers").items()
        if a["title"] in {answer["title"] for answer in found}
    }
    for answer in found:
        path, _, anchor = answer["address"].partition("#")
        page = site.render(pages[f"{path}index.html"])
        assert not anchor or f'id="{anchor}"' in page.markdown or f"#{anchor} " in page.markdown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_leads_to_one_answer(language: str) -> None:
    listed = [answer["words"] for answer in labels(language).section("answers").values()]
    cut = [tuple(words(str(word))) for word in chain.from_iterable(listed)]
    assert all(cut)
    assert len(cut) == len(set(cut))
