"""The gates: what a finished site must be before it is published. A gate is a generator of
findings; its name is that of the module, its docstring the rule."""

from collections.abc import Mapping

from generator.publish.gates.case import Case, Finding, Gate
from generator.publish.gates.corrections import corrections
from generator.publish.gates.drafts import drafts
from generator.publish.gates.links import links
from generator.publish.gates.pages import pages
from generator.publish.gates.search import search

__all__ = ["DATA", "GATES", "Case", "Finding"]

DATA = "data"
"""The gate before all others: nothing is built from data with problems."""

GATES: Mapping[str, Gate] = {
    "links": links,
    "pages": pages,
    "corrections": corrections,
    "drafts": drafts,
    "search": search,
}
