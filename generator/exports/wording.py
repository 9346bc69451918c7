"""Rules and records in plain words: what the pages say of them, without the markup."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any

from markupsafe import Markup

from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.model.clauses import Rule
from generator.model.edition import Edition
from generator.model.result import Occurrence
from generator.model.rich import Rich, Run, has_markup, runs
from generator.render.environment import environment
from generator.scoring.card import Hold
from generator.urls import HOME, Links, locate_clauses

PARTS = "_parts.md.jinja"
"""The template that has these words."""
NOTE = "\ue000"
"""Stands for the note in a sentence that is kept: a character that nobody has a sign for."""
_FIGURES = ("count", "tier", "kind", "value", "part", "whole")
figures = attrgetter(*_FIGURES)
"""What was measured of something that happened."""
_KEPT = 4096
"""So many sentences are kept at most."""


class Wording:
    """The words of one language, and the sentences that templates make of them."""

    def __init__(self, book: Book, words: Labels) -> None:
        self.words = words
        self._links = Links(HOME, locate_clauses(book.library.editions))
        self.aspects: Mapping[str, Mapping[str, str]] = {
            edition.id: {aspect.id: aspect.title for aspect in edition.aspects}
            for edition in book.library.editions
        }
        self.kinds = book.kind_titles
        self._sentences: dict[tuple[object, ...], str] = {}

    @cached_property
    def _parts(self) -> Any:
        template = environment(self.words).get_template(PARTS)
        return template.make_module({"to": self._links})

    @cached_property
    def _lines(self) -> Mapping[str, str]:
        found: Mapping[str, str] = self.words.section("downloads")["lines"]
        return found

    def line(self, kind: str) -> str:
        """What a line of a scorecard's table is."""
        return self._lines[kind]

    def worth(self, edition: Edition, rule: Rule) -> str:
        """What a rule is worth."""
        return _read(self._parts.worth(edition, rule))

    def occurrences(self, edition: Edition, rule: Rule, all: Sequence[Occurrence]) -> str:
        """What happened, as it was recorded, each time on its line."""
        if len(all) == 1:
            return self._occurrence(edition, rule, all[0])
        return "\n".join([self._occurrence(edition, rule, one) for one in all])

    def _occurrence(self, edition: Edition, rule: Rule, one: Occurrence) -> str:
        """The same figures make the same sentence: it is kept, and each note put into it."""
        sentence = self.sentence(edition, rule, figures(one), noted=one.note is not None)
        return told(sentence, one.note)

    def sentence(
        self, edition: Edition, rule: Rule, measured: tuple[object, ...], *, noted: bool
    ) -> str:
        """The sentence of what happened with such figures; it holds ``NOTE`` if it is ``noted``."""
        key = (edition.id, rule.id, measured, noted)
        found = self._sentences.get(key)
        if found is None:
            facts: dict[str, Any] = dict(zip(_FIGURES, measured, strict=True))
            one = Occurrence.model_construct(of=rule.id, note=NOTE if noted else None, **facts)
            found = self._keep(key, self._parts.occurrence(edition, rule, one))
        return found

    def _keep(self, key: tuple[object, ...], markup: str) -> str:
        if len(self._sentences) >= _KEPT:
            self._sentences.clear()
        sentence = self._sentences[key] = _read(markup)
        return sentence

    def holds(self, edition: Edition, holds: Iterable[Hold]) -> str:
        """What holds a grade."""
        return self.words("ui.rule.and").join([self._hold(edition, hold) for hold in holds])

    def _hold(self, edition: Edition, hold: Hold) -> str:
        """The same limits, cases and quotas hold the grades of many."""
        holder = hold.limit or hold.case
        facts = (hold.grade.id, bool(hold.case), holder and holder.id, hold.of, hold.quota)
        key = (edition.id, *facts)
        return self._sentences.get(key) or self._keep(key, self._parts.hold(edition, hold))

    def leads_to(self, edition: Edition, holder: object) -> str:
        """The grade that a limit or a negative case leads to."""
        return _read(self._parts.leads_to(edition, holder))

    def listed(self, texts: Iterable[str]) -> str | None:
        """Ids or titles in one cell; nothing if there are none."""
        return self.words("ui.rule.comma").join(texts) or None

    def lines(self, texts: Iterable[str]) -> str | None:
        """Sentences in one cell, each on its line; nothing if there are none."""
        return "\n".join(plain(text) for text in texts) or None


def _read(markup: str) -> str:
    return Markup(markup).striptags()


def told(sentence: str, note: str | None) -> str:
    """A sentence with the note that it has a place for."""
    return sentence.replace(NOTE, _on_one_line(note)) if note else sentence


def _on_one_line(note: str) -> str:
    return " ".join((plain(note) if has_markup(note) else note).split())


def plain(text: str) -> str:
    """A text as it reads, without the marks of rich text."""
    if not isinstance(text, Rich):
        return text
    return "".join(map(_said, runs(text))) if has_markup(text) else str(text)


def _said(run: Run) -> str:
    return run.text + "".join(map(_said, run.inner))
