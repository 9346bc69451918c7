"""What is recorded of each organization and method in a year, what is missing, what is wrong."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.dataset.approved import Read
from generator.dataset.library import Frame
from generator.model.edition import Edition, edition_for
from generator.model.methods import Method
from generator.problem import Problem
from generator.rules.gaps import method_of, state_of
from generator.yaml.nodes import Plain

How = Literal["none", "part", "whole", "wrong"]
OTHER = ""
"""Stands for all of a result but its methods."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far something is recorded: ``done`` of ``whole`` periods, and the number of things that
    are still missing and of those that are wrong. What has no periods is done once."""

    done: int
    whole: int
    missing: int
    wrong: int

    @property
    def how(self) -> How:
        """The state in one word; what is wrong comes first."""
        if self.wrong:
            return "wrong"
        if not self.done:
            return "none"
        return "part" if self.missing or self.done < self.whole else "whole"


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
            methods = _methods(own, data if isinstance(data, dict) else {}, faults)
            other = Standing(int(file is not None), 1, *_counts(faults, OTHER))
            name = organization.name_in(year)
            yield Row(organization.id, name, state_of(data), methods, other)


def _methods(
    edition: Edition, data: Mapping[str, Plain], faults: Sequence[Problem]
) -> dict[str, Standing]:
    recorded = data.get("methods")
    records = recorded if isinstance(recorded, dict) else {}
    return {
        method.id: Standing(
            _done(method, records.get(method.id)),
            len(method.periods) or 1,
            *_counts(faults, method.id),
        )
        for method in edition.methods
        if method.id in records or "no_grade" not in data
    }


def _done(method: Method, record: Plain) -> int:
    """Return how many periods are recorded, or whether the method is."""
    if not isinstance(record, dict):
        return 0
    if not method.periods:
        return 1
    parts = [record.get(name) for name in ("periods", "without")]
    return sum(len(part) for part in parts if isinstance(part, dict))


def _counts(faults: Sequence[Problem], method: str) -> tuple[int, int]:
    """Return how much is missing in a method, and how much is wrong."""
    own = Counter(fault.gap for fault in faults if method_of(fault) == method)
    return own[True], own[False]
