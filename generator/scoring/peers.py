"""What methods are worth that are scored relative to others: a share of the best, or by rank."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from msgspec import Struct

from generator.model.methods import Method
from generator.model.result import Result


class Compared(Struct, frozen=True, eq=False):
    """A score set beside those of others: the ``best`` of them, its ``rank`` among ``count``.

    That is worth ``points``, of 100 unless the method says otherwise; they are ``exact`` where
    they needed no rounding.
    """

    own: Decimal
    best: Decimal
    rank: int
    count: int
    points: Decimal
    exact: bool

    @property
    def steps(self) -> int:
        """How many ranks lie before its own."""
        return self.rank - 1


class Peers(Struct, frozen=True, eq=False):
    """The scores of all who are compared in a year, by the id of the method and by kind.

    Where a method compares all, the kind is an empty text.
    """

    scores: Mapping[tuple[str, str], tuple[Decimal, ...]]


NO_PEERS = Peers({})


def key_of(method: Method, kind: str) -> tuple[str, str]:
    """Return the key of what a method compares: its id, and the kind or an empty text for all."""
    return method.id, kind if method.relative and method.relative.among == "kind" else ""


def takes_part(result: Result) -> bool:
    """Tell whether others are compared with a result: drafts, what is under way and what has no
    grade take no part."""
    return result.no_grade is None and result.state not in ("draft", "interim")


def gather(scores: Iterable[tuple[Method, str, Decimal]]) -> Peers:
    """Gather the scores of a year, each with its method and the kind of the organization."""
    groups: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for method, kind, score in scores:
        groups[key_of(method, kind)].append(score)
    return Peers({key: tuple(sorted(group, reverse=True)) for key, group in groups.items()})
