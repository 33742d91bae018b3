"""The share picture of each page: cropped from its lead photo, or drawn where there is none.

In come the articles and what their references resolve to; out come a rendition for each content file and the drawings to make.
The newest articles without a photo have a drawing of their own title and place, older ones share that of their category: ten
thousand drawings would cost more than all the rest of a build (docs/decisions/0011). The name of a drawing holds the digest
of all that is drawn, so equal names mean equal pictures. Nothing is drawn here and no file is opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from conglang.model import Article, Rendition
from conglang.photos.renditions import Drawing
from conglang.portal.index import Story
from conglang.portal.resolve import Resolved
from conglang.portal.shared import Shared
from conglang.values import Value


class Shares(Value, frozen=True):
    """The share pictures of articles and other pages by content path, and the drawings among them."""

    pictures: dict[str, Rendition]
    drawings: tuple[Drawing, ...]


def shares(shown: Sequence[Story], others: Iterable[Article], resolved: dict[str, Resolved], shared: Shared) -> Shares:
    """Choose the share pictures of the portal; `shown` are its articles, oldest first."""
    config, site = shared.config.photos, shared.site
    if shared.share is None:
        return Shares({}, ())
    drawings: dict[Drawing, Rendition] = {}

    def drawn(drawing: Drawing) -> Rendition:
        if drawing not in drawings:
            drawings[drawing] = drawing.rendition
        return drawings[drawing]

    pictures: dict[str, Rendition] = {}
    left = config.share_titles
    for story in reversed(shown):
        cropped = resolved[story.article.path].share
        if cropped is not None:
            pictures[story.article.path] = cropped
            continue
        category = story.category.name
        if left > 0:
            left -= 1
            place = " – ".join(shared.units[id].title for id in story.units)
            pictures[story.article.path] = drawn(Drawing(category, story.article.title, place, site.title))
        else:
            pictures[story.article.path] = drawn(Drawing("", category, site.slogan, site.title))
    for article in others:
        if article.kind != "locality":
            cropped = resolved[article.path].share
            pictures[article.path] = cropped or drawn(Drawing("", article.title, "", site.title))
    drawn(shared.share)
    return Shares(pictures, tuple(drawings))
