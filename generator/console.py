"""What all console commands share: their common options, and how they end with problems."""

import codecs
import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from generator.dataset.approved import Read
from generator.messages.labels import Labels
from generator.messages.report import FORMATS, reason, report_problems
from generator.problem import Problem
from generator.yaml import loader

EXIT_PROBLEMS = 1

FOLDER = click.Path(file_okay=False, path_type=Path)
"""The type of an argument that names a folder, which need not exist."""


_UNSAYABLE = "scorebook-unsayable"
_MINUS = "\N{MINUS SIGN}"
"""Losses are printed with it; GBK does not have it."""


@dataclass(frozen=True, slots=True)
class Setup:
    """The folders of standards and of results, the language of messages, and how files are
    read."""

    standards: Path
    results: Path
    labels: Labels
    read: Read = loader.read


def replace_unsayable() -> None:
    """Let the console print ``?`` for a character that its encoding does not have, and a hyphen
    for a minus, where Python would end with an error."""
    codecs.register_error(_UNSAYABLE, _replace)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_UNSAYABLE)


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    unsayable = error.object[error.start : error.end]
    return "".join("-" if sign == _MINUS else "?" for sign in unsayable), error.end


def exit_with_problems(
    problems: Sequence[Problem], labels: Labels, form: str = "text", *, writes: bool = True
) -> None:
    """Print problems in one of the ``FORMATS``, count them on stderr, and exit with status 1.

    A command that ``writes`` says that it has not.
    """
    reports = report_problems(problems, labels)
    click.echo(FORMATS[form](reports))
    counted = labels("console.found" if writes else "console.counted", count=len(reports))
    click.echo(counted, err=True)
    sys.exit(EXIT_PROBLEMS)


@contextmanager
def write_errors_in_words(labels: Labels) -> Iterator[None]:
    """Report a file that cannot be written in one line, and exit with status 1."""
    try:
        yield
    except OSError as error:
        why = reason(error.strerror or "", labels)
        raise click.ClickException(f"{error.filename}: {why}") from error
