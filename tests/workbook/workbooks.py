"""Write workbooks of a folder of data, change cells of them, and plan their import."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl

from generator.dataset.library import Frame, load_frame
from generator.messages.labels import labels
from generator.workbook.importing import plan_import
from generator.workbook.plan import Options, Plan
from generator.workbook.reading import read_grids
from generator.workbook.subject import Subject
from generator.workbook.subjects import edition_of, organizations_of, results_of
from generator.workbook.writing import About, write_workbook
from generator.yaml.loader import read

DAY = dt.date(2030, 1, 2)
OPTIONS = Options(complete=True, partial=False, date=DAY)


def frame_of(folder: Path) -> Frame:
    return load_frame(folder / "standards", folder / "results")[0]


def subject_of(frame: Frame, name: str, language: str = "zh") -> Subject:
    """The subject of a name: a year, ``edition`` and its id, or ``organizations``."""
    say = labels(language)
    if name == "organizations":
        return organizations_of(frame, read, say)
    if name.isdecimal():
        edition = frame.edition_of(int(name))
        assert edition is not None
        return results_of(frame, edition, int(name), read, say)
    id = name.removeprefix("edition ")
    edition = next(edition for edition in frame.editions if edition.id == id)
    return edition_of(frame, edition, read, say)


def subjects(folder: Path) -> list[str]:
    """The names of all that workbooks can be of in a folder."""
    frame = frame_of(folder)
    years = [str(year.year) for year in frame.years.years] if frame.years else []
    return [*years, *(f"edition {edition.id}" for edition in frame.editions), "organizations"]


def write(subject: Subject, file: Path) -> Path:
    about = About("Title", subject.kind, subject.name, "", DAY)
    tables = subject.tables(subject.vocabulary)
    file.write_bytes(write_workbook(tables, subject.records, about, subject.vocabulary))
    return file


def plan(folder: Path, name: str, file: Path, options: Options = OPTIONS) -> Plan:
    frame = frame_of(folder)
    subject = subject_of(frame, name)
    return plan_import(read_grids(file), subject, frame, read, options)


def carry_out(result: Plan) -> None:
    for change in result.changes:
        change.file.parent.mkdir(parents=True, exist_ok=True)
        change.file.write_text(change.text, "utf-8")


def edited(file: Path, edit: Callable[[openpyxl.Workbook], None]) -> Path:
    """A workbook after a program has changed and saved it."""
    book = openpyxl.load_workbook(file)
    edit(book)
    book.save(file)
    return file


def copy(source: Path, folder: Path) -> Path:
    for name in ("standards", "results"):
        shutil.copytree(source / name, folder / name)
    return folder
