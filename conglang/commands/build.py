"""`build.py build`, the command that is meant where none is named: builds the portal into its output.

Where photos cannot be read for want of a decoder, it offers to install that and builds again. What a build writes, and
whether, is decided by `conglang.build` alone.
"""

from __future__ import annotations

import time
from argparse import Namespace

from conglang.build.request import WRONG_USE, Report
from conglang.diagnostics import error
from conglang.model import Location
from conglang.terminal.command import Command
from conglang.terminal.console import Console
from conglang.terminal.request import request_of

COMMAND = Command()


def run(options: Namespace, console: Console) -> int:
    """Build the portal and print what was done."""
    from conglang.build.pipeline import build

    request = request_of(options, console.language)
    began = time.perf_counter()
    try:
        report = build(request, progress=console.progress)
        if any(d.code == "heic-without-extra" for d in report.diagnostics) and _decoder_installed(options, console):
            report = build(request, progress=console.progress)
    except OSError as problem:  # A full disk, a folder that may not be written: the portal stays as it was.
        at = Location(str(problem.filename2 or problem.filename or request.output))
        diagnostic = error("cannot-write", at, reason=problem.strerror or type(problem).__name__)
        report = Report(WRONG_USE, diagnostics=(diagnostic,), language=console.language.code)
    console.report(report, request, seconds=time.perf_counter() - began)
    return report.status


def _decoder_installed(options: Namespace, console: Console) -> bool:
    """Offer to install the decoder of HEIC photos; whether it has been installed."""
    from conglang.terminal import extras

    if not (options.yes or console.agrees("heic-offer")):
        return False
    console.say("heic-installing")
    reason = extras.install(extras.HEIC)
    console.say("heic-failed" if reason else "heic-installed", always=bool(reason), reason=reason)
    return not reason
