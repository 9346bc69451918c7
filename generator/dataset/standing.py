"""How far the methods of a result are recorded."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.model.edition import Edition
from generator.model.methods import Method
from generator.problem import Problem
from generator.rules.recorded import method_of
from generator.yaml.nodes import Plain

How = Literal["none", "part", "whole", "wrong"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far something is recorded: ``done`` of ``whole`` periods, and the number of things that
    are still missing and of those that are wrong. What has no periods is done once."""

    done: int
    whole: int
    missing: int
    wrong: int

    @property
    def how(self) -> How:
        """The state in one word; what is wrong comes first."""
        if self.wrong:
            return "wrong"
        if not self.done:
            return "none"
        return "part" if self.missing or self.done < self.whole else "whole"


def standings(
    edition: Edition, data: Mapping[str, Plain], faults: Sequence[Problem]
) -> dict[str, Standing]:
    """Return how far each method of a result is, by id; a result without a grade need not have
    any. ``faults`` are the problems of its file."""
    recorded = data.get("methods")
    records = recorded if isinstance(recorded, dict) else {}
    return {
        method.id: Standing(
            _done(method, records.get(method.id)),
            len(method.periods) or 1,
            *count_faults(faults, method.id),
        )
        for method in edition.methods
        if method.id in records or "no_grade" not in data
    }


def _done(method: Method, record: Plain) -> int:
    """Return how many periods are recorded, or whether the method is."""
    if not isinstance(record, dict):
        return 0
    if not method.periods:
        return 1
    parts = [record.get(name) for name in ("periods", "without")]
    return sum(len(part) for part in parts if isinstance(part, dict))


def count_faults(faults: Sequence[Problem], method: str) -> tuple[int, int]:
    """Return how much is missing in a method, and how much is wrong."""
    own = Counter(fault.gap for fault in faults if method_of(fault) == method)
    return own[True], own[False]


@dataclass(frozen=True, slots=True)
class Begun:
    """How many of the methods of a result that is not complete are recorded."""

    done: int
    whole: int
