"""What pages say of an edition that stands in several places of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.model.clauses import Item, NegativeCase, Standard
from generator.model.edition import Edition, Method, Scale
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
    """Return the standards that cover each item, by its id."""
    return {
        item.id: [standard for standard in edition.standards if item.id in standard.covers]
        for item in edition.items
    }


@dataclass(frozen=True, slots=True)
class StandardDetails:
    """A standard, and what its edition says elsewhere about it."""

    standard: Standard
    items: tuple[Item, ...]
    scale: Scale | None
    methods: tuple[Method, ...]
    cases: tuple[NegativeCase, ...]


def standard_details(edition: Edition, standard: Standard) -> StandardDetails:
    """Return a standard with the items that it covers, the scale and the methods by which it is
    marked, and the negative cases that touch it."""
    items = {item.id: item for item in edition.items}
    return StandardDetails(
        standard,
        items=tuple(items[id] for id in standard.covers),
        scale=next((one for one in edition.scales if one.id == standard.scale), None),
        methods=tuple(m for m in edition.methods if standard in standards_of(edition, m)),
        cases=tuple(case for case in edition.negative_cases if standard.id in case.touches),
    )


@dataclass(frozen=True, slots=True)
class StandardOfEdition:
    """A standard, and the edition in which it stands."""

    edition: Edition
    standard: Standard


def lineage(
    editions: Sequence[Edition], edition: Edition, standard: Standard
) -> dict[str, list[StandardOfEdition]]:
    """Return the ``predecessors`` of a standard, which it replaces, and its ``successors``, which
    replace it, in other editions. ``editions`` are sorted by their years."""
    earlier = [one for one in editions if min(one.years) < min(edition.years)]
    later = [one for one in editions if min(one.years) > min(edition.years)]
    return {
        "predecessors": [
            found for id in standard.replaces if (found := _latest(earlier[::-1], id))
        ],
        "successors": [
            StandardOfEdition(one, other) for one in later for other in one.standards
            if standard.id in other.replaces
        ],
    }  # fmt: skip


def _latest(editions: Sequence[Edition], id: str) -> StandardOfEdition | None:
    standards = (
        StandardOfEdition(edition, standard)
        for edition in editions
        for standard in edition.standards
        if standard.id == id
    )
    return next(standards, None)
