"""The demo portal that ships with the project: what is drawn for it is in the lists, and it builds without a word."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image

from conglang.build.pipeline import build
from conglang.build.request import DONE, Report, Request
from tests import test_feeds, test_json_ld, test_machine_files, test_sitemaps
from tests.html_rules import problems, site_problems
from tests.portal import codes
from tests.sample_views import ORIGIN
from tools.demo.papers import PAPERS, papers
from tools.demo.pictures import PICTURES, draw

CONTENT = Path(__file__).resolve().parent.parent / "content"


def test_every_picture_of_the_demo_is_one_that_the_list_draws() -> None:
    committed = {path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*.jpg")}
    assert committed == set(PICTURES)


def test_all_pictures_together_stay_below_seven_megabytes() -> None:
    assert sum((CONTENT / path).stat().st_size for path in PICTURES) < 7_000_000


def test_a_picture_is_drawn_alike_twice(tmp_path: Path) -> None:
    path = "tin/nguoi-cheo-do-ben-truc/ba-hien.jpg"
    copies = []
    for folder in ("one", "two"):
        assert [name for name, _ in draw(tmp_path / folder, [path])] == [path]
        copies.append((tmp_path / folder / path).read_bytes())
    assert copies[0] == copies[1]
    with Image.open(tmp_path / "one" / path) as picture:
        assert picture.size == (1600, 2130)


def test_the_document_of_the_demo_is_written_alike_twice(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert [path for path, _ in papers(tmp_path / folder)] == list(PAPERS)
    for path in PAPERS:
        written = (tmp_path / "one" / path).read_bytes()
        assert written == (tmp_path / "two" / path).read_bytes() == (CONTENT / path).read_bytes()
        assert len(written) < 20_000


def built(folder: Path, now: str, *, base_url: str = "") -> Report:
    """Build the demo, with photos that are quickly made, into the folder `output` of a folder."""
    site = folder / "site"
    shutil.copytree(CONTENT, site / "content")
    config = (CONTENT.parent / "config.toml").read_text("utf-8")
    for old, new in ((r"widths = \[.*\]", "widths = [240]"), (r"formats = \[.*\]", 'formats = ["jpeg"]')):
        config, count = re.subn(old, new, config)
        assert count == 1
    (site / "config.toml").write_text(config, "utf-8")
    shutil.copytree(CONTENT.parent / "assets" / "img", site / "assets" / "img")
    moment = int(datetime.fromisoformat(now).timestamp())
    request = Request(site=site, output=folder / "output", cache=folder / "cache", now=moment, base_url=base_url)
    report = build(request)
    assert (report.status, codes(report)) == (DONE, [])
    return report


def test_the_demo_builds_without_a_word_and_shows_what_a_portal_can_be(tmp_path: Path) -> None:
    report = built(tmp_path, "2026-11-22T08:00+07:00")
    assert report.articles >= 26

    def read(path: str) -> str:
        return (tmp_path / "output" / path).read_text("utf-8")

    assert 'class="urgent"' in read("index.html")
    assert 'class="validity"' in read("thong-bao/canh-bao-chay-rung/index.html")
    assert 'nav class="series"' in read("2024/04/duong-nuoc-ve-ban-ky-hai/index.html")
    assert 'class="file">(PDF, 7 KB)' in read("2026/06/hai-vong-cong-bo-lich-lay-nuoc/index.html")
    assert 'class="corrections"' in read("2026/08/cau-ben-truc-thong-xe/index.html")
    assert "/2026/05/gia-ca-com-hai-vong/" in read("cai-chinh/index.html")
    assert "gỡ" in read("tin-cu/gia-ca-com/index.html")
    assert 'content="0; url=/2023/11/ba-the-he-dung-lop-o-moc-khe/"' in read("tin-cu/ba-the-he-dung-lop/index.html")
    assert 'class="group' in read("2026/08/cau-ben-truc-thong-xe/index.html")
    output = b"".join(file.read_bytes() for file in (tmp_path / "output").rglob("*.*ml"))
    hidden = ("Mở rộng đường lên đồi chè", "Ghi chép chưa xong", "sạch đẹp năm 2026", "Chợ hoa xuân", "triển lãm ảnh")
    assert [title for title in hidden if title.encode() in output] == []


def test_all_that_the_demo_puts_out_keeps_the_rules_of_its_standards(tmp_path: Path) -> None:
    built(tmp_path, "2026-11-18T20:30+07:00", base_url=f"{ORIGIN}/xa")
    output = tmp_path / "output"
    assert site_problems(output, f"{ORIGIN}/xa") == []
    titles, objects = Counter[str](), Counter[str]()
    for path in output.rglob("*.html"):
        page = path.read_text("utf-8")
        assert problems(page) == [], path
        titles[re.findall(r"<title>(.*?)</title>", page)[0]] += 1
        for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page):
            thing = json.loads(text)
            assert list(test_json_ld.broken_rules(thing)) == [], path
            objects[thing["@type"]] += 1
    assert [title for title, count in titles.items() if count > 1] == []
    assert set(objects) == {"NewsArticle", "BreadcrumbList", "Organization", "CollectionPage", "WebSite"}
    assert objects["NewsArticle"] >= 26
    feeds = sorted(output.rglob("feed.xml"))
    assert len(feeds) > 15
    for path in feeds:
        test_feeds.check_atom(ElementTree.parse(path).getroot())
    test_feeds.check_rss(ElementTree.parse(output / "rss.xml").getroot())
    test_machine_files.check_json_feed(json.loads((output / "feed.json").read_text("utf-8")))
    maps = sorted(path for path in output.glob("sitemap*.xml") if path.name != "sitemap-news.xml")
    assert len(maps) == 6
    for path in maps:
        assert list(test_sitemaps.broken_rules(ElementTree.parse(path).getroot())) == [], path
    lines = test_machine_files.news_lines(output / "sitemap-news.xml", "Cổng tin Vân Lam")
    assert [line[0] for line in lines] == [f"{ORIGIN}/xa/2026/11/dai-doan-ket-khu-pho-ben-cu/"]
