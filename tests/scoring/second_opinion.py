"""A second scorer, written from `standards/README.md` and `results/README.md` alone.

It reads values as YAML gives them, all scalars as texts, and imports nothing of the program.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise, product
from math import ceil, floor
from typing import Any, NamedTuple

Entry = dict[str, Any]
Records = list[Entry]
Sums = dict[str, Fraction]
LISTS, FOUND = ("adjustments", "negative_cases", "standards"), ("bonus", "deductions")
ZERO, HALF = Fraction(0), Fraction(1, 2)


class Mark(NamedTuple):
    standard: Entry
    got: Fraction
    of: Fraction
    level: str | None


@dataclass
class Card:
    organization: str
    kind: str
    result: Entry
    edition: Entry
    marks: list[Mark] = field(default_factory=list)
    own: Sums = field(default_factory=dict)
    raw: Sums = field(default_factory=dict)
    base: Fraction | None = None
    adjustments: Fraction = ZERO
    negative: Fraction = ZERO
    total: Fraction | None = None
    step: int | None = None
    vetoed: bool = False
    unscored: bool = False
    rank: int | None = None
    findings: Records = field(default_factory=list)

    @property
    def state(self) -> str:
        return str(self.result["status"][-1]["state"])

    @property
    def apart(self) -> str:
        return self.kind if self.edition.get("by_kind", {}).get(self.kind, {}).get("quotas") else ""

    @property
    def is_scored(self) -> bool:
        return self.state != "interim" and "no_grade" not in self.result and not self.unscored

    @property
    def is_ranked(self) -> bool:
        return self.is_scored and self.state != "draft" and not self.vetoed

    @property
    def final(self) -> int | None:
        decision = self.result.get("decision")
        return self.step_of(decision["grade"]) if decision else self.step

    @property
    def grade(self) -> str | None:
        return None if self.final is None else str(self.edition["grades"][self.final]["id"])

    def step_of(self, grade: str) -> int:
        return [g["id"] for g in self.edition["grades"]].index(grade)


def number(text: object) -> Fraction:
    return Fraction(str(text))


def add(values: Iterable[Fraction]) -> Fraction:
    return sum(values, ZERO)


def rounded(value: Fraction, places: object) -> Fraction:
    unit = 10 ** int(str(places or 0))
    size = Fraction(floor(abs(value) * unit + HALF), unit)
    return value if places is None else size if value >= 0 else -size


def bounded(value: Fraction, least: object = None, most: object = None) -> Fraction:
    if most not in (None, "null"):
        value = min(value, number(most))
    return value if least in (None, "null") else max(value, number(least))


def for_kind(edition: Entry, kind: str) -> Entry:
    own = edition.get("by_kind", {}).get(kind, {})
    weights, points = own.get("weights", {}), own.get("points", {})
    cutoffs, quotas = own.get("cutoffs", {}), own.get("quotas", {})
    methods = [m for m in edition["methods"] if not weights or m["id"] in weights]
    methods = [m | ({"weight": weights[m["id"]]} if weights else {}) for m in methods]
    standards = [s for s in edition["standards"] if kind in s.get("applies_to", [kind])]
    standards = [s | {"points": points.get(s["id"], s["points"])} for s in standards]
    grades = [g | {"from": cutoffs.get(g["id"], g["from"])} for g in edition["grades"]]
    grades = [g | {"quota": quotas.get(g["id"], g.get("quota"))} for g in grades]
    places = ["total", *(m["id"] for m in methods)]
    limits = [x for x in edition.get("limits", []) if kind in x.get("applies_to", [kind])]
    for name, rules in (("adjustments", "adjusting"), ("negative_cases", "negative_list")):
        own = [s for s in edition[name] if destination(s, edition.get(rules, {})) in places]
        edition = edition | {name: own, "limits": limits}
    return edition | {"methods": methods, "standards": standards, "grades": grades}


def count(records: Records) -> int:
    return sum(int(record.get("count", 1)) for record in records)


def of_situation(records: Iterable[Entry], situation: Entry) -> Records:
    return [r for r in records if r["of"] == situation["id"]]


def measured(record: Entry) -> Fraction:
    if "value" in record:
        return number(record["value"])
    return 100 * number(record["part"]) / number(record["whole"])


def on_line(line: Records, value: Fraction) -> Fraction:
    points = [(number(p["at"]), number(p["points"])) for p in line]
    for (x, y), (x2, y2) in pairwise(points):
        if value <= x2:
            return y + (y2 - y) * (max(value, x) - x) / (x2 - x)
    return points[-1][1]


def by_rate(rate: Entry, value: Fraction) -> Fraction:
    over = value - number(rate["above"]) if "above" in rate else number(rate["below"]) - value
    units = max(over, ZERO) / number(rate.get("per", 1))
    return number(rate["points"]) * (floor(units) if rate.get("whole") == "true" else units)


def reaches(bound: Entry, value: Fraction) -> bool:
    if "below" in bound:
        return value < number(bound["below"])
    if "at_least" in bound:
        return value >= number(bound["at_least"])
    return value <= number(bound["at_most"])


def reached(situation: Entry, record: Entry) -> list[Fraction]:
    """Return the points of the thresholds that a value reaches, or what it gives in proportion."""
    value = measured(record)
    if steps := situation.get("thresholds"):
        return [number(step["points"]) for step in steps if reaches(step, value)]
    line = situation.get("line")
    exact = on_line(line, value) if line else by_rate(situation["rate"], value)
    points = rounded(exact, situation.get("places", 2))
    return [points] if points else []


def is_measured(situation: Entry) -> bool:
    return not situation.keys().isdisjoint(("thresholds", "rate", "line"))


def points_once(situation: Entry, record: Entry) -> Fraction:
    if is_measured(situation):
        return max(reached(situation, record), default=ZERO)
    if "range" in situation:
        return number(record["points"])
    points = situation.get("points", 0)
    for name in ("tier", "kind"):
        points = points[record[name]] if isinstance(points, dict) else points
    return number(points)


def points_of(situation: Entry, records: Records, whole: Fraction = ZERO) -> Fraction:
    records = of_situation(records, situation)
    steps = situation.get("points")
    if situation.get("combine") == "highest":
        records = [r | {"count": 1} for r in records]
        alone = {k: v for k, v in situation.items() if k != "combine"}
        points = max((points_of(alone, [r]) for r in records), default=ZERO)
    elif steps == "all":
        points = whole if records else ZERO
    elif isinstance(steps, list):
        times = (min(n, len(steps) - 1) for n in range(count(records)))
        points = add(number(steps[n]) for n in times)
    else:
        points = add(points_once(situation, r) * count([r]) for r in records)
    return bounded(points, None, situation.get("cap"))


def ways(records: Iterable[Entry]) -> list[Records]:
    events: dict[object, Records] = defaultdict(list)
    for n, record in enumerate(records):
        events[record.get("event", n)].append(record)
    return [list(way) for way in product(*events.values())]


def level_points(edition: Entry, scale: str, level: str) -> Fraction:
    levels = next(s["levels"] for s in edition["scales"] if s["id"] == scale)
    return next(number(x["points"]) for x in levels if x["id"] == level)


def mark(edition: Entry, standard: Entry, entry: Entry, counted: Records) -> Mark:
    of, level = number(standard["points"]), entry.get("levels", {}).get(standard["id"])
    if "entered" in standard:
        got = number(entry["entered"][standard["id"]])
    elif "scale" in standard:
        got = of * level_points(edition, standard["scale"], level) / 100
    elif "rubric" in standard:
        got = next(number(r["points"]) for r in standard["rubric"] if r["id"] == level)
    else:
        start = number(standard.get("start", of))
        moved = add(points_of(s, counted) for s in standard.get("bonus", []))
        moved -= add(points_of(s, counted, start) for s in standard.get("deductions", []))
        got = start + bounded(moved, *standard.get("interval", (-start, of - start)))
    return Mark(standard, rounded(got, edition["rounding"].get("mark")), of, level)


def marks(edition: Entry, standards: Records, entry: Entry) -> list[Mark]:
    """Return the marks, lowest by the deductions that count and then highest by the bonuses."""
    gains = {s["id"] for standard in standards for s in standard.get("bonus", [])}
    found: Records = entry.get("findings", [])

    def got(given: list[Mark]) -> Fraction:
        return add(m.got for m in given)

    best = []
    for loss in ways(f for f in found if f["of"] not in gains):
        both = [loss + gain for gain in ways(f for f in found if f["of"] in gains)]
        tries = [[mark(edition, s, entry, way) for s in standards] for way in both]
        best.append(max(tries, key=got))
    return min(best, key=got)


def score_entry(card: Card, method: Entry, entry: Entry) -> Fraction:
    if method["by"] in ("levels", "ballots"):
        ballots = entry["ballots"] if method["by"] == "ballots" else {entry["level"]: 1}
        votes = {level: number(n) for level, n in ballots.items()}
        points = [n * level_points(card.edition, method["scale"], x) for x, n in votes.items()]
        return add(points) / add(votes.values())
    if method["by"] == "scores":
        scores, drop = sorted(map(number, entry["scores"])), int(method.get("drop", 0))
        kept = scores[drop : len(scores) - drop]
        return 100 * add(kept) / len(kept) / number(method.get("out_of", 100))
    off, id = card.result.get("not_applicable", {}), method["id"]
    standards = [s for s in card.edition["standards"] if id in s.get("methods", [id])]
    given = marks(card.edition, [s for s in standards if s["id"] not in off], entry)
    card.marks += given
    card.findings += entry.get("findings", [])
    return 100 * add(m.got for m in given) / add(m.of for m in given)


def score_methods(card: Card) -> None:
    places = card.edition["rounding"]["raw"]
    for method in card.edition["methods"]:
        recorded = card.result.get("methods", {})
        entries = [recorded[method["id"]]] if method["id"] in recorded else []
        if "periods" in method:
            entries = [e for entry in entries for e in entry.get("periods", {}).values()]
        scores = [rounded(score_entry(card, method, e), places) for e in entries]
        if "periods" in method:
            scores = [bounded(s, 0, method.get("ceiling", 100)) for s in scores]
        if scores:
            card.own[method["id"]] = rounded(add(scores) / len(scores), places)


def compare(cards: list[Card], id: str) -> None:
    own = {card.organization: card.own[id] for card in cards if id in card.own and card.is_scored}
    for card in cards:
        how = next((m.get("relative") for m in card.edition["methods"] if m["id"] == id), None)
        if how is None or card.organization not in own:
            continue
        apart, mine = how.get("among") == "kind", own[card.organization]
        among = [c for c in cards if c.organization in own and (not apart or c.kind == card.kind)]
        peers = [own[c.organization] for c in among if c.state != "draft" or c is card]
        if "best" in how:
            score = number(how["best"]) * mine / max(peers) if max(peers) else ZERO
        else:
            lower = sum(peer > mine for peer in peers) * number(how["step"])
            score = max(number(how["first"]) - lower, ZERO)
        card.own[id] = rounded(score, card.edition["rounding"]["raw"])


def destination(situation: Entry, rules: Entry) -> str:
    return str(situation.get("feeds", rules.get("feeds", "total")))


def weigh(card: Card, raw: Sums) -> Fraction:
    places, base = card.edition["rounding"].get("weighted"), ZERO
    for m in card.edition["methods"]:
        base += rounded(raw[m["id"]] * number(m.get("points", m.get("weight", 100))) / 100, places)
    return base


def within_bounds(card: Card, raw: Sums) -> Sums:
    ceilings = {m["id"]: m.get("ceiling", 100) for m in card.edition["methods"]}
    return {id: bounded(score, 0, ceilings[id]) for id, score in raw.items()}


def passes(card: Card, situation: Entry) -> bool:
    rules, before = card.edition.get("adjusting", {}), within_bounds(card, card.own)
    place = destination(situation, rules)
    shared = rules.get("gate") if place == rules.get("feeds", "total") else None
    gate = situation.get("gate", shared)
    score = before[place] if place in before else weigh(card, before)
    return gate is None or score >= number(gate)


def joined(card: Card, points: Sums) -> Fraction:
    rest, joint = dict(points), ZERO
    for group in card.edition.get("groups", []):
        members = [rest.pop(id) for id in group["of"] if id in rest]
        both = max(members, default=ZERO) if group.get("combine") == "highest" else add(members)
        joint += bounded(both, None, group.get("cap"))
    return joint + add(rest.values())


def side(card: Card, situations: Records, records: Records, rules: Entry, cap: str) -> Sums:
    own, main = {}, rules.get("feeds", "total")
    for place in ("total", *card.own):
        here = [s for s in situations if destination(s, rules) == place]
        points = {s["id"]: points_of(s, records) for s in here}
        if cap == "max_bonus" and place == main and rules.get("combine") == "highest":
            best = max(points, key=points.__getitem__, default="")
            points = {id: value if id == best else ZERO for id, value in points.items()}
        own[place] = bounded(joined(card, points), None, rules.get(cap) if place == main else None)
    return own


def add_up(card: Card, gain: Records, loss: Records, cases: Records) -> Card:
    edition, adjustments = card.edition, card.edition["adjustments"]
    rules, listed = edition.get("adjusting", {}), edition.get("negative_list", {})
    bonuses = [a for a in adjustments if a["direction"] == "bonus" and passes(card, a)]
    deductions = [a for a in adjustments if a["direction"] == "deduction"]
    plus = side(card, bonuses, gain, rules, "max_bonus")
    minus = side(card, deductions, loss, rules, "max_deduction")
    moved = {place: plus[place] - minus[place] for place in plus}
    main = rules.get("feeds", "total")
    moved[main] = bounded(moved.get(main, ZERO), rules.get("min"), rules.get("max"))
    taken = side(card, edition["negative_cases"], cases, listed, "cap")
    raw = within_bounds(card, {id: s + moved[id] - taken[id] for id, s in card.own.items()})
    base, net, lost = weigh(card, raw), add(moved.values()), add(taken.values())
    exact = base + moved["total"] - taken["total"]
    return replace(card, raw=raw, base=base, adjustments=net, negative=lost, total=exact)


def score_total(card: Card) -> Card:
    """Let the deductions and cases count that make the total lowest, then the bonuses."""
    edition, recorded = card.edition, card.result.get("adjustments", [])
    situations = [*edition["adjustments"], *edition["negative_cases"]]
    gains = {a["id"] for a in edition["adjustments"] if a["direction"] == "bonus"}

    def worth(*records: Entry) -> Fraction:
        return add(points_of(s, list(records)) for s in situations)

    best = []
    losses = ways(r for r in recorded if r["of"] not in gains)
    for loss, case in product(losses, ways(card.result.get("negative_cases", []))):
        both = ways(r for r in recorded if r["of"] in gains)
        tries = [(add_up(card, gain, loss, case), worth(*gain)) for gain in both]
        most = max(tries, key=lambda t: (t[0].total, t[1]))[0]
        best.append((most, worth(*loss, *case)))
    card = min(best, key=lambda t: (t[0].total, -t[1]))[0]
    total = bounded(card.total or ZERO, edition["total"]["floor"], edition["total"]["ceiling"])
    return replace(card, total=rounded(total, edition["rounding"]["total"]))


def times(situations: Records, records: Records) -> Sums:
    """Return how often each situation happened; a measured one only where a value reaches it."""
    found = {}
    for s in situations:
        happened = [r for r in of_situation(records, s) if not is_measured(s) or reached(s, r)]
        found[s["id"]] = Fraction(count(happened))
    return found


def share_at(card: Card, level: str, marks: list[Mark]) -> list[Fraction]:
    scales = {s["id"]: s["levels"] for s in card.edition.get("scales", [])}
    steps = [m.standard.get("rubric") or scales.get(m.standard.get("scale"), []) for m in marks]
    ids = [(m.level, [step["id"] for step in own]) for m, own in zip(marks, steps, strict=True)]
    better = [own.index(given) <= own.index(level) for given, own in ids if level in own]
    return [Fraction(100 * sum(better), len(better))] if better else []


def measures(card: Card, when: Entry) -> Iterable[Fraction]:
    measure, of, within = when["measure"], when.get("of", "any"), when.get("within")
    single = {"base": card.base, "total": card.total, "negative_points": card.negative}
    if measure in single:
        return [single[measure] or ZERO]
    named = [] if of == "any" else of if isinstance(of, list) else [of]
    marks = [m for m in card.marks if within in (None, m.standard["aspect"])]
    if measure == "level":
        return [share for level in named for share in share_at(card, level, marks)]
    values: Sums = card.raw if measure == "method" else {}
    if measure == "aspect":
        for id in {m.standard["aspect"] for m in card.marks}:
            own = [m for m in card.marks if m.standard["aspect"] == id]
            values[id] = 100 * add(m.got for m in own) / add(m.of for m in own)
    elif measure == "standard":
        for m in marks:
            share, id = 100 * m.got / m.of, m.standard["id"]
            values[id] = min(share, values.get(id, share))
    elif measure != "method":
        cases = [c for c in card.edition["negative_cases"] if within in (None, c["aspect"])]
        found = [s for m in marks for side in FOUND for s in m.standard.get(side, [])]
        rules = {"case": cases, "adjustment": card.edition["adjustments"]}.get(measure, found)
        name = "negative_cases" if measure == "case" else "adjustments"
        given = card.findings if measure == "situation" else card.result.get(name, [])
        values = {id: n for id, n in times(rules, given).items() if n or named}
    return [value for id, value in values.items() if not named or id in named]


def grade(card: Card) -> None:
    happened = times(card.edition["negative_cases"], card.result.get("negative_cases", []))
    found = [c for c in card.edition["negative_cases"] if happened[c["id"]]]
    limits = card.edition.get("limits", []) if card.total is not None else []
    found += [x for x in limits if any(reaches(x["when"], v) for v in measures(card, x["when"]))]
    held, lifted, vetoed = (
        [card.step_of(f[effect]) for f in found if effect in f]
        for effect in ("at_most", "lifts_to", "veto")
    )
    if (total := card.total) is not None:
        cutoffs = [number(g["from"]) for g in card.edition["grades"]]
        by_total = next((n for n, c in enumerate(cutoffs) if total >= c), len(cutoffs) - 1)
        card.step = max([min([by_total, *lifted]), *held])
        fixed = [number(f["total_set"]) for f in found if "total_set" in f]
        most = [number(f["total_at_most"]) for f in found if "total_at_most" in f]
        card.total = min([*(fixed or [total]), *most])
    if vetoed:
        card.vetoed, card.step = True, max(vetoed)


def places_for(quota: Entry, pool: list[Card]) -> int:
    if "number" in quota:
        return int(quota["number"])
    share = number(quota["percent"]) * len(pool) / 100
    ways = {"up": ceil(share), "half": floor(share + HALF), "down": floor(share)}
    return ways[quota.get("rounded", "down")]


def fill(pool: list[Card], step: int, quota: Entry) -> None:
    better = range(step + 1) if quota.get("with_better") == "true" else (step,)
    here = [c for c in pool if c.step == step and "decision" not in c.result]
    taken = sum(c.final in better for c in pool) - len(here)
    places = max(places_for(quota, pool) - taken, 0)
    totals = sorted((c.total or ZERO for c in here), reverse=True)
    for card in here if len(here) > places else ():
        if (card.total or ZERO) <= totals[places]:
            card.step = step + 1


def pools(cards: list[Card], name: str = "") -> Iterable[list[Card]]:
    found: dict[object, list[Card]] = defaultdict(list)
    for card in cards:
        found[getattr(card, name) if name else ""].append(card)
    return found.values()


def fill_all(cards: list[Card]) -> None:
    for alike in pools([c for c in cards if c.is_ranked], "apart"):
        for step, at in enumerate(alike[0].edition["grades"]):
            if quota := at.get("quota"):
                for pool in pools(alike, "kind" if quota.get("among") == "kind" else ""):
                    fill(pool, step, quota)


def kind_in(organization: Entry, year: int) -> str:
    past = [f for f in organization.get("formerly", []) if "kind" in f and int(f["until"]) >= year]
    return str(min(past, key=lambda f: int(f["until"]))["kind"] if past else organization["kind"])


def score_year(
    year: Entry, edition: Entry, organizations: Records, results: dict[str, Entry]
) -> list[Card]:
    """Return the cards of a year; ``year`` is its entry of ``years.yml``."""
    edition = edition | {name: edition.get(name, []) for name in LISTS}
    kinds = {o["id"]: kind_in(o, int(year["year"])) for o in organizations}
    owned = {id: for_kind(edition, kinds[id]) for id in results}
    cards = [Card(id, kinds[id], result, owned[id]) for id, result in results.items()]
    for card in cards:
        ends = [c for c in edition["negative_cases"] if c.get("unscored") == "true"]
        card.unscored = any(times(ends, card.result.get("negative_cases", [])).values())
        if not card.unscored:
            score_methods(card)
            card.raw = within_bounds(card, card.own)
    for method in edition["methods"]:
        compare(cards, method["id"])
    cards = [score_total(card) if card.is_scored else card for card in cards]
    for card in (c for c in cards if c.is_scored or c.unscored):
        grade(card)
    fill_all(cards)
    ranked = [c for c in cards if c.is_ranked and year.get("open") != "true"]
    for pool in pools(ranked, "kind" if edition.get("ranking") == "kind" else ""):
        for card in pool:
            card.rank = 1 + sum((c.total or ZERO) > (card.total or ZERO) for c in pool)
    return cards
