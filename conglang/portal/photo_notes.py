"""Diagnostics of photos that need the articles: which article names a photo, and the caption and credit that a photo offers.

In come diagnostics, articles and the paths of files; out come diagnostics. A problem of a photo names the file, and the editor
wants to know whose photo that is; a photo that offers a caption is not reported to have none. Reads no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conglang.diagnostics import Diagnostic, warning
from conglang.model import Article, FigureRef, Location, Photo, PhotoRef
from conglang.portal import references
from conglang.portal.references import Files
from conglang.values import replace

UNCAPTIONED = ("photo-without-caption", "photo-holds-caption")
"""A photo without a caption, and one that offers its own. Of one photo only the latter is reported."""


def offers(photo: Photo, ref: PhotoRef, figure: FigureRef | None, at: Location) -> Iterator[Diagnostic]:
    """Caption and credit that a photo carries in itself, offered where neither it nor its figure has any.

    Without a figure it is the lead photo, whose words stand in the front matter.
    """
    caption = "" if ref.caption or (figure and figure.caption) else photo.caption
    credit = "" if ref.credit or (figure and figure.credit) else photo.credit
    if figure is None:
        if caption:
            yield warning("lead-photo-holds-caption", at, caption=caption)
        if credit:
            yield warning("lead-photo-holds-credit", at, credit=credit)
        return
    if caption:
        yield warning("photo-holds-caption", at, caption=caption)
    if credit:
        yield warning("photo-holds-credit", at, credit=credit)


def completed(diagnostics: Iterable[Diagnostic], articles: Iterable[Article], files: Files) -> tuple[Diagnostic, ...]:
    """Diagnostics of which each photo's have the article that names it first, and no more than one asks for a caption."""
    told = tuple(diagnostics)
    without, offered = UNCAPTIONED
    bringing = {d.at for d in told if d.code == offered}
    told = tuple(d for d in told if d.code != without or d.at not in bringing)
    wanted = {d.at.path for d in told if not d.at.line and not d.see and d.at.path in files.exact}
    if not wanted:
        return told
    places = _places(articles, files, wanted)
    return tuple(
        replace(d, see=(places[d.at.path],)) if not d.at.line and not d.see and d.at.path in places else d for d in told
    )


def _places(articles: Iterable[Article], files: Files, wanted: set[str]) -> dict[str, Location]:
    """Where each wanted photo is first named, in the order of the articles' paths."""
    places: dict[str, Location] = {}
    for article in sorted(articles, key=lambda article: article.path):
        named = [photo for figure in article.body.figures for photo in figure.photos]
        for ref in ([article.photo] if article.photo is not None else []) + named:
            path = references.find(files, ref.target, beside=article.path)
            if path in wanted and path not in places:
                places[path] = Location(article.path, ref.line, ref.column, ref.width)
    return places
