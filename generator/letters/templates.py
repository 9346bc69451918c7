"""The templates of an office, in folders that say what they are for."""

from pathlib import Path

from generator.letters.filling import Letter, Templates
from generator.letters.sandbox import sandbox
from generator.messages.labels import Labels

KINDS = ("organization", "rectification", "year")
"""The folders of templates: for each organization; for each that has something to put right; for
the year as a whole."""
EXAMPLES = Path(__file__).with_name("examples")
"""The templates that come with the package."""


def find_templates(folder: Path, labels: Labels) -> Templates:
    """Return the templates in a folder, which has a folder for each of the ``KINDS``."""
    environment = sandbox(labels)
    return {
        kind: [
            Letter(file, environment)
            for file in sorted((folder / kind).glob("*.docx"))
            if not file.name.startswith("~$")
        ]
        for kind in KINDS
    }
