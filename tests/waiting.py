"""Wait for other processes. No test fails because a machine is busy: the limit is only there so
that a test that waits for something that never happens ends at all."""

import time
from collections.abc import Callable

PAUSE = 0.02
LIMIT = 300
"""Seconds."""


def wait_until(condition: Callable[[], object], what: str) -> None:
    """Return as soon as `condition` holds. Raises `TimeoutError`, which names `what`."""
    end = time.monotonic() + LIMIT
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(PAUSE)
