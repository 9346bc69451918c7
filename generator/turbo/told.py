"""What other processes tell of the cards that they keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.analysis.sums import YearSum
from generator.analysis.usage import Usage
from generator.problem import Place


@dataclass(frozen=True, slots=True)
class Told:
    """Of cards that are kept elsewhere: what they say about clauses by year, in shares; how the
    clauses of each edition were used; and the pages that their texts link to."""

    sums: Mapping[int, Sequence[YearSum]]
    uses: Mapping[str, Usage]
    links: tuple[tuple[Place, str], ...]
