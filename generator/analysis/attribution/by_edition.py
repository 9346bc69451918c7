"""What the edition changed: last year's work under last year's rules against this year's."""

from collections.abc import Mapping
from decimal import Decimal
from math import prod

from generator.analysis.attribution.pair import Pair
from generator.analysis.attribution.row import Label, Row, Ruler, by_size
from generator.analysis.attribution.rows import Span
from generator.analysis.attribution.succession import Succession, succession
from generator.frozen import frozen
from generator.scoring.card import MethodScore
from generator.scoring.points import ONE, ZERO


@frozen
class _Marked:
    """The methods of marks. ``pairs`` come with what brings their points to the denominator of
    all, by which ``ruler`` divides, and with what the points of levels changed."""

    pairs: tuple[tuple[Pair, Decimal, Mapping[str, Decimal]], ...]
    ruler: Ruler


def by_edition(span: Span) -> Row:
    """The half of a change whose cards rest on the same facts."""
    editions = succession(span.a.card.edition, span.b.card.edition)
    marked = _marked(span, editions)
    rows = (
        _weights(span),
        _methods(span),
        _scales(span, marked),
        _standards(span, marked, editions),
    )
    return span.half("edition", rows)


def _marked(span: Span, editions: Succession) -> _Marked:
    pairs = [pair for pair in span.pairs if pair.b.marks]
    others = [prod([one.whole for one in pairs if one is not pair], start=ONE) for pair in pairs]
    scaled = [pair.scaled(editions.rescaled[pair.b.method.id]) for pair in pairs]
    whole = prod([pair.whole for pair in pairs], start=ONE)
    both = zip(pairs, others, scaled, strict=True)
    return _Marked(tuple(both), Ruler(span.points.places, whole))


def _weights(span: Span) -> Row | None:
    """Last year's raw scores at this year's weights."""
    if all(pair.a.weight == pair.b.weight for pair in span.pairs):
        return None
    return span.summed("weights", [_weight(span, pair.a, pair.b) for pair in span.pairs])


def _weight(span: Span, a: MethodScore, b: MethodScore) -> Row:
    points = (b.weight - a.weight) * a.rounded
    return span.percent.row("method", points, (b.method.id,), a.weight, b.weight)


def _methods(span: Span) -> Row | None:
    """Methods that are new, gone, or scored in another way."""
    kept = {pair.b.method.id for pair in span.pairs}
    old = {s.method.id: s for s in span.a.card.methods if s.method.id not in kept}
    new = {s.method.id: s for s in span.b.card.methods if s.method.id not in kept}
    both = [(id, old.get(id), new.get(id)) for id in dict.fromkeys([*old, *new])]
    return span.summed("methods", [_other(span, *one) for one in both])


def _other(span: Span, id: str, a: MethodScore | None, b: MethodScore | None) -> Row:
    was, now = (score.rounded if score else None for score in (a, b))
    worth = [score.weight * score.rounded if score else ZERO for score in (a, b)]
    return span.percent.row("method", worth[1] - worth[0], (id,), was, now)


def _scales(span: Span, marked: _Marked) -> Row | None:
    """Levels that give other points: in methods by levels and ballots, and on standards."""
    parts = [span.risen(pair) for pair in span.pairs if not pair.b.marks and pair.risen]
    found: dict[str, Decimal] = {}
    for _, other, scaled in marked.pairs:
        for id, points in scaled.items():
            found[id] = found.get(id, ZERO) + points * other
    parts += [marked.ruler.row("standard", points, (id,)) for id, points in found.items()]
    return span.summed("scales", by_size([part for part in parts if part.points]))


def _standards(span: Span, marked: _Marked, editions: Succession) -> Row | None:
    """Standards that are gone, new or worth something else; and, for the rest, that each
    weighs more or less where the points of all have changed."""
    moved: dict[Label, dict[str, Decimal]] = {"retired": {}, "added": {}, "changed": {}}
    share = lost = ZERO
    for pair, other, scaled in marked.pairs:
        lost += pair.lost * other
        rest = pair.together - sum(scaled.values(), ZERO)
        for one in editions.unlike(pair.b.method.id, span.missing):
            if points := pair.standard(one.was, one.now) - scaled.get(one.id, ZERO):
                rest -= points
                group = moved["changed" if one.fate == "share" else one.fate]
                group[one.id] = group.get(one.id, ZERO) + points * other
        share += rest * other
    parts = [
        _group(marked.ruler, label, group) for label, group in moved.items() if any(group.values())
    ]
    if share:
        parts.append(marked.ruler.row("share", share))
    if not parts and not lost:
        return None
    row = marked.ruler.row("standards", sum([part.points for part in parts], lost))
    return marked.ruler.total(row, parts, lost)


def _group(ruler: Ruler, label: Label, moved: Mapping[str, Decimal]) -> Row:
    """Several standards as one row; it names those that moved the total, most first."""
    order = sorted([(-abs(points), id) for id, points in moved.items() if points])
    return ruler.row(label, sum(moved.values(), ZERO), tuple([id for _, id in order]))
