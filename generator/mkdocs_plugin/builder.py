"""Builds a project for ``scorebook publish``, in a process of its own: an ordinary build of MkDocs
that also answers what it was made from.

    python -P -m generator.mkdocs_plugin.builder settings CONFIG ANSWER
    python -P -m generator.mkdocs_plugin.builder build CONFIG ANSWER SITE [AUDIENCE]

The answer is a JSON file; the log goes to stderr.
"""

import json
import os
import sys
from datetime import UTC, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Any

from click import ClickException
from mkdocs.__main__ import State
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.utils.yaml import yaml_load

from generator.dataset.book import Book
from generator.mkdocs_plugin.audience import audiences_file
from generator.mkdocs_plugin.config import ScorebookConfig, folders
from generator.mkdocs_plugin.recorder import Recorder
from generator.publish.inputs import DATE
from generator.site import Site
from generator.urls import locate_clauses


def main(command: str, config: str, answer: str, *site: str) -> None:
    """Answer a command of ``scorebook publish``."""
    logging = State()  # the log ends with it
    file = Path(config).absolute()
    recorder = Recorder(file.parent, tuple(Path(answer).absolute().parents[:1]))
    recorder.install()
    content = read_settings(file) if command == "settings" else build_site(file, *site)
    for result in content.get("results", ()):
        recorder.record(result)  # a worker of a cluster may have read it
    Path(answer).write_text(json.dumps(content | recorder.read()), "utf-8")
    del logging


def read_settings(file: Path) -> dict[str, Any]:
    """Return the settings that publishing asks of a configuration."""
    config = load_config(str(file), strict=True)
    data = folders(_plugin(config).config, config)
    audiences = audiences_file(_plugin(config).config, config)
    with file.open("rb") as stream:  # as written: MkDocs changes what it has read
        written = json.dumps(yaml_load(stream), default=_describe, sort_keys=True)
    return {
        "standards": str(data.standards),
        "results": str(data.results),
        "approved": str(data.approved or ""),
        "docs": config.docs_dir,
        "address": config.site_url or "",
        "language": str(config.theme.get("language") or "zh"),
        "audiences": str(audiences or ""),
        "settings": sha256(written.encode("utf-8", "surrogateescape")).hexdigest(),
    }


def build_site(file: Path, site: str, audience: str = "") -> dict[str, Any]:
    """Build a site as ``mkdocs build --strict`` does, or that of an audience with its trees.

    Returns the date that it bears, and what gates ask.
    """
    config = load_config(str(file), strict=True, site_dir=site)
    plugin = _plugin(config)
    plugin.tree = audience
    config.plugins["scorebook-date"] = DatePlugin(plugin)
    config.plugins.on_startup(command="build", dirty=False)
    plugin.replacement.start(in_place=True)  # nobody reads in this folder yet
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    whole = plugin.build.whole or plugin.site.book
    return {"epoch": int(os.environ[DATE]), **_facts(plugin.site, whole)}


def _facts(site: Site, whole: Book) -> dict[str, Any]:
    """Return what gates ask of the data: the ids of all clauses and organizations that the search
    finds, and the files of all results, of which some are drafts.

    ``whole`` is the book of all data.
    """
    library, scope, seen = whole.library, site.book.scope, site.visible
    located = locate_clauses(site.book.library.editions).values()
    places = [(id, place.page) for ids in located for id, place in ids.items()]
    known = site.book.library.known_organizations if scope.has_page("cards") else ()
    drafts = [card for card in whole.summaries if card.status[-1].state == "draft"]
    files = [library.place_of_result(card.year, card.organization.id).file for card in drafts]
    return {
        "ids": [
            *filter(scope.has_cards, known),
            *(id for id, page in places if seen is None or page in seen),
        ],
        "results": [str(file) for file in library.result_files],
        "drafts": [*map(str, files)],
    }


class DatePlugin(BasePlugin):  # type: ignore[type-arg]
    """Gives the newest day of the data to all that ask for the date of the build."""

    def __init__(self, plugin: Any) -> None:
        self.plugin = plugin

    @event_priority(-100)  # when the data has been read
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put the day into the environment, unless it names another."""
        day = datetime.combine(self.plugin.site.book.newest, time(), UTC)
        os.environ.setdefault(DATE, str(int(day.timestamp())))
        return config


def _plugin(config: MkDocsConfig) -> Any:
    for plugin in config.plugins.values():
        if isinstance(plugin.config, ScorebookConfig):
            return plugin
    raise ConfigurationError(f"{config.config_file_path}: plugins: there is no scorebook")


def _describe(value: object) -> str:
    """Name a setting that is code, the same in each process."""
    name = getattr(value, "__qualname__", None)
    return f"{value.__module__}.{name}" if name else f"{type(value)} {sorted(_attributes(value))}"


def _attributes(value: object) -> list[str]:
    return [f"{name}={inner!r}" for name, inner in getattr(value, "__dict__", {}).items()]


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except ClickException as error:
        error.show()
        sys.exit(error.exit_code)
