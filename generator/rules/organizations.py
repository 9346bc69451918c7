"""Rules on organizations and assessed years."""

from collections.abc import Iterator

from generator.dataset.library import Frame
from generator.model.result import Organization
from generator.problem import Place, nearest
from generator.rules.editions import RESERVED
from generator.rules.ids import ids
from generator.rules.rule import Fault, Faults
from generator.yaml.nodes import EARLIEST, LATEST


def _organizations(frame: Frame) -> tuple[Organization, ...]:
    return frame.organizations.organizations if frame.organizations else ()


def organization_id(frame: Frame) -> Faults:
    """The id of an organization, and of a kind, is used once and is no reserved word."""
    if frame.organizations:
        for section in ("kinds", "organizations"):
            seen: set[str] = set()
            for n, entry in enumerate(getattr(frame.organizations, section)):
                if entry.id in seen or entry.id in RESERVED:
                    yield Fault(frame.organizations_at(section, n, "id"), {"value": entry.id})
                seen.add(entry.id)


def organization_reference(frame: Frame) -> Faults:
    """An organization's kind and parent exist, those of former years too."""
    if frame.organizations:
        kinds, known = ids(frame.organizations.kinds), ids(_organizations(frame))
        for n, organization in enumerate(_organizations(frame)):
            former = [(("formerly", k), entry) for k, entry in enumerate(organization.formerly)]
            for path, field, value, among in (
                (path, field, getattr(entry, field), among)
                for path, entry in [((), organization), *former]
                for field, among in (("kind", kinds), ("parent", known))
            ):
                if value is not None and value not in among:
                    near = nearest(value, tuple(sorted(among)))
                    place = frame.organizations_at("organizations", n, *path, field)
                    yield Fault(place, {"value": value, "near": near})


def former_stated(frame: Frame) -> Faults:
    """An entry of what an organization was formerly says a name, a kind or a superior."""
    for n, organization in enumerate(_organizations(frame)):
        for k, former in enumerate(organization.formerly):
            if former.name is former.kind is former.parent is None:
                yield Fault(frame.organizations_at("organizations", n, "formerly", k))


def parent_circle(frame: Frame) -> Faults:
    """No organization stands above itself."""
    parents = {organization.id: organization.parent for organization in _organizations(frame)}
    outside = set[str]()
    for n, organization in enumerate(_organizations(frame)):
        above, passed = organization.parent, {organization.id}
        while above in parents and above not in passed and above not in outside:
            passed.add(above)
            above = parents[above]
        if above not in passed:
            outside |= passed
        if above == organization.id:
            yield Fault(
                frame.organizations_at("organizations", n, "parent"), {"value": organization.id}
            )


def organization_lifetime(frame: Frame) -> Faults:
    """An organization is not closed before it is founded."""
    for n, organization in enumerate(_organizations(frame)):
        if organization.lives_backwards:
            yield Fault(frame.organizations_at("organizations", n, "closed"))


def year_far(frame: Frame) -> Faults:
    """Editions and assessed years lie between 1901 and 2107, as all days do; the years of the
    life of an organization between 1000 and 2107."""
    for place, year, earliest in _years(frame):
        if not earliest <= year <= LATEST.year:
            yield Fault(place, {"value": year, "earliest": earliest, "latest": LATEST.year})


def _years(frame: Frame) -> Iterator[tuple[Place, int, int]]:
    """Yield every year of the data but those of results, with its place and the earliest it may
    be."""
    for edition in frame.editions:
        for n, year in enumerate(edition.years):
            yield frame.edition_at(edition.id, "years", n), year, EARLIEST.year
    for n, listed in enumerate(frame.years.years if frame.years else ()):
        yield frame.years_at("years", n, "year"), listed.year, EARLIEST.year
    for n, organization in enumerate(_organizations(frame)):
        for field, life in (("founded", organization.founded), ("closed", organization.closed)):
            if life is not None:
                yield frame.organizations_at("organizations", n, field), life, 1000
        for k, former in enumerate(organization.formerly):
            place = frame.organizations_at("organizations", n, "formerly", k, "until")
            yield place, former.until, 1000


def year_assessed(frame: Frame) -> Faults:
    """An assessed year has an edition in force."""
    if frame.broken or not frame.editions:
        return
    for n, year in enumerate(frame.years.years if frame.years else ()):
        if not frame.edition_of(year.year):
            yield Fault(frame.years_at("years", n, "year"), {"year": year.year})


def year_listed_once(frame: Frame) -> Faults:
    """An assessed year is listed once."""
    years = [year.year for year in frame.years.years] if frame.years else []
    for n, year in enumerate(years):
        if year in years[:n]:
            yield Fault(frame.years_at("years", n, "year"), {"year": year})


def notice_ends(frame: Frame) -> Faults:
    """A public notice does not end before it begins."""
    for n, year in enumerate(frame.years.years if frame.years else ()):
        if year.notice and year.notice.closes < year.notice.opens:
            place = frame.years_at("years", n, "notice", "until")
            yield Fault(place, {"opens": year.notice.opens, "closes": year.notice.closes})
