"""Sample views for the tests of templates and of what machines read.

Every builder takes the fields that a test is about and fills in the rest; `HOSTILE` is a title that tries to break out
of whatever it is printed in. Nothing here builds a portal or reads content.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from conglang.content.fields import FIELDS
from conglang.digest import seal
from conglang.languages import language
from conglang.model import Moment, Rendition
from conglang.portal.page import View
from conglang.portal.views.machines import FeedItem, FeedView
from conglang.portal.views.pages import ArticleView, ListView
from conglang.portal.views.parts import (
    ArticleContent,
    Byline,
    Card,
    CorrectionView,
    Entry,
    Head,
    Link,
    LocalityInfo,
    Pager,
    Picture,
    Place,
    SiteView,
)
from conglang.templating.render import Renderer
from conglang.values import names

ORIGIN = "https://xa.example.vn"
ROOTS = ("", "/xa")

HOSTILE = """]]> <b>Đậm</b> & "nháy" 'đơn' </script><script>alert(1)</script> --> &amp; &lt;i&gt;"""
ILLEGAL = "Tin\x00 \x0bvề\x1f \ufffe\uffffđường\x08 làng"
"""A text with characters that no XML document may hold, escaped or not."""

SHOWN = {field.name: "" for field in FIELDS if field.read is not None and not field.into}
"""The fields that the page of an article shows as they are, all of them empty."""


def moment(text: str, *, has_time: bool = True) -> Moment:
    """The moment of an ISO text with an offset."""
    return Moment(text, int(datetime.fromisoformat(text).timestamp()), has_time)


def site(root: str = "", **changes: Any) -> SiteView:
    """A portal at `ORIGIN` below `root`."""
    words = language("vi")
    values: dict[str, Any] = {
        "title": "Cổng thông tin xã Giao Ninh",
        "slogan": "Tin làng, tin xã",
        "language": "vi",
        "timezone": "Asia/Ho_Chi_Minh",
        "origin": ORIGIN,
        "root": root,
        "logo": f"{root}/assets/logo.0123abcd.png",
        "governing_body": "Ủy ban nhân dân xã Giao Ninh",
        "responsible": "Nguyễn Văn An",
        "address": "Khu 3, xã Giao Ninh",
        "phone": "0228 000 000",
        "email": "bientap@xa.example.vn",
        "categories": (Link("Kinh tế", f"{root}/chuyen-muc/kinh-te/"),),
        "pages": (Link("Giới thiệu", f"{root}/gioi-thieu/"),),
        "localities": f"{root}/dia-phuong/",
        "site_map": f"{root}/so-do-trang/",
        "notices": f"{root}/thong-bao/",
        "corrections": f"{root}/cai-chinh/",
        "photos": f"{root}/thu-vien-anh/",
        "atom": f"{root}/feed.xml",
        "rss": f"{root}/rss.xml",
        "assets": {name: f"{root}/assets/{name}" for name in ("css/site.css", "img/icon.svg", "img/logo.svg")},
        "text": dict(words.text),
    }
    # A field that the ground adds later must not break the tests of what was there before.
    known = set(names(SiteView))
    return seal(SiteView(**{name: value for name, value in {**values, **changes}.items() if name in known}))


def picture(name: str = "a", *, widths: tuple[int, ...] = (480, 960, 1600), **changes: Any) -> Picture:
    """A photo in WebP and JPEG, three to two."""
    sources = tuple(
        (f"image/{kind}", tuple(Rendition(f"media/{name}/{w}.{kind}", w, w * 2 // 3, kind) for w in widths))
        for kind in ("webp", "jpeg")
    )
    values: dict[str, Any] = {"alt": "Người dân gặt lúa", "caption": "Gặt lúa ở xóm 5", "credit": "Lê Hồng"}
    return seal(Picture(sources, widths[-1], widths[-1] * 2 // 3, **{**values, **changes}))


def card(root: str = "", slug: str = "duong-moi", **changes: Any) -> Card:
    """An article as lists show it."""
    values: dict[str, Any] = {
        "title": "Làng có đường mới",
        "url": f"{root}/2024/03/{slug}/",
        "date": moment("2024-03-21T14:30:00+07:00"),
        "summary": "Con đường dài hai cây số đã thông xe.",
        "category": Link("Kinh tế", f"{root}/chuyen-muc/kinh-te/"),
        "places": (Link("Xã Giao Ninh", f"{root}/dia-phuong/giao-ninh/"),),
        "picture": picture(),
    }
    return seal(Card(**{**values, **changes}))


def feed_item(root: str = "", slug: str = "duong-moi", **changes: Any) -> FeedItem:
    """An article as feeds show it; fields of a card go into its card."""
    of_card = names(Card)
    inner = card(root, slug, **{name: value for name, value in changes.items() if name in of_card})
    values: dict[str, Any] = {
        "card": inner,
        "updated": moment("2024-03-22T08:00:00+07:00"),
        "bylines": (Byline("Trần Thị Bình", "Đài truyền thanh xã", f"{root}/tac-gia/tran-thi-binh/"),),
        "tags": ("nông thôn mới", "giao thông"),
        "corrections": (),
    }
    return seal(FeedItem(**{**values, **{name: value for name, value in changes.items() if name not in of_card}}))


def feed(root: str = "", items: tuple[FeedItem, ...] | None = None, **changes: Any) -> FeedView:
    """The feed of the whole portal."""
    held = (feed_item(root),) if items is None else items
    values: dict[str, Any] = {
        "title": "Cổng thông tin xã Giao Ninh",
        "description": "Tin mới của xã",
        "url": f"{root}/feed.xml",
        "page": f"{root}/",
        "updated": max((item.updated for item in held), key=lambda m: m.epoch, default=None),
        "items": held,
        "full_text": False,
    }
    return FeedView(**{**values, **changes})


def head(root: str = "", url: str = "/2024/03/duong-moi/", **changes: Any) -> Head:
    """The head of a page whose trail leads from the home page to the page above it."""
    values: dict[str, Any] = {
        "title": "Làng có đường mới",
        "url": f"{root}{url}",
        "description": "Con đường dài hai cây số đã thông xe.",
        "trail": (Link("Trang chủ", f"{root}/"), Link("Kinh tế", f"{root}/chuyen-muc/kinh-te/")),
    }
    return Head(**{**values, **changes})


def article(root: str = "", **changes: Any) -> ArticleContent:
    """An article with every fact filled in."""
    values: dict[str, Any] = {
        "title": "Làng có đường mới",
        "date": moment("2024-03-21T14:30:00+07:00"),
        "updated": moment("2024-03-22T08:00:00+07:00"),
        "bylines": (Byline("Trần Thị Bình", "Đài truyền thanh xã", f"{root}/tac-gia/tran-thi-binh/"),),
        "category": Link("Kinh tế", f"{root}/chuyen-muc/kinh-te/"),
        "places": (
            Place("Xã Giao Thịnh", f"{root}/dia-phuong/giao-thinh/", "huyện Giao Thủy, tỉnh Nam Định"),
            Place("Tỉnh Ninh Bình", f"{root}/dia-phuong/ninh-binh/"),
        ),
        "successors": (),
        "summary": "Con đường dài hai cây số đã thông xe.",
        "lead": None,
        "photos": (picture("a"), picture("b", widths=(480, 800), caption="", credit="")),
        "tags": (Link("nông thôn mới", f"{root}/tu-khoa/nong-thon-moi/"),),
        "source": "",
        "genre": "Phóng sự",
        "series": "Chuyện làng",
        "corrections": (CorrectionView(moment("2024-03-25T09:00:00+07:00"), "Đường dài 2 km, không phải 3 km."),),
        "words": 640,
        "shown": SHOWN,
    }
    return ArticleContent(**{**values, **changes})


def article_page(root: str = "", **changes: Any) -> ArticleView:
    """The page of `article`."""
    return ArticleView(head(root), article(root, **changes), (), ())


def list_page(root: str = "", **changes: Any) -> ListView:
    """The page of a commune, with one article."""
    values: dict[str, Any] = {
        "head": head(
            root,
            "/dia-phuong/giao-thinh/",
            title="Xã Giao Thịnh",
            description="Tin của xã Giao Thịnh",
            trail=(Link("Trang chủ", f"{root}/"), Link("Xã Giao Thịnh", f"{root}/dia-phuong/giao-thinh/")),
        ),
        "taxonomy": "locality",
        "title": "Xã Giao Thịnh",
        "entries": (Entry(card(root)), Entry(card(root, "cau-moi"))),
        "pager": Pager(0, None, None, None, None),
        "locality": LocalityInfo(
            kind="xa",
            name="Giao Thịnh",
            code="14167",
            started="",
            ended="2025-06-30",
            above=(
                Link("Tỉnh Nam Định", f"{root}/dia-phuong/nam-dinh/"),
                Link("Huyện Giao Thủy", f"{root}/dia-phuong/giao-thuy/"),
            ),
            below=(),
            former_below=(),
            formed_from=(),
            became=(Link("Xã Giao Ninh", f"{root}/dia-phuong/giao-ninh/"),),
            main=f"{root}/dia-phuong/giao-ninh/",
        ),
    }
    return ListView(**{**values, **changes})


def renderer(portal: SiteView) -> Renderer:
    """A renderer of the built-in templates."""
    return Renderer((Path(__file__).parent.parent / "templates",), portal, language(portal.language))


def rendered(template: str, page: View, portal: SiteView, body: tuple[str, ...] = ()) -> bytes:
    """The bytes that a built-in template makes of a view."""
    return renderer(portal).render(template, page, body)
