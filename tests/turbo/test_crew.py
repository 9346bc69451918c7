"""Copies of a process end with it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]

PARENT = """
import os, time
from generator.turbo.crew import Crew

def number():
    time.sleep(0.3)
    return os.getpid()

crew = Crew([number] * 4, size=10_000, copies=2)
print(*set(crew.results()), flush=True)
time.sleep(60)
"""


def runs(process: int) -> bool:
    """Whether a process is there and has not ended yet."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_no_copy_outlives_a_process_that_was_killed() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert parent.stdout is not None
    copies = [int(number) for number in parent.stdout.readline().split()]
    assert len(copies) == 2
    assert all(map(runs, copies))
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    until = time.monotonic() + 10
    while any(map(runs, copies)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(runs, copies))
