"""What the commands say, in the portal's language: progress, diagnostics with their excerpts, and the last line.

On a terminal progress is one line that is written over; elsewhere it is plain lines, a few of them. Nothing here decides
anything.
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

from conglang.build.request import WRONG_USE, Complaint, Report, Request
from conglang.diagnostics import ERROR, Diagnostic, excerpt, in_order
from conglang.languages import Language, language, say

CONFIG = "config.toml"

AFTER = 0.7
"""Seconds before anything is said of progress: most builds are over by then."""

EVERY = 5.0
"""Seconds between two plain lines of progress."""


class Console:
    """Speaks to people on standard error, or with `json` to programs on standard output."""

    def __init__(self, words: Language, *, quiet: bool, json: bool) -> None:
        self.language = words
        self.quiet = quiet
        self.json = json
        self.stream: TextIO = sys.stderr if json else sys.stdout
        self.began = time.monotonic()
        self.last = 0.0
        self.drawn = False

    def say(self, key: str, *, always: bool = False, **values: str) -> None:
        """Print one of the console's sentences."""
        if always or not self.quiet:
            self._clear()
            print(self._sentence(key, values), file=self.stream, flush=True)

    def refuse(self, key: str, **values: str) -> None:
        """Say why nothing can be done; a program gets an object that says so as well."""
        self.say(key, always=True, **values)
        if self.json:
            word = next((values[name] for name in ("path", "value", "address", "host") if name in values), "")
            complaint = Complaint(key, word, self._sentence(key, values), self._sentence("see-help", {}))
            print(report_object(Report(WRONG_USE), self.language, complaint), file=sys.stdout)

    def lines(self, lines: Iterable[str]) -> None:
        """Print lines as they are."""
        for line in lines:
            print(line, file=self.stream)

    def agrees(self, key: str, **values: str) -> bool:
        """Whether somebody at the terminal says yes; without a terminal nobody does."""
        if self.json or not sys.stdin.isatty():
            return False
        try:
            answer = input(self._sentence(key, values))
        except EOFError:
            return False
        return answer.strip().casefold() in self.language.console["answer-yes"].split()

    def progress(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is, where it takes long enough to be worth a word."""
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
                self.drawn, self.last = True, now
        elif now - self.last > EVERY:
            print(text, file=self.stream, flush=True)
            self.last = now

    def report(self, report: Report, request: Request, *, seconds: float) -> None:
        """Tell what a build did."""
        self._clear()
        if report.language and report.language != self.language.code:
            self.language = language(report.language, self.language.program)
        if self.json:
            print(report_object(report, self.language), file=sys.stdout)
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
        """Print diagnostics with the lines they speak of, the most recently edited file last."""
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

    def _clear(self) -> None:
        if self.drawn:
            print("\r\x1b[K", end="", file=self.stream, flush=True)
            self.drawn = False


def report_object(report: Report, words: Language, *complaints: Complaint) -> str:
    """What a build did, as the one JSON object that programs read; the path of a complaint is the word that it is about."""
    rows = [
        {
            "code": complaint.code,
            "severity": ERROR,
            "message": complaint.message,
            "path": complaint.word,
            "line": 1,
            "column": 1,
            "hint": complaint.hint,
        }
        for complaint in complaints
    ]
    for d in sorted(report.diagnostics, key=lambda d: (d.at.path, d.at.line, d.at.column, d.code)):
        message, hint = say(d, words)
        rows.append(
            {
                "code": d.code,
                "severity": d.severity,
                "message": message,
                "path": d.at.path,
                "line": max(1, d.at.line),
                "column": max(1, d.at.column),
                "hint": hint,
            }
        )
    return json.dumps(
        {
            "status": report.status,
            "written": report.written,
            "removed": report.removed,
            "kept": report.kept,
            "diagnostics": rows,
            "timings": {name: round(spent, 4) for name, spent in report.timings.items()},
        },
        ensure_ascii=False,
    )


def edited_at(path: Path) -> int:
    """When a file was saved last; 0 where there is none."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def line_of(path: Path, number: int) -> str:
    """A line of a file, as it stands now and as columns count in it: in NFC; empty where it cannot be read."""
    try:
        data = path.read_bytes()
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return ""  # As UTF-8 it would be noise.
        lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return unicodedata.normalize("NFC", lines[number - 1])
    except (OSError, IndexError):
        return ""
