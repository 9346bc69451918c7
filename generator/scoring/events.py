"""One event counts once: of the rules that it falls under, under one where it weighs most.

What an event adds depends on what else counts: a cap may be used up, a step may be reached. So the
choice is made for all events at once, such that the sum after caps and steps is the largest. Then
one more record never takes anything away: it only adds to the choices.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from generator.model.clauses import Adjustment, Rule
from generator.model.result import Occurrence
from generator.scoring.points import ONE, ZERO, capped, group_by_rule, worth

Groups = Mapping[str, tuple[Occurrence, ...]]
"""The occurrences that count, by the id of their rule."""

MOST_STEPS = 40_000
"""How many ways to choose are followed up in all; real lists have a handful. Of more, the best
are followed."""
MOST_COMPARED = 24
"""How many ways to count events, in each list, are compared by the total; real lists have two or
three."""


def has_events(occurrences: Iterable[Occurrence]) -> bool:
    """Tell whether any occurrence names an event."""
    return any(occurrence.event for occurrence in occurrences)


def gross_of(rule: Rule, occurrences: Sequence[Occurrence], whole: Decimal = ZERO) -> Decimal:
    """Return what occurrences are worth under a rule before its cap.

    Of an adjustment that says so, only the highest counts, as if it had happened once.
    """
    if isinstance(rule, Adjustment) and rule.combine == "highest":
        return max([worth(rule, [_single(each)]) for each in occurrences], default=ZERO)
    return worth(rule, occurrences, whole)


def _single(occurrence: Occurrence) -> Occurrence:
    """Return the occurrence as if it had happened once."""
    return occurrence if occurrence.count == 1 else occurrence.model_copy(update={"count": 1})


def counted_occurrences(
    occurrences: Iterable[Occurrence],
    rules: Mapping[str, Rule],
    value: Callable[[Groups], Decimal] | None = None,
) -> frozenset[Occurrence]:
    """Return the occurrences that count: one of each event, and all that name no event.

    ``value`` says what groups of occurrences are worth together; unless given, it is the sum of
    what each rule gives after its cap. Of choices that are worth as much, it is the one whose
    occurrences were written first.
    """
    ways = choices(occurrences, rules)
    worth_of = value or (lambda groups: sum_of_rules(groups, rules))
    best = ways[0] if len(ways) == 1 else max(ways, key=worth_of)
    return frozenset([occurrence for group in best.values() for occurrence in group])


def choices(occurrences: Iterable[Occurrence], rules: Mapping[str, Rule]) -> list[Groups]:
    """Return the ways to count each event once: one for each different outcome."""
    free: list[Occurrence] = []
    events: dict[str, list[Occurrence]] = {}
    for occurrence in occurrences:
        if occurrence.event:
            events.setdefault(occurrence.event, []).append(occurrence)
        else:
            free.append(occurrence)
    free += [group[0] for group in events.values() if len(group) == 1]
    shared = [group for group in events.values() if len(group) > 1]
    return _ways(group_by_rule(free), shared, rules) if shared else [group_by_rule(free)]


def best_choices(occurrences: Iterable[Occurrence], rules: Mapping[str, Rule]) -> Sequence[Groups]:
    """Return the ways to count each event once that weigh most, ``MOST_COMPARED`` of them."""
    ways = choices(occurrences, rules)
    if len(ways) <= MOST_COMPARED:
        return ways
    return sorted(ways, key=lambda way: -sum_of_rules(way, rules))[:MOST_COMPARED]


def chosen(*ways: Groups) -> frozenset[Occurrence]:
    """Return the occurrences that count in the ways chosen of several lists."""
    return frozenset([entry for way in ways for group in way.values() for entry in group])


def sum_of_rules(groups: Groups, rules: Mapping[str, Rule]) -> Decimal:
    """Add up what groups of occurrences are worth, each rule after its cap."""
    return sum(
        [capped(gross_of(rules[id], group), rules[id]) for id, group in groups.items()], ZERO
    )


def _ways(
    free: Groups, events: Sequence[Sequence[Occurrence]], rules: Mapping[str, Rule]
) -> list[Groups]:
    """Return one way to choose for each different outcome.

    Two ways are alike if every rule has come as far: what follows adds the same to both.
    """
    outcome = frozenset((id, _reached(rules[id], group)) for id, group in free.items())
    ways: dict[frozenset[Reached], Groups] = {outcome: free}
    most = max(MOST_STEPS // len(events), 8)
    for event in events:
        following: dict[frozenset[Reached], Groups] = {}
        for outcome, groups in ways.items():
            for occurrence in event:
                id = occurrence.of
                before = groups.get(id, ())
                group = (*before, occurrence)
                changed = outcome - {(id, _reached(rules[id], before))}
                key = changed | {(id, _reached(rules[id], group))}
                following.setdefault(key, {**groups, id: group})
        if len(following) > most:
            best = sorted(following.items(), key=lambda way: -sum_of_rules(way[1], rules))
            following = dict(best[:most])
        ways = following
    return list(ways.values())


Reached = tuple[str, tuple[Decimal, int]]
"""The id of a rule, its points after the cap, and its steps."""


def _reached(rule: Rule, group: tuple[Occurrence, ...]) -> tuple[Decimal, int]:
    times = sum(occurrence.count for occurrence in group)
    steps = min(times, len(rule.points)) if isinstance(rule.points, tuple) else 0
    return capped(gross_of(rule, group, ONE), rule), steps
