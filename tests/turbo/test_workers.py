"""Workers end with the process that began them, and share their tasks."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from paths import ROOT
from waiting import LIMIT, wait_until

from generator.turbo.workers import InlineExecutor, TaskQueue

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


def end_process() -> None:
    os._exit(1)


def test_a_process_that_ended_before_it_got_a_task_is_told() -> None:
    with ProcessPoolExecutor(1) as pool:
        with pytest.raises(BrokenProcessPool):
            pool.submit(end_process).result()
        queue = TaskQueue([pool], [(os.getpid,)], [[]])
        with pytest.raises(BrokenProcessPool):
            queue.done.get(timeout=LIMIT).result()


def test_whoever_has_done_his_tasks_takes_those_of_others() -> None:
    idle, busy = InlineExecutor(), InlineExecutor()
    queue = TaskQueue([idle, busy], [(str, "shared")], [[], [(str, "own")] * 3])
    assert [queue.done.get().result() for _ in range(queue.count)] == ["shared", *["own"] * 3]
