"""What is remembered between builds: the only door to SQLite.

Everything here can be deleted at any time; then the next build is slower and no different. A database that is torn, foreign or
of another format raises Torn, whenever that shows; the caller discards it and begins anew. Nothing is unpickled. Rows that would
be believed bear a seal, a checksum of their values; of `file` and `page` a damaged row only looks like an old one.

    meta(name, value)                   `format`, `portal` (the folder of the portal that all this is about), and of the
                                        last build `last` (texts.Last) and `reasons`, as JSON
    file(path, size, mtime, inode, seen, digest)
                                        content digests; the stat is a hint, and only for files older than `seen` − 2 s
    reading(path, key, article, notes)  articles as read: JSON, and the diagnostics of reading
    good(path, key, article, notes)     articles as they were in the last build without errors, where they differ
    html(digest, html)                  bodies
    photo(path, digest, photo, notes)   probes
    related(id, key, ids)               rows of the related table
    page(path, key, digest, size, mtime, inode)
                                        the ledger: key and bytes of every file of the output
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

from conglang.memory.codec import decode, encode
from conglang.memory.texts import Last
from conglang.model import Stat
from conglang.portal.related import Row

FORMAT = "3"
"""Changes whenever a table does."""

NAME = "memory.db"

YOUNG = 2_000_000_000
"""Nanoseconds: a file changed less than this before it was read may change again without its stat showing it."""

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
"""


DAMAGE = (sqlite3.Error, UnicodeDecodeError)
"""What comes of a damaged database; the second where even the message of the first is damaged."""

ELSEWHERE = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_BUSY: errno.EBUSY, sqlite3.SQLITE_LOCKED: errno.EBUSY}
"""What goes wrong with a database that is whole: the system's number for SQLite's."""

_SEALED = frozenset({"meta", "reading", "good", "html", "photo", "related"})
_FORGOTTEN = ("file", "reading", "good", "html", "photo", "related", "page")


class Torn(Exception):
    """The database cannot be read or written any further, or holds what nobody wrote: it has to be forgotten."""


class Store:
    """The database of a cache folder; open for the time of one build. What finds it damaged raises Torn."""

    def __init__(self, cache: Path) -> None:
        self.path = cache / NAME
        with self._asked():
            self._db = self._open()

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
        try:
            db.execute("pragma synchronous = off")
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
        """Let the database go."""
        self._db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def _asked(self) -> Iterator[None]:
        """Tell a database that cannot be believed from a disk that is full."""
        try:
            yield
        except DAMAGE as problem:
            number = ELSEWHERE.get(getattr(problem, "sqlite_errorcode", 0) & 0xFF)
            if number is not None:
                raise OSError(number, os.strerror(number), str(self.path)) from problem
            raise Torn(str(problem)) from problem

    # ---- the portal and its last build -------------------------------------------------------------------------------

    def belong_to(self, portal: str) -> None:
        """Forget what was learned of another portal: the last good version of an article is that of no other one."""
        if self._meta("portal") != portal:
            with self._transaction():
                for table in _FORGOTTEN:
                    self._db.execute(f"delete from {table}")
                self._db.execute("delete from meta where name in ('last', 'reasons')")
                self._put("meta", [("portal", portal)])

    def last(self) -> Last | None:
        """What the last build left behind."""
        try:
            return decode(Last, self._meta("last"))
        except ValueError:
            return None

    def reasons(self) -> dict[str, tuple[str, ...]]:
        """Why the last build made pages again, by path: the parts of the key that had changed, none for a new page."""
        text = self._meta("reasons")
        return {path: tuple(parts) for path, parts in json.loads(text).items()} if text else {}

    def _meta(self, name: str) -> str:
        return str(
            self._sealed("select name, value, seal from meta where name = ?", str, str, given=name).get(name, "")
        )

    # ---- reading -----------------------------------------------------------------------------------------------------

    def files(self) -> dict[str, tuple[Stat, int, str]]:
        """What is known of each file: stat, when it was read, digest."""
        rows = self._rows("select path, size, mtime, inode, seen, digest from file", str, int, int, int, int, str)
        return {path: (Stat(size, mtime, inode), seen, digest) for path, size, mtime, inode, seen, digest in rows}

    def readings(self) -> dict[str, tuple[str, str, str]]:
        """Key, article and diagnostics of each article, as JSON texts: decoded when they are needed."""
        return self._sealed("select path, key, article, notes, seal from reading", str, str, str, str)

    def good(self) -> dict[str, str]:
        """The last good version of articles that have changed since, as JSON texts."""
        rows = self._sealed("select path, key, article, notes, seal from good", str, str, str, str)
        return {path: article for path, (_, article, _) in rows.items()}

    def photos(self) -> dict[str, tuple[str, str, str]]:
        """Content digest, probe and diagnostics of each photo."""
        return self._sealed("select path, digest, photo, notes, seal from photo", str, str, str, str)

    def related(self) -> dict[str, Row]:
        """The related table of the last build."""
        rows = self._sealed("select id, key, ids, seal from related", str, str, str)
        return {id: Row(key, tuple(ids.split("\n")) if ids else ()) for id, (key, ids) in rows.items()}

    def html(self, digest: str) -> str:
        """The HTML of a body that was read; raises Torn where it is not there."""
        found = self._sealed("select digest, html, seal from html where digest = ?", str, str, given=digest)
        if digest not in found:
            raise Torn(f"no body {digest}")
        return str(found[digest])

    def has_html(self) -> frozenset[str]:
        """The digests of all bodies."""
        return frozenset(digest for (digest,) in self._rows("select digest from html", str))

    def pages(self) -> dict[str, tuple[str, str, Stat]]:
        """The ledger: key, digest and stat of each file of the output."""
        rows = self._rows("select path, key, digest, size, mtime, inode from page", str, str, str, int, int, int)
        return {path: (key, digest, Stat(size, mtime, inode)) for path, key, digest, size, mtime, inode in rows}

    def _sealed(self, query: str, *kinds: type, given: str = "") -> dict[str, Any]:
        """Rows of name, values and seal: the values by name, a single one as it is. Raises Torn where a seal is broken."""
        rows = self._rows(query, *kinds, int, given=given)
        if any(_seal(row[:-1]) != row[-1] for row in rows):
            raise Torn("a row is damaged")
        return {row[0]: row[1] if len(row) == 3 else row[1:-1] for row in rows}

    def _rows(self, query: str, *kinds: type, given: str = "") -> list[tuple[Any, ...]]:
        """The rows of a query, whose columns must be of these types: SQLite itself keeps anything anywhere."""
        with self._asked():
            rows = self._db.execute(query, (given,) if given else ()).fetchall()
        if not {tuple(map(type, row)) for row in rows} <= {kinds}:
            raise Torn(query)
        return rows

    # ---- writing -----------------------------------------------------------------------------------------------------

    def keep_html(self, bodies: Iterable[tuple[str, str]]) -> None:
        """Keep bodies at once: worker processes read them from here."""
        with self._transaction():
            self._put("html", bodies)

    def remember(
        self,
        *,
        good: bool,
        last: Last | None = None,
        reasons: Mapping[str, tuple[str, ...]] | None = None,
        files: Mapping[str, tuple[Stat, int, str]] | None = None,
        readings: Mapping[str, tuple[str, str, str]] | None = None,
        photos: Mapping[str, tuple[str, str, str]] | None = None,
        related: Mapping[str, Row] | None = None,
        pages: Mapping[str, tuple[str, str, Stat]] | None = None,
        gone: Iterable[tuple[str, Iterable[str]]] = (),
    ) -> None:
        """Write what has changed, in one transaction; `gone` names rows to forget, by table.

        After a build that was not `good` the versions of articles that its rows replace are kept as the last good ones.
        """
        with self._transaction():
            if good:
                self._db.execute("delete from good")
            else:
                rows = [(path,) for path in readings or ()]
                self._db.executemany("insert or ignore into good select * from reading where path = ?", rows)
            for table, names in gone:
                column = "id" if table == "related" else "digest" if table == "html" else "path"
                self._db.executemany(f"delete from {table} where {column} = ?", [(name,) for name in names])
            self._put("file", ((p, s.size, s.mtime_ns, s.inode, seen, d) for p, (s, seen, d) in _items(files)))
            self._put("reading", ((p, *row) for p, row in _items(readings)))
            self._put("photo", ((p, *row) for p, row in _items(photos)))
            self._put("related", ((id, row.key, "\n".join(row.ids)) for id, row in _items(related)))
            self._put("page", ((p, k, d, s.size, s.mtime_ns, s.inode) for p, (k, d, s) in _items(pages)))
            self._put("meta", [("last", encode(last))] if last is not None else [])
            self._put("meta", [("reasons", json.dumps(reasons))] if reasons is not None else [])

    def _put(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        listed = [(*row, _seal(row)) for row in rows] if table in _SEALED else list(rows)
        if listed:
            marks = ", ".join("?" * len(listed[0]))
            self._db.executemany(f"insert or replace into {table} values ({marks})", listed)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of a block, or nothing of it."""
        with self._asked():
            self._db.execute("begin immediate")
            try:
                yield
                self._db.execute("commit")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):  # SQLite may have gone back by itself.
                    self._db.execute("rollback")
                raise


def discard(cache: Path) -> None:
    """Throw the database of a cache away, whatever stands in its place."""
    for path in [cache / f"{NAME}{suffix}" for suffix in ("", "-journal", "-wal", "-shm")]:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _seal(row: tuple[object, ...]) -> int:
    return crc32("\x1f".join(map(str, row)).encode("utf-8", "surrogatepass"))


def _items(rows: Mapping[str, Any] | None) -> Iterator[tuple[str, Any]]:
    return iter((rows or {}).items())
