"""`build.py localities`: prints the gazetteer, looks for its names in articles, or writes a first one from public data.

The modules beside this one do the work: `actions` the three things, with `checking`, `mentions`, `register` and `writing`.
"""

from __future__ import annotations

from argparse import Namespace

from conglang.build.request import Report
from conglang.terminal.command import Argument, Command, Option
from conglang.terminal.console import Console
from conglang.terminal.request import request_of

COMMAND = Command(
    arguments=(Argument("action", choices=("tree", "check", "init"), default="tree"),),
    options=(Option("province", "unit", default=""), Option("district", "unit", default="")),
)


def run(options: Namespace, console: Console) -> int:
    """Do one of the three things and print what came of it."""
    from conglang.commands.localities import actions

    request = request_of(options, console.language)
    if options.action == "init":
        done = actions.init(
            request,
            province=options.province,
            district=options.district,
            agree=lambda key, **values: options.yes or console.agrees(key, **values),
        )
    else:
        done = actions.check(request) if options.action == "check" else actions.tree(request)
    console.diagnostics(done.diagnostics, request.site)
    console.lines(done.lines)
    if done.say:
        console.say(done.say, always=True, **dict(done.values))
    console.result(Report(done.status, done.written, diagnostics=done.diagnostics))
    return done.status
