"""What all console commands share: their common options, and how they end with problems."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from generator.messages.labels import Labels
from generator.messages.report import FORMATS, report_problems
from generator.problem import Problem

EXIT_PROBLEMS = 1

FOLDER = click.Path(file_okay=False, path_type=Path)
"""The type of an argument that names a folder, which need not exist."""


@dataclass(frozen=True, slots=True)
class Setup:
    """The folders of standards and of results, and the language of messages."""

    standards: Path
    results: Path
    labels: Labels


def exit_with_problems(problems: Sequence[Problem], labels: Labels, form: str = "text") -> None:
    """Print problems in one of the ``FORMATS``, count them on stderr, and exit with status 1."""
    reports = report_problems(problems, labels)
    click.echo(FORMATS[form](reports))
    click.echo(labels("console.found", count=len(reports)), err=True)
    sys.exit(EXIT_PROBLEMS)


@contextmanager
def write_errors_in_words() -> Iterator[None]:
    """Report a file that cannot be written in one line, and exit with status 1."""
    try:
        yield
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from error
