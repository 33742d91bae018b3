"""The catalog: the whole portal as page kinds see it when they list their page groups.

In come the index, what references resolve to, and the related table; out comes one value. Only the `groups` of a page kind
may read it: the pages themselves are made from briefs. It opens no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from conglang.model import Article, Config
from conglang.photos.icons import Icon
from conglang.portal import share_pictures
from conglang.portal.index import Index, Story
from conglang.portal.listings import Listing, listings
from conglang.portal.publication import Clock
from conglang.portal.resolve import Resolved
from conglang.portal.share_pictures import Shares
from conglang.portal.shared import Shared
from conglang.portal.versions import Cards, versions
from conglang.values import Value


class Catalog(Value, frozen=True):
    """All that was read, in its place. `shown` are the stories that readers see, oldest first.

    `resolved`, `related` and `versions` are by content path. Briefs name articles and other pages by their versions, and
    `cards` returns what pages show of them.
    """

    shared: Shared
    clock: Clock
    index: Index
    shown: tuple[Story, ...]
    resolved: dict[str, Resolved]
    related: dict[str, tuple[str, ...]]
    shares: Shares
    icons: tuple[Icon, ...]
    versions: dict[str, str]
    cards: Cards
    listings: tuple[Listing, ...]

    @property
    def config(self) -> Config:
        """The portal's configuration."""
        return self.shared.config

    @property
    def others(self) -> tuple[tuple[Article, str], ...]:
        """The standing pages, notices and texts of localities that readers may see, with their addresses."""
        return self.index.others

    def version(self, story: Story) -> str:
        """The version of a story."""
        return self.versions[story.article.path]

    def versions_of(self, stories: Iterable[Story]) -> tuple[str, ...]:
        """The versions of stories, in their order."""
        return tuple([self.versions[story.article.path] for story in stories])


def build_catalog(
    *,
    shared: Shared,
    clock: Clock,
    index: Index,
    resolved: dict[str, Resolved],
    related: dict[str, tuple[str, ...]],
    icons: tuple[Icon, ...] = (),
    digests: Mapping[str, str] | None = None,
) -> Catalog:
    """Make the catalog. `digests` are those of the articles' files, given only where a plan may take over page groups."""
    shown = tuple(story for story in index.due if story.shown)
    named = versions(index, resolved, digests)
    return Catalog(
        shared=shared,
        clock=clock,
        index=index,
        shown=shown,
        resolved=resolved,
        related=related,
        shares=share_pictures.shares(shown, [article for article, _ in index.others], resolved, shared),
        icons=icons,
        versions=named,
        cards=Cards(shared, index, resolved, named),
        listings=tuple(listings(shared, index)),
    )
