"""An English portal of a few articles: everything around what was written speaks English, and nothing Vietnamese is left."""

from __future__ import annotations

import json
import re
import string
from pathlib import Path

import pytest

from conglang.languages import CODES, language
from conglang.terminal.sentences import say, wordings
from conglang.values import names
from tests.html_rules import problems, site_problems
from tests.portal import Portal, codes

CONFIG = """\
[site]
title = "Lake District News"
slogan = "News from the villages"
url = "https://news.example/lake/"
language = "en"
timezone = "Europe/London"
governing_body = "Office of Culture"
responsible = "The Editors"
address = "1 Gate Street"
phone = "000 000"
email = "desk@news.example"

[[category]]
slug = "news"
name = "News"

[[category]]
slug = "farming"
name = "Farming"

[lists]
per_page = 2
"""

GAZETTEER = """\
[[locality]]
id = "lake"
name = "Lake"
kind = "tinh"

[[locality]]
id = "old-town"
name = "Old Town"
kind = "thi-xa"
parent = "lake"
valid = { to = 2025-06-30 }
successors = [{ id = "north", main = true }, "south"]

[[locality]]
id = "north"
name = "North"
kind = "xa"
parent = "lake"
valid = { from = 2025-07-01 }

[[locality]]
id = "south"
name = "South"
kind = "phuong"
parent = "lake"
valid = { from = 2025-07-01 }
"""

NAMES_OF_THE_TOOL = ("Cổng Làng",)
"""The tool names itself in feeds, in its own language."""

ARTICLE = "author: Ann Lee\nlocality: north\ncategory: farming\n"


def written(portal: Portal) -> Portal:
    """The demo: articles of every kind, a notice, a standing page, a correction, a withdrawal, a series."""
    portal.write("config.toml", CONFIG)
    portal.write("content/localities.toml", GAZETTEER)
    articles = {
        "harvest": "title: Rice is ripe\ndate: 2026-11-21 14:30\ntags: [rice, weather]\nseries: A year of rice\n",
        "sowing": "title: Sowing has begun\ndate: 2026-01-10\nseries: A year of rice\ntags: [rice]\n"
        "corrections:\n  - date: 2026-01-12\n    text: Two fields, not three.\n",
        "bridge": "title: A bridge for the town\ndate: 2024-03-21\nlocality: old-town\n",
        "gone": "title: Gone\ndate: 2025-05-05\nwithdrawn: It named the wrong village.\n",
        "source": "title: From elsewhere\ndate: 2026-02-02\nsource: Radio Lake\nupdated: 2026-02-03 10:00\n",
    }
    for number, (slug, front) in enumerate(articles.items()):
        own = {line.partition(":")[0] for line in front.splitlines()}
        rest = "".join(f"{line}\n" for line in ARTICLE.splitlines() if line.partition(":")[0] not in own)
        portal.write(f"content/tin/{slug}/index.md", f"---\n{front}{rest}---\n\nFirst words {number}.\n\nMore.\n")
    portal.write(
        "content/notices/water.md", "---\ntitle: Water off\ndate: 2026-11-20\nexpires: 2026-12-01\n---\n\nOne day.\n"
    )
    portal.write("content/pages/about.md", "---\ntitle: About us\ndate: 2024-01-01\n---\n\nWho we are.\n")
    return portal


def vietnamese(text: str) -> list[str]:
    """The words of a text with a letter that only Vietnamese has."""
    for name in NAMES_OF_THE_TOOL:
        text = text.replace(name, "")
    return re.findall(r"\w*[ăâđêôơưàảãạằẳẵắặầẩẫấậèẻẽẹềểễếệìỉĩịòỏõọồổỗốộờởỡớợùủũụừửữứựỳỷỹỵĂÂĐÊÔƠƯ]\w*", text)


def test_no_vietnamese_is_left_on_an_english_portal(portal: Portal) -> None:
    report = written(portal).built()
    assert codes(report) == []
    texts = {
        path.relative_to(portal.folder / "output").as_posix(): path.read_text("utf-8")
        for path in sorted((portal.folder / "output").rglob("*"))
        if path.suffix in (".html", ".xml", ".json", ".txt", ".webmanifest")
    }
    assert len(texts) > 40
    assert {path: found for path, text in texts.items() if (found := vietnamese(text))} == {}
    pages = {path: text for path, text in texts.items() if path.endswith(".html")}
    assert {path for path, text in pages.items() if '<html lang="en">' not in text} == set()
    assert {path: found for path, text in pages.items() if (found := problems(text))} == {}
    assert site_problems(portal.folder / "output", "https://news.example/lake/") == []


def test_addresses_are_english(portal: Portal) -> None:
    written(portal).built()
    folders = {path.name for path in (portal.folder / "output").iterdir() if path.is_dir()}
    own = set(language("vi").paths.values()) - set(language("en").paths.values())
    assert folders & own == set()
    assert {"category", "locality", "tag", "author", "notices", "corrections", "site-map"} <= folders
    for address in ("category/farming", "locality/old-town", "tag/rice", "author/ann-lee", "notices/water", "about"):
        assert portal.has(f"{address}/index.html"), address


def test_dates_and_sentences_are_english(portal: Portal) -> None:
    written(portal).built()
    page = portal.read("2026/11/harvest/index.html")
    assert "Saturday, 21 November 2026 | 14:30 (GMT)" in page
    assert "North Commune" in page
    assert "is now part of" in portal.read("2024/03/bridge/index.html")
    assert "November 2026" in portal.read("2026/11/index.html")
    assert "This article was withdrawn" in portal.read("2025/05/gone/index.html")
    assert json.loads(portal.read("feed.json"))["language"] == "en"


def test_diagnostics_and_console_are_english() -> None:
    words = language("en")
    # What is shown as an example of a Vietnamese text, or quoted from one.
    quoted = ("author-without-name", "place-out-of-date")
    sentences = {
        code: f"{w.message} {w.hint} {w.near}" for code, w in wordings("en").items() if code not in quoted
    } | words.console
    assert {code: found for code, text in sentences.items() if (found := vietnamese(text))} == {}


def test_a_mistake_is_told_in_english(portal: Portal) -> None:
    written(portal)
    portal.edit("content/tin/harvest/index.md", "locality: north", "locality: Nowhere")
    (found,) = portal.build().diagnostics
    message, hint = say(found, language("en"))
    assert vietnamese(message + hint) == []


# ---- all languages ---------------------------------------------------------------------------------------------------


def fields(text: str) -> set[str]:
    """The `{names}` of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


TABLES = ("paths", "text", "kinds", "console")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("code", [code for code in CODES if code != "vi"])
def test_languages_have_the_same_entries(code: str, table: str) -> None:
    assert set(getattr(language(code), table)) == set(getattr(language("vi"), table))


@pytest.mark.parametrize("code", [code for code in CODES if code != "vi"])
def test_languages_have_sentences_for_the_same_diagnostics(code: str) -> None:
    assert list(wordings(code)) == list(wordings("vi"))


@pytest.mark.parametrize("code", CODES)
def test_a_text_uses_no_value_that_the_vietnamese_one_does_not_get(code: str) -> None:
    ours, known = language(code), language("vi")
    also = {"month_title": {"month_name"}, "month_short": {"month_name"}}
    # A language may name a month where another gives its number.
    for key, text in ours.text.items():
        allowed = fields(known.text[key]) | {"month", "year"} | also.get(key, set())
        assert fields(text) <= allowed, key


def test_the_document_about_languages_names_every_table() -> None:
    text = (Path(__file__).resolve().parent.parent / "docs" / "languages.md").read_text("utf-8")
    for field in names(type(language("en"))):
        assert f"`{field}`" in text, field
