"""Runs every check of the project: ruff, mypy, and pytest; `python3 build.py test [arguments of pytest]`.

All of them run whatever the others find, in the environment that `build.py` prepared. Goes out: the exit status of
the first that failed. How ruff and mypy ended is repeated just above pytest's last line, so that the last line of the
output is always pytest's. It must never change a file of the project.
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
        ends = (f"{name}: {'ok' if status == 0 else 'FAILED'}" for name, status in self.statuses.items())
        terminalreporter.write_line(", ".join(ends))


def main(arguments: list[str]) -> int:
    """Run all checks and return the exit status of the first that failed, 0 when none did."""
    os.chdir(ROOT)
    statuses: dict[str, int] = {}
    for name, command in CHECKS:
        sys.stdout.flush()
        statuses[name] = subprocess.run([sys.executable, "-m", *command], check=False).returncode
    parallel = [] if any(argument.startswith(("-n", "--numprocesses")) for argument in arguments) else ["-n", "2"]
    statuses["pytest"] = int(pytest.main(["-q", *parallel, *arguments], plugins=[Summary(dict(statuses))]))
    return next((status for status in statuses.values() if status), 0)
