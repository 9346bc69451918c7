"""A text is found however it was copied, in browsers of any age, by an index made in Python.

``tests/search/words.json`` says what has to be found; ``tests/search`` holds Python to it.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from browsers import OLD, running_chromium
from devtools import Browser, Tab
from paths import PACKAGE, ROOT
from served import serving

from generator.messages.labels import labels
from generator.search.index import build_index
from generator.search.record import Record

pytest_plugins = ("browsers",)
pytestmark = pytest.mark.system
TABLE: dict[str, list[dict[str, Any]]] = json.loads(
    (ROOT / "tests" / "search" / "words.json").read_text("utf-8")
)
SHOW = """async (asked) => {
  const { entry, find } = await import("/assets/search/index.js");
  const { result } = await import("/assets/search/results.js");
  const shown = [];
  for (const [text, query] of asked) {
    const found = await find(query);
    const entries = await Promise.all(found.numbers.map(entry));
    const labels = { kind: {} };
    const marked = entries
      .filter((one) => one.texts.includes(text))
      .map((one) => result([one], found, query, labels).querySelectorAll("mark"));
    shown.push([found.numbers.length, marked.map((all) => [...all].map((one) => one.textContent))]);
  }
  return shown;
}"""
CUT = """async (texts) => {
  const { words } = await import("/assets/search/words.js");
  return texts.map((text) => words(text).map(({ place, word }) => [place, word]));
}"""


@pytest.fixture(scope="module", params=[*OLD, None])
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The old browsers and today's."""
    with running_chromium(request.param) as browser:
        yield browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The scripts of the search, and an index with a record for each text of the table."""
    site = tmp_path_factory.mktemp("site")
    assets = site / "assets"
    assets.mkdir()
    (assets / "search").symlink_to(PACKAGE / "assets" / "search")
    texts = {row["text"] for rows in TABLE.values() for row in rows}
    records = [Record(str(n), "guide", "", (text,)) for n, text in enumerate(sorted(texts))]
    files = build_index(records, labels("zh").section("ui")["search"])
    for path, content in files.items():
        file = assets / "search-index" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (site / "index.html").write_text("<!doctype html><html></html>", "utf-8")
    with serving(site) as served_at:
        yield served_at


def asked(tab: Tab, rows: list[dict[str, Any]]) -> list[Any]:
    """For each row how many records its query finds, and what is marked where it is its text."""
    shown: list[Any] = tab.call(SHOW, [[row["text"], row["query"]] for row in rows])
    return shown


def test_words_are_cut_as_the_table_says(tab: Tab, address: str) -> None:
    tab.open(f"{address}/")
    cut = tab.call(CUT, [row["text"] for row in TABLE["words"]])
    assert cut == [
        [[place, word] for place, word in enumerate(row["words"]) if word] for row in TABLE["words"]
    ]


def test_what_was_copied_is_found_and_marked(tab: Tab, address: str) -> None:
    tab.open(f"{address}/")
    for row, (_, marked) in zip(TABLE["found"], asked(tab, TABLE["found"]), strict=True):
        assert marked == [row["marked"]], row


def test_what_is_another_text_is_not_found(tab: Tab, address: str) -> None:
    tab.open(f"{address}/")
    for row, (_, marked) in zip(TABLE["absent"], asked(tab, TABLE["absent"]), strict=True):
        assert marked == [], row


def test_signs_alone_find_nothing(tab: Tab, address: str) -> None:
    tab.open(f"{address}/")
    signs = [{"text": "", "query": query} for query in ("，。", "---", "\u200b", "“”", "……！")]
    assert [count for count, _ in asked(tab, signs)] == [0] * len(signs)
