"""The request to a build and its report.

A request holds all that a command line can choose and the only clock that a build sees; a report holds all that a caller
shows of a build, and its exit status. Both are values: nothing here reads a file, a clock or the environment.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from conglang.diagnostics import Diagnostic
from conglang.languages import PROGRAM
from conglang.values import Value, field

DONE, CONTENT_ERRORS, WRONG_USE = 0, 1, 2
"""Exit statuses."""

Progress = Callable[[str, int, int], None]
"""A function that is called with the name of a stage, the number of steps done, and the number of all steps."""


class Request(Value, frozen=True):
    """What to build and how. `now` is seconds since 1970: the only clock that a build sees.

    `program` is the command that messages name, `jobs` the number of worker processes.
    """

    site: Path
    output: Path
    cache: Path
    now: int
    base_url: str = ""
    drafts: bool = False
    future: bool = False
    clean: bool = False
    skip_broken: bool = False
    jobs: int = 1
    program: str = PROGRAM


class Report(Value, frozen=True):
    """What a build did. `status` is the exit status, `kept` the number of files left as they were.

    `written` and `removed` are paths below the output. `articles` counts those that readers see; `timings` are seconds by
    stage; `language` is empty where the build stopped before it had read the configuration.
    """

    status: int
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: int = 0
    articles: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()
    language: str = ""
    timings: dict[str, float] = field(default_factory=dict)
