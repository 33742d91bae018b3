"""What only makes the program faster, in one place: each function with its reason and the figure that it was kept for.

Nothing comes in and nothing goes out; what a function changes is this process. None of it changes a byte of the output: with
`CONGLANG_TUNING=off` in the environment every function does nothing, and Jinja2 and Python-Markdown work unaided
(`templating/sandbox.py`, `markdown/fast_library.py`). So somebody who suspects one of them can find out in one run.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Iterator

VARIABLE = "CONGLANG_TUNING"


def is_on() -> bool:
    """Whether the program may use what is only faster."""
    return os.environ.get(VARIABLE) != "off"


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """Switch the garbage collector off during the block.

    A build creates hundreds of thousands of values that live to its end. The collector would visit all of them again and
    again, which took a fifth of the time of ten thousand articles. Workers that are forked inherit the pause.
    """
    was_enabled = gc.isenabled()
    if is_on():
        gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def keep_from_collector() -> None:
    """Let the garbage collector ignore all values that there are now, for good.

    A preview holds half a million values. While the collector visited them, no page was answered for 0.3 to 0.5 s.
    """
    if is_on():
        gc.freeze()


def switch_threads_often() -> None:
    """Let a thread that plans give way to the others after half a millisecond instead of five.

    A page that is asked for meanwhile waits that long about a dozen times: 6 ms instead of 60.
    """
    if is_on():
        sys.setswitchinterval(0.0005)


def keep_freed_memory() -> None:
    """Let the C library keep the memory of one picture for the next; to give it back each time takes a tenth of encoding.

    The numbers are those of `malloc.h` in glibc; where there is no such function, nothing happens.
    """
    trim_threshold, mmap_threshold = -1, -3
    if is_on() and sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            library = ctypes.CDLL(None)
            library.mallopt(trim_threshold, 1 << 26)
            library.mallopt(mmap_threshold, 1 << 25)


def database_settings() -> tuple[str, ...]:
    """The pragmas of SQLite for a database that can be deleted at any time.

    Without waiting for the disk, the rows of 1,000 articles are written in 0.04 s instead of 0.40 s: a power cut may damage
    the file, and then it is deleted. Larger pages make it a sixteenth smaller and its writing a seventh faster.
    """
    return ("page_size = 16384", "synchronous = off") if is_on() else ()
