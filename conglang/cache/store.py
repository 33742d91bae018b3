"""The store: the tables of the cache, which hold what one build keeps for the next.

Everything here can be deleted at any time: the next build is slower then, never different. A database that is torn, foreign or
of another format raises Torn as soon as that shows; the caller deletes it and starts with an empty one. Nothing is unpickled.
Rows whose damage would not show otherwise have a seal, a checksum of their values; a damaged row of `file` or `page` is as
harmless as an old one.

    meta(name, value)                   `format`; `portal`: the folder of the portal that the tables belong to; of the last
                                        build `last` (Last), `reasons`, `group reasons` and `site` (SiteView), as JSON;
                                        `settled`: whether no build has failed since; `gazetteer`: the key of the
                                        gazetteer and, on the next line, its value as JSON
    file(path, size, mtime, inode, seen, digest)
                                        content digests; a stat proves a file unchanged only if older than `seen` − 2 s
    reading(path, key, article, notes)  articles as read, as JSON, and the diagnostics of reading them
    good(path, key, article, notes)     readings of the last build without errors, where they differ from `reading`
    html(digest, html)                  the HTML of bodies
    photo(path, digest, photo, notes)   the probes of photos; `digest` is the key of the reading
    related(id, key, ids)               rows of the related table
    page(path, key, digest, size, mtime, inode)
                                        the ledger: key, digest and stat of every file of the output
    page_group(name, page_group)        page groups, as JSON
    view(path, key, page)               key and Page, as JSON, of each page that shows bodies
    shown(path, sources)                the articles whose bodies such a page shows, each between line ends
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from sys import intern
from typing import TYPE_CHECKING

from conglang.cache.database import Database, Torn
from conglang.diagnostics import Diagnostic
from conglang.digest import digest
from conglang.model import Gazetteer, Stat
from conglang.output.ledger import PageRow
from conglang.values import Value, decode, encode, field

if TYPE_CHECKING:
    from conglang.portal.page import Page
    from conglang.portal.page_groups import PageGroup
    from conglang.portal.related import Row
    from conglang.portal.views.parts import SiteView

AT_ONCE = 500
"""A query names up to this many values; older versions of SQLite take no more than 999."""

_KEYS = {"related": "id", "html": "digest", "page_group": "name"}
"""The key columns of tables, where that is not `path`."""

_TABLES_OF_PORTAL = ("file", "reading", "good", "html", "photo", "related", "page", "page_group", "view", "shown")


class Last(Value, frozen=True):
    """The last build: the digest of its inputs, when it listed them, the interval in which its outcome holds, its diagnostics.

    `inputs` is empty after a build with errors; `frame` is the digest without the articles. `seen` is in nanoseconds since
    1970, `since` and `until` are in seconds. `files` counts the rows of the ledger; `root` is the portal's sub-path.
    """

    inputs: str
    frame: str
    seen: int
    since: int | None
    until: int | None
    notes: tuple[Diagnostic, ...]
    articles: int
    language: str
    files: int
    root: str


class FileRow(Value, frozen=True):
    """A file that was read: its stat, when that was taken (nanoseconds since 1970), and the digest of its content."""

    stat: Stat
    seen: int
    digest: str


class ReadingRow(Value, frozen=True):
    """A reading: its key (`reading_key`), the article or the photo, and the diagnostics.

    The last two are texts as the tables keep them, so that a row that nobody needs is not decoded.
    """

    key: str
    value: str
    notes: str


class ViewRow(Value, frozen=True):
    """A page that shows bodies: the paths of the articles whose bodies they are, its key, and the Page as JSON."""

    sources: tuple[str, ...]
    key: str
    page: str


class Rows(Value, frozen=True):
    """The rows that a build changes, by table and name; a table with None or no row stays as it is.

    `deleted` are the names of rows to delete, each list with its table.
    """

    files: dict[str, FileRow] = field(default_factory=dict)
    readings: dict[str, ReadingRow] = field(default_factory=dict)
    photos: dict[str, ReadingRow] = field(default_factory=dict)
    related: dict[str, Row] = field(default_factory=dict)
    pages: dict[str, PageRow] = field(default_factory=dict)
    groups: dict[str, PageGroup] = field(default_factory=dict)
    site: SiteView | None = None
    last: Last | None = None
    reasons: dict[str, tuple[str, ...]] | None = None
    group_reasons: dict[str, tuple[str, ...]] | None = None
    deleted: tuple[tuple[str, Iterable[str]], ...] = ()


def reading_context(engine: str, timezone: str) -> str:
    """The digest of what a reading depends on beside its file: our code and the portal's time zone."""
    return digest((engine, timezone))


def reading_key(content: str, context: str) -> str:
    """The key of a reading, from the digest of the file's content and the context."""
    return f"{content}.{context}"


class Store(Database):
    """The tables of a portal, open during one build. Every method raises Torn where it finds the database damaged."""

    _files: dict[str, FileRow] | None = None

    # ---- the portal and its last build -------------------------------------------------------------------------------

    def belong_to(self, portal: str) -> None:
        """Empty all tables that belong to another portal than `portal`, a folder: their articles are not those of this one."""
        portal = portal.encode("utf-8", "backslashreplace").decode()  # The name of a folder may not be valid Unicode.
        if self._meta("portal") != portal:
            self._files = None
            with self.transaction():
                for table in _TABLES_OF_PORTAL:
                    self.db.execute(f"delete from {table}")
                self.db.execute(
                    "delete from meta where name in ('last', 'reasons', 'group reasons', 'site', 'settled')"
                )
                self.put("meta", [("portal", portal)])

    def last(self) -> Last | None:
        """The last build; None where there was none."""
        try:
            return decode(Last, self._meta("last"))
        except ValueError:
            return None

    def reasons(self) -> dict[str, tuple[str, ...]]:
        """The parts of the key of each page that the last build made again, by path; none for a new page."""
        return self._parts("reasons")

    def group_reasons(self) -> dict[str, tuple[str, ...]]:
        """The parts of the key of each page group that the last build planned again, by name; none for a new group."""
        return self._parts("group reasons")

    def _parts(self, row: str) -> dict[str, tuple[str, ...]]:
        """The parts of keys in a row of `meta`, by the name that they are kept under."""
        return {name: tuple(parts) for name, parts in json.loads(self._meta(row) or "{}").items()}

    def settled(self) -> bool:
        """Whether the output shows all that the tables hold: no build has failed since the last one that was written."""
        return self._meta("settled") == "yes"

    def site(self) -> SiteView | None:
        """The site as every page of the last build showed it; None where there was none."""
        from conglang.portal.views.parts import SiteView

        try:
            return decode(SiteView, self._meta("site"))
        except ValueError:
            return None

    def gazetteer(self, key: str) -> Gazetteer | None:
        """The gazetteer of this key; None where another or none is kept."""
        kept, _, text = self._meta("gazetteer").partition("\n")
        try:
            return decode(Gazetteer, text) if kept == key else None
        except ValueError:
            return None

    def keep_gazetteer(self, key: str, gazetteer: Gazetteer) -> None:
        """Keep a gazetteer without errors, because parsing 3,000 units takes 200 ms.

        `key` names the bytes of its file and our code.
        """
        with self.transaction():
            self.put("meta", [("gazetteer", f"{key}\n{encode(gazetteer)}")])

    def _meta(self, name: str) -> str:
        return str(
            self.sealed("select name, value, seal from meta where name = ?", str, str, given=(name,)).get(name, "")
        )

    # ---- reading -----------------------------------------------------------------------------------------------------

    def files(self) -> dict[str, FileRow]:
        """The row of each file that was read, by path; the table is read once until it changes."""
        if self._files is None:
            rows = self.rows("select path, size, mtime, inode, seen, digest from file", str, int, int, int, int, str)
            self._files = {row[0]: FileRow(Stat(*row[1:4]), row[4], row[5]) for row in rows}
        return self._files

    def readings(self) -> Iterator[tuple[str, ReadingRow]]:
        """The reading of each article, with its path."""
        for path, *row in self.each("select path, key, article, notes, seal from reading", str, str, str, str):
            yield path, ReadingRow(*row)

    def reading(self, path: str) -> ReadingRow | None:
        """The reading of one article; None where there is none."""
        query = "select path, key, article, notes, seal from reading where path = ?"
        row = self.sealed(query, str, str, str, str, given=(path,)).get(path)
        return ReadingRow(*row) if row is not None else None

    def good(self) -> dict[str, str]:
        """The last good versions of articles that have changed since, as JSON, by path."""
        rows = self.sealed("select path, key, article, notes, seal from good", str, str, str, str)
        return {path: article for path, (_, article, _) in rows.items()}

    def photos(self) -> dict[str, ReadingRow]:
        """The probe of each photo, by path."""
        rows = self.sealed("select path, digest, photo, notes, seal from photo", str, str, str, str)
        return {path: ReadingRow(*row) for path, row in rows.items()}

    def related(self) -> dict[str, Row]:
        """The related table of the last build."""
        from conglang.portal.related import Row

        rows = self.sealed("select id, key, ids, seal from related", str, str, str)
        # Interned, because about five rows name each article.
        return {id: Row(key, tuple(map(intern, ids.split("\n"))) if ids else ()) for id, (key, ids) in rows.items()}

    def html(self, digest: str) -> str:
        """The HTML of a body. Raises Torn where it is missing."""
        return self.bodies([digest])[digest]

    def bodies(self, digests: Sequence[str]) -> dict[str, str]:
        """The HTML of bodies by digest, in a third of the time of single queries. Raises Torn where one is missing."""
        bodies: dict[str, str] = {}
        for start in range(0, len(digests), AT_ONCE):
            part = digests[start : start + AT_ONCE]
            query = f"select digest, html, seal from html where digest in ({', '.join('?' * len(part))})"
            bodies |= self.sealed(query, str, str, given=part)
        missing = set(digests) - bodies.keys()
        if missing:
            raise Torn(f"no body {min(missing)}")
        return bodies

    def html_digests(self) -> frozenset[str]:
        """The digests of all bodies."""
        return frozenset(digest for (digest,) in self.rows("select digest from html", str))

    def pages(self) -> dict[str, PageRow]:
        """The rows of the ledger, by path."""
        rows = self.rows("select path, key, digest, size, mtime, inode from page", str, str, str, int, int, int)
        return {path: PageRow(key, digest, Stat(size, mtime, inode)) for path, key, digest, size, mtime, inode in rows}

    def groups(self) -> dict[str, PageGroup]:
        """The page groups of the last build, by name. One that cannot be decoded is treated as missing."""
        from conglang.portal.page_groups import PageGroup

        groups: dict[str, PageGroup] = {}
        for name, text in self.each("select name, page_group, seal from page_group", str, str):
            with contextlib.suppress(ValueError):
                groups[name] = decode(PageGroup, text)
        return groups

    def pages_showing(self, source: str) -> tuple[tuple[str, Page], ...]:
        """The pages that show the body of an article, with their keys, as the last build kept them, even if it failed.

        Raises ValueError where one cannot be decoded.
        """
        from conglang.portal.page import Page

        shown = self.sealed("select path, sources, seal from shown", str, str)
        paths = [path for path, sources in shown.items() if f"\n{source}\n" in sources]
        one = "select path, key, page, seal from view where path = ?"
        rows = [self.sealed(one, str, str, str, given=(path,)).get(path, ("", "")) for path in paths]
        return tuple([(key, decode(Page, text)) for key, text in rows])

    # ---- writing -----------------------------------------------------------------------------------------------------

    def keep_html(self, bodies: Iterable[tuple[str, str]]) -> None:
        """Write bodies now, for worker processes to read."""
        with self.transaction():
            self.put("html", bodies)

    def keep_readings(self, readings: Mapping[str, ReadingRow]) -> None:
        """Write readings of new articles now, so that they take no memory; the store is no longer settled then."""
        with self.transaction():
            self.put("meta", [("settled", "no")])
            self.put("reading", ((path, row.key, row.value, row.notes) for path, row in readings.items()))

    def keep_views(self, views: Mapping[str, ViewRow]) -> None:
        """Write views of pages now, so that they take no memory; the store is not settled until the build is done."""
        with self.transaction():
            self.put("meta", [("settled", "no")])
            self.put("view", ((path, row.key, row.page) for path, row in views.items()))
            self.put("shown", ((path, "\n".join(("", *row.sources, ""))) for path, row in views.items()))

    def remember(self, rows: Rows, *, good: bool) -> None:
        """Write all rows of a build in one transaction.

        After a build that was not `good` the readings that its rows replace are kept as the last good versions.
        """
        self._files = None
        with self.transaction():
            self.put("meta", [("settled", "yes" if good else "no")])
            if good:
                self.db.execute("delete from good")
            else:
                replaced = [(path,) for path in rows.readings]
                self.db.executemany("insert or ignore into good select * from reading where path = ?", replaced)
            for table, names in rows.deleted:
                column = _KEYS.get(table, "path")
                self.db.executemany(f"delete from {table} where {column} = ?", [(name,) for name in names])
            self.put("file", ((path, *_stat(row.stat), row.seen, row.digest) for path, row in rows.files.items()))
            self.put("reading", ((path, row.key, row.value, row.notes) for path, row in rows.readings.items()))
            self.put("photo", ((path, row.key, row.value, row.notes) for path, row in rows.photos.items()))
            self.put("related", ((id, row.key, "\n".join(row.ids)) for id, row in rows.related.items()))
            self.put("page", ((path, row.key, row.digest, *_stat(row.stat)) for path, row in rows.pages.items()))
            self.put("page_group", ((name, encode(group)) for name, group in rows.groups.items()))
            self.put("meta", [("site", encode(rows.site))] if rows.site is not None else [])
            self.put("meta", [("last", encode(rows.last))] if rows.last is not None else [])
            self.put("meta", [("reasons", json.dumps(rows.reasons))] if rows.reasons is not None else [])
            self.put("meta", [("group reasons", json.dumps(rows.group_reasons or {}))] if rows.last is not None else [])


def _stat(stat: Stat) -> tuple[int, int, int]:
    return stat.size, stat.mtime_ns, stat.inode


# ---- Diagnostics from and to the texts that the tables keep.


def notes_text(diagnostics: Iterable[Diagnostic]) -> str:
    """Diagnostics as the tables keep them, one on each line."""
    return "\n".join([encode(d) for d in diagnostics])


def notes_from(text: str) -> tuple[Diagnostic, ...]:
    """The diagnostics of a text. Raises ValueError where it cannot be decoded."""
    return tuple([decode(Diagnostic, line) for line in text.split("\n")]) if text else ()
