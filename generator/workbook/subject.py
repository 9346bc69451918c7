"""What a workbook is of, as a value: its records, their files, and its tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.cells.vocabulary import Vocabulary
from generator.dataset.approved import HEADER
from generator.dataset.library import YEARS
from generator.model.clauses import Part
from generator.model.edition import Edition, EditionFile
from generator.model.fields import Model
from generator.model.result import OrganizationsFile, ResultFile, YearsFile
from generator.problem import Problem
from generator.workbook.drafts import Data
from generator.workbook.tables import Table

KINDS = ("results", "edition", "organizations")


@dataclass(frozen=True, eq=False)
class Subject:
    """What a workbook is of.

    ``name`` is the year, or the id of the edition. ``records`` are the data of the files by owner:
    the id of an organization, or the name of a file. ``faulty`` are the problems of files that
    cannot be read. ``tables`` makes the tables in the words of a vocabulary.
    """

    kind: str
    name: str
    edition: Edition | None
    folder: Path
    records: Mapping[str, Data]
    faulty: Mapping[str, tuple[Problem, ...]]
    vocabulary: Vocabulary
    tables: Callable[[Vocabulary], tuple[Table, ...]]

    def file(self, owner: str) -> Path:
        """Return the file of a record."""
        return self.folder / (f"{owner}.yml" if self.kind == "results" else owner)

    def model(self, owner: str) -> Model:
        """Return the model of a file."""
        if self.kind == "results":
            return ResultFile
        if self.kind == "organizations":
            return YearsFile if owner == YEARS else OrganizationsFile
        return EditionFile if owner == HEADER else Part
