"""The garbage collector, where millions of small values are made and none is garbage: there it
only costs, more with every value that there is."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Nothing is collected meanwhile."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def resume() -> None:
    """Collect again, but nothing of what there is now: a few pages leave garbage, and memory that
    is used again and again is faster than new memory."""
    gc.freeze()
    gc.enable()


def spare() -> None:
    """What there is now is not looked at again; what will be made is, as ever."""
    gc.freeze()
