"""The status for programs, and the report for people, against golden files."""

import json
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from paths import ROOT

from generator.gates.changes import Changes, ClauseChange, Figures, ResultChange
from generator.gates.gate import DATA_GATE, all_gates
from generator.messages.labels import labels
from generator.publish.report import reports
from generator.publish.status import GateResult, Status

GOLDEN = Path(__file__).parent / "golden"
BEGUN: dict[str, Any] = {
    "started": "2026-01-05T02:30:00+08:00",
    "finished": "2026-01-05T02:31:12+08:00",
}
RESULTS = (
    ResultChange(
        2025,
        "north",
        "北_区 <党委>",
        "changed",
        Figures("final", Decimal("90.25"), "优秀"),
        Figures("corrected", Decimal("89.5"), "良好"),
        ("s1", "s3-d1"),
    ),
    ResultChange(2025, "south", "南区", "added", None, Figures("draft", None, None)),
    ResultChange(2025, "east", "东区", "removed", Figures("notice", Decimal(70), None), None),
    ResultChange(
        2024,
        "south",
        "南区",
        "changed",
        Figures("final", Decimal(80), "良好"),
        Figures("final", Decimal(80), "良好"),
    ),
)
CLAUSES = (
    ClauseChange("2025", "2025", "示例标准（2025年版）", "changed"),
    ClauseChange("2025", "s3-d1", "少开*一次*会", "added"),
)
PASSED = tuple(GateResult(name, "passed") for name in (DATA_GATE, *all_gates()))
STATUSES = {
    "published": Status(
        "published",
        0,
        **BEGUN,
        live="00042-3fa9c1d2",
        previous="00041-77aa01bc",
        pages=246,
        inputs="ab" * 32,
        gates=PASSED,
        changes=Changes(RESULTS, CLAUSES),
        folder="/srv/www",
    ),
    "gate": Status(
        "gate",
        13,
        **BEGUN,
        live="00041-77aa01bc",
        previous="00041-77aa01bc",
        compared="00040-0a1b2c3d",
        gates=(
            PASSED[0],
            GateResult("corrections", "not-compared", ("x",)),
            GateResult("links", "refused", tuple(f"a/{n}.html: b" for n in range(203))),
            GateResult("pages", "accepted", ("36 < 41",)),
        ),
        changes=Changes(),
    ),
    "build": Status("build", 12, **BEGUN, lines=("ERROR - [x](y)", "Aborted")),
    "running": Status("running", None, BEGUN["started"], live="00041-77aa01bc"),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", STATUSES)
def test_a_report_reads_as_the_golden_one(
    name: str, language: str, pytestconfig: pytest.Config
) -> None:
    for file, text in reports(STATUSES[name], labels(language)).items():
        golden = GOLDEN / f"{name}.{language}{Path(file).suffix}"
        if pytestconfig.getoption("--golden-write"):
            golden.parent.mkdir(exist_ok=True)
            golden.write_text(text, encoding="utf-8", newline="\n")
        assert text == golden.read_text("utf-8")


def test_the_status_is_json_with_a_version_and_numbers() -> None:
    found = json.loads(STATUSES["published"].to_json())
    assert found["version"] == 1
    assert found["changes"]["results"][0]["before"]["total"] == 90.25
    assert found["changes"]["results"][2]["before"]["total"] == 70


@pytest.mark.parametrize("kind", [Status, GateResult, Changes, ResultChange, Figures, ClauseChange])
def test_the_guide_explains_every_field_of_the_status(kind: type) -> None:
    guide = (ROOT / "docs" / "guide" / "operations.md").read_text("utf-8")
    missing = [one.name for one in fields(kind) if f"`{one.name}`" not in guide]
    assert missing == []
