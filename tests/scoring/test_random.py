"""Properties that hold for all schemes and results: what is recorded moves a total one way only."""

from collections.abc import Sequence
from itertools import product
from typing import Any

from builders import (
    GRADES,
    MARKS,
    adjustment,
    card_of,
    case,
    edition,
    limit,
    n,
    occurrence,
    result,
    situation,
    standard,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.clauses import Group
from generator.model.edition import Edition
from generator.model.methods import Adjusting, Method, NegativeList
from generator.model.result import MethodRecord, Occurrence, Result
from generator.scoring.events import sum_of_rules
from generator.scoring.points import group_by_rule

POINTS = st.sampled_from(["0", "0.5", "1", "2", "5"]).map(n)
CAPS = st.none() | st.sampled_from(["0.5", "1", "3", "6"]).map(n)
SHAPES = POINTS | st.tuples(POINTS, POINTS) | st.tuples(POINTS, POINTS, POINTS)
PAIRS = (("a1", "a2"), ("a3", "a4"), ("n1", "n2"))
FEEDS = st.sampled_from(["total", "marks", "level"])
OWN_FEEDS = st.none() | FEEDS
CONDITIONS: tuple[tuple[str, str, str, str, str], ...] = (
    ("adjustment", "a1", "at_least", "1", "lifts_to"),
    ("adjustment", "a3", "below", "1", "lifts_to"),
    ("situation", "s1-b", "at_least", "2", "lifts_to"),
    ("case", "n1", "at_most", "1", "lifts_to"),
    ("negative_points", "", "at_most", "1", "lifts_to"),
    ("total", "", "at_least", "50", "lifts_to"),
    ("method", "marks", "at_least", "70", "lifts_to"),
    ("adjustment", "a2", "below", "1", "at_most"),
    ("situation", "s1-d", "at_least", "1", "at_most"),
    ("case", "n1", "at_least", "2", "at_most"),
    ("negative_points", "", "at_least", "3", "at_most"),
    ("standard", "s2", "below", "50", "at_most"),
    ("case", "n2", "at_least", "3", "veto"),
)
"""What a limit measures, of what, its bound, and its effect: none rewards an offence."""
LIMITS = tuple(
    limit(
        f"l{k}",
        {"measure": measure, "of": of or None, bound: n(value)},
        **{effect: "good" if effect == "lifts_to" and k % 2 else "fair"},
    )
    for k, (measure, of, bound, value, effect) in enumerate(CONDITIONS)
)
EVENTS = st.none() | st.sampled_from(["e", "f"])


def groups(*of: str) -> st.SearchStrategy[Group]:
    """A joint cap of rules, or a group of which only the highest counts."""
    combine = st.sampled_from(["sum", "highest"])
    fields = {"id": st.just("-".join(of)), "title": st.just("合并"), "of": st.just(of)}
    return st.builds(Group, combine=combine, cap=CAPS, **fields)


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """An edition of two parts, two standards, two bonuses, two punishments and three cases."""

    def rule(made: Any, id: str, **fields: Any) -> Any:
        return made(id, draw(SHAPES), cap=draw(CAPS), **fields)

    combine: st.SearchStrategy[Any] = st.sampled_from(["sum", "highest"])
    standards = [
        standard(
            f"s{k}",
            interval=(-n(draw(st.sampled_from(["10", "4"]))), n(draw(st.sampled_from(["0", "2"])))),
            bonus=(rule(situation, f"s{k}-b"),),
            deductions=(rule(situation, f"s{k}-d"), rule(situation, f"s{k}-e")),
        )
        for k in (1, 2)
    ]
    gates = st.none() | st.just(n("90"))
    own = {pair: draw(st.just((None, None)) | st.tuples(OWN_FEEDS, OWN_FEEDS)) for pair in PAIRS}
    feeds = {id: target for pair in PAIRS for id, target in zip(pair, own[pair], strict=True)}
    adjustments = [
        rule(
            adjustment,
            id,
            direction=direction,
            combine=draw(combine),
            gate=draw(gates),
            feeds=feeds[id],
        )
        for id, direction in (
            ("a1", "bonus"),
            ("a2", "bonus"),
            ("a3", "deduction"),
            ("a4", "deduction"),
        )
    ]
    joint = [pair for pair in PAIRS if len(set(own[pair])) == 1]
    ceilings = st.none() | st.sampled_from(["60", "97", "105"]).map(n)
    return edition(
        methods=(
            MARKS.model_copy(update={"weight": n("60"), "ceiling": draw(ceilings)}),
            Method(id="level", title="层次", by="levels", scale="levels", weight=n("40")),
        ),
        standards=tuple(standards),
        adjustments=tuple(adjustments),
        negative_cases=tuple(rule(case, f"n{k}", feeds=feeds.get(f"n{k}")) for k in (1, 2, 3)),
        adjusting=Adjusting(
            feeds=draw(FEEDS),
            combine=draw(combine),
            max=draw(CAPS),
            max_bonus=draw(CAPS),
            max_deduction=draw(CAPS),
            gate=draw(gates),
        ),
        groups=draw(st.just(()) | st.tuples(*(groups(*pair) for pair in joint))),
        limits=tuple(draw(st.lists(st.sampled_from(LIMITS), max_size=3, unique=True))),
        negative_list=NegativeList(feeds=draw(FEEDS), cap=draw(CAPS)),
    )


PLACES = {grade.id: place for place, grade in enumerate(GRADES)}
FINDINGS = ("s1-b", "s1-d", "s1-e", "s2-b", "s2-d", "s2-e")
GOOD = ("s1-b", "s2-b", "a1", "a2")


def occurrences(
    ids: Sequence[str], events: st.SearchStrategy[str | None]
) -> st.SearchStrategy[Occurrence]:
    times = st.integers(1, 4)
    return st.builds(occurrence, st.sampled_from(ids), count=times, event=events)


ANY = (
    occurrences(FINDINGS, EVENTS)
    | occurrences(("a1", "a2", "a3", "a4"), EVENTS)
    | occurrences(("n1", "n2", "n3"), EVENTS)
)


def recorded(entries: Sequence[Occurrence]) -> Result:
    def of(initial: str) -> tuple[Occurrence, ...]:
        return tuple(entry for entry in entries if entry.of[0] == initial)

    methods = {"marks": MethodRecord(findings=of("s")), "level": MethodRecord(level="high")}
    return result(methods=methods, adjustments=of("a"), negative_cases=of("n"))


@settings(max_examples=300, deadline=None)
@given(editions(), st.lists(ANY, max_size=8), ANY)
def test_one_more_offence_never_raises_a_total_or_a_grade_and_a_bonus_never_lowers_one(
    scheme: Edition, entries: list[Occurrence], more: Occurrence
) -> None:
    before = card_of(scheme, recorded(entries))
    after = card_of(scheme, recorded([*entries, more]))
    better, worse = (after, before) if more.of in GOOD else (before, after)
    assert better.total is not None
    assert worse.total is not None
    assert better.total >= worse.total
    assert better.calculated is not None
    assert worse.calculated is not None
    assert PLACES[better.calculated.id] <= PLACES[worse.calculated.id]


def feeding_one_place(scheme: Edition) -> Edition:
    cases = tuple(case.model_copy(update={"feeds": None}) for case in scheme.negative_cases)
    return scheme.model_copy(update={"negative_cases": cases})


CASE = occurrences(("n1", "n2", "n3"), EVENTS)


@settings(max_examples=300, deadline=None)
@given(editions(), st.lists(CASE, max_size=6), CASE)
def test_one_more_case_of_an_event_never_lowers_what_is_deducted(
    scheme: Edition, entries: list[Occurrence], more: Occurrence
) -> None:
    scheme = feeding_one_place(scheme)
    before = card_of(scheme, recorded(entries)).negative.points
    assert card_of(scheme, recorded([*entries, more])).negative.points >= before


@settings(max_examples=100, deadline=None)
@given(editions(), st.lists(CASE, max_size=7))
def test_an_event_counts_where_the_list_deducts_most(
    scheme: Edition, entries: list[Occurrence]
) -> None:
    scheme = feeding_one_place(scheme).model_copy(update={"groups": ()})
    rules = {rule.id: rule for rule in scheme.negative_cases}
    free = [entry for entry in entries if not entry.event]
    events = [[entry for entry in entries if entry.event == event] for event in ("e", "f")]
    ways = product(*(group for group in events if group))
    most = max(sum_of_rules(group_by_rule([*free, *way]), rules) for way in ways)
    assert card_of(scheme, recorded(entries)).negative.summed == most
