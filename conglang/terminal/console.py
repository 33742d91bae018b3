"""Everything that is printed: in come reports and keys of sentences, out go lines in the portal's language, or JSON.

With `json`, standard output gets one object for programs, and people read on standard error. On a terminal progress is one
line that is overwritten, elsewhere a few plain lines. Nothing is decided here.
"""

from __future__ import annotations

import codecs
import json
import sys
import time
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TextIO

from conglang.build.request import WRONG_USE, Report, Request
from conglang.diagnostics import ERROR, Diagnostic, excerpt, in_order
from conglang.languages import Language, language
from conglang.model import Location
from conglang.terminal.sentences import say

CONFIG = "config.toml"

AFTER = 0.7
"""Seconds before progress is shown: most builds are over by then."""

EVERY = 5.0
"""Seconds between two plain lines of progress."""


class Console:
    """Prints for one command; `stream` is where people read."""

    def __init__(
        self, words: Language, *, quiet: bool = False, json: bool = False, stream: TextIO | None = None
    ) -> None:
        self.language = words
        self.quiet = quiet
        self.json = json
        self.stream: TextIO = stream or (sys.stderr if json else sys.stdout)
        self.began = time.monotonic()
        self.last = 0.0
        self.is_line_open = False

    def say(self, key: str, *, always: bool = False, **values: str) -> None:
        """Print one of the console's sentences; with `quiet` only where it is printed `always`."""
        if always or not self.quiet:
            self._print(self._sentence(key, values))

    def refuse(self, key: str, *, hint: str = "", **values: str) -> int:
        """Print why nothing can be done, and return the exit status; programs get an object with the word as its `path`."""
        sentence = self._sentence(key, values)
        self._print(f"{sentence} {hint}".rstrip())
        if self.json:
            word = next((values[name] for name in ("word", "path", "value", "address", "host") if name in values), "")
            row = _row(key, ERROR, Location(word), sentence, hint or self._sentence("see-help", {}))
            self.result(Report(WRONG_USE), row)
        return WRONG_USE

    def result(self, report: Report, *rows: dict[str, object]) -> None:
        """Print for programs what a command did, with `rows` before the report's diagnostics; people have read it by then."""
        if not self.json:
            return
        diagnostics = sorted(report.diagnostics, key=lambda d: (d.at.path, d.at.line, d.at.column, d.code))
        rows += tuple(_row(d.code, d.severity, d.at, *say(d, self.language)) for d in diagnostics)
        values = {name: getattr(report, name) for name in ("status", "written", "removed", "kept")}
        timings = {name: round(seconds, 4) for name, seconds in report.timings.items()}
        self.figures({**values, "diagnostics": rows, "timings": timings})

    def figures(self, values: Mapping[str, object]) -> None:
        """Print an object for programs."""
        if self.json:
            print(json.dumps(values, ensure_ascii=False), file=sys.stdout)

    def lines(self, lines: Iterable[str]) -> None:
        """Print lines as they are."""
        for line in lines:
            print(line, file=self.stream)

    def agrees(self, key: str, **values: str) -> bool:
        """Ask a question; whether somebody at the terminal answers yes. Without a terminal nobody does."""
        if self.json or not sys.stdin.isatty():
            return False
        self._close_line()
        try:
            answer = input(self._sentence(key, values))
        except EOFError:
            return False
        return answer.strip().casefold() in self.language.console["answer-yes"].split()

    def progress(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is, if the build has been running for a while."""
        if self.quiet:
            return
        now = time.monotonic()
        if stage == "waiting":
            self.say("waiting")
            return
        if now - self.began < AFTER:
            return
        text = self.language.console[f"stage-{stage}"].format(done=done, total=total)
        if self.stream.isatty():
            if now - self.last > 0.1 or done == total:
                print(f"\r\x1b[K{text}", end="", file=self.stream, flush=True)
                self.is_line_open, self.last = True, now
        elif now - self.last > EVERY:
            print(text, file=self.stream, flush=True)
            self.last = now

    def report(self, report: Report, request: Request, *, seconds: float) -> None:
        """Print what a build did, with all its diagnostics."""
        self._close_line()
        if report.language and report.language != self.language.code:
            self.language = language(report.language, self.language.program)
        self.result(report)
        if not self.quiet or report.status:
            self.diagnostics(report.diagnostics, request.site)
        if report.status and not report.written:
            self._summary(report)
            return
        if self.quiet:
            return
        values = {
            "articles": str(report.articles),
            "written": str(len(report.written)),
            "removed": str(len(report.removed)),
            "kept": str(report.kept),
            "seconds": f"{seconds:.1f}".replace(".", self.language.decimal),
            "output": str(request.output),
        }
        self.say("built" if report.written or report.removed else "nothing-changed", always=False, **values)
        self.say("where", always=False, **values)
        if report.status:
            self._summary(report)

    def diagnostics(self, diagnostics: Iterable[Diagnostic], site: Path) -> None:
        """Print diagnostics with the lines that they are about, the most recently edited file last."""
        for diagnostic in in_order(diagnostics, edited=lambda path: edited_at(site / path)):
            message, hint = say(diagnostic, self.language)
            at = diagnostic.at
            severity = self.language.console[diagnostic.severity]
            print(f"{severity}[{diagnostic.code}]: {message}", file=self.stream)
            place = f":{at.line}:{at.column}" if at.line else ""
            print(f"  {at.path}{place}", file=self.stream)
            line = line_of(site / at.path, at.line) if at.line else ""
            if line.strip():
                print(excerpt(at, line), file=self.stream)
            for other in diagnostic.see:
                place = f":{other.line}" if other.line else ""
                print(f"  {self.language.console['see']} {other.path}{place}", file=self.stream)
            print(f"  {self.language.console['hint']}: {hint}\n", file=self.stream)

    def _summary(self, report: Report) -> None:
        errors = [d for d in report.diagnostics if d.severity == ERROR]
        files = len({d.at.path for d in errors})
        key = "errors-written" if report.written else "errors"
        if files == 1 and not report.written:
            key = "errors-one" if len(errors) == 1 else "errors-one-file"
        if any(d.code == "cannot-write" for d in errors):
            key = "errors-unfinished"
        self.say(key, always=True, errors=str(len(errors)), files=str(files))
        if not report.language and any(d.at.path == CONFIG and d.code != "no-config" for d in errors):
            self.say("content-not-read", always=True)

    def _sentence(self, key: str, values: Mapping[str, str]) -> str:
        return self.language.console[key].format(program=self.language.program, **values)

    def _print(self, text: str) -> None:
        self._close_line()
        print(text, file=self.stream, flush=True)

    def _close_line(self) -> None:
        """Remove the progress that is shown on a terminal."""
        if self.is_line_open:
            print("\r\x1b[K", end="", file=self.stream, flush=True)
            self.is_line_open = False


def _row(code: str, severity: str, at: Location, message: str, hint: str) -> dict[str, object]:
    place = {"path": at.path, "line": max(1, at.line), "column": max(1, at.column)}
    return {"code": code, "severity": severity, "message": message, **place, "hint": hint}


def edited_at(path: Path) -> int:
    """The time of a file's last save in nanoseconds; 0 where there is no file."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def line_of(path: Path, number: int) -> str:
    """A line of a file as it is now, in NFC as columns are counted; empty where it cannot be read."""
    try:
        data = path.read_bytes()
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return ""  # As UTF-8 it would be noise.
        lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return unicodedata.normalize("NFC", lines[number - 1])
    except (OSError, IndexError):
        return ""
