"""The model as JSON Schema, one per kind of file, for editors that complete and check."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from generator.messages.labels import Labels
from generator.model.clauses import Part
from generator.model.edition import EditionFile
from generator.model.result import OrganizationsFile, ResultFile, YearsFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: Mapping[str, type[BaseModel]] = {
    "edition": EditionFile,
    "part": Part,
    "organizations": OrganizationsFile,
    "years": YearsFile,
    "result": ResultFile,
}
"""The kinds of file, by the name of their schema."""


def schemas(words: Labels) -> dict[str, dict[str, Any]]:
    """The schema of each kind of file, with the descriptions of a language."""
    return {name: _described(model, words) for name, model in FILES.items()}


def _described(model: type[BaseModel], words: Labels) -> dict[str, Any]:
    schema = model.model_json_schema(by_alias=True)
    definitions = schema.pop("$defs", {})
    describe({**definitions, model.__name__: schema}, words.section("fields"))
    return {"$schema": DIALECT, **schema, "$defs": definitions}


def describe(
    definitions: Mapping[str, dict[str, Any]], described: Mapping[str, Mapping[str, str]]
) -> None:
    """Put the description of each field into the definitions of models, by their names."""
    for name, definition in definitions.items():
        for field, inner in definition.get("properties", {}).items():
            inner["description"] = described[name][field]
            inner.pop("title", None)
        definition.pop("description", None)
