"""A page as a plan names it: its path, its template, and every value that it is made from.

A template receives `site` (a SiteView), `page` (one of the views) and, where the page shows a body, `body` (a sequence of HTML
and Figures). It can read nothing else, so the page depends on these values and on the template alone.
"""

from __future__ import annotations

from conglang.portal.views import pages
from conglang.portal.views.machines import FeedView, ManifestView, MapView, NewsMapView, RobotsView
from conglang.portal.views.parts import Figure
from conglang.values import Value

View = (
    pages.HomeView
    | pages.ArticleView
    | pages.WithdrawnView
    | pages.RedirectView
    | pages.StandingView
    | pages.NoticeView
    | pages.NoticesView
    | pages.CorrectionsView
    | pages.PhotosView
    | pages.LibraryView
    | pages.ListView
    | pages.TreeView
    | pages.NotFoundView
    | FeedView
    | MapView
    | NewsMapView
    | RobotsView
    | ManifestView
)


class BodyInputs(Value, frozen=True):
    """All that a body is made from: its HTML, by digest, and what the tokens in it resolve to.

    `links` has an address for each link of the body, or an empty text where the link stays plain text because it leads to a
    withheld article. `figures` has a figure for each figure token. With `skip_opening` the first paragraph is left out,
    because the summary shows it. `files` lists the links to published documents: number of the link, type and size as
    readers see them, MIME type.
    """

    source: str
    html: str
    links: tuple[str, ...]
    figures: tuple[Figure, ...]
    skip_opening: bool = False
    files: tuple[tuple[int, str, str], ...] = ()


class Page(Value, frozen=True):
    """A page: its path below the output, its template, and all that it is made from.

    `source` is the content file that the page is made for; empty for lists. `late` pages (lists, feeds, site maps) are
    written after the pages that they link to.
    """

    path: str
    template: str
    view: View
    bodies: tuple[BodyInputs, ...] = ()
    source: str = ""
    late: bool = True
