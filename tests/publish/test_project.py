"""What a project consists of, and that nothing of it changes unnoticed."""

from pathlib import Path

import pytest
from projects import edit, project

from generator.publish.project import Inputs, digest_inputs, read_project
from generator.publish.status import Outcome, Stopped


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


def inputs(made: Path) -> Inputs:
    return digest_inputs(read_project(made / "mkdocs.yml"), 0)


def test_a_project_elsewhere_has_the_same_digest(made: Path, tmp_path: Path) -> None:
    assert inputs(made) == inputs(project(tmp_path / "elsewhere"))


@pytest.mark.parametrize(
    ("file", "part"),
    [
        ("standards/2023/lists.yml", "standards"),
        ("results/years.yml", "results"),
        ("docs/guide/score.md", "docs"),
        ("mkdocs.yml", "configuration"),
        ("overrides/main.html", "configuration"),
        ("hooks.py", "configuration"),
        ("base.yml", "configuration"),
        ("watched/more.txt", "configuration"),
    ],
)
def test_every_input_counts_under_its_name(made: Path, file: str, part: str) -> None:
    edit(made / "mkdocs.yml", "font: false}", "font: false, custom_dir: overrides}")
    with (made / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("hooks: [hooks.py]\nwatch: [watched]\nINHERIT: base.yml\n")
    for name in ("overrides", "watched"):
        (made / name).mkdir()
    for name in ("overrides/main.html", "hooks.py", "base.yml", "watched/more.txt"):
        (made / name).write_text("# 1\n", "utf-8")
    before = inputs(made)
    with (made / file).open("a", encoding="utf-8") as changed:
        changed.write("# more\n")
    after = inputs(made)
    assert before.digest != after.digest
    assert [name for name in after.parts if before.parts[name] != after.parts[name]] == [part]


def test_a_file_that_is_renamed_counts(made: Path) -> None:
    before = inputs(made)
    (made / "docs" / "guide" / "score.md").rename(made / "docs" / "guide" / "scores.md")
    assert inputs(made).parts["docs"] != before.parts["docs"]


def test_the_day_counts(made: Path) -> None:
    found = read_project(made / "mkdocs.yml")
    assert digest_inputs(found, 0).digest != digest_inputs(found, 1).digest


@pytest.mark.parametrize(
    "plugins",
    [
        "[scorebook: {standards: s, results: r, drafts: true}]",
        "{scorebook: {standards: s, results: r, drafts: true}}",
        "[search, scorebook: {standards: s, results: r, drafts: true}]",
    ],
)
def test_the_options_of_the_plugin_are_read_however_they_are_written(
    made: Path, plugins: str
) -> None:
    edit(made / "mkdocs.yml", "[scorebook]", plugins)
    found = read_project(made / "mkdocs.yml")
    assert (found.standards.name, found.results.name) == ("s", "r")


def test_tags_and_inherited_settings_are_read(made: Path) -> None:
    (made / "base.yml").write_text("docs_dir: papers\nsite_url: http://a.org/x\n", "utf-8")
    (made / "mkdocs.yml").write_text(
        "INHERIT: base.yml\nsite_name: !ENV [NAME, x]\nmarkdown_extensions:\n"
        "  - toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}\n"
        "plugins: [scorebook]\n",
        "utf-8",
    )
    found = read_project(made / "mkdocs.yml")
    assert (found.docs.name, found.address, found.base) == ("papers", "http://a.org/x/", "/x/")


@pytest.mark.parametrize("text", ["a: [", "INHERIT: nowhere.yml", "a: \x01"])
def test_a_configuration_that_cannot_be_read_ends_as_a_failed_build(made: Path, text: str) -> None:
    (made / "mkdocs.yml").write_text(text, "utf-8")
    with pytest.raises(Stopped) as stopped:
        read_project(made / "mkdocs.yml")
    assert stopped.value.outcome == Outcome.BUILD
