"""The gates: each refuses what it is there for, and lets a good site through."""

import gzip
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from projects import edit, project, publish

from generator.dataset.assessment import read_assessment
from generator.gates.gate import Case, all_gates
from generator.messages.labels import LANGUAGES, labels
from generator.publish.status import Outcome
from generator.publish.store import Store

CARD = "results/2023/first/first-2023.json"
DRAFT = "results/2024/first"


@pytest.fixture(scope="module")
def case_of_live(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A site that is live, as if it were to be published again."""
    folder = tmp_path_factory.mktemp("gates")
    made = project(folder / "project")
    code, output = publish(made, folder / "site")
    assert code == Outcome.PUBLISHED, output
    live = Store(folder / "site").live_release()
    assert live is not None
    data = read_assessment(made / "standards", made / "results")
    pages, address = live.manifest.pages, "http://127.0.0.1:8000/"
    return Case(live.folder, live.folder, pages, data.library, address, "zh", Decimal(10))


@pytest.fixture
def case(case_of_live: Case, tmp_path: Path) -> Case:
    """The same site in a folder of its own, to be spoilt."""
    shutil.copytree(case_of_live.site, tmp_path / "built")
    return replace(case_of_live, site=tmp_path / "built")


def said(case: Case, gate: str) -> list[str]:
    words = labels("en")
    return [words(f"publish.finding.{one.kind}", **one.facts) for one in all_gates()[gate](case)]


def test_gates_are_found_in_their_modules_in_the_order_of_the_report() -> None:
    assert list(all_gates()) == ["links", "pages", "corrections", "drafts", "search"]


@pytest.mark.parametrize("gate", all_gates())
def test_a_good_site_passes(case_of_live: Case, gate: str) -> None:
    assert said(case_of_live, gate) == []


@pytest.mark.parametrize("gate", all_gates())
def test_a_gate_has_a_rule_and_a_name_in_both_languages(gate: str) -> None:
    assert all_gates()[gate].__doc__
    assert all(labels(language)(f"publish.gate.{gate}") for language in LANGUAGES)


@pytest.mark.parametrize(
    ("link", "finding"),
    [
        ('<a href="../nowhere/">', "dead-link"),
        ('<a href="/organizations/nobody/">', "dead-link"),
        ('<a href="http://127.0.0.1:8000/gone.html">', "dead-link"),
        ('<img src="../../picture.png">', "dead-link"),
        ('<a href="#nothing">', "dead-anchor"),
        ('<a href="../2024/#nothing">', "dead-anchor"),
        ("<a href='../2023/first/#nothing'>", "dead-anchor"),
    ],
)
def test_a_dead_link_is_told_with_its_page(case: Case, link: str, finding: str) -> None:
    page = "results/2023/index.html"
    edit(case.site / page, "</main>", f"{link}x</a></main>")
    found = list(all_gates()["links"](case))
    assert [(one.kind, one.facts["page"]) for one in found] == [(finding, page)]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="https://example.org/nowhere">',
        '<a href="mailto:a@example.org">',
        '<a href="//example.org/x">',
        '<a href="../first/..">',
        '<a href="../2024">',
        '<a href="?year=2023">',
        '<a href="../../assets/scorebook.css?v=1">',
        '<a href="#:~:text=x">',
        '<!-- <a href="nowhere"> -->',
        '<script>"<a href=nowhere>"</script>',
        '<a title="> href=nowhere" href="./">',
    ],
)
def test_what_is_no_dead_link_passes(case: Case, link: str) -> None:
    edit(case.site / "results/2023/index.html", "</main>", f"{link}x</a></main>")
    assert said(case, "links") == []


def test_links_count_from_the_path_of_the_site_on_its_host(case: Case) -> None:
    moved = replace(case, address="http://example.org/base/")
    (case.site / "404.html").unlink()  # its links are whole paths
    for page in case.site.rglob("*.html"):
        page.write_text(page.read_text("utf-8").replace("http://127.0.0.1:8000/", "#"), "utf-8")
    page = case.site / "results/2023/index.html"
    edit(page, "</main>", '<a href="/base/results/"><a href="/other/"><a href="/base/no/"></main>')
    links = [one.facts["link"] for one in all_gates()["links"](moved)]
    assert [link for link in links if not str(link).startswith("#")] == ["/base/no/"]


def test_pages_may_be_lost_up_to_the_share(case: Case) -> None:
    pages = sorted(case.site.rglob("index.html"))
    allowed = case.pages // 10
    for page in pages[:allowed]:
        page.unlink()
    assert said(case, "pages") == []
    pages[allowed].unlink()
    assert said(case, "pages") == ["38 pages after 43: more than 10% are lost"]


def rewritten(case: Case, **fields: object) -> None:
    file = case.site / CARD
    file.write_text(json.dumps(json.loads(file.read_bytes()) | fields), "utf-8")


def correction(of: str, old: object, new: object) -> dict[str, object]:
    return {"of": of, "old": old, "new": new, "date": "2024-02-01", "reason": "x"}


def test_a_final_score_that_changed_in_silence_is_told(case: Case) -> None:
    rewritten(case, total=97)
    assert len(told := said(case, "corrections")) == 1
    assert told[0].startswith("2023 甲 <党委>: the final score changed from 96.25 to 97")


@pytest.mark.parametrize(
    ("entries", "passes"),
    [
        ([correction("total", 96.25, 97)], True),
        ([correction("total", 96.25, 90), correction("total", 90, 97)], True),
        ([correction("total", 95, 97)], False),
        ([correction("total", 96.25, 96)], False),
        ([correction("s1", 96.25, 97)], False),
    ],
)
def test_a_correction_leads_from_the_old_score_to_the_new(
    case: Case, entries: list[object], passes: bool
) -> None:
    rewritten(case, total=97, corrections=entries)
    assert (said(case, "corrections") == []) is passes


def test_a_grade_alone_needs_a_correction_too(case: Case) -> None:
    rewritten(case, grade={"id": "fair", "title": "合格"})
    assert len(said(case, "corrections")) == 1
    rewritten(case, corrections=[correction("grade", "good", "fair")])
    assert said(case, "corrections") == []


@pytest.mark.parametrize("state", ["draft", "notice"])
def test_a_final_result_is_not_withdrawn_in_silence(case: Case, state: str) -> None:
    rewritten(case, state=state, status=[{"state": state, "date": "2024-01-01", "reason": None}])
    assert "was withdrawn" in said(case, "corrections")[0]


def test_a_final_result_does_not_vanish(case: Case) -> None:
    (case.site / CARD).unlink()
    assert "was withdrawn" in said(case, "corrections")[0]


def test_a_result_under_notice_may_change(case: Case) -> None:
    file = case.site / "results/2024/second/second-2024.json"
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {"total": 1}), "utf-8")
    assert said(case, "corrections") == []


def spoilt(case: Case) -> Iterator[Path]:
    """The text of a draft in each kind of file."""
    page = case.site / DRAFT / "index.html"
    edit(page, "</main>", "<p>草稿<b>的</b>&#35805;</p></main>")
    yield page
    card = case.site / DRAFT / "first-2024.json"
    card.write_text(json.dumps({"note": "草稿的话"}, ensure_ascii=False), "utf-8")
    yield card
    shard = next(case.site.rglob("texts/0.json.gz"))
    shard.write_bytes(gzip.compress('["草稿的话"]'.encode()))
    yield shard


def test_the_text_of_a_draft_is_found_in_every_kind_of_file(case: Case) -> None:
    files = {file.relative_to(case.site).as_posix() for file in spoilt(case)}
    found = list(all_gates()["drafts"](case))
    assert {one.facts["page"] for one in found} == files
    assert {one.facts["text"] for one in found} == {"草稿的话"}


def test_the_figures_of_a_draft_are_told(case: Case) -> None:
    file = case.site / DRAFT / "first-2024.json"
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {"total": 1}), "utf-8")
    assert [one.kind for one in all_gates()["drafts"](case)] == ["draft-figures"]


def test_a_site_built_with_drafts_is_refused(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    edit(made / "mkdocs.yml", "[scorebook]", "[scorebook: {drafts: true}]")
    code, output = publish(made, tmp_path / "site")
    assert code == Outcome.GATE
    assert "“草稿的话” from the draft of first for 2024" in output
    code, output = publish(made, tmp_path / "site", "--accept", "drafts")
    assert code == Outcome.PUBLISHED
    assert "drafts (text of drafts): refused, published by consent" in output


def test_a_search_that_misses_an_id_is_told(case: Case) -> None:
    for file in case.site.rglob("terms/*.json.gz"):
        terms = json.loads(gzip.decompress(file.read_bytes()))
        terms.pop("=s1-d1", None)
        file.write_bytes(gzip.compress(json.dumps(terms).encode()))
    assert set(said(case, "search")) == {"the search does not find s1-d1"}


def test_a_search_without_an_index_is_told(case: Case) -> None:
    shutil.rmtree(next(case.site.rglob("terms")))
    assert said(case, "search")[0].startswith("the search index cannot be read")
