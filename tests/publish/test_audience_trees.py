"""A release with audiences: all trees at once, none with a secret of others, refused if one has."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from audience_projects import PUBLIC, Tree
from click.testing import CliRunner, Result
from pypinyin import lazy_pinyin
from seeded import Secret, make_project, read_all

from generator.cli import main

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.system
CONFIG = """\
site_name: 考核
site_url: https://example.org/
theme: {name: material, language: zh, font: false}
plugins: [scorebook: {audiences: audiences.yml}]
"""
AUDIENCES = """\
smallest_group: 3
audiences:
  - {id: public, preset: everybody, identities: ["*"]}
  - {id: office, preset: staff, identities: [zhang]}
  - id: alone
    preset: each-organization
    others: none
    pages: [criteria, negative-list, cards, downloads]
    organization_identities: {FIRST: [li]}
"""


FIND = """async ([query, filters]) => {
  const index = await import("/assets/search/index.js");
  const found = await index.find(query, filters);
  const entries = await Promise.all(found.numbers.map(index.entry));
  return entries.map((entry) => entry.address);
}"""


class _Handler(SimpleHTTPRequestHandler):
    """Serves the files of a tree, and those of the shared site that it lacks."""

    def __init__(self, *arguments: Any, own: Path, shared: Path) -> None:
        self.own = own
        super().__init__(*arguments, directory=str(shared))

    def translate_path(self, path: str) -> str:
        shared = super().translate_path(path)
        own = self.own / Path(shared).relative_to(self.directory)
        return str(own) if own.is_file() or (own / "index.html").is_file() else shared

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def serving(own: Path, shared: Path) -> Iterator[str]:
    handler = partial(_Handler, own=own, shared=shared)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def publish(folder: Path) -> Result:
    command = ["--lang", "en", "publish", "--config", str(folder / "mkdocs.yml")]
    return CliRunner().invoke(main, [*command, str(folder / "public")])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Secret]]:
    folder = tmp_path_factory.mktemp("audiences")
    secrets = make_project(folder, 3, count=5)
    first = secrets[0].organization
    (folder / "docs").mkdir()
    (folder / "docs/about.md").write_text("# 说明\n\n[排名](results/index.md)\n", "utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    (folder / "audiences.yml").write_text(AUDIENCES.replace("FIRST", first), "utf-8")
    result = publish(folder)
    assert result.exit_code == 0, result.output
    return folder, secrets


def trees(folder: Path, ids: set[str]) -> Iterator[tuple[Tree, str]]:
    """Yield each tree with all that its files say, those of the shared site too."""
    for audience in sorted((folder / "public/current/trees").iterdir()):
        shared = texts(audience / "shared")
        if not (audience / "own").exists():
            yield Tree(audience.name), shared
        for id in ids if (audience / "own").exists() else ():
            yield Tree(audience.name, id), shared + texts(audience / "own" / id)


def texts(folder: Path) -> str:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return "\n".join(
        text
        for file in files
        for text in read_all(file.relative_to(folder).as_posix(), file.read_bytes())
    )


def is_hidden(tree: Tree, secret: Secret) -> bool:
    if tree.audience == "office":
        return False
    if secret.organization == tree.organization:
        return bool(secret.state) and secret.state not in PUBLIC
    return not (tree.audience == "public" and secret.kind == "name")


def test_no_tree_of_a_release_has_a_secret_of_others(project: tuple[Path, list[Secret]]) -> None:
    folder, secrets = project
    leaks = [
        (tree.name, secret)
        for tree, text in trees(folder, {secret.organization for secret in secrets})
        for secret in secrets
        if is_hidden(tree, secret) and secret.text in text
    ]
    assert leaks == []


def test_each_organization_finds_its_scorecard(project: tuple[Path, list[Secret]]) -> None:
    folder, secrets = project
    own = [secret for secret in secrets if secret.kind == "note" and secret.state in PUBLIC]
    for secret in own:
        tree = folder / "public/current/trees/alone/own" / secret.organization
        card = tree / f"results/{secret.year}/{secret.organization}/index.html"
        assert secret.text in card.read_text("utf-8")
        assert f"results/{secret.year}/{secret.organization}/" in (
            tree / "own/index.html"
        ).read_text("utf-8")


@pytest.fixture(scope="module")
def reader(project: tuple[Path, list[Secret]], browser: "Browser") -> Iterator["Page"]:
    """A page of the search in the tree of the first organization."""
    folder, secrets = project
    trees = folder / "public/current/trees/alone"
    with serving(trees / "own" / secrets[0].organization, trees / "shared") as address:
        page = browser.new_page()
        page.goto(f"{address}/search/")
        yield page
        page.close()


def found(reader: "Page", query: str, **filters: str) -> list[str]:
    """The addresses that the search finds for a query, best first."""
    return list(reader.evaluate(FIND, [query, filters]))


def test_the_search_of_an_organization_finds_all_that_its_cards_say(
    project: tuple[Path, list[Secret]], reader: "Page"
) -> None:
    _, secrets = project
    mine = secrets[0].organization
    own = [s for s in secrets if s.organization == mine]
    said = [s for s in own if s.kind in ("note", "finding", "measure", "reason")]
    for secret in (s for s in said if s.state in PUBLIC):
        card = f"results/{secret.year}/{mine}/"
        for query in (secret.text, secret.text[3:5], f"{secret.text[:4]} {secret.text[6:9]}"):
            assert found(reader, query) == [card], query
            assert found(reader, query, kind="scorecard", year=str(secret.year)) == [card]
            assert found(reader, query, kind="standard") == []
    name = next(s.text for s in own if s.kind == "name")
    assert found(reader, name)[0] == f"organizations/{mine}/"
    assert found(reader, mine) == [f"organizations/{mine}/"]
    assert "standards/method/clauses/plan/" in found(reader, "方案")


def test_the_search_of_an_organization_finds_nothing_of_others(
    project: tuple[Path, list[Secret]], reader: "Page"
) -> None:
    _, secrets = project
    texts = [s.text for s in secrets if s.organization != secrets[0].organization]
    assert [text for text in texts if found(reader, text)] == []


def test_a_name_of_the_own_tree_is_found_by_its_sound(
    project: tuple[Path, list[Secret]], reader: "Page"
) -> None:
    _, secrets = project
    name = next(secret.text for secret in secrets if secret.kind == "name")
    reader.fill("[data-search-page] input", "".join(lazy_pinyin(name)))
    reader.wait_for_selector("[data-search-results] a")
    assert name in reader.inner_text("[data-search-results]")


def test_trees_are_stamped(project: tuple[Path, list[Secret]]) -> None:
    """Else the host would make each page of each organization, which takes many times as long."""
    folder, _ = project
    assert "套印的结果" not in (folder / "public/build.log").read_text("utf-8")


def test_a_link_to_what_is_not_there_is_text(project: tuple[Path, list[Secret]]) -> None:
    folder, _ = project
    page = "shared/about/index.html"
    there = (folder / "public/current/trees/public" / page).read_text("utf-8")
    not_there = (folder / "public/current/trees/alone" / page).read_text("utf-8")
    assert '<a href="../results/">排名</a>' in there
    assert "<p>排名</p>" in not_there


def test_servers_find_the_trees(project: tuple[Path, list[Secret]]) -> None:
    folder, secrets = project
    current = folder / "public/current"
    grants = json.loads((current / "maps/identities.json").read_bytes())
    assert grants["li"]["own"] == f"trees/alone/own/{secrets[0].organization}"
    assert {(current / grant["shared"]).is_dir() for grant in grants.values()} == {True}


def test_unchanged_data_makes_no_release(project: tuple[Path, list[Secret]]) -> None:
    folder, _ = project
    live = os.readlink(folder / "public/current")
    assert publish(folder).exit_code == 10
    assert os.readlink(folder / "public/current") == live


def test_a_page_by_hand_that_names_an_organization_is_refused(
    project: tuple[Path, list[Secret]],
) -> None:
    folder, secrets = project
    live = os.readlink(folder / "public/current")
    name = next(secret.text for secret in secrets if secret.kind == "former")
    (folder / "docs/news.md").write_text(f"# 消息\n\n{name}\n", "utf-8")
    result = publish(folder)
    assert result.exit_code == 13
    assert f"trees/public/shared: news/index.html: has “{name}”" in result.output
    assert os.readlink(folder / "public/current") == live


def test_a_fault_of_the_audiences_is_told(project: tuple[Path, list[Secret]]) -> None:
    folder, _ = project
    audiences = (folder / "audiences.yml").read_text("utf-8")
    (folder / "audiences.yml").write_text(audiences.replace("staff", "stuff"), "utf-8")
    result = publish(folder)
    assert result.exit_code in (11, 12)
    assert "stuff" in result.output
    (folder / "audiences.yml").write_text(audiences, "utf-8")
