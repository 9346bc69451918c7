"""What one process tells another of the cards that it keeps."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.problem import Place
from generator.sums import YearSum
from generator.usage import Usage


@dataclass(frozen=True, slots=True)
class Told:
    """Of the cards of some organizations: what they say about clauses by year, how the clauses
    of each edition were used, and the pages that their texts link to."""

    sums: Mapping[int, YearSum]
    uses: Mapping[str, Usage]
    links: tuple[tuple[Place, str], ...]
