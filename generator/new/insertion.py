"""Adding an entry to the end of a list in a file, without touching the rest of it."""

from pathlib import Path
from typing import Any

import yaml

from generator.messages.labels import Labels
from generator.model.base import Model
from generator.new.yamltext import Writer
from generator.yaml.loader import Plain


def with_entry(
    file: Path, section: str, entry: dict[str, Plain], model: Model, words: Labels
) -> str:
    """The text of ``file`` with ``entry`` as the last of its list ``section``. Expects a
    file that has passed the checks."""
    text = file.read_text("utf-8")
    last = _last(text, section)
    lines = text.split("\n")
    end = last.end_mark.line if last.end_mark.column == 0 else last.end_mark.line + 1
    while end > 0 and not lines[end - 1].strip():
        end -= 1
    indent = " " * max(last.start_mark.column - 2, 0)
    return "\n".join([*lines[:end], *_item(entry, model, indent, words), *lines[end:]])


def _last(text: str, section: str) -> Any:
    """The node of the last entry of a list."""
    root: Any = yaml.compose(text, Loader=yaml.BaseLoader)
    return next(value for key, value in root.value if key.value == section).value[-1]


def _item(entry: dict[str, Plain], model: Model, indent: str, words: Labels) -> list[str]:
    lines = Writer(words).written(entry, model).rstrip("\n").split("\n")
    first = next(n for n, line in enumerate(lines) if not line.startswith("#"))
    comments = [f"{indent}{line}" for line in lines[:first]]
    rest = [f"{indent}  {line}" for line in lines[first + 1 :]]
    return [*comments, f"{indent}- {lines[first]}", *rest]
