"""List the files and folders of data in a folder, and refuse others."""

import re
from pathlib import Path
from typing import NamedTuple

from generator.model.base import ID_PATTERN, LONGEST_ID
from generator.problem import Place, Problem, problem
from generator.system_files import is_system_file

_ID = re.compile(ID_PATTERN)


class Entry(NamedTuple):
    """A file or a folder in a folder."""

    path: Path
    is_folder: bool

    @property
    def is_data(self) -> bool:
        """Whether it is neither hidden nor Markdown."""
        return self.path.name[0] != "." and not self.path.name.endswith(".md")


def list_entries(folder: Path, problems: list[Problem]) -> list[Entry]:
    """The files and folders of data in a folder, sorted by name."""
    if not folder.is_dir():
        problems.append(problem("no-folder", Place(folder), folder=folder.name))
        return []
    try:
        paths = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        problems.append(problem("unreadable", Place(folder), reason=error.strerror))
        return []
    folders = {path.name for path in folder.glob("*/")}  # asks the system once for all
    entries = (Entry(path, path.name in folders) for path in paths)
    return [entry for entry in entries if entry.is_data and not is_system_file(entry.path.name)]


def has_id(entry: Entry, problems: list[Problem]) -> bool:
    """Whether a folder, or a YAML file, whose name becomes an id is named by one."""
    file = entry.path.name
    name = file if entry.is_folder else file.removesuffix(".yml")
    is_id = len(name) <= LONGEST_ID and _ID.fullmatch(name)
    if is_id and (entry.is_folder or name != file):
        return True
    problems.append(stray_file(entry))
    return False


def stray_file(entry: Entry) -> Problem:
    """Return the problem of a file or folder that has no place in the data."""
    return problem("stray-file", Place(entry.path), name=entry.path.name)
