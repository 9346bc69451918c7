"""What a workbook can be of: the results of a year, an edition, the list of organizations.

Each gives the records that its tables hold, and knows the file of each record.
"""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from generator.cells.columns import value_at
from generator.cells.vocabulary import Vocabulary, names_in
from generator.dataset.approved import HEADER, Read
from generator.dataset.library import Frame
from generator.messages.labels import Labels
from generator.model.edition import Edition
from generator.problem import Problem
from generator.workbook.drafts import Data
from generator.workbook.id_tables import edition_tables, organization_tables
from generator.workbook.result_tables import result_tables
from generator.workbook.subject import Subject


def results_of(frame: Frame, edition: Edition, year: int, read: Read, labels: Labels) -> Subject:
    """Return the results of a year, of all organizations that are assessed in it."""
    file = frame.organizations
    listed = file.organizations if file else ()
    folder = frame.results_folder / str(year)
    there = {path.stem: path for path in frame.result_files if path.parent.name == str(year)}
    assessed = [o for o in listed if o.active_in(year) or o.id in there]
    records, faulty = _read(
        {organization.id: there.get(organization.id) for organization in assessed}, read
    )
    vocabulary = Vocabulary(labels, edition, file.kinds if file else (), names_in(assessed, year))
    tables = partial(result_tables, edition, graders=_most_scores(records))
    return Subject("results", str(year), edition, folder, records, faulty, vocabulary, tables)


def _most_scores(records: Mapping[str, Data]) -> int:
    counts = [0]
    for data in records.values():
        methods = data.get("methods")
        for record in methods.values() if isinstance(methods, dict) else ():
            periods = value_at(record, ("periods",))
            for part in (record, *(periods.values() if isinstance(periods, dict) else ())):
                scores = value_at(part, ("scores",))
                counts.append(len(scores) if isinstance(scores, tuple) else 0)
    return max(counts)


def edition_of(frame: Frame, edition: Edition, read: Read, labels: Labels) -> Subject:
    """Return the lists of an edition, in all its files."""
    folder = frame.standards / edition.id
    names = sorted(path.name for path in folder.glob("*.yml"))
    names.sort(key=lambda name: name != HEADER)
    records, faulty = _read({name: folder / name for name in names}, read)
    kinds = frame.organizations.kinds if frame.organizations else ()
    vocabulary = Vocabulary(labels, edition, kinds)
    return Subject(
        "edition", edition.id, edition, folder, records, faulty, vocabulary, edition_tables
    )


def organizations_of(frame: Frame, read: Read, labels: Labels) -> Subject:
    """Return the list of organizations, and that of assessed years."""
    place, years = frame.organizations_at().file, frame.years_at().file
    files = {place.name: place, years.name: years if years.is_file() else None}
    records, faulty = _read(files, read)
    file = frame.organizations
    names = (
        {organization.id: organization.name for organization in file.organizations} if file else {}
    )
    vocabulary = Vocabulary(labels, None, file.kinds if file else (), names)
    return Subject(
        "organizations", "", None, place.parent, records, faulty, vocabulary, organization_tables
    )


def _read(
    files: Mapping[str, Path | None], read: Read
) -> tuple[dict[str, Data], dict[str, tuple[Problem, ...]]]:
    """Read the data of files by owner; who has no file has no data yet."""
    records: dict[str, Data] = {}
    faulty: dict[str, tuple[Problem, ...]] = {}
    for owner, file in files.items():
        document = read(file) if file else None
        if document is not None and document.problems:
            faulty[owner] = document.problems
        data = document.data if document else None
        records[owner] = data if isinstance(data, dict) else {}
    return records, faulty
