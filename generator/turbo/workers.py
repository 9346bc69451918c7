"""Executors for the tasks of a build: processes of this machine, a cluster, or none of both."""

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import ParamSpec, TypeVar

WORTH_PROCESSES = 400
"""Fewer results than this are assessed before a second process would have begun."""

NICENESS = 5
"""By so much workers give way to the process that has MkDocs, which makes shells for them."""

NEW_VALUES = 200_000
"""As many values are made before garbage is looked for among them."""
P = ParamSpec("P")
T = TypeVar("T")


def cores() -> int:
    """Return how many forked processes can work at once; 1 where processes cannot be forked."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


@contextmanager
def executor(results: int, cluster: str = "") -> Iterator[Executor]:
    """Give an executor for a build of so many ``results``.

    With a ``cluster``, the address of a Dask scheduler, its workers do the tasks. Otherwise as many
    forked processes as there are cores, or this process itself where that is quicker. Tasks that
    have not begun when the context ends are cancelled.
    """
    if cluster:
        yield from _cluster(cluster)
    elif results < WORTH_PROCESSES or cores() == 1:
        yield InlineExecutor()
    else:
        yield from _processes()


def _cluster(address: str) -> Iterator[Executor]:
    from distributed import Client  # noqa: PLC0415 - the extra may not be installed

    with Client(address) as client:  # type: ignore[no-untyped-call]
        pool: Executor = client.get_executor(pure=False)
        try:
            yield pool
        finally:
            pool.shutdown(wait=False)  # which cancels what has not been done


def _processes() -> Iterator[Executor]:
    gc.freeze()  # what workers share with this process is not to be looked at, and so copied
    context = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(cores(), context, initializer=_prepare_worker)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for garbage seldom: a book of many values that all stay is looked at again and again
    while it grows."""
    first, *others = gc.get_threshold()
    gc.set_threshold(max(first, NEW_VALUES), *others)
    try:
        yield
    finally:
        gc.set_threshold(first, *others)


def _prepare_worker() -> None:
    gc.disable()  # tasks make millions of values and hardly any garbage
    os.nice(NICENESS)
    end_with_parent()


def end_with_parent() -> None:
    """End this process when its parent ends, even if killed, so that it holds no inherited lock."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class InlineExecutor(Executor):
    """Does each task at once, in this process."""

    def submit(self, task: Callable[P, T], /, *args: P.args, **named: P.kwargs) -> Future[T]:
        """Do a task, and return its result as a future that is done."""
        future: Future[T] = Future()
        try:
            future.set_result(task(*args, **named))
        except Exception as error:
            future.set_exception(error)
        return future
