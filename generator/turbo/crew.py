"""Work in several processes, each a copy of this one, so that nothing has to be sent to them."""

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import AbstractContextManager
from multiprocessing.connection import wait
from types import TracebackType
from typing import Any

Task = Callable[[], Any]

_WORTH_IT = 400
"""Fewer pages than this are done before a second process would have begun."""

_tasks: Sequence[Task] = ()
"""What the copies are to do: they have it from before they were made."""


def _done(number: int) -> Any:
    return _tasks[number]()


def cores() -> int:
    """How many copies of this process can work at once; one where it cannot be copied."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def leave_with_parent() -> None:
    """End this copy when the process that made it ends, however that comes about: nobody else
    would tell it, and it would keep what it inherited, such as a lock."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class Crew(AbstractContextManager["Crew"]):
    """Does tasks while this process goes on, by so many ``copies`` of it at most; ``size`` says
    how much work they are. Where there is little of it, no second core, or no copying of
    processes, this process does them when it asks for the results."""

    def __init__(self, tasks: Sequence[Task], size: int, copies: int | None = None) -> None:
        self._todo = tasks
        self._pool: ProcessPoolExecutor | None = None
        self._futures: list[Future[Any]] = []
        if size >= _WORTH_IT and cores() > 1:
            self._start(copies or cores())

    def _start(self, copies: int) -> None:
        global _tasks  # noqa: PLW0603 - the copies find it under this name
        _tasks = self._todo
        gc.freeze()
        context = multiprocessing.get_context("fork")
        self._pool = ProcessPoolExecutor(copies, context, initializer=leave_with_parent)
        self._futures = [self._pool.submit(_done, n) for n in range(len(_tasks))]

    def results(self) -> Iterator[Any]:
        """What the tasks returned, each as soon as it is done; raises what a task raised."""
        if self._pool is None:
            yield from (task() for task in self._todo)
        else:
            yield from (future.result() for future in as_completed(self._futures))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the copies go, at once if something went wrong."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            gc.unfreeze()
