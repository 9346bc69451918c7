"""What two editions say of each other, found out once for all organizations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.history import rescored
from generator.model.clauses import Standard
from generator.model.edition import Edition

_KEPT: dict[tuple[int, int], "Succession"] = {}
_MOST = 64


@dataclass(frozen=True)
class Succession:
    """Two editions, and how the standards of the first fare in the second."""

    earlier: Edition
    later: Edition
    _rescored: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def before(self) -> Mapping[str, Standard]:
        """The standards of the earlier edition by id."""
        return {standard.id: standard for standard in self.earlier.standards}

    @cached_property
    def after(self) -> Mapping[str, Standard]:
        """The standards of the later edition by id."""
        return {standard.id: standard for standard in self.later.standards}

    def rescored(self, id: str) -> bool:
        """Whether the same facts may be worth other points on a standard that both have."""
        if id not in self._rescored:
            self._rescored[id] = rescored(self.before[id], self.after[id])
        return self._rescored[id]


def succession(earlier: Edition, later: Edition) -> Succession:
    """What is known of two editions. They are told apart as objects, since to compare all
    that they say would take longer than what is found out."""
    key = id(earlier), id(later)
    if key not in _KEPT:
        if len(_KEPT) >= _MOST:
            _KEPT.clear()
        _KEPT[key] = Succession(earlier, later)
    return _KEPT[key]
