"""What of an article other pages can show, and what an edit of nothing but its running text comes to.

Most edits are of that kind: a sentence is mended. Then no list, no card, no address and no other article can differ, and the
pages that show the text need no more than the new text and its number of words.
"""

from __future__ import annotations

from conglang.model import Article
from conglang.portal.views import ArticleView, Page
from conglang.values import replace


def same_but_for_its_text(a: Article, b: Article) -> bool:
    """Whether two versions of an article differ in nothing that another page could show: in running text at most."""
    return _outline(a) == _outline(b)


def with_text_of(page: Page, article: Article) -> Page:
    """A page that shows the body of an article, with that body as it is now."""
    bodies = tuple([replace(b, html=article.body.digest) if b.source == article.path else b for b in page.bodies])
    view = page.view
    if isinstance(view, ArticleView):
        view = replace(view, article=replace(view.article, words=article.body.words))
    return replace(page, view=view, bodies=bodies)


def _outline(article: Article) -> Article:
    """An article without its running text, and without the places of what it says in its file."""
    figures = tuple(
        replace(f, photos=tuple(replace(p, line=0, column=0, width=0) for p in f.photos)) for f in article.body.figures
    )
    links = tuple(replace(link, line=0, column=0, width=0) for link in article.body.links)
    body = replace(article.body, digest="", words=0, figures=figures, links=links)
    photo = replace(article.photo, line=0, column=0, width=0) if article.photo is not None else None
    return replace(article, body=body, photo=photo, fields="")
