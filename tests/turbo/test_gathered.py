"""What several processes read together is the book that one would read alone."""

import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from generator.analysis.usage import AdjustmentUse, CaseUse, MarkUse
from generator.dataset.book import Book, read_book
from generator.exports import downloads
from generator.messages.labels import labels
from generator.pages import pages
from generator.pages.standing import peers
from generator.scoring.card import AdjustmentScore, CaseScore, Mark, Outline
from generator.search.records import card_records
from generator.site import Serving, Site, without_drafts
from generator.turbo.shares import gathered as gathering
from generator.turbo.shares.gathered import Gathered, gathered, parted
from generator.turbo.shares.share import Outfit
from generator.turbo.shares.team import MemberFailed, Team
from generator.urls import organization_page

ROOT = Path(__file__).parents[2]
OUTFIT = Outfit("zh", Serving(), None, drafts=False)
WORDS = labels("zh")


@pytest.fixture(autouse=True)
def _always_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "_WORTH_IT", 0)
    monkeypatch.setattr(gathering, "cores", lambda: 3)


@pytest.fixture(scope="module")
def alone() -> Book:
    return read_book(ROOT / "standards", ROOT / "results")


@pytest.fixture
def together() -> Iterator[Gathered]:
    found = gathered(ROOT / "standards", ROOT / "results", OUTFIT)
    assert found is not None
    with found.team:
        yield found


def test_all_cards_are_there_in_their_order(alone: Book, together: Gathered) -> None:
    assert [(card.year, card.organization.id) for card in together.book.cards] == [
        (card.year, card.organization.id) for card in alone.cards
    ]
    assert all(isinstance(card, Outline) for card in together.book.cards)


def test_quotas_are_applied(alone: Book, together: Gathered) -> None:
    shown = without_drafts(alone)
    assert any(hold.quota for card in shown.cards for hold in card.holds)
    assert [(card.grade, card.holds) for card in together.book.cards] == [
        (card.grade, card.holds) for card in shown.cards
    ]


def test_places_and_medians_are_those_of_all(alone: Book, together: Gathered) -> None:
    for year, cards in without_drafts(alone).by_year.items():
        mine, theirs = peers(cards), peers(together.book.by_year[year])
        assert replace(theirs, cards=()) == replace(mine, cards=())


def test_what_clauses_cost_is_summed(alone: Book, together: Gathered) -> None:
    assert together.book.clause_years == without_drafts(alone).clause_years


def test_uses_of_clauses_are_brought_together(alone: Book, together: Gathered) -> None:
    shown = without_drafts(alone)
    for edition in shown.library.editions:
        mine, theirs = shown.uses(edition), together.book.uses(edition)
        for name in ("marks", "cases", "adjustments"):
            counts = [
                {id: (one.count, [use.card.name for use in one.shown]) for id, one in some.items()}
                for some in (getattr(mine, name), getattr(theirs, name))
            ]
            assert counts[0] == counts[1]
            told = [
                {id: list(map(_recorded, one.shown)) for id, one in some.items()}
                for some in (getattr(mine, name), getattr(theirs, name))
            ]
            assert told[0] == told[1]


def _recorded(use: MarkUse | CaseUse | AdjustmentUse) -> Mark | CaseScore | AdjustmentScore:
    return use.mark if isinstance(use, MarkUse) else use.score


def test_each_link_to_a_page_is_told_once(tmp_path: Path) -> None:
    for name in ("standards", "results"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for file in ("standards/2024/edition.yml", "results/years.yml", "results/2024/office.yml"):
        text = (tmp_path / file).read_text("utf-8")
        linked = re.sub(r"\bnote: [^}\n]*", 'note: "见[指南](guide/using.md)。"', text, count=1)
        assert linked != text
        (tmp_path / file).write_text(linked, encoding="utf-8")
    alone = read_book(tmp_path / "standards", tmp_path / "results")
    found = gathered(tmp_path / "standards", tmp_path / "results", OUTFIT)
    assert found is not None
    with found.team:
        told = sorted(map(str, found.book.links_to_pages()))
    assert told == sorted(map(str, alone.links_to_pages()))
    assert len(told) == 3


def test_records_are_those_of_the_cards(alone: Book, together: Gathered) -> None:
    mine = sorted(card_records(without_drafts(alone).cards, WORDS), key=lambda one: one.rank)
    assert sorted(together.records(), key=lambda one: one.rank) == mine


def test_pages_of_organizations_are_written_where_their_cards_are(
    alone: Book, together: Gathered
) -> None:
    shown = without_drafts(alone)
    site = Site(shown, WORDS, downloads=downloads(shown, WORDS))
    for page in [page for page in site.pages if page.organization][::7]:
        assert together.written(page.organization, page.path) == site.written(page)


def test_a_page_that_needs_the_whole_card_is_not_made_of_an_outline(together: Gathered) -> None:
    card = next(page for page in pages(together.book, WORDS) if page.organization)
    with pytest.raises(TypeError, match="whole card"):
        Site(together.book, WORDS).written(card)


def test_an_organization_without_a_result_has_its_page_too(tmp_path: Path) -> None:
    for name in ("standards", "results"):
        shutil.copytree(ROOT / name, tmp_path / name)
    with (tmp_path / "results" / "organizations.yml").open("a", encoding="utf-8") as file:
        file.write("  - {id: newest, name: 新设党支部, kind: branch, founded: 2099}\n")
    found = gathered(tmp_path / "standards", tmp_path / "results", OUTFIT)
    assert found is not None
    with found.team as team:
        path = organization_page("newest")
        assert "新设党支部" in found.written("newest", path).markdown
        shown = {page.path for page in pages(found.book, WORDS) if page.organization}
        found.begin(str(tmp_path), frozenset(shown - {path}))
        with pytest.raises(PlateWanted, match="organizations"):
            list(team.progress(_refused))
        team.dismiss()


class PlateWanted(Exception):
    """Somebody makes a page, and asks for the plate of its kind."""


def _refused(asked: tuple[Any, ...]) -> object:
    raise PlateWanted(asked[1])


def test_all_files_of_an_organization_are_in_one_share() -> None:
    files = [Path(f"{year}/{name}.yml") for year in (2023, 2024) for name in "abcde"]
    shares = parted(files, 2)
    assert sorted(file for share in shares for file in share) == sorted(files)
    names = [{file.stem for file in share} for share in shares]
    assert names[0].isdisjoint(names[1])


Spoil = Callable[[str], str]


@pytest.mark.parametrize(
    ("file", "spoil"),
    [
        ("results/2024/office.yml", lambda text: text.replace("status:", "statis:")),
        ("results/2024/office.yml", lambda text: text.replace("total: ", "total: 1")),
        ("results/years.yml", lambda text: text.replace("year: 2024", "year: 2030")),
        ("results/organizations.yml", lambda text: text.replace("id: assets", "id: assetz")),
        ("standards/2024/edition.yml", lambda text: text.replace("weight: 10", "weight: 11")),
    ],
    ids=["spelling", "figure", "year", "organization", "weight"],
)
def test_with_any_problem_nothing_is_gathered(tmp_path: Path, file: str, spoil: Spoil) -> None:
    for name in ("standards", "results"):
        shutil.copytree(ROOT / name, tmp_path / name)
    text = (tmp_path / file).read_text("utf-8")
    assert spoil(text) != text
    (tmp_path / file).write_text(spoil(text), encoding="utf-8")
    assert gathered(tmp_path / "standards", tmp_path / "results", OUTFIT) is None


def test_a_result_of_a_year_without_an_edition_is_a_problem_too(tmp_path: Path) -> None:
    for name in ("standards", "results"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "results" / "2024", tmp_path / "results" / "2031")
    assert gathered(tmp_path / "standards", tmp_path / "results", OUTFIT) is None


def test_drafts_are_whole_where_they_are_shown(alone: Book) -> None:
    shown = gathered(ROOT / "standards", ROOT / "results", replace(OUTFIT, drafts=True))
    assert shown is not None
    with shown.team:
        totals = {card.total for card in shown.book.cards if card.result.state == "draft"}
        assert totals == {card.total for card in alone.cards if card.result.state == "draft"}


def test_who_answers_first_does_not_wait_for_the_others() -> None:
    with Team([partial(Talker, n) for n in range(2)]) as team:
        team.ask("speak")
        assert [told[:1] for told in team.answers()] == ["0", "1"]
        team.ask("waited")
        assert team.answers()[1] < Talker.SILENCE


class Talker:
    """A member that answers at once, and more than a pipe holds; the first one, after a while."""

    SILENCE = 1.0

    def __init__(self, number: int, home: object) -> None:
        self.number = number
        self.home = home
        self.sleeps = False
        self.asked: list[float] = []

    def ahead(self) -> bool:
        """Nothing, but it is asked when the answer has gone."""
        if self.sleeps:
            sleep(self.SILENCE)
            return True
        if len(self.asked) == 1:
            self.asked.append(monotonic())
        return False

    def busy(self, number: int) -> None:
        """Do nothing but sleep, if it is this one, until something is asked."""
        self.sleeps = self.number == number

    def length(self, text: str) -> int:
        return len(text)

    def speak(self) -> str:
        if self.number == 0:
            sleep(self.SILENCE)
        self.asked.append(monotonic())
        return str(self.number) * 1_000_000

    def waited(self) -> float:
        """How long it took until the answer had gone, or until now if that was not seen."""
        begun, *gone = self.asked
        return min(gone, default=monotonic()) - begun


class Clumsy:
    """A member that cannot do what it is asked."""

    def __init__(self, home: object) -> None:
        self.home = home

    def ahead(self) -> bool:
        return False

    def fall(self) -> None:
        raise ValueError("over its own feet")

    def stumble(self) -> str:
        """Fall as soon as this is answered."""
        self.ahead = self.fall  # type: ignore[assignment, method-assign]
        return "so far"

    def vanish(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(
    ("asked", "said"), [("fall", "over its own feet"), ("vanish", "ended from outside")]
)
def test_what_fails_in_a_member_fails_here_in_its_words(asked: str, said: str) -> None:
    with Team([Clumsy, Clumsy]) as team:
        team.ask(asked)
        with pytest.raises(MemberFailed, match=said):
            team.answers()
        team.dismiss()


def test_what_failed_before_a_question_is_told_too() -> None:
    with Team([Clumsy]) as team:
        team.ask("stumble")
        assert team.answers() == ["so far"]
        for process in team._processes:
            process.join(10)
        team.begin("vanish")
        with pytest.raises(MemberFailed, match="over its own feet"):
            list(team.progress(str))
        with pytest.raises(MemberFailed, match="ended from outside"):
            team.of(0, "vanish")
        team.dismiss()


def test_a_long_question_does_not_keep_others_waiting() -> None:
    with Team([partial(Talker, n) for n in range(2)]) as team:
        team.ask("busy", 0)
        assert team.answers() == [None, None]
        begun = monotonic()
        team.ask_each("length", [("x" * 2_000_000,), ("y",)])
        assert monotonic() - begun < Talker.SILENCE / 2
        assert team.answers() == [2_000_000, 1]
