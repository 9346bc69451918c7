"""What a page is, before it is rendered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Crumb = tuple[str, str]
"""The title and the path of a page above."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be: its path, template and title, what the template may use, and the data
    file that "edit" opens."""

    path: str
    template: str
    title: str
    context: Mapping[str, Any] = field(default_factory=dict)
    crumbs: tuple[Crumb, ...] = ()
    source: Path | None = None
