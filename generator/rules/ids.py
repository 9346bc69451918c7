"""The ids that an edition gives to its clauses and rules, and their places."""

from collections.abc import Iterator
from functools import lru_cache

from generator.model.clauses import Rule, Standard
from generator.model.edition import SECTIONS, Edition

Names = list[tuple[tuple[str | int, ...], str]]


def ids(entries: tuple[object, ...]) -> frozenset[str]:
    """Return the ids of a list of entries."""
    return frozenset(getattr(entry, "id") for entry in entries)  # noqa: B009 any entry has one


@lru_cache(maxsize=256)
def ids_in(edition: Edition, section: str) -> frozenset[str]:
    """Return the ids of one of the lists of an edition."""
    return ids(getattr(edition, section))


@lru_cache(maxsize=256)
def clause_ids(edition: Edition) -> frozenset[str]:
    """Return the ids of items, standards, adjustments and negative cases.

    Their continuity from edition to edition is watched, and a rectification may name them.
    """
    return (
        ids(edition.items)
        | ids(edition.standards)
        | ids(edition.adjustments)
        | ids(edition.negative_cases)
    )


def clauses_named(edition: Edition) -> Names:
    """Return the ids of all clauses but situations, with their paths."""
    return [
        ((section, n, "id"), entry.id)
        for section in SECTIONS
        for n, entry in enumerate(getattr(edition, section))
    ]


def situations_named(edition: Edition) -> Names:
    """Return the ids of all situations, with their paths."""
    return [
        (("standards", n, field, k, "id"), situation.id)
        for n, standard in enumerate(edition.standards)
        for field, k, situation in situations_of(standard)
    ]


def rules_of(edition: Edition) -> Iterator[tuple[tuple[str | int, ...], Rule]]:
    """Yield every rule of points with its path: situations, adjustments, negative cases."""
    for n, standard in enumerate(edition.standards):
        for field, k, situation in situations_of(standard):
            yield ("standards", n, field, k), situation
    for n, adjustment in enumerate(edition.adjustments):
        yield ("adjustments", n), adjustment
    for n, case in enumerate(edition.negative_cases):
        yield ("negative_cases", n), case


def situations_of(standard: Standard) -> Iterator[tuple[str, int, Rule]]:
    """Yield the situations of a standard with the field and index where each stands."""
    for k, situation in enumerate(standard.bonus):
        yield "bonus", k, situation
    for k, situation in enumerate(standard.deductions):
        yield "deductions", k, situation
