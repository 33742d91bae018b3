"""docs/theming.md against what is there, and portals that lay files of their own over the theme."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conglang.languages import language
from conglang.portal.views import machines, pages
from conglang.portal.views.machines import ManifestView, MapView, NewsMapView, RobotsView
from conglang.templating.filters import pure_filters, site_filters
from conglang.values import names
from tests.portal import Portal, codes
from tests.sample_views import site

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs/theming.md").read_text("utf-8")
ROW = re.compile(r"^\| (`[^|]+) \| ([^|]+) \|", re.M)


def rows(heading: str) -> dict[str, str]:
    """The table under a heading: each name of the first column with the second."""
    section = TEXT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return {name: value.strip(" `") for names, value in ROW.findall(section) for name in re.findall("`([^`]+)`", names)}


def test_every_variable_of_the_style_sheet_is_told() -> None:
    style = (ROOT / "assets/css/site.css").read_text("utf-8")
    first = style.partition(":root {")[2].partition("}")[0]
    assert set(rows("Colours and letters")) == set(re.findall(r"^ +(--[a-z]+):", first, re.M))


def test_every_template_is_told_with_a_view_that_exists() -> None:
    lying = {path.name for path in (ROOT / "templates").iterdir() if path.is_file()}
    told = rows("What a template sees")
    assert set(told) | {"base.html"} == lying
    assert [view for view in told.values() if not hasattr(pages, view) and not hasattr(machines, view)] == []


def test_every_filter_of_ours_is_told() -> None:
    assert set(rows("Filters")) == {*pure_filters(language("vi")), *site_filters(site()), "part"}


def test_every_block_of_the_base_is_told() -> None:
    blocks = re.findall(r"{% block (\w+) %}", (ROOT / "templates/base.html").read_text("utf-8"))
    sentence = TEXT.partition("with the blocks ")[2].partition(".\n")[0]
    assert set(re.findall("`([a-z]+)`", sentence)) == set(blocks)


@pytest.mark.parametrize(
    ("name", "text", "page"),
    [
        ("parts/footer.html", "<footer>chân trang riêng</footer>\n", "index.html"),
        ("robots.txt", "User-agent: *\nDisallow: /rieng/\n", "robots.txt"),
        ("feed.json", '{"rieng": {{ page.title | json }}}\n', "feed.json"),
        ("manifest.webmanifest", '{"name": "riêng"}\n', "manifest.webmanifest"),
    ],
)
def test_a_file_of_the_portal_lies_over_the_built_in_one(name: str, text: str, page: str, portal: Portal) -> None:
    portal.article("tin/mot")
    portal.built()
    portal.write(f"templates/{name}", text)
    report = portal.built()
    assert page in report.written
    drawn = text.replace("{{ page.title | json }}", '"Cổng thử"')
    assert drawn.strip() in portal.read(page)
    portal.remove(f"templates/{name}")
    portal.built()
    assert portal.output() == portal.clean()


def test_a_style_sheet_of_the_portal_lies_over_the_built_in_one(portal: Portal) -> None:
    portal.article("tin/mot")
    portal.write("assets/css/site.css", ":root { --accent: #123456 }\n")
    portal.built()
    found = re.search(r'<link rel="stylesheet" href="/([^"]+)">', portal.read("index.html"))
    assert found is not None
    assert portal.read(found[1]) == ":root { --accent: #123456 }\n"


@pytest.mark.parametrize(("name", "near"), [("robot.txt", "robots.txt"), ("feeds.json", "feed.json")])
def test_a_file_that_lies_over_nothing_is_told_with_the_nearest_name(name: str, near: str, portal: Portal) -> None:
    portal.article("tin/mot")
    portal.write(f"templates/{name}", "\n")
    report = portal.build()
    assert codes(report) == [f"unknown-template templates/{name}:1:1"]
    assert dict(report.diagnostics[0].values)["near"] == near


def test_views_for_machines_hold_nothing_of_pages() -> None:
    """They have no head, so that no template for HTML is drawn with one of them by mistake."""
    for view in (MapView, NewsMapView, RobotsView, ManifestView):
        assert "head" not in names(view)
