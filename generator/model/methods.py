"""Methods of assessment, and how their scores and what is added to them make a total."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model.base import (
    Amount,
    Id,
    Named,
    Number,
    Percent,
    Places,
    Positive,
    RichText,
    Text,
    Value,
)


class Relative(Value):
    """How a score is set beside those of others: the best of them gets ``best`` points, and the
    others their share of that; or the ``first`` gets so many, and each rank after it ``step`` less.
    """

    best: Amount | None = None
    first: Amount | None = None
    step: Positive | None = None
    among: Literal["all", "kind"] = "all"

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.best is None) == (self.first is None) or (self.first is None) != (
            self.step is None
        ):
            raise PydanticCustomError("one_of", "", {"fields": "best, first + step"})
        return self


class Method(Value):
    """A method of assessment: how it is scored (``by``), and its weight in percent or ``points``.

    Scores that graders enter are ``out_of`` a full score, and so many of the highest and of the
    lowest of them are dropped (``drop``). With ``periods`` it is scored once in each, and its raw
    score is the mean of those that existed. The raw score is no more than ``ceiling``, 100 unless
    stated, whatever is fed into it. A ``relative`` one depends on the scores of others.
    ``scored_by`` names the department or the group that scores it, never a person.
    """

    id: Id
    title: Text
    by: Literal["levels", "ballots", "scores", "marks"]
    periods: tuple[Named, ...] = ()
    weight: Percent | None = None
    points: Amount | None = None
    scale: Id | None = None
    out_of: Amount | None = None
    drop: Annotated[int, Field(ge=0)] | None = None
    ceiling: Amount | None = None
    relative: Relative | None = None
    scored_by: Text | None = None
    procedure: tuple[RichText, ...] = ()
    requirements: tuple[RichText, ...] = ()

    @property
    def full_score(self) -> Decimal:
        """The highest score that a grader can enter: 100 unless stated."""
        return Decimal(100) if self.out_of is None else self.out_of

    @property
    def highest(self) -> Decimal:
        """The highest raw score that it can have."""
        return Decimal(100) if self.ceiling is None else self.ceiling


class Rounding(Value):
    """Decimal places, half up. A quotient must be rounded somewhere, so the raw score
    and the total always say where; marks and weighted scores stay exact unless stated."""

    raw: Places
    total: Places
    mark: Places | None = None
    weighted: Places | None = None


class Bounds(Value):
    """The lowest and the highest total; ``null`` is no bound.

    ``full`` is what the methods make together if they are worth points: 100 unless stated.
    """

    floor: Number | None
    ceiling: Number | None
    full: Amount | None = None


class Adjusting(Value):
    """How adjustments enter the score: where, within what bounds, from what base on.

    All bonuses together are bounded by ``max_bonus``, all deductions by ``max_deduction``, and
    then their sum by ``min`` and ``max``. An adjustment that feeds another place is bounded by its
    own cap and gate, and by groups.
    """

    feeds: Id = "total"
    combine: Literal["sum", "highest"] = "sum"
    min: Number | None = None
    max: Number | None = None
    max_bonus: Positive | None = None
    max_deduction: Positive | None = None
    gate: Number | None = None


class NegativeList(Value):
    """How the negative list enters the score: where, and at most how much.

    The cap is on the cases that feed this place.
    """

    feeds: Id = "total"
    cap: Positive | None = None
