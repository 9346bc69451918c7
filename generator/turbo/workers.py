"""Executors for the tasks of a build: processes of this machine, a cluster, or none of both."""

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from queue import SimpleQueue
from typing import Any, ParamSpec, TypeVar

from pydantic import BaseModel

from generator.processes import cores, end_with_parent

WORTH_PROCESSES = 400
"""Fewer results than this are assessed before a second process would have begun."""

NICENESS = 5
"""By so much workers give way to the process that has MkDocs, which makes shells for them."""

NEW_VALUES = 200_000
"""As many values are made before garbage is looked for among them."""
AHEAD = 2
"""As many tasks are with an executor at a time: one that it does, and one to go on with."""
PATIENCE = 60
"""Seconds for which a scheduler may be without workers."""
P = ParamSpec("P")
T = TypeVar("T")
Task = tuple[Any, ...]
"""A function and its arguments."""


@contextmanager
def executors(results: int, cluster: str = "") -> Iterator[Sequence[Executor]]:
    """Give the executors of a build of so many ``results``, each of one worker.

    A worker keeps what it has read, so that tasks on the same data are for the same executor. With
    a ``cluster``, the address of a Dask scheduler, the workers are its; otherwise they are as many
    forked processes as there are cores, or this process itself where that is quicker. Tasks that
    have not begun when the context ends are cancelled.
    """
    if cluster:
        yield from _cluster(cluster)
    elif results < WORTH_PROCESSES or cores() == 1:
        yield [InlineExecutor()]
    else:
        yield from _processes()


def _cluster(address: str) -> Iterator[Sequence[Executor]]:
    from distributed import Client  # noqa: PLC0415 - the extra may not be installed

    with Client(address) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(1, timeout=PATIENCE)
        workers = client.scheduler_info(n_workers=-1)["workers"]
        pools: list[Executor] = [
            client.get_executor(workers=[worker], allow_other_workers=True, pure=False)
            for worker in workers
        ]
        try:
            yield pools
        finally:
            for pool in pools:
                pool.shutdown(wait=False)  # which cancels what has not been done


def _processes() -> Iterator[Sequence[Executor]]:
    gc.freeze()  # what workers share with this process is not to be looked at, and so copied
    context = multiprocessing.get_context("fork")
    pools = [ProcessPoolExecutor(1, context, initializer=_prepare_worker) for _ in range(cores())]
    try:
        yield pools
    finally:
        for pool in pools:
            pool.shutdown(cancel_futures=True)
        gc.unfreeze()


class TaskQueue:
    """Tasks that executors take: shared ones first, then each its own, at last those of others.

    ``done`` gets the future of each task when the task is done. ``count`` is the number of tasks.
    """

    def __init__(
        self, executors: Sequence[Executor], shared: Iterable[Task], own: Iterable[Iterable[Task]]
    ) -> None:
        self.done: SimpleQueue[Future[Any]] = SimpleQueue()
        self._executors = executors
        self._shared = deque(shared)
        self._own = [deque(tasks) for tasks in own]
        self.count = sum(map(len, (self._shared, *self._own)))
        for _ in range(AHEAD):
            for number in range(len(executors)):
                self._submit(number)

    def cancel(self) -> None:
        """Drop the tasks that no executor has been given."""
        for tasks in (self._shared, *self._own):
            tasks.clear()

    def _submit(self, number: int) -> None:
        """Give an executor its next task, and after that is done the one that follows."""
        while task := self._next(number):
            future: Future[Any] = Future()
            try:
                future = self._executors[number].submit(*task)
            except RuntimeError as error:  # its process has ended; nobody else may tell
                future.set_exception(error)
                self.done.put(future)
                return
            if not future.done():
                future.add_done_callback(partial(self._take, number))
                return
            self.done.put(future)

    def _take(self, number: int, future: Future[Any]) -> None:
        self.done.put(future)
        self._submit(number)

    def _next(self, number: int) -> Task | None:
        """Take the next task for an executor; of others' tasks the last one."""
        longest = max(self._own, key=len, default=self._shared)
        for take in (self._shared.popleft, self._own[number].popleft, longest.pop):
            try:
                task: Task = take()
            except IndexError:  # another thread may have taken it since it was looked at
                continue
            return task
        return None


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
    # Python specializes the code that reads fields, which is then three times faster, unless a
    # class has __getattr__; pydantic's is for private attributes, of which no value has any.
    if "__getattr__" in vars(BaseModel):
        del BaseModel.__getattr__  # type: ignore[attr-defined]


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
