"""The sites within a release: one, or the tree of each audience."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.audiences.check import load_audiences
from generator.audiences.filter import own_organizations
from generator.audiences.model import Audience, AudiencesFile
from generator.dataset.library import Frame, load_frame
from generator.messages.labels import Labels
from generator.messages.report import report_problems
from generator.publish.identities import Grant, identity_files
from generator.publish.project import Project
from generator.publish.status import Outcome, Stopped

TREES = "trees"
"""The folder of the trees in a release."""


@dataclass(frozen=True)
class Part:
    """A site in a release. ``folder`` is its path in the release, empty if it is all of that.

    With an ``audience`` it is made for these readers. If it is ``own``, it holds the trees of
    organizations, each in a folder that is named by its id, beside the part that they share.
    """

    folder: str = ""
    audience: Audience | None = None
    own: bool = False

    def relative(self, files: Mapping[str, str]) -> dict[str, str]:
        """Return the files of a release that belong to this part, by their paths in it."""
        start = f"{self.folder}/" if self.folder else ""
        return {
            path[len(start) :]: digest for path, digest in files.items() if path.startswith(start)
        }


def read_parts(project: Project, labels: Labels) -> tuple[AudiencesFile | None, Frame | None]:
    """Return the audiences of a project and the data but its results, if it has audiences.

    Raises ``Stopped`` with the problems of the audiences.
    """
    if project.audiences is None:
        return None, None
    frame, _ = load_frame(project.standards, project.results)
    content, problems = load_audiences(project.audiences, frame)
    if content is None or problems:
        raise Stopped(Outcome.DATA, [str(line) for line in report_problems(problems, labels)])
    return content, frame


def shared_part(audience: Audience) -> Part:
    """Return the part of an audience that its readers have in common."""
    return Part(f"{TREES}/{audience.id}/shared", audience)


def own_part(audience: Audience) -> Part:
    """Return the part with the trees of organizations."""
    return Part(f"{TREES}/{audience.id}/own", audience, own=True)


def parts_of(audiences: AudiencesFile | None) -> Iterator[Part]:
    """Yield the parts of a release."""
    if audiences is None:
        yield Part()
        return
    for audience in audiences.audiences:
        yield shared_part(audience)
        if audience.separate:
            yield own_part(audience)


def write_maps(site: Path, audiences: AudiencesFile) -> None:
    """Write the lists by which servers find the trees of an identity."""
    for path, content in identity_files(_grants(audiences)).items():
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_bytes(content)


def _grants(audiences: AudiencesFile) -> Iterator[Grant]:
    for audience in audiences.audiences:
        shared = shared_part(audience).folder
        yield from (Grant(identity, shared) for identity in audience.identities)
        own = own_part(audience).folder
        for organization, identities in audience.organization_identities.items():
            yield from (Grant(one, shared, f"{own}/{organization}") for one in identities)


def seen_by_trees(part: Part, frame: Frame) -> dict[str, frozenset[str]]:
    """Return the organizations that each tree of a part belongs to, by the name of its folder."""
    if part.audience is None or not part.own:
        return {}
    known = frame.known_organizations
    return {id: own_organizations(part.audience, id, known.values()) for id in known}
