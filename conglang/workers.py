"""Work spread over processes: the same results in the same order, with one job or several.

Each worker is a process of its own, because what takes the time here is Python. `prepare` runs once in each of them. On
systems that can fork, workers begin with all that this process knows and nothing is copied to them; elsewhere they get
what `prepare` is given.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 25
"""Tasks that a worker takes at a time."""


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def each(
    work: Callable[[T], R],
    tasks: Sequence[T],
    *,
    jobs: int,
    prepare: Callable[..., None] | None = None,
    given: tuple[object, ...] = (),
) -> Iterator[R]:
    """The results of `work` on every task, in order; in this process where `jobs` is 1 or the tasks are few."""
    if jobs <= 1 or len(tasks) <= CHUNK:
        if prepare is not None:
            prepare(*given)
        yield from map(work, tasks)
        return
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    gc.freeze()  # What is there now stays shared between the processes: the collector need not touch it.
    try:
        with context.Pool(jobs, initializer=prepare, initargs=given) as pool:
            yield from pool.imap(work, tasks, chunksize=CHUNK)
            pool.close()
            pool.join()
    finally:
        gc.unfreeze()
