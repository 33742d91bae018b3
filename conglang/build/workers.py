"""Work spread over processes: the same results in the same order, with one job or several.

Each worker is a process of its own, because what takes the time here is Python. `prepare` runs once in each of them and
returns the worker's state, which goes with every task. On systems that can fork, workers begin with all that this process
knows and nothing is copied to them; elsewhere they get what `prepare` is given.
"""

from __future__ import annotations

import gc
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
"""Tasks that a worker takes at a time."""


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector from running for a while.

    A build makes hundreds of thousands of values that live to its end; the collector would look through all of them
    again and again, which took a fifth of the time of ten thousand articles. Workers inherit the pause.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def processors() -> int:
    """How many processors this process may use."""
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
    """The results of `work` on every task, in order; in this process where `jobs` is 1 or the tasks are few.

    `prepare` makes the state of a worker from what it is `given`; a state with a method `close` is closed in the end. A
    worker takes `chunk` tasks at a time. `work` and `prepare` are functions of a module, so that processes find them.
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
    """Have something done by another processor meanwhile that only saves time later, where that is cheap to begin."""
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
    """Hold an interruption back while processes are started, which would die of it with a traceback each."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_STATE: list[object] = []
"""In a worker process: the state that `prepare` made. A pool has no other way to hand it to the tasks."""


def _begin_worker(prepare: Callable[..., object], given: tuple[object, ...]) -> None:
    _begin()
    _STATE[:] = [prepare(*given)]


def _in_worker(work: Callable[[S, T], R], task: T) -> R:
    return work(cast(S, _STATE[0]), task)


def _begin_aside(work: Callable[..., None], given: tuple[object, ...]) -> None:
    _begin()
    work(*given)


def _begin() -> None:
    """Tie this process to the one that it works for.

    It ends with that one, however that ends: a worker that lived on would keep what both hold, the lock of the cache above
    all. An interruption is reported once, by that process.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
