"""What may be recorded under a method, known once for all organizations of a kind."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from generator.dataset.library import Library
from generator.model.clauses import Standard
from generator.model.edition import Edition
from generator.model.result import Result
from generator.rules.references import ids, situations_of
from generator.scoring.marks import fits, kind_in, standards_of
from generator.scoring.once import once_for_edition


@dataclass(frozen=True, slots=True)
class Allowed:
    """The ids that a record may name: of ``standards``, of the situations of these, and of the
    levels of those that are judged. ``scoring`` is whether the standards are worth anything, and
    ``applying`` whether all of them apply, which nobody knows of an unknown organization."""

    standards: frozenset[str]
    situations: frozenset[str]
    levels: Mapping[str, frozenset[str]]
    scoring: bool
    applying: bool = True


_MOST_COMBINATIONS = 64
ByMethod = Mapping[str, Allowed]


def allowed(library: Library, result: Result, edition: Edition) -> ByMethod:
    """What a result may record under each method: ids of the standards that the method scores
    and that apply to the organization; of all, if nobody knows the organization."""
    organization = library.known_organizations.get(result.organization)
    if organization is None:
        return _to_all(edition)
    kind = kind_in(edition, organization.kind)
    return _remembered(edition)(kind, frozenset(result.not_applicable))


@once_for_edition
def _to_all(edition: Edition) -> ByMethod:
    found = _by_method(edition, lambda _: True)
    return {method: replace(one, applying=False) for method, one in found.items()}


@once_for_edition
def _remembered(edition: Edition) -> Callable[[str, frozenset[str]], ByMethod]:
    """What a kind of organization is allowed, where some standards are not applicable. Few
    combinations of these are common, and those are remembered."""

    @lru_cache(maxsize=_MOST_COMBINATIONS)
    def allowed_to(kind: str, off: frozenset[str]) -> ByMethod:
        return _by_method(edition, lambda standard: fits(standard, kind, off))

    return allowed_to


def _by_method(edition: Edition, applying: Callable[[Standard], bool]) -> ByMethod:
    return {
        method.id: _of(edition, filter(applying, standards_of(edition, method)))
        for method in edition.methods
    }


def _of(edition: Edition, standards: Iterable[Standard]) -> Allowed:
    known = {one.id: one for one in standards}
    return Allowed(
        standards=frozenset(known),
        situations=frozenset(rule.id for one in known.values() for *_, rule in situations_of(one)),
        levels={one.id: levels_of(edition, one) for one in known.values() if one.judged},
        scoring=any(one.points for one in known.values()),
    )


def levels_of(edition: Edition, standard: Standard) -> frozenset[str]:
    """The ids of the levels that may be given on a judged standard."""
    if standard.rubric:
        return ids(standard.rubric)
    scale = next((scale for scale in edition.scales if scale.id == standard.scale), None)
    return ids(scale.levels) if scale else frozenset()
