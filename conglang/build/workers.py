"""Work in several processes: the same results in the same order, with one job or several.

Workers are processes, because the work is Python code, of which threads run one at a time. `prepare` runs once in each worker
and returns its state, which `work` gets with every task. Where processes can fork, a worker starts with the memory of this
process; elsewhere the arguments of `prepare` are sent to it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TypeVar, cast

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

CHUNK = 25
"""A worker takes this many tasks at a time."""


def processors() -> int:
    """The number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def each(
    work: Callable[[S, T], R],
    tasks: Sequence[T],
    *,
    jobs: int,
    prepare: Callable[..., S],
    given: tuple[object, ...] = (),
    chunk: int = CHUNK,
) -> Iterator[R]:
    """The results of `work` on every task, in order; computed in this process where `jobs` is 1 or the tasks are few.

    `prepare` is called with the arguments `given` and returns the state of a worker; where the work is done in this process,
    a state with a method `close` is closed in the end. A worker takes `chunk` tasks at a time. `work` and `prepare` must be
    functions of a module, so that other processes can import them.
    """
    if jobs <= 1 or len(tasks) <= chunk:
        state = prepare(*given)
        try:
            yield from map(partial(work, state), tasks)
        finally:
            if hasattr(state, "close"):
                state.close()
        return
    import multiprocessing  # Most builds start no process, and this costs a twentieth of their time.

    context = multiprocessing.get_context("fork" if _can_fork() else "spawn")
    with _uninterrupted():
        pool = context.Pool(jobs, initializer=_begin_worker, initargs=(prepare, given))
    with pool:
        yield from pool.imap(partial(_in_worker, work), tasks, chunksize=chunk)
        pool.close()
        pool.join()


@contextmanager
def aside(work: Callable[..., None], *given: object, jobs: int) -> Iterator[None]:
    """Run `work` in a forked process during the block; do nothing where `jobs` is 1 or processes cannot fork.

    It must be work that only saves time later, like filling a cache.
    """
    if jobs <= 1 or not _can_fork():
        yield
        return
    import multiprocessing

    with _uninterrupted():
        process = multiprocessing.get_context("fork").Process(target=_begin_aside, args=(work, given))
        process.start()
    try:
        yield
    finally:
        process.join()


def _can_fork() -> bool:
    return sys.platform == "linux"


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Delay an interruption (Ctrl+C) until processes have started: each of them would print a traceback."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_STATE: list[object] = []
"""In a worker process: the state that `prepare` returned. A pool has no other way to give it to the tasks."""


def _begin_worker(prepare: Callable[..., object], given: tuple[object, ...]) -> None:
    _begin()
    _STATE[:] = [prepare(*given)]


def _in_worker(work: Callable[[S, T], R], task: T) -> R:
    return work(cast(S, _STATE[0]), task)


def _begin_aside(work: Callable[..., None], given: tuple[object, ...]) -> None:
    _begin()
    work(*given)


def _begin() -> None:
    """Make this process end with its parent, however that ends, and leave interruptions to the parent.

    A worker that ran on alone would keep the files that both have open, above all the lock of the cache.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait for the end of the parent process, then end this one."""
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
