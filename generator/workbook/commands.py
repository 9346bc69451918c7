"""The console commands ``scorebook workbook`` and ``scorebook import``."""

import datetime as dt
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from generator.cells.choices import normalized
from generator.console import EXIT_PROBLEMS, Setup, exit_with_problems, write_errors_in_words
from generator.dataset.library import Frame, load_frame
from generator.messages.labels import LANGUAGES, Labels, labels
from generator.messages.report import display_path, format_short, reason, report_problems
from generator.workbook.ballots import BALLOTS_MISSING
from generator.workbook.changes import differences, in_words
from generator.workbook.digests import digests_of
from generator.workbook.drafts import CellProblem
from generator.workbook.importing import KEPT, plan_import
from generator.workbook.joining import SAME_ROWS
from generator.workbook.plan import Options, Plan
from generator.workbook.reading import Grid, NotAWorkbook, read_grids
from generator.workbook.report import line
from generator.workbook.subject import KINDS, Subject
from generator.workbook.subjects import edition_of, organizations_of, results_of
from generator.workbook.writing import FORMAT_VERSION, About, write_workbook

_SAID = (KEPT, BALLOTS_MISSING, SAME_ROWS)
"""The notes of what is read, or need not be."""
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="[YEAR] FILE.xlsx")
@click.option("--edition", metavar="ID")
@click.option("--organizations", is_flag=True)
@click.pass_obj
def workbook(
    setup: Setup, words: tuple[str, ...], edition: str | None, organizations: bool
) -> None:
    """Write a workbook to be filled in: the results of YEAR, with what is recorded.

    `scorebook import` reads the workbook back. A file that exists is written over only if it is a
    workbook and says nothing but what is recorded."""
    *before, file = words
    name = "organizations" if organizations else f"edition {edition}" if edition else ""
    if len(before) != (0 if name else 1):
        raise click.UsageError(setup.labels("workbook.usage"))
    frame = _frame(setup)
    subject = _subject(name or f"results {before[0]}", frame, setup, setup.labels)
    if subject.faulty:
        faults = [problem for problems in subject.faulty.values() for problem in problems]
        exit_with_problems(faults, setup.labels)
    if Path(file).exists() and not _is_read(Path(file), setup, frame):
        raise click.ClickException(setup.labels("workbook.exists", file=file))
    about = _about(subject)
    content = write_workbook(
        subject.tables(subject.vocabulary), subject.records, about, subject.vocabulary
    )
    with write_errors_in_words(setup.labels):
        Path(file).write_bytes(content)
    click.echo(setup.labels("workbook.written", file=file))


def _about(subject: Subject) -> About:
    vocabulary, edition = subject.vocabulary, subject.edition
    title = vocabulary.text(f"titles.{subject.kind}", name=subject.name)
    of = edition.id if edition else ""
    return About(title, subject.kind, subject.name, of, dt.date.today(), digests_of(subject))


def _is_read(file: Path, setup: Setup, frame: Frame) -> bool:
    """Tell whether a file is a workbook of which an import would change and pass over nothing."""
    try:
        book = _Book(file, setup, frame, "")
    except click.ClickException:
        return False
    options = Options(book.complete, partial=False, date=dt.date.today())
    plan = plan_import(book.grids, book.subject, frame, setup.read, options)
    unread = [note for note in plan.notes if note.code not in _SAID]
    return not (plan.changes or plan.problems or plan.others or unread)


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option("--year", type=int)
@click.option("--edition", metavar="ID")
@click.option("--organizations", is_flag=True)
@click.option("--dry-run", is_flag=True)
@click.option("--partial", is_flag=True)
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]))
@click.pass_obj
def import_workbook(
    setup: Setup, /, files: tuple[Path, ...], dry_run: bool, partial: bool, **stated: Any
) -> None:
    """Read workbooks (xlsx, xls, ods) into the data files. Nothing is written if anything is
    wrong. Exit status: 0 all right, 1 problems."""
    frame = _frame(setup)
    books = [_Book(file, setup, frame, _named(stated)) for file in files]
    day = stated["date"].date() if stated["date"] else dt.date.today()
    plans = []
    for _, group in groupby(sorted(books, key=lambda b: b.name), key=lambda book: book.name):
        same = list(group)
        options = Options(all(book.complete for book in same), partial, day)
        grids = [grid for book in same for grid in book.grids]
        subject = same[0].subject
        plans.append((subject, plan_import(grids, subject, frame, setup.read, options)))
    _finish(plans, setup, dry_run, partial)


def _named(stated: Mapping[str, Any]) -> str:
    """Return what the options name as the subject of a workbook; empty, if nothing."""
    if stated["organizations"]:
        return "organizations"
    year, edition = stated["year"], stated["edition"]
    return f"results {year}" if year else f"edition {edition}" if edition else ""


class _Book:
    """A workbook to be imported: its sheets, and what it is of."""

    def __init__(self, file: Path, setup: Setup, frame: Frame, named: str) -> None:
        self.grids = _grids(file, setup.labels)
        about = _read_about(self.grids)
        self.complete = about is not None
        if about is None and not named:
            raise click.ClickException(setup.labels("workbook.unmarked", file=file))
        words, facts = about or (setup.labels, {})
        self.name = f"{facts['kind']} {facts['subject']}".strip() if about else named
        if about and facts["version"] != str(FORMAT_VERSION):
            version = {"version": facts["version"], "file": file}
            raise click.ClickException(setup.labels("workbook.other-format", **version))
        if named and about and named != self.name:
            raise click.ClickException(setup.labels("workbook.other-subject", file=file))
        self.subject = _subject(self.name, frame, setup, words)
        own = self.subject.edition.id if self.subject.edition else ""
        if about and facts["edition"] != own:
            editions = {"made": facts["edition"], "own": own, "file": file}
            raise click.ClickException(setup.labels("workbook.other-edition", **editions))


def _grids(file: Path, labels: Labels) -> list[Grid]:
    try:
        return read_grids(file)
    except OSError as error:
        raise click.ClickException(f"{file}: {reason(error.strerror or '', labels)}") from error
    except NotAWorkbook as error:
        raise click.ClickException(labels("workbook.unreadable", file=file)) from error


def _read_about(grids: Sequence[Grid]) -> tuple[Labels, dict[str, str]] | None:
    """Return what a workbook says of itself, and the labels of its language."""
    by_title = {normalized(grid.title): grid for grid in grids}
    for language in LANGUAGES:
        words = labels(language)
        grid = by_title.get(normalized(words("workbook.sheets.about")))
        if grid is not None:
            said = {str(row[0]): _plain(row[1]) for row in grid.rows if len(row) > 1}
            names = ("kind", "subject", "edition", "version")
            facts = {name: said.get(words(f"workbook.about.{name}"), "") for name in names}
            kinds = {words(f"workbook.kinds.{kind}"): kind for kind in KINDS}
            if facts["kind"] in kinds:
                return words, {**facts, "kind": kinds[facts["kind"]]}
    return None


def _plain(raw: object) -> str:
    return f"{raw:.15g}" if isinstance(raw, float) else str(raw).strip()


def _frame(setup: Setup) -> Frame:
    """Load all but the results; problems there end the command."""
    frame, problems = load_frame(setup.standards, setup.results)
    if problems:
        exit_with_problems(problems, setup.labels)
    return frame


def _subject(name: str, frame: Frame, setup: Setup, words: Labels) -> Subject:
    kind, _, id = name.partition(" ")
    if kind == "organizations":
        return organizations_of(frame, setup.read, words)
    if kind == "edition":
        found = next((edition for edition in frame.editions if edition.id == id), None)
        if found is None:
            raise click.ClickException(setup.labels("workbook.no-edition", id=id))
        return edition_of(frame, found, setup.read, words)
    edition = frame.edition_of(int(id)) if id.isdecimal() else None
    if edition is None:
        raise click.ClickException(setup.labels("new.no-year", year=id))
    return results_of(frame, edition, int(id), setup.read, words)


def _finish(
    plans: Sequence[tuple[Subject, Plan]], setup: Setup, dry_run: bool, partial: bool
) -> None:
    """Tell what was found, write what is right, and exit with status 1 where anything is wrong."""
    say = setup.labels
    problems = [problem for _, plan in plans for problem in plan.problems]
    others = [problem for _, plan in plans for problem in plan.others]
    for note in dict.fromkeys(line(note, say) for _, plan in plans for note in plan.notes):
        click.echo(note, err=True)
    lines = dict.fromkeys(line(problem, say) for problem in sorted(problems, key=_place))
    for text in lines:
        click.echo(text)
    if others:
        click.echo(format_short(report_problems(others, say)))
    wrong = len(lines) + len(others)
    if wrong and (not partial or any(plan.blocked for _, plan in plans)):
        click.echo(say("console.found", count=wrong), err=True)
        sys.exit(EXIT_PROBLEMS)
    for subject, plan in plans:
        _carry_out(subject, plan, dry_run, say)
    if wrong:
        click.echo(say("workbook.left", count=wrong), err=True)
        sys.exit(EXIT_PROBLEMS)


def _carry_out(subject: Subject, plan: Plan, dry_run: bool, say: Labels) -> None:
    """Write the files that change, or only tell what would change in them."""
    for change in plan.changes:
        name = subject.vocabulary.names.get(change.owner, change.owner)
        if dry_run:
            vocabulary = replace(subject.vocabulary, labels=say)
            model = subject.model(change.owner)
            for difference in differences(change.before, change.after):
                click.echo(f"{name}: {in_words(difference, model, vocabulary)}")
            continue
        with write_errors_in_words(say):
            change.file.parent.mkdir(parents=True, exist_ok=True)
            change.file.write_text(change.text, encoding="utf-8", newline="")
        click.echo(say("new.written", file=display_path(change.file)))
    key = "none" if not plan.changes else "would" if dry_run else "done"
    click.echo(say(f"workbook.{key}", count=len(plan.changes)))
    if plan.missing:
        click.echo(say("workbook.missing", count=plan.missing), err=True)


def _place(problem: CellProblem) -> tuple[str, int, int]:
    return (problem.cell.sheet, problem.cell.row, problem.cell.column)
