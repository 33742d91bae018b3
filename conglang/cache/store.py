"""What is remembered between builds: the tables of the cache.

Everything here can be deleted at any time; then the next build is slower and no different. A database that is torn, foreign or
of another format raises Torn, whenever that shows; the caller discards it and begins anew. Nothing is unpickled. Rows that would
be believed bear a seal, a checksum of their values; of `file` and `page` a damaged row only looks like an old one.

    meta(name, value)                   `format`, `portal` (the folder of the portal that all this is about), and of the
                                        last build `last` (Last), `reasons` and `site` (SiteView), as JSON;
                                        `settled` while no build has failed since; `gazetteer`: the key of the
                                        gazetteer and, on the next line, its value as JSON
    file(path, size, mtime, inode, seen, digest)
                                        content digests; the stat is a hint, and only for files older than `seen` − 2 s
    reading(path, key, article, notes)  articles as read: JSON, and the diagnostics of reading
    good(path, key, article, notes)     articles as they were in the last build without errors, where they differ
    html(digest, html)                  bodies
    photo(path, digest, photo, notes)   probes
    related(id, key, ids)               rows of the related table
    page(path, key, digest, size, mtime, inode)
                                        the ledger: key and bytes of every file of the output
    page_group(name, page_group)        pages that were planned together, as JSON
    view(path, key, page)               what pages that show bodies were made from, as JSON, and under which key
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
from conglang.model import Article, Gazetteer, Photo, Stat
from conglang.output.ledger import PageRow
from conglang.values import Value, decode, encode, field

if TYPE_CHECKING:
    from conglang.portal.page import Page
    from conglang.portal.page_groups import PageGroup
    from conglang.portal.related import Row
    from conglang.portal.views.parts import SiteView

AT_ONCE = 500
"""Values that a query may name; older versions of SQLite take no more than 999."""

_KEYS = {"related": "id", "html": "digest", "page_group": "name"}
"""The columns that rows are found by, where that is not their path."""

_FORGOTTEN = ("file", "reading", "good", "html", "photo", "related", "page", "page_group", "view", "shown")


class Last(Value, frozen=True):
    """The last build: the digest of its inputs, when it looked at them, the interval in which its outcome holds, what it said.

    `inputs` is empty after a build with errors, `frame` is their digest without the articles. `files` counts the rows of the
    ledger, `root` is the portal's sub-path.
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
    """What reading a file came to: its key (`reading_key`), the article or the probe of a photo, and what was wrong.

    The latter two are texts, so that a row which nobody needs is not decoded.
    """

    key: str
    value: str
    notes: str


class ViewRow(Value, frozen=True):
    """What a page that shows bodies was made from: the articles whose bodies they are, its key, and the Page as text."""

    sources: tuple[str, ...]
    key: str
    page: str


class Rows(Value, frozen=True):
    """What a build has learned, by table and name; None and empty tables stay as they are. `deleted` names rows by table."""

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
    """What a reading depends on besides the file: our code and the portal's time zone."""
    return digest((engine, timezone))


def reading_key(content: str, context: str) -> str:
    """The key of a reading: the digest of the file's content, and the context."""
    return f"{content}.{context}"


class Store(Database):
    """What is remembered of a portal; open for the time of one build. What finds it damaged raises Torn."""

    _files: dict[str, FileRow] | None = None

    # ---- the portal and its last build -------------------------------------------------------------------------------

    def belong_to(self, portal: str) -> None:
        """Forget what was learned of another portal: the last good version of an article is that of no other one."""
        portal = portal.encode("utf-8", "backslashreplace").decode()  # The name of a folder may be no text.
        if self._meta("portal") != portal:
            self._files = None
            with self.transaction():
                for table in _FORGOTTEN:
                    self.db.execute(f"delete from {table}")
                self.db.execute(
                    "delete from meta where name in ('last', 'reasons', 'group reasons', 'site', 'settled')"
                )
                self.put("meta", [("portal", portal)])

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

    def group_reasons(self) -> dict[str, tuple[str, ...]]:
        """Why the last build planned page groups again, by name: as `reasons`."""
        text = self._meta("group reasons")
        return {name: tuple(parts) for name, parts in json.loads(text).items()} if text else {}

    def settled(self) -> bool:
        """Whether all that is known of the files went into the output: no build has failed since the last one."""
        return self._meta("settled") == "yes"

    def site(self) -> SiteView | None:
        """What every page of the last build showed of the portal."""
        from conglang.portal.views.parts import SiteView

        try:
            return decode(SiteView, self._meta("site"))
        except ValueError:
            return None

    def gazetteer(self, key: str) -> Gazetteer | None:
        """The gazetteer that `keep_gazetteer` kept under this key; None where it kept none or another."""
        kept, _, text = self._meta("gazetteer").partition("\n")
        try:
            return decode(Gazetteer, text) if kept == key else None
        except ValueError:
            return None

    def keep_gazetteer(self, key: str, gazetteer: Gazetteer) -> None:
        """Keep a gazetteer without errors. `key` names the bytes of its file and our code: parsing 3,000 units takes 200 ms."""
        with self.transaction():
            self.put("meta", [("gazetteer", f"{key}\n{encode(gazetteer)}")])

    def _meta(self, name: str) -> str:
        return str(
            self.sealed("select name, value, seal from meta where name = ?", str, str, given=(name,)).get(name, "")
        )

    # ---- reading -----------------------------------------------------------------------------------------------------

    def files(self) -> dict[str, FileRow]:
        """What is known of each file; taken from the table once until that changes."""
        if self._files is None:
            rows = self.rows("select path, size, mtime, inode, seen, digest from file", str, int, int, int, int, str)
            self._files = {row[0]: FileRow(Stat(*row[1:4]), row[4], row[5]) for row in rows}
        return self._files

    def readings(self) -> Iterator[tuple[str, ReadingRow]]:
        """The reading of each article, with its path."""
        for path, *row in self.each("select path, key, article, notes, seal from reading", str, str, str, str):
            yield path, ReadingRow(*row)

    def reading(self, path: str) -> ReadingRow | None:
        """The reading of one article."""
        query = "select path, key, article, notes, seal from reading where path = ?"
        row = self.sealed(query, str, str, str, str, given=(path,)).get(path)
        return ReadingRow(*row) if row is not None else None

    def good(self) -> dict[str, str]:
        """The last good version of articles that have changed since, as JSON texts."""
        rows = self.sealed("select path, key, article, notes, seal from good", str, str, str, str)
        return {path: article for path, (_, article, _) in rows.items()}

    def photos(self) -> dict[str, ReadingRow]:
        """The probe of each photo."""
        rows = self.sealed("select path, digest, photo, notes, seal from photo", str, str, str, str)
        return {path: ReadingRow(*row) for path, row in rows.items()}

    def related(self) -> dict[str, Row]:
        """The related table of the last build."""
        from conglang.portal.related import Row

        rows = self.sealed("select id, key, ids, seal from related", str, str, str)
        # Each article is named in five rows or so.
        return {id: Row(key, tuple(map(intern, ids.split("\n"))) if ids else ()) for id, (key, ids) in rows.items()}

    def html(self, digest: str) -> str:
        """The HTML of a body that was read; raises Torn where it is not there."""
        return self.bodies([digest])[digest]

    def bodies(self, digests: Sequence[str]) -> dict[str, str]:
        """The HTML of bodies by their digest; raises Torn where one is not there. Many at once take a third of the time."""
        found: dict[str, str] = {}
        for start in range(0, len(digests), AT_ONCE):
            part = digests[start : start + AT_ONCE]
            query = f"select digest, html, seal from html where digest in ({', '.join('?' * len(part))})"
            found |= self.sealed(query, str, str, given=part)
        missing = set(digests) - found.keys()
        if missing:
            raise Torn(f"no body {min(missing)}")
        return found

    def has_html(self) -> frozenset[str]:
        """The digests of all bodies."""
        return frozenset(digest for (digest,) in self.rows("select digest from html", str))

    def pages(self) -> dict[str, PageRow]:
        """The rows of the ledger."""
        rows = self.rows("select path, key, digest, size, mtime, inode from page", str, str, str, int, int, int)
        return {path: PageRow(key, digest, Stat(size, mtime, inode)) for path, key, digest, size, mtime, inode in rows}

    def groups(self) -> dict[str, PageGroup]:
        """The page groups of the last build. One that is unusable is treated as missing."""
        from conglang.portal.page_groups import PageGroup

        groups: dict[str, PageGroup] = {}
        for name, text in self.each("select name, page_group, seal from page_group", str, str):
            with contextlib.suppress(ValueError):
                groups[name] = decode(PageGroup, text)
        return groups

    def showing(self, source: str) -> tuple[tuple[str, Page], ...]:
        """The pages that show the body of an article as they were last made, whether that went into the output or not.

        Each with its key. Raises ValueError where one is unusable.
        """
        from conglang.portal.page import Page

        shown = self.sealed("select path, sources, seal from shown", str, str)
        paths = [path for path, sources in shown.items() if f"\n{source}\n" in sources]
        one = "select path, key, page, seal from view where path = ?"
        rows = [self.sealed(one, str, str, str, given=(path,)).get(path, ("", "")) for path in paths]
        return tuple([(key, decode(Page, text)) for key, text in rows])

    # ---- writing -----------------------------------------------------------------------------------------------------

    def keep_html(self, bodies: Iterable[tuple[str, str]]) -> None:
        """Keep bodies at once: worker processes read them from here."""
        with self.transaction():
            self.put("html", bodies)

    def keep_readings(self, readings: Mapping[str, ReadingRow]) -> None:
        """Keep readings of articles that were not known before at once, so that they need not be held."""
        with self.transaction():
            self.put("meta", [("settled", "no")])
            self.put("reading", ((path, row.key, row.value, row.notes) for path, row in readings.items()))

    def keep_views(self, views: Mapping[str, ViewRow]) -> None:
        """Keep what pages were made from at once, so that it need not be held; until the build is done, nothing builds on it."""
        with self.transaction():
            self.put("meta", [("settled", "no")])
            self.put("view", ((path, row.key, row.page) for path, row in views.items()))
            self.put("shown", ((path, "\n".join(("", *row.sources, ""))) for path, row in views.items()))

    def remember(self, rows: Rows, *, good: bool) -> None:
        """Write what has changed, in one transaction.

        After a build that was not `good` the versions of articles that its rows replace are kept as the last good ones.
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


# ---- Values as the texts that the tables of the cache keep, and back.


def article_text(article: Article) -> str:
    """An article as the tables keep it."""
    return encode(article)


def article_from(text: str) -> Article:
    """An article from a table. Raises ValueError where it is none."""
    return decode(Article, text)


def photo_text(photo: Photo) -> str:
    """A probe as the table keeps it."""
    return encode(photo)


def photo_from(text: str) -> Photo:
    """A probe from the table. Raises ValueError where it is none."""
    return decode(Photo, text)


def notes_text(diagnostics: Iterable[Diagnostic]) -> str:
    """Diagnostics as the tables keep them; mostly none, which is an empty text."""
    return "\n".join([encode(d) for d in diagnostics])


def notes_from(text: str) -> tuple[Diagnostic, ...]:
    """Diagnostics from a table. Raises ValueError where they are none."""
    return tuple([decode(Diagnostic, line) for line in text.split("\n")]) if text else ()
