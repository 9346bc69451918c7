"""What a gate looks at, and what it says."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from generator.dataset.book import Assessment
from generator.publish.project import Project
from generator.publish.shelf import Release


@dataclass(frozen=True)
class Case:
    """A site that was built and is not yet published, the live release if there is one, the
    data that the site was built from with its drafts, and by which share of its pages, in
    percent, it may be smaller than the live one."""

    site: Path
    live: Release | None
    assessment: Assessment
    project: Project
    share: Decimal


@dataclass(frozen=True)
class Finding:
    """Why a gate refuses: the name of the label, and the facts that fill it."""

    kind: str
    facts: Mapping[str, object]


def finding(kind: str, **facts: object) -> Finding:
    """A finding of a kind."""
    return Finding(kind, facts)


Gate = Callable[[Case], Iterator[Finding]]
