"""`build.py serve`: a preview that lasts until somebody ends it.

In come a request and the options; out comes the exit status. It takes the port, prepares the preview's own folder of the
cache and runs the loop; it never writes to the output.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import shutil
from collections.abc import Callable
from pathlib import Path

from conglang import tuning
from conglang.build.request import DONE, WRONG_USE, Request
from conglang.cache import database
from conglang.cache.database import Torn
from conglang.cache.lock import lock
from conglang.preview import server
from conglang.preview.loop import Options, Preview
from conglang.preview.state import Session
from conglang.terminal.console import Console
from conglang.values import replace

NAME = "preview"
"""The preview's own folder in the portal's cache."""

PORTS = 20
"""Ports after a busy one that are tried for a suggestion."""


def serve(request: Request, options: Options, console: Console, *, clock: Callable[[], int]) -> int:
    """Serve a preview until it is ended; returns the exit status."""
    try:
        sockets = server.bind(options.host, options.port)
    except OSError as problem:
        return _no_port(problem, options, console)
    own = replace(request, output=request.cache / NAME / "output", cache=request.cache / NAME, drafts=True, future=True)
    try:
        prepare_cache(own, request.cache, on_wait=lambda: console.progress("waiting", 0, 0))
        session = Session(own, clock, console.progress)
        preview = Preview(session, options, console, sockets)
        tuning.switch_threads_often()
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(preview.run())
        with contextlib.suppress(Torn):
            if preview.is_settled:  # Otherwise a thread may still be reading; the next preview reads what differs.
                preview.save_cache()
        session.close()
    except OSError as problem:  # A cache that may not be written, a full disk.
        console.refuse("preview-no-cache", path=str(problem.filename or own.cache), reason=problem.strerror or "")
        return WRONG_USE
    console.say("preview-ended")
    return DONE


def prepare_cache(request: Request, cache: Path, *, on_wait: Callable[[], None]) -> None:
    """Make the preview's own folder, and copy the store of the last build from `cache` into it at the first preview.

    `on_wait` is called when a build holds the lock.
    """
    if request.clean:
        shutil.rmtree(request.cache, ignore_errors=True)
    request.cache.mkdir(parents=True, exist_ok=True)
    of_build, own = cache / database.NAME, request.cache / database.NAME
    if of_build.is_file() and not own.exists() and not request.clean:
        with lock(cache, on_wait=on_wait):
            shutil.copyfile(of_build, own)


def _no_port(problem: OSError, options: Options, console: Console) -> int:
    """Report why the address cannot be listened at, and which port is free."""
    if problem.errno not in (errno.EADDRINUSE, errno.EACCES):
        reason = problem.strerror or str(problem)
        console.refuse("preview-no-address", host=options.host, port=str(options.port), reason=reason)
        return WRONG_USE
    for port in range(max(options.port, 1023) + 1, min(options.port + PORTS, 65535) + 1):
        try:
            sockets = server.bind(options.host, port)
        except OSError:
            continue
        for one in sockets:
            one.close()
        console.refuse("preview-busy", port=str(options.port), next=str(port))
        return WRONG_USE
    console.refuse("preview-busy", port=str(options.port), next="0")
    return WRONG_USE
