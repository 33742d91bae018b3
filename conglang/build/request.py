"""What is asked of a build, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from conglang.diagnostics import Diagnostic
from conglang.languages import PROGRAM
from conglang.values import Value, field

DONE, CONTENT_ERRORS, WRONG_USE = 0, 1, 2
"""Exit statuses."""

Progress = Callable[[str, int, int], None]
"""Hears the name of a stage, how many steps are done, and how many there are."""


class Request(Value, frozen=True):
    """What is to be built and how. `now` is seconds since 1970: the only clock that a build sees.

    `program` is how it was asked for, which what is said of it names.
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

    `articles` counts those that readers see; `timings` are seconds by stage; `language` is empty where the build did not
    come so far as to know it.
    """

    status: int
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: int = 0
    articles: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()
    language: str = ""
    timings: dict[str, float] = field(default_factory=dict)
