"""What follows from an edition alone, worked out once for all organizations."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from generator.model.edition import Edition

P = ParamSpec("P")
T = TypeVar("T")
_MOST_EDITIONS = 32
_known: dict[int, tuple[Edition, dict[Any, Any]]] = {}
"""What is known of each edition, with the edition itself, so that its number stays its own.
Editions are told apart by identity: comparing two would cost more than is saved."""


def once(
    make: Callable[Concatenate[Edition, Any, P], T],
) -> Callable[Concatenate[Edition, Any, P], T]:
    """``make`` for an edition, an entry of it that has an id, and further ids: called once for
    each of them."""

    @wraps(make)
    def known(edition: Edition, entry: Any, /, *rest: P.args, **named: P.kwargs) -> T:
        found = _of(edition)
        key = (make, entry.id, *rest)
        if key not in found:
            found[key] = make(edition, entry, *rest, **named)
        value: T = found[key]
        return value

    return known


def once_for_edition(
    make: Callable[Concatenate[Edition, P], T],
) -> Callable[Concatenate[Edition, P], T]:
    """``make`` for an edition and words that it, or the model, has a few of: called once for
    each of them."""

    @wraps(make)
    def known(edition: Edition, /, *rest: P.args, **named: P.kwargs) -> T:
        found = _of(edition)
        key = (make, *rest)
        if key not in found:
            found[key] = make(edition, *rest, **named)
        value: T = found[key]
        return value

    return known


def _of(edition: Edition) -> dict[Any, Any]:
    found = _known.get(id(edition))
    if found is None:
        if len(_known) >= _MOST_EDITIONS:
            _known.clear()
        found = _known[id(edition)] = (edition, {})
    return found[1]
