"""What is refused of a configuration before anything is read."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.theme import Theme

from generator.messages.labels import labels
from generator.mkdocs_plugin.checks import refuse_controls, refuse_epoch
from generator.mkdocs_plugin.config import ScorebookConfig, refuse_site_over_data
from generator.mkdocs_plugin.documents import read_documents, refuse_circles, refuse_unreadable

Settings = Mapping[str, object]
SETTINGS: tuple[tuple[Settings, Settings, str, str], ...] = (
    ({"site_name": "考核\x07"}, {}, "site_name", "U+0007"),
    ({"site_description": "a\x9b"}, {}, "site_description", "U+009B"),
    ({"copyright": "\x00"}, {}, "copyright", "U+0000"),
    ({"nav": [{"首\x0c页": "index.md"}]}, {}, "nav[1]", "U+000C"),
    ({"extra": {"social": [{"name": "x\uffff"}]}}, {}, "extra.social[1].name", "U+FFFF"),
    ({"repo_name": "\ud800"}, {}, "repo_name", "U+D800"),
    ({"theme": Theme("material", language="z\x01")}, {}, "theme.language", "U+0001"),
    ({}, {"issuer": "党\x1b办"}, "plugins.scorebook.issuer", "U+001B"),
)


def loaded(settings: Settings, plugin: Settings) -> tuple[MkDocsConfig, ScorebookConfig]:
    config, options = MkDocsConfig("mkdocs.yml"), ScorebookConfig()
    config.load_dict({"site_name": "考核", **settings})
    options.load_dict(dict(plugin))
    return config, options


@pytest.mark.parametrize(("settings", "plugin", "option", "character"), SETTINGS)
def test_a_control_character_in_a_setting_is_told_with_its_option(
    settings: Settings, plugin: Settings, option: str, character: str
) -> None:
    with pytest.raises(PluginError) as told:
        refuse_controls(*loaded(settings, plugin), labels("en"))
    said = f"{option} in mkdocs.yml has the control character {character}"
    assert str(told.value).startswith(said)


@pytest.mark.parametrize("epoch", ["x", "", "-1", "1.5", "４", str(2**32)])
def test_a_date_of_the_build_that_no_map_can_hold_is_refused(epoch: str) -> None:
    with pytest.raises(PluginError, match="SOURCE_DATE_EPOCH"):
        refuse_epoch(epoch, labels("zh"))
    refuse_epoch(str(2**32 - 1), labels("zh"))


def test_usual_settings_are_not_refused() -> None:
    settings = {"site_name": "考核\n👩\u200d💼", "extra": {"n": 3, "on": True, "none": None}}
    refuse_controls(*loaded(settings, {}), labels("zh"))


def test_documents_that_cannot_be_read_are_told_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("# Page\n", "utf-8")
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "zero.png").symlink_to("/dev/zero")
    (tmp_path / "gone.pdf").symlink_to("nowhere")
    config, _ = loaded({"docs_dir": str(tmp_path)}, {})
    with pytest.raises(PluginError) as told:
        refuse_unreadable(read_documents(config), labels("en"))
    said = [line.split(" (")[0] for line in str(told.value).splitlines()]
    pipe = "it is no file, but a pipe, a device or the like"
    reasons = {"gone.pdf": "there is no such file", "pipe.md": pipe, "zero.png": pipe}
    assert said == [
        f"{tmp_path / name}:1:1: the file cannot be read: {reason}"
        for name, reason in reasons.items()
    ]


def test_links_of_documents_that_lead_in_a_circle_are_told(tmp_path: Path) -> None:
    (tmp_path / "beside").mkdir()
    (tmp_path / "docs" / "more").mkdir(parents=True)
    (tmp_path / "docs" / "beside").symlink_to(tmp_path / "beside")
    (tmp_path / "docs" / "again").symlink_to(tmp_path / "beside")
    refuse_circles(tmp_path / "docs", labels("en"))
    (tmp_path / "docs" / "more" / "up").symlink_to("..")
    (tmp_path / "beside" / "project").symlink_to(tmp_path)
    with pytest.raises(PluginError) as told:
        refuse_circles(tmp_path / "docs", labels("en"))
    said = str(told.value)
    assert f"{tmp_path}/docs/more/up:1:1: the file cannot be read: the links lead in a" in said
    assert len(said.splitlines()) < 9


@pytest.mark.parametrize(
    "site",
    ["results", "results/2024", "standards", "approved", "rules.yml", ".", "..", "link", "letters"],
)
def test_a_site_never_takes_the_place_of_data(tmp_path: Path, site: str) -> None:
    project = tmp_path / "project"
    for name in ("results/2024", "standards", "letters"):
        (project / name).mkdir(parents=True)
    (project / "link").symlink_to("results")
    config, options = loaded({}, {"letters": "letters", "audiences": "rules.yml"})
    config.config_file_path = str(project / "mkdocs.yml")
    config.site_dir = str(project / site)
    with pytest.raises(PluginError, match="the site would take its place"):
        refuse_site_over_data(options, config, labels("en"))
    config.site_dir = str(project / "site")
    refuse_site_over_data(options, config, labels("en"))
