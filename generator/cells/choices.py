"""Entries that a cell may name: each is shown in words, and found by its words or its id."""

import difflib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

_LONGEST_SHOWN = 40
"""Characters of a title that stand behind an id."""


def normalized(text: str) -> str:
    """Return a text as it is compared: full-width signs as plain ones, no space at its ends, and
    no more than one space inside."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def nearest(text: str, words: Iterable[str]) -> str:
    """Return the word that is most like a text, or an empty text if none is like it."""
    return next(iter(difflib.get_close_matches(normalized(text), list(words), n=1)), "")


@dataclass(frozen=True, eq=False)
class Choices:
    """The entries of a list by id, with their titles.

    Titles that do not tell entries apart, and all of a list ``with_ids``, have the id before them.
    """

    titles: Mapping[str, str]
    with_ids: bool = False

    def __iter__(self) -> Iterator[str]:
        return (self.shown(id) for id in self.titles)

    def shown(self, id: str) -> str:
        """Return the words that a cell has for an id; an unknown id stands for itself."""
        return self._shown.get(id, id)

    def find(self, text: str) -> str | None:
        """Return the id that a text names by the words of a cell, a title or an id, or ``None``."""
        key = normalized(text)
        if key in self._ids:
            return self._ids[key]
        first = key.partition(" ")[0]
        return first if " " in key and first in self.titles else None

    def near(self, text: str) -> str:
        """Return the words of the entry that is most like a text, or an empty text."""
        known = {normalized(word): id for word, id in self._ids.items()}
        found = nearest(text, known)
        return self.shown(known[found]) if found else ""

    @cached_property
    def _shown(self) -> Mapping[str, str]:
        bearers = Counter(map(normalized, self.titles.values()))
        return {id: self._words(id, title, bearers) for id, title in self.titles.items()}

    def _words(self, id: str, title: str, bearers: Mapping[str, int]) -> str:
        if not self.with_ids and bearers[normalized(title)] == 1 and title not in self.titles:
            return title
        if title == id:
            return id
        cut = title if len(title) <= _LONGEST_SHOWN else title[: _LONGEST_SHOWN - 1] + "…"
        return f"{id} {' '.join(cut.split())}"

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        bearers = Counter(map(normalized, self.titles.values()))
        by_title = {
            normalized(title): id
            for id, title in self.titles.items()
            if bearers[normalized(title)] == 1
        }
        by_words = {normalized(words): id for id, words in self._shown.items()}
        return by_title | by_words | {id: id for id in self.titles}


def of_entries(entries: Iterable[object], with_ids: bool = False) -> Choices:
    """Return the choices that entries of an edition are, by their title, text or name."""
    return Choices({_id(entry): _title(entry) for entry in entries}, with_ids)


def _id(entry: object) -> str:
    return str(getattr(entry, "id"))  # noqa: B009


def _title(entry: object) -> str:
    names = (getattr(entry, name, None) for name in ("title", "name", "text"))
    return next((str(name) for name in names if name), _id(entry))
