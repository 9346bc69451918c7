"""Where an id belongs that stands in a wrong place."""

from generator.problem import named
from generator.rules.governed import GovernedResult
from generator.rules.ids import ids_in
from generator.rules.rule import Fault
from generator.rules.titles import in_words, titles_of
from generator.scoring.standards import standards_of

_OTHER_LISTS = ("adjustments", "negative_cases")


def misplaced(governed: GovernedResult, fault: Fault) -> Fault:
    """Return the fault of an id that stands in a wrong place, with where it belongs, if the edition
    has it at all.

    The facts of the fault name it as ``value``, and in ``field`` where it stands.
    """
    edition, id = governed.edition, str(fault.facts["value"])
    field, facts = str(fault.facts["field"]), {**fault.facts, "near": ""}
    for section in _OTHER_LISTS:
        if id in ids_in(edition, section) and field != section:
            return fault._replace(
                code="of-other-list", facts={**facts, "list": section, "title": section}
            )
    standard = next(
        (s for s in edition.standards if id == s.id or any(id == x.id for x in s.situations)), None
    )
    if standard is None:
        return fault
    facts |= {"standard": named(standard.id, standard.title)}
    is_standard = id == standard.id
    if is_standard and field in ("findings", *_OTHER_LISTS):
        known = in_words(titles_of(standard.situations)) or "—"
        return fault._replace(code="standard-not-situation", facts={**facts, "known": known})
    below = "findings" if field in _OTHER_LISTS else field
    scoring = [m for m in edition.methods if standard in standards_of(edition, m)]
    if str(facts.get("own", "")) not in [method.id for method in scoring]:
        facts |= {"methods": in_words(titles_of(scoring)), "below": below}
        return fault._replace(code="of-other-method", facts=facts)
    if not any(standard.id in allowed.standards for allowed in governed.allowed.values()):
        return fault._replace(code="of-not-applicable", facts=facts)
    right = "levels" if standard.judged else "entered" if standard.entered else "findings"
    return fault._replace(code="scored-otherwise", facts={**facts, "right": right})
