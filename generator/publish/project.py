"""What publishing must know of ``mkdocs.yml``. MkDocs itself reads it in its own process."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from generator.publish.outcome import Outcome, Stopped


@dataclass(frozen=True, slots=True)
class Project:
    """A configuration and where the inputs are that it names; ``further`` are those that are
    neither data nor documents. ``address`` is the site's, with a slash at the end, or empty."""

    config: Path
    standards: Path
    results: Path
    docs: Path
    further: tuple[Path, ...]
    address: str
    language: str
    drafts: bool

    @property
    def base(self) -> str:
        """The path of the site on its host, with a slash at both ends."""
        return urlsplit(self.address).path or "/"


class _Lenient(yaml.SafeLoader):
    """Takes tags such as ``!ENV`` as if they were not there."""


def _untagged(loader: _Lenient, _: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return node.value


_Lenient.add_multi_constructor("!", _untagged)
_Lenient.add_multi_constructor("tag:yaml.org,2002:python/", _untagged)


def read_project(config: Path) -> Project:
    """The project of a configuration; raises ``Stopped`` where it cannot be read."""
    root, site = config.absolute().parent, _read(config.absolute())
    plugin, theme = _plugin(site.get("plugins")), site.get("theme")
    theme = theme if isinstance(theme, dict) else {}
    address = str(site.get("site_url") or "")
    return Project(
        config=config.absolute(),
        standards=root / plugin.get("standards", "standards"),
        results=root / plugin.get("results", "results"),
        docs=root / str(site.get("docs_dir", "docs")),
        further=tuple(root / path for path in _further(site, theme)),
        address=address if not address or address.endswith("/") else f"{address}/",
        language=str(theme.get("language") or "zh"),
        drafts=plugin.get("drafts") is True,
    )


def _read(config: Path) -> dict[str, Any]:
    """The settings of a file, over those that it inherits."""
    try:
        found = yaml.load(config.read_bytes(), _Lenient)
    except (OSError, yaml.YAMLError) as error:
        raise Stopped(Outcome.BUILD, [f"{config.name}: {error}"]) from error
    settings = found if isinstance(found, dict) else {}
    inherited = settings.get("INHERIT")
    return {**_read(config.parent / inherited), **settings} if inherited else settings


def _plugin(plugins: Any) -> dict[str, Any]:
    """The options of the plugin, in whichever way they are written."""
    listed = plugins.items() if isinstance(plugins, dict) else _pairs(plugins or ())
    return next((options or {} for name, options in listed if name == "scorebook"), {})


def _pairs(plugins: Any) -> Iterator[tuple[str, Any]]:
    for one in plugins:
        yield from one.items() if isinstance(one, dict) else ((one, None),)


def _further(site: dict[str, Any], theme: dict[str, Any]) -> Iterator[str]:
    """Overrides of the theme, hooks, and what is watched as an input."""
    yield from (path for path in (site.get("INHERIT"), theme.get("custom_dir")) if path)
    yield from map(str, site.get("hooks") or ())
    yield from map(str, site.get("watch") or ())
