"""The search at the size of a whole system: how long the index takes to make, and how much a
browser fetches and waits before it shows the first results.

    python tests/benchmarks/search.py [--cards 10000]

The scorecards are those of the sample, multiplied: other organizations, the same notes in
another order. Prints a table in Markdown.
"""

import argparse
import importlib.metadata
import os
import platform
import random
import re
import resource
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, sync_playwright
from province import ROOT, SEED

from generator.dataset.assessment import Assessment, read_assessment
from generator.messages.labels import labels
from generator.search.index import build_index
from generator.search.record import Record
from generator.search.records import book_records, card_records

INDEX = Path("assets/search-index")
QUERIES = {
    "编号": "s22",
    "两个字": "党费",
    "四个字": "三会一课",
    "八个字": "年度党建工作计划",
    "每份成绩单都有的词": "党支部",
    "几个词": "党费 逾期",
    "找不到的词": "火星探测",
}
TYPE = """async query => {
  const input = document.querySelector("#scorebook-search");
  const status = document.querySelector("[data-search-status]");
  const begun = performance.now();
  input.focus();
  input.value = query;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  while (!status.textContent && performance.now() < begun + 10000)
    await new Promise((wait) => setTimeout(wait, 5));
  return [performance.now() - begun, status.textContent];
}"""


def multiplied(found: list[Record], count: int) -> list[Record]:
    """The records with so many scorecards, and an organization for every three of them."""
    draw = random.Random(SEED)
    cards = [one for one in found if one.kind == "scorecard" and one.grade]
    notes = [text for card in cards for text in card.texts[2:]]
    others = [one for one in found if one.kind not in ("scorecard", "organization")]
    made = [_card(cards[n // 3 % len(cards)], n, notes, draw) for n in range(count)]
    names = sorted({card.keys[0] for card in made})
    organizations = (
        Record(f"organizations/{n}/", "organization", name, keys=(name,), place=n)
        for n, name in enumerate(names)
    )
    return [*others, *organizations, *made]


def _card(card: Record, n: int, notes: list[str], draw: random.Random) -> Record:
    name = f"第{n // 3}{card.keys[0]}"
    texts = (*card.texts[:2], *draw.sample(notes, len(card.texts) - 2))
    title = card.title.replace(card.keys[0], name)
    return replace(card, address=f"results/{n}/", title=title, texts=texts, keys=(name,), place=n)


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


def served(folder: Path) -> str:
    handler = partial(_Handler, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def first_results(browser: Browser, url: str, site: Path, query: str) -> tuple[float, int, str]:
    """Milliseconds until results show, bytes fetched for the search, and what it says; with
    an empty cache, scripts included."""
    page = browser.new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url.removeprefix(url)))
    page.goto(url, wait_until="load")
    page.wait_for_timeout(500)
    took, told = page.evaluate(TYPE, query)
    page.close()
    ours = (site / path for path in asked if re.match(r"assets/search.*(js|json|gz)$", path))
    return took, sum(path.stat().st_size for path in ours), told


def measured(browser: Browser, url: str, site: Path, name: str) -> Iterator[str]:
    for label, query in {**QUERIES, "党组织名称": name}.items():
        runs = [first_results(browser, url, site, query) for _ in range(3)]
        took = median(run[0] for run in runs)
        yield f"| {label}：{query} | {runs[0][2]} | {runs[0][1] / 1000:.0f} KB | {took:.0f} ms |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=10_000)
    count = parser.parse_args().cards
    words = labels("zh")
    book: Assessment = read_assessment(ROOT / "standards", ROOT / "results").without_drafts()
    made = multiplied([*book_records(book.book, words), *card_records(book.cards, words)], count)
    name = next(one.title for one in made if one.kind == "organization")
    begun, worked = time.perf_counter(), time.process_time()
    files = build_index(made, words.section("ui")["search"])
    took, work = time.perf_counter() - begun, time.process_time() - worked
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    size = sum(map(len, files.values())) / 1e6
    print(f"{count} 份成绩单，{len(made)} 条记录")
    print(f"编制索引：{took:.1f} 秒（处理器 {work:.1f} 秒），内存 {memory:.0f} MB")
    print(f"{len(files)} 个文件，共 {size:.1f} MB")
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=folder)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        shutil.rmtree(site / INDEX)
        for path, content in files.items():
            (site / INDEX / path).parent.mkdir(parents=True, exist_ok=True)
            (site / INDEX / path).write_bytes(content)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            print("\n| 查询 | 结果 | 取的数据 | 到显示结果 |\n| --- | --- | --- | --- |")
            for line in measured(browser, served(site), site, name):
                print(line, flush=True)
            print(f"\n{platform.machine()}，{os.cpu_count()} 核；Python {sys.version.split()[0]}")
            print(f"Chromium {browser.version}，mkdocs {importlib.metadata.version('mkdocs')}")
            browser.close()


if __name__ == "__main__":
    main()
