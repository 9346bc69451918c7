"""Processes that are forked from this one to share its work."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait


def cores() -> int:
    """Return how many forked processes can work at once; 1 where processes cannot be forked."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


@contextmanager
def forked_workers(begin: Callable[[], object] | None = None) -> Iterator[Executor]:
    """Give an executor of forked processes; each of them first calls ``begin``, which is
    inherited with all that it holds and not sent."""
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(cores(), context, _begin_worker, (begin,)) as pool:
        yield pool


def _begin_worker(begin: Callable[[], object] | None) -> None:
    end_with_parent()
    if begin:
        begin()


def end_with_parent() -> None:
    """End this process when its parent ends, even if killed, so that it holds no inherited lock."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
