"""The JSON Schemas of the JSON downloads, made from the types of the documents."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from pydantic import TypeAdapter

from generator.exports.documents import DOCUMENTS
from generator.exports.download import Download
from generator.exports.json_export import VERSION, encode
from generator.messages.labels import Labels
from generator.schema import DIALECT, describe
from generator.urls import schema_file


def download_schema(name: str, labels: Labels, site: str | None = None) -> dict[str, Any]:
    """Return the schema of a kind of document as a JSON object.

    ``name`` is a key of ``DOCUMENTS``. The descriptions are in the language of the labels. The
    schema bears its address where that of the ``site`` is known.
    """
    kind = DOCUMENTS[name]
    schema = TypeAdapter(kind).json_schema(by_alias=True, mode="serialization")
    definitions = schema.pop("$defs", {})
    head = {"$schema": {"type": "string"}, "version": {"const": VERSION}}
    schema["properties"] = {**head, **schema["properties"]}
    schema["required"] = [*head, *schema["required"]]
    describe({**definitions, kind.__name__: schema}, _descriptions(labels))
    address = {"$id": f"{site}{schema_file(name)}"} if site else {}
    return {"$schema": DIALECT, **address, **schema, "$defs": definitions}


def schema_files(labels: Labels, site: str | None) -> Iterator[Download]:
    """Yield the schemas of the JSON files; no page offers them."""

    def make(name: str) -> bytes:
        return encode(download_schema(name, labels, site))

    for name in DOCUMENTS:
        yield Download(schema_file(name), "schema", partial(make, name))


def _descriptions(labels: Labels) -> dict[str, Mapping[str, str]]:
    """Return the description of each field of each type, by the name of the type: the types of
    documents, and those that data files have too."""
    files = labels.section("fields")
    own = labels.section("downloads")["documents"]
    head = {"$schema": own["Document"]["schema"], "version": own["Document"]["version"]}
    documents = {
        name: {**fields, **head} if name.endswith("Document") else fields
        for name, fields in own.items()
    }
    return {**files, **documents, "Edition": {**files["EditionFile"], **own["Edition"]}}
