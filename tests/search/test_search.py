"""Records and the files of the index: what can be found, and that it is the same each time."""

import gzip
import json
import os
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.dataset.assessment import Assessment
from generator.messages.labels import labels
from generator.search.index import build_index, shard_of
from generator.search.prose import Prose, in_order, sections
from generator.search.record import Record
from generator.search.records import book_records, card_records, prose_records
from generator.search.words import key, words
from generator.urls import RULES

WORDS = labels("zh")
TABLE: dict[str, list[dict[str, Any]]] = json.loads(
    Path(__file__).with_name("words.json").read_text("utf-8")
)
"""What Python and the browser have to answer alike; ``tests/browser`` holds the browser to it."""

HTML = """
<h1 id="top">异议与复核<a class="headerlink" href="#top" title="本节链接">¶</a></h1>
<p>本页说明<strong>一份结果</strong>的
办理过程。</p><nav><p>不算内容</p></nav>
<h2 id="where">向谁提出<a class="headerlink" href="#where">¶</a></h2>
<ul><li>在公示期内</li><li>以书面形式</li></ul>
"""


@pytest.fixture(scope="module")
def found(sample: Assessment) -> tuple[Record, ...]:
    prose = (Prose("guide/objections.md", "异议与复核", HTML),)
    book = sample.without_drafts()
    cards = card_records(book.cards, WORDS)
    return (*book_records(book.book, WORDS), *cards, *prose_records(prose, WORDS))


def of_kind(found: tuple[Record, ...], kind: str) -> Iterator[Record]:
    return (record for record in found if record.kind == kind)


def placed(text: str) -> list[tuple[int, str]]:
    return [(place, word) for place, word in enumerate(words(text)) if word]


@pytest.mark.parametrize("row", TABLE["words"], ids=lambda row: ascii(row["text"]))
def test_words_are_cut_as_the_table_says(row: dict[str, Any]) -> None:
    assert placed(row["text"]) == [(n, word) for n, word in enumerate(row["words"]) if word]


@pytest.mark.parametrize("row", TABLE["found"], ids=lambda row: ascii(row["query"]))
def test_a_text_however_it_was_copied_has_the_words_of_the_query(row: dict[str, Any]) -> None:
    there = words(row["text"])
    for word in words(row["query"]):
        assert any(other.startswith(word) for other in there), word


def test_a_character_that_unicode_does_not_know_yet_is_a_word() -> None:
    planes = [*range(0x20000, 0x3FFFE), *range(0xE000, 0xF900)]
    for code in planes:
        assert len(words(f"一{chr(code)}二")) == 3, hex(code)


def test_nothing_in_a_word_is_escaped_in_json() -> None:
    texts = (chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    assert {
        word
        for word in words("".join(texts))
        if json.dumps(word, ensure_ascii=False) != f'"{word}"'
    } == set()


def test_texts_of_a_record_share_no_place() -> None:
    """So that a query never goes from one into the next, even if a character becomes many words."""
    title = "党" * 150
    terms = unpacked(
        build_index([Record("a/", "guide", title, ("ﷺ", "费会"))], {}), "terms/0.json.gz"
    )
    places = [place for term, (_, found) in terms.items() if " " in term for place in found]
    assert len(places) == len(set(places))


def test_each_han_character_is_a_word_and_letters_stay_together() -> None:
    assert placed("三会s01Ab 2次") == [(0, "三"), (1, "会"), (2, "s01ab"), (3, "2"), (4, "次")]


def test_width_and_case_make_no_difference() -> None:
    assert placed("ＳＴ－２０２６，第①条") == placed("st-2026,第1条")


def test_what_has_no_other_width_is_not_normalized_and_has_the_same_words() -> None:
    for code in range(0x10000):
        text = f"a{chr(code)}b"
        assert words(text) == words(unicodedata.normalize("NFKC", text)), text


def test_punctuation_takes_a_place_and_space_takes_none() -> None:
    assert placed("党费、……纪 检") == [(0, "党"), (1, "费"), (3, "纪"), (4, "检")]


def test_a_key_keeps_punctuation_apart_from_space() -> None:
    assert [key("S01－D1"), key(" s01 d1 "), key("机关党委")] == ["s01-d1", "s01 d1", "机 关 党 委"]


def test_every_thing_a_clerk_looks_for_is_one_record(
    found: tuple[Record, ...], sample: Assessment
) -> None:
    counts = Counter(record.kind for record in found)
    editions = sample.library.editions
    assert counts["standard"] == sum(len(edition.standards) for edition in editions)
    assert counts["item"] == sum(len(edition.items) for edition in editions)
    assert counts["negative-case"] == sum(len(edition.negative_cases) for edition in editions)
    assert counts["adjustment"] == sum(len(edition.adjustments) for edition in editions)
    assert counts["organization"] == len(sample.book.organizations)
    assert counts["scorecard"] == len(sample.cards)
    assert counts["guide"] == 2
    assert max(Counter(record.address for record in found).values()) == 1


def test_a_clause_that_is_a_row_is_found_at_its_anchor(found: tuple[Record, ...]) -> None:
    case = next(one for one in of_kind(found, "negative-case") if "n05" in one.keys)
    assert case.address == "standards/2023/negative-list/#n05"


def test_a_standard_is_found_by_its_tasks_its_situations_and_their_ids(
    found: tuple[Record, ...],
) -> None:
    standard = next(one for one in of_kind(found, "standard") if "s01-d1" in one.keys)
    assert standard.title.startswith("s01 ")
    assert any(text.startswith("s01-d1 ") for text in standard.texts)


def test_a_card_holds_its_notes_and_only_the_ids_of_the_clauses(
    found: tuple[Record, ...], sample: Assessment
) -> None:
    card = next(one for one in found if one.address == "results/2024/legal/")
    assert "s06-d1 两次交办任务逾期办结，均未事先说明原因。" in card.texts
    clauses = {s.text for e in sample.library.editions for one in e.standards for s in one.bonus}
    assert not clauses & set(card.texts)
    assert (card.grade, card.years, card.organization) == ("good", ("2024",), "branch")


def test_of_a_draft_only_its_name_and_state_are_found(
    found: tuple[Record, ...], sample: Assessment
) -> None:
    drafts = [card for card in sample.cards if card.result.state == "draft"]
    assert drafts
    for draft in drafts:
        address = f"results/{draft.year}/{draft.organization.id}/"
        record = next(one for one in found if one.address == address)
        assert (record.texts, record.grade) == ((WORDS("ui.state.draft"),), "")


def test_former_names_lead_to_the_organization(found: tuple[Record, ...]) -> None:
    legal = next(one for one in found if one.address == "organizations/legal/")
    assert {"法律工作部党支部", "法律顾问处党支部"} <= set(legal.keys)


def test_a_page_of_prose_is_found_by_its_sections() -> None:
    top, where = [section for section in sections(HTML) if section.title]
    assert (top.anchor, top.texts) == ("top", ("本页说明一份结果的 办理过程。",))
    assert (where.title, where.texts) == ("向谁提出", ("在公示期内", "以书面形式"))


def test_clauses_come_before_cards_and_the_newest_first(found: tuple[Record, ...]) -> None:
    ranked = sorted(found, key=lambda record: record.rank)
    kinds = [record.kind for record in ranked]
    assert kinds.index("scorecard") > max(n for n, kind in enumerate(kinds) if kind != "scorecard")
    years = [record.newest for record in ranked if record.kind == "standard"]
    assert years == sorted(years, reverse=True)


def test_addresses_follow_how_the_host_serves_pages(sample: Assessment) -> None:
    flat = (
        *book_records(sample.book, WORDS, directories=False),
        *card_records(sample.cards, WORDS, directories=False),
    )
    assert all(".html" in record.address for record in flat)


def unpacked(files: dict[str, bytes], path: str) -> Any:
    folder = json.loads(files["index.json"])["folder"]
    return json.loads(gzip.decompress(files[f"{folder}/{path}"]))


def test_a_pair_of_words_is_listed_with_its_records_and_places() -> None:
    one = Record("a/", "guide", "三会", ("党费、三会",))
    two = Record("b/", "guide", "党费三会", place=1)
    files = build_index([two, one], {})
    assert json.loads(files["index.json"])["shards"] == 1
    terms = unpacked(files, "terms/0.json.gz")
    assert terms["三 会"] == [[0, 0, 1], [0, 103, 2]]
    assert terms["费-三"] == [[0], [101]]
    assert terms["费 三"] == [[1], [1]]


def test_a_word_alone_is_listed_once_for_a_record_in_the_title_or_in_the_texts() -> None:
    one = Record("a/", "guide", "三会", ("党费、三会", "党费"))
    terms = unpacked(build_index([one], {}), "terms/0.json.gz")
    assert (terms["三"], terms["费"]) == ([[0], [0]], [[0], [100]])


def test_keys_and_beginnings_of_words_are_terms_of_their_own() -> None:
    files = build_index([Record("a/", "guide", "Party", keys=("s01-d1",))], {})
    terms = unpacked(files, "terms/0.json.gz")
    assert {"=s01-d1", "^pa", "^part", "party"} <= terms.keys()


def test_filters_list_the_records_of_each_value(found: tuple[Record, ...]) -> None:
    facets = unpacked(build_index(found, {}), "facets.json.gz")
    assert len(facets["kind"]["scorecard"]) == len(list(of_kind(found, "scorecard")))
    assert facets["organization"].keys() == {"branch", "committee", "general-branch"}


def test_terms_are_spread_by_a_known_hash() -> None:
    assert [shard_of(term, 1 << 32) for term in ("", "a", "foobar")] == [
        0x811C9DC5,
        0xE40C292C,
        0xBF9CF968,
    ]


BUILD = """
import hashlib
from pathlib import Path
from generator.dataset.assessment import read_assessment
from generator.messages.labels import labels
from generator.search.index import build_index
from generator.search.records import book_records, card_records
book = read_assessment(Path("standards"), Path("results"))
records = [*book_records(book.book, labels("zh")), *card_records(book.cards, labels("zh"))]
files = build_index(records, labels("zh").section("ui")["search"])
for path, content in files.items():
    print(path, hashlib.sha256(content).hexdigest())
"""


def test_two_processes_build_the_same_index_byte_for_byte(request: pytest.FixtureRequest) -> None:
    printed = [
        subprocess.run(
            [sys.executable, "-c", BUILD],
            cwd=request.config.rootpath,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1]
    assert "index.json" in printed[0]


def test_the_order_of_records_makes_no_difference(found: tuple[Record, ...]) -> None:
    assert build_index(found, {}) == build_index(found[::-1], {})


def test_the_page_of_rules_is_prose_like_the_guides() -> None:
    made = prose_records([Prose(RULES, "数据检查规则", HTML)], WORDS)
    assert {one.address for one in made} == {"guide/rules/#top", "guide/rules/#where"}


def test_titles_and_their_readings_serve_where_nothing_is_found(found: tuple[Record, ...]) -> None:
    files = build_index(found, WORDS.section("ui")["search"])
    packed = next(content for path, content in files.items() if path.endswith("/names.json.gz"))
    names = json.loads(gzip.decompress(packed))
    assert "财务部党支部" in names["titles"]
    assert len(names["titles"]) == len(set(names["titles"]))
    assert names["readings"]["会"][0] == "hui"
    han = {character for title in names["titles"] for character in title if character >= "\u4e00"}
    assert han == set(names["readings"])
    assert len(packed) < 0.1 * sum(map(len, files.values()))


def test_pages_by_hand_are_found_in_the_order_of_the_navigation() -> None:
    pages = [Prose(path, path, "") for path in ("a.md", "b.md", "c.md", "d.md")]
    found = in_order(pages, ["index.md", "d.md", "b.md"])
    assert [page.path for page in found] == ["d.md", "b.md", "a.md", "c.md"]
