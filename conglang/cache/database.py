"""The database file of a cache folder, of which no damaged row is ever used.

A database that is torn, foreign or of another format raises Torn as soon as that shows; the caller deletes it and starts with
an empty one. Nothing is unpickled. Rows whose damage would not show otherwise have a seal, a checksum of their values.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self
from zlib import crc32

from conglang import tuning

FORMAT = "7"
"""Changes whenever a table does."""

NAME = "memory.db"

YOUNG = 2_000_000_000
"""Nanoseconds: a file that changed less than this before it was read may change again and keep its stat."""

_TABLES = """
create table if not exists meta(name text primary key, value text, seal int) without rowid;
create table if not exists file(path text primary key, size int, mtime int, inode int, seen int, digest text)
    without rowid;
create table if not exists reading(path text primary key, key text, article text, notes text, seal int) without rowid;
create table if not exists good(path text primary key, key text, article text, notes text, seal int) without rowid;
create table if not exists html(digest text primary key, html text, seal int);
create table if not exists photo(path text primary key, digest text, photo text, notes text, seal int) without rowid;
create table if not exists related(id text primary key, key text, ids text, seal int) without rowid;
create table if not exists page(path text primary key, key text, digest text, size int, mtime int, inode int)
    without rowid;
create table if not exists page_group(name text primary key, page_group text, seal int) without rowid;
create table if not exists view(path text primary key, key text, page text, seal int);
create table if not exists shown(path text primary key, sources text, seal int) without rowid;
"""

DAMAGE = (sqlite3.Error, UnicodeDecodeError)
"""The exceptions of a damaged database; the second is raised where even the message of the first is damaged."""

ELSEWHERE = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_BUSY: errno.EBUSY, sqlite3.SQLITE_LOCKED: errno.EBUSY}
"""The errors of an undamaged database: the number of SQLite and that of the system."""

_SEALED = frozenset({"meta", "reading", "good", "html", "photo", "related", "page_group", "view", "shown"})


class Torn(Exception):
    """The database cannot be read or written, or holds what we did not write: it has to be deleted."""


class Database:
    """The tables of a cache folder, open during one build. Every method raises Torn where it finds them damaged."""

    def __init__(self, cache: Path) -> None:
        self.path = cache / NAME
        with self.checked():
            self.db = self._open()

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
        try:
            for setting in tuning.database_settings():
                db.execute(f"pragma {setting}")
            db.execute("pragma journal_mode = delete")
            db.executescript(_TABLES)
            row = db.execute("select value from meta where name = 'format'").fetchone()
            if row is None:
                db.execute("insert into meta values ('format', ?, 0)", (FORMAT,))
            elif row[0] != FORMAT:
                raise Torn("another format")
            return db
        except BaseException:
            db.close()
            raise

    def close(self) -> None:
        """Close the database."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def checked(self) -> Iterator[None]:
        """Raise Torn where the database is damaged, and OSError where the disk is full or the file is locked."""
        try:
            yield
        except DAMAGE as problem:
            number = ELSEWHERE.get(getattr(problem, "sqlite_errorcode", 0) & 0xFF)
            if number is not None:
                raise OSError(number, os.strerror(number), str(self.path)) from problem
            raise Torn(str(problem)) from problem

    def sealed(self, query: str, *kinds: type, given: Sequence[str] = ()) -> dict[str, Any]:
        """The rows of a query for a name, values and the seal: the values by name, as a tuple where there are several.

        `kinds` are the types of the columns before the seal. Raises Torn where a seal is broken.
        """
        rows = self.each(query, *kinds, given=given)
        return {row[0]: row[1] if len(row) == 2 else row[1:] for row in rows}

    def rows(self, query: str, *kinds: type, given: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query. Raises Torn where a column is not of its type in `kinds`: SQLite itself accepts any type."""
        with self.checked():
            rows = self.db.execute(query, tuple(given)).fetchall()
        if not {tuple(map(type, row)) for row in rows} <= {kinds}:
            raise Torn(query)
        return rows

    def each(self, query: str, *kinds: type, given: Sequence[str] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query for values and the seal, one by one and without the seal; `kinds` as for `sealed`."""
        expected = (*kinds, int)
        with self.checked():
            for row in self.db.execute(query, tuple(given)):
                values = row[:-1]
                if tuple(map(type, row)) != expected or seal_of(values) != row[-1]:
                    raise Torn(query)
                yield values

    def put(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Insert rows, or replace those with the same keys, each with its seal where the table has one."""
        listed = [(*row, seal_of(row)) for row in rows] if table in _SEALED else list(rows)
        if listed:
            marks = ", ".join("?" * len(listed[0]))
            self.db.executemany(f"insert or replace into {table} values ({marks})", listed)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Apply all statements of the block, or where an exception leaves the block, none."""
        with self.checked():
            self.db.execute("begin immediate")
            try:
                yield
                self.db.execute("commit")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):  # SQLite may have rolled back by itself.
                    self.db.execute("rollback")
                raise


def discard(cache: Path) -> None:
    """Delete the database of a cache, even where a folder has its name."""
    for path in [cache / f"{NAME}{suffix}" for suffix in ("", "-journal", "-wal", "-shm")]:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def seal_of(row: tuple[object, ...]) -> int:
    """The checksum of the values of a row."""
    return crc32("\x1f".join(map(str, row)).encode("utf-8", "surrogatepass"))
