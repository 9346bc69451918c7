"""The arithmetic: an edition and a result → a scorecard, every step of it a value."""

from generator.scoring.card import Outline, Scorecard
from generator.scoring.grading import quota_groups, quota_places, with_quotas
from generator.scoring.scoring import score, totalled

__all__ = [
    "Outline",
    "Scorecard",
    "quota_groups",
    "quota_places",
    "score",
    "totalled",
    "with_quotas",
]
