"""Letters as downloads: Word templates filled with what the pages beside them show."""

from collections.abc import Callable, Iterator

from generator.exports.download import Download
from generator.letters.filling import Letter, Templates, Values
from generator.urls import beside


def letter_files(
    templates: Templates, kind: str, page: str, name: str, values: Callable[[], Values]
) -> Iterator[Download]:
    """Yield the letters of a kind that a page offers; ``values`` is called when one is made."""
    for letter in templates.get(kind, ()):
        path = beside(page, f"{kind}/{letter.file.stem}-{name}.docx")

        def make(letter: Letter = letter) -> bytes:
            return letter.fill(values())

        yield Download(path, "docx", make, (page,), letter.title)
