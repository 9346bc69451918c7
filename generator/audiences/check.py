"""Read ``audiences.yml``, and find what is wrong with it."""

from collections.abc import Iterator
from pathlib import Path

from generator.audiences.model import EVERYONE, Audience, AudiencesFile
from generator.dataset.decode import decode
from generator.dataset.library import Frame
from generator.problem import Place, Problem, ProblemsFound, problem
from generator.yaml import loader

AUDIENCES = "audiences.yml"
"""The usual name of the file of audiences, beside ``mkdocs.yml``."""
OF_ALL_RESULTS = ("bulletin", "review", "ledger")
"""The kinds of page that say what all results say together."""


def read_audiences(file: Path) -> AudiencesFile:
    """Return the audiences in a file; raises ``ProblemsFound`` with all that is wrong with them."""
    content, problems = load_audiences(file)
    if content is None or problems:
        raise ProblemsFound(problems)
    return content


def load_audiences(
    file: Path, frame: Frame | None = None
) -> tuple[AudiencesFile | None, tuple[Problem, ...]]:
    """Return the audiences in a file, if it can be decoded, and all that is wrong with them.

    With a ``frame`` their organizations are looked up in it.
    """
    content, problems = decode(file, AudiencesFile, loader.read(file))
    if content is None:
        return None, problems
    unknown = check_organizations(file, content, frame) if frame else ()
    return content, (*problems, *check_audiences(file, content), *unknown)


def check_audiences(file: Path, content: AudiencesFile) -> Iterator[Problem]:
    """Yield what is wrong with audiences in themselves."""
    ids: set[str] = set()
    for number, audience in enumerate(content.audiences):
        place = Place(file, ("audiences", number))
        if audience.id in ids:
            yield problem("duplicate-id", place.at("id"), value=audience.id)
        ids.add(audience.id)
        yield from _pages(audience, place)
    yield from _identities(file, content)


def _pages(audience: Audience, place: Place) -> Iterator[Problem]:
    """Yield pages that the audience cannot have with what it knows of other organizations."""
    for page in audience.pages:
        if page in OF_ALL_RESULTS and not audience.complete:
            yield problem("page-of-all-results", place.at("pages"), page=page)
        if page == "ranking" and not audience.knows("ranks"):
            yield problem("ranking-without-ranks", place.at("pages"))
        if page == "cards" and audience.organizations == "none":
            yield problem("cards-of-nobody", place.at("pages"))


def _identities(file: Path, content: AudiencesFile) -> Iterator[Problem]:
    """Yield identities that would lead to two trees, or to none."""
    seen: set[str] = set()
    for number, audience in enumerate(content.audiences):
        place = Place(file, ("audiences", number))
        lists = {"identities": audience.identities}
        if audience.separate and audience.identities:
            yield problem("identities-of-no-organization", place.at("identities"))
        if not audience.separate and audience.organization_identities:
            yield problem("organizations-share-a-tree", place.at("organization_identities"))
        for name, identities in lists.items():
            yield from _twice(identities, place.at(name), seen)
        for id, identities in audience.organization_identities.items():
            at = place.at("organization_identities", id)
            yield from _twice(identities, at, seen)
            if EVERYONE in identities:
                yield problem("everyone-is-nobody", at)


def _twice(identities: tuple[str, ...], place: Place, seen: set[str]) -> Iterator[Problem]:
    for number, identity in enumerate(identities):
        key = identity.lower()  # nginx reads no list in which two differ in their case alone
        if key in seen:
            yield problem("identity-twice", place.at(number), identity=identity)
        seen.add(key)


def check_organizations(file: Path, content: AudiencesFile, frame: Frame) -> Iterator[Problem]:
    """Yield organizations with identities that the data does not have."""
    for number, audience in enumerate(content.audiences):
        for id in audience.organization_identities:
            if id not in frame.known_organizations:
                place = Place(file, ("audiences", number, "organization_identities", id))
                yield problem("unknown-organization", place, id=id)
