"""What is remembered between builds: the only door to SQLite.

Everything here can be deleted at any time; then the next build is slower and no different. A database that is torn, foreign or
of another format is thrown away with one line of notice. Nothing is unpickled.

    meta(name, value)                   settings of the last build, as JSON
    file(path, size, mtime, inode, seen, digest)
                                        content digests; the stat is a hint, and only for files older than `seen` − 2 s
    reading(path, key, article, notes)  articles as read: JSON, and the diagnostics of reading
    good(path, article)                 articles as they were in the last build without errors, where they differ
    html(digest, html)                  bodies
    photo(path, digest, photo, notes)   probes
    related(id, key, ids)               rows of the related table
    page(path, key, digest, size, mtime, inode)
                                        the ledger: key and bytes of every file of the output
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from conglang.diagnostics import Diagnostic
from conglang.memory.codec import decode, encode
from conglang.model import Article, Photo, Stat
from conglang.portal.related import Row

FORMAT = "1"
"""Changes whenever a table does."""

YOUNG = 2_000_000_000
"""Nanoseconds: a file changed less than this before it was read may change again without its stat showing it."""

_TABLES = """
create table if not exists meta(name text primary key, value text) without rowid;
create table if not exists file(path text primary key, size int, mtime int, inode int, seen int, digest text)
    without rowid;
create table if not exists reading(path text primary key, key text, article text, notes text) without rowid;
create table if not exists good(path text primary key, article text) without rowid;
create table if not exists html(digest text primary key, html text);
create table if not exists photo(path text primary key, digest text, photo text, notes text) without rowid;
create table if not exists related(id text primary key, key text, ids text) without rowid;
create table if not exists page(path text primary key, key text, digest text, size int, mtime int, inode int)
    without rowid;
"""


class Store:
    """The database of a cache folder; open for the time of one build."""

    def __init__(self, cache: Path) -> None:
        cache.mkdir(parents=True, exist_ok=True)
        self.path = cache / "memory.db"
        self.replaced = False
        try:
            self._db = self._open()
        except (sqlite3.Error, OSError):
            self.replaced = True
            self._discard()
            self._db = self._open()

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
        try:
            db.execute("pragma synchronous = off")
            db.execute("pragma journal_mode = delete")
            db.executescript(_TABLES)
            row = db.execute("select value from meta where name = 'format'").fetchone()
            if row is None:
                db.execute("insert into meta values ('format', ?)", (FORMAT,))
            elif row[0] != FORMAT:
                raise sqlite3.DatabaseError("another format")
            return db
        except BaseException:
            db.close()
            raise

    def _discard(self) -> None:
        for path in (self.path, self.path.with_name(self.path.name + "-journal")):
            if path.is_dir():
                path.rename(path.with_name(f"{path.name}.foreign"))
            else:
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let the database go."""
        self._db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- settings ----------------------------------------------------------------------------------------------------

    def meta(self, name: str) -> Any:
        """A setting of the last build, or None."""
        row = self._db.execute("select value from meta where name = ?", (name,)).fetchone()
        return None if row is None else json.loads(row[0])

    # ---- reading -----------------------------------------------------------------------------------------------------

    def files(self) -> dict[str, tuple[Stat, int, str]]:
        """What is known of each file: stat, when it was read, digest."""
        rows = self._db.execute("select path, size, mtime, inode, seen, digest from file")
        return {path: (Stat(size, mtime, inode), seen, digest) for path, size, mtime, inode, seen, digest in rows}

    def readings(self) -> dict[str, tuple[str, str, str]]:
        """Key, article and diagnostics of each article, as JSON texts: decoded when they are needed."""
        rows = self._db.execute("select path, key, article, notes from reading")
        return {path: (key, article, notes) for path, key, article, notes in rows}

    def good(self) -> dict[str, str]:
        """The last good version of articles that have changed since, as JSON texts."""
        return dict(self._db.execute("select path, article from good"))

    def photos(self) -> dict[str, tuple[str, str, str]]:
        """Content digest, probe and diagnostics of each photo."""
        rows = self._db.execute("select path, digest, photo, notes from photo")
        return {path: (digest, photo, notes) for path, digest, photo, notes in rows}

    def related(self) -> dict[str, Row]:
        """The related table of the last build."""
        rows = self._db.execute("select id, key, ids from related")
        return {id: Row(key, tuple(ids.split("\n")) if ids else ()) for id, key, ids in rows}

    def html(self, digest: str) -> str | None:
        """The HTML of a body."""
        row = self._db.execute("select html from html where digest = ?", (digest,)).fetchone()
        return None if row is None else str(row[0])

    def has_html(self) -> frozenset[str]:
        """The digests of all bodies."""
        return frozenset(digest for (digest,) in self._db.execute("select digest from html"))

    def pages(self) -> dict[str, tuple[str, str, Stat]]:
        """The ledger: key, digest and stat of each file of the output."""
        rows = self._db.execute("select path, key, digest, size, mtime, inode from page")
        return {path: (key, digest, Stat(size, mtime, inode)) for path, key, digest, size, mtime, inode in rows}

    # ---- writing -----------------------------------------------------------------------------------------------------

    def keep_html(self, bodies: Iterable[tuple[str, str]]) -> None:
        """Keep bodies at once: worker processes read them from here."""
        with self._transaction():
            self._db.executemany("insert or ignore into html values (?, ?)", bodies)

    def remember(
        self,
        *,
        good: bool,
        meta: Mapping[str, object],
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
                self._db.executemany(
                    "insert or ignore into good select path, article from reading where path = ?", rows
                )
            for table, names in gone:
                column = "id" if table == "related" else "digest" if table == "html" else "path"
                self._db.executemany(f"delete from {table} where {column} = ?", [(name,) for name in names])
            self._put("file", ((p, s.size, s.mtime_ns, s.inode, seen, d) for p, (s, seen, d) in _items(files)))
            self._put("reading", ((p, *row) for p, row in _items(readings)))
            self._put("photo", ((p, *row) for p, row in _items(photos)))
            self._put("related", ((id, row.key, "\n".join(row.ids)) for id, row in _items(related)))
            self._put("page", ((p, k, d, s.size, s.mtime_ns, s.inode) for p, (k, d, s) in _items(pages)))
            self._put("meta", ((name, json.dumps(value)) for name, value in meta.items()))

    def _put(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        listed = list(rows)
        if listed:
            marks = ", ".join("?" * len(listed[0]))
            self._db.executemany(f"insert or replace into {table} values ({marks})", listed)

    def _transaction(self) -> _Transaction:
        return _Transaction(self._db)


class _Transaction:
    """All of a block, or nothing of it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("begin immediate")

    def __exit__(self, kind: object, *_: object) -> None:
        self._db.execute("commit" if kind is None else "rollback")


def _items(rows: Mapping[str, Any] | None) -> Iterator[tuple[str, Any]]:
    return iter((rows or {}).items())


def article_text(article: Article) -> str:
    """An article as the table keeps it."""
    return encode(article)


def article_from(text: str) -> Article:
    """An article from the table. Raises ValueError where it is none."""
    return decode(Article, text)


def photo_text(photo: Photo) -> str:
    """A probe as the table keeps it."""
    return encode(photo)


def photo_from(text: str) -> Photo:
    """A probe from the table. Raises ValueError where it is none."""
    return decode(Photo, text)


def notes_text(diagnostics: Iterable[Diagnostic]) -> str:
    """Diagnostics as the tables keep them; mostly none, which is an empty text."""
    listed = tuple(diagnostics)
    return "\n".join(encode(d) for d in listed)


def notes_from(text: str) -> tuple[Diagnostic, ...]:
    """Diagnostics from a table. Raises ValueError where they are none."""
    return tuple(decode(Diagnostic, line) for line in text.split("\n")) if text else ()
