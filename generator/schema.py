"""Describe each kind of data file as a JSON Schema, for editors that complete and check."""

import json
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


def schemas(labels: Labels) -> dict[str, dict[str, Any]]:
    """Return the schemas by the name of the kind of file, with descriptions of every field."""
    return {name: _schema(model, labels) for name, model in FILES.items()}


def schema_files(labels: Labels) -> dict[str, str]:
    """Return the texts of the files of all schemas, by the name of the file."""
    return {
        f"{name}.schema.json": json.dumps(document, ensure_ascii=False, indent=2) + "\n"
        for name, document in schemas(labels).items()
    }


def _schema(model: type[BaseModel], labels: Labels) -> dict[str, Any]:
    schema = model.model_json_schema(by_alias=True)
    definitions = schema.pop("$defs", {})
    describe({**definitions, model.__name__: schema}, labels.section("fields"))
    return {"$schema": DIALECT, **schema, "$defs": definitions}


def describe(
    definitions: Mapping[str, dict[str, Any]], descriptions: Mapping[str, Mapping[str, str]]
) -> None:
    """Put the description of each field into JSON Schemas, which are changed in place.

    Both mappings are by the name of the model, the inner one of descriptions by that of the
    field. Raises ``KeyError`` if a field has no description.
    """
    for name, definition in definitions.items():
        for field, inner in definition.get("properties", {}).items():
            inner["description"] = descriptions[name][field]
            inner.pop("title", None)
        definition.pop("description", None)
