"""The whole site works under the policy, and the guide tells the policy as it is."""

import re
from collections.abc import Iterator

import pytest
from paths import BASE, ROOT
from playwright.sync_api import Browser, expect
from served import Watched, serving
from sites import build, copy_guides

from generator.policy import DIRECTIVES, HEADER, POLICY

pytestmark = pytest.mark.system
GUIDE = ROOT / "docs" / "guide" / "security.md"
PAGES = (
    "/",
    "/guide/score/",
    "/guide/maintainers/",
    "/guide/rules/",
    "/standards/e1/",
    "/standards/e1/clauses/s1/",
    "/results/2021/",
    "/results/2021/north/",
    "/organizations/",
    "/404.html",
)
HOSTILE = "Meetings <img src=x onerror=window.ran=1> <b>often</b>"
SCHEME = "document.body.dataset.mdColorScheme"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("policy") / "project"
    copy_guides(folder, BASE)
    standards = folder / "standards" / "e1" / "standards.yml"
    text = standards.read_text("utf-8")
    assert "title: Takes part" in text
    standards.write_text(text.replace("title: Takes part", f"title: {HOSTILE}"), "utf-8")
    built = build(folder, folder / "site", strict=False)
    assert built.code == 0, built.output
    with serving(built.site) as address:
        yield address


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    with browser.new_context(color_scheme="light", viewport={"width": 1400, "height": 900}) as one:
        yield Watched(one)


def test_no_page_breaks_the_policy(site: str, watched: Watched) -> None:
    for page in PAGES:
        watched.open(site + page)
    assert [wrong for wrong in watched.wrong if "favicon" not in wrong] == []


def test_the_policy_is_in_force(site: str, watched: Watched) -> None:
    watched.open(site)
    watched.page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", "<p style='color: red'>x</p>");
        }"""
    )
    watched.gather()
    assert watched.page.evaluate("window.ran") is None
    told = "\n".join(watched.wrong)
    assert "script-src-elem: inline" in told
    assert "style-src-attr: inline" in told


def test_the_chosen_colours_are_on_before_the_program_of_the_theme_runs(
    site: str, watched: Watched
) -> None:
    page = watched.page
    watched.open(site)
    assert page.evaluate(SCHEME) == "default"
    page.locator("label[for=__palette_1]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.route("**/bundle.*.js", lambda route: route.abort())
    page.goto(f"{site}/guide/score/", wait_until="domcontentloaded")
    assert page.evaluate(SCHEME) == "slate"


def test_a_choice_is_remembered_for_the_whole_site(site: str, watched: Watched) -> None:
    for page in ("/", "/results/2021/north/", "/guide/score/", "/404.html"):
        watched.open(site + page)
        assert watched.page.evaluate("__md_scope.href") == f"{site}/"


def test_the_search_finds_under_the_policy_and_shows_text_as_text(
    site: str, watched: Watched
) -> None:
    watched.open(site)
    watched.page.keyboard.press("/")
    watched.page.keyboard.type("Meetings")
    results = watched.page.locator("a.search-result")
    results.first.wait_for()
    assert HOSTILE in " ".join(results.all_inner_texts())
    assert watched.page.locator("a.search-result :is(img, b)").count() == 0
    assert watched.page.evaluate("window.ran") is None
    watched.gather()
    assert watched.wrong == []


def test_the_header_is_told_for_each_server() -> None:
    guide = GUIDE.read_text("utf-8")
    assert f'add_header {HEADER} "{POLICY}" always;' in guide
    assert f'header {HEADER} "{POLICY}"' in guide
    assert f'Header always set {HEADER} "{POLICY}"' in guide


def test_each_part_of_the_policy_has_its_reason() -> None:
    section = GUIDE.read_text("utf-8").partition("{: #policy }")[2].partition("```nginx")[0]
    rows = re.findall(r"^\| `([^`]+)` \| [^|]{5,} \|$", section, re.MULTILINE)
    assert rows == [" ".join((name, *sources)) for name, sources in DIRECTIVES.items()]
