"""The model of ``audiences.yml``: which readers there are, and what each may see."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model.base import NOTHING, Id, Value
from generator.model.result import State

Preset = Literal["everybody", "staff", "each-organization"]
Organizations = Literal["all", "none", "own", "own-and-subordinate"]
Others = Literal["none", "ranks", "totals", "everything"]
PageKind = Literal[
    "criteria",
    "negative-list",
    "ranking",
    "bulletin",
    "review",
    "cards",
    "ledger",
    "downloads",
]
LEVELS: tuple[Others, ...] = ("none", "ranks", "totals", "everything")
"""What readers may know of organizations that are not theirs, each level with those before it."""
EVERYONE = "*"
"""The identity that stands for all who have no tree of their own."""
_PUBLIC: tuple[State, ...] = ("notice", "final", "review", "corrected")
PRESETS: Mapping[str, Mapping[str, Any]] = {
    "everybody": {
        "organizations": "none",
        "pages": ("criteria", "negative-list", "ranking"),
        "others": "ranks",
        "states": _PUBLIC,
    },
    "staff": {
        "organizations": "all",
        "pages": (
            *("criteria", "negative-list", "ranking", "bulletin"),
            *("review", "cards", "ledger", "downloads"),
        ),
        "others": "everything",
        "states": ("draft", "interim", *_PUBLIC),
    },
    "each-organization": {
        "organizations": "own",
        "pages": ("criteria", "negative-list", "ranking", "cards", "downloads"),
        "others": "ranks",
        "states": _PUBLIC,
    },
}
"""The usual audiences. A field that is written beside ``preset`` takes the place of its own."""

_IDENTITY = re.compile(r'(?![~*]|default\Z)(?=\S)[^\x00-\x1f\x7f"\\${}]+(?<=\S)')
"""What the lists of all servers hold as it is. A tilde begins a pattern in some."""


LONGEST_IDENTITY = 250
"""Bytes. Escaped, and with its tree, an identity fits a line of 1,024 bytes, of which Apache takes
what is over for another identity."""


def is_identity(text: str) -> bool:
    """Tell whether the lists of all servers can hold an identity as it is."""
    return len(text.encode()) <= LONGEST_IDENTITY and bool(_IDENTITY.fullmatch(text))


def _identity(text: str) -> str:
    if text != EVERYONE and not is_identity(text):
        raise PydanticCustomError("identity", "", {"value": text})
    return text


Identity = Annotated[str, AfterValidator(_identity)]
"""A name that a server has verified: of a user, or of the holder of a certificate. It stands in
lists that servers read, so signs that mean something there are not allowed."""


class Audience(Value):
    """Some readers and what they see.

    They see ``pages`` with the results of ``organizations`` that are in one of ``states``, and of
    all other organizations as much as ``others`` says. ``leave_out`` names pages written by hand.
    ``identities`` are the readers; where each organization has a tree of its own, these are in
    ``organization_identities``, by the id of the organization.
    """

    id: Id
    preset: Preset | None = None
    organizations: Organizations
    pages: tuple[PageKind, ...]
    others: Others
    states: tuple[State, ...]
    leave_out: tuple[str, ...] = ()
    identities: tuple[Identity, ...] = ()
    organization_identities: Mapping[Id, tuple[Identity, ...]] = NOTHING

    @model_validator(mode="before")
    @classmethod
    def _take_preset(cls, data: object) -> object:
        """Fill in what the preset says; an unknown one is told as such."""
        if not isinstance(data, dict):
            return data
        return {**PRESETS.get(str(data.get("preset")), {}), **data}

    @property
    def separate(self) -> bool:
        """Whether each organization has a tree of its own."""
        return self.organizations in ("own", "own-and-subordinate")

    @property
    def complete(self) -> bool:
        """Whether all results are known to it, so that what they say together is."""
        return self.organizations == "all" or self.others == "everything"

    def knows(self, level: Others) -> bool:
        """Tell whether it knows so much of organizations that are not its own."""
        return self.organizations == "all" or LEVELS.index(self.others) >= LEVELS.index(level)


class AudiencesFile(Value):
    """``audiences.yml``: the audiences of a site, and the smallest group of organizations of which
    one that does not see them is told a rank."""

    smallest_group: Annotated[int, Field(ge=2, le=1000)] = 5
    audiences: Annotated[tuple[Audience, ...], Field(min_length=1)]
