"""Builds that are killed at a chosen moment, or whose disk is full from then on, each in a process of its own.

    python tests/kill_points.py

reads tasks from standard input, one JSON object a line: {"arguments": [...], "how": "kill" | "full", "at": N}. Each is run
as the command line in a process of its own, forked from this one, which has everything loaded; where there is no fork, a
new Python is started. One JSON object a line comes back: {"status": …, "moments": …, "commits": […], "said": …}.

A moment is a call that changes the disk: opening a file for writing, writing, renaming, deleting, making a folder,
synchronising, and each statement of SQLite that writes. `at` counts from 1, 0 means never. A file that is being written at
that moment stays half written. Commits are the moments after which something counts: the journal or the manifest gets its
name, the journal is deleted, SQLite commits. A build that was killed gives none.
"""

from __future__ import annotations

import builtins
import errno
import importlib
import io
import json
import os
import pkgutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

KILLED = 137
COMMITTED = ("journal.json", ".conglang.json")
"""The files that count from the moment in which they get their name: the journal and the manifest."""
ROOT = Path(__file__).resolve().parent.parent


class Moments:
    """Counts the calls that change the disk, and ends the process or refuses to write at the chosen one."""

    def __init__(self, how: str, at: int) -> None:
        self.how = how
        self.at = at
        self.count = 0
        self.commits: list[int] = []

    def pass_(self, half: Callable[[], object] = lambda: None, *, writes: bool = True) -> None:
        """Count a moment; `half` does half of the call, for a process that is killed in the middle of it."""
        self.count += 1
        if self.how == "kill" and self.count == self.at:
            half()
            os._exit(KILLED)
        if self.how == "full" and self.at and (self.count == self.at or (writes and self.count > self.at)):
            half()
            raise OSError(errno.ENOSPC, "No space left on device")

    def watch(self) -> None:
        """Replace Python's functions by ones that count, for good: the process is used for nothing else."""
        os.fsync = lambda fd: None  # What is killed is this process, not the machine, and a real one takes long.
        for name in ("replace", "rename", "unlink", "remove", "rmdir", "mkdir", "fsync"):
            setattr(os, name, self._counted(getattr(os, name), writes=name in ("mkdir", "fsync")))
        plain_open, plain_os_open = io.open, os.open

        def opened(file: Any, mode: str = "r", *rest: Any, **options: Any) -> Any:
            if not set(mode) & set("wax+") or isinstance(file, int):
                return plain_open(file, mode, *rest, **options)
            self.pass_()
            return _File(plain_open(file, mode, *rest, **options), self)

        def os_opened(path: Any, flags: int, *rest: Any, **options: Any) -> int:
            if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                self.pass_()
            return plain_os_open(path, flags, *rest, **options)

        builtins.open = io.open = opened
        os.open = os_opened
        if hasattr(os, "sendfile"):
            plain_sendfile = os.sendfile

            def sent(target: int, source: int, offset: int, count: int) -> int:
                size = os.fstat(source).st_size
                self.pass_(lambda: plain_sendfile(target, source, offset, size // 2))
                return plain_sendfile(target, source, offset, count)

            os.sendfile = sent  # type: ignore[assignment]
        self._watch_sqlite()

    def _counted(self, act: Callable[..., Any], *, writes: bool) -> Callable[..., Any]:
        def counted(*arguments: Any, **options: Any) -> Any:
            self.pass_(writes=writes)
            # The last path is the one that is written or deleted; `rmdir` and `fsync` may get a number.
            if os.path.basename(str(arguments[-1])) in COMMITTED:
                self.commits.append(self.count)
            return act(*arguments, **options)

        return counted

    def _watch_sqlite(self) -> None:
        moments = self

        class Connection(sqlite3.Connection):
            def execute(self, sql: str, *rest: Any) -> sqlite3.Cursor:
                if sql.split()[0] in ("begin", "commit", "insert", "delete"):
                    written()
                if sql.startswith("commit"):
                    moments.commits.append(moments.count)
                return super().execute(sql, *rest)

            def executemany(self, sql: str, *rest: Any) -> sqlite3.Cursor:
                written()
                return super().executemany(sql, *rest)

            def executescript(self, sql: str) -> sqlite3.Cursor:
                written()
                return super().executescript(sql)

        def written() -> None:
            try:
                moments.pass_()
            except OSError:
                full = sqlite3.OperationalError("database or disk is full")
                full.sqlite_errorcode = sqlite3.SQLITE_FULL
                raise full from None

        plain_connect = sqlite3.connect

        def connected(*arguments: Any, **options: Any) -> sqlite3.Connection:
            return plain_connect(*arguments, factory=Connection, **options)

        sqlite3.connect = connected  # type: ignore[assignment]


class _File:
    """A file open for writing whose every `write` is a moment."""

    def __init__(self, file: Any, moments: Moments) -> None:
        self._file = file
        self._moments = moments

    def write(self, data: Any) -> int:
        def half() -> None:
            self._file.write(data[: len(data) // 2])
            self._file.flush()

        self._moments.pass_(half)
        return int(self._file.write(data))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _File:
        self._file.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.__exit__(kind, problem, trace)


def build(task: dict[str, Any], said: int) -> NoReturn:
    """Do a task in this process, write what it prints into the file `said`, and end the process."""
    from conglang import cli

    for stream in (1, 2):
        os.dup2(said, stream)
    moments = Moments(task["how"], task["at"])
    moments.watch()
    status = cli.main(task["arguments"])
    print("\0" + json.dumps({"moments": moments.count, "commits": moments.commits}), flush=True)
    sys.stderr.flush()
    os._exit(status)


def answer(task: dict[str, Any]) -> dict[str, Any]:
    """Do a task in another process, and return its outcome."""
    with tempfile.TemporaryFile() as said:
        if hasattr(os, "fork"):
            child = os.fork()
            if child == 0:
                try:
                    build(task, said.fileno())
                except BaseException:
                    sys.excepthook(*sys.exc_info())
                    sys.stderr.flush()
                finally:
                    os._exit(70)
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        else:
            once = [sys.executable, __file__, json.dumps(task)]
            status = subprocess.run(once, stdout=said, stderr=said, check=False).returncode
        said.seek(0)
        text, _, counted = said.read().decode("utf-8", "replace").partition("\0")
    passed = json.loads(counted) if counted else {"moments": task["at"], "commits": []}
    return {"status": status, "said": text, **passed}


def main() -> None:
    """Do tasks until there are no more."""
    sys.path.insert(0, str(ROOT))
    if len(sys.argv) > 1:
        build(json.loads(sys.argv[1]), 1)
    load()
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


def load() -> None:
    """Import everything that a build may need, so that each build starts at once."""
    import conglang

    for found in pkgutil.walk_packages(conglang.__path__, "conglang."):
        if not found.name.startswith(("conglang.preview", "conglang.serve", "conglang.bench", "conglang.__main__")):
            importlib.import_module(found.name)
    from PIL import Image

    Image.init()


if __name__ == "__main__":
    main()
