"""Run MkDocs in processes that are forked from one that has imported it.

To import all that a build needs takes as long as to build a small site. Each build still is a
process of its own, which may raise, exit or be killed.
"""

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from mkdocs.__main__ import cli

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["forked", "generator.mkdocs_plugin.plugin", "pymdownx.superfences"])


def run_mkdocs(
    arguments: Sequence[str], project: Path, variables: Mapping[str, str]
) -> tuple[int, str]:
    """Run the command in a project, in the environment of this process and with some variables.
    Returns its exit status, negative for the signal that ended it, and its output."""
    with tempfile.NamedTemporaryFile() as output:
        run = (arguments, project, {**os.environ, **variables}, output.name)
        process = CONTEXT.Process(target=_run, args=run)
        process.start()
        process.join()
        assert process.exitcode is not None
        return process.exitcode, Path(output.name).read_text("utf-8")


def _run(
    arguments: Sequence[str], project: Path, environment: Mapping[str, str], output: str
) -> None:
    file = os.open(output, os.O_WRONLY | os.O_APPEND)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(file, stream.fileno())
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(project)
    cli(arguments, prog_name="mkdocs")
