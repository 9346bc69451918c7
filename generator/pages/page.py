"""What a page is, before it is rendered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.urls import Clauses

Crumb = tuple[str, str]
"""The title and the path of a page above."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be: its path, template and title, what the template may use, and the data
    file that "edit" opens. Where there are thousands of a kind, ``context`` is a function
    that gives it when the page's turn comes, so that it is not kept for all. ``clauses`` says
    to where it links clauses of which others link to elsewhere, ``organization`` whose it is, if
    anybody's."""

    path: str
    template: str
    title: str
    context: Mapping[str, Any] | Callable[[], Mapping[str, Any]] = field(default_factory=dict)
    crumbs: tuple[Crumb, ...] = ()
    source: Path | None = None
    clauses: Clauses = field(default_factory=dict)
    organization: str = ""

    @property
    def shown(self) -> Mapping[str, Any]:
        """What the template may use."""
        return self.context() if callable(self.context) else self.context
