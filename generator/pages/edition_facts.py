"""Relations between the entries of an edition, and between standards of several editions."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.model.clauses import Item, NegativeCase, Standard
from generator.model.edition import Edition
from generator.model.methods import Method
from generator.model.scales import Scale
from generator.scoring.standards import standards_of


@dataclass(frozen=True, slots=True)
class ScoredStandards:
    """How many standards a method of marks scores, and how many points they are worth."""

    count: int
    points: Decimal


def standards_by_method(edition: Edition) -> dict[str, ScoredStandards]:
    """Return what each method of marks scores, by its id."""
    scored = {method.id: tuple(standards_of(edition, method)) for method in edition.methods}
    return {
        id: ScoredStandards(len(standards), sum((s.points for s in standards), Decimal(0)))
        for id, standards in scored.items()
        if standards
    }


def standards_by_item(edition: Edition) -> dict[str, list[Standard]]:
    """Return the standards that cover each item, by the id of the item."""
    return {
        item.id: [standard for standard in edition.standards if item.id in standard.covers]
        for item in edition.items
    }


@dataclass(frozen=True, slots=True)
class StandardDetails:
    """A standard, and what its edition says elsewhere about it.

    ``items`` are those that it covers, ``scale`` and ``methods`` those by which it is marked,
    ``cases`` the negative cases that touch it.
    """

    standard: Standard
    items: tuple[Item, ...]
    scale: Scale | None
    methods: tuple[Method, ...]
    cases: tuple[NegativeCase, ...]


def standard_details(edition: Edition, standard: Standard) -> StandardDetails:
    """Collect what an edition says about one of its standards."""
    items = {item.id: item for item in edition.items}
    return StandardDetails(
        standard,
        items=tuple(items[id] for id in standard.covers),
        scale=next((scale for scale in edition.scales if scale.id == standard.scale), None),
        methods=tuple(m for m in edition.methods if standard in standards_of(edition, m)),
        cases=tuple(case for case in edition.negative_cases if standard.id in case.touches),
    )


@dataclass(frozen=True, slots=True)
class StandardOfEdition:
    """A standard with the edition that it stands in."""

    edition: Edition
    standard: Standard


def predecessors(
    editions: Sequence[Edition], edition: Edition, standard: Standard
) -> list[StandardOfEdition]:
    """Return the standards of earlier editions that a standard of ``edition`` replaces.

    ``editions`` are all editions, earliest first. Each replaced standard is returned once, as the
    latest of the earlier editions has it.
    """
    latest = {
        candidate.id: StandardOfEdition(earlier, candidate)
        for earlier in editions
        if min(earlier.years) < min(edition.years)
        for candidate in earlier.standards
    }
    return [latest[id] for id in standard.replaces if id in latest]


def successors(
    editions: Sequence[Edition], edition: Edition, standard: Standard
) -> list[StandardOfEdition]:
    """Return the standards of later editions that replace a standard of ``edition``.

    ``editions`` are all editions, earliest first.
    """
    return [
        StandardOfEdition(later, candidate)
        for later in editions
        if min(later.years) > min(edition.years)
        for candidate in later.standards
        if standard.id in candidate.replaces
    ]
