"""What publishing must know of the configuration of a project. MkDocs itself reads it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Project:
    """A configuration, the folders that it names, and what else publishing asks of it.

    ``address`` is that of the site, with a slash at the end, or empty. ``settings`` is a digest
    of all settings as they are once variables of the environment stand in them. ``audiences`` is
    the file of audiences, if there is one, and ``approved`` the folder of approved copies, if only
    what is approved is published.
    """

    config: Path
    standards: Path
    results: Path
    docs: Path
    address: str
    language: str
    settings: str
    audiences: Path | None = None
    approved: Path | None = None


def to_project(config: Path, answer: dict[str, Any]) -> Project:
    """Return the project that MkDocs read from a configuration."""
    address = answer["address"]
    return Project(
        config=config,
        standards=Path(answer["standards"]),
        results=Path(answer["results"]),
        docs=Path(answer["docs"]),
        approved=Path(answer["approved"]) if answer["approved"] else None,
        address=address if not address or address.endswith("/") else f"{address}/",
        language=answer["language"],
        settings=answer["settings"],
        audiences=Path(answer["audiences"]) if answer["audiences"] else None,
    )
