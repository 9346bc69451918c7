"""The arithmetic: an edition and a result → a scorecard, every step of it a value."""

from generator.score.card import Scorecard
from generator.score.grading import with_quotas
from generator.score.scoring import score

__all__ = ["Scorecard", "score", "with_quotas"]
