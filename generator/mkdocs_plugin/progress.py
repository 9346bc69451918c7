"""How far the work is: a bar where a person watches a terminal, a line elsewhere."""

import logging
import sys
from collections.abc import Iterable
from time import monotonic

import click

from generator.messages.labels import Labels

log = logging.getLogger("mkdocs.plugins.scorebook")


def show(work: Iterable[int], pages: int, words: Labels) -> None:
    """Wait for the ``work`` of so many pages, which says how many more are made, and tell how it
    goes."""
    begun = monotonic()
    with click.progressbar(
        length=pages,
        label=words("console.stamping"),
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    ) as bar:
        for done in work:
            bar.update(done)
    seconds = f"{monotonic() - begun:.1f}"
    log.info(words("console.stamped", count=pages, seconds=seconds))
