"""The words of a workbook: headings, help, words of the format, and what cells may name."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from generator.cells.choices import Choices, of_entries
from generator.cells.fields import Leaf
from generator.messages.labels import Labels
from generator.model.edition import Edition
from generator.model.fields import Model
from generator.model.result import Organization


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What the words of a workbook stand for.

    ``kinds`` are those of organizations, ``names`` the names of organizations by id. ``new`` holds
    the titles of entries that a workbook itself adds, by section and id.
    """

    labels: Labels
    edition: Edition | None = None
    kinds: tuple[object, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    new: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def words(self) -> Mapping[str, str]:
        """The words of the office by those of the format, such as 草稿 for ``draft``."""
        words: Mapping[str, str] = self.labels.section("workbook")["words"]
        return words

    def text(self, key: str, /, **facts: object) -> str:
        """Return a text of workbooks."""
        return self.labels(f"workbook.{key}", **facts)

    def sheet(self, title: str) -> str:
        """Return a title as a sheet may have it: of at most 31 characters, without some signs."""
        return _UNNAMEABLE.sub("-", title)[:_LONGEST_TITLE].strip(" '")

    def title(self, name: str) -> str:
        """Return the title of the sheet of a list: its own, or the name of the list."""
        titles: Mapping[str, str] = self.labels.section("workbook")["sheets"]
        return titles.get(name, name)

    def heading(self, model: Model, name: str) -> str:
        """Return the heading of a field: that of the field, of its name, or the name itself."""
        headings: Mapping[str, str] = self.labels.section("workbook")["headings"]
        names: Mapping[str, str] = self.labels.section("ui")["field"]
        own = headings.get(f"{model.__name__}-{name}") or headings.get(name)
        return own or names.get(name) or self.title(name)

    def heading_of(self, model: Model, leaf: Leaf) -> str:
        """Return the heading of a field, after that of the field of ``model`` which holds it."""
        own = self.heading(leaf.model, leaf.name)
        if len(leaf.path) == 1:
            return own
        return f"{self.heading(model, leaf.path[0])}·{own}"

    def help(self, leaf: Leaf) -> str:
        """Return what is said of a field to whoever fills in its cell: the comment of workbooks, or
        what editors say of the field; empty, if nothing is said."""
        comments: Mapping[str, str] = self.labels.section("workbook")["comments"]
        texts: Mapping[str, Mapping[str, str]] = self.labels.section("fields")
        bases = [model.__name__ for model in leaf.model.__mro__]
        own = [comments.get(f"{base}-{leaf.name}") for base in bases]
        said = [texts.get(base, {}).get(leaf.name) for base in bases]
        return next(filter(None, (*own, comments.get(leaf.name), *said)), "")

    def literals(self, leaf: Leaf) -> dict[str, str]:
        """Return the words that a field may have, by those of the format."""
        return {word: self.words.get(word, word) for word in leaf.literals}

    def choices(self, leaf: Leaf) -> Choices | None:
        """Return the entries that a field may name; ``None``, if it makes up its ids."""
        return self.choices_of(leaf.model, leaf.name)

    def choices_of(self, model: Model | None, name: str) -> Choices | None:
        """Return the entries that the field of a model may name, if that is known."""
        own = _OF_MODEL.get((model.__name__, name)) if model else None
        by_field = own or _BY_NAME.get(name)
        return by_field(self) if by_field else None

    def keys_of_points(self) -> Choices:
        """Return what the rows and columns of a table of points may be: tiers and kinds."""
        return Choices({**self.entries("tiers").titles, **self.entries("kinds").titles})

    def entries(self, name: str, with_ids: bool = False) -> Choices:
        """Return the entries of a list of the edition, with those that are new."""
        entries: Iterable[object] = getattr(self.edition, name, ())
        known = of_entries(entries, with_ids)
        return Choices({**known.titles, **self.new.get(name, {})}, with_ids)

    def levels(self) -> Choices:
        """Return the levels of all scales."""
        scales = self.edition.scales if self.edition else ()
        return of_entries(level for scale in scales for level in scale.levels)

    def organizations(self) -> Choices:
        """Return the organizations."""
        return Choices({**self.names, **self.new.get("organizations", {})})

    def kinds_of_organizations(self) -> Choices:
        """Return the kinds of organizations; ``kinds`` of an edition are those of awards."""
        new = {} if self.edition else self.new.get("kinds", {})
        return Choices({**of_entries(self.kinds).titles, **new})

    def clauses(self) -> Choices:
        """Return what a rectification may name, each with its id."""
        sections = ("standards", "items", "adjustments", "negative_cases")
        titles = {id: t for name in sections for id, t in self.entries(name).titles.items()}
        return Choices(titles, with_ids=True)

    def corrected(self) -> Choices:
        """Return what a correction may change."""
        heads = {word: self.words[word] for word in ("total", "grade")}
        return Choices({**heads, **self.entries("standards").titles}, with_ids=True)


def _of_section(name: str, with_ids: bool = False) -> Callable[[Vocabulary], Choices]:
    return lambda vocabulary: vocabulary.entries(name, with_ids)


_UNNAMEABLE = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE = 31
_BY_NAME: Mapping[str, Callable[[Vocabulary], Choices]] = {
    "aspect": _of_section("aspects"),
    "covers": _of_section("items", with_ids=True),
    "methods": _of_section("methods"),
    "scale": _of_section("scales"),
    "touches": _of_section("standards", with_ids=True),
    "at_most": _of_section("grades"),
    "lifts_to": _of_section("grades"),
    "veto": _of_section("grades"),
    "grade": _of_section("grades"),
    "tier": _of_section("tiers"),
    "applies_to": Vocabulary.kinds_of_organizations,
    "clause": Vocabulary.clauses,
}
_OF_MODEL: Mapping[tuple[str, str], Callable[[Vocabulary], Choices]] = {
    ("Item", "adjustment"): _of_section("adjustments", with_ids=True),
    ("Occurrence", "kind"): _of_section("kinds"),
    ("FollowUp", "of"): _of_section("use_of_results"),
    ("Organization", "kind"): Vocabulary.kinds_of_organizations,
    ("Organization", "parent"): Vocabulary.organizations,
    ("Former", "kind"): Vocabulary.kinds_of_organizations,
    ("Former", "parent"): Vocabulary.organizations,
    ("Correction", "of"): Vocabulary.corrected,
    ("Correction", "old"): _of_section("grades"),
    ("Correction", "new"): _of_section("grades"),
}


def names_in(organizations: Iterable[Organization], year: int) -> dict[str, str]:
    """Return the names of organizations in a year, by id."""
    return {organization.id: organization.name_in(year) for organization in organizations}
