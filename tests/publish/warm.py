"""Runs of the real command that begin at once: the program is loaded, and forks for each.

Reads lines of JSON, ``[folder, argument, …]``; answers the process id, and after its end the
exit status. Each run leads a process group of its own.
"""

import json
import os
import sys

from generator.cli import main
from generator.messages.labels import labels


def run(folder: str, arguments: list[str]) -> None:
    """The command in this process, which ends with it."""
    os.setsid()
    os.chdir(folder)
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    main(arguments)


if __name__ == "__main__":
    labels("en")("publish.none")
    for line in sys.stdin:
        folder, *arguments = json.loads(line)
        child = os.fork()
        if not child:
            run(folder, arguments)
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
