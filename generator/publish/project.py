"""Read what publishing must know of a project: its configuration, and digests of its inputs.

MkDocs itself reads ``mkdocs.yml`` in its own process.
"""

import hashlib
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import distributions, version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from generator.publish.status import Outcome, Stopped

PROGRAM = Path(__file__).parents[1]
NAMED_VERSIONS = ("scorebook", "mkdocs", "mkdocs-material")


@dataclass(frozen=True, slots=True)
class Project:
    """A configuration, the folders of inputs that it names, and what else publishing asks of it.

    ``further`` are inputs that are neither data nor documents. ``address`` is that of the site,
    with a slash at the end, or empty.
    """

    config: Path
    standards: Path
    results: Path
    docs: Path
    further: tuple[Path, ...]
    address: str
    language: str

    @property
    def base(self) -> str:
        """Return the path of the site on its host, with a slash at both ends."""
        return urlsplit(self.address).path or "/"


@dataclass(frozen=True)
class Inputs:
    """Digests of what a site is made from: the same digests mean the same site.

    ``epoch`` is the newest day of the data in seconds since 1970, the only time that the site may
    bear. ``digest`` stands for the epoch and all ``parts``. ``versions`` are for people.
    """

    epoch: int
    digest: str
    parts: dict[str, str]
    versions: dict[str, str]


def read_project(config: Path) -> Project:
    """Read a configuration; raises ``Stopped`` with ``BUILD`` where it cannot be read."""
    config = config.absolute()
    root, settings = config.parent, _read_settings(config)
    theme = settings.get("theme")
    theme = theme if isinstance(theme, dict) else {}
    options = _plugin_options(settings.get("plugins"))
    address = str(settings.get("site_url") or "")
    return Project(
        config=config,
        standards=root / options.get("standards", "standards"),
        results=root / options.get("results", "results"),
        docs=root / str(settings.get("docs_dir", "docs")),
        further=tuple(root / path for path in _further_inputs(settings, theme)),
        address=address if not address or address.endswith("/") else f"{address}/",
        language=str(theme.get("language") or "zh"),
    )


def digest_inputs(project: Project, epoch: int) -> Inputs:
    """Digest all inputs of a project as they are now.

    Paths count from the folder that they lie in, so that a project may be moved.
    """
    parts = {
        "standards": _digest_paths([project.standards]),
        "results": _digest_paths([project.results]),
        "docs": _digest_paths([project.docs]),
        "configuration": _digest_paths([project.config, *project.further]),
        "program": _digest_paths([PROGRAM]),
        "environment": _digest_lines(sorted(_installed_packages())),
    }
    digest = _digest_lines([str(epoch), *(f"{name} {digest}" for name, digest in parts.items())])
    versions = {name: version(name) for name in NAMED_VERSIONS}
    return Inputs(epoch, digest, parts, {**versions, "python": platform.python_version()})


class _LenientLoader(yaml.SafeLoader):
    """Reads tags such as ``!ENV`` as if they were not there."""


def _construct_untagged(loader: _LenientLoader, _: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return node.value


_LenientLoader.add_multi_constructor("!", _construct_untagged)
_LenientLoader.add_multi_constructor("tag:yaml.org,2002:python/", _construct_untagged)


def _read_settings(config: Path) -> dict[str, Any]:
    """Return the settings of a file, over those that it inherits."""
    try:
        content = yaml.load(config.read_bytes(), _LenientLoader)
    except (OSError, yaml.YAMLError) as error:
        raise Stopped(Outcome.BUILD, [f"{config.name}: {error}"]) from error
    settings = content if isinstance(content, dict) else {}
    inherited = settings.get("INHERIT")
    return {**_read_settings(config.parent / inherited), **settings} if inherited else settings


def _plugin_options(plugins: Any) -> dict[str, Any]:
    """Return the options of the plugin; MkDocs takes plugins as a mapping or as a list."""
    pairs = plugins.items() if isinstance(plugins, dict) else _listed_plugins(plugins or ())
    return next((options or {} for name, options in pairs if name == "scorebook"), {})


def _listed_plugins(plugins: Any) -> Iterator[tuple[str, Any]]:
    for plugin in plugins:
        yield from plugin.items() if isinstance(plugin, dict) else ((plugin, None),)


def _further_inputs(settings: dict[str, Any], theme: dict[str, Any]) -> Iterator[str]:
    """Yield the paths of templates over the theme's, of hooks, and of what is watched."""
    yield from (path for path in (settings.get("INHERIT"), theme.get("custom_dir")) if path)
    yield from map(str, settings.get("hooks") or ())
    yield from map(str, settings.get("watch") or ())


def _digest_paths(paths: Iterable[Path]) -> str:
    """Digest files, and all files in folders, by their content and their place in the folder."""
    lines = (f"{n} {line}" for n, path in enumerate(paths) for line in _file_lines(path))
    return _digest_lines(lines)


def _file_lines(path: Path) -> Iterator[str]:
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in files:
        if file.is_file() and "__pycache__" not in file.parts:
            place = file.relative_to(path).as_posix()
            yield f"{place!r} {hashlib.sha256(file.read_bytes()).hexdigest()}"


def _installed_packages() -> Iterator[str]:
    """Yield all that may have a hand in the pages: extensions, highlighters, templates."""
    yield platform.python_version()
    for package in distributions():
        yield f"{package.name}=={package.version}"


def _digest_lines(lines: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode("utf-8", "surrogateescape") + b"\n")
    return digest.hexdigest()
