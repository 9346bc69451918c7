"""The home page: one's own card in two taps, the newest year in sentences, what is new."""

from bs4 import BeautifulSoup
from rendering import site_of

from generator.dataset.assessment import Assessment
from generator.messages.labels import labels
from generator.pages.directory import news


def home(assessment: Assessment) -> BeautifulSoup:
    site = site_of(assessment.without_drafts(), labels("zh"), searched=True)
    return BeautifulSoup(site.render(site.shared_pages[0]).markdown, "html.parser")


def test_every_latest_card_is_linked_under_its_kind(sample: Assessment) -> None:
    links = {a["href"] for a in home(sample).select("details.sb-own a")}
    book = sample.book
    latest = {f"results/{cards[-1].year}/{id}/" for id, cards in book.by_organization.items()}
    assert latest <= links


def test_ones_own_organization_comes_first(sample: Assessment) -> None:
    page = home(sample)
    places = [page.text.index(words) for words in ("#own", "#headline", "#in-force", "#news")]
    assert places == sorted(places)
    form = page.select_one("form.sb-find")
    assert form is not None
    fields = {str(field["name"]): field.get("value") for field in form.select("input")}
    assert fields == {"kind": "scorecard", "year": "2025", "q": None}


def test_the_headline_is_that_of_the_year(sample: Assessment) -> None:
    site = site_of(sample.without_drafts(), labels("zh"))
    year = next(page for page in site.shared_pages if page.path == "results/2025/index.md")
    of_year = BeautifulSoup(site.render(year).markdown, "html.parser").select(".sb-bulletin li")
    told = [item.text.split("。")[0] for item in home(sample).select(".sb-bulletin li")]
    assert told[:-1] == [of_year[n].text.split("。")[0] for n in (0, 1, -1)]


def test_the_headline_tells_what_is_overdue_of_years_before(sample: Assessment) -> None:
    told = home(sample).select(".sb-bulletin li")[-1]
    years = {year: sample.book.years[year].as_of for year in (2024, 2023)}
    late = {
        year: sum(
            entry.overdue(as_of)
            for card in sample.book.by_year[year]
            for entry in card.rectification
        )
        for year, as_of in years.items()
    }
    links = {f"ledger/{year}/": f"{year}年度{count}项" for year, count in late.items() if count}
    assert links
    assert {str(a["href"]): a.text.partition("（")[0] for a in told.select("a")} == links


def test_what_is_new_counts_the_latest_changes(sample: Assessment) -> None:
    changes = news(sample.without_drafts().book)
    assert [step.date for step in changes] == sorted((s.date for s in changes), reverse=True)
    latest = max(card.status[-1].date for card in sample.book.summaries if card.state != "draft")
    assert changes[0].date == latest


def test_a_change_of_one_result_names_it(sample: Assessment) -> None:
    for step in news(sample.book):
        assert (step.only is not None) == (step.count == 1)
        if step.only:
            assert (step.only.status[-1].date, step.only.state) == (step.date, step.state)
