"""`build.py serve`: a preview that follows every save, until somebody ends it.

The preview itself is `conglang.preview`. With `--now` its clock stands still at that moment.
"""

from __future__ import annotations

import time
from argparse import Namespace

from conglang.terminal.command import Command, Option, number
from conglang.terminal.console import Console
from conglang.terminal.request import request_of

COMMAND = Command(
    options=(
        Option("host", "address", default="127.0.0.1"),
        Option("port", "number", number, default=8000),
        Option("follow"),
        Option("poll"),
    )
)


def run(options: Namespace, console: Console) -> int:
    """Serve the preview."""
    from conglang.preview.loop import Options
    from conglang.preview.serve import serve

    request = request_of(options, console.language)
    how = Options(options.host, options.port, follow=options.follow, polling=options.poll)
    return serve(request, how, console, clock=lambda: request.now if options.now else int(time.time()))
