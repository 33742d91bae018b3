"""A portal that holds every kind of thing, with further pages in every list: for random edits and for builds elsewhere.

Four years of articles at two a page, split and renamed localities, tags of one article alone, shared photos, aliases,
hand-picked and relative links, corrections, dates still to come, standing pages, notices, texts of localities, a
withdrawn article, an attachment, and templates and assets of its own. `full_portal()` returns its files as a
`PortalFiles`, which a test edits and writes into the folder of a `Portal`; a copy takes edits back.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from tests.portal import Portal
from tests.sample_files import jpeg, pdf

CONFIG = """\
[site]
title = "Cổng đầy"
url = "https://day.example"
language = "vi"
timezone = "Asia/Ho_Chi_Minh"
slogan = "Tin của làng"
governing_body = "Trung tâm thử"
approval = false

[[category]]
slug = "thoi-su"
name = "Thời sự"

[[category]]
slug = "kinh-te"
name = "Kinh tế"

[[category]]
slug = "van-hoa"
name = "Văn hóa"

[permalinks]
article = "/{year}/{month}/{slug}/"

[lists]
per_page = 2

[related]
count = 3

[photos]
widths = [48, 96]
quality = 70
share_titles = 3

[feeds]
items = 3
full_text = false
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
id = "huyen-e"
name = "Êa"
kind = "huyen"
parent = "tinh-a"
valid = { to = 2024-12-31 }
successors = ["xa-f", "xa-g", "xa-h", { id = "xa-i", main = true }]

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

[[locality]]
id = "thon-k"
name = "Kênh"
kind = "thon"
parent = [{ id = "thi-xa-b", to = 2025-06-30 }, { id = "xa-c", from = 2025-07-01 }]

[[locality]]
id = "xa-f"
name = "Phú Hòa"
kind = "xa"
parent = "tinh-a"
aliases = ["Phú Thịnh"]

[[locality]]
id = "xa-g"
name = "Giồng"
kind = "xa"
parent = [{ id = "huyen-e", to = 2024-12-31 }, { id = "tinh-a", from = 2025-01-01 }]

[[locality]]
id = "xa-h"
name = "Hạ"
kind = "xa"
parent = "tinh-a"

[[locality]]
id = "xa-i"
name = "Ích"
kind = "xa"
parent = "tinh-a"
"""

LINE = """\
{% if item %}<li class="own"><a href="{{ item.url }}">{{ item.title }}</a> {{ "2025-06-30" | day_text }}</li>{% endif %}

"""

FILES: dict[str, str | bytes] = {
    "config.toml": CONFIG,
    "content/localities.toml": GAZETTEER,
    "templates/parts/line.html": LINE,
    "assets/css/own.css": "a { color: red }\n",
    "assets/img/own.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h8v8z"/></svg>\n',
    "content/pages/gioi-thieu.md": "---\ntitle: Giới thiệu\naliases: [/ve-chung-toi/]\n---\n\nMột [tin](../tin/mot/index.md).\n",
    "content/pages/lien-he.md": "---\ntitle: Liên hệ\nphoto: ../tin/mot/lua.jpg\n---\n\nGọi số 1.\n",
    "content/notices/mat-dien.md": "---\ntitle: Mất điện\ndate: 2026-11-20\nexpires: 2026-11-25\n---\n\nSửa dây.\n",
    "content/notices/hop-dan.md": "---\ntitle: Họp dân\ndate: 2026-12-01 08:00\n---\n\nTại đình.\n",
    "content/localities/xa-c.md": "---\ntitle: Xã Cẩm\n---\n\nXã bên sông, xem [ảnh](../tin/mot/lua.jpg).\n",
    "content/_nhap.md": "Không phải bài.\n",
}


@dataclass
class ArticleFile:
    """An article in a test: fields as they are written in the front matter, and the body."""

    fields: dict[str, str]
    body: str

    @property
    def text(self) -> str:
        """The text of the file."""
        front = "".join(f"{name}: {value}\n" for name, value in self.fields.items() if value)
        return f"---\n{front}---\n\n{self.body}"


@dataclass
class PortalFiles:
    """All files of a portal: articles by folder below `content/`, everything else by path."""

    articles: dict[str, ArticleFile] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def copy(self) -> PortalFiles:
        """A copy that does not change when this one does."""
        articles = {folder: ArticleFile(dict(p.fields), p.body) for folder, p in self.articles.items()}
        return PortalFiles(articles, dict(self.files))

    def all(self) -> dict[str, bytes]:
        """The bytes of every file, by path."""
        articles = {f"content/{folder}/index.md": p.text.encode() for folder, p in self.articles.items()}
        return {**self.files, **articles}

    def put(self, portal: Portal) -> None:
        """Give the portal's folder these files and no others, touching only those that differ."""
        wanted = self.all()
        for file in sorted(portal.site.rglob("*")):
            if file.is_file() and file.relative_to(portal.site).as_posix() not in wanted:
                file.unlink()
        for folder in sorted((f for f in portal.site.rglob("*") if f.is_dir()), reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()
        for path, data in wanted.items():
            file = portal.site / path
            if not file.is_file() or file.read_bytes() != data:
                portal.write(path, data)

    def put_young(self, portal: Portal, path: str, mtime: int) -> None:
        """Write one file in place with a given time, like an editor program that saves twice in a moment."""
        file = portal.site / path
        file.write_bytes(self.all()[path])
        os.utime(file, ns=(mtime, mtime))


def full_portal() -> PortalFiles:
    """The portal at the start."""
    files = {path: data.encode() if isinstance(data, str) else data for path, data in FILES.items()}
    files["content/tin/mot/lua.jpg"] = jpeg(10)
    files["content/tin/mot/Bản đồ.JPG"] = jpeg(60, 80, 120)
    files["content/tin/hai/cầu.jpg"] = jpeg(110, 40, 40)
    files["content/tin/hai/Kế hoạch.pdf"] = pdf("một")
    files["content/anh/chung.jpg"] = jpeg(160)
    files["content/anh/sao.jpg"] = jpeg(160)
    articles: dict[str, ArticleFile] = {}

    def article(folder: str, date: str, body: str = "", **fields: str) -> None:
        name = folder.rpartition("/")[2]
        values = {"title": f"Bài {name}", "date": date, "author": "Lan", "locality": "tinh-a", "category": "thoi-su"}
        articles[folder] = ArticleFile(values | fields, body or f"Đoạn đầu của {name}.\n\nĐoạn sau của {name}.\n")

    article(
        "tin/mot",
        "2023-02-03",
        "Mở đầu.\n\n## Mục\n\n![Lúa chín](lua.jpg)\n\nGiữa bài.\n\n![](Bản%20đồ.JPG)\n(Ảnh: Bản đồ xã)\n",
        tags="[hòa bình, lúa]",
        locality="thi-xa-b",
    )
    article(
        "tin/hai",
        "2023-05-06 07:30",
        "Xem [bài một](../mot/index.md#muc) và [kế hoạch](Kế%20hoạch.pdf).\n\n![Cầu](cầu.jpg)\n",
        tags="[hoà bình, cầu]",
        locality="Thị xã Bình",
        aliases="[/cu/hai.html, /tin-hai/]",
    )
    article("tin/ba", "2023-09-10", tags="[lúa]", locality="huyen-e", author="[Lan, Minh - Đài xã]")
    article(
        "tin/bon", "2024-01-01", category="Kinh tế", locality="huyen-e", photo="../mot/lua.jpg", photo_caption="Lúa"
    )
    article(
        "tin/nam",
        "2024-03-21 14:30",
        tags="[lúa, cầu]",
        category="kinh-te",
        locality="Kênh",
        related="[../hai/index.md]",
    )
    article("tin/sau", "2024-03-21 14:30", tags="[Hòa Bình]", category="kinh-te", author="Minh - Đài xã")
    article("tin/bay", "2024-12-31", locality="[xa-g, thon-k]", summary="Tóm tắt của bảy.", tags="[riêng]")
    article("tin/tam", "2025-06-30", locality="thi-xa-b", updated="2025-07-02", genre="Ghi chép", series="Mùa nước")
    article("tin/chin", "2025-07-01", locality="xa-c", corrections='[{date: 2025-07-03, text: "Sửa số liệu."}]')
    article("tin/muoi", "2025-08-08", locality="xa-d", withdrawn="Sai sự thật.", aliases="[/cu/muoi/]", tags="[lúa]")
    article(
        "tin/muoi-mot",
        "2025-09-09",
        '![Chung](../../anh/chung.jpg){alt="x"}\n\nChữ.\n',
        category="van-hoa",
        tags="[cầu]",
    )
    article("tin/muoi-hai", "2026-01-15", "Chữ.\n\n![Sao](../../anh/sao.jpg)\n", category="van-hoa", source="Báo tỉnh")
    article("tin/muoi-ba", "2026-06-01", expires="2026-11-30", tags="[hòa bình]", locality="Phú Hoà")
    article("tin/muoi-bon", "2026-11-01", featured="2026-11-26", tags="[lúa]", locality="Kênh", category="van-hoa")
    article("tin/muoi-lam", "2026-11-10", embargo="2026-11-24 06:00", tags="[chờ]", author="Hoa")
    article("tin/muoi-sau", "2026-11-23", tags="[lúa]", locality="xa-c", related="[../mot/index.md]")
    article("tin/muoi-bay", "2026-11-20", draft="true", tags="[nháp]")
    article(
        "tin/muoi-tam", "2026-11-21", "Xem [bài hai](../hai/) và [bốn](/2024/01/bon/).\n", tags="[hòa bình, cầu, lúa]"
    )
    return PortalFiles(articles, files)
