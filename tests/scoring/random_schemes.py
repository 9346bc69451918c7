"""Random schemes and results, as plain values: every shape of the format, together.

Results have no figures declared. What is drawn keeps the rules of the format.
"""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from generator.model.edition import Edition
from generator.model.result import Organization, Result
from generator.scoring.card import Scorecard
from generator.scoring.quotas import apply_quotas, take_grade
from generator.scoring.score import find_peers, score
from generator.scoring.summarize import summarize

Data = dict[str, Any]
KINDS = ("city", "county")
SCALE = {
    "id": "three",
    "title": "层次",
    "levels": [
        {"id": id, "title": id, "points": Decimal(points)}
        for id, points in (("a", 100), ("b", 80), ("c", 50))
    ],
}


class Drawing:
    """Draws a scheme and results; the same seed draws the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.standards: list[Data] = []

    def any(self, *values: Any) -> Any:
        return self.chance.choice(values)

    def number(self, *values: str) -> Decimal:
        return Decimal(self.any(*values))

    def maybe(self, likely: float = 0.4) -> bool:
        return self.chance.random() < likely

    def some(self, **fields: Any) -> Data:
        """Keep some of the fields."""
        return {name: value for name, value in fields.items() if self.maybe()}

    # -- the scheme --

    def shape(self, tabular: bool) -> Data:
        """What a rule is worth."""
        points = ("0", "0.3", "1", "2.5", "4")
        shapes: list[Data] = [
            {"points": self.number(*points)},
            {"points": [self.number(*points) for _ in range(self.chance.randint(1, 3))]},
            {
                "thresholds": [
                    {"below": Decimal(60), "points": Decimal(2)},
                    {"below": Decimal(80), "points": Decimal(1)},
                ]
            },
            {"thresholds": [{"at_least": Decimal("33.33"), "points": Decimal("1.5")}]},
            {"range": [Decimal("0.5"), Decimal(2)]},
            {
                "rate": {
                    "points": self.number("0.05", "1"),
                    "per": self.number("1", "3"),
                    "whole": self.maybe(),
                    self.any("below", "above"): Decimal(50),
                },
                **self.some(places=1),
            },
            {
                "line": [
                    {"at": Decimal(20), "points": Decimal(0)},
                    {"at": Decimal(70), "points": Decimal(3)},
                    {"at": Decimal(90), "points": Decimal(1)},
                ]
            },
        ]
        if tabular:
            shapes.append(
                {"points": {"high": {"one": Decimal(2), "all": Decimal(3)}, "low": Decimal(1)}}
            )
        return {**self.any(*shapes), **self.some(cap=self.number("0.5", "3", "5"))}

    def standard(self, n: int, methods: Sequence[str]) -> Data:
        id, points = f"s{n}", self.number("5", "8", "10")
        fields: Data = {
            "id": id,
            "aspect": self.any("work", "study"),
            "title": id,
            "points": points,
        }
        if self.maybe(0.2):
            fields["applies_to"] = [self.any(*KINDS)]
        if len(methods) > 1 and self.maybe():
            fields["methods"] = [self.any(*methods)]
        way = self.any("counted", "counted", "counted", "entered", "scale", "rubric")
        if way == "entered":
            return {**fields, "entered": True}
        if way == "scale":
            return {**fields, "scale": "three"}
        if way == "rubric":
            steps = (("r1", points), ("r2", points / 2), ("r3", Decimal(0)))
            return {**fields, "rubric": [{"id": r, "points": p, "text": r} for r, p in steps]}
        start = self.any(None, Decimal(0), points / 2)
        if start is not None:
            fields["start"] = start
        if start is None or self.maybe():
            low = self.any(points if start is None else start, Decimal(0))
            fields["interval"] = [-low if low else low, self.number("1", "4")]
        fields["bonus"] = [{"id": f"{id}-b", "text": "b", **self.shape(False)}]
        fields["deductions"] = [
            {"id": f"{id}-d{k}", "text": "d", **self.shape(False)} for k in (1, 2)
        ]
        if fields.get("interval", [-(points if start is None else start)])[0] == -(
            points if start is None else start
        ) and self.maybe(0.2):
            fields["deductions"].append({"id": f"{id}-all", "text": "all", "points": "all"})
        return fields

    def methods(self) -> list[Data]:
        ways = ["marks", *self.chance.sample(["scores", "levels", "ballots", "marks"], 2)]
        weights = self.any((50, 30, 20), (40, 40, 20), (70, 20, 10))
        unit = self.any("weight", "points")
        methods = []
        for n, (by, weight) in enumerate(zip(ways, weights, strict=True)):
            method: Data = {
                "id": f"m{n}",
                "title": by,
                "by": by,
                unit: Decimal(weight * (10 if unit == "points" else 1)),
            }
            if by in ("levels", "ballots"):
                method["scale"] = "three"
            if by == "scores":
                method |= self.some(out_of=self.number("10", "60", "100"), drop=1)
            if self.maybe(0.3):
                method["periods"] = [{"id": p, "title": p} for p in ("p1", "p2", "p3")]
            if self.maybe(0.3):
                method["relative"] = self.any(
                    {"best": self.number("100", "90")},
                    {"first": Decimal(100), "step": self.number("2", "30")},
                )
                method["relative"] |= self.some(among="kind")
            methods.append({**method, **self.some(ceiling=self.number("80", "100", "110"))})
        return methods

    def rules(self, prefix: str, count: int, targets: Sequence[str], **fields: Any) -> list[Data]:
        feeds = [self.any(*targets) if self.maybe() else None for _ in range(count)]
        return [
            {
                "id": f"{prefix}{n}",
                "text": "情形",
                **fields,
                **self.shape(True),
                **({"feeds": into} if into else {}),
            }
            for n, into in enumerate(feeds)
        ]

    def edition(self) -> Data:
        methods = self.methods()
        marks = [m["id"] for m in methods if m["by"] == "marks"]
        self.standards = [
            {"id": "s0", "aspect": "work", "title": "s0", "points": Decimal(10)},
            *(self.standard(n, marks) for n in range(1, self.chance.randint(3, 5))),
        ]
        targets = ["total", *(m["id"] for m in methods)]
        bonuses = self.rules("b", 3, targets, title="b", direction="bonus")
        deductions = self.rules("d", 2, targets, title="d", direction="deduction")
        for rule in [*bonuses, *deductions]:
            rule.update(self.some(combine="highest"))
        for rule in bonuses:
            rule.update(self.some(gate=self.number("50", "80")))
        cases = self.rules("n", 3, targets, aspect="work")
        effect = self.any(
            {},
            {},
            {"at_most": "fair"},
            {"veto": "poor"},
            {"veto": "poor", self.any("total_at_most", "total_set"): Decimal(59)},
            {"veto": "poor", "unscored": True},
        )
        cases[2] |= effect
        points = "points" in methods[0]
        edition: Data = {
            "title": "随机",
            "years": [2024],
            "rounding": {
                "raw": self.any(0, 2),
                "total": self.any(0, 1, 2),
                **self.some(mark=1, weighted=2),
            },
            "total": {
                "floor": self.any(Decimal(0), None),
                "ceiling": self.any(Decimal(1000 if points else 100), None),
                **({"full": Decimal(1000)} if points else {}),
            },
            "scales": [SCALE],
            "methods": methods,
            "standards": self.standards,
            "aspects": [{"id": "work", "title": "work"}, {"id": "study", "title": "study"}],
            "tiers": [{"id": t, "title": t} for t in ("high", "low")],
            "kinds": [{"id": k, "title": k} for k in ("one", "all")],
            "adjustments": [*bonuses, *deductions],
            "negative_cases": cases,
            "grades": self.grades(10 if points else 1),
            "limits": self.limits(10 if points else 1),
            "adjusting": self.some(
                feeds=self.any(*targets),
                combine="highest",
                min=Decimal(-3),
                max=Decimal(4),
                max_bonus=Decimal(3),
                max_deduction=Decimal(2),
                gate=Decimal(60),
            ),
            "negative_list": self.some(feeds=self.any(*targets), cap=Decimal(3)),
        }
        edition["groups"] = list(self.groups(edition))
        if not points and self.maybe():
            edition["by_kind"] = {
                "county": self.some(
                    weights={methods[0]["id"]: Decimal(60), methods[1]["id"]: Decimal(40)},
                    points={"s0": Decimal(20)},
                    cutoffs={"good": Decimal(85)},
                    quotas={"good": {"number": 1}},
                )
            }
        return edition

    def groups(self, edition: Data) -> Any:
        lists = {"adjusting": edition["adjustments"], "negative_list": edition["negative_cases"]}
        for section, rules in lists.items():
            places: dict[tuple[str, str], list[str]] = {}
            for rule in rules:
                into = rule.get("feeds") or edition[section].get("feeds", "total")
                places.setdefault((rule["id"][0], into), []).append(rule["id"])
            for (prefix, into), ids in places.items():
                if len(ids) > 1 and self.maybe():
                    way = self.any({"cap": Decimal(2)}, {"combine": "highest"})
                    yield {"id": f"g-{prefix}-{into}", "title": "g", "of": ids[:2], **way}

    def grades(self, unit: int) -> list[Data]:
        quotas = (
            {"percent": Decimal(30)},
            {"percent": Decimal(40), "rounded": "half", "among": "kind"},
            {"number": 2},
            {"percent": Decimal(60), "rounded": "up", "with_better": True},
        )
        grades = [("good", 80), ("fair", 60), ("pass", 40), ("poor", 0)]
        quoted = {id: {"quota": self.any(*quotas)} for id, _ in grades[:2] if self.maybe()}
        return [
            {"id": id, "title": id, "from": Decimal(cutoff * unit), **quoted.get(id, {})}
            for id, cutoff in grades
        ]

    def limits(self, unit: int) -> list[Data]:
        worst = {"at_most": self.any("fair", "pass")}
        choices = [
            {
                "when": {"measure": "aspect", "of": self.any("work", "any"), "below": Decimal(50)},
                **worst,
            },
            {"when": {"measure": "standard", "of": "any", "at_most": Decimal(10)}, **worst},
            {"when": {"measure": "method", "of": "m1", "below": Decimal(50)}, **worst},
            {"when": {"measure": "base", "below": Decimal(60 * unit)}, **worst},
            {"when": {"measure": "case", "of": "n0", "at_least": Decimal(2)}, **worst},
            {"when": {"measure": "case", "at_least": Decimal(2)}, **worst},
            {"when": {"measure": "adjustment", "of": "b0", "below": Decimal(1)}, **worst},
            {"when": {"measure": "adjustment", "of": "any", "at_least": Decimal(3)}, **worst},
            {
                "when": {"measure": "negative_points", "at_least": Decimal(2)},
                "veto": "poor",
                **self.some(total_at_most=Decimal(30)),
            },
            {
                "when": {"measure": "adjustment", "of": "b1", "at_least": Decimal(1)},
                "lifts_to": "good",
            },
            {"when": {"measure": "negative_points", "at_most": Decimal(0)}, "lifts_to": "fair"},
            {"when": {"measure": "total", "at_least": Decimal(50 * unit)}, "lifts_to": "fair"},
        ]
        if any("scale" in standard for standard in self.standards):
            choices.append({"when": {"measure": "level", "of": "a", "below": Decimal(50)}, **worst})
        choices += self.narrower_limits(worst)
        drawn = self.chance.sample(choices, self.chance.randint(0, 4))
        kinds = [self.some(applies_to=[self.any(*KINDS)]) if self.maybe() else {} for _ in drawn]
        both = enumerate(zip(drawn, kinds, strict=True))
        return [{"id": f"l{n}", "title": "l", **limit, **kind} for n, (limit, kind) in both]

    def narrower_limits(self, worst: Data) -> list[Data]:
        """Draw limits on any of several things, or on what belongs to an aspect."""
        several = self.chance.sample(self.standards, min(2, len(self.standards)))
        ids = [standard["id"] for standard in several]
        aspect = several[0]["aspect"]
        found = [rule["id"] for standard in several for rule in standard.get("bonus", ())]
        whens: list[Data] = [
            {"measure": "standard", "of": ids, "below": Decimal(60)},
            {"measure": "standard", "within": aspect, "below": Decimal(40)},
            {"measure": "adjustment", "of": ["b0", "b1"], "below": Decimal(1)},
        ]
        if found:
            whens.append({"measure": "situation", "of": found, "below": Decimal(1)})
        if scaled := [s["aspect"] for s in self.standards if "scale" in s]:
            of = ["a", "b"]
            whens.append({"measure": "level", "of": of, "within": scaled[0], "below": Decimal(50)})
        return [{"when": when, **worst} for when in whens]

    # -- results --

    def entry(self, rule: Data, events: bool = True) -> Data:
        entry: Data = {"of": rule["id"]}
        if events and self.maybe(0.3):
            entry["event"] = self.any("e", "f")
        points = rule.get("points")
        if "range" in rule:
            return {**entry, "points": self.number("0.5", "1.2", "2")}
        if points is None:
            part = {"part": self.chance.randint(0, 9), "whole": 9}
            return {
                **entry,
                **self.any(part, {"value": self.number("12.5", "33.33", "50", "64.7", "80", "99")}),
            }
        if isinstance(points, dict):
            entry |= self.any(
                {"tier": "low"}, {"tier": "high", "kind": "one"}, {"tier": "high", "kind": "all"}
            )
        return {**entry, **self.some(count=self.chance.randint(1, 3))}

    def entries(self, rules: Sequence[Data], most: int) -> list[Data]:
        return (
            [self.entry(self.any(*rules)) for _ in range(self.chance.randint(0, most))]
            if rules
            else []
        )

    def record(self, method: Data, kind: str, off: Data) -> Data:
        if method["by"] == "levels":
            return {"level": self.any("a", "b", "c")}
        if method["by"] == "ballots":
            return {"ballots": {"a": self.chance.randint(1, 5), "b": self.chance.randint(0, 3)}}
        if method["by"] == "scores":
            top = int(method.get("out_of") or 100)
            return {"scores": [Decimal(self.chance.randint(0, top * 2)) / 2 for _ in range(3)]}
        own = [
            s
            for s in self.standards
            if method["id"] in s.get("methods", [method["id"]])
            and kind in s.get("applies_to", [kind])
            and s["id"] not in off
        ]
        levels = {s["id"]: self.any("a", "b", "c") for s in own if "scale" in s}
        levels |= {s["id"]: self.any("r1", "r2", "r3") for s in own if "rubric" in s}
        entered = {
            s["id"]: s["points"] * self.chance.randint(0, 4) / 4 for s in own if "entered" in s
        }
        rules = [r for s in own for r in (*s.get("bonus", ()), *s.get("deductions", ()))]
        return {"levels": levels, "entered": entered, "findings": self.entries(rules, 5)}

    def result(self, edition: Data, kind: str) -> Data:
        off = {s["id"]: "没有" for s in self.standards[1:] if self.maybe(0.1)}
        variation = edition.get("by_kind", {}).get(kind, {})
        weights = variation.get("weights")
        methods = [m for m in edition["methods"] if not weights or m["id"] in weights]
        into = {"total", *(m["id"] for m in methods)}
        lists = {}
        for name, section in (("adjustments", "adjusting"), ("negative_cases", "negative_list")):
            main = edition[section].get("feeds", "total")
            lists[name] = self.entries(
                [r for r in edition[name] if r.get("feeds", main) in into],
                5 if name == "adjustments" else 2,
            )
        records: Data = {}
        for method in methods:
            periods = [p["id"] for p in method.get("periods", ())]
            if periods:
                lived = periods[self.chance.randint(0, 2) :]
                records[method["id"]] = {
                    "periods": {p: self.record(method, kind, off) for p in lived},
                    "without": {p: "没有" for p in periods if p not in lived},
                }
            else:
                records[method["id"]] = self.record(method, kind, off)
        state = self.any("final", "final", "final", "notice", "draft")
        result: Data = {
            "status": [{"state": state, "date": dt.date(2025, 1, 20)}],
            "methods": records,
            **lists,
        }
        if off:
            result["not_applicable"] = off
        if self.maybe(0.05):
            result["no_grade"] = "成立不久"
        elif self.maybe(0.1):
            date = dt.date(2025, 1, 10)
            result["decision"] = {"grade": "pass", "reason": "会议决定", "date": date}
        return result

    def results(self, edition: Data, organizations: Sequence[Data]) -> dict[str, Data]:
        self.standards = edition["standards"]
        return {entry["id"]: self.result(edition, entry["kind"]) for entry in organizations}


def random_scheme(seed: int) -> tuple[Data, list[Data], dict[str, Data]]:
    """Return an edition, organizations, and the results of a year by the id of the organization."""
    drawing = Drawing(seed)
    edition = drawing.edition()
    organizations = [
        {"id": f"o{n}", "name": f"单位{n}", "kind": drawing.any(*KINDS)} for n in range(6)
    ]
    return edition, organizations, drawing.results(edition, organizations)


def _frozen(value: Any) -> Any:
    """Return values as files give them: with tuples for lists."""
    if isinstance(value, dict):
        return {name: _frozen(inner) for name, inner in value.items()}
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def score_by_program(
    edition: Data, organizations: Sequence[Data], results: Mapping[str, Data]
) -> dict[str, Scorecard]:
    """Return the cards of the program, graded under quotas, by organization."""
    edition, results = _frozen(edition), _frozen(results)
    whole = Edition.model_validate({"id": "e", **edition}, strict=False)
    known = {o["id"]: Organization.model_validate(o) for o in organizations}
    read = [
        Result.model_validate({"organization": id, "year": 2024, **result}, strict=False)
        for id, result in results.items()
    ]
    peers = find_peers((whole, known[r.organization], r) for r in read)
    cards = [score(whole, known[r.organization], r, peers) for r in read]
    graded = map(take_grade, cards, apply_quotas([summarize(card) for card in cards]))
    return {card.organization.id: card for card in graded}


class _Dumper(yaml.SafeDumper):
    """Writes decimal numbers as files have them."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _number(dumper: _Dumper, value: Decimal) -> yaml.Node:
    text = format(value, "f")
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)


_Dumper.add_representer(Decimal, _number)


def write_scheme(folder: Path, seed: int) -> None:
    """Write a random scheme with two years of results, which declare what the program counts."""
    edition, organizations, results = random_scheme(seed)
    years = {2024: results, 2025: Drawing(-seed).results(edition, organizations)}
    _write(folder / "standards/2024/edition.yml", {**edition, "years": list(years)})
    kinds = [{"id": kind, "title": kind} for kind in KINDS]
    _write(folder / "results/organizations.yml", {"kinds": kinds, "organizations": organizations})
    notice = {"from": dt.date(2025, 1, 20), "until": dt.date(2025, 1, 25), "object_to": "考核办"}
    dates = [{"year": year, "as_of": dt.date(2026, 2, 1), "notice": notice} for year in years]
    _write(folder / "results/years.yml", {"years": dates})
    for year, records in years.items():
        cards = score_by_program(edition, organizations, records)
        for id, record in records.items():
            card = cards[id]
            if card.grade:
                total = {} if card.total is None else {"total": card.total}
                record["declared"] = {**total, "grade": card.grade.id}
            record["status"][0]["date"] = dt.date(year + 1, 1, 20)
            _write(folder / f"results/{year}/{id}.yml", record)


def _write(file: Path, data: Data) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False)
    file.write_text(text, "utf-8")
