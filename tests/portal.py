"""A whole portal in a temporary folder, for tests: write, edit, remove, build, read.

portal.article("tin/lua", title="Lúa chín")
report = portal.build()
assert "Lúa chín" in portal.read("2024/03/lua/index.html")
"""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path

from conglang.build.pipeline import build
from conglang.build.request import DONE, Report, Request
from conglang.diagnostics import Diagnostic
from conglang.digest import of_bytes
from conglang.output.manifest import MANIFEST
from conglang.values import replace

CONFIG = """\
[site]
title = "Cổng thử"
url = "https://thu.example"
governing_body = "Trung tâm thử"

[[category]]
slug = "thoi-su"
name = "Thời sự"

[[category]]
slug = "kinh-te"
name = "Kinh tế"
"""

GAZETTEER = """\
[[locality]]
id = "tinh-a"
name = "An"
kind = "tinh"

[[locality]]
id = "thi-xa-b"
name = "Bình"
kind = "thi-xa"
parent = "tinh-a"
valid = { to = 2025-06-30 }
successors = [{ id = "xa-c", main = true }, "xa-d"]

[[locality]]
id = "xa-c"
name = "Cẩm"
kind = "xa"
parent = "tinh-a"
valid = { from = 2025-07-01 }

[[locality]]
id = "xa-d"
name = "Đông"
kind = "xa"
parent = "tinh-a"
valid = { from = 2025-07-01 }
"""

NOW = "2026-11-22T08:00:00+07:00"

SLOW = """
import time
from conglang.build import reading
real = reading.parse
def parse(*given):
    print('ĐỌC', flush=True)
    time.sleep(0.02)
    return real(*given)
reading.parse = parse
from conglang.cli import main
raise SystemExit(main())
"""
"""The command that reads slowly, and prints a line when it begins to."""


class Portal:
    """A portal in a folder, with its output and the report of the last build."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = folder / "site"
        self.now = NOW
        self.options: dict[str, object] = {}
        self.write("config.toml", CONFIG)
        self.write("content/localities.toml", GAZETTEER)

    # ---- the portal's files ------------------------------------------------------------------------------------------

    def write(self, path: str, data: str | bytes) -> Path:
        """Write a file of the portal, with a time in the past, so that its stat may be trusted."""
        file = self.site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
        self.age(file)
        return file

    def age(self, file: Path) -> None:
        """Give a file a time in the past, each time a little later, as if it were saved before the last build but one."""
        self._clock = getattr(self, "_clock", 1_700_000_000_000_000_000) + 1_000_000
        os.utime(file, ns=(self._clock, self._clock))

    def article(self, folder: str, body: str = "Một đoạn văn ngắn.\n", **fields: str) -> Path:
        """Write an article into `content/FOLDER/index.md`; fields have defaults, and one given as empty is left out."""
        values = {
            "title": folder.rpartition("/")[2],
            "date": "2024-03-21",
            "author": "Lan",
            "locality": "tinh-a",
            "category": "thoi-su",
        } | fields
        front = "".join(f"{name}: {value}\n" for name, value in values.items() if value != "")
        return self.write(f"content/{folder}/index.md", f"---\n{front}---\n\n{body}")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text in a file; the text has to be there."""
        file = self.site / path
        text = file.read_text("utf-8")
        assert old in text, f"{old!r} is not in {path}"
        self.write(path, text.replace(old, new))

    def remove(self, path: str) -> None:
        """Remove a file or a folder."""
        file = self.site / path
        if file.is_dir():
            shutil.rmtree(file)
        else:
            file.unlink()

    def move(self, path: str, to: str) -> None:
        """Rename a file or a folder."""
        target = self.site / to
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.site / path).rename(target)

    # ---- building --------------------------------------------------------------------------------------------------------

    def request(self, **options: object) -> Request:
        """The request for a build now."""
        base = Request(
            site=self.site,
            output=self.folder / "output",
            cache=self.folder / "cache",
            now=int(datetime.fromisoformat(self.now).timestamp()),
        )
        return replace(base, **{**self.options, **options})

    def build(self, **options: object) -> Report:
        """Build incrementally; the report says what happened."""
        self.report = build(self.request(**options))
        return self.report

    def built(self, **options: object) -> Report:
        """Build, and fail the test where there is an error."""
        report = self.build(**options)
        assert report.status == DONE, codes(report)
        return report

    def clean(self, **options: object) -> dict[str, str]:
        """The digests of a clean build in another folder, without cache and without an earlier output."""
        folder = self.folder / "clean"
        shutil.rmtree(folder, ignore_errors=True)
        report = build(self.request(output=folder / "output", cache=folder / "cache", **options))
        assert report.status == DONE, codes(report)
        return digests(folder / "output")

    # ---- the output ------------------------------------------------------------------------------------------------------

    def read(self, path: str) -> str:
        """A file of the output, as text."""
        return (self.folder / "output" / path).read_text("utf-8")

    def has(self, path: str) -> bool:
        """Whether the output holds a file."""
        return (self.folder / "output" / path).is_file()

    def output(self) -> dict[str, str]:
        """The digests of all files of the output."""
        return digests(self.folder / "output")


def digests(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder, the manifest included."""
    return {
        file.relative_to(folder).as_posix(): of_bytes(file.read_bytes())
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def codes(report: Report) -> list[str]:
    """The diagnostics of a report as `code path:line:column`."""
    return [described(d) for d in report.diagnostics]


def described(diagnostic: Diagnostic) -> str:
    """`code path:line:column`."""
    at = diagnostic.at
    return f"{diagnostic.code} {at.path}:{at.line}:{at.column}"


def pages(paths: tuple[str, ...]) -> set[str]:
    """Written paths without the manifest."""
    return {path for path in paths if path != MANIFEST}
