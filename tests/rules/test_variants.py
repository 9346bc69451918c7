"""The borders of rules: what is just still right, and what is just wrong."""

from pathlib import Path

import pytest
from overlay import (
    NORTH,
    ORGANIZATIONS,
    SOUTH,
    changed,
    edition,
    laid_out,
    marked,
    told,
)

ON = "date: 2023-01-20"
ONE = "{id: p1, aspect: a, title: P, points: 4"
TWO = (
    "[{id: look, title: L, by: marks, weight: 99.5}, {id: hear, title: H, by: marks, weight: 0.5}]"
)
LIMIT = "[{id: l, title: L, at_most: fail, when: {measure: "
DRAFT = "status: [{state: draft, date: 2022-01-05}"


def status(*states: str) -> dict[str, str]:
    steps = ", ".join(f"{{state: {state}, reason: x, {ON}}}" for state in states)
    return {SOUTH: f"status: [{steps}]\nno_grade: x\n"}


RIGHT = {
    "weights with a fraction": marked(methods=TWO),
    "an interval of all points": marked(standards=f"[{ONE}, interval: [-4, 0]}}]"),
    "an interval of nothing": marked(standards=f"[{ONE}, interval: [0, 0]}}]"),
    "a rubric's step worth all points": marked(
        standards=f"[{ONE}, rubric: [{{id: r, points: 4, text: R}}]}}]"
    ),
    "bounds of adjustments at 0": edition(adjusting="{min: 0, max: 0}"),
    "no bound below": edition(total="{floor: null, ceiling: 0}"),
    "a limit on any method": edition(limits=LIMIT + "method, below: 60}}]"),
    "a limit on the total": edition(limits=LIMIT + "total, below: 60}}]"),
    "an edition without a predecessor may name ids of its own": marked(),
    "closed in the year it was founded": {
        ORGANIZATIONS: changed(ORGANIZATIONS)[ORGANIZATIONS]
        + "  - {id: west, name: West, kind: branch, founded: 1999, closed: 1999}\n"
    },
    "a name borne again by another after its end": {
        ORGANIZATIONS: changed(ORGANIZATIONS)[ORGANIZATIONS]
        + "  - {id: west, name: Old South, kind: branch, closed: 1999}\n"
    },
    "two steps on one day": status("draft"),
    "back from review to final": status("final", "review", "final"),
    "a hash in a block of text": {
        SOUTH: f"status: [{{state: final, {ON}}}]\nno_grade: |\n  重建 #2\n"
    },
    "rounded figures": changed(NORTH, ("daily: 93,", "daily: 93.00,")),
}
WRONG = {
    "standards with no method to score them": (
        edition(aspects="[{id: a, title: A}]", standards=f"[{ONE}}}]"),
        "standards-of-method",
    ),
    "a weight left out beside others that make 100": (
        marked(methods=TWO.replace(", weight: 0.5", "").replace("99.5", "100")),
        "weight-stated methods[2]",
    ),
    "a method by marks whose standards are worth nothing": (
        marked(standards="[{id: p1, aspect: a, title: P, points: 0}]"),
        "standards-of-method methods[1]",
    ),
    "a rubric's step above the points": (
        marked(standards=f"[{ONE}, rubric: [{{id: r, points: 4.1, text: R}}]}}]"),
        "rubric-within-points standards[1].rubric[1].points",
    ),
    "a limit on the total of something": (
        edition(limits=LIMIT + "total, of: look, below: 60}}]"),
        "unknown-reference limits[1].when.of",
    ),
    "equal floor and ceiling": (edition(total="{floor: 5, ceiling: 5}"), "bounds-order total"),
    "only a part of the weights": (
        marked(methods=TWO.replace("99.5", "99")),
        "weights-total methods",
    ),
    "its own parent": (
        changed(ORGANIZATIONS, ("parent: north", "parent: south")),
        "parent-circle organizations[2].parent",
    ),
    "a kind listed twice": (
        changed(ORGANIZATIONS, ("{id: committee,", "{id: branch, title: B}, {id: committee,")),
        "organization-id kinds[2].id",
    ),
    "from draft to final": (status("draft", "final"), "status-order status[2].state"),
    "accepted without a date": (
        changed("results/2022/north.yml", (", accepted: 2023-02-01", "")),
        "rectification-accepted rectification[1]",
    ),
    "a level where ballots are cast": (
        changed(NORTH, ("{ballots: {excellent: 3, good: 1}}", "{level: good, ballots: {good: 1}}")),
        "record-fits-method methods.review",
    ),
    "a ratio counted twice": (
        changed(NORTH, ("whole: 10}", "whole: 10, count: 2}")),
        "occurrence-measured methods.daily.findings[2]",
    ),
    "a ratio by value and by parts": (
        changed(NORTH, ("whole: 10}", "whole: 10, value: 70}")),
        "occurrence-measured methods.daily.findings[2]",
    ),
    "the kind left out of a table by kind": (
        changed(NORTH, (", kind: team", "")),
        "occurrence-measured adjustments[1]",
    ),
    "a finding too few, which moves a mark and all that follows from it": (
        changed(NORTH, ("{of: s1-d}, ", "")),
        "mark-recomputed methods.daily.marks.s1",
    ),
    "a declared total without its grade": (
        changed(NORTH, ("  grade: good\n", "")),
        "figures-declared declared",
    ),
}


@pytest.mark.parametrize("files", RIGHT.values(), ids=RIGHT.keys())
def test_what_is_just_right_has_no_problem(files: dict[str, str], tmp_path: Path) -> None:
    assert told(laid_out(tmp_path, files)) == []


@pytest.mark.parametrize(("files", "problem"), WRONG.values(), ids=WRONG.keys())
def test_what_is_just_wrong_has_one_problem(
    files: dict[str, str], problem: str, tmp_path: Path
) -> None:
    problems = told(laid_out(tmp_path, files))
    assert len(problems) == 1
    assert problems[0].startswith(problem)


WITHOUT_QUOTA = changed("standards/e1/edition.yml", (", quota: {percent: 50}", ""))


def test_a_draft_need_not_declare_its_figures(tmp_path: Path) -> None:
    text, _, _ = changed(NORTH)[NORTH].partition("declared:")
    draft = text.replace("status: [{state: draft, date: 2022-01-05},", f"{DRAFT}]\n#")
    assert told(laid_out(tmp_path, {NORTH: draft, **WITHOUT_QUOTA})) == []
