"""Run MkDocs and the console in processes that are forked from one that has imported them.

To import all that a build needs takes as long as to build a small site. Each run still is a
process of its own, which may raise, exit or be killed.
"""

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from mkdocs.__main__ import cli

from generator.cli import main

PROGRAMS = {"mkdocs": cli, "scorebook": main}
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["forked", "generator.mkdocs_plugin.plugin", "pymdownx.superfences"])


def run_forked(
    program: str, arguments: Sequence[str], folder: Path, variables: Mapping[str, str]
) -> tuple[int, str]:
    """Run one of the programs in a folder, in the environment of this process and with some
    variables. Returns its exit status, negative for the signal that ended it, and its output."""
    with tempfile.NamedTemporaryFile() as output:
        run = (program, arguments, folder, {**os.environ, **variables}, output.name)
        process = CONTEXT.Process(target=_run, args=run)
        process.start()
        process.join()
        assert process.exitcode is not None
        return process.exitcode, Path(output.name).read_text("utf-8")


def _run(
    program: str,
    arguments: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    output: str,
) -> None:
    file = os.open(output, os.O_WRONLY | os.O_APPEND)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(file, stream.fileno())
    os.close(file)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.path.insert(0, str(folder))  # as with `python -m`
    PROGRAMS[program](arguments, prog_name=program)
