"""Pages that show bodies as texts that the tables of the cache keep, and back.

A text that does not fit its type is a ValueError, never a wrong page.
"""

from __future__ import annotations

from dataclasses import dataclass

from conglang.memory.codec import decode, encode
from conglang.portal.views import ArticleView, BodyInputs, FeedView, ListView, NoticeView, Page, StandingView

_WITH_BODIES = {kind.__name__: kind for kind in (ArticleView, FeedView, ListView, NoticeView, StandingView)}
"""The views of pages that show bodies."""


@dataclass(frozen=True, slots=True)
class _Rest:
    """A page without its view."""

    path: str
    template: str
    bodies: tuple[BodyInputs, ...]
    source: str
    late: bool


def page_text(page: Page) -> str:
    """A page that shows bodies, as the table keeps it: the name of its kind of view, the view, the rest; a line each."""
    rest = _Rest(page.path, page.template, page.bodies, page.source, page.late)
    return "\n".join((type(page.view).__name__, encode(page.view), encode(rest)))


def page_from(text: str) -> Page:
    """A page from the table. Raises ValueError where it is none."""
    name, _, lines = text.partition("\n")
    if name not in _WITH_BODIES:
        raise ValueError(f"no page with bodies: {name}")
    view, _, rest = lines.partition("\n")
    whole = decode(_Rest, rest)
    kind: type[ArticleView | FeedView | ListView | NoticeView | StandingView] = _WITH_BODIES[name]
    return Page(whole.path, whole.template, decode(kind, view), whole.bodies, whole.source, whole.late)
