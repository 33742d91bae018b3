"""The files that are JSON: the feed in JSON Feed 1.1, and the manifest by which browsers install the portal.

A view and the SiteView come in, an object to be printed as JSON goes out. The feed has the same content as the Atom feed,
in the same words. Every address is absolute, and no object holds an empty value.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import zip_longest

from conglang.languages import dates, language
from conglang.photos.renditions import widest
from conglang.portal.views.machines import FeedItem, FeedView, ManifestView
from conglang.portal.views.parts import Byline, SiteView
from conglang.templating.json_ld import Thing, absolute, without_empty

VERSION = "https://jsonfeed.org/version/1.1"

ACCENT, BACKGROUND = "#8f1d14", "#fffefb"
"""The colours around the portal while a telephone opens it: the accent and the background of the style sheet."""


def json_feed(page: FeedView, body: Sequence[str], site: SiteView) -> Thing:
    """A feed; `body` holds the HTML of its items in their order, which is used where the portal gives full texts."""
    bodies = body if page.full_text else ()
    items = tuple(_item(item, html, site) for item, html in zip_longest(page.items, bodies))
    return without_empty(
        {
            "version": VERSION,
            "title": page.title,
            "home_page_url": site.origin + page.page,
            "feed_url": site.origin + page.url,
            "description": page.description,
            "icon": absolute(site.touch_icon, site),
            "authors": (without_empty({"name": site.title, "url": site.origin + site.home}),),
            "language": site.language,
        }
    ) | {"items": items}


def manifest(page: ManifestView, site: SiteView) -> Thing:
    """The web application manifest. The portal has no service worker, so it opens with its address shown."""
    return without_empty(
        {
            "id": site.home,
            "name": site.title,
            "short_name": page.short_name,
            "description": site.slogan,
            "lang": site.language,
            "dir": "ltr",
            "start_url": site.home,
            "scope": site.home,
            "display": "minimal-ui",
            "theme_color": ACCENT,
            "background_color": BACKGROUND,
            "icons": tuple(
                {
                    "src": f"{site.root}/{icon.path}",
                    "sizes": f"{icon.size}x{icon.size}",
                    "type": "image/png",
                    "purpose": icon.purpose,
                }
                for icon in page.icons
            ),
        }
    )


def _item(item: FeedItem, html: str | None, site: SiteView) -> Thing:
    card = item.card
    corrections = _corrections(item, site)
    text = "\n".join([line for line in (card.summary, *corrections) if line])
    # JSON Feed requires a content for every item; without a summary it is the title.
    content = {"content_html": _with_corrections(html, item, site)} if html else {"content_text": text or card.title}
    return without_empty(
        {
            "id": site.origin + card.url,
            "url": site.origin + card.url,
            "title": card.title,
            **content,
            "summary": card.summary,
            "image": site.origin + f"{site.root}/{widest(card.picture.sources).path}" if card.picture else "",
            "date_published": card.date.iso,
            "date_modified": item.updated.iso,
            "authors": tuple(
                without_empty({"name": _people(byline), "url": absolute(byline.url, site)}) for byline in item.bylines
            ),
            "tags": tuple(dict.fromkeys((card.category.title, *[place.title for place in card.places], *item.tags))),
            "language": site.language,
        }
    )


def _corrections(item: FeedItem, site: SiteView) -> list[str]:
    words = language(site.language)
    word = site.text["correction"]
    return [f"{word} ({dates.short_date(c.date, words)}): {c.text}" for c in item.corrections]


def _with_corrections(html: str, item: FeedItem, site: SiteView) -> str:
    return "\n".join([html, *[f"<p>{escape(line, quote=False)}</p>" for line in _corrections(item, site)]])


def _people(byline: Byline) -> str:
    if byline.name and byline.organisation and byline.name != byline.organisation:
        return f"{byline.name} ({byline.organisation})"
    return byline.name or byline.organisation
