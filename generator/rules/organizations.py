"""Rules on organizations and assessed years."""

from generator.dataset.decode import nearest
from generator.dataset.library import Library
from generator.model.result import Organization
from generator.rules.editions import RESERVED
from generator.rules.ids import ids
from generator.rules.rule import Faults


def _organizations(library: Library) -> tuple[Organization, ...]:
    return library.organizations.organizations if library.organizations else ()


def organization_id(library: Library) -> Faults:
    """The id of an organization, and of a kind, is used once and is no reserved word."""
    if library.organizations:
        for section in ("kinds", "organizations"):
            seen: set[str] = set()
            for n, entry in enumerate(getattr(library.organizations, section)):
                if entry.id in seen or entry.id in RESERVED:
                    yield library.organizations_at(section, n, "id"), {"value": entry.id}
                seen.add(entry.id)


def organization_reference(library: Library) -> Faults:
    """An organization's kind and parent exist."""
    if library.organizations:
        kinds, known = ids(library.organizations.kinds), ids(_organizations(library))
        for n, one in enumerate(_organizations(library)):
            for field, value, among in (("kind", one.kind, kinds), ("parent", one.parent, known)):
                if value is not None and value not in among:
                    near = nearest(value, tuple(sorted(among)))
                    place = library.organizations_at("organizations", n, field)
                    yield place, {"value": value, "near": near}


def parent_circle(library: Library) -> Faults:
    """No organization stands above itself."""
    parents = {one.id: one.parent for one in _organizations(library)}
    for n, one in enumerate(_organizations(library)):
        above, passed = one.parent, set[str]()
        while above in parents and above not in passed and above != one.id:
            passed.add(above)
            above = parents[above]
        if above == one.id:
            yield library.organizations_at("organizations", n, "parent"), {"value": one.id}


def organization_lifetime(library: Library) -> Faults:
    """An organization is not closed before it is founded."""
    for n, one in enumerate(_organizations(library)):
        if one.lives_backwards:
            yield library.organizations_at("organizations", n, "closed"), {}


def name_once(library: Library) -> Faults:
    """Two organizations do not bear one name in the same assessed year."""
    for year in library.years.years if library.years else ():
        seen: dict[str, str] = {}
        for n, one in enumerate(_organizations(library)):
            name = one.name_in(year.year)
            if one.active_in(year.year) and name in seen:
                place = library.organizations_at("organizations", n, "name")
                yield place, {"value": name, "year": year.year, "other": seen[name]}
            seen.setdefault(name, one.id)


def year_assessed(library: Library) -> Faults:
    """An assessed year is listed once and has an edition in force; its notice closes after
    it opens."""
    seen: set[int] = set()
    for n, year in enumerate(library.years.years if library.years else ()):
        governed = library.edition_of(year.year) or library.broken or not library.editions
        closes_late = year.notice is None or year.notice.opens <= year.notice.closes
        if year.year in seen or not governed or not closes_late:
            yield library.years_at("years", n), {"year": year.year}
        seen.add(year.year)


RULES = (
    organization_id,
    organization_reference,
    parent_circle,
    organization_lifetime,
    name_once,
    year_assessed,
)
