"""`build.py serve`: an address to listen at, a folder of the cache, and a preview that lasts until somebody ends it."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from conglang.build.request import DONE, WRONG_USE, Request
from conglang.cache.database import NAME as MEMORY
from conglang.cache.database import Torn
from conglang.cache.lock import lock
from conglang.preview import server
from conglang.preview.loop import Options, Preview
from conglang.preview.state import Session
from conglang.terminal.console import Console
from conglang.values import replace

NAME = "preview"
"""The preview's own folder in the portal's cache."""

SWITCH = 0.0005
"""Seconds after which a thread that thinks lets others go on: a page that is asked for waits that long a dozen times."""

PORTS = 20
"""Ports behind a busy one that are tried for a suggestion."""


def serve(request: Request, options: Options, console: Console, *, clock: Callable[[], int]) -> int:
    """Serve a preview until it is ended; returns the exit status."""
    try:
        sockets = server.bind(options.host, options.port)
    except OSError as problem:
        return _no_port(problem, options, console)
    own = replace(request, output=request.cache / NAME / "output", cache=request.cache / NAME, drafts=True, future=True)
    try:
        begin(own, request.cache, on_wait=lambda: console.progress("waiting", 0, 0))
        session = Session(own, clock, console.progress)
        preview = Preview(session, options, console, sockets)
        sys.setswitchinterval(SWITCH)
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(preview.run())
        with contextlib.suppress(Torn):
            if preview.is_settled:  # Else a thread may still be reading: the next preview reads what differs.
                preview.remember()
        session.close()
    except OSError as problem:  # A cache that may not be written, a full disk.
        console.refuse("preview-no-cache", path=str(problem.filename or own.cache), reason=problem.strerror or "")
        return WRONG_USE
    console.say("preview-ended")
    return DONE


def begin(request: Request, cache: Path, *, on_wait: Callable[[], None]) -> None:
    """Let the first preview of a portal begin with what its last build has learned."""
    if request.clean:
        shutil.rmtree(request.cache, ignore_errors=True)
    request.cache.mkdir(parents=True, exist_ok=True)
    learned, own = cache / MEMORY, request.cache / MEMORY
    if learned.is_file() and not own.exists() and not request.clean:
        with lock(cache, on_wait=on_wait):
            shutil.copyfile(learned, own)


def _no_port(problem: OSError, options: Options, console: Console) -> int:
    """Say why nobody can be listened to at an address, and which port is free."""
    if problem.errno not in (errno.EADDRINUSE, errno.EACCES):
        reason = problem.strerror or str(problem)
        console.refuse("preview-no-address", host=options.host, port=str(options.port), reason=reason)
        return WRONG_USE
    for port in range(max(options.port, 1023) + 1, min(options.port + PORTS, 65535) + 1):
        try:
            taken = server.bind(options.host, port)
        except OSError:
            continue
        for one in taken:
            one.close()
        console.refuse("preview-busy", port=str(options.port), next=str(port))
        return WRONG_USE
    console.refuse("preview-busy", port=str(options.port), next="0")
    return WRONG_USE
