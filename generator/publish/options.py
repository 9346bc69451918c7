"""What a run of ``scorebook publish`` is asked to do."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from generator.messages.labels import Labels
from generator.publish.store import Store


@dataclass(frozen=True)
class Options:
    """What a run is asked to do.

    ``config`` is the ``mkdocs.yml`` of the project. ``keep`` releases stay on the disk; assets of
    old releases stay for ``carry`` releases more. The site may be smaller by ``shrinkage``
    percent of its pages. The gates in ``accepted`` may refuse. ``force`` publishes data that has
    not changed, or that was rolled back. ``mirror`` is a folder to which the live release is
    copied as well.
    """

    config: Path
    store: Store
    labels: Labels
    keep: int = 7
    carry: int = 3
    shrinkage: Decimal = Decimal(10)
    accepted: tuple[str, ...] = ()
    force: bool = False
    mirror: Path | None = None
