"""The corrections page: every correction of the portal, and every withdrawal, newest first.

Of a withdrawn article it gives the address, the reason and the day, and nothing else. Corrections of an article that has
expired or was withdrawn keep their rank unshown, so that full pages of the list stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from conglang.digest import seal
from conglang.portal import publication
from conglang.portal.catalog import Catalog, output_path
from conglang.portal.numbered import numbered_head, page_url, pager
from conglang.portal.page import Page
from conglang.portal.pagination import sections
from conglang.portal.views.machines import MapEntry
from conglang.portal.views.pages import CorrectionsView
from conglang.portal.views.parts import CorrectionEntry, Link

Ranked = tuple[tuple[int, str, int], CorrectionEntry | None]
"""A place in the list, by moment, path and number within the article, and what stands there; None where it is not shown."""


def pages(catalog: Catalog) -> Iterator[tuple[Page, MapEntry]]:
    """The pages of the list, the landing page first; it is there even while nothing had to be corrected."""
    base = catalog.site.corrections
    ranked = sorted(_entries(catalog), key=lambda item: item[0])
    cut = sections(ranked, catalog.config.per_page, shown=lambda item: item[1] is not None)
    for section in cut:
        entries = tuple(entry for _, entry in section.items if entry is not None)
        url = page_url(base, section.number, catalog)
        title, page_head = numbered_head("corrections", base, section, catalog)
        view = CorrectionsView(
            head=page_head,
            title=title,
            entries=entries,
            pager=pager(base, section, cut, catalog),
        )
        yield (
            Page(output_path(url, catalog.site.root), "corrections.html", view),
            MapEntry(url, entries[0].date.iso if entries else ""),
        )


def _entries(catalog: Catalog) -> Iterator[Ranked]:
    for story in catalog.index.due:
        article = story.article
        for number, correction in enumerate(article.corrections):
            shown = article.path in catalog.cards
            link = Link(article.title, story.url)
            entry = seal(CorrectionEntry(correction.date, link, correction.text)) if shown else None
            yield (correction.date.epoch, article.path, number), entry
        if story.state == publication.WITHDRAWN:
            date = publication.modified(article) or story.date
            link = Link(story.url, story.url)
            entry = seal(CorrectionEntry(date, link, article.withdrawn, withdrawn=True))
            yield (date.epoch, article.path, len(article.corrections)), entry
