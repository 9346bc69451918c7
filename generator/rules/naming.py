"""Rules on the names of organizations and of their kinds."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from confusable_homoglyphs.confusables import confusables_data

from generator.dataset.library import Frame
from generator.model.result import Organization
from generator.problem import PathInFile
from generator.rules.rule import Fault, Faults

_UNSEEN = re.compile(r"[\s\ufe00-\ufe0f]+")
"""Blanks of any width, and what chooses the form of the character before it."""
_DASHES = re.compile("[-‐‑‒–—―−─﹘－]+")
_DOTS = re.compile("[·•‧∙⋅・･․●]+")


class _BorneName(NamedTuple):
    """A name, the id of who bears it, and its path in ``organizations.yml``."""

    name: str
    bearer: str
    path: PathInFile


def name_once(frame: Frame) -> Faults:
    """Two organizations do not bear one name in the same assessed year."""
    for year in frame.years.years if frame.years else ():
        seen: dict[str, str] = {}
        for name, bearer, path in _names_in(frame, year.year):
            if name in seen:
                facts = {"value": name, "year": year.year, "other": seen[name]}
                yield Fault(frame.organizations_at(*path), facts)
            seen.setdefault(name, bearer)


def name_looks_alike(frame: Frame) -> Faults:
    """Two organizations do not bear names in the same assessed year, nor two kinds titles, that
    differ only by blanks, widths, dashes, dots, capitals, or letters that look alike (Unicode
    Technical Standard 39)."""
    lists = [
        list(_names_in(frame, year.year)) for year in (frame.years.years if frame.years else ())
    ]
    for names in (*lists, list(_titles_of_kinds(frame))):
        seen: dict[str, _BorneName] = {}
        for borne in names:
            other = seen.setdefault(_skeleton(borne.name), borne)
            if other.name != borne.name:
                facts = {"value": borne.name, "other": other.name, "bearer": other.bearer}
                yield Fault(frame.organizations_at(*borne.path), facts)


def _names_in(frame: Frame, year: int) -> Iterator[_BorneName]:
    """Yield the names that organizations bear in a year."""
    organizations = frame.organizations.organizations if frame.organizations else ()
    for n, organization in enumerate(organizations):
        if organization.active_in(year):
            name = organization.name_in(year)
            path = ("organizations", n, *_path_of(organization, name))
            yield _BorneName(name, organization.id, path)


def _path_of(organization: Organization, name: str) -> PathInFile:
    """Return the path of a name within the entry of its organization."""
    if name is organization.name:
        return ("name",)
    former = next(k for k, former in enumerate(organization.formerly) if former.name is name)
    return ("formerly", former, "name")


def _titles_of_kinds(frame: Frame) -> Iterator[_BorneName]:
    for n, kind in enumerate(frame.organizations.kinds if frame.organizations else ()):
        yield _BorneName(kind.title, kind.id, ("kinds", n, "title"))


@lru_cache(maxsize=65_536)
def _skeleton(name: str) -> str:
    """Return what all names that look like a name have in common."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", name).casefold())
    plain = _DOTS.sub("·", _DASHES.sub("-", plain))
    return "".join(map(_look, plain))


@lru_cache(maxsize=4096)
def _look(character: str) -> str:
    """Return the character that stands for all that look like one."""
    alike = _alike(character)
    if len(alike) == 1 and (character < alike[0] or len(_alike(alike[0])) > 1):
        return alike[0]
    return character


def _alike(character: str) -> list[str]:
    """Return the single characters that one may be taken for. Those that Unicode names as the
    look of others have several, all others have that one alone."""
    return [other["c"] for other in confusables_data.get(character, ()) if len(other["c"]) == 1]
