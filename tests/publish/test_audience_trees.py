"""A release with audiences: all trees at once, none with a secret of others, refused if one has."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from audience_projects import PUBLIC, Tree
from click.testing import CliRunner, Result
from seeded import Secret, make_project, read_all

from generator.cli import main

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
