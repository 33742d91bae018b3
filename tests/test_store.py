"""What is remembered: it comes back as it was, and where it is torn, foreign or gone, the output is that of a clean build."""

from __future__ import annotations

import errno
import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from conglang.build.request import DONE, Report
from conglang.cache import database
from conglang.cache.database import NAME, Torn
from conglang.cache.folder import is_ours
from conglang.cache.lock import LOCK
from conglang.cache.store import FileRow, Last, ReadingRow, Rows, Store
from conglang.content import gazetteer
from conglang.diagnostics import Diagnostic, warning
from conglang.model import Gazetteer, Locality, Location, Stat
from conglang.output import apply, journal
from conglang.output.journal import JOURNAL
from conglang.output.ledger import PageRow
from conglang.output.manifest import MANIFEST, STAGING
from conglang.portal.page_groups import PageGroup, PageRef
from conglang.portal.related import Row
from conglang.portal.views.machines import MapEntry
from conglang.values import Value
from tests import counts
from tests.portal import Portal, codes, digests
from tests.two_states import TwoStates

STAT = Stat(1, 2, 3)
NOTE = warning("cache-discarded", Location("a", 1, 2), name="“x”")
LAST = Last(
    frame="khung",
    inputs="digest",
    seen=5,
    since=None,
    until=7,
    notes=(NOTE,),
    articles=3,
    language="vi",
    root="/xa",
    files=12,
)


GROUP = PageGroup("k", (PageRef("index.html", "home.html", ""),), (MapEntry("/", ""),))


@pytest.fixture
def kept(tmp_path: Path) -> Store:
    """A store with a row in each table."""
    kept = Store(tmp_path)
    kept.belong_to("/cổng")
    kept.keep_html([("d1", "<p>Lúa</p>"), ("d2", "")])
    reasons: dict[str, tuple[str, ...]] = {"index.html": ("view.cards",), "b": ()}
    kept.remember(Rows(readings={"old": ReadingRow("k", "A", "")}, last=LAST, reasons=reasons), good=True)
    rows = Rows(
        files={"a": FileRow(STAT, 9, "d")},
        readings={"old": ReadingRow("k2", "B", ""), "a": ReadingRow("k", "C", "n")},
        photos={"p": ReadingRow("d", "P", "")},
        related={"a": Row("k", ("b", "c")), "b": Row("k", ())},
        pages={"index.html": PageRow("k", "d", STAT)},
        groups={"home": GROUP},
    )
    kept.remember(rows, good=False)
    return kept


def everything(kept: Store) -> dict[str, object]:
    return {
        "files": kept.files(),
        "readings": dict(kept.readings()),
        "good": kept.good(),
        "photos": kept.photos(),
        "related": kept.related(),
        "bodies": kept.html_digests(),
        "pages": kept.pages(),
        "groups": kept.groups(),
        "last": kept.last(),
        "reasons": kept.reasons(),
    }


# ---- the database ------------------------------------------------------------------------------------------------------


def test_what_was_kept_comes_back(tmp_path: Path, kept: Store) -> None:
    kept.close()
    with Store(tmp_path) as again:
        again.belong_to("/cổng")
        assert everything(again) == {
            "files": {"a": FileRow(STAT, 9, "d")},
            "readings": {"old": ReadingRow("k2", "B", ""), "a": ReadingRow("k", "C", "n")},
            "good": {"old": "A"},
            "photos": {"p": ReadingRow("d", "P", "")},
            "related": {"a": Row("k", ("b", "c")), "b": Row("k", ())},
            "bodies": {"d1", "d2"},
            "pages": {"index.html": PageRow("k", "d", STAT)},
            "groups": {"home": GROUP},
            "last": LAST,
            "reasons": {"index.html": ("view.cards",), "b": ()},
        }
        assert (again.html("d1"), again.html("d2")) == ("<p>Lúa</p>", "")


def test_what_is_known_of_another_portal_is_forgotten(tmp_path: Path, kept: Store) -> None:
    kept.belong_to("/cổng khác")
    nothing = {name: type(value)() for name, value in everything(kept).items() if name != "last"}
    assert everything(kept) == {**nothing, "last": None}
    kept.close()


def test_a_portal_whose_folder_has_a_name_that_is_no_text_is_known_again(tmp_path: Path) -> None:
    with Store(tmp_path) as kept:
        kept.belong_to("/c\udcffng")
        kept.remember(Rows(photos={"p": ReadingRow("d", "P", "")}), good=True)
    with Store(tmp_path) as again:
        again.belong_to("/c\udcffng")
        assert again.photos() == {"p": ReadingRow("d", "P", "")}
        again.belong_to("/c\udcfeng")
        assert again.photos() == {}


def test_a_gazetteer_comes_back_under_its_key_and_under_no_other(tmp_path: Path) -> None:
    known = Gazetteer((Locality("xa-a", "Xã A", "xa", Location("content/localities.toml", 2, 6, 6)),))
    with Store(tmp_path) as store:
        assert store.gazetteer("bytes.code") is None
        store.keep_gazetteer("bytes.code", known)
    with Store(tmp_path) as store:
        assert store.gazetteer("bytes.code") == known
        assert store.gazetteer("bytes.other") is None
        with store.transaction():
            store.put("meta", [("gazetteer", "bytes.code\nnonsense")])
        assert store.gazetteer("bytes.code") is None


def test_a_gazetteer_is_parsed_again_only_when_its_file_has_changed(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []
    real = gazetteer.load

    def load(text: str, path: str) -> tuple[Gazetteer | None, tuple[Diagnostic, ...]]:
        parsed.append(path)
        return real(text, path)

    monkeypatch.setattr(gazetteer, "load", load)
    portal.article("tin/mot")
    portal.built()
    portal.article("tin/mot", title="Tựa khác")
    portal.built()
    assert len(parsed) == 1
    portal.edit("content/localities.toml", 'name = "An"', 'name = "Ân"')
    portal.built()
    assert len(parsed) == 2
    assert "Ân" in portal.read("2024/03/mot/index.html")
    assert portal.output() == portal.clean()
    portal.edit("content/localities.toml", 'kind = "tinh"', 'kind = "tinhh"')
    assert codes(portal.build()) == codes(portal.build()) == ["unknown-kind content/localities.toml:4:8"]


def test_a_body_that_is_not_there_makes_the_store_torn(kept: Store) -> None:
    with pytest.raises(Torn):
        kept.html("d3")
    kept.close()


def test_a_transaction_that_fails_leaves_no_half(kept: Store) -> None:
    before = everything(kept)
    with pytest.raises(Torn):
        kept.remember(Rows(files={"b": FileRow(STAT, 1, "d")}, deleted=(("keine", ["a"]),)), good=True)
    assert everything(kept) == before
    kept.close()


@pytest.mark.parametrize(
    ("code", "number"),
    [
        (sqlite3.SQLITE_FULL, errno.ENOSPC),
        (sqlite3.SQLITE_BUSY, errno.EBUSY),
        (sqlite3.SQLITE_CORRUPT, None),
        (sqlite3.SQLITE_NOTADB, None),
        (sqlite3.SQLITE_READONLY, None),
        (None, None),
    ],
)
def test_a_full_disk_is_told_from_a_damaged_database(
    kept: Store, monkeypatch: pytest.MonkeyPatch, code: int | None, number: int | None
) -> None:
    class Failing:
        def execute(self, *_: object) -> None:
            problem = sqlite3.OperationalError("x")
            if code is not None:
                problem.sqlite_errorcode = code
            raise problem

    kept.close()
    monkeypatch.setattr(kept, "db", Failing())
    with pytest.raises((OSError, Torn)) as raised:
        kept.files()
    assert getattr(raised.value, "errno", None) == number


# ---- builds with a torn cache ------------------------------------------------------------------------------------------


class World:
    """A portal that was built and can be edited, and what a clean build of each of its states gives."""

    def __init__(self, portal: Portal, model: Model) -> None:
        self.portal = portal
        self.cache = portal.folder / "cache"
        self.database = self.cache / NAME
        self.states = TwoStates(portal)
        self.expected = dict(model.expected)
        shutil.copytree(model.templates, self.cache / "templates")
        (self.cache / LOCK).touch()
        portal.built()

    def check(self, told: object, *, discarded: bool | None = None) -> Report:
        """Edit the portal and build: the output is that of a clean build, and at most one line is said of the cache."""
        self.states.switch()
        return self.build(told, discarded=discarded)

    def build(self, told: object, *, discarded: bool | None = None) -> Report:
        report = self.portal.build()
        assert report.status == DONE, (told, codes(report))
        assert self.portal.output() == self.expected[self.states.current], told
        notices = [d.code for d in report.diagnostics].count("cache-discarded")
        assert notices <= 1, told
        assert discarded is None or notices == discarded, told
        assert not (self.cache / JOURNAL).exists(), told
        return report

    def sound(self) -> None:
        """Have a database: damage that shows only while a build writes to it leaves none behind."""
        if not self.database.exists():
            self.build("begun anew", discarded=False)

    def change(self, sql: str, *values: object) -> int:
        """Change the database behind the store's back; how many rows were changed."""
        with sqlite3.connect(self.database) as db:
            count = db.execute(sql, values).rowcount
        db.close()
        return count


class Model(Value, frozen=True):
    """What a clean build of each state gives, and compiled templates, which take longest to make."""

    expected: dict[str, dict[str, str]]
    templates: Path


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    portal = Portal(tmp_path_factory.mktemp("model"))
    states = TwoStates(portal)
    first = portal.clean()
    states.switch()
    return Model({"first": first, "second": portal.clean()}, portal.folder / "clean" / "cache" / "templates")


@pytest.fixture
def world(portal: Portal, model: Model) -> World:
    return World(portal, model)


def flip(data: bytes, chance: random.Random, count: int) -> bytes:
    """Bytes with so many bits turned over."""
    flipped = bytearray(data)
    for _ in range(count):
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """A file in which a few bits have flipped, or a part is overwritten, or that has grown."""
    if chance.random() < 0.85:
        return flip(data, chance, chance.choice([1, 1, 2, 8, 64]))
    start, length = chance.randrange(len(data)), chance.choice([1, 100, 4096, 50_000])
    return chance.choice([data[:start] + bytes(length) + data[start + length :], data + chance.randbytes(length)])


@pytest.mark.long(counts.FLIPS)
def test_damage_anywhere_in_the_database_does_not_show(world: World, numbers: tuple[int, ...]) -> None:
    for number in numbers:
        chance = random.Random(number)
        world.sound()
        world.database.write_bytes(spoilt(world.database.read_bytes(), chance))
        if chance.random() < 0.75:
            world.states.switch()
        world.build(number)


@pytest.mark.long(counts.CUTS)
def test_a_database_cut_off_anywhere_does_not_show(world: World, numbers: tuple[int, ...]) -> None:
    for number in numbers:
        world.sound()
        data = world.database.read_bytes()
        world.database.write_bytes(data[: counts.CUTS.place(number, len(data))])
        world.check(number)


def without(suffixes: Iterable[str]) -> Callable[[World], None]:
    def remove(world: World) -> None:
        for suffix in suffixes:
            (world.cache / suffix).unlink()

    return remove


def replaced_by(data: bytes) -> Callable[[World], None]:
    return lambda world: void(world.database.write_bytes(data))


def replaced_by_a_folder(world: World) -> None:
    world.database.unlink()
    (world.database / "trong").mkdir(parents=True)
    (world.database / "trong" / "tệp").write_text("x")


def of_another_portal(world: World) -> None:
    other = Portal(world.portal.folder / "khác")
    other.article("tin/lua", "Bài của cổng khác.\n", title="Khác")
    other.built()
    shutil.copy(other.folder / "cache" / NAME, world.database)


def of_another_program(world: World) -> None:
    world.database.unlink()
    world.change("create table page(id int)")


def in_another_journal_mode(world: World) -> None:
    db = sqlite3.connect(world.database)
    db.execute("pragma journal_mode = wal")
    db.execute("update page set key = 'x'")
    db.close()


def read_only(world: World) -> None:
    """What SQLite makes of a file whose header says that a newer SQLite is needed to write it."""
    data = bytearray(world.database.read_bytes())
    data[18] = 9
    world.database.write_bytes(bytes(data))


def void(_: object) -> None:
    pass


SPOILT: dict[str, tuple[Callable[[World], None], bool | None]] = {
    "gone": (without([NAME]), False),
    "empty": (replaced_by(b""), False),
    "zero bytes": (replaced_by(bytes(8192)), True),
    "a text": (replaced_by("không phải cơ sở dữ liệu".encode()), True),
    "a header alone": (replaced_by(b"SQLite format 3\0"), True),
    "a folder": (replaced_by_a_folder, True),
    "another portal's": (of_another_portal, False),
    "another program's": (of_another_program, True),
    "another journal mode": (in_another_journal_mode, False),
    "not to be written": (read_only, True),
    "another format": (lambda world: void(world.change("update meta set value = '0' where name = 'format'")), True),
    "a format of another type": (
        lambda world: void(world.change("update meta set value = 2 where name = 'format'")),
        None,
    ),
    "a leftover journal of SQLite": (
        lambda world: void(world.database.with_name(NAME + "-journal").write_bytes(b"junk" * 999)),
        None,
    ),
    "a leftover log of SQLite": (
        lambda world: void(world.database.with_name(NAME + "-wal").write_bytes(b"junk" * 999)),
        None,
    ),
    "no bodies": (lambda world: void(world.change("delete from html")), False),
    "no table": (lambda world: void(world.change("drop table html")), False),
    "a table short of a column": (lambda world: void(world.change("alter table page drop column key")), True),
    "a table too many": (lambda world: void(world.change("create table if not exists extra(x)")), False),
    "a view for a table": (
        lambda world: void((world.change("drop table photo"), world.change("create view photo as select 1 as path"))),
        True,
    ),
    "a trigger": (
        lambda world: void(
            world.change("create trigger t after insert on page begin insert into nowhere values (1); end"),
        ),
        True,
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_database_that_is_not_what_it_was_does_not_show(world: World, name: str) -> None:
    spoil, discarded = SPOILT[name]
    spoil(world)
    world.check("edited", discarded=discarded)
    world.check("and back", discarded=False)
    spoil(world)
    world.build("nothing edited")


COLUMNS = [
    (table, column)
    for table, columns in {
        "meta": ("value", "seal"),
        "file": ("path", "size", "mtime", "inode", "seen", "digest"),
        "reading": ("path", "key", "article", "notes", "seal"),
        "html": ("digest", "html", "seal"),
        "photo": ("path", "digest", "photo", "notes", "seal"),
        "related": ("id", "key", "ids", "seal"),
        "page": ("path", "key", "digest", "size", "mtime", "inode"),
    }.items()
    for column in columns
]
NONSENSE: tuple[object, ...] = (None, 7, 0.5, "", "rác", "[]", '{"a": [1]}', '[["x"]]', b"\xff\x00", "\0", 2**62)


@pytest.mark.long(counts.NONSENSE)
@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda name: str(name))
def test_a_row_that_holds_nonsense_does_not_show(world: World, table: str, column: str, number: int) -> None:
    """Any type in any column, of one row or of all, with the seal that the nonsense would have or with none."""
    chance = random.Random(f"{table}.{column}.{number}")
    key = {"meta": "name", "html": "digest", "related": "id"}.get(table, "path")
    sealed = column != "seal" and table not in ("file", "page")
    for nonsense in chance.sample(NONSENSE, 4):
        where = "where name != 'format'" if table == "meta" else ""
        if column == key or chance.random() < 0.5:
            where += f"{' and' if where else 'where'} {key} = (select max({key}) from {table})"
        changed = world.change(f"update or ignore {table} set {column} = ? {where}", nonsense)
        if sealed and column != "html" and chance.random() < 0.7:  # Any text with a right seal is a body.
            seal_again(world, table)
        world.check((nonsense, where, changed))


def seal_again(world: World, table: str) -> None:
    """Give every row of a table the seal of what it holds now."""
    db = sqlite3.connect(world.database)
    rows = db.execute(f"select * from {table}").fetchall()
    db.execute(f"delete from {table}")
    for row in rows:
        values = (*row[:-1], database.seal_of(row[:-1]))
        db.execute(f"insert into {table} values ({', '.join('?' * len(values))})", values)
    db.commit()
    db.close()


def test_damage_that_shows_while_writing_throws_the_cache_away(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def torn(*_: object, **__: object) -> None:
        raise Torn("x")

    with monkeypatch.context() as broken:
        broken.setattr(Store, "remember", torn)
        report = world.check("while writing", discarded=True)
        assert set(report.written) != set()
    world.build("the next one", discarded=False)
    assert world.build("and one more").written == ()


def test_the_notice_of_a_discarded_cache_is_given_once(world: World) -> None:
    world.database.write_bytes(b"x" * 100)
    world.build("discarded", discarded=True)
    world.build("nothing edited", discarded=False)


def test_damage_that_shows_in_a_worker_shows_nowhere_else(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conglang.build.rendering.MANY", 1)
    monkeypatch.setattr("conglang.build.workers.CHUNK", 3)
    world.portal.options["jobs"] = 2
    world.portal.edit("config.toml", "Cổng thử", "Cổng khác")
    world.expected[world.states.current] = world.portal.clean()
    world.change("update html set html = 'x', seal = ?", 1)
    world.build("a body is damaged", discarded=True)


# ---- a journal and a manifest that end too early -----------------------------------------------------------------------


@pytest.mark.long(counts.CUTS)
def test_a_journal_cut_off_anywhere_does_not_show(
    world: World, numbers: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build before was interrupted after some of its files, so that the output is half old and half new."""
    for number in numbers:
        world.states.switch()
        with monkeypatch.context() as interrupted:
            interrupted.setattr(apply, "_move", until_full(apply._move, number % 7))
            with pytest.raises(OSError, match="No space"):
                world.portal.build()
        data = (world.cache / JOURNAL).read_bytes()
        (world.cache / JOURNAL).write_bytes(data[: counts.CUTS.place(number, len(data))])
        world.build(number, discarded=False)


def until_full(act: Callable[..., None], count: int) -> Callable[..., None]:
    """The same function for so many calls; from then on the disk is full."""
    calls = iter(range(count))

    def limited(*arguments: object) -> None:
        if next(calls, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        act(*arguments)

    return limited


@pytest.mark.long(counts.CUTS)
def test_a_manifest_cut_off_anywhere_stops_the_build(world: World, numbers: tuple[int, ...]) -> None:
    manifest = world.portal.folder / "output" / MANIFEST
    data, before = manifest.read_bytes(), world.portal.output()
    for number in numbers:
        manifest.write_bytes(data[: counts.CUTS.place(number, len(data))])
        spoilt = world.portal.output()
        world.states.switch()
        report = world.portal.build()
        assert (report.status, [d.code for d in report.diagnostics]) == (2, ["output-not-ours"]), number
        assert world.portal.output() == spoilt, number
        assert spoilt == {**before, MANIFEST: spoilt[MANIFEST]}, number
    manifest.write_bytes(data)
    world.check("whole again")


# ---- what else lies in the cache ---------------------------------------------------------------------------------------


def renditions(world: World) -> list[Path]:
    return sorted(path for path in world.cache.glob("renditions/*/*/*") if path.parent.name != "unfinished")


def spoil_renditions(act: Callable[[Path], object]) -> Callable[[World], None]:
    def spoil(world: World) -> None:
        assert renditions(world) != []
        for path in renditions(world):
            act(path)

    return spoil


def exchanged(world: World) -> None:
    """Each rendition holds what another one holds."""
    files = renditions(world)
    contents = [file.read_bytes() for file in files]
    for file, data in zip(files, [*contents[1:], contents[0]], strict=True):
        file.write_bytes(data)


def folder_for(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    (path / "trong").mkdir(parents=True)


def file_for(path: Path) -> None:
    shutil.rmtree(path)
    path.write_text("một tệp")


def file_for_unfinished_renditions(world: World) -> None:
    for file in world.cache.glob("renditions/*/digests"):
        shutil.rmtree(file.with_name("unfinished"), ignore_errors=True)
        file.with_name("unfinished").write_text("một tệp")


def each(pattern: str, act: Callable[[Path], object]) -> Callable[[World], None]:
    def spoil(world: World) -> None:
        found = sorted(world.cache.glob(pattern))
        assert found != [], pattern
        for path in found:
            act(path)

    return spoil


def swapped_templates(world: World) -> None:
    """Each compiled template stands under the name of another."""
    files = sorted(world.cache.glob("templates/*.bin"))
    contents = [file.read_bytes() for file in files]
    for file, data in zip(files, [*contents[1:], contents[0]], strict=True):
        file.write_bytes(data)


CACHE: dict[str, Callable[[World], None]] = {
    "renditions cut off": spoil_renditions(lambda path: path.write_bytes(path.read_bytes()[:-1])),
    "renditions empty": spoil_renditions(lambda path: path.write_bytes(b"")),
    "renditions of others": spoil_renditions(lambda path: path.write_bytes(b"GIF89a")),
    "renditions with a bit flipped": spoil_renditions(
        lambda path: path.write_bytes(flip(path.read_bytes(), random.Random(path.name), 1))
    ),
    "renditions exchanged": exchanged,
    "renditions gone": spoil_renditions(Path.unlink),
    "folders for renditions": spoil_renditions(folder_for),
    "a file for a folder of renditions": each("renditions/????????/[0-9a-f][0-9a-f]/", file_for),
    "a file for the encoder folder": each("renditions/????????/", file_for),
    "a file for the renditions": each("renditions", file_for),
    "no list of renditions": each("renditions/*/digests", Path.unlink),
    "a torn list of renditions": each("renditions/*/digests", lambda path: path.write_bytes(path.read_bytes()[:-50])),
    "a list of renditions that is none": each("renditions/*/digests", lambda path: path.write_bytes(b"\xff\n \n\n x")),
    "a folder for the list of renditions": each("renditions/*/digests", folder_for),
    "encoders that nobody knows": each("renditions/encoders", lambda path: path.write_text("../../x ../../y\n")),
    "torn encoders": each("renditions/encoders", lambda path: path.write_text(path.read_text()[:-4])),
    "a folder for the encoders": each("renditions/encoders", folder_for),
    "a file for unfinished renditions": file_for_unfinished_renditions,
    "templates cut off": each("templates/*.bin", lambda path: path.write_bytes(path.read_bytes()[:-1])),
    "templates empty": each("templates/*.bin", lambda path: path.write_bytes(b"")),
    "templates with a bit flipped": each(
        "templates/*.bin", lambda path: path.write_bytes(flip(path.read_bytes(), random.Random(path.name), 1))
    ),
    "templates exchanged": swapped_templates,
    "folders for templates": each("templates/*.bin", folder_for),
    "torn references of templates": each("templates/*.txt", lambda path: path.write_bytes(path.read_bytes()[:-1])),
    "references of templates that are none": each("templates/*.txt", lambda path: path.write_bytes(b"\xff\n[]")),
    "a folder for the references": each("templates/*.txt", folder_for),
    "a file for the templates": each("templates", file_for),
    "a file for the staging folder": each(STAGING, file_for),
    "staged files of others": lambda world: void((world.cache / STAGING / "0").write_text("rác")),
    "a folder for the journal": lambda world: (world.cache / JOURNAL / "x").mkdir(parents=True),
    "a folder for the new journal": lambda world: (world.cache / journal.UNFINISHED / "x").mkdir(parents=True),
    "a journal of others": lambda world: void((world.cache / JOURNAL).write_text("{}")),
    "no lock": without([LOCK]),
    "a full lock": lambda world: void((world.cache / LOCK).write_text("12345\n")),
    "strange things beside": lambda world: (world.cache / "của tôi").mkdir(exist_ok=True),
}


@pytest.mark.parametrize("name", CACHE)
def test_a_cache_that_is_not_what_it_was_does_not_show(world: World, name: str) -> None:
    CACHE[name](world)
    world.check("edited", discarded=False)
    shutil.rmtree(world.portal.folder / "output")
    world.build("all over again", discarded=False)
    CACHE[name](world)
    shutil.rmtree(world.portal.folder / "output")
    world.build("spoilt and all over again", discarded=False)


def test_renditions_that_stand_in_the_output_are_not_read(world: World) -> None:
    """What is published is known by its stat; the cache is not asked for it."""
    for path in renditions(world):
        path.unlink()
    world.portal.edit("content/tin/lua/index.md", "Lúa chín.", "Lúa gặt.")
    world.portal.built()
    assert renditions(world) == []


# ---- caches in strange places ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [{}, {"clean": True}])
def test_a_folder_with_files_of_others_is_no_cache(portal: Portal, options: dict[str, object]) -> None:
    portal.article("tin/mot")
    folder = portal.folder / "ảnh của tôi"
    (folder / STAGING).mkdir(parents=True)
    (folder / STAGING / "ảnh.jpg").write_text("của tôi")
    report = portal.build(cache=folder, **options)
    assert (report.status, [d.code for d in report.diagnostics]) == (2, ["cache-not-ours"])
    assert [path.name for path in folder.rglob("*")] == [STAGING, "ảnh.jpg"]
    assert not (portal.folder / "output").exists()


def test_a_file_is_no_cache(portal: Portal) -> None:
    portal.article("tin/mot")
    file = portal.write("cache", "một tệp")
    report = portal.build(cache=file)
    assert (report.status, [d.code for d in report.diagnostics]) == (2, ["cache-not-ours"])
    assert file.read_text() == "một tệp"


@pytest.mark.parametrize("place", [".", "content", "templates", "assets", "../output", "../output/cache", ".."])
def test_the_cache_does_not_mix_with_the_portal_or_its_output(portal: Portal, place: str) -> None:
    portal.article("tin/mot")
    report = portal.build(cache=portal.site / place)
    assert (report.status, [d.code for d in report.diagnostics]) == (2, ["cache-misplaced"])


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((), True),
        ((LOCK,), True),
        ((NAME,), True),
        (("preview",), True),
        ((LOCK, "của tôi"), True),
        ((".DS_Store",), True),
        (("của tôi",), False),
        ((STAGING,), False),
    ],
)
def test_whether_a_folder_is_ours(tmp_path: Path, names: tuple[str, ...], expected: bool) -> None:
    for name in names:
        (tmp_path / name).write_text("")
    assert is_ours(tmp_path) is expected


def test_forgetting_the_cache_deletes_what_is_ours_and_nothing_else(world: World) -> None:
    (world.cache / "của tôi").mkdir()
    (world.cache / "của tôi" / "tệp").write_text("của tôi")
    report = world.portal.built(clean=True)
    assert report.written == ()
    assert (world.cache / "của tôi" / "tệp").read_text() == "của tôi"


def test_a_cache_that_was_moved_with_its_portal_works(world: World) -> None:
    moved = world.portal.folder / "nơi khác"
    moved.mkdir()
    for name in ("site", "cache", "output"):
        shutil.copytree(world.portal.folder / name, moved / name)
        shutil.rmtree(world.portal.folder / name)
    world.portal.folder, world.portal.site = moved, moved / "site"
    world.cache, world.database = moved / "cache", moved / "cache" / NAME
    world.build("moved", discarded=False)
    world.check("edited there", discarded=False)


def test_two_portals_with_one_cache_never_mix(world: World, tmp_path: Path) -> None:
    other = Portal(tmp_path / "khác")
    other.article("tin/lua", "Bài của cổng khác.\n", title="Khác", tags="[lúa]")
    other.article("tin/cau", "Xem [giấy](giay.pdf).\n", title="Cầu khác")
    shutil.copy(world.portal.site / "content/tin/cau/giay.pdf", other.site / "content/tin/cau/giay.pdf")
    expected = other.clean()
    other.options["cache"] = world.cache
    for _ in range(3):
        other.built()
        assert other.output() == expected
        world.check("beside another")
        assert other.output() == expected


def test_two_outputs_with_one_cache_never_mix(world: World, tmp_path: Path) -> None:
    second = tmp_path / "bản nháp"
    for _ in range(3):
        report = world.portal.build(output=second)
        assert report.status == DONE
        assert digests(second) == world.expected[world.states.current]
        before = digests(second)
        world.check("beside another")
        assert digests(second) == before


@pytest.mark.parametrize("broken", ["from the start", "after a build that failed"])
def test_the_last_good_version_is_never_that_of_another_portal(portal: Portal, tmp_path: Path, broken: str) -> None:
    portal.article("tin/mot", "Bài của cổng này.\n")
    portal.article("tin/hai")
    portal.built()
    other = Portal(tmp_path / "khác")
    other.options["cache"] = portal.folder / "cache"
    other.article("tin/hai")
    if broken == "after a build that failed":
        other.article("tin/ba", locality="Nơi không có")
        other.build(skip_broken=True)
    other.article("tin/mot", locality="Nơi không có", date="hôm qua")
    report = other.build(skip_broken=True)
    assert report.status == 1
    assert not (other.folder / "output").exists()


@pytest.mark.skipif(not os.path.isdir("/dev/shm"), reason="no other file system is known here")
def test_an_output_on_another_file_system_is_that_of_a_clean_build(world: World) -> None:
    folder = Path("/dev/shm") / f"conglang-{os.getpid()}"
    try:
        for state in ("second", "first", "second"):
            world.states.switch_to(state)
            report = world.portal.build(output=folder / "output")
            assert report.status == DONE
            assert digests(folder / "output") == world.expected[state]
            assert [path.name for path in (world.cache / STAGING).iterdir()] == []
            assert world.portal.build(output=folder / "output").written == ()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_a_list_of_ours_that_is_damaged_stops_the_build(world: World) -> None:
    (world.portal.folder / "output" / MANIFEST).write_text("{")
    report = world.portal.build()
    assert (report.status, [d.code for d in report.diagnostics]) == (2, ["output-not-ours"])


def test_a_file_of_somebody_where_a_page_belongs_is_not_overwritten(portal: Portal) -> None:
    portal.article("tin/mot")
    portal.built()
    foreign = portal.folder / "output/2024/03/hai/index.html"
    foreign.parent.mkdir()
    foreign.write_text("của tôi")
    portal.article("tin/hai")
    before = portal.output()
    report = portal.build()
    assert (report.status, [d.code for d in report.diagnostics]) == (1, ["output-occupied"])
    assert portal.output() == before
    foreign.unlink()
    portal.built()
    assert portal.output() == portal.clean()
