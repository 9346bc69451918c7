"""The functions that a build may be given in a faster form: they travel as one value."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.exports.tables import Table
from generator.exports.xlsx_export import Cover, workbook
from generator.messages.labels import Labels
from generator.render.environment import environment
from generator.yaml.loader import read
from generator.yaml.nodes import Document


@dataclass(frozen=True, slots=True)
class Tools:
    """``read`` parses a YAML file, ``environment`` makes the template environment of a language,
    ``workbook`` writes tables as an XLSX file."""

    read: Callable[[Path], Document]
    environment: Callable[[Labels], Any]
    workbook: Callable[[Sequence[Table], Cover, Labels], bytes]


PLAIN = Tools(read, environment, workbook)
