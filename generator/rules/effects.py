"""Rules on what decides or bounds a grade: quotas, vetoes and limits."""

from generator.dataset.library import Frame
from generator.rules.rule import Fault, Faults


def quota_leads_on(frame: Frame) -> Faults:
    """A quota stands on a grade that has one below it, to which those beyond the quota go."""
    for edition in frame.editions:
        last = len(edition.grades) - 1
        if edition.grades[last].quota:
            place = frame.edition_at(edition.id, "grades", last, "quota")
            yield Fault(place, {"grade": edition.grades[last].title})


def veto_without_quota(frame: Frame) -> Faults:
    """A veto leads to a grade without a quota: it decides, and a quota could not hold it."""
    for edition in frame.editions:
        limited = {grade.id for grade in edition.grades if grade.quota}
        for section in ("limits", "negative_cases"):
            for n, holder in enumerate(getattr(edition, section)):
                if holder.veto in limited:
                    place = frame.edition_at(edition.id, section, n, "veto")
                    yield Fault(place, {"grade": holder.veto})


def effect_of_veto(frame: Frame) -> Faults:
    """What happens to the total stands beside a veto, and is one thing; only a negative case leaves
    everything else unscored."""
    for edition in frame.editions:
        for section in ("limits", "negative_cases"):
            for n, holder in enumerate(getattr(edition, section)):
                totals = [holder.total_at_most, holder.total_set, holder.unscored or None]
                stated = sum(value is not None for value in totals)
                misplaced = section == "limits" and holder.unscored
                if misplaced or (stated and (holder.veto is None or stated > 1)):
                    yield Fault(frame.edition_at(edition.id, section, n))
