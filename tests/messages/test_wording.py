"""Sentences as plain text."""

import pytest

from generator.dataset.assessment import Assessment
from generator.messages.labels import LANGUAGES, Labels, labels
from generator.messages.wording import wording
from generator.model.base import GAP, Phrase
from generator.render.environment import environment

MARKS = ("\ue000", "\ufffc", "{note}", "%s", "zqtitlex0qz", "&#0;")


@pytest.mark.parametrize("mark", MARKS)
def test_a_unit_or_a_note_may_have_any_mark(tiny: Assessment, mark: str) -> None:
    edition = tiny.library.editions[0]
    standard = next(one for one in edition.standards if one.deductions)
    rule = standard.deductions[0].model_copy(update={"unit": Phrase(f"{mark}次")})
    occurrence = next(
        finding
        for card in tiny.cards
        for record in card.result.methods.values()
        for finding in record.findings
        if finding.count
    ).model_copy(update={"note": Phrase(f"甲{mark}乙"), "value": None, "part": None})
    words = wording(labels("zh"), environment(labels("zh")), tiny.library.editions, {})
    told = words.occurrence(edition, rule, occurrence)
    assert told.count(mark) == 2
    assert told.endswith(f"甲{mark}乙")


def texts(entry: object) -> list[str]:
    if isinstance(entry, dict):
        return [text for value in entry.values() for text in texts(value)]
    return [str(entry)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_has_the_sign_of_a_gap(language: str) -> None:
    catalogue: Labels = labels(language)
    names = ("ui", "downloads", "fields", "problems", "publish", "console", "new")
    for name in names:
        for text in texts(catalogue.section(name)):
            assert GAP not in text
            assert "\1" not in text
