"""The folders that tests read."""

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
PACKAGE = ROOT / "generator"
CASES = TESTS / "cases"
BASE = CASES / "base"
"""Two editions in English, without problems; each case changes some of its files."""
TINY = TESTS / "schemes" / "tiny"
"""The smallest scheme that has every kind of page."""
DEDUCTIONS = TESTS / "schemes" / "deductions"
"""A scheme unlike the sample: one method, no weights, deductions, pass or fail."""
