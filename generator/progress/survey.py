"""What is recorded of each organization and method in a year, what is missing, what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.dataset.approved import Read
from generator.dataset.library import Frame
from generator.dataset.standing import How, Standing, count_faults, standings
from generator.model.edition import Edition, edition_for
from generator.problem import Problem
from generator.rules.recorded import state_of

OTHER = ""
"""Stands for all of a result but its methods."""


@dataclass(frozen=True, slots=True)
class Row:
    """An organization: its id, name and state, and how far each of its methods is, by id. A method
    that its kind does not have, or that it needs not since it gets no grade, is left out.
    ``state`` is empty without a file."""

    id: str
    name: str
    state: str
    methods: Mapping[str, Standing]
    other: Standing

    @property
    def how(self) -> How:
        """The state of all of it."""
        found = {standing.how for standing in (*self.methods.values(), self.other)}
        if "wrong" in found or found == {"none"}:
            return "wrong" if "wrong" in found else "none"
        return "whole" if found == {"whole"} else "part"


def survey(
    frame: Frame, edition: Edition, year: int, problems: Sequence[Problem], read: Read
) -> Iterator[Row]:
    """Yield a row for each organization that existed in a year, in their order.

    ``problems`` are those of all data, with what is missing in an open year.
    """
    by_file: dict[Path, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.place.file, []).append(problem)
    files = {file.stem: file for file in frame.result_files if file.parent.name == str(year)}
    for organization in frame.organizations.organizations if frame.organizations else ():
        file = files.get(organization.id)
        if organization.active_in(year) or file:
            data = read(file).data if file else None
            own = edition_for(edition, organization.kind_in(year))
            faults = by_file.get(file, []) if file else []
            methods = standings(own, data if isinstance(data, dict) else {}, faults)
            other = Standing(int(file is not None), 1, *count_faults(faults, OTHER))
            name = organization.name_in(year)
            yield Row(organization.id, name, state_of(data), methods, other)
