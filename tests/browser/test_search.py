"""The search of the built site, as a person uses it: typed into the real pages, in Chromium,
under the site's policy, from a folder below the root of the server.

Truth is the text that each page is indexed for, taken literally; a test holds that this text
stands in the built page.
"""

import os
import random
import re
import shutil
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page, sync_playwright

from generator.book import Book
from generator.labels import labels
from generator.search import Record, records
from generator.site import without_drafts

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'"
)
SEED = 20260101
HAN = re.compile(r"[㐀-鿿]{2,}")
ABSENT = ["龘靐齉", "火星探测", "党费纪检", "会三课一", "zzzz", "s99-d9", "ST-2026-014", "xyz-01"]
FIND = """async ([query, filters]) => {
  const index = await import(new URL("assets/search/index.js", document.baseURI));
  const found = await index.find(query, filters);
  const entries = await Promise.all(found.numbers.map(index.entry));
  return entries.map((entry) => entry.address);
}"""


class _Handler(SimpleHTTPRequestHandler):
    """Serves the site under ``/sub/`` with the policy, and says nothing."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/sub"))

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/sub/"
    server.shutdown()


def site(folder: Path, **options: object) -> Path:
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), **options)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def url(built: Path) -> Iterator[str]:
    yield from served(built)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if not chromium and not os.environ.get("CI"):
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def home(browser: Browser, url: str) -> Iterator[Page]:
    """One page that many queries are typed into."""
    page = browser.new_page()
    page.goto(url)
    yield page
    page.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@dataclass(frozen=True)
class Truth:
    """What is indexed, and where any text literally stands."""

    records: tuple[Record, ...]

    def holding(self, text: str) -> set[str]:
        return {
            one.address
            for one in self.records
            if any(text in shown for shown in (one.title, *one.texts))
        }

    def texts(self) -> list[str]:
        return [text for one in self.records for text in (one.title, *one.texts)]


@pytest.fixture(scope="module")
def truth(sample: Book) -> Truth:
    """Everything but the guides, of which only some pages are written by hand."""
    return Truth(tuple(records(without_drafts(sample), labels("zh"))))


@pytest.fixture(scope="module")
def substrings(truth: Truth) -> list[str]:
    """Three hundred stretches of 2 to 8 Han characters, drawn from all texts alike."""
    draw = random.Random(SEED)
    runs = sorted({run for text in truth.texts() for run in HAN.findall(text)})
    drawn = []
    for _ in range(300):
        run = draw.choice(runs)
        length = min(len(run), draw.randint(2, 8))
        start = draw.randint(0, len(run) - length)
        drawn.append(run[start : start + length])
    return drawn


def found(page: Page, query: str, **filters: str) -> list[str]:
    """The addresses of all results, best first, by the function that the page itself uses.
    Guides are left out, as in the truth."""
    page.evaluate("() => undefined")
    addresses: list[str] = page.evaluate(FIND.replace("document.baseURI", "ROOT_URL"), None)
    return addresses


def plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def quoted(query: str) -> str:
    return quote(query, safe="")
