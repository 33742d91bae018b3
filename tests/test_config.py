"""The configuration: what each key takes, and what is said where it takes something else."""

from __future__ import annotations

import pytest

from conglang.content import config
from conglang.diagnostics import Diagnostic
from conglang.model import Category, Config, Location, PhotoConfig, SiteConfig
from conglang.values import replace

SITE = '[site]\ntitle = "Tin xã"\nurl = "https://xa.example"\n'


def codes(problems: tuple[Diagnostic, ...]) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.at.line, problem.at.column) for problem in problems]


def test_two_keys_are_enough() -> None:
    assert config.load(SITE) == (Config(SiteConfig("Tin xã", "https://xa.example")), ())


def test_every_key_is_read() -> None:
    text = """\
[site]
title = "  Tin   xã "
url = "https://xa.example/tin/"
language = "en"
timezone = "UTC"
slogan = "S"
logo = "logo.svg"
approval = true
governing_body = "G"
responsible = "R"
address = "A"
phone = "0123"
email = "a@b.example"
[[category]]
slug = "tin-tuc"
name = "Tin tức"
[permalinks]
article = "/tin/{year}/{day}-{slug}/"
[lists]
per_page = 10
[related]
count = 0
[photos]
widths = [320, 640]
formats = ["avif", "webp", "jpeg"]
quality = { jpeg = 82, avif = 50 }
[feeds]
items = 30
full_text = true
"""
    site = SiteConfig(
        title="Tin xã",
        url="https://xa.example/tin",
        language="en",
        timezone="UTC",
        slogan="S",
        logo="logo.svg",
        approval=True,
        governing_body="G",
        responsible="R",
        address="A",
        phone="0123",
        email="a@b.example",
    )
    photos = PhotoConfig((320, 640), ("avif", "webp", "jpeg"), (("avif", 50), ("jpeg", 82), ("webp", 78)))
    category = Category("tin-tuc", "Tin tức", Location("config.toml", 15, 8, 9))
    logo = Location("config.toml", 7, 8, 10)
    wanted = Config(site, (category,), "/tin/{year}/{day}-{slug}/", 10, 0, photos, 30, True, logo)
    assert config.load(text) == (wanted, ())


def test_one_number_is_the_quality_of_all_formats() -> None:
    found, problems = config.load(SITE + "[photos]\nquality = 70\n")
    photos = replace(PhotoConfig(), quality=(("avif", 70), ("jpeg", 70), ("webp", 70)))
    assert (found, problems) == (Config(SiteConfig("Tin xã", "https://xa.example"), photos=photos), ())


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://xa.example", "https://xa.example"),
        (" http://localhost:8000/ ", "http://localhost:8000"),
        ("HTTPS://Xa.Example/Tin/", "https://xa.example/Tin"),
        ("https://xãnghisơn.vn", "https://xãnghisơn.vn"),
        ("https://a.vn/x/y", "https://a.vn/x/y"),
        ("", ""),
        ("xa.example", ""),
        ("ftp://xa.example", ""),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("https:///tin", ""),
        ("https://a.vn?x=1", ""),
        ("https://a.vn/?", ""),
        ("https://a.vn/#x", ""),
        ("https://user:word@a.vn", ""),
        ("https://a.vn:99999", ""),
        ("https://a b.vn", ""),
        ('https://a.vn/"x', ""),
        ("https://a.vn/../b", ""),
        ("https://a.vn//b", ""),
        ("https://[::1", ""),
        ("https://a\udcff.vn", ""),
        ("https://a\u200b.vn", ""),
    ],
)
def test_an_address_of_the_web_has_scheme_host_and_perhaps_a_sub_path(address: str, url: str) -> None:
    assert config.base_url(address) == url


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [("empty-config", 1, 1)]),
        ("# only words\n", [("empty-config", 1, 1)]),
        ("[site]\n", [("missing-setting", 1, 1), ("missing-setting", 1, 1)]),
        ("[lists]\n", [("missing-setting", 1, 1), ("missing-setting", 1, 1)]),
        ("site = 1\n", [("missing-setting", 1, 1), ("missing-setting", 1, 1), ("not-a-table", 1, 8)]),
        ('[site]\ntitle = " "\nurl = "https://a.vn"\n', [("missing-setting", 2, 9)]),
        ('[site]\ntitle = 1\nurl = "https://a.vn"\n', [("not-text", 2, 9)]),
        ('[site]\ntitle = "a"\nurl = "a.vn"\n', [("bad-url", 3, 7)]),
        (SITE + 'language = "fr"\n', [("unknown-language", 4, 12)]),
        (SITE + 'timezone = "Asia/Hanoi"\n', [("unknown-timezone", 4, 12)]),
        (SITE + 'timezone = "../../etc/passwd"\n', [("unknown-timezone", 4, 12)]),
        (SITE + 'timezone = "Asia"\n', [("unknown-timezone", 4, 12)]),
        (SITE + 'approval = "yes"\n', [("not-true-or-false", 4, 12)]),
        (SITE + 'sloga = "x"\n', [("unknown-key", 4, 1)]),
        (SITE + 'password = "x"\n', [("secret-in-config", 4, 1)]),
        (SITE + 'api_key = "x"\n', [("secret-in-config", 4, 1)]),
        (SITE + '[publish_token]\nx = "x"\n', [("secret-in-config", 4, 1)]),
        (SITE + "[list]\nper_page = 20\n", [("unknown-table", 4, 1)]),
        (SITE + "[lists]\nper_page = 0\n", [("number-out-of-range", 5, 12)]),
        (SITE + "[lists]\nper_page = 501\n", [("number-out-of-range", 5, 12)]),
        (SITE + '[lists]\nper_page = "20"\n', [("number-out-of-range", 5, 12)]),
        (SITE + "[lists]\nper_page = true\n", [("number-out-of-range", 5, 12)]),
        (SITE + "[lists]\nper_page = 2.5\n", [("number-out-of-range", 5, 12)]),
        (SITE + "[related]\ncount = 51\n", [("number-out-of-range", 5, 9)]),
        (SITE + "[feeds]\nitems = 0\nfull_text = 1\n", [("number-out-of-range", 5, 9), ("not-true-or-false", 6, 13)]),
        (SITE + "[photos]\nwidths = [960, 480]\n", [("bad-widths", 5, 10)]),
        (SITE + "[photos]\nwidths = [480, 480]\n", [("bad-widths", 5, 10)]),
        (SITE + "[photos]\nwidths = [15]\n", [("bad-widths", 5, 10)]),
        (SITE + "[photos]\nwidths = [8001]\n", [("bad-widths", 5, 10)]),
        (SITE + "[photos]\nwidths = []\n", [("not-numbers", 5, 10)]),
        (SITE + '[photos]\nwidths = ["480"]\n', [("not-numbers", 5, 10)]),
        (SITE + '[photos]\nformats = ["jpeg", "webp"]\n', [("bad-formats", 5, 11)]),
        (SITE + '[photos]\nformats = ["webp"]\n', [("bad-formats", 5, 11)]),
        (SITE + '[photos]\nformats = ["jpeg", "jpeg"]\n', [("bad-formats", 5, 11)]),
        (SITE + '[photos]\nformats = ["webp", "jpg"]\n', [("unknown-format", 5, 20)]),
        (SITE + "[photos]\nformats = []\n", [("not-texts", 5, 11)]),
        (SITE + "[photos]\nquality = 101\n", [("number-out-of-range", 5, 11)]),
        (SITE + "[photos.quality]\njpeg = 0\npng = 1\n", [("number-out-of-range", 5, 8), ("unknown-format", 6, 1)]),
        (SITE + '[permalinks]\narticle = "/{yaer}/{slug}/"\n', [("unknown-placeholder", 5, 11)]),
        (SITE + '[permalinks]\narticle = "/{year}/"\n', [("bad-permalink", 5, 11)]),
        (SITE + '[permalinks]\narticle = "/{slug}"\n', [("bad-permalink", 5, 11)]),
        (SITE + '[permalinks]\narticle = "{slug}/"\n', [("bad-permalink", 5, 11)]),
        (SITE + '[permalinks]\narticle = "/../{slug}/"\n', [("bad-permalink", 5, 11)]),
        (SITE + '[permalinks]\narticle = "//{slug}/"\n', [("bad-permalink", 5, 11)]),
        (SITE + '[permalinks]\narticle = "/{slug}/{/"\n', [("bad-permalink", 5, 11)]),
        (SITE + '[category]\nslug = "a"\nname = "A"\n', [("not-a-list-of-tables", 4, 1)]),
        (SITE + '[[category]]\nslug = "Tin Tức"\nname = "A"\n', [("bad-slug", 5, 8)]),
        (SITE + '[[category]]\nslug = "a"\n', [("missing-setting", 4, 1)]),
        (
            SITE + '[[category]]\nslug = "a"\nname = "Hòa"\n[[category]]\nslug = "a"\nname = "hoà"\n',
            [("duplicate-category", 8, 8), ("duplicate-category", 9, 8)],
        ),
        ("[site\n", [("toml-syntax", 1, 6)]),
    ],
)
def test_every_mistake_is_told_at_its_place(text: str, found: list[tuple[str, int, int]]) -> None:
    read, problems = config.load(text)
    assert (read, codes(problems)) == (None, found)


def test_all_mistakes_are_told_in_one_run() -> None:
    text = '[site]\nurl = "x"\nlanguage = "xx"\n[lists]\nper_page = 0\n[photos]\nwidths = [1]\n'
    _, problems = config.load(text)
    assert [code for code, _, _ in codes(problems)] == [
        "missing-setting",
        "bad-url",
        "unknown-language",
        "number-out-of-range",
        "bad-widths",
    ]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        (SITE + 'sloga = "x"\n', "slogan"),
        (SITE + "[photo]\n", "photos"),
        (SITE + "[lists]\nper-page = 2\n", "per_page"),
        (SITE + 'timezone = "Asia/Ho Chi Minh"\n', "Asia/Ho_Chi_Minh"),
        (SITE + '[photos]\nformats = ["jpg"]\n', "jpeg"),
        (SITE + '[[category]]\nslug = "Tin Tức"\nname = "A"\n', "tin-tuc"),
    ],
)
def test_the_nearest_name_is_offered(text: str, near: str) -> None:
    _, (problem,) = config.load(text)
    assert dict(problem.values)["near"] == near
