"""Minimal values of the model: each test states only what it is about."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from generator.model.clauses import Adjustment, Aspect, NegativeCase, Points, Situation, Standard
from generator.model.edition import Edition, Grade, Limit
from generator.model.methods import Bounds, Method, Rounding
from generator.model.result import MethodRecord, Occurrence, Organization, Result, Status
from generator.model.scales import Level, Scale
from generator.scoring.card import Scorecard
from generator.scoring.mark import Mark
from generator.scoring.score import score


def n(text: str) -> Decimal:
    return Decimal(text)


def organization(id: str = "one", kind: str = "branch") -> Organization:
    return Organization(id=id, name=f"党支部{id}", kind=kind)


def grade(id: str, cutoff: str, **fields: Any) -> Grade:
    return Grade.model_validate({"id": id, "title": id, "from": n(cutoff), **fields})


GRADES = (grade("good", "80"), grade("fair", "60"), grade("poor", "0"))
MARKS = Method(id="marks", title="评分", by="marks")
LEVELS = Scale(
    id="levels",
    title="层次",
    levels=(
        Level(id="high", title="高", points=n("95")),
        Level(id="middle", title="中", points=n("75")),
        Level(id="low", title="低", points=n("0")),
    ),
)


def edition(**fields: Any) -> Edition:
    """An edition with one method by marks, unless stated otherwise."""
    usual: dict[str, Any] = {
        "id": "e1",
        "title": "标准",
        "years": (2023,),
        "rounding": Rounding(raw=2, total=2),
        "total": Bounds(floor=n("0"), ceiling=n("100")),
        "grades": GRADES,
        "methods": (MARKS,),
        "scales": (LEVELS,),
        "aspects": (Aspect(id="work", title="工作"), Aspect(id="study", title="学习")),
    }
    return Edition.model_validate({**usual, **fields})


def standard(id: str = "s1", points: str = "10", aspect: str = "work", **fields: Any) -> Standard:
    return Standard(id=id, aspect=aspect, title="标准", points=n(points), **fields)


def situation(id: str, points: Points | None = None, **fields: Any) -> Situation:
    return Situation(id=id, text="情形", points=points, **fields)


def adjustment(
    id: str, points: Points | None = None, direction: str = "bonus", **fields: Any
) -> Adjustment:
    values = {"id": id, "title": "加减分", "text": "情形", "points": points}
    return Adjustment.model_validate({**values, "direction": direction, **fields})


def case(id: str, points: Points | None = None, **fields: Any) -> NegativeCase:
    values = {"id": id, "aspect": "work", "text": "情形", **fields}
    return NegativeCase.model_validate(values if points is None else {**values, "points": points})


def limit(id: str, when: Mapping[str, object], **effect: Any) -> Limit:
    return Limit.model_validate({"id": id, "title": "限制", "when": dict(when), **effect})


def occurrence(of: str, **fields: Any) -> Occurrence:
    return Occurrence(of=of, **fields)


def result(
    *findings: Occurrence,
    levels: Mapping[str, str] | None = None,
    organization: str = "one",
    **fields: Any,
) -> Result:
    usual: dict[str, Any] = {
        "organization": organization,
        "year": 2023,
        "status": (Status(state="final", date=dt.date(2024, 1, 1)),),
        "methods": {"marks": MethodRecord(findings=findings, levels=levels or {})},
    }
    return Result.model_validate({**usual, **fields})


def card_of(one: Edition, record: Result, kind: str = "branch") -> Scorecard:
    return score(one, organization(record.organization, kind), record)


def mark_of(one: Standard, *findings: Occurrence, level: str | None = None, **fields: Any) -> Mark:
    """The mark of a single standard."""
    levels = {one.id: level} if level else None
    found = card_of(edition(standards=(one,), **fields), result(*findings, levels=levels))
    return found.methods[0].marks[0]


def value_of(one: Standard, *findings: Occurrence, level: str | None = None) -> Decimal | None:
    return mark_of(one, *findings, level=level).value


def based(points: str, **fields: Any) -> Edition:
    """An edition whose base is ``points``: one method, by a level of that worth."""
    levels = (
        Level(id="given", title="评定", points=n(points)),
        Level(id="nothing", title="没有", points=n("0")),
    )
    scale = Scale(id="only", title="层次", levels=levels)
    method = Method(id="marks", title="评定", by="levels", scale="only")
    return edition(**{"scales": (scale,), "methods": (method,), **fields})


def assessed(organization: str = "one", **fields: Any) -> Result:
    """The result that goes with ``based``."""
    record = {"marks": MethodRecord(level="given")}
    return result(organization=organization, **{"methods": record, **fields})
