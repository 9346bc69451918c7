"""What is particular to a scorecard. The clauses that it quotes are found at their own place;
here stand only their ids."""

from collections.abc import Iterator

from generator.messages.labels import Labels
from generator.model.result import Occurrence
from generator.scoring.card import Scorecard


def card_texts(card: Scorecard, labels: Labels) -> Iterator[str]:
    """Grade and state, the notes of every finding with the id of its clause, what is to be put
    right, what was corrected, and every reason given."""
    result = card.result
    if card.grade:
        yield card.grade.title
    yield labels(f"ui.state.{result.state}")
    yield from (text for text in (result.note, result.no_grade) if text)
    yield from (step.reason for step in result.status if step.reason)
    if result.decision:
        yield result.decision.reason
    yield from _findings(card)
    for one in result.rectification:
        yield from (f"{one.clause} {one.finding}", one.measure)
    yield from (one.reason for one in result.corrections)


def _findings(card: Scorecard) -> Iterator[str]:
    for record in card.result.methods.values():
        yield from map(_noted, record.findings)
        if record.note:
            yield record.note
    yield from (f"{id} {reason}" for id, reason in card.result.not_applicable.items())
    yield from map(_noted, card.result.adjustments)
    yield from map(_noted, card.result.negative_cases)


def _noted(one: Occurrence) -> str:
    return f"{one.of} {one.note}" if one.note else one.of
