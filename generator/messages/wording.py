"""Sentences that pages and downloads both need: what a rule is worth, what was recorded, what
holds a grade.

The templates make the sentences as HTML. Here they are plain text.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from generator.analysis.edition_changes import EntryChange
from generator.analysis.statements import StatementChange, changed_statements
from generator.messages.labels import Labels
from generator.model.base import GAP, Rich, Run, has_markup, runs
from generator.model.clauses import Rule
from generator.model.edition import Edition
from generator.model.result import Occurrence
from generator.scoring.card import Hold
from generator.urls import HOME, Links, locate_clauses

_MACROS = "_parts.md.jinja"
"""The template whose macros make the sentences."""
_STATEMENTS = "_statements.md.jinja"
"""The template whose macros say what an entry of an edition says."""


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """Makes sentences in the language of the labels.

    ``macros`` is the module of the template, ``statements`` that of the statements of editions,
    ``kinds`` the titles of the kinds of organization by id.
    """

    labels: Labels
    macros: Any
    statements: Any
    editions: Sequence[Edition]
    kinds: Mapping[str, str]

    def line(self, kind: str) -> str:
        """Return the name of a kind of line in the table of a scorecard."""
        return self.labels(f"downloads.lines.{kind}")

    def worth(self, edition: Edition, rule: Rule) -> str:
        """Return what a rule is worth."""
        return _text(self.macros.worth(edition, rule))

    def occurrences(self, edition: Edition, rule: Rule, occurrences: Sequence[Occurrence]) -> str:
        """Return what was recorded under a rule, a line for each occurrence."""
        return "\n".join([self.occurrence(edition, rule, entry) for entry in occurrences])

    def occurrence(self, edition: Edition, rule: Rule, occurrence: Occurrence) -> str:
        """Return one occurrence: what was measured, and its note."""
        measured = _Measured(
            occurrence.count,
            occurrence.tier,
            occurrence.kind,
            occurrence.value,
            occurrence.part,
            occurrence.whole,
            occurrence.points,
        )
        if not occurrence.note:
            return _sentence(self.macros, edition, rule, measured)
        sentence = _sentence(self.macros, edition, rule, measured, GAP)
        return sentence.replace(GAP, " ".join(plain(occurrence.note).split()))

    def holds(self, edition: Edition, holds: Iterable[Hold]) -> str:
        """Return what holds a grade down, or decides it."""
        sentences = [_text(self.macros.hold(edition, hold)) for hold in holds]
        return self.labels("ui.rule.and").join(sentences)

    def leads_to(self, edition: Edition, holder: object) -> str:
        """Return the grade that a limit or a negative case leads to, or an empty text."""
        return _text(self.macros.leads_to(edition, holder))

    def before(self, edition: Edition) -> Edition | None:
        """Return the edition that another follows, if it does."""
        id = edition.follows.edition if edition.follows else None
        return next((earlier for earlier in self.editions if earlier.id == id), None)

    def changed(
        self, before: Edition, after: Edition, change: EntryChange
    ) -> Sequence[StatementChange]:
        """Return what an entry said, and what it says now, statement by statement."""
        say, was, now = self.statements.statements, "", ""
        if change.kind != "added":
            was = say(before, change.section, change.before or change.entry, change.id)
        if change.kind != "retired":
            now = say(after, change.section, change.entry, change.id)
        return changed_statements(was, now)

    def join(self, texts: Iterable[str]) -> str | None:
        """Join ids or titles on one line; ``None`` if there are none."""
        return self.labels("ui.rule.comma").join(texts) or None


def wording(
    labels: Labels,
    environment: Environment,
    editions: Sequence[Edition],
    kinds: Mapping[str, str],
) -> Wording:
    """Return the wording for some editions, by the macros of an environment of templates."""
    known = {"to": Links(HOME, locate_clauses(editions)), "kinds": kinds}
    macros, statements = (
        environment.get_template(name).make_module(known) for name in (_MACROS, _STATEMENTS)
    )
    return Wording(labels, macros, statements, editions, kinds)


class _Measured(NamedTuple):
    """The fields of an occurrence that many occurrences have alike."""

    times: int
    tier: str | None
    kind: str | None
    value: Decimal | None
    part: int | None
    whole: int | None
    points: Decimal | None


@lru_cache(maxsize=4096)
def _sentence(
    macros: Any, edition: Edition, rule: Rule, measured: _Measured, note: str | None = None
) -> str:
    """Return the sentence for an occurrence under a rule."""
    figures = measured._asdict()
    count = figures.pop("times")
    occurrence = Occurrence.model_construct(of=rule.id, count=count, note=note, **figures)
    return _text(macros.occurrence(edition, rule, occurrence))


def _text(markup: str) -> str:
    return Markup(markup).striptags()


def plain(text: str) -> str:
    """Return a text as it reads, without the marks of rich text."""
    if not isinstance(text, Rich) or not has_markup(text):
        return str(text)
    return "".join(map(_run_text, runs(text)))


def _run_text(run: Run) -> str:
    return run.text + "".join(map(_run_text, run.inner))
