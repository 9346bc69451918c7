"""What one process tells another of the cards that it keeps."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.insight import ClauseYear
from generator.problem import Place
from generator.usage import Usage


@dataclass(frozen=True, slots=True)
class Told:
    """Of the cards of some organizations: what each clause cost by year, how the clauses of
    each edition were used, and the pages that their texts link to."""

    clause_years: Mapping[int, Mapping[str, ClauseYear]]
    uses: Mapping[str, Usage]
    links: tuple[tuple[Place, str], ...]
