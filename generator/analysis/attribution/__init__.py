"""Last year against this year: the change of a total, split exactly.

The method. Last year's facts are scored under this year's edition (``carrying``), by the same
arithmetic as every scorecard. That score, *last year's work under this year's rules*, stands
between the two printed totals: what lies between last year's total and it, the edition
changed; what lies between it and this year's total, the organization did. Each half is then
taken apart into rows. The three scorecards are the source of truth; nothing is estimated.

The rows. A method is worth weight × raw score. A standard is worth weight × (mark − points) ÷
the points of all standards of the method: by so much it moved the total away from a full raw
score. On the edition's side weights are counted at last year's raw scores, and all else at
this year's weights. Rows are exact fractions; what is printed is rounded, and what the
rounding of scores and of rows leaves is a row of its own, so that the visible rows always add
up to the difference of the printed totals.
"""

from generator.analysis.attribution.carrying import NotCarried, carried
from generator.analysis.attribution.row import Row, Ruler
from generator.analysis.attribution.split import Attribution, Unattributed, adds_up, attribution

__all__ = [
    "Attribution",
    "NotCarried",
    "Row",
    "Ruler",
    "Unattributed",
    "adds_up",
    "attribution",
    "carried",
]
