"""What the organization did: last year's work under this year's rules against this year's."""

from collections.abc import Sequence

from generator.analysis.attribution.pair import Moved, Pair
from generator.analysis.attribution.row import Row, Ruler
from generator.analysis.attribution.rows import Span
from generator.scoring.points import ZERO


def by_organization(span: Span, most: int | None = None) -> Row:
    """The half of a change whose cards are of one edition. Of the standards of a method,
    ``most`` have rows of their own, if so many are told."""
    return span.half("organization", [_method(span, pair, most) for pair in span.pairs])


def _method(span: Span, pair: Pair, most: int | None) -> Row:
    """A method at the same weight: weight × difference of the raw scores."""
    row = span.risen(pair)
    if not pair.b.marks:
        return row
    ruler = Ruler(span.points.places, pair.whole)
    parts = _standards(ruler, sorted(pair.moved), most)
    return ruler.total(row, parts, pair.lost)


def _standards(ruler: Ruler, moved: Sequence[Moved], most: int | None) -> list[Row]:
    """The standards of a method; those beyond the first ``most`` come as one row, as
    ``folded`` would make it."""
    rest = moved[most:] if most is not None else ()
    first = moved[:most] if len(rest) > 1 else moved
    rows = [ruler.row("standard", points, (id,), was, now) for _, id, points, was, now in first]
    if len(rest) > 1:
        together = sum([one[2] for one in rest], ZERO)
        rows.append(ruler.row("others", together, tuple([one[1] for one in rest])))
    return rows
