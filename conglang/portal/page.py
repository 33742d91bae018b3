"""A file of the output as a plan names it: its path, its template, and every value that it is made from.

A template receives `site` (a SiteView), `page` (one of the views) and, for an article or a standing page, `body` (a
sequence of HTML and Figures). It cannot ask for more, so the digest of these values is all that the page depends on.
"""

from __future__ import annotations

from conglang.portal.views.machines import FeedView, ManifestView, MapView, NewsMapView, RobotsView
from conglang.portal.views.pages import (
    ArticleView,
    CorrectionsView,
    HomeView,
    LibraryView,
    ListView,
    NotFoundView,
    NoticesView,
    NoticeView,
    PhotosView,
    RedirectView,
    StandingView,
    TreeView,
    WithdrawnView,
)
from conglang.portal.views.parts import Figure
from conglang.values import Value

View = (
    HomeView
    | ArticleView
    | WithdrawnView
    | RedirectView
    | StandingView
    | NoticeView
    | NoticesView
    | CorrectionsView
    | PhotosView
    | LibraryView
    | ListView
    | TreeView
    | NotFoundView
    | FeedView
    | MapView
    | NewsMapView
    | RobotsView
    | ManifestView
)


class BodyInputs(Value, frozen=True):
    """All that the making of a body may consult: the HTML (by digest) and the answers to what it asks of the portal.

    `links` answers each link of the body: an address, or an empty text where it leads to a withheld article and
    stays plain text. `figures` answers each figure. `skip_opening` drops the first paragraph, which the summary shows.
    `files` names the links that lead to a published document: number of the link, type and size, and its MIME type.
    """

    source: str
    html: str
    links: tuple[str, ...]
    figures: tuple[Figure, ...]
    skip_opening: bool = False
    files: tuple[tuple[int, str, str], ...] = ()


class Page(Value, frozen=True):
    """A file of the output: where it goes, what it is made with, and all that it is made from.

    `path` is below the output folder, `source` the content file it tells of (empty for lists). `late` pages (lists,
    feeds, site maps) are written after the pages that they lead to.
    """

    path: str
    template: str
    view: View
    bodies: tuple[BodyInputs, ...] = ()
    source: str = ""
    late: bool = True
