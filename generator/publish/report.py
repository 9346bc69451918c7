"""Write how a run ended: ``status.json`` for programs, reports for people."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from generator.messages.formats import number
from generator.messages.labels import Labels
from generator.publish.files import write_file
from generator.publish.status import STATUS_FILE, Status

LISTED = 200
"""How many entries of a list the report shows; ``status.json`` has all."""


def write_status(folder: Path, status: Status, labels: Labels) -> None:
    """Write ``status.json`` and the reports to a folder."""
    for name, text in reports(status, labels).items():
        write_file(folder / name, text.encode())
    write_file(folder / STATUS_FILE, status.to_json())


def reports(status: Status, labels: Labels) -> dict[str, str]:
    """Return the reports by the name of their file: ``report.txt`` and ``report.md``."""
    context = {"status": status, "words": labels, "listed": LISTED}
    return {f"report.{form}": _template(form).render(context) for form in _ESCAPES}


@cache
def _template(form: str) -> Template:
    environment = Environment(
        loader=PackageLoader("generator", "templates/publish"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters.update(number=number, safe=_ESCAPES[form])
    return environment.get_template(f"report.{form}.jinja")


def _escape_markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text)


_ESCAPES: Mapping[str, Callable[[str], str]] = {"txt": str, "md": _escape_markdown}
"""The forms of a report, and how any text is written in them."""
