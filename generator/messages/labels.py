"""Every word that the program says, in one catalogue per language."""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from hashlib import sha256
from importlib.resources import files
from typing import Any

import yaml

LANGUAGES = ("zh", "en")
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class Labels:
    """The catalogue of one language. A missing label is an error, never an empty word."""

    def __init__(self, language: str, entries: Mapping[str, Any]) -> None:
        self.language = language
        self._entries = entries
        self._texts = dict(_texts("", entries))

    def __call__(self, key: str, /, **facts: object) -> str:
        """The label ``key`` (``section.name``) with ``facts`` put in; raises ``KeyError``."""
        text = self._texts.get(key)
        if text is None:
            raise KeyError(f"label {key!r} is missing in labels/{self.language}")
        return text.format(**facts) if facts else text

    def section(self, key: str) -> Mapping[str, Any]:
        """All labels of a section."""
        entries: Mapping[str, Any] = self._entries[key]
        return entries

    @cached_property
    def digest(self) -> str:
        """Tells two catalogues apart."""
        return sha256(repr(self._texts).encode()).hexdigest()

    def keys(self) -> frozenset[str]:
        """Every key of the catalogue, in full."""
        return frozenset(self._texts)


def _texts(prefix: str, entries: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, entry in entries.items():
        key = f"{prefix}{name}"
        if isinstance(entry, Mapping):
            yield from _texts(f"{key}.", entry)
        else:
            yield key, str(entry)


def labels(language: str) -> Labels:
    """The catalogue of a language: Chinese for ``zh`` in any spelling, else English."""
    return _read("zh" if language.lower().startswith("zh") else "en")


@cache
def _read(language: str) -> Labels:
    """The files of a language's folder; each is a section, named by the file."""
    folder = files("generator").joinpath("labels", language)
    texts = {file.name.removesuffix(".yml"): file.read_text("utf-8") for file in folder.iterdir()}
    return Labels(language, {name: yaml.load(text, _LOADER) for name, text in texts.items()})


def forget() -> None:
    """Read the catalogues anew at the next use, for a server that watches them."""
    _read.cache_clear()
