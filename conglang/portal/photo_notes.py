"""Diagnostics of photos that depend on articles: the article that names a photo, and captions and credits in photo files.

In come diagnostics, articles and the paths of files; out come diagnostics. A problem of a photo file gets the location of the
article that names it, because an editor looks for the article. It reads no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conglang.diagnostics import Diagnostic, warning
from conglang.model import Article, FigureRef, Location, Photo, PhotoRef
from conglang.portal import references
from conglang.portal.references import Files
from conglang.values import replace

UNCAPTIONED = ("photo-without-caption", "photo-holds-caption")
"""The codes of a photo without a caption and of one that holds a caption itself; of one photo only the latter is reported."""


def offers(photo: Photo, ref: PhotoRef, figure: FigureRef | None, at: Location) -> Iterator[Diagnostic]:
    """Report the caption and the credit in a photo file where neither the article's photo nor its figure has any.

    Without a figure it is the lead photo, whose caption and credit are in the front matter.
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
    """The diagnostics, where each one of a photo file names the article that names the photo first.

    Of the diagnostics `UNCAPTIONED` at one place only the second is kept.
    """
    listed = tuple(diagnostics)
    without, offered = UNCAPTIONED
    offering = {d.at for d in listed if d.code == offered}
    listed = tuple(d for d in listed if d.code != without or d.at not in offering)
    wanted = {d.at.path for d in listed if not d.at.line and not d.see and d.at.path in files.exact}
    if not wanted:
        return listed
    places = _places(articles, files, wanted)
    return tuple(
        replace(d, see=(places[d.at.path],)) if not d.at.line and not d.see and d.at.path in places else d
        for d in listed
    )


def _places(articles: Iterable[Article], files: Files, wanted: set[str]) -> dict[str, Location]:
    """The location where each wanted photo is first named, by its path; articles are searched in the order of their paths."""
    places: dict[str, Location] = {}
    for article in sorted(articles, key=lambda article: article.path):
        named = [photo for figure in article.body.figures for photo in figure.photos]
        for ref in ([article.photo] if article.photo is not None else []) + named:
            path = references.find(files, ref.target, beside=article.path)
            if path in wanted and path not in places:
                places[path] = references.location(article, ref)
    return places
