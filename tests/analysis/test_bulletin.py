"""The bulletin of a year: each of its sentences against the downloads, and in random years."""

import datetime as dt
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median as exact_median
from typing import Any

import pytest
from bs4 import BeautifulSoup
from msgspec import structs
from rendering import card_of, downloads, site_of

from generator.analysis.rectification import ledger
from generator.analysis.year_change import repeats
from generator.attribution.split import Attribution, attribution
from generator.dataset.assessment import Assessment
from generator.dataset.book import Book
from generator.messages.labels import labels
from generator.model.result import Rectification, Status
from generator.scoring.summary import CardSummary
from generator.site import Site

YEAR, BEFORE = 2024, 2023
PLACE = re.compile(r"[−+]?\d+(?:\.\d+)?")


def sentences(site: Site, year: int) -> list[str]:
    page = next(page for page in site.shared_pages if page.path == f"results/{year}/index.md")
    html = BeautifulSoup(site.render(page).markdown, "html.parser")
    found = html.select_one(".sb-bulletin")
    assert found is not None
    for link in found.select(".sb-more"):
        link.decompose()
    return [item.get_text(" ", strip=True) for item in found.select("li")]


def median(totals: Iterable[Decimal]) -> Decimal:
    """The median as it is published: rounded half up like the totals."""
    return exact_median(totals).quantize(Decimal("0.01"), "ROUND_HALF_UP")


def numbers(sentence: str) -> list[Decimal]:
    return [Decimal(text.replace("−", "-")) for text in PLACE.findall(sentence)]


@pytest.fixture(scope="module")
def public(sample: Assessment) -> Assessment:
    return sample.without_drafts()


@pytest.fixture(scope="module")
def files(public: Assessment) -> Mapping[str, Any]:
    made = downloads(public, labels("zh"))
    return {file.path: json.loads(file.make()) for file in made if file.format == "json"}


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_grades_and_totals_are_those_of_the_download(
    year: int, public: Assessment, files: Mapping[str, Any]
) -> None:
    results = files[f"results/{year}/results-{year}.json"]["results"]
    first, second, *_ = sentences(site_of(public, labels("zh")), year)
    grades = Counter(entry["grade"]["title"] for entry in results if entry["grade"])
    graded = sum(grades.values())
    best = grades["优秀"]
    share = (Decimal(best * 100) / graded).quantize(Decimal("0.1"), "ROUND_HALF_UP")
    others = [grades[title] for title in ("良好", "合格", "基本合格", "不合格") if grades[title]]
    ungraded = [len(results) - graded] if len(results) > graded else []
    assert numbers(first) == [len(results), graded, best, share, *others, *ungraded]
    totals = [Decimal(str(entry["total"])) for entry in results if entry["rank"]]
    assert numbers(second) == [len(totals), median(totals), max(totals), min(totals)]


@pytest.mark.parametrize("year", [2024, 2025])
def test_the_change_is_that_of_the_cards(year: int, public: Assessment) -> None:
    """Each card splits its change in its own way; the bulletin sums up the organizations' half."""
    moved: dict[str, Decimal] = {}
    totals = []
    for card in public.cards:
        before = [
            other for other in public.cards_of(card.organization.id) if other.year < card.year
        ]
        if card.year == year and before and not card.vetoed and not before[-1].vetoed:
            split = attribution(before[-1], card)
            if isinstance(split, Attribution) and not split.between.vetoed:
                moved[card.name] = (card.total or Decimal(0)) - (split.between.total or Decimal(0))
                totals.append((split.between.total or Decimal(0), card.total or Decimal(0)))
    third = sentences(site_of(public, labels("zh")), year)[2]
    was, now = median(pair[0] for pair in totals), median(pair[1] for pair in totals)
    ups, downs = [v for v in moved.values() if v > 0], [v for v in moved.values() if v < 0]
    verdict = [year - 1, abs(now - was), year - 1]
    expected = [*verdict, len(moved), was, now, len(ups), max(ups)]
    assert numbers(third) == [*expected, len(downs), min(downs)]
    for extreme in (max(ups), min(downs)):
        assert any(name in third for name, value in moved.items() if value == extreme)


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_methods_are_those_of_the_download(
    year: int, public: Assessment, files: Mapping[str, Any]
) -> None:
    results = files[f"results/{year}/results-{year}.json"]["results"]
    edition = files[f"standards/{year}/edition-{year}.json"]["edition"]
    ranked = [entry for entry in results if entry["rank"]]
    lacking: dict[str, Decimal] = {
        method["title"]: sum(
            Decimal(str(method["weight"])) * (100 - Decimal(str(entry["raw"][method["id"]]))) / 100
            for entry in ranked
        )
        or Decimal(0)
        for method in edition["methods"]
    }
    worst = max(lacking, key=lacking.__getitem__)
    cent, tenth = Decimal("0.01"), Decimal("0.1")
    mean = (lacking[worst] / len(ranked)).quantize(cent, "ROUND_HALF_UP")
    share = (lacking[worst] * 100 / sum(lacking.values(), Decimal(0))).quantize(
        tenth, "ROUND_HALF_UP"
    )
    fourth = next(s for s in sentences(site_of(public, labels("zh")), year) if "离满分" in s)
    assert worst in fourth
    assert numbers(fourth)[:2] == [mean, share]


def test_overdue_is_judged_at_the_date_of_the_data(public: Assessment) -> None:
    entries = [
        entry for card in public.cards if card.year == 2024 for entry in card.result.rectification
    ]
    as_of = public.book.years[2024].as_of
    late = [e for e in entries if e.state in ("open", "in_progress") and e.deadline < as_of]
    last = sentences(site_of(public, labels("zh")), 2024)[-1]
    assert numbers(last)[3:] == [
        len(entries),
        sum(e.state in ("done", "accepted") for e in entries),
        len(late),
        3,
    ]
    rows = ledger(public.book.by_year[2024], as_of)
    assert [row.days for row in rows] == sorted((row.days for row in rows), reverse=True)


def test_what_is_lost_again_was_lost_in_both_years(public: Assessment) -> None:
    now, before = public.book.by_year[2025], public.book.by_year[2024]
    for row in repeats(now, before):
        for card in row.cards:
            for year in (2024, 2025):
                scored = card_of(public, year, card.organization.id)
                lost = {m.standard.id for s in scored.methods for m in s.marks if m.lost}
                lost |= {case.case.id for case in scored.negative.scores if case.points}
                lost |= {a.adjustment.id for a in scored.adjustments.scores if a.points < 0}
                assert row.clause in lost


def random_year(draw: random.Random, pattern: Sequence[CardSummary]) -> Iterator[CardSummary]:
    """Cards of a year: few or many, equal or not, vetoed, without a grade, a year before or not."""
    size = draw.choice([1, 1, 2, 3, len(pattern)])
    equal, vetoes, drafts = (draw.random() < 0.2 for _ in range(3))
    compared = draw.random() < 0.7
    veto = next(card.holds for card in pattern if any(hold.decides for hold in card.holds))
    for card in pattern[:size]:
        total = Decimal(80) if equal else Decimal(draw.randint(0, 10_000)) / 100
        methods = card.edition.methods
        raw = {m.id: Decimal(80 if equal else draw.randint(0, 110)) for m in methods}
        grade = next(g for g in card.edition.grades if total >= g.cutoff)
        fate = "none" if drafts else draw.choice(["ranked", "ranked", "veto", "none"])
        carried = Decimal(80) if equal else Decimal(draw.randint(0, 10_000)) / 100
        entry = Rectification(
            clause="s01",
            finding="问题",
            measure="措施",
            deadline=dt.date(2025, draw.randint(1, 12), 1),
            state=draw.choice(["open", "in_progress", "done", "accepted"]),
        )
        made = structs.replace(
            card,
            grade=grade,
            by_cutoff=grade,
            calculated=grade,
            total=total,
            raw=raw,
            holds=(),
            decision=None,
            no_grade=None,
            status=(Status(state="final", date=dt.date(2025, 1, 1)),),
            lacking={m.id: (m.weight or Decimal(0)) * (100 - raw[m.id]) / 100 for m in methods},
            carried=carried if compared else None,
            rectification=(entry,) * draw.randint(0, 2),
        )
        if fate == "none":
            made = structs.replace(
                made,
                total=None,
                grade=None,
                by_cutoff=None,
                calculated=None,
                raw={},
                lacking={},
                carried=None,
                no_grade="不评定",
            )
        elif fate == "veto" or vetoes:
            made = structs.replace(made, holds=veto, grade=card.edition.grades[-1], carried=None)
        yield made


CENT = Decimal("0.01")


def check_sentences(cards: Sequence[CardSummary], told: Sequence[str], as_of: dt.date) -> None:
    """Recompute every sentence from the cards by plain loops."""
    rest = list(told)
    ranked = [card for card in cards if card.ranked]
    pairs = [
        (card, card.total, card.carried)
        for card in ranked
        if card.total is not None and card.carried is not None
    ]
    check_grades(cards, rest.pop(0))
    if ranked:
        check_totals([card.total for card in ranked if card.total is not None], rest.pop(0))
    if pairs:
        check_change(
            [(c, t, b) for c, t, b in pairs if t is not None and b is not None], rest.pop(0)
        )
    if ranked:
        check_methods(ranked, rest.pop(0))
    if any(card.rectification for card in cards):
        check_ledger(cards, as_of, rest.pop(0))
    assert rest == []


def check_grades(cards: Sequence[CardSummary], told: str) -> None:
    graded = [card for card in cards if card.grade]
    if not graded:
        assert "均未评定" in told
        return
    best = sum(card.grade is cards[0].edition.grades[0] for card in graded)
    assert numbers(told)[:3] == [len(cards), len(graded), best]
    assert sum(numbers(told)[4:]) == len(cards) - best


def check_totals(totals: Sequence[Decimal], told: str) -> None:
    if len(set(totals)) == 1:
        assert numbers(told) == [len(totals), totals[0]]
    else:
        assert numbers(told) == [len(totals), median(totals), max(totals), min(totals)]


def check_change(pairs: Sequence[tuple[CardSummary, Decimal, Decimal]], told: str) -> None:
    now, was = median(pair[1] for pair in pairs), median(pair[2] for pair in pairs)
    of_median = told.split("。", maxsplit=1)[0]
    assert numbers(of_median)[-3:] == [len(pairs), was, now]
    assert ("年提高" in of_median, "年下降" in of_median) == (now > was, now < was)
    for word, sign in (("升幅最大的是", 1), ("降幅最大的是", -1)):
        moved = {card.name: (total - carried) * sign for card, total, carried in pairs}
        most = max(moved.values())
        assert (word in told) == (most > 0)
        if most > 0:
            names, points = told.split(word)[1].split("（")[:2]
            assert numbers(points)[0] == most * sign
            named = [name for name in moved if name in names]
            assert named
            assert {moved[name] for name in named} == {most}


def check_methods(ranked: Sequence[CardSummary], told: str) -> None:
    means = {
        method.title: sum((c.lacking[method.id] for c in ranked), Decimal(0)) / len(ranked)
        for method in ranked[0].edition.whole.methods
    }
    shown = {title: mean.quantize(CENT, "ROUND_HALF_UP") for title, mean in means.items()}
    most = max(shown.values())
    assert ("离满分最远" in told) == (most > 0)
    assert ("占各种方式" in told) == (most > 0 and min(means.values()) >= 0)
    if most > 0:
        assert numbers(told)[0] == most
        named = {title for title in shown if title in told.split("离满分最远", maxsplit=1)[0]}
        assert named == {title for title, mean in shown.items() if mean == most}


def check_ledger(cards: Sequence[CardSummary], as_of: dt.date, told: str) -> None:
    late = [
        card.organization.id
        for card in cards
        for entry in card.rectification
        if entry.state in ("open", "in_progress") and entry.deadline < as_of
    ]
    assert ("没有逾期" in told) == (not late)
    if late:
        assert numbers(told)[-2:] == [len(late), len(set(late))]


@pytest.mark.parametrize("seeds", [range(8), pytest.param(range(8, 308), marks=pytest.mark.long)])
def test_no_sentence_is_wrong_for_a_random_year(seeds: range, public: Assessment) -> None:
    pattern = [card for card in public.book.by_year[YEAR] if card.state != "draft"]
    past = public.book.by_year[BEFORE]
    as_of = public.book.years[YEAR].as_of
    for seed in seeds:
        cards = tuple(random_year(random.Random(seed), pattern))
        book = Book(
            public.library,
            (*past, *cards),
            {BEFORE: public.book.sums[BEFORE], YEAR: public.book.sums[YEAR]},
            {},
        )
        told = sentences(Site(book, public.cards_of, labels("zh")), YEAR)
        check_sentences(cards, told, as_of)
