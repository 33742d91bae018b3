"""What is remembered between builds: the only door to SQLite.

Everything here can be deleted at any time; then the next build is slower and no different. A database that is torn, foreign or
of another format is thrown away with one line of notice. Nothing is unpickled. Rows that would be believed bear a seal, a
checksum of their values; of `file` and `page` a damaged row only looks like an old one.

    meta(name, value)                   settings of the last build, as JSON
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

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

from conglang.diagnostics import Diagnostic
from conglang.memory.codec import decode, encode
from conglang.model import Article, Photo, Stat
from conglang.portal.related import Row

FORMAT = "2"
"""Changes whenever a table does."""

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

_SEALED = frozenset({"meta", "reading", "good", "html", "photo", "related"})


class Torn(Exception):
    """The database cannot be read or written any further, or holds what nobody wrote: it has to be forgotten."""


class Store:
    """The database of a cache folder; open for the time of one build. What finds it damaged raises Torn."""

    def __init__(self, cache: Path) -> None:
        cache.mkdir(parents=True, exist_ok=True)
        self.path = cache / "memory.db"
        self.replaced = False
        try:
            self._db = self._open()
        except (*DAMAGE, OSError):
            self._db = self._renewed()

    def renew(self) -> None:
        """Throw a torn database away and begin with an empty one."""
        self.close()
        self._db = self._renewed()

    def _renewed(self) -> sqlite3.Connection:
        self.replaced = True
        self._discard()
        return self._open()

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
        found = self._sealed("select name, value, seal from meta where name = ?", name)
        return json.loads(found[name]) if found else None

    # ---- reading -----------------------------------------------------------------------------------------------------

    def files(self) -> dict[str, tuple[Stat, int, str]]:
        """What is known of each file: stat, when it was read, digest."""
        rows = self._all("select path, size, mtime, inode, seen, digest from file")
        return {path: (Stat(size, mtime, inode), seen, digest) for path, size, mtime, inode, seen, digest in rows}

    def readings(self) -> dict[str, tuple[str, str, str]]:
        """Key, article and diagnostics of each article, as JSON texts: decoded when they are needed."""
        return self._sealed("select path, key, article, notes, seal from reading")

    def good(self) -> dict[str, str]:
        """The last good version of articles that have changed since, as JSON texts."""
        rows = self._sealed("select path, key, article, notes, seal from good")
        return {path: article for path, (_, article, _) in rows.items()}

    def photos(self) -> dict[str, tuple[str, str, str]]:
        """Content digest, probe and diagnostics of each photo."""
        return self._sealed("select path, digest, photo, notes, seal from photo")

    def related(self) -> dict[str, Row]:
        """The related table of the last build."""
        rows = self._sealed("select id, key, ids, seal from related")
        return {id: Row(key, tuple(ids.split("\n")) if ids else ()) for id, (key, ids) in rows.items()}

    def html(self, digest: str) -> str:
        """The HTML of a body that was read; raises Torn where it is not there."""
        found = self._sealed("select digest, html, seal from html where digest = ?", digest)
        if digest not in found:
            raise Torn(f"no body {digest}")
        return str(found[digest])

    def has_html(self) -> frozenset[str]:
        """The digests of all bodies."""
        return frozenset(digest for (digest,) in self._all("select digest from html"))

    def pages(self) -> dict[str, tuple[str, str, Stat]]:
        """The ledger: key, digest and stat of each file of the output."""
        rows = self._all("select path, key, digest, size, mtime, inode from page")
        return {path: (key, digest, Stat(size, mtime, inode)) for path, key, digest, size, mtime, inode in rows}

    def _sealed(self, query: str, *values: str) -> dict[str, Any]:
        """Rows of name, values and seal: the values by name, a single one as it is. Raises Torn where a seal is broken."""
        rows = self._all(query, *values)
        if any(_seal(row[:-1]) != row[-1] for row in rows):
            raise Torn("a row is damaged")
        return {row[0]: row[1] if len(row) == 3 else row[1:-1] for row in rows}

    def _all(self, query: str, *values: str) -> list[Any]:
        try:
            return self._db.execute(query, values).fetchall()
        except DAMAGE as problem:
            raise Torn(str(problem)) from problem

    # ---- writing -----------------------------------------------------------------------------------------------------

    def keep_html(self, bodies: Iterable[tuple[str, str]]) -> None:
        """Keep bodies at once: worker processes read them from here."""
        with self._transaction():
            self._put("html", bodies)

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
                self._db.executemany("insert or ignore into good select * from reading where path = ?", rows)
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
        listed = [(*row, _seal(row)) for row in rows] if table in _SEALED else list(rows)
        if listed:
            marks = ", ".join("?" * len(listed[0]))
            self._db.executemany(f"insert or replace into {table} values ({marks})", listed)

    def _transaction(self) -> _Transaction:
        return _Transaction(self._db)


class _Transaction:
    """All of a block, or nothing of it; what SQLite cannot do is Torn."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        try:
            self._db.execute("begin immediate")
        except DAMAGE as problem:
            raise Torn(str(problem)) from problem

    def __exit__(self, kind: object, problem: object, _: object) -> None:
        try:
            self._db.execute("commit" if kind is None else "rollback")
        except DAMAGE as reason:
            raise Torn(str(reason)) from reason
        if isinstance(problem, DAMAGE):
            raise Torn(str(problem)) from problem


def _seal(row: tuple[object, ...]) -> int:
    return crc32("\x1f".join(map(str, row)).encode("utf-8", "surrogatepass"))


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
