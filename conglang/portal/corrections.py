"""The list of corrections: every correction of the portal and every withdrawal, newest first.

Of a withdrawn article it shows the address, the reason and the day, and nothing else. Corrections of an article that has
expired or was withdrawn are not shown but keep their rank, so that full pages of the list stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from conglang.digest import seal
from conglang.portal import publication
from conglang.portal.catalog import Catalog
from conglang.portal.numbered import numbered_head, page_url, pager
from conglang.portal.page import Page
from conglang.portal.page_groups import Group, PageKind, Planned
from conglang.portal.pagination import Section, sections
from conglang.portal.shared import Shared
from conglang.portal.versions import Cards
from conglang.portal.views.machines import MapEntry
from conglang.portal.views.pages import CorrectionsView
from conglang.portal.views.parts import CorrectionEntry, Link
from conglang.values import Value

Ranked = tuple[tuple[int, str, int], CorrectionEntry | None]
"""The sort key of an entry (moment, content path, number in the article), and the entry; None where it is not shown."""


class CorrectionsBrief(Value, frozen=True):
    """The pages of the list with their entries."""

    sections: tuple[Section[CorrectionEntry | None], ...]


def groups(catalog: Catalog) -> Iterator[Group]:
    """The list of corrections; it exists even where it is empty."""
    ranked = [entry for _, entry in sorted(_entries(catalog), key=lambda item: item[0])]
    cut = sections(ranked, catalog.config.per_page, shown=lambda entry: entry is not None)
    yield Group("corrections", CorrectionsBrief(cut))


def _entries(catalog: Catalog) -> Iterator[Ranked]:
    """Every correction and withdrawal, in no order."""
    for story in catalog.index.due:
        article = story.article
        for number, correction in enumerate(article.corrections):
            link = Link(article.title, story.url)
            entry = seal(CorrectionEntry(correction.date, link, correction.text)) if story.shown else None
            yield (correction.date.epoch, article.path, number), entry
        if story.state == publication.WITHDRAWN:
            date = publication.modified(article) or story.date
            link = Link(story.url, story.url)
            entry = seal(CorrectionEntry(date, link, article.withdrawn, withdrawn=True))
            yield (date.epoch, article.path, len(article.corrections)), entry


def pages(shared: Shared, brief: CorrectionsBrief, cards: Cards) -> Iterator[Planned]:
    """The pages of the list, the landing page first."""
    base = shared.site.corrections
    for section in brief.sections:
        entries = tuple([entry for entry in section.items if entry is not None])
        url = page_url(base, section.number, shared)
        title, page_head = numbered_head("corrections", base, section, shared)
        view = CorrectionsView(head=page_head, title=title, entries=entries, pager=pager(base, section, shared))
        changed = entries[0].date.iso if entries else ""
        yield Page(shared.file(url), "corrections.html", view), MapEntry(url, changed)


CORRECTIONS = PageKind(groups, pages)
