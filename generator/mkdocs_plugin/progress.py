"""How far the work is: a bar where a person watches a terminal, a line elsewhere."""

import logging
import sys
from collections.abc import Iterable
from time import monotonic

import click

from generator.messages.labels import Labels

log = logging.getLogger("mkdocs.plugins.scorebook")


def show_progress(work: Iterable[int], pages: int, labels: Labels) -> None:
    """Do all ``work`` and show how far it is.

    Each number that ``work`` yields says how many more of all ``pages`` are finished.
    """
    begun = monotonic()
    with click.progressbar(
        length=pages,
        label=labels("console.stamping"),
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    ) as bar:
        for done in work:
            bar.update(done)
    seconds = f"{monotonic() - begun:.1f}"
    log.info(labels("console.stamped", count=pages, seconds=seconds))
