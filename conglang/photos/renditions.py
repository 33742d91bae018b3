"""The files that a photo becomes, and their names: known from its size and content digest, before any encoding.

A photo and the table `[photos]` come in, renditions in every format go out. A photo is never enlarged. The name of a
rendition holds the digests of the photo and of the recipe, so that equal names mean equal pictures: the pixels must never
depend on which other renditions are made of the photo. This module opens no file and uses no image library.
"""

from __future__ import annotations

from conglang.digest import of_words
from conglang.model import Photo, PhotoConfig, Rendition
from conglang.values import Value

Sources = tuple[tuple[str, tuple[Rendition, ...]], ...]
"""(MIME type, renditions from narrow to wide) in order of preference, JPEG last, as in a `Picture`."""

RECIPE = 4
"""The version of how pixels are made in `photos/rendition_cache.py`; raise it whenever the same photo would have other pixels."""

SHARE = (1200, 630)
"""Width and height of the picture that social networks show beside a link."""

CARD_WIDTH = 320
"""The width of the small rendition for cards, where every configured width is larger."""

FALLBACK = "jpeg"
"""The format that every browser shows."""

_FORMATS = {  # MIME type, extension, and the longest side that the format (or its decoders in browsers) can hold.
    "avif": ("image/avif", "avif", 32_768),
    "webp": ("image/webp", "webp", 16_383),
    FALLBACK: ("image/jpeg", "jpg", 65_500),
}


DRAWING = 2
"""The version of how pictures are drawn in `photos/drawings.py`; raise it whenever the same words would have other bytes."""

DRAWING_FORMAT = "png"
"""For flat colours and letters it takes a third of the bytes of a JPEG, and is sharp."""


class Drawing(Value, frozen=True):
    """A share picture that is drawn: a line above the title, the title, a line below it, the portal's name at the foot."""

    above: str
    title: str
    below: str
    portal: str

    @property
    def rendition(self) -> Rendition:
        """The file that the drawing becomes."""
        name = of_words(DRAWING, SHARE, self.above, self.title, self.below, self.portal)[:16]
        return Rendition(f"media/{name[:2]}/{name}.{DRAWING_FORMAT}", *SHARE, DRAWING_FORMAT, (50, 50))


def renditions(photo: Photo, config: PhotoConfig, *, lead: bool) -> Sources:
    """All renditions of a photo; with `lead` also the small one that cards show.

    A format that cannot hold the tallest rendition (WebP, and a very long screenshot) is left out: otherwise a browser
    that prefers it would be offered only the narrow renditions.
    """
    sizes = tuple((width, height_for(photo, width)) for width in _widths(photo, config, lead=lead))
    wanted = [name for name in dict.fromkeys(config.formats) if name != FALLBACK]
    sources = []
    for name in (*wanted, FALLBACK):
        mime, _, longest = _FORMATS[name]
        if all(max(size) <= longest for size in sizes):
            recipe = recipe_digest(name, quality(config, name))
            sources.append((mime, tuple(_rendition(photo, recipe, name, width, height) for width, height in sizes)))
    return tuple(sources)


def share(photo: Photo, config: PhotoConfig, focus: tuple[int, int] | None) -> Rendition:
    """The share picture that is cropped from a photo: around its focal point, or around the place where faces mostly are."""
    at = focus or (50, 25 if photo.height > photo.width else 50)
    recipe = of_words("share", RECIPE, SHARE, at, quality(config, FALLBACK))[:6]
    return Rendition(_path(photo, recipe, SHARE[0], FALLBACK), *SHARE, FALLBACK, at, photo.digest)


def quality(config: PhotoConfig, name: str) -> int:
    """The configured quality of a format, or its default."""
    return dict((*PhotoConfig().quality, *config.quality))[name]


def recipe_digest(name: str, quality: int) -> str:
    """Six hexadecimal characters: the digest of the recipe for files of this format."""
    return of_words("rendition", RECIPE, name, quality)[:6]


def widest(sources: Sources) -> Rendition:
    """The widest rendition in the format that every browser shows; links to the photo lead to it."""
    return sources[-1][1][-1]


def every(sources: Sources) -> tuple[Rendition, ...]:
    """The renditions of all formats, in order."""
    return tuple([rendition for _, of_format in sources for rendition in of_format])


def height_for(photo: Photo, width: int) -> int:
    """The height for a width, rounded to the nearest pixel with integers, so that it is the same on every machine."""
    return max(1, (2 * photo.height * width + photo.width) // (2 * photo.width))


def _widths(photo: Photo, config: PhotoConfig, *, lead: bool) -> tuple[int, ...]:
    """The configured widths up to the photo's own, and its own width where that is below the largest of them."""
    configured = config.widths
    widths = {width for width in configured if width <= photo.width}
    if not configured or photo.width < max(configured):
        widths.add(photo.width)
    if lead and photo.width >= CARD_WIDTH and all(width > CARD_WIDTH for width in configured):
        widths.add(CARD_WIDTH)
    return tuple(sorted(widths))


def _rendition(photo: Photo, recipe: str, name: str, width: int, height: int) -> Rendition:
    return Rendition(_path(photo, recipe, width, name), width, height, name, photo=photo.digest)


def _path(photo: Photo, recipe: str, width: int, name: str) -> str:
    return f"media/{photo.digest[:2]}/{photo.digest[:12]}-{recipe}-{width}.{_FORMATS[name][1]}"
