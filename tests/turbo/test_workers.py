"""Copies of a process end with it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from paths import ROOT
from waiting import wait_until

PARENT = """
import os, pathlib, sys, time
from generator.turbo.workers import executors

def number(_):
    folder = pathlib.Path(sys.argv[1])
    (folder / str(os.getpid())).touch()
    while len(list(folder.iterdir())) < 2:
        time.sleep(0.01)
    return os.getpid()

with executors(10_000) as pools:
    futures = [pools[n % 2].submit(number, n) for n in range(4)]
    print(*{future.result() for future in futures}, flush=True)
    sys.stdin.read()
"""


def runs(process: int) -> bool:
    """Whether a process is there and has not ended yet."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_no_copy_outlives_a_process_that_was_killed(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert parent.stdout is not None
    copies = [int(number) for number in parent.stdout.readline().split()]
    assert len(copies) == 2
    assert all(map(runs, copies))
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    wait_until(lambda: not any(map(runs, copies)), "copies end")
