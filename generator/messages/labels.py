"""Every text that the program itself says, in one catalogue per language."""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from hashlib import sha256
from importlib.resources import files
from typing import Any

import yaml

LANGUAGES = ("zh", "en")
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class Labels:
    """The catalogue of one language. A missing label is an error, never an empty text."""

    def __init__(self, language: str, sections: Mapping[str, Any]) -> None:
        self.language = language
        self._sections = sections
        self._texts = dict(_flatten("", sections))

    def __call__(self, key: str, /, **facts: object) -> str:
        """Return the label ``key``, in the form ``section.name``, with ``facts`` put in.

        Raises ``KeyError`` if there is no such label, or a fact that it names is not given.
        """
        text = self._texts.get(key)
        if text is None:
            raise KeyError(f"label {key!r} is missing in labels/{self.language}")
        return text.format(**facts) if facts else text

    def section(self, key: str) -> Mapping[str, Any]:
        """Return all labels of a section, nested as in its file; ``KeyError`` if it has none."""
        entries: Mapping[str, Any] = self._sections[key]
        return entries

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all texts, in hexadecimal: two catalogues differ if their digests do."""
        return sha256(repr(self._texts).encode()).hexdigest()

    def keys(self) -> frozenset[str]:
        """Return the key of every label."""
        return frozenset(self._texts)


def _flatten(prefix: str, entries: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, entry in entries.items():
        key = f"{prefix}{name}"
        if isinstance(entry, Mapping):
            yield from _flatten(f"{key}.", entry)
        else:
            yield key, str(entry)


def labels(language: str) -> Labels:
    """Return the catalogue of a language: Chinese for any tag beginning in ``zh``, else English."""
    return _read("zh" if language.lower().startswith("zh") else "en")


@cache
def _read(language: str) -> Labels:
    """Read the folder of a language: each file is the section of its name."""
    folder = files("generator").joinpath("labels", language)
    texts = {file.name.removesuffix(".yml"): file.read_text("utf-8") for file in folder.iterdir()}
    return Labels(language, {name: yaml.load(text, _LOADER) for name, text in texts.items()})


def clear_labels() -> None:
    """Clear the cache of catalogues, for a server that watches their files."""
    _read.cache_clear()
