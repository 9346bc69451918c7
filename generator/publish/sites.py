"""Build all sites of a release: one, or that of each audience with the trees of organizations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.audiences.model import AudiencesFile
from generator.dataset.library import Frame
from generator.gates.site_files import digest_files
from generator.publish.build import Built, build, merge_records, merge_states
from generator.publish.identities import MAPS
from generator.publish.inputs import Record
from generator.publish.parts import Part, parts_of
from generator.publish.project import Project
from generator.publish.store import Store


@dataclass(frozen=True, eq=False)
class Sites:
    """The sites of a release, each with what the builder says of it, the audiences that they are
    made for, if there are any, and the data but its results."""

    built: Sequence[tuple[Part, Built]]
    audiences: AudiencesFile | None = None
    frame: Frame | None = None

    @cached_property
    def record(self) -> Record:
        """What all of them were made from."""
        return merge_records([built for _, built in self.built])

    @property
    def states(self) -> Mapping[str, list[str]]:
        """The states in which that was read."""
        return merge_states(built for _, built in self.built)


def build_parts(
    project: Project, audiences: AudiencesFile | None, store: Store, lock: int
) -> list[tuple[Part, Built]]:
    """Build the sites of a project in the staging folder; raises ``Stopped`` if that fails."""
    built: list[tuple[Part, Built]] = []
    for part in parts_of(audiences):
        if part.own:  # made with the site that lies beside them
            (store.staging / part.folder).mkdir(exist_ok=True)
            built.append((part, built[-1][1]))
        else:
            audience = part.audience.id if part.audience else ""
            built.append((part, build(project, store, lock, part.folder, audience)))
    return built


def digest_maps(site: Path) -> dict[str, str]:
    """Return the digests of the lists for servers, by their paths in the release."""
    return {f"{MAPS}/{name}": digest for name, digest in digest_files(site / MAPS).items()}
