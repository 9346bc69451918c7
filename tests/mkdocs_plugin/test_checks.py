"""What is refused of a configuration before anything is read."""

from collections.abc import Mapping

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.theme import Theme

from generator.messages.labels import labels
from generator.mkdocs_plugin.checks import refuse_controls
from generator.mkdocs_plugin.config import ScorebookConfig

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


def test_usual_settings_are_not_refused() -> None:
    settings = {"site_name": "考核\n👩\u200d💼", "extra": {"n": 3, "on": True, "none": None}}
    refuse_controls(*loaded(settings, {}), labels("zh"))
