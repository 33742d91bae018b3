"""Standing pages: about, contact, and other pages about the portal itself.

All of them are one group, whose brief names them by version. Their links in the navigation come from `site`.
"""

from __future__ import annotations

from collections.abc import Iterator

from conglang.model import Rendition
from conglang.portal import cards as showing
from conglang.portal import publication
from conglang.portal.catalog import Catalog
from conglang.portal.page import Page
from conglang.portal.page_groups import Group, PageKind, Planned
from conglang.portal.shared import Shared, head
from conglang.portal.versions import Cards
from conglang.portal.views.machines import MapEntry
from conglang.portal.views.pages import StandingView
from conglang.values import Value


class StandingBrief(Value, frozen=True):
    """The standing pages by version, each with its share picture."""

    pages: tuple[tuple[str, Rendition | None], ...]


def groups(catalog: Catalog) -> Iterator[Group]:
    """One group for all standing pages."""
    listed = [article.path for article, _ in catalog.others if article.kind == "page"]
    pictures = catalog.shares.pictures
    yield Group("standing pages", StandingBrief(tuple([(catalog.versions[p], pictures.get(p)) for p in listed])))


def pages(shared: Shared, brief: StandingBrief, cards: Cards) -> Iterator[Planned]:
    """Each standing page with its line in the site map."""
    for version, share in brief.pages:
        (article, url), resolved = cards.other(version), cards.resolved(version)
        description = showing.summary(article) or article.title
        view = StandingView(
            head=head(shared, article.title, url, description, picture=resolved.lead, share=share),
            title=article.title,
            summary=article.summary,
            lead=showing.lead_figure(resolved),
            updated=article.updated or article.date,
        )
        page = Page(shared.file(url), "standing.html", view, (resolved.inputs,), article.path, late=False)
        yield page, MapEntry(url, publication.last_change([article]))


STANDING_PAGES = PageKind(groups, pages)
