"""A second scorer, which follows ``standards/README.md`` and ``results/README.md``.

It reads plain values, as YAML gives them; numbers may be texts. It counts in fractions, tries every
way to count events, and imports nothing of the program.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise, product
from math import ceil, floor
from typing import Any

Data = Mapping[str, Any]
Way = Sequence[Data]
Peers = dict[tuple[str, str], list[Fraction]]
ZERO = Fraction(0)


def num(value: Any) -> Fraction:
    return Fraction(str(value))


def true(value: Any) -> bool:
    return value is True or value == "true"


def rounded(value: Fraction, places: Any) -> Fraction:
    if places is None:
        return value
    whole = floor(abs(value) * 10 ** int(places) + Fraction(1, 2))
    return Fraction(whole if value >= 0 else -whole, 10 ** int(places))


def bound(value: Fraction, low: Any, high: Any) -> Fraction:
    value = value if low in (None, "null") else max(value, num(low))
    return value if high in (None, "null") else min(value, num(high))


def named(entries: Iterable[Data], id: Any) -> Data:
    return next(entry for entry in entries if entry["id"] == id)


def of_rule(entries: Iterable[Data], id: str) -> list[Data]:
    return [entry for entry in entries if entry["of"] == id]


def times(entries: Iterable[Data]) -> int:
    return sum(int(entry.get("count") or 1) for entry in entries)


def is_draft(result: Data) -> bool:
    return bool(result["status"][-1]["state"] == "draft")


def once_or_in_periods(record: Data) -> Data:
    return record.get("periods") or {"": record}


# -- an edition for a kind of organization --


def target(edition: Data, name: str, rule: Data) -> str:
    section = "adjusting" if name == "adjustments" else "negative_list"
    return str(rule.get("feeds") or edition.get(section, {}).get("feeds", "total"))


def of_kind(edition: Data, kind: str) -> Data:
    own = edition.get("by_kind", {}).get(kind, {})
    weights, points = own.get("weights", {}), own.get("points", {})
    cutoffs, quotas = own.get("cutoffs", {}), own.get("quotas", {})
    methods = [m for m in edition["methods"] if not weights or m["id"] in weights]
    used = {"total", *(m["id"] for m in methods)}
    lists = {
        name: [rule for rule in edition.get(name, ()) if target(edition, name, rule) in used]
        for name in ("adjustments", "negative_cases")
    }
    methods = [{**m, "weight": weights.get(m["id"], m.get("weight"))} for m in methods]
    grades = [{**g, "from": cutoffs.get(g["id"], g["from"])} for g in edition["grades"]]
    grades = [{**g, "quota": quotas.get(g["id"], g.get("quota"))} for g in grades]
    standards = edition.get("standards", ())
    standards = [{**s, "points": points.get(s["id"], s["points"])} for s in standards]
    varied = {"methods": methods, "standards": standards, "grades": grades}
    return {**edition, **varied, **lists}


# -- what is recorded under a rule --


def worth(rule: Data, entries: Sequence[Data], whole: Fraction = ZERO) -> Fraction:
    """Return what entries are worth under a rule, within its cap."""
    if rule.get("combine") == "highest":
        alone = {name: rule[name] for name in rule if name not in ("combine", "cap")}
        points = max((worth(alone, [{**e, "count": 1}]) for e in entries), default=ZERO)
    else:
        points = uncapped(rule, entries, whole)
    return bound(points, None, rule.get("cap"))


def uncapped(rule: Data, entries: Sequence[Data], whole: Fraction) -> Fraction:
    points = rule.get("points")
    if points == "all":
        return whole if entries else ZERO
    if isinstance(points, Mapping):
        cells = [(points[e["tier"]], e) for e in entries]
        values = [(c[e["kind"]] if isinstance(c, Mapping) else c, e) for c, e in cells]
        return sum((num(value) * times([e]) for value, e in values), ZERO)
    if isinstance(points, list | tuple):
        return sum((num(points[min(n, len(points) - 1)]) for n in range(times(entries))), ZERO)
    if points is not None:
        return num(points) * times(entries)
    return sum((by_quantity(rule, entry) for entry in entries), ZERO)


def by_quantity(rule: Data, entry: Data) -> Fraction:
    if rule.get("range"):
        return num(entry["points"])
    if not rule.keys() & {"thresholds", "rate", "line"}:
        return ZERO  # a case that only holds the grade
    stated, places = entry.get("value"), rule.get("places", 2)
    value = num(entry["part"]) * 100 / num(entry["whole"]) if stated is None else num(stated)
    if steps := rule.get("thresholds"):
        below = [s["points"] for s in steps if s.get("below") and value < num(s["below"])]
        above = [s["points"] for s in steps if s.get("at_least") and value >= num(s["at_least"])]
        return max(map(num, below + above), default=ZERO)
    if rate := rule.get("rate"):
        is_below = rate.get("below") is not None
        beyond = num(rate["below"]) - value if is_below else value - num(rate["above"])
        units = max(beyond, ZERO) / num(rate.get("per", 1))
        units = Fraction(floor(units)) if true(rate.get("whole")) else units
        return rounded(units * num(rate["points"]), places)
    knots = [(num(knot["at"]), num(knot["points"])) for knot in rule["line"]]
    value = min(max(value, knots[0][0]), knots[-1][0])
    (x1, y1), (x2, y2) = next(pair for pair in pairwise(knots) if pair[0][0] <= value <= pair[1][0])
    return rounded(y1 + (y2 - y1) * (value - x1) / (x2 - x1), places)


def ways(entries: Iterable[Data]) -> list[Way]:
    """Return all ways to count each event once."""
    free: list[Data] = []
    events: dict[str, list[Data]] = {}
    for entry in entries:
        (events.setdefault(entry["event"], []) if entry.get("event") else free).append(entry)
    return [[*free, *choice] for choice in product(*events.values())]


# -- methods --

Mark = tuple[Data, Fraction, Any]
"""A standard, its mark, and the level that was given."""


def standards_of(edition: Data, method: Data, kind: str, off: Data) -> list[Data]:
    return [
        s
        for s in edition.get("standards", ())
        if method["id"] in (s.get("methods") or [method["id"]])
        and kind in (s.get("applies_to") or [kind])
        and s["id"] not in off
    ]


def levels_of(edition: Data, standard: Data) -> Any:
    scale = standard.get("scale")
    return named(edition["scales"], scale)["levels"] if scale else standard.get("rubric", ())


def mark(edition: Data, standard: Data, record: Data, counted: Way) -> Mark:
    points, given = num(standard["points"]), record.get("levels", {}).get(standard["id"])
    if levels := levels_of(edition, standard):
        value = num(named(levels, given)["points"])
        value = points * value / 100 if standard.get("scale") else value
    elif true(standard.get("entered")):
        value = num(record["entered"][standard["id"]])
    else:
        start = points if standard.get("start") is None else num(standard["start"])
        low, high = standard.get("interval") or (-start, points - start)
        gains, losses = standard.get("bonus", ()), standard.get("deductions", ())
        moved = sum((worth(r, of_rule(counted, r["id"])) for r in gains), ZERO)
        moved -= sum((worth(r, of_rule(counted, r["id"]), start) for r in losses), ZERO)
        value = max(start + bound(moved, low, high), ZERO)
    return standard, rounded(value, edition["rounding"].get("mark")), given


def score_marks(standards: Sequence[Data], edition: Data, record: Data) -> list[Mark]:
    """Return the marks, lowest by the deductions and then highest by the bonuses that count."""
    bonuses = {rule["id"] for s in standards for rule in s.get("bonus", ())}
    found = record.get("findings", ())
    losses = ways(f for f in found if f["of"] not in bonuses)
    gains = ways(f for f in found if f["of"] in bonuses)

    def marks(counted: Way) -> list[Mark]:
        return [mark(edition, s, record, counted) for s in standards]

    def earned(marks: Sequence[Mark]) -> Fraction:
        return sum((value for _, value, _ in marks), ZERO)

    best = [max((marks([*loss, *gain]) for gain in gains), key=earned) for loss in losses]
    return min(best, key=earned)


def score_once(
    edition: Data, method: Data, kind: str, record: Data, off: Data
) -> tuple[Fraction, list[Mark]]:
    if method["by"] == "marks":
        standards = standards_of(edition, method, kind, off)
        marks = score_marks(standards, edition, record)
        possible = sum(num(s["points"]) for s in standards)
        return 100 * sum((value for _, value, _ in marks), ZERO) / possible, marks
    if method["by"] == "scores":
        scores, drop = sorted(map(num, record["scores"])), int(method.get("drop") or 0)
        kept = scores[drop : len(scores) - drop]
        return 100 * sum(kept, ZERO) / len(kept) / num(method.get("out_of") or 100), []
    levels = named(edition["scales"], method["scale"])["levels"]
    votes = record["ballots"] if method["by"] == "ballots" else {record["level"]: 1}
    points = sum((num(named(levels, level)["points"]) * int(n) for level, n in votes.items()), ZERO)
    return points / sum(map(int, votes.values())), []


def own_score(edition: Data, method: Data, kind: str, result: Data) -> tuple[Fraction, list[Mark]]:
    """Return the score of a method beside nobody's, and the marks of all its periods."""
    record, off = result["methods"][method["id"]], result.get("not_applicable", {})
    periods = once_or_in_periods(record).values()
    scored = [score_once(edition, method, kind, one, off) for one in periods]
    places, marks = edition["rounding"]["raw"], [mark for _, marks in scored for mark in marks]
    scores = [rounded(score, places) for score, _ in scored]
    if record.get("periods"):
        scores = [bound(score, 0, method.get("ceiling") or 100) for score in scores]
    return rounded(sum(scores, ZERO) / len(scores), places), marks


def peer_key(method: Data, kind: str) -> tuple[str, str]:
    return method["id"], kind if method["relative"].get("among") == "kind" else ""


def beside(method: Data, kind: str, own: Fraction, peers: Peers, places: Any) -> Fraction:
    if not (relative := method.get("relative")):
        return own
    others = peers.get(peer_key(method, kind), [])
    if relative.get("best") is None:
        points = num(relative["first"]) - num(relative["step"]) * sum(x > own for x in others)
        return rounded(max(points, ZERO), places)
    best = max([own, *others])
    return rounded(num(relative["best"]) * own / best, places) if best else ZERO


# -- a card --


class Card:
    """The figures of a result under the edition as it is for the kind of the organization."""

    def __init__(self, edition: Data, kind: str, result: Data, peers: Peers) -> None:
        self.edition, self.kind, self.result = edition, kind, result
        self.total: Fraction | None = None
        self.base: Fraction | None = None
        self.raw: dict[str, Fraction] = {}
        self.adjustments = self.negative = ZERO
        recorded = {case["of"] for case in result.get("negative_cases", ())}
        self.cases = [c for c in edition.get("negative_cases", ()) if c["id"] in recorded]
        unscored = [case for case in self.cases if true(case.get("unscored"))]
        self.vetoed = bool(unscored)
        if unscored:
            self.calculated = max(self.place(case["veto"]) for case in unscored)
        else:
            self._score(peers)
            self._grade()

    def place(self, grade: str) -> int:
        return [g["id"] for g in self.edition["grades"]].index(grade)

    @property
    def grade(self) -> str:
        decision = self.result.get("decision")
        return str(decision["grade"] if decision else self.edition["grades"][self.calculated]["id"])

    def _score(self, peers: Peers) -> None:
        places, methods = self.edition["rounding"]["raw"], self.edition["methods"]
        own = {m["id"]: own_score(self.edition, m, self.kind, self.result) for m in methods}
        self.marks = [mark for _, marks in own.values() for mark in marks]
        self.unfed = {
            m["id"]: beside(m, self.kind, own[m["id"]][0], peers, places) for m in methods
        }
        before = self._raw(dict.fromkeys(self.unfed, ZERO))
        self.bases = {**before, "total": self._weigh(before)}
        entries, bonuses = self.result.get("adjustments", ()), self.edition.get("adjustments", ())
        ids = {rule["id"] for rule in bonuses if rule["direction"] == "bonus"}
        gains = ways(e for e in entries if e["of"] in ids)
        losses = ways(e for e in entries if e["of"] not in ids)
        cases = ways(self.result.get("negative_cases", ()))
        tries = [
            max((self._total(gain, loss, case) for gain in gains), key=lambda t: t[:2])
            for loss, case in product(losses, cases)
        ]
        last = min(tries, key=lambda t: (t[0], -t[2]))
        self.total, self.raw, self.base, self.adjustments, self.negative = last[3:]

    def _raw(self, fed: Mapping[str, Fraction]) -> dict[str, Fraction]:
        ceilings = {m["id"]: m.get("ceiling") or 100 for m in self.edition["methods"]}
        return {id: bound(own + fed[id], 0, ceilings[id]) for id, own in self.unfed.items()}

    def _weigh(self, raw: Mapping[str, Fraction]) -> Fraction:
        places = self.edition["rounding"].get("weighted")
        weights = {
            m["id"]: m.get("points") or m.get("weight") or 100 for m in self.edition["methods"]
        }
        return sum((rounded(raw[id] * num(w) / 100, places) for id, w in weights.items()), ZERO)

    def _total(self, gain: Way, loss: Way, case: Way) -> tuple[Any, ...]:
        """Return the exact total, what gains and losses weigh, and the figures."""
        up, down = self._adjust(gain, 1), self._adjust(loss, -1)
        adjusted = {t: up.get(t, ZERO) - down.get(t, ZERO) for t in up.keys() | down.keys()}
        adjusting, listed = (self.edition.get(x, {}) for x in ("adjusting", "negative_list"))
        if (main := adjusting.get("feeds", "total")) in adjusted:
            adjusted[main] = bound(adjusted[main], adjusting.get("min"), adjusting.get("max"))
        cases = self._add_up("negative_cases", case)
        if (main := listed.get("feeds", "total")) in cases:
            cases[main] = bound(cases[main], None, listed.get("cap"))
        fed = {t: adjusted.get(t, ZERO) - cases.get(t, ZERO) for t in (*self.unfed, "total")}
        raw, limits = self._raw(fed), self.edition["total"]
        base = self._weigh(raw)
        exact = base + fed["total"]
        bounded = bound(exact, limits["floor"], limits["ceiling"])
        total = rounded(bounded, self.edition["rounding"]["total"])
        figures = raw, base, sum(adjusted.values(), ZERO), sum(cases.values(), ZERO)
        weighs = sum(up.values()), sum(down.values()) + sum(cases.values())
        return exact, *weighs, total, *figures

    def _adjust(self, entries: Way, sign: int) -> dict[str, Fraction]:
        adjusting = self.edition.get("adjusting", {})
        main = adjusting.get("feeds", "total")

        def unused(rule: Data) -> bool:
            into = target(self.edition, "adjustments", rule)
            gate = rule.get("gate") or (adjusting.get("gate") if into == main else None)
            return sign > 0 and gate is not None and self.bases[into] < num(gate)

        highest = sign > 0 and adjusting.get("combine") == "highest"
        points = self._add_up("adjustments", entries, unused, main if highest else None)
        most = adjusting.get("max_bonus" if sign > 0 else "max_deduction")
        return {t: bound(p, None, most if t == main else None) for t, p in points.items()}

    def _add_up(
        self,
        name: str,
        entries: Way,
        unused: Callable[[Data], bool] = lambda _: False,
        highest: str | None = None,
    ) -> dict[str, Fraction]:
        """Add up what entries are worth by what they feed, within the caps of groups."""
        rules = [r for r in self.edition.get(name, ()) if of_rule(entries, r["id"])]
        feeds = {r["id"]: target(self.edition, name, r) for r in rules}
        own = {r["id"]: ZERO if unused(r) else worth(r, of_rule(entries, r["id"])) for r in rules}
        if main := [id for id in own if feeds[id] == highest]:
            best = max(main, key=own.__getitem__)
            own |= {id: ZERO for id in main if id != best}
        points = dict.fromkeys(feeds.values(), ZERO)
        for group in self.edition.get("groups", ()):
            if ids := [id for id in group["of"] if id in own]:
                each = list(map(own.pop, ids))
                joint = max(each) if group.get("combine") == "highest" else sum(each, ZERO)
                points[feeds[ids[0]]] += bound(joint, None, group.get("cap"))
        for id, value in own.items():
            points[feeds[id]] += value
        return points

    def _grade(self) -> None:
        total, grades = self.total or ZERO, self.edition["grades"]
        reached = [n for n, grade in enumerate(grades) if total >= num(grade["from"])]
        holders = [
            *self.cases,
            *(x for x in self.edition.get("limits", ()) if self._met(x["when"])),
        ]
        effects = {
            name: [self.place(holder[name]) for holder in holders if holder.get(name)]
            for name in ("lifts_to", "at_most", "veto")
        }
        by_cutoff = min(reached, default=len(grades) - 1)
        held = max([min([by_cutoff, *effects["lifts_to"]]), *effects["at_most"]])
        self.vetoed = bool(effects["veto"])
        self.calculated = max(effects["veto"], default=held)
        fixed = [num(h["total_set"]) for h in holders if h.get("total_set") is not None]
        most = [num(h["total_at_most"]) for h in holders if h.get("total_at_most") is not None]
        self.total = min([*(fixed or [total]), *most])

    def _met(self, when: Data) -> bool:
        of = None if when.get("of") == "any" else when.get("of")
        values = list(self._measure(when["measure"], of))
        if when.get("at_least") is not None:
            return any(value >= num(when["at_least"]) for value in values)
        if when.get("below") is not None:
            return any(value < num(when["below"]) for value in values)
        return any(value <= num(when["at_most"]) for value in values)

    def _measure(self, measure: str, of: str | None) -> Iterator[Fraction]:
        single = {"total": self.total, "base": self.base, "negative_points": self.negative}
        if measure in single:
            yield single[measure] or ZERO
        elif measure == "method":
            yield from (raw for id, raw in self.raw.items() if of in (None, id))
        elif measure == "aspect":
            for name in {s["aspect"] for s, _, _ in self.marks if of in (None, s["aspect"])}:
                own = [(num(s["points"]), v) for s, v, _ in self.marks if s["aspect"] == name]
                if points := sum(points for points, _ in own):
                    yield 100 * sum((value for _, value in own), ZERO) / points
        elif measure == "standard":
            for standard, value, _ in self.marks:
                if of in (None, standard["id"]) and num(standard["points"]):
                    yield 100 * value / num(standard["points"])
        elif measure == "level":
            ids = [
                ([x["id"] for x in levels_of(self.edition, s)], given) for s, _, given in self.marks
            ]
            reached = [all.index(given) <= all.index(of) for all, given in ids if of in all]
            yield from [Fraction(100 * sum(reached), len(reached))] if reached else []
        else:
            yield from self._times(measure, of)

    def _times(self, measure: str, of: str | None) -> Iterator[Fraction]:
        records = [
            r for m in self.result["methods"].values() for r in once_or_in_periods(m).values()
        ]
        entries = {
            "case": self.result.get("negative_cases", ()),
            "adjustment": self.result.get("adjustments", ()),
            "situation": [f for record in records for f in record.get("findings", ())],
        }[measure]
        all_rules = self.edition["adjustments"] if measure == "adjustment" else ()
        for id in [of] if of else {rule["id"] for rule in all_rules} | {e["of"] for e in entries}:
            yield Fraction(times(of_rule(entries, id)))


# -- a year --


def score_year(
    edition: Data, kinds: Mapping[str, str], results: Mapping[str, Data]
) -> dict[str, Card]:
    """Return the cards of a year by organization; what has no grade or is interim has none.

    ``kinds`` are those of the organizations in that year.
    """
    scored = {
        id: (of_kind(edition, kinds[id]), kinds[id], result)
        for id, result in results.items()
        if not result.get("no_grade") and result["status"][-1]["state"] != "interim"
    }
    peers: Peers = {}
    for own, kind, result in scored.values():
        recorded = {case["of"] for case in result.get("negative_cases", ())}
        cases = [c for c in own.get("negative_cases", ()) if c["id"] in recorded]
        if not is_draft(result) and not any(true(c.get("unscored")) for c in cases):
            for method in (m for m in own["methods"] if m.get("relative")):
                score, _ = own_score(own, method, kind, result)
                peers.setdefault(peer_key(method, kind), []).append(score)
    cards = {id: Card(*entry, peers) for id, entry in scored.items()}
    taking = [card for card in cards.values() if not card.vetoed and not is_draft(card.result)]
    varied = {k for k, own in edition.get("by_kind", {}).items() if own.get("quotas")}
    for kind in {card.kind if card.kind in varied else "" for card in taking}:
        fill_quotas([c for c in taking if (c.kind if c.kind in varied else "") == kind])
    return cards


def fill_quotas(cards: Sequence[Card]) -> None:
    for place, grade in enumerate(cards[0].edition["grades"]):
        if quota := grade.get("quota"):
            kinds = {c.kind for c in cards} if quota.get("among") == "kind" else {None}
            for kind in kinds:
                fill([c for c in cards if kind in (None, c.kind)], place, quota)


def fill(cards: Sequence[Card], place: int, quota: Data) -> None:
    """Give those beyond a quota the next grade."""
    most = quota.get("number")
    if most is None:
        exact = len(cards) * num(quota["percent"]) / 100
        ways = {"down": floor(exact), "up": ceil(exact), "half": floor(exact + Fraction(1, 2))}
        most = ways[quota.get("rounded") or "down"]
    counted = range(place + 1) if true(quota.get("with_better")) else [place]
    among = [card for card in cards if card.place(card.grade) in counted]
    own = [c for c in among if c.place(c.grade) == place and not c.result.get("decision")]
    places = max(int(most) - (len(among) - len(own)), 0)
    own.sort(key=lambda card: card.total or ZERO, reverse=True)
    for card in own if len(own) > places else ():
        if (card.total or ZERO) <= (own[places].total or ZERO):
            card.calculated = max(card.calculated, place + 1)
