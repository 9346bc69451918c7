"""What a run is asked to do."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from generator.messages.labels import Labels
from generator.publish.shelf import Shelf


@dataclass(frozen=True)
class Order:
    """The project by its ``mkdocs.yml``, the folder of releases, and how to publish. ``keep``
    releases stay on the disk; what pages load stays for ``carry`` releases more; the site may
    be smaller by ``share`` percent of its pages; the gates in ``accepted`` may refuse;
    ``force`` publishes data that has not changed, or that was rolled back."""

    config: Path
    shelf: Shelf
    words: Labels
    keep: int = 7
    carry: int = 3
    share: Decimal = Decimal(10)
    accepted: frozenset[str] = frozenset()
    force: bool = False
    folder: Path | None = None
