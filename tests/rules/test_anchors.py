"""No id of a clause is the anchor of a heading on a page that shows the clause."""

import re
from collections.abc import Iterator

from rendering import written

from generator.dataset.assessment import Assessment
from generator.messages.labels import labels
from generator.model.revision import COMPARED_LISTS
from generator.rules.anchors import HEADINGS
from generator.rules.ids import clauses_named, situations_named

SHOWN = re.compile(
    r"standards/[\w-]+/(clauses/[\w-]+|items|adjustments|negative-list|changes|whole)\.md"
)
HEADING = re.compile(r"^#+ .*\{: #([\w-]+)", re.MULTILINE)


def headings(assessment: Assessment) -> Iterator[str]:
    """The anchors of the headings on all pages that show clauses, but those of the clauses."""
    clauses = {
        id
        for edition in assessment.library.editions
        for _, id in (*clauses_named(edition), *situations_named(edition))
    }
    for page in written(assessment, labels("zh")):
        if SHOWN.fullmatch(page.path):
            yield from {*HEADING.findall(page.markdown)} - clauses


def test_the_rule_knows_every_heading(
    sample: Assessment, tiny: Assessment, deductions: Assessment
) -> None:
    for assessment in (sample, tiny, deductions):
        found = {anchor for anchor in headings(assessment) if "--" not in anchor}
        assert {anchor for anchor in found - HEADINGS if not anchor.startswith("aspect-")} == set()
    assert {section.replace("_", "-") for section in COMPARED_LISTS} <= HEADINGS
