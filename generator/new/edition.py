"""A new edition from the last one."""

from collections.abc import Iterator
from pathlib import Path

from generator.dataset.library import HEADER, Library
from generator.messages.labels import Labels
from generator.model.clauses import Part
from generator.model.edition import Edition, EditionFile
from generator.new.yamltext import Writer
from generator.yaml.loader import Plain, read

_LEFT_OUT = ("published", "revision", "retired", "follows")


def edition_files(
    library: Library, before: Edition, id: str, words: Labels
) -> Iterator[tuple[Path, str]]:
    """The files of a new edition that says what ``before`` says, for the year after the last
    that any edition covers. What belongs to one revision alone is left out."""
    folder = library.standards / before.id
    year = max(year for edition in library.editions for year in edition.years) + 1
    for file in sorted(folder.glob("*.yml")):
        data = read(file).data
        if isinstance(data, dict):
            is_header = file.name == HEADER
            kind = EditionFile if is_header else Part
            content = _without_replaced(data)
            if is_header:
                content = _renewed(content, before, id, year, words)
            text = _head(file.name) + Writer(words).written(content, kind)
            yield library.standards / id / file.name, text


def _renewed(
    data: dict[str, Plain], before: Edition, id: str, year: int, words: Labels
) -> dict[str, Plain]:
    kept = {name: value for name, value in data.items() if name not in _LEFT_OUT}
    follows: dict[str, Plain] = {
        "edition": before.id,
        "comparable": True,
        "reason": words("new.reason"),
    }
    title = str(kept["title"]).replace(before.id, id)
    return {**kept, "title": title, "years": (year,), "follows": follows}


def _without_replaced(data: dict[str, Plain]) -> dict[str, Plain]:
    """The data without ``replaces``: what an earlier edition replaced is its history."""
    standards = data.get("standards")
    if not isinstance(standards, tuple):
        return data
    kept = tuple(
        {name: value for name, value in one.items() if name != "replaces"}
        for one in standards
        if isinstance(one, dict)
    )
    return {**data, "standards": kept}


def _head(name: str) -> str:
    kind = "edition" if name == HEADER else "part"
    return f"# yaml-language-server: $schema=../../schemas/{kind}.schema.json\n"
