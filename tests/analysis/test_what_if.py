"""What a better judgement would have given: no step leads beyond the ceiling of a method."""

import pytest
from builders import assessed, card_of, edition, n

from generator.analysis.points_lost import points_lost
from generator.analysis.what_if import WhatIf, what_ifs
from generator.model.methods import Method
from generator.model.result import MethodRecord


def _step(by: str, record: MethodRecord, ceiling: str = "80") -> WhatIf:
    scale = None if by == "scores" else "levels"
    method = Method.model_validate(
        {"id": "m", "title": "评议", "by": by, "scale": scale, "ceiling": n(ceiling)}
    )
    card = card_of(edition(methods=(method,)), assessed(methods={"m": record}))
    (step,) = what_ifs(card, points_lost(card))
    return step


@pytest.mark.parametrize(
    ("by", "record"),
    [
        ("scores", MethodRecord(scores=(n("90"),))),
        ("levels", MethodRecord(level="high")),
        ("ballots", MethodRecord(ballots={"high": 9, "middle": 1})),
    ],
)
def test_no_step_leads_beyond_the_ceiling(by: str, record: MethodRecord) -> None:
    step = _step(by, record)
    assert (step.at_ceiling, step.gain) == (True, n("0"))


def test_a_step_gains_no_more_than_there_is_room() -> None:
    step = _step("ballots", MethodRecord(ballots={"high": 1, "low": 9}), ceiling="15")
    assert (step.at_ceiling, step.gain) == (False, n("5.5"))
