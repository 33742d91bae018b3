"""Runs the checks of the project in the environment that `build.py` prepared: `python3 build.py test [arguments]`.

    build.py test                           ruff, mypy, and all tests, in two processes
    build.py test tests/test_new.py         the tests that are named (a path or -k), in one process, and nothing else
    build.py test --long [--tenth SEED]     the tests with long counts (tests/counts.py), in two processes, nothing else

Further arguments go to pytest. All checks run even if one fails; the exit status is that of the first that failed. How
ruff and mypy ended is repeated just above pytest's last line, which is always the last line of the output. It must
never change a file of the project.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

CHECKS = (
    ("ruff check", ("ruff", "check", "--quiet", "--output-format", "concise", ".")),
    ("ruff format", ("ruff", "format", "--check", "--quiet", "--output-format", "concise", ".")),
    ("mypy", ("mypy",)),
)


class Summary:
    """A plugin of pytest that repeats how the other checks ended, before pytest's last line."""

    def __init__(self, statuses: dict[str, int]) -> None:
        self.statuses = statuses

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Write one line for all checks."""
        if self.statuses:
            ends = (f"{name}: {'ok' if status == 0 else 'FAILED'}" for name, status in self.statuses.items())
            terminalreporter.write_line(", ".join(ends))


def main(arguments: list[str]) -> int:
    """Run the checks that the arguments ask for and return the exit status of the first that failed, 0 when none did."""
    os.chdir(ROOT)
    named = names_tests(arguments)
    statuses: dict[str, int] = {}
    for name, command in () if named or "--long" in arguments else CHECKS:
        sys.stdout.flush()
        statuses[name] = subprocess.run([sys.executable, "-m", *command], check=False).returncode
    chosen = any(argument.startswith(("-n", "--numprocesses")) for argument in arguments)
    parallel = [] if chosen or named else ["-n", "2"]
    statuses["pytest"] = int(pytest.main(["-q", *parallel, *arguments], plugins=[Summary(dict(statuses))]))
    return next((status for status in statuses.values() if status), 0)


def names_tests(arguments: list[str]) -> bool:
    """Whether the arguments name tests: by `-k`, or by a path, which may have `::` and a name behind it."""
    return any(
        argument.startswith("-k") or (not argument.startswith("-") and Path(argument.partition("::")[0]).exists())
        for argument in arguments
    )
