"""How far the results of an open year are that are not complete yet."""

from collections.abc import Collection, Mapping
from pathlib import Path

from generator.dataset.library import Frame, load_results
from generator.dataset.standing import Begun, standings
from generator.model.edition import Edition, edition_for
from generator.rules.check import check_results
from generator.yaml import loader
from generator.yaml.nodes import Plain


def begun_results(frame: Frame, year: int, organizations: Collection[str]) -> Mapping[str, Begun]:
    """Return how far the results of some organizations are in a year, by id; a file in which
    nothing is filled in is not begun, and left out."""
    edition, known = frame.edition_of(year), frame.known_organizations
    files = {file.stem: file for file in frame.result_files if file.parent.name == str(year)}
    found = {
        id: _begun(frame, edition_for(edition, known[id].kind_in(year)), files[id])
        for id in organizations
        if edition and id in files
    }
    return {id: begun for id, begun in found.items() if begun}


def _begun(frame: Frame, edition: Edition, file: Path) -> Begun | None:
    data = loader.read(file).data
    if not isinstance(data, dict) or not _says_anything({**data, "status": None}):
        return None
    results, unreadable = load_results((file,))
    faults = (*unreadable, *check_results(frame, results))
    found = standings(edition, data, faults).values()
    return Begun(sum(standing.how == "whole" for standing in found), len(found))


def _says_anything(data: Plain) -> bool:
    """Tell whether anything is filled in, at any depth."""
    if isinstance(data, dict):
        return any(map(_says_anything, data.values()))
    return bool(data) if isinstance(data, tuple) else data is not None
