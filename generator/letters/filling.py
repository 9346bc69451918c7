"""Fill a Word template, and name the paragraph of it that cannot be filled."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateRuntimeError, TemplateSyntaxError, meta

from generator.letters.sandbox import Sandbox
from generator.messages.labels import Labels
from generator.messages.report import display_path
from generator.problem import shorten

Values = Mapping[str, Any]
_TAG = re.compile(r"<[^>]+>")
_PARAGRAPH = re.compile(r"<w:p([ >])")
_LONGEST = 60
"""How many characters of a paragraph name it."""


class Unfillable(Exception):
    """Raised for a template that cannot be filled: its file, the paragraph, and why."""

    def __init__(self, code: str, file: Path, place: str, reason: str) -> None:
        self.code, self.file = code, file
        self.facts = {"place": place, "reason": reason}
        super().__init__(code, file, place, reason)

    def in_words(self, labels: Labels) -> str:
        """Return what is wrong, and in which file and paragraph."""
        file = display_path(self.file.absolute())
        return labels(f"letters.problems.{self.code}", file=file, **self.facts)


@dataclass(frozen=True)
class Letter:
    """A template, and the environment that fills it."""

    file: Path
    environment: Sandbox

    @cached_property
    def content(self) -> bytes:
        """The bytes of the template."""
        return self.file.read_bytes()

    @cached_property
    def title(self) -> str:
        """Its title, by which the letters are named: a property of the document, else its name."""
        return self._template().docx.core_properties.title or self.file.stem

    def _template(self) -> Any:
        template = DocxTemplate(io.BytesIO(self.content))
        try:
            template.init_docx()
        except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
            raise Unfillable("not-a-template", self.file, "", str(error)) from error
        return template

    def unknown(self, known: frozenset[str]) -> Iterator[Unfillable]:
        """Yield what the template names that no letter of its kind has, each at its paragraph."""
        for source in self._sources():
            try:
                names = meta.find_undeclared_variables(self.environment.parse(source))
            except TemplateSyntaxError as error:
                place = _paragraph(source, error.lineno)
                yield Unfillable("letter-syntax", self.file, place, error.message or "")
                continue
            lines = source.split("\n")
            for name in sorted(names - known):
                number = next(
                    (n for n, line in enumerate(lines, 1) if re.search(rf"\b{name}\b", line)), 1
                )
                yield Unfillable("letter-name", self.file, _paragraph(source, number), name)

    def _sources(self) -> Iterator[str]:
        """Yield the Jinja source of each part of the document, a paragraph on a line."""
        template = self._template()
        yield _lines(template.patch_xml(template.get_xml()))
        for uri in (template.HEADER_URI, template.FOOTER_URI):
            for _, part in template.get_headers_footers(uri):
                yield _lines(template.patch_xml(template.get_part_xml(part)))

    def fill(self, values: Values) -> bytes:
        """Return the document with values put in; raises ``Unfillable``.

        The only time that it bears is the date of the year's data.
        """
        template = self._template()
        try:
            template.render(dict(values), self.environment)
        except TemplateRuntimeError as error:
            place = self._place(error)
            raise Unfillable("letter-name", self.file, place, str(error)) from error
        except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
            place = self._place(error)
            raise Unfillable("letter-value", self.file, place, str(error)) from error
        day = values["year"].as_of
        template.docx.core_properties.modified = dt.datetime(day.year, day.month, day.day)
        file = io.BytesIO()
        template.save(file)
        return _undated(file)

    def _place(self, error: Exception) -> str:
        """Return the paragraph in which a template failed."""
        number, trace = 0, error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == "<template>":
                number = trace.tb_lineno
            trace = trace.tb_next
        return _paragraph(next(self._sources()), number) if number else ""


Templates = Mapping[str, Sequence[Letter]]
"""Templates by the kind of letter that they are for."""


def _undated(file: io.BytesIO) -> bytes:
    """Return an archive whose parts bear no time, so that the same letter has the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(written, "w") as after:
        for part in before.infolist():
            undated = zipfile.ZipInfo(part.filename)
            after.writestr(undated, before.read(part), zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _lines(source: str) -> str:
    """Put each paragraph on a line of its own, as the library does before it fills a template."""
    return _PARAGRAPH.sub(r"\n<w:p\1", source)


def _paragraph(source: str, number: int) -> str:
    """Return the words of the paragraph on a line, numbered from 1."""
    lines = source.split("\n")
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    return shorten(_TAG.sub("", line), _LONGEST)
