"""The arithmetic: an edition and a result → a scorecard, every step of it a value."""

from generator.score.card import Outline, Scorecard
from generator.score.grading import quota_groups, quota_places, with_quotas
from generator.score.scoring import score, totalled

__all__ = [
    "Outline",
    "Scorecard",
    "quota_groups",
    "quota_places",
    "score",
    "totalled",
    "with_quotas",
]
