"""The command line: words in, one command out, and its exit status.

Words that make no sense become one sentence, an interruption too; no command ends with a traceback because of what was
typed. What a command needs is imported by the command itself.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from conglang.build.request import DONE
from conglang.languages import PROGRAM
from conglang.terminal import parser
from conglang.terminal.command import WrongUse
from conglang.terminal.console import Console
from conglang.terminal.request import portal_language

INTERRUPTED = 130
INSTALLED = "conglang"
"""The command that a wheel brings."""


def installed() -> int:
    """Run the command line of the installed program."""
    return main(program=INSTALLED)


def main(arguments: Sequence[str] | None = None, *, program: str = PROGRAM) -> int:
    """Run a command; returns the exit status: 0 done, 1 the content has errors, 2 wrong use or configuration."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    words = portal_language(parser.value_of("--site", given), program)
    console = Console(words, json="--json" in given, stream=sys.stderr)
    try:
        run, options = parser.read(given, words)
        console = Console(words, quiet=options.quiet, json=options.json)
        return run(options, console)
    except WrongUse as problem:
        return console.refuse(problem.key, hint=problem.hint, **problem.values)
    except KeyboardInterrupt:
        console.say("interrupted", always=True)
        return INTERRUPTED
    except BrokenPipeError:
        return DONE
