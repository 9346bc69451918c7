"""What the book of an audience holds."""

from collections import Counter
from dataclasses import replace

import pytest
from msgspec import structs
from rendering import site_of

from generator.audiences.filter import BookFilter, own_organizations
from generator.audiences.model import Audience
from generator.dataset.assessment import Assessment
from generator.dataset.book import Book
from generator.messages.labels import labels
from generator.pages.kinds import page_kind

OWN = frozenset(["rights"])


def book_of(
    whole: Book, own: frozenset[str] = frozenset(), smallest: int = 5, **fields: object
) -> Book:
    audience = Audience.model_validate({"id": "readers", **fields})
    return BookFilter(whole, audience, smallest).book_of(own)


def test_a_partial_book_has_own_results_alone(sample: Assessment) -> None:
    book = book_of(sample.book, OWN, preset="each-organization")
    assert {summary.organization.id for summary in book.summaries} == OWN
    assert [entry.id for entry in book.organizations] == ["rights"]
    assert (book.sums, book.usages, book.links) == ({}, {}, ())
    assert (book.clause_years, book.year_summaries, book.recordings) == ({}, {}, {})


def test_own_ranks_are_those_among_all(sample: Assessment) -> None:
    public = sample.without_drafts().book
    book = book_of(public, OWN, preset="each-organization")
    for year, cards in book.by_year.items():
        whole = public.statistics[year]
        known = {"rights": whole.ranks["rights"]} if cards[0].ranked else {}
        assert book.statistics[year].ranks == known
        assert book.statistics[year].ranked == whole.ranked


def test_a_small_group_has_no_ranks(sample: Assessment) -> None:
    most = max(statistics.ranked for statistics in sample.book.statistics.values())
    book = book_of(sample.book, OWN, most + 1, preset="each-organization")
    assert all(not s.ranks and not s.kind_ranks and not s.ranked for s in book.statistics.values())
    shared = book_of(sample.book, smallest=most + 1, preset="everybody")
    assert all(not granted.rows for granted in shared.scope.granted.values())


def test_where_each_kind_is_ranked_a_small_kind_has_no_ranks(sample: Assessment) -> None:
    cards = [
        structs.replace(s, edition=s.edition.model_copy(update={"ranking": "kind"}))
        for s in sample.without_drafts().book.summaries
    ]
    whole = replace(sample.book, summaries=tuple(cards))
    shared = book_of(whole, smallest=5, preset="everybody")
    for year, granted in shared.scope.granted.items():
        known = Counter(card.kind for card in whole.by_year[year] if card.ranked)
        assert Counter(row.kind for row in granted.rows) == {
            k: n for k, n in known.items() if n > 4
        }
        of_kinds = [[r.rank for r in granted.rows if r.kind == kind] for kind in known]
        assert all(ranks == sorted(ranks) and ranks[:1] in ([], [1]) for ranks in of_kinds)
    small = {card.organization.id for card in cards if card.kind != "branch"}
    own = book_of(whole, frozenset(small), smallest=1000, preset="each-organization")
    assert all(not statistics.ranks for statistics in own.statistics.values())


def test_readers_of_ranks_are_told_no_total(sample: Assessment) -> None:
    shared = book_of(sample.book, preset="everybody")
    rows = [row for granted in shared.scope.granted.values() for row in granted.rows]
    assert rows
    assert all(row.total is None and row.grade is None for row in rows)


def test_readers_of_nothing_are_told_nothing(sample: Assessment) -> None:
    book = book_of(sample.book, OWN, preset="each-organization", others="none", pages=("cards",))
    assert book.scope.granted == {}
    assert all(statistics.ranks == {} for statistics in book.statistics.values())


def test_results_in_other_states_do_not_exist(sample: Assessment) -> None:
    book = book_of(sample.book, preset="staff", states=("final",))
    assert {summary.state for summary in book.summaries} == {"final"}
    whole = [s for s in sample.book.summaries if s.state == "final"]
    assert [s.organization.id for s in book.summaries] == [s.organization.id for s in whole]


def test_no_figure_of_a_hidden_year_is_carried_on(sample: Assessment) -> None:
    whole = sample.book
    carried = next(s for s in whole.summaries if s.carried is not None)
    earlier = [s for s in whole.summaries if s.organization is carried.organization]
    hidden = min(earlier, key=lambda summary: summary.year)
    draft = hidden.status[-1].model_copy(update={"state": "draft"})
    summaries = tuple(
        structs.replace(s, status=(draft,)) if s is hidden else s for s in whole.summaries
    )
    book = book_of(replace(whole, summaries=summaries), preset="staff", states=("final",))
    own = [s for s in book.summaries if s.organization is carried.organization]
    assert all(summary.carried is None for summary in own)


def test_an_organization_sees_those_under_it_at_any_depth(sample: Assessment) -> None:
    audience = Audience.model_validate(
        {"id": "x", "preset": "each-organization", "organizations": "own-and-subordinate"}
    )
    organizations = sample.book.organizations
    for organization in organizations:
        own = own_organizations(audience, organization.id, organizations)
        under = {entry.id for entry in organizations if entry.parent in own}
        assert own == {organization.id} | under


def test_the_id_of_a_hidden_parent_is_absent(sample: Assessment) -> None:
    under = next(entry for entry in sample.book.organizations if entry.parent)
    book = book_of(sample.book, frozenset([under.id]), preset="each-organization")
    assert [entry.parent for entry in book.organizations] == [None]


def test_every_page_has_a_kind(sample: Assessment) -> None:
    site = site_of(sample, labels("zh"), searched=True)
    assert [page.path for page in site.pages if not page_kind(page.path)] == []


@pytest.mark.parametrize("path", ["news/index.md", "results/2025/x/y.md", "standards/2025/new.md"])
def test_a_page_of_an_unknown_kind_is_in_no_tree(path: str) -> None:
    assert page_kind(path) == ""
