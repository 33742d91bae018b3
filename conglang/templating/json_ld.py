"""The data of a page for search engines: JSON-LD in the vocabulary of schema.org, complete by Google's rules for articles.

A view and the SiteView come in, a tuple of objects goes out, one for each script element. Pages without such data
(notices of withdrawal, redirects, not found, feeds, site maps) give an empty tuple. Every address is absolute; no object
holds an empty value. The data never contains more than the page shows its readers.
"""

from __future__ import annotations

from collections.abc import Mapping

from conglang.model import Moment
from conglang.portal.page import View
from conglang.portal.views import pages
from conglang.portal.views.machines import FeedView, ManifestView, MapView, NewsMapView, RobotsView
from conglang.portal.views.parts import ArticleContent, Byline, Head, Link, Picture, Place, SiteView

Thing = dict[str, object]
"""A JSON-LD object: property names to texts, numbers, truth values, objects, and tuples of these."""

CONTEXT = "https://schema.org"
COUNTRY = "VN"


def structured(page: View, site: SiteView) -> tuple[Thing, ...]:
    """The JSON-LD objects of a page, in the order in which they are printed; equal views give equal objects."""
    match page:
        case pages.WithdrawnView() | pages.RedirectView() | pages.NotFoundView():
            return ()
        case FeedView() | MapView() | NewsMapView() | RobotsView() | ManifestView():
            return ()
        case pages.HomeView():
            own: tuple[Thing, ...] = (_website(page.head, site), publisher(site))
        case pages.ArticleView():
            own = (_news_article(page, site),)
        case pages.ListView():
            own = (_collection(page.head, site, about=_unit(page, site), main=_items(page, site)),)
        case pages.NoticesView() | pages.CorrectionsView() | pages.PhotosView() | pages.LibraryView():
            own = (_collection(page.head, site),)
        case pages.StandingView() | pages.NoticeView() | pages.TreeView():
            own = ()
    return tuple({"@context": CONTEXT, **thing} for thing in (*own, *_breadcrumbs(page.head, site)))


def publisher(site: SiteView) -> Thing:
    """The organisation behind the portal. Its `@id` is the same on every page, so that search engines recognise it."""
    return _thing(
        "Organization",
        {
            "@id": f"{absolute(site.home, site)}#publisher",
            "name": site.title,
            "url": absolute(site.home, site),
            "logo": _thing("ImageObject", {"url": absolute(site.logo, site)}),
            "slogan": site.slogan,
            "parentOrganization": _thing("GovernmentOrganization", {"name": site.governing_body}),
            "address": _thing("PostalAddress", {"streetAddress": site.address, "addressCountry": COUNTRY})
            if site.address
            else None,
            "telephone": site.phone,
            "email": site.email,
        },
    )


# ---- the kinds of pages --------------------------------------------------------------------------------------------


def _news_article(page: pages.ArticleView, site: SiteView) -> Thing:
    article = page.article
    url = absolute(page.head.url, site)
    return _thing(
        "NewsArticle",
        {
            "@id": f"{url}#article",
            "mainEntityOfPage": {"@type": "WebPage", "@id": url},
            "url": url,
            "headline": article.title,
            "description": page.head.description,
            "image": tuple(_image(picture, site) for picture in article.photos) or _share(page.head, site),
            "datePublished": article.date.iso,
            "dateModified": _modified(article).iso,
            "author": tuple(_author(byline, site) for byline in article.bylines) or publisher(site),
            "publisher": publisher(site),
            "articleSection": article.category.title,
            "keywords": tuple(tag.title for tag in article.tags),
            "genre": article.genre,
            "isPartOf": _thing("CreativeWorkSeries", {"name": article.series}),
            "inLanguage": site.language,
            "contentLocation": tuple(_place(place, site) for place in article.places),
            "isAccessibleForFree": True,
            "wordCount": article.words or None,
            "correction": tuple(
                _thing("CorrectionComment", {"text": correction.text, "datePublished": correction.date.iso})
                for correction in article.corrections
            ),
        },
    )


def _website(head: Head, site: SiteView) -> Thing:
    return _thing(
        "WebSite",
        {
            **_reference(site),
            "description": head.description,
            "inLanguage": site.language,
            "publisher": {"@id": f"{absolute(site.home, site)}#publisher"},
        },
    )


def _collection(head: Head, site: SiteView, *, about: Thing | None = None, main: Thing | None = None) -> Thing:
    """A page that gathers articles, notices, photos or corrections."""
    return _thing(
        "CollectionPage",
        {
            "name": head.title,
            "url": absolute(head.url, site),
            "description": head.description,
            "inLanguage": site.language,
            "isPartOf": _thing("WebSite", _reference(site)),
            "about": about,
            "mainEntity": main,
        },
    )


def _items(page: pages.ListView, site: SiteView) -> Thing | None:
    """The articles of a list."""
    items = tuple(
        {"@type": "ListItem", "position": position, "url": absolute(entry.card.url, site)}
        for position, entry in enumerate(page.entries, start=1)
    )
    return _thing("ItemList", {"numberOfItems": len(items), "itemListElement": items}) if items else None


def _breadcrumbs(head: Head, site: SiteView) -> tuple[Thing, ...]:
    """The trail as a list that ends with the page itself, whether or not the trail names it; none without a trail."""
    if not head.trail:
        return ()
    trail = head.trail if head.trail[-1].url == head.url else (*head.trail, Link(head.title, head.url))
    items = tuple(
        {"@type": "ListItem", "position": position, "name": link.title, "item": absolute(link.url, site)}
        for position, link in enumerate(trail, start=1)
    )
    return (_thing("BreadcrumbList", {"itemListElement": items}),)


# ---- their parts ---------------------------------------------------------------------------------------------------


def _modified(article: ArticleContent) -> Moment:
    """The latest of date, update and corrections: an update dated before the article is ignored."""
    moments = (article.date, article.updated, *(correction.date for correction in article.corrections))
    return max((moment for moment in moments if moment is not None), key=lambda moment: moment.epoch)


def _image(picture: Picture, site: SiteView) -> Thing:
    """The widest JPEG, which every reader of structured data can show; the fallback where the portal makes no JPEG."""
    renditions = dict(picture.sources).get("image/jpeg", picture.sources[-1][1])
    widest = max(renditions, key=lambda rendition: rendition.width)
    address = absolute(f"{site.root}/{widest.path}", site)
    return _thing(
        "ImageObject",
        {
            "url": address,
            "contentUrl": address,
            "width": widest.width,
            "height": widest.height,
            "caption": picture.caption or picture.alt,
            "creditText": picture.credit,
        },
    )


def _share(head: Head, site: SiteView) -> tuple[Thing, ...]:
    """The share picture of an article without photos."""
    if head.share is None:
        return ()
    address = absolute(f"{site.root}/{head.share.path}", site)
    return (_thing("ImageObject", {"url": address, "width": head.share.width, "height": head.share.height}),)


def _author(byline: Byline, site: SiteView) -> Thing:
    """A person with the organisation of the byline, or an organisation that signs alone."""
    url = absolute(byline.url, site)
    if not byline.name or byline.name == byline.organisation:
        return _thing("Organization", {"name": byline.organisation, "url": url})
    employer = _thing("Organization", {"name": byline.organisation})
    return _thing("Person", {"name": byline.name, "url": url, "worksFor": employer})


def _place(place: Place, site: SiteView) -> Thing:
    """A place as the article names it, inside the units of that time, which `within` names from the smallest to the largest."""
    above = tuple(name.strip() for name in place.within.split(",") if name.strip())
    container: Thing | None = None
    for name in reversed(above):
        container = _thing("AdministrativeArea", {"name": name, "containedInPlace": container})
    address = {
        "addressLocality": ", ".join((place.title, *above[:-1])) if above else "",
        "addressRegion": above[-1] if above else place.title,
        "addressCountry": COUNTRY,
    }
    return _thing(
        "Place",
        {
            "name": place.title,
            "url": absolute(place.url, site),
            "address": _thing("PostalAddress", address),
            "containedInPlace": container,
        },
    )


def _unit(page: pages.ListView, site: SiteView) -> Thing | None:
    """The unit that a list is about, inside the chain of units above it."""
    locality = page.locality
    if locality is None:
        return None
    container: Thing | None = None
    for link in locality.above:
        facts = {"name": link.title, "url": absolute(link.url, site), "containedInPlace": container}
        container = _thing("AdministrativeArea", facts)
    return _thing(
        "AdministrativeArea", {"name": page.title, "identifier": locality.code, "containedInPlace": container}
    )


def _reference(site: SiteView) -> Thing:
    """A reference to this portal as a web site."""
    home = absolute(site.home, site)
    return {"@id": f"{home}#website", "name": site.title, "url": home}


def _thing(kind: str, facts: Mapping[str, object]) -> Thing:
    """An object without its empty facts; the empty object where no fact is left, so that the object around it omits it."""
    known = without_empty(facts)
    return {"@type": kind, **known} if known else {}


def without_empty(facts: Mapping[str, object]) -> Thing:
    """The facts that are not empty."""
    return {name: fact for name, fact in facts.items() if fact is not None and fact not in ("", (), {})}


def absolute(url: str, site: SiteView) -> str:
    """An address that begins with `/`, with the origin before it; other addresses unchanged."""
    return f"{site.origin}{url}" if url.startswith("/") else url
