"""What follows from an edition alone, worked out once for all organizations."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from generator.model.edition import Edition

P = ParamSpec("P")
T = TypeVar("T")
_MOST_EDITIONS = 32
_UNKNOWN: Any = object()
_known: dict[int, dict[Any, Any]] = {}
"""What is known of each edition, with the edition itself, so that its number stays its own.
Editions are told apart by identity: comparing two would cost more than is saved."""


def once(
    make: Callable[Concatenate[Edition, Any, P], T],
) -> Callable[Concatenate[Edition, Any, P], T]:
    """``make`` for an edition, an entry of it that has an id, and further ids: called once for
    each of them."""

    @wraps(make)
    def known(edition: Edition, entry: Any, /, *rest: P.args, **named: P.kwargs) -> T:
        key = (make, entry.id, *rest)
        found = _known.get(id(edition)) or _begun(edition)
        value: T = found.get(key, _UNKNOWN)
        if value is _UNKNOWN:
            value = found[key] = make(edition, entry, *rest, **named)
        return value

    return known


def once_for_edition(
    make: Callable[Concatenate[Edition, P], T],
) -> Callable[Concatenate[Edition, P], T]:
    """``make`` for an edition and words that it, or the model, has a few of: called once for
    each of them."""

    @wraps(make)
    def known(edition: Edition, /, *rest: P.args, **named: P.kwargs) -> T:
        key = (make, *rest)
        found = _known.get(id(edition)) or _begun(edition)
        value: T = found.get(key, _UNKNOWN)
        if value is _UNKNOWN:
            value = found[key] = make(edition, *rest, **named)
        return value

    return known


def _begun(edition: Edition) -> dict[Any, Any]:
    if len(_known) >= _MOST_EDITIONS:
        _known.clear()
    return _known.setdefault(id(edition), {Edition: edition})
