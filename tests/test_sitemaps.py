"""Site maps against the protocol 0.9 of sitemaps.org and Google's image extension, written out here as tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from conglang.portal.views.machines import MapEntry, MapView
from tests.sample_views import ILLEGAL, ORIGIN, ROOTS, rendered, site

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"

MOST_ENTRIES = 50_000
MOST_BYTES = 50 * 1024 * 1024
MOST_IMAGES = 1_000
LONGEST_ADDRESS = 2_048
ADDRESS = re.compile(r"https://xa\.example\.vn/[!-~]*")
# A date of W3C's profile of ISO 8601: a day, or a moment with an offset.
W3C_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?")

# element → its children in the order of the schema: (name, at least, at most)
RULES: dict[str, tuple[tuple[str, int, int], ...]] = {
    f"{MAP}urlset": ((f"{MAP}url", 0, MOST_ENTRIES),),
    f"{MAP}url": ((f"{MAP}loc", 1, 1), (f"{MAP}lastmod", 0, 1), (f"{IMAGE}image", 0, MOST_IMAGES)),
    f"{MAP}sitemapindex": ((f"{MAP}sitemap", 0, MOST_ENTRIES),),
    f"{MAP}sitemap": ((f"{MAP}loc", 1, 1), (f"{MAP}lastmod", 0, 1)),
    f"{IMAGE}image": ((f"{IMAGE}loc", 1, 1),),
    f"{MAP}loc": (),
    f"{MAP}lastmod": (),
    f"{IMAGE}loc": (),
}


def broken_rules(element: Element) -> Iterator[str]:
    """All that the tables hold against an element and what is in it."""
    if element.tag not in RULES:
        yield f"{element.tag}: is not known"
        return
    rules = RULES[element.tag]
    names = [child.tag for child in element]
    order = [name for name, _, _ in rules]
    yield from (f"{element.tag}: {name} is not allowed here" for name in names if name not in order)
    if names != sorted(names, key=lambda name: order.index(name) if name in order else -1):
        yield f"{element.tag}: {names} stand in the wrong order"
    counts = Counter(names)
    yield from (
        f"{element.tag}: {counts[name]} times {name}"
        for name, least, most in rules
        if not least <= counts[name] <= most
    )
    if element.attrib:
        yield f"{element.tag}: has attributes"
    text = element.text or ""
    if element.tag in (f"{MAP}loc", f"{IMAGE}loc") and not (ADDRESS.fullmatch(text) and len(text) < LONGEST_ADDRESS):
        yield f"{element.tag}: {text} is not an address"
    if element.tag == f"{MAP}lastmod" and not W3C_DATE.fullmatch(text):
        yield f"{element.tag}: {text} is not a date"
    for child in element:
        yield from broken_rules(child)


def site_map(page: MapView, root: str = "") -> Element:
    data = rendered("sitemap.xml", page, site(root))
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<')
    assert len(data) <= MOST_BYTES
    found = ElementTree.fromstring(data)
    assert list(broken_rules(found)) == []
    addresses = [loc.text for entry in found for loc in entry.findall(f"{MAP}loc")]
    assert len(set(addresses)) == len(addresses)
    return found


@pytest.mark.parametrize("root", ROOTS)
def test_a_site_map_lists_pages_with_moments_and_photos(root: str) -> None:
    base = f"{ORIGIN}{root}"
    page = MapView(
        (
            MapEntry(
                f"{root}/2024/03/duong-moi/", "2024-03-22T08:00:00+07:00", ("media/a/1600.jpeg", "media/b/800.jpeg")
            ),
            MapEntry(f"{root}/gioi-thieu/", ""),
            MapEntry(f"{root}/chuyen-muc/kinh-te/", "2024-03-22"),
        )
    )
    found = site_map(page, root)
    assert found.tag == f"{MAP}urlset"
    assert [[(leaf.tag, leaf.text) for leaf in entry.iter() if len(leaf) == 0] for entry in found] == [
        [
            (f"{MAP}loc", f"{base}/2024/03/duong-moi/"),
            (f"{MAP}lastmod", "2024-03-22T08:00:00+07:00"),
            (f"{IMAGE}loc", f"{base}/media/a/1600.jpeg"),
            (f"{IMAGE}loc", f"{base}/media/b/800.jpeg"),
        ],
        [(f"{MAP}loc", f"{base}/gioi-thieu/")],
        [(f"{MAP}loc", f"{base}/chuyen-muc/kinh-te/"), (f"{MAP}lastmod", "2024-03-22")],
    ]


@pytest.mark.parametrize("root", ROOTS)
def test_the_index_lists_the_parts(root: str) -> None:
    page = MapView(
        (MapEntry(f"{root}/sitemap-2024.xml", "2024-12-31T10:00:00+07:00"), MapEntry(f"{root}/sitemap-2025.xml", "")),
        index=True,
    )
    found = site_map(page, root)
    assert found.tag == f"{MAP}sitemapindex"
    assert [[(leaf.tag, leaf.text) for leaf in entry] for entry in found] == [
        [(f"{MAP}loc", f"{ORIGIN}{root}/sitemap-2024.xml"), (f"{MAP}lastmod", "2024-12-31T10:00:00+07:00")],
        [(f"{MAP}loc", f"{ORIGIN}{root}/sitemap-2025.xml")],
    ]


@pytest.mark.parametrize("index", [False, True])
def test_a_site_map_without_entries_is_one_still(index: bool) -> None:
    assert list(site_map(MapView((), index=index))) == []


def test_signs_that_xml_gives_a_meaning_are_escaped_in_addresses() -> None:
    found = site_map(MapView((MapEntry("/tim/?a=1&b='2'", ""),)))
    assert found[0].findtext(f"{MAP}loc") == f"{ORIGIN}/tim/?a=1&b='2'"


def test_characters_that_xml_forbids_never_come_out() -> None:
    data = rendered("sitemap.xml", MapView((MapEntry(f"/{ILLEGAL}/", ""),)), site())
    assert ElementTree.fromstring(data)[0].findtext(f"{MAP}loc") == f"{ORIGIN}/Tin về đường làng/"


def test_the_largest_site_map_stays_within_the_limits() -> None:
    entries = tuple(MapEntry(f"/2024/03/bai-{n:05}/", "2024-03-22T08:00:00+07:00") for n in range(MOST_ENTRIES))
    assert len(site_map(MapView(entries))) == MOST_ENTRIES
