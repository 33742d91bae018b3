"""Structured data against tables of the properties that Google's article guide and schema.org name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from conglang.portal.page import View
from conglang.portal.views.machines import MapEntry, MapView
from conglang.portal.views.pages import HomeView, NotFoundView, RedirectView, StandingView, TreeView, WithdrawnView
from conglang.portal.views.parts import Byline, CorrectionView, Link
from conglang.templating.json_ld import structured
from tests.sample_views import HOSTILE, ORIGIN, ROOTS, article_page, card, feed, head, list_page, moment, picture, site

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
ADDRESS = re.compile(r"https://[^\s/]+/\S*")

# type → property → (required, kinds of its values: a type, "text", "address", "moment", "number", "true", "reference")
RULES: dict[str, dict[str, tuple[bool, tuple[str, ...]]]] = {
    "NewsArticle": {
        "@id": (True, ("address",)),
        "url": (True, ("address",)),
        "mainEntityOfPage": (True, ("WebPage",)),
        "headline": (True, ("text",)),
        "description": (False, ("text",)),
        "image": (False, ("ImageObject",)),
        "datePublished": (True, ("moment",)),
        "dateModified": (True, ("moment",)),
        "author": (True, ("Person", "Organization")),
        "publisher": (True, ("Organization",)),
        "articleSection": (True, ("text",)),
        "keywords": (False, ("text",)),
        "genre": (False, ("text",)),
        "isPartOf": (False, ("CreativeWorkSeries",)),
        "inLanguage": (True, ("text",)),
        "contentLocation": (False, ("Place",)),
        "isAccessibleForFree": (True, ("true",)),
        "wordCount": (False, ("number",)),
        "correction": (False, ("CorrectionComment",)),
    },
    "WebPage": {"@id": (True, ("address",))},
    "ImageObject": {
        "url": (True, ("address",)),
        "contentUrl": (False, ("address",)),
        "width": (False, ("number",)),
        "height": (False, ("number",)),
        "caption": (False, ("text",)),
        "creditText": (False, ("text",)),
    },
    "Person": {"name": (True, ("text",)), "url": (False, ("address",)), "worksFor": (False, ("Organization",))},
    "Organization": {
        "@id": (False, ("address",)),
        "name": (True, ("text",)),
        "url": (False, ("address",)),
        "logo": (False, ("ImageObject",)),
        "slogan": (False, ("text",)),
        "parentOrganization": (False, ("GovernmentOrganization",)),
        "address": (False, ("PostalAddress",)),
        "telephone": (False, ("text",)),
        "email": (False, ("text",)),
    },
    "GovernmentOrganization": {"name": (True, ("text",))},
    "PostalAddress": {
        "streetAddress": (False, ("text",)),
        "addressLocality": (False, ("text",)),
        "addressRegion": (False, ("text",)),
        "addressCountry": (True, ("text",)),
    },
    "CreativeWorkSeries": {"name": (True, ("text",))},
    "Place": {
        "name": (True, ("text",)),
        "url": (False, ("address",)),
        "address": (True, ("PostalAddress",)),
        "containedInPlace": (False, ("AdministrativeArea",)),
    },
    "AdministrativeArea": {
        "name": (True, ("text",)),
        "url": (False, ("address",)),
        "identifier": (False, ("text",)),
        "containedInPlace": (False, ("AdministrativeArea",)),
    },
    "CorrectionComment": {"text": (True, ("text",)), "datePublished": (True, ("moment",))},
    "BreadcrumbList": {"itemListElement": (True, ("ListItem",))},
    "ListItem": {
        "position": (True, ("number",)),
        "name": (False, ("text",)),
        "item": (False, ("address",)),
        "url": (False, ("address",)),
    },
    "ItemList": {"numberOfItems": (True, ("number",)), "itemListElement": (True, ("ListItem",))},
    "WebSite": {
        "@id": (True, ("address",)),
        "name": (True, ("text",)),
        "url": (True, ("address",)),
        "description": (False, ("text",)),
        "inLanguage": (False, ("text",)),
        "publisher": (False, ("reference",)),
    },
    "CollectionPage": {
        "name": (True, ("text",)),
        "url": (True, ("address",)),
        "description": (False, ("text",)),
        "inLanguage": (True, ("text",)),
        "isPartOf": (True, ("WebSite",)),
        "about": (False, ("AdministrativeArea",)),
        "mainEntity": (False, ("ItemList",)),
    },
}


def kind_of(value: Any) -> str:
    """The narrowest name that the tables have for a value."""
    match value:
        case {"@type": str(name)}:
            return name
        case {"@id": str(target)} if len(value) == 1 and ADDRESS.fullmatch(target):
            return "reference"
        case True:
            return "true"
        case int() if value > 0:
            return "number"
        case str() if MOMENT.fullmatch(value):
            return "moment"
        case str() if ADDRESS.fullmatch(value):
            return "address"
        case str() if value.strip():
            return "text"
    return f"nothing known: {value!r}"


def broken_rules(thing: dict[str, Any], where: str = "") -> Iterator[str]:
    """All that the tables hold against an object and the objects in it."""
    if "@type" not in thing:
        return
    rules = RULES.get(thing["@type"])
    if rules is None:
        yield f"{where}: unknown type {thing['@type']}"
        return
    where = f"{where}/{thing['@type']}"
    yield from (
        f"{where}: {name} is missing" for name, (required, _) in rules.items() if required and name not in thing
    )
    for name, found in thing.items():
        if name in ("@type", "@context"):
            continue
        if name not in rules:
            yield f"{where}: {name} is not a property"
            continue
        if found in ("", [], {}, None):
            yield f"{where}: {name} is empty"
        for value in found if isinstance(found, list) else [found]:
            if kind_of(value) not in rules[name][1]:
                yield f"{where}: {name} is {kind_of(value)}"
            if isinstance(value, dict):
                yield from broken_rules(value, f"{where}.{name}")


def objects(page: View, root: str = "", **changes: Any) -> list[dict[str, Any]]:
    """The structured data of a page as a reader of its JSON sees it, checked against the tables."""
    found = json.loads(json.dumps(structured(page, site(root, **changes))))
    assert all(thing["@context"] == "https://schema.org" for thing in found)
    assert [problem for thing in found for problem in broken_rules(thing)] == []
    assert isinstance(found, list)
    return found


def types(page: View) -> list[str]:
    return [thing["@type"] for thing in objects(page)]


HOME = HomeView(head(url="/", title="Trang chủ", trail=()), card(), (), (), (), (), ())
STANDING = StandingView(head(url="/gioi-thieu/", title="Giới thiệu"), "Giới thiệu", "", None, None)
TREE = TreeView(head(url="/so-do-trang/", title="Sơ đồ trang"), "Sơ đồ trang", ())
EMPTY_SITE = {name: "" for name in ("slogan", "logo", "governing_body", "responsible", "address", "phone", "email")}


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (HOME, ["WebSite", "Organization"]),
        (article_page(), ["NewsArticle", "BreadcrumbList"]),
        (list_page(), ["CollectionPage", "BreadcrumbList"]),
        (STANDING, ["BreadcrumbList"]),
        (TREE, ["BreadcrumbList"]),
        (WithdrawnView(head(), "Sai sự thật", "2024-04-01"), []),
        (RedirectView(head(), Link("Làng có đường mới", "/2024/03/duong-moi/")), []),
        (NotFoundView(head(url="/404.html"), "Không tìm thấy"), []),
        (feed(), []),
        (MapView((MapEntry("/", ""),)), []),
    ],
)
def test_each_kind_of_page_has_its_objects(page: View, expected: list[str]) -> None:
    assert types(page) == expected


@pytest.mark.parametrize("root", ROOTS)
def test_an_article_tells_all_that_search_engines_ask_for(root: str) -> None:
    base = f"{ORIGIN}{root}"
    found = objects(article_page(root), root)[0]
    missing = {name for name in RULES["NewsArticle"] if name not in found}
    assert missing == set()
    assert found["mainEntityOfPage"] == {"@type": "WebPage", "@id": f"{base}/2024/03/duong-moi/"}
    assert found["headline"] == "Làng có đường mới"
    assert found["datePublished"] == "2024-03-21T14:30:00+07:00"
    assert found["author"] == [
        {
            "@type": "Person",
            "name": "Trần Thị Bình",
            "url": f"{base}/tac-gia/tran-thi-binh/",
            "worksFor": {"@type": "Organization", "name": "Đài truyền thanh xã"},
        }
    ]
    assert found["publisher"] == {
        "@type": "Organization",
        "@id": f"{base}/#publisher",
        "name": "Cổng thông tin xã Giao Ninh",
        "url": f"{base}/",
        "logo": {"@type": "ImageObject", "url": f"{base}/assets/logo.0123abcd.png"},
        "slogan": "Tin làng, tin xã",
        "parentOrganization": {"@type": "GovernmentOrganization", "name": "Ủy ban nhân dân xã Giao Ninh"},
        "address": {"@type": "PostalAddress", "streetAddress": "Khu 3, xã Giao Ninh", "addressCountry": "VN"},
        "telephone": "0228 000 000",
        "email": "bientap@xa.example.vn",
    }
    assert found["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "Đường dài 2 km, không phải 3 km.",
            "datePublished": "2024-03-25T09:00:00+07:00",
        }
    ]


@pytest.mark.parametrize("root", ROOTS)
def test_images_are_the_widest_jpeg_of_every_photo(root: str) -> None:
    base = f"{ORIGIN}{root}/media"
    assert objects(article_page(root), root)[0]["image"] == [
        {
            "@type": "ImageObject",
            "url": f"{base}/a/1600.jpeg",
            "contentUrl": f"{base}/a/1600.jpeg",
            "width": 1600,
            "height": 1066,
            "caption": "Gặt lúa ở xóm 5",
            "creditText": "Lê Hồng",
        },
        {
            "@type": "ImageObject",
            "url": f"{base}/b/800.jpeg",
            "contentUrl": f"{base}/b/800.jpeg",
            "width": 800,
            "height": 533,
            "caption": "Người dân gặt lúa",
        },
    ]


def test_without_jpeg_the_fallback_format_is_the_image() -> None:
    only_webp = picture()
    page = article_page(photos=(type(only_webp)(only_webp.sources[:1], 1600, 1066, ""),))
    assert [image["url"] for image in objects(page)[0]["image"]] == [f"{ORIGIN}/media/a/1600.webp"]


@pytest.mark.parametrize(
    ("updated", "corrected", "expected"),
    [
        (None, None, "2024-03-21T14:30:00+07:00"),
        ("2024-03-22T08:00:00+07:00", None, "2024-03-22T08:00:00+07:00"),
        ("2024-03-22T08:00:00+07:00", "2024-03-25T09:00:00+07:00", "2024-03-25T09:00:00+07:00"),
        ("2024-03-26T08:00:00+07:00", "2024-03-25T09:00:00+07:00", "2024-03-26T08:00:00+07:00"),
        # Later as text, earlier in time: the moment decides.
        ("2024-03-21T07:00:00Z", None, "2024-03-21T14:30:00+07:00"),
        ("2024-03-01T08:00:00+07:00", None, "2024-03-21T14:30:00+07:00"),
    ],
)
def test_modified_is_the_latest_of_date_update_and_corrections(
    updated: str | None, corrected: str | None, expected: str
) -> None:
    corrections = (CorrectionView(moment(corrected), "Sửa số liệu."),) if corrected else ()
    page = article_page(updated=moment(updated) if updated else None, corrections=corrections)
    assert objects(page)[0]["dateModified"] == expected


def test_authors_are_persons_and_organisations_each_with_what_is_known() -> None:
    bylines = (
        Byline("Trần Thị Bình", "", "/tac-gia/tran-thi-binh/"),
        Byline("Lê Hồng", "Đài truyền thanh xã", ""),
        Byline("", "Ban Biên tập", "/tac-gia/ban-bien-tap/"),
    )
    assert objects(article_page(bylines=bylines))[0]["author"] == [
        {"@type": "Person", "name": "Trần Thị Bình", "url": f"{ORIGIN}/tac-gia/tran-thi-binh/"},
        {
            "@type": "Person",
            "name": "Lê Hồng",
            "worksFor": {"@type": "Organization", "name": "Đài truyền thanh xã"},
        },
        {"@type": "Organization", "name": "Ban Biên tập", "url": f"{ORIGIN}/tac-gia/ban-bien-tap/"},
    ]


def test_places_stand_in_the_units_that_they_belonged_to_then() -> None:
    assert objects(article_page())[0]["contentLocation"] == [
        {
            "@type": "Place",
            "name": "Xã Giao Thịnh",
            "url": f"{ORIGIN}/dia-phuong/giao-thinh/",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": "Xã Giao Thịnh, huyện Giao Thủy",
                "addressRegion": "tỉnh Nam Định",
                "addressCountry": "VN",
            },
            "containedInPlace": {
                "@type": "AdministrativeArea",
                "name": "huyện Giao Thủy",
                "containedInPlace": {"@type": "AdministrativeArea", "name": "tỉnh Nam Định"},
            },
        },
        {
            "@type": "Place",
            "name": "Tỉnh Ninh Bình",
            "url": f"{ORIGIN}/dia-phuong/ninh-binh/",
            "address": {"@type": "PostalAddress", "addressRegion": "Tỉnh Ninh Bình", "addressCountry": "VN"},
        },
    ]


def test_what_nobody_filled_in_is_left_out() -> None:
    page = article_page(
        updated=None, bylines=(), places=(), photos=(), tags=(), genre="", series="", corrections=(), words=0
    )
    found = objects(page, **EMPTY_SITE)[0]
    organisation = {
        "@type": "Organization",
        "@id": f"{ORIGIN}/#publisher",
        "name": "Cổng thông tin xã Giao Ninh",
        "url": f"{ORIGIN}/",
    }
    left_out = {"image", "keywords", "genre", "isPartOf", "contentLocation", "wordCount", "correction"}
    assert left_out & found.keys() == set()
    assert found["publisher"] == organisation
    assert found["author"] == organisation


@pytest.mark.parametrize("root", ROOTS)
def test_breadcrumbs_end_with_the_page_itself_once(root: str) -> None:
    base = f"{ORIGIN}{root}"
    whole = [
        {"@type": "ListItem", "position": 1, "name": "Trang chủ", "item": f"{base}/"},
        {"@type": "ListItem", "position": 2, "name": "Kinh tế", "item": f"{base}/chuyen-muc/kinh-te/"},
        {"@type": "ListItem", "position": 3, "name": "Làng có đường mới", "item": f"{base}/2024/03/duong-moi/"},
    ]
    assert objects(article_page(root), root)[1]["itemListElement"] == whole
    # The trail of the list already names its page.
    names = [item["name"] for item in objects(list_page(root), root)[1]["itemListElement"]]
    assert names == ["Trang chủ", "Xã Giao Thịnh"]


@pytest.mark.parametrize("root", ROOTS)
def test_the_home_page_is_the_site_and_its_organisation(root: str) -> None:
    base = f"{ORIGIN}{root}/"
    page = HomeView(head(root, "/", title="Trang chủ", trail=()), None, (), (), (), (), ())
    website, organisation = objects(page, root)
    assert (website["@id"], website["url"]) == (f"{base}#website", base)
    assert website["publisher"] == {"@id": organisation["@id"]} == {"@id": f"{base}#publisher"}


@pytest.mark.parametrize("root", ROOTS)
def test_the_page_of_a_locality_is_a_collection_about_it(root: str) -> None:
    base = f"{ORIGIN}{root}"
    found = objects(list_page(root), root)[0]
    assert (found["name"], found["url"]) == ("Xã Giao Thịnh", f"{base}/dia-phuong/giao-thinh/")
    assert found["mainEntity"] == {
        "@type": "ItemList",
        "numberOfItems": 2,
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "url": f"{base}/2024/03/duong-moi/"},
            {"@type": "ListItem", "position": 2, "url": f"{base}/2024/03/cau-moi/"},
        ],
    }
    assert found["about"] == {
        "@type": "AdministrativeArea",
        "name": "Xã Giao Thịnh",
        "identifier": "14167",
        "containedInPlace": {
            "@type": "AdministrativeArea",
            "name": "Huyện Giao Thủy",
            "url": f"{base}/dia-phuong/giao-thuy/",
            "containedInPlace": {
                "@type": "AdministrativeArea",
                "name": "Tỉnh Nam Định",
                "url": f"{base}/dia-phuong/nam-dinh/",
            },
        },
    }


def test_a_list_without_news_has_no_empty_list_of_items() -> None:
    found = objects(list_page(entries=(), locality=None))[0]
    assert {"mainEntity", "about"} & found.keys() == set()


def test_hostile_texts_stay_texts() -> None:
    found = objects(article_page(title=HOSTILE))[0]
    assert found["headline"] == HOSTILE


def test_the_tables_of_rules_notice_what_is_wrong() -> None:
    wrong = {"@type": "NewsArticle", "headline": "", "image": ["/a.jpg"], "datePublished": "2024-03-21", "colour": "x"}
    found = set(broken_rules(wrong))
    assert {
        "/NewsArticle: headline is empty",
        "/NewsArticle: image is text",
        "/NewsArticle: datePublished is text",
        "/NewsArticle: colour is not a property",
        "/NewsArticle: author is missing",
    } <= found
