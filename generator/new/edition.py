"""Make the files of a new edition from those of the last one."""

from collections.abc import Iterator

from generator.dataset.approved import HEADER
from generator.dataset.library import Library
from generator.messages.labels import Labels
from generator.model.clauses import Part
from generator.model.edition import Edition, EditionFile
from generator.new.yaml_writer import NewFile, YamlWriter
from generator.yaml.loader import read
from generator.yaml.nodes import Plain

_FIELDS_OF_ONE_REVISION = ("published", "revision", "retired", "changed", "follows")


def edition_files(
    library: Library, last: Edition, id: str, year: int, labels: Labels
) -> Iterator[NewFile]:
    """Yield the files of an edition for a year with the content of ``last``, to be revised: a
    draft. What belongs to one revision alone is left out.
    """
    for file in sorted((library.standards / last.id).glob("*.yml")):
        data = read(file).data
        if isinstance(data, dict):
            content = _without_replaced(data)
            if file.name == HEADER:
                content = _new_header(content, last, id, year, labels)
            kind = EditionFile if file.name == HEADER else Part
            text = _schema_comment(file.name) + YamlWriter(labels).write(content, kind)
            yield NewFile(library.standards / id / file.name, text)


def _new_header(
    data: dict[str, Plain], last: Edition, id: str, year: int, labels: Labels
) -> dict[str, Plain]:
    kept = {name: v for name, v in data.items() if name not in _FIELDS_OF_ONE_REVISION}
    follows: dict[str, Plain] = {
        "edition": last.id,
        "comparable": True,
        "reason": labels("new.reason"),
    }
    title = str(kept["title"]).replace(last.id, id)
    first: dict[str, Plain] = {"title": title, "draft": True}
    return {**first, **kept, **first, "years": (year,), "follows": follows}


def _without_replaced(data: dict[str, Plain]) -> dict[str, Plain]:
    """Return the data without ``replaces``: what an earlier edition replaced is its history."""
    standards = data.get("standards")
    if not isinstance(standards, tuple):
        return data
    revised = tuple(
        {name: value for name, value in standard.items() if name != "replaces"}
        for standard in standards
        if isinstance(standard, dict)
    )
    return {**data, "standards": revised}


def _schema_comment(name: str) -> str:
    kind = "edition" if name == HEADER else "part"
    return f"# yaml-language-server: $schema=../../schemas/{kind}.schema.json\n"
