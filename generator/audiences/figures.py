"""The table of figures that come from several organizations, and who may see each.

What stands here is let in; whatever does not is absent. The guide for operators shows the same
table, and a test compares both.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.audiences.model import Audience, Others


@dataclass(frozen=True, slots=True)
class Figure:
    """What a reader must know of other organizations at ``least`` to be told a figure, and whether
    it is told of groups only that are not smaller than the smallest."""

    least: Others
    grouped: bool = False


FIGURES: Mapping[str, Figure] = {
    "rank": Figure("ranks", grouped=True),
    "kind-rank": Figure("ranks", grouped=True),
    "ranked": Figure("ranks", grouped=True),
    "ranking-names": Figure("ranks", grouped=True),
    "ranking-totals": Figure("totals", grouped=True),
    "ranking-grades": Figure("totals", grouped=True),
    "spread": Figure("everything"),
    "medians": Figure("everything"),
    "totals-chart": Figure("everything"),
    "grades-of-year": Figure("everything"),
    "trend": Figure("everything"),
    "heat-map": Figure("everything"),
    "method-losses": Figure("everything"),
    "clause-costs": Figure("everything"),
    "clause-uses": Figure("everything"),
    "clause-histories": Figure("everything"),
    "review": Figure("everything"),
    "bulletin": Figure("everything"),
    "risers-and-fallers": Figure("everything"),
    "repeats": Figure("everything"),
    "ledger": Figure("everything"),
    "recordings": Figure("everything"),
    "year-downloads": Figure("everything"),
}
"""Figures by name. A figure of level ``everything`` is made from all results that an audience may
see, and only where that is all that there are in its states."""


def is_told(audience: Audience, figure: str, group: int, smallest: int) -> bool:
    """Tell whether readers are told a figure of a ``group`` of so many organizations."""
    rule = FIGURES[figure]
    return audience.knows(rule.least) and (not rule.grouped or group >= smallest)
