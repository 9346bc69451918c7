"""The JSON Schemas of the JSON downloads, made from their types."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from generator.exports.documents import DOCUMENTS
from generator.exports.jsonfile import VERSION
from generator.messages.labels import Labels
from generator.schema import DIALECT, describe
from generator.urls import schema_file


def download_schemas(words: Labels, site: str | None = None) -> dict[str, dict[str, Any]]:
    """The schema of each kind of document, described in a language."""
    return {name: download_schema(name, words, site) for name in DOCUMENTS}


def download_schema(name: str, words: Labels, site: str | None = None) -> dict[str, Any]:
    """The schema of the kind of document with that name."""
    return _schema(name, DOCUMENTS[name], _described(words), site)


def _schema(
    name: str, kind: type, described: Mapping[str, Mapping[str, str]], site: str | None
) -> dict[str, Any]:
    schema = TypeAdapter(kind).json_schema(by_alias=True, mode="serialization")
    definitions = schema.pop("$defs", {})
    properties = {"$schema": {"type": "string"}, "version": {"const": VERSION}}
    schema["properties"] = {**properties, **schema["properties"]}
    schema["required"] = [*properties, *schema["required"]]
    describe({**definitions, kind.__name__: schema}, described)
    address = {"$id": f"{site}{schema_file(name)}"} if site else {}
    return {"$schema": DIALECT, **address, **schema, "$defs": definitions}


def _described(words: Labels) -> dict[str, Mapping[str, str]]:
    """What each field says: of the downloads' own types, and of those that files have too."""
    files = words.section("fields")
    own = words.section("downloads")["documents"]
    head = {"$schema": own["Document"]["schema"], "version": own["Document"]["version"]}
    edition = {**files["EditionFile"], **own["Edition"]}
    typed = {
        name: {**fields, **head} if name.endswith("Document") else fields
        for name, fields in own.items()
    }
    return {**files, **typed, "Edition": edition}
