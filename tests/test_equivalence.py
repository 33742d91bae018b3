"""Incremental equals clean: after any edit the output is, byte for byte, that of a build that remembers nothing.

Seeded random edits of every kind on a portal made to overflow. After each one an incremental build is compared with a clean
one elsewhere: the same files, the same list of them, the same diagnostics; and what the build says that it wrote and removed
is what changed. Where an edit makes the portal erroneous, both builds must say the same and the output must stay as it was.

`build.py test --long` takes more seeds. A failure names the seed, which is the number of the case, and the edits that led to it.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import time
from collections.abc import Callable

import pytest

from conglang.build import planning, reading, rendering, workers
from conglang.build.pipeline import build
from conglang.build.request import DONE, Report
from conglang.content.fields import FIELDS
from conglang.diagnostics import Diagnostic
from conglang.output.manifest import MANIFEST
from conglang.portal import lists
from tests import counts
from tests.full_portal import ArticleFile, full_portal
from tests.portal import NOW, Portal, codes, described, digests
from tests.sample_files import jpeg, pdf

STEPS = 10
"""Edits for each seed."""

FITTING: dict[str, tuple[str, ...]] = {
    "title": ("Tiêu đề khác", "Lúa chín", "“Ngoặc” & <dấu>", "Bài mot"),
    "date": (
        *("2023-02-03", "2023-02-04", "2023-05-01", "2024-03-21 14:30", "2024-03-21 14:29", "2024-12-31 23:59"),
        *("2025-06-30", "2025-07-01", "2026-11-22 09:00", "2026-11-21", "2027-01-01", "2022-12-31"),
    ),
    "author": ("Lan", "Minh - Đài xã", "[Lan, Hoa]", "Đài xã", "[Minh - Đài xã, lan]"),
    "locality": ("tinh-a", "thi-xa-b", "Bình", "xa-c", "[xa-d, Kênh]", "Phú Thịnh", "Xã Phú Hoà", "huyen-e", "Nơi lạ"),
    "category": ("thoi-su", "kinh-te", "Văn hoá", "Kinh tế", "the-thao"),
    "tags": ("", "[lúa]", "[hoà bình]", "[Hòa Bình, cầu]", "[mới toanh]", "[cau, cầu]", "[lúa, hòa bình, cầu, riêng]"),
    "photo": ("", "lua.jpg", "../mot/lua.jpg", "../../anh/chung.jpg", "../../anh/sao.jpg", "../hai/cầu.jpg"),
    "updated": ("", "2026-11-02", "2026-11-21 10:00"),
    "embargo": ("", "2026-11-24 06:00", "2025-01-01", "2026-11-22"),
    "expires": ("", "2026-11-21", "2026-11-30", "2025-12-31"),
    "draft": ("", "true", "false"),
    "status": ("", "review", "approved", "draft"),
    "featured": ("", "true", "2026-11-25", "2026-11-20"),
    "source": ("", "Báo tỉnh", "no"),
    "related": ("", "[../hai/index.md]", "[../mot/index.md, /2024/01/bon/]", "[../bay/]"),
    "corrections": ("", '[{date: 2026-11-03, text: "Sửa tên."}]', '[{date: 2025-07-03, text: "Sửa số."}]'),
    "slug": ("", "ten-khac", "bai", "mot"),
    "aliases": ("", "[/cu/a/]", "[/cu/a.html, /tin-cu/]", "[/cu/a.html/]", "[/ve-chung-toi/]"),
}
"""Values that fit this portal, or are errors in some places of it: those are edits too."""

VALUES = {field.name: FITTING.get(field.name, ("", field.example, f"{field.example} (khác)")) for field in FIELDS}
"""What fields are set to: every field of the front matter, those that take any text to their example and another text."""

BODIES = (
    "Một đoạn duy nhất.\n",
    "Đoạn một.\n\nĐoạn hai.\n\n- một\n- hai\n",
    "Xem [một](../mot/index.md), [hai](../hai/index.md#khong-co) và [ba](../ba/).\n",
    "Ảnh chung:\n\n![Chung](../../anh/chung.jpg)\n\n![Sao](../../anh/sao.jpg)\n",
    "![](../mot/lua.jpg)\n![](../../anh/chung.jpg)\n(Ảnh: Hai tấm)\n\nSau ảnh.\n",
    "Tải [kế hoạch](../hai/Kế%20hoạch.pdf), [ảnh](../mot/lua.jpg), [trang](/gioi-thieu/).\n",
    "Chú thích[^1] và <script>alert(1)</script> bảng.\n\n[^1]: Ở đây.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
)

TOGGLES: tuple[tuple[str, str, str], ...] = (
    ("config.toml", 'title = "Cổng đầy"', 'title = "Cổng vơi"'),
    ("config.toml", "per_page = 2", "per_page = 3"),
    ("config.toml", "widths = [48, 96]", "widths = [48]"),
    ("config.toml", "quality = 70", 'quality = 60\nformats = ["jpeg"]'),
    ("config.toml", "count = 3", "count = 1"),
    ("config.toml", 'language = "vi"', 'language = "en"'),
    ("config.toml", "items = 3", "items = 4"),
    ("config.toml", "full_text = false", "full_text = true"),
    ("config.toml", "approval = false", "approval = true"),
    ("config.toml", "{year}/{month}/{slug}", "{year}/{slug}"),
    ("config.toml", "Asia/Ho_Chi_Minh", "America/New_York"),
    ("config.toml", 'slogan = "Tin của làng"', 'logo = "img/own.svg"'),
    ("config.toml", 'slug = "kinh-te"\nname = "Kinh tế"', 'slug = "kinh-te"\nname = "Làm ăn"'),
    (
        "config.toml",
        '[[category]]\nslug = "thoi-su"\nname = "Thời sự"\n\n[[category]]\nslug = "kinh-te"\nname = "Kinh tế"\n',
        '[[category]]\nslug = "kinh-te"\nname = "Kinh tế"\n\n[[category]]\nslug = "thoi-su"\nname = "Thời sự"\n',
    ),
    ("config.toml", "[feeds]", "[feed]"),
    ("content/localities.toml", 'name = "Cẩm"', 'name = "Cẩm Hoà"'),
    ("content/localities.toml", 'name = "Êa"', 'name = "Bình"'),
    ("content/localities.toml", "{ to = 2025-06-30 }\n", "{ to = 2025-06-28 }\n"),
    ("content/localities.toml", '"xa-f", "xa-g", "xa-h", ', '"xa-f", '),
    ("content/localities.toml", '{ id = "xa-c", main = true }, "xa-d"', '"xa-c", { id = "xa-d", main = true }'),
    (
        "content/localities.toml",
        'name = "Hạ"\nkind = "xa"\nparent = "tinh-a"',
        'name = "Hạ"\nkind = "thon"\nparent = "xa-g"',
    ),
    ("content/localities.toml", 'id = "xa-c", from = 2025-07-01', 'id = "xa-d", from = 2025-07-01'),
    ("content/localities.toml", 'aliases = ["Phú Thịnh"]', 'aliases = ["Cẩm"]'),
    ("content/localities.toml", 'id = "xa-i"', 'id = "xa-i-moi"'),
    ("templates/parts/line.html", 'class="own"', 'class="theirs"'),
    ("templates/parts/line.html", "{% if item %}", "{% if item %}{# một lời #}"),
    ("templates/parts/line.html", "{% endif %}", "{% endfi %}"),
    ("templates/parts/line.html", "item.title", "item.titel"),
    ("assets/css/own.css", "red", "#c00"),
    ("assets/img/own.svg", "M0 0h8v8z", "M0 0h9v9z"),
    ("content/pages/gioi-thieu.md", "title: Giới thiệu", "title: Về chúng tôi"),
    ("content/pages/gioi-thieu.md", "Một [tin]", "Vài [tin]"),
    ("content/pages/lien-he.md", "title: Liên hệ", "title: Liên hệ\nslug: lien-lac"),
    ("content/notices/mat-dien.md", "expires: 2026-11-25", "expires: 2026-11-21"),
    ("content/localities/xa-c.md", "Xã bên sông", "Xã ven đê"),
)

EXTRA: dict[str, bytes] = {
    "assets/css/site.css": b"body { margin: 0 }\n",
    "templates/parts/byline.html": b'{% for b in article.bylines %}<p class="byline">{{ b.name }}</p>{% endfor %}\n',
    "content/pages/mot-trang.md": "---\ntitle: Một trang\n---\n\nChữ, xem [hai](../tin/hai/index.md).\n".encode(),
    "content/localities/thi-xa-b.md": "---\ntitle: Thị xã Bình\n---\n\nNơi đã cũ.\n".encode(),
    "content/tin/Thumbs.db": b"nobody reads this",
    "content/hong.md": "không có phần đầu\n".encode(),
}
"""Files that come and go."""

MOMENTS = (
    *(NOW, "2026-11-23T23:59:59+07:00", "2026-11-24T06:00:00+07:00", "2026-11-25T00:00:00+07:00"),
    *("2026-11-27T00:00:00+07:00", "2026-12-01T08:00:00+07:00", "2027-06-01T00:00:00+07:00"),
    *(
        "2026-11-20T00:00:00+07:00",
        "2025-06-30T23:59:59+07:00",
        "2025-07-01T00:00:00+07:00",
        "2024-02-01T12:00:00+07:00",
    ),
)


class World:
    """A portal under random edits: what was written, what went before, and the story so far."""

    def __init__(self, portal: Portal, seed: int) -> None:
        self.portal = portal
        self.random = random.Random(seed)
        self.content = full_portal()
        self.sound = self.content.copy(), portal.now, dict(portal.options)
        self.story: list[str] = []
        self.young: tuple[str, int] | None = None

    def step(self) -> None:
        """One edit, checked; one that makes the portal erroneous is mostly taken back, and that is checked too."""
        edit = self.random.choices(list(EDITS), weights=list(EDITS.values()))[0]
        self.story.append(f"{edit.__name__}: {edit(self)}")
        if self.young is not None:
            path, mtime = self.young
            self.content.put_young(self.portal, path, mtime)
        self.content.put(self.portal)
        if self.check():
            self.sound = self.content.copy(), self.portal.now, dict(self.portal.options)
        elif self.random.random() < 0.8:
            sound, self.portal.now, options = self.sound
            self.content, self.portal.options = sound.copy(), dict(options)
            self.content.put(self.portal)
            self.story.append("taken back")
            assert self.check(), "\n".join(self.story)
        if self.young is not None:
            path, self.young = self.young[0], None
            if (self.portal.site / path).is_file():
                self.portal.age(self.portal.site / path)

    def check(self) -> bool:
        """Build incrementally and clean, and compare; whether the portal is without errors."""
        before = self.portal.output()
        report = self.portal.build()
        after = self.portal.output()
        clean, there = self.clean()
        told = "\n".join(self.story)
        assert (report.status, said(report)) == (clean.status, said(clean)), told
        if clean.status != DONE:
            assert after == before, told
            return False
        assert differing(after, there) == {}, told
        assert set(report.written) == {p for p in after if before.get(p) != after[p]} - {MANIFEST}, told
        assert set(report.removed) == {p for p in before if p not in after}, told
        assert report.kept == len(after) - 1 - len(report.written), told
        if self.random.random() < 0.3:
            again = self.portal.build()
            assert (again.status, again.written, again.removed) == (DONE, (), ()), told
            assert (said(again), again.kept, again.articles) == (said(clean), len(after) - 1, clean.articles), told
            assert self.portal.output() == after, told
        return True

    def clean(self) -> tuple[Report, dict[str, str]]:
        """The report and the files of a build that remembers nothing."""
        folder = self.portal.folder / "clean"
        shutil.rmtree(folder, ignore_errors=True)
        report = build(self.portal.request(output=folder / "output", cache=folder / "cache"))
        return report, digests(folder / "output")

    def any(self) -> ArticleFile:
        """Some article."""
        return self.content.articles[self.random.choice(sorted(self.content.articles))]


def said(report: Report) -> list[Diagnostic]:
    """The diagnostics of a report in a fixed order, without the notice that a torn cache was thrown away."""
    return sorted(
        {d for d in report.diagnostics if d.code != "cache-discarded"}, key=lambda d: (described(d), d.values)
    )


def differing(one: dict[str, str], other: dict[str, str]) -> dict[str, tuple[str, str]]:
    """The files in which two outputs differ: short to read where they do."""
    return {
        path: (one.get(path, "missing"), other.get(path, "missing"))
        for path in sorted({*one, *other})
        if one.get(path) != other.get(path)
    }


def test_every_value_that_fits_the_portal_is_that_of_a_field() -> None:
    assert FITTING.keys() - VALUES.keys() == set()


# ---- the edits -----------------------------------------------------------------------------------------------------------


def body(world: World) -> str:
    article = world.any()
    if world.random.random() < 0.5:
        article.body += f"\nThêm {world.random.randrange(1000)}.\n"
    else:
        article.body = world.random.choice(BODIES)
    return article.text


def front_matter(world: World) -> str:
    article = world.any()
    name = world.random.choice(sorted(VALUES))
    article.fields[name] = world.random.choice(VALUES[name])
    return f"{article.fields['title']}: {name} = {article.fields[name]}"


def neighbour_dates(world: World) -> str:
    """Two articles change places in time: what each of them is stays, what stands beside it does not."""
    one, other = world.any(), world.any()
    one.fields["date"], other.fields["date"] = other.fields["date"], one.fields["date"]
    return f"{one.fields['title']} ↔ {other.fields['title']}"


def toggle(world: World) -> str:
    path, one, other = world.random.choice(TOGGLES)
    if path not in world.content.files:
        return "nothing"
    text = world.content.files[path].decode()
    turned = text.replace(one, other) if one in text else text.replace(other, one)
    world.content.files[path] = turned.encode()
    return f"{path}: {one!r} ↔ {other!r}"


def come_and_go(world: World) -> str:
    path = world.random.choice(sorted(EXTRA))
    if world.content.files.pop(path, None) is None:
        world.content.files[path] = EXTRA[path]
    return path


def add(world: World) -> str:
    number = world.random.randrange(10_000)
    fields = {name: world.random.choice(VALUES[name][:4]) for name in ("author", "locality", "category", "tags")}
    date = world.random.choice([*VALUES["date"], "2026-11-21 23:00"])
    folder = world.random.choice(["tin", "tin/xa", "viet"])
    article = ArticleFile({"title": f"Bài thêm {number}", "date": date} | fields, world.random.choice(BODIES[:2]))
    world.content.articles[f"{folder}/them-{number}"] = article
    return article.text


def delete(world: World) -> str:
    folder = world.random.choice(sorted(world.content.articles))
    if len(world.content.articles) > 12:
        del world.content.articles[folder]
    return folder


def move(world: World) -> str:
    """An article's folder gets another name or another place; links to it follow or break."""
    old = world.random.choice(sorted(world.content.articles))
    parent, _, name = old.rpartition("/")
    new = world.random.choice([f"{parent}/{name}-moi", f"{parent}/{name[:-1]}", f"tin/{name}"])
    if new in world.content.articles or new.endswith("/"):
        return "nothing"
    world.content.articles[new] = world.content.articles.pop(old)
    for path in [p for p in world.content.files if p.startswith(f"content/{old}/")]:
        world.content.files[path.replace(old, new)] = world.content.files.pop(path)
    if world.random.random() < 0.7:
        for article in world.content.articles.values():
            article.body = article.body.replace(f"../{name}/", f"../{new.rpartition('/')[2]}/")
            for field in ("photo", "related"):
                value = article.fields.get(field, "")
                article.fields[field] = value.replace(f"../{name}/", f"../{new.rpartition('/')[2]}/")
        for path in [p for p in world.content.files if p.endswith(".md")]:
            data = world.content.files[path]
            world.content.files[path] = data.replace(f"{old}/".encode(), f"{new}/".encode())
    return f"{old} → {new}"


def broken(world: World) -> str:
    article = world.any()
    article.fields[world.random.choice(["tilte", "title", "date", "x: y: z"])] = world.random.choice(
        ["[a", "32/13/2024", "-"]
    )
    return article.text


def photo(world: World) -> str:
    """A photo is replaced under its name; its file is as large as it was."""
    names = sorted(p for p in world.content.files if p.lower().endswith(".jpg"))
    if not names:
        return "nothing"
    path = world.random.choice(names)
    size = world.random.choice([(120, 80), (80, 120), (40, 40), (48, 48)])
    world.content.files[path] = jpeg(world.random.randrange(250), *size)
    return path


def photo_gone(world: World) -> str:
    names = sorted(p for p in world.content.files if p.lower().endswith((".jpg", ".pdf")))
    if not names:
        return "nothing"
    path = world.random.choice(names)
    kind = world.random.choice(["deleted", "torn", "case"])
    data = world.content.files.pop(path)
    if kind == "torn":
        world.content.files[path] = data[: world.random.choice([0, 3, 300])]
    if kind == "case":
        world.content.files[path.upper().replace("CONTENT/", "content/").replace("TIN/", "tin/")] = data
    return f"{path} {kind}"


def attachment(world: World) -> str:
    """A document is replaced; its file is as large as it was."""
    path = "content/tin/hai/Kế hoạch.pdf"
    if path in world.content.files:
        world.content.files[path] = pdf(str(world.random.randrange(1000)))
    return path


def saved_twice(world: World) -> str:
    """A file is saved, built, and saved again at once: neither its size nor its time shows the second edit.

    The time lies a little ahead, so that a slow machine does not make the file older than two seconds in between.
    """
    kinds = [p for p in sorted(world.content.files) if p.endswith((".jpg", ".pdf", ".css", ".toml", "line.html"))]
    articles = [f"content/{folder}/index.md" for folder in sorted(world.content.articles)]
    path = world.random.choice([world.random.choice(kinds), world.random.choice(articles)])
    mtime = time.time_ns() + 100_000_000_000
    numbers = world.random.sample(range(100, 1000), 2)
    for turn, number in enumerate(numbers):
        if path in world.content.files:
            data = world.content.files[path]
            if path.endswith(".jpg"):
                changed = jpeg(number)
            elif path.endswith(".pdf"):
                changed = pdf(str(number))
            elif path.endswith(".toml"):
                changed = (
                    data.replace(b'"tinh"', b'"vung"') if b'"tinh"' in data else data.replace(b'"vung"', b'"tinh"')
                )
                changed = changed.replace("Cổng đầy".encode(), f"Cổng {number}".encode())
            elif turn == 0:
                changed = data + (f"/* {number} */" if path.endswith(".css") else f"<!-- {number} -->").encode()
            else:
                changed = data.replace(str(numbers[0]).encode(), str(number).encode())
            world.content.files[path] = changed
        else:
            article = world.content.articles[path.removeprefix("content/").removesuffix("/index.md")]
            article.fields["title"] = f"Bài lưu {number}"
        world.content.put_young(world.portal, path, mtime)
        if turn == 0 and not world.check():
            return f"{path} (once)"
    world.young = (path, mtime)
    return path


def clock(world: World) -> str:
    world.portal.now = world.random.choice(MOMENTS)
    return world.portal.now


def option(world: World) -> str:
    name = world.random.choice(["drafts", "future", "base_url", "jobs"])
    if name == "base_url":
        world.portal.options[name] = world.random.choice(["", "https://khac.example/xa/", "http://localhost:8000"])
    elif name == "jobs":
        world.portal.options[name] = world.random.choice([1, 2])
    else:
        world.portal.options[name] = not world.portal.options.get(name, False)
    return f"{name} = {world.portal.options[name]}"


def by_hand(world: World) -> str:
    """Somebody deletes or edits a file of the output; the list of our files may lose a line."""
    there = sorted(world.portal.output())
    path = world.random.choice(there)
    file = world.portal.folder / "output" / path
    if path == MANIFEST:
        return "nothing"
    kind = world.random.choice(["deleted", "edited", "emptied", "touched", "unlisted"])
    if kind == "deleted":
        file.unlink()
    elif kind == "edited":
        file.write_bytes(b"x" * file.stat().st_size)
    elif kind == "emptied":
        file.write_bytes(b"")
    elif kind == "touched":
        os.utime(file, ns=(1, 1))
    else:
        manifest = world.portal.folder / "output" / MANIFEST
        listed = json.loads(manifest.read_text("utf-8"))
        del listed["files"][path]
        manifest.write_text(json.dumps(listed, ensure_ascii=False), "utf-8")
    return f"{path} {kind}"


def forgotten(world: World) -> str:
    """The cache, or a part of it, is deleted."""
    cache = world.portal.folder / "cache"
    name = world.random.choice(["", "memory.db", "renditions", "templates", "staging"])
    if name == "memory.db":
        (cache / name).unlink(missing_ok=True)
    else:
        shutil.rmtree(cache / name, ignore_errors=True)
    return name or "all"


def torn(world: World) -> str:
    """Bytes of the database change, or its end is lost."""
    file = world.portal.folder / "cache/memory.db"
    if not file.is_file():
        return "nothing"
    data = bytearray(file.read_bytes())
    kind = world.random.choice(["bytes", "end", "page", "other"])
    if kind == "bytes":
        for _ in range(world.random.choice([1, 20, 400])):
            data[world.random.randrange(len(data))] = world.random.randrange(256)
    elif kind == "end":
        del data[world.random.randrange(len(data)) :]
    elif kind == "page":
        start = world.random.randrange(0, len(data), 4096)
        data[start : start + 4096] = world.random.randbytes(4096)
    else:
        data = bytearray(b"not a database at all")
    file.write_bytes(data)
    return kind


EDITS: dict[Callable[[World], str], int] = {
    body: 10,
    front_matter: 40,
    neighbour_dates: 4,
    toggle: 16,
    come_and_go: 5,
    add: 6,
    delete: 4,
    move: 5,
    broken: 2,
    photo: 5,
    photo_gone: 3,
    attachment: 2,
    saved_twice: 5,
    clock: 7,
    option: 6,
    by_hand: 4,
    forgotten: 3,
    torn: 4,
}
"""Each kind of edit, with how often it is made."""


@pytest.mark.long(counts.EDITS)
def test_after_any_edit_an_incremental_build_equals_a_clean_one(
    number: int, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    if number % 4 == 3:  # Worker processes for everything: what they make and what they are told must not matter.
        monkeypatch.setattr(reading, "MANY", 2)
        monkeypatch.setattr(rendering, "MANY", 2)
        monkeypatch.setattr(planning, "MANY", 2)
        monkeypatch.setattr(workers, "CHUNK", 1)
        portal.options["jobs"] = 2
    if number % 2:  # Long lists are planned in parts, and few of the test's are long.
        monkeypatch.setattr(lists, "STRETCH", 2)
    world = World(portal, number)
    world.content.put(portal)
    world.story.append(f"seed {number}")
    assert world.check(), codes(portal.report)
    for _ in range(STEPS):
        world.step()
