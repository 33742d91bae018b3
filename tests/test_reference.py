"""The reference: every field of front matter and every key of `config.toml` is in it, and what it says holds.

The pages are made of `FIELDS` and `SETTINGS`; their examples are built here as they are printed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conglang.build.request import DONE
from conglang.content import config
from conglang.content.config import SETTINGS
from conglang.content.fields import ARTICLE, EVERYWHERE, FIELDS, LOCALITY, NOTICE, PAGE, KnownField
from conglang.model import Article, Category, PhotoConfig, SiteConfig
from conglang.values import names
from tests.portal import NOW, Portal, codes
from tests.sample_files import jpeg
from tools import write_reference

ROOT = Path(__file__).resolve().parent.parent
LATER = "2027-03-01T08:00:00+07:00"

EXAMPLE = re.compile(r"^#{2,3} (\w+)\n(?:(?!^#).)*?^```(?:yaml|toml)\n(.*?)^```$", re.M | re.S)

SITE = {
    "site": {"title": '"Cổng"', "url": '"https://thu.example"'},
    "category": {"slug": '"van-hoa-xa-hoi"', "name": '"Văn hóa – Xã hội"'},
}
"""The tables and keys that a configuration needs."""


def examples(page: str) -> list[tuple[str, str]]:
    """The name of each section of a page, and its example."""
    return EXAMPLE.findall((ROOT / "docs" / page).read_text("utf-8"))


@pytest.mark.parametrize("page", sorted(write_reference.pages()))
def test_the_reference_is_made_of_the_tables(page: str) -> None:
    written = (ROOT / "docs" / page).read_text("utf-8")
    assert written == write_reference.pages()[page], f"docs/{page} is out of date: run {write_reference.COMMAND}"


def test_every_row_says_what_it_is_about() -> None:
    texts = [
        (row.vi, row.en, row.form.vi, row.form.en, row.example)
        for rows in (FIELDS, SETTINGS)
        for row in rows
        if isinstance(row.vi, str)
    ]
    assert len(texts) == len(FIELDS) + len(SETTINGS)
    assert [row for row in texts if not all(text.strip() for text in row)] == []
    assert [text for vi, en, *_ in texts for text in (vi, en) if not re.fullmatch(r"[A-ZĐÀ-Ỹ][^\n]*\.", text)] == []


def test_every_field_has_two_names_of_its_own_and_its_place_in_an_article() -> None:
    for given in ([field.name for field in FIELDS], [field.vietnamese for field in FIELDS]):
        assert [name for name in given if given.count(name) > 1 or not re.fullmatch("[a-z_]+", name)] == []
    assert {field.into for field in FIELDS} - {"", *names(Article)} == set()


def test_a_field_that_is_only_shown_has_a_place_in_the_template_of_articles() -> None:
    template = (ROOT / "templates/article.html").read_text("utf-8")
    shown = {field.name for field in FIELDS if field.read is not None and not field.into}
    assert set(re.findall(r"article\.shown\.(\w+)", template)) == shown


def test_every_key_of_the_configuration_has_a_row() -> None:
    def keys(table: str) -> list[str]:
        return sorted(setting.key for setting in SETTINGS if setting.table == table)

    assert keys("site") == sorted(names(SiteConfig))
    assert keys("photos") == sorted(names(PhotoConfig))
    assert keys("category") == sorted(set(names(Category)) - {"at"})


# ---- examples ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("page", "code"), [("truong.md", "vi"), ("fields.md", "en")])
def test_every_example_of_a_field_builds_without_a_word(page: str, code: str, portal: Portal) -> None:
    portal.write("config.toml", (ROOT / "config.toml").read_bytes())
    portal.write("assets/img/logo.svg", (ROOT / "assets/img/logo.svg").read_bytes())
    portal.write("content/localities.toml", (ROOT / "content/localities.toml").read_bytes())
    shown = examples(page)
    assert [name for name, _ in shown] == [write_reference.names(field, code)[0] for field in FIELDS]
    for name, lines in (*shown, ("duong-hoa-xom-moi", "")):
        needed = {"title": name, "date": "2026-11-20", "author": "Lan", "locality": "Phường Bến Trúc"}
        needed["category"] = "Văn hóa – Xã hội"
        known = {write_reference.names(field, code)[0]: needed.get(field.name, "") for field in FIELDS}
        base = [f"{own}: {value}\n" for own, value in known.items() if value and not re.search(f"^{own}:", lines, re.M)]
        portal.write(f"content/tin/{name}/index.md", f"---\n{''.join(base)}{lines}---\n\nMột đoạn.\n")
        portal.write(f"content/tin/{name}/trong-hoi.jpg", jpeg(7))
    report = portal.build()
    assert (report.status, codes(report)) == (DONE, [])


def configuration(example: str) -> str:
    """A configuration that holds what it needs and an example."""
    tables = {table: dict(keys) for table, keys in SITE.items()}
    table = ""
    for line in example.splitlines():
        if line.startswith("["):
            table = line.strip("[]")
        else:
            key, _, value = line.partition(" = ")
            tables.setdefault(table, {})[key] = value
    return "".join(
        "\n".join([write_reference.header(table), *(f"{key} = {value}" for key, value in keys.items()), ""])
        for table, keys in tables.items()
    )


@pytest.mark.parametrize("page", ["cau-hinh.md", "settings.md"])
def test_every_example_of_a_key_is_accepted_alone_and_all_of_them_build(page: str, portal: Portal) -> None:
    shown = examples(page)
    assert [name for name, _ in shown] == [setting.key for setting in SETTINGS]
    for _, lines in shown:
        assert config.load(configuration(lines))[1] == ()
    portal.write("config.toml", configuration("".join(lines for _, lines in shown)))
    portal.write("assets/img/logo.svg", (ROOT / "assets/img/logo.svg").read_bytes())
    portal.article("tin/mot", category="van-hoa-xa-hoi", status="approved")
    report = portal.build()
    assert (report.status, codes(report)) == (DONE, [])


# ---- which kinds of content a field is for -------------------------------------------------------------------------

FILES = {
    ARTICLE: "content/tin/bai/index.md",
    PAGE: "content/pages/bai.md",
    NOTICE: "content/notices/bai.md",
    LOCALITY: "content/localities/tinh-a.md",
}
NEEDED = {"title": "Bài", "date": "2026-11-20", "author": "Lan", "locality": "tinh-a", "category": "thoi-su"}
OTHERS = {
    "author": "Hoa",
    "locality": "xa-c",
    "category": "kinh-te",
    "related": "/2026/11/duong-hoa-xom-moi/",
    "photo": "../anh/trong-hoi.jpg",
}
"""Values instead of examples that belong to the demo portal."""


def file_text(fields: dict[str, str]) -> str:
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in fields.items()) + "---\n\nMột đoạn.\n"


def pages_of(portal: Portal, moment: str) -> dict[str, str]:
    portal.now = moment
    portal.built()
    return {path: digest for path, digest in portal.output().items() if path.endswith(".html")}


@pytest.mark.parametrize("kind", EVERYWHERE)
def test_a_field_changes_pages_of_the_kinds_of_content_that_it_is_for(kind: str, portal: Portal) -> None:
    for folder in ("tin/duong-hoa-xom-moi", "tin/khac"):
        portal.article(folder, date="2026-11-21")
    portal.write("content/tin/anh/trong-hoi.jpg", jpeg(7))
    portal.write("content/anh/trong-hoi.jpg", jpeg(7))
    needed = {f.name: NEEDED[f.name] for f in FIELDS if kind in f.required_by}

    def changes(field: KnownField) -> bool:
        beside = {name: OTHERS.get(name, "") for name in field.beside}
        own = {field.name: OTHERS.get(field.name, field.example)}
        for moment in (NOW, LATER):
            portal.write(FILES[kind], file_text(needed | beside))
            before = pages_of(portal, moment)
            portal.write(FILES[kind], file_text(needed | beside | own))
            if pages_of(portal, moment) != before:
                return True
        return False

    assert [f.name for f in FIELDS if changes(f)] == [f.name for f in FIELDS if kind in f.kinds]
