"""Resolve the references of an article: pictures for its figures, addresses for its links.

A page gets what they resolve to as `BodyInputs`, beside the HTML of the body, which holds tokens in their places. So the HTML
can be kept however the articles and photos change that it names. Each reference without a target is reported. Nothing here
opens a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from posixpath import join, normpath, splitext

from conglang.diagnostics import Diagnostic, error, warning
from conglang.digest import seal
from conglang.languages import Language
from conglang.model import Article, Config, FigureRef, LinkRef, Photo, PhotoRef, Rendition
from conglang.photos import renditions
from conglang.portal import photo_notes, publication, references
from conglang.portal.index import Story
from conglang.portal.page import BodyInputs
from conglang.portal.references import ATTACHMENTS, Files
from conglang.portal.views.parts import Figure, Picture
from conglang.values import Value, replace
from conglang.vietnamese import slugs


class Attachment(Value, frozen=True):
    """A linked file that is published: the content file, and its path below the output."""

    source: str
    path: str


class LinkTargets(Value, frozen=True):
    """All that references may resolve to, by content path: `sizes` in bytes, `photos`, `addresses`, `headings`.

    A withheld article has an empty address; `paths` are content paths by address, aliases among them.
    """

    config: Config
    language: Language
    files: Files
    sizes: dict[str, int]
    photos: dict[str, Photo | None]
    addresses: dict[str, str]
    paths: dict[str, str]
    headings: dict[str, tuple[str, ...]]
    photo_suffixes: tuple[str, ...]


class Resolved(Value, frozen=True):
    """What the references of one article resolve to.

    `lead` is its lead photo, which `heads` the page where the body does not hold it. `photos` are all of its photos in their
    order, `related` the content paths of hand-picked articles; `share` is the share picture cropped from the lead photo.
    """

    inputs: BodyInputs
    lead: Picture | None
    heads: bool
    attachments: tuple[Attachment, ...]
    photos: tuple[Picture, ...]
    related: tuple[str, ...] = ()
    share: Rendition | None = None


def wanted_photos(articles: Iterable[Article], files: Files) -> frozenset[str]:
    """The content paths of all photos that articles name and that exist."""
    return frozenset(path for article in articles for path in photo_paths(article, files))


def photo_paths(article: Article, files: Files) -> tuple[str, ...]:
    """The content paths of all photos that an article names and that exist, each once."""
    named = [p.target for figure in article.body.figures for p in figure.photos]
    if article.photo is not None:
        named.append(article.photo.target)
    paths = (references.find(files, target, beside=article.path) for target in named)
    return tuple(dict.fromkeys(path for path in paths if path))


def addresses(
    stories: Iterable[Story], others: Iterable[tuple[Article, str]], hidden: Iterable[tuple[Article, str]]
) -> dict[str, str]:
    """The address of each content file; an empty text for a withheld one."""
    places = {s.article.path: s.url if s.state in (publication.SHOWN, publication.WITHDRAWN) else "" for s in stories}
    return places | {article.path: url for article, url in others} | {article.path: "" for article, _ in hidden}


def resolve(article: Article, targets: LinkTargets, *, url: str) -> tuple[Resolved, tuple[Diagnostic, ...]]:
    """Resolve every reference of an article; `url` is its own address, beside which its attachments are published."""
    if not article.body.figures and not article.body.links and article.photo is None and not article.related:
        inputs = BodyInputs(article.path, article.body.digest, (), (), skip_opening=_opens_with_summary(article))
        return Resolved(inputs, None, False, (), ()), ()
    diagnostics: list[Diagnostic] = []
    figures = tuple(_figure(f, article, targets, diagnostics) for f in article.body.figures)
    attachments: list[Attachment] = []
    links: list[str] = []
    documents: list[tuple[int, str, str]] = []
    for number, link in enumerate(article.body.links):
        links.append(_link(link, article, url, targets, attachments, diagnostics))
        if len(attachments) > len(documents):
            path = attachments[-1].source
            documents.append((number, *described(path, targets.sizes[path], targets.language)))
    inputs = BodyInputs(
        article.path,
        article.body.digest,
        tuple(links),
        figures,
        skip_opening=_opens_with_summary(article),
        files=tuple(documents),
    )
    lead, heads, share = _lead(article, targets, diagnostics)
    shown = [_captioned(p, figure.caption, figure.credit) for figure in figures for p in figure.pictures]
    photos = ([lead] if lead is not None and heads else []) + shown
    related = tuple(_picked(article, targets, diagnostics))
    return Resolved(inputs, lead, heads, tuple(attachments), tuple(photos), related, share), tuple(diagnostics)


def _opens_with_summary(article: Article) -> bool:
    """Whether the summary on the page is the opening of the body, which is then left out of the body.

    An opening that holds links or photos stays in the body, and the page has no summary.
    """
    return article.kind == "article" and not article.summary and not article.body.opening_asks


def _find(target: str, article: Article, targets: LinkTargets) -> str:
    """The content path of the file that a target in an article means; empty where there is none."""
    return references.find(targets.files, target, beside=article.path)


def _lead(
    article: Article, targets: LinkTargets, diagnostics: list[Diagnostic]
) -> tuple[Picture | None, bool, Rendition | None]:
    """The lead photo, whether it heads the page because the body does not hold it, and the share picture."""
    in_body = [p for figure in article.body.figures for p in figure.photos]
    ref = article.photo or (in_body[0] if in_body else None)
    if ref is None:
        return None, False, None
    path = _find(ref.target, article, targets)
    paths = [_find(p.target, article, targets) for p in in_body]
    if article.photo is not None and path not in paths:
        diagnostics += _offered(ref, None, article, targets)
        lead = _picture(ref, "", article, targets, diagnostics, lead=True)
        return lead, lead is not None, _share(path, ref, targets)
    held = in_body[paths.index(path)] if path in paths else ref
    group = next((f for f in article.body.figures if held in f.photos), FigureRef((held,)))
    lead = _picture(held, group.caption, article, targets, [], lead=True)
    if lead is not None and article.photo is not None:  # Caption and credit in the front matter come first.
        caption, credit = article.photo.caption or lead.caption, article.photo.credit or lead.credit
        lead = seal(replace(lead, caption=caption, credit=credit))
    if lead is not None:
        lead = _captioned(lead, group.caption, group.credit)
    return lead, False, _share(path, held, targets)


def _share(path: str, ref: PhotoRef, targets: LinkTargets) -> Rendition | None:
    """The share picture cropped from a photo; None where there is no such photo or the portal has no share pictures."""
    photo = targets.photos.get(path)
    if photo is None or not targets.config.photos.share:
        return None
    return renditions.share(photo, targets.config.photos, ref.focus)


def _captioned(picture: Picture, caption: str, credit: str) -> Picture:
    """A picture with the caption and credit of its figure, where it has none of its own."""
    if (picture.caption or not caption) and (picture.credit or not credit):
        return picture
    return seal(replace(picture, caption=picture.caption or caption, credit=picture.credit or credit))


def _figure(ref: FigureRef, article: Article, targets: LinkTargets, diagnostics: list[Diagnostic]) -> Figure:
    for named in ref.photos:
        diagnostics += _offered(named, ref, article, targets)
    pictures = (_picture(p, ref.caption, article, targets, diagnostics, lead=False) for p in ref.photos)
    return Figure(tuple(p for p in pictures if p is not None), ref.caption, ref.credit)


def _offered(ref: PhotoRef, figure: FigureRef | None, article: Article, targets: LinkTargets) -> Iterable[Diagnostic]:
    """Report the caption and the credit in a photo file, where the article has none."""
    photo = targets.photos.get(_find(ref.target, article, targets))
    at = references.location(article, ref)
    return () if photo is None else photo_notes.offers(photo, ref, figure, at)


def _picture(
    ref: PhotoRef, shared: str, article: Article, targets: LinkTargets, diagnostics: list[Diagnostic], *, lead: bool
) -> Picture | None:
    """The picture of a photo; None where it cannot be used. `shared` is the caption of its figure.

    The alternative text is the written one, else the caption of the photo, else that of the figure.
    """
    path = _find(ref.target, article, targets)
    at = references.location(article, ref)
    if not path:
        diagnostics.append(
            references.missing(targets.files, ref.target, at, code="photo-missing", suffixes=targets.photo_suffixes)
        )
        return None
    photo = targets.photos.get(path)
    if photo is None:  # The probe has reported why.
        return None
    sources = renditions.renditions(photo, targets.config.photos, lead=lead)
    widest = renditions.widest(sources)
    alt = ref.alt if ref.alt is not None else ref.caption or shared
    return seal(Picture(sources, widest.width, widest.height, alt, ref.caption, ref.credit, ref.focus, photo.tint))


def _link(
    ref: LinkRef,
    article: Article,
    url: str,
    targets: LinkTargets,
    attachments: list[Attachment],
    diagnostics: list[Diagnostic],
) -> str:
    """The address that a link leads to; empty where it stays plain text."""
    at = references.location(article, ref)
    fragment = f"#{ref.fragment}" if ref.fragment else ""
    if ref.target.startswith("/"):
        address = _address(ref, targets)
        if _leads_to_withheld(address, targets):
            diagnostics.append(warning("link-to-withheld", at, target=ref.target))
            return ""
        return address + fragment
    path = _find(ref.target, article, targets) or _find(join(ref.target, "index.md"), article, targets)
    suffix = splitext(path)[1].lower()
    if path in targets.addresses:
        address = targets.addresses[path]
        if not address:
            diagnostics.append(warning("link-to-withheld", at, target=ref.target))
            return ""
        if ref.fragment and ref.fragment not in targets.headings.get(path, ()):
            diagnostics.append(warning("unknown-fragment", at, target=ref.target, fragment=ref.fragment))
            fragment = ""
        return address + fragment
    if suffix in targets.photo_suffixes and (photo := targets.photos.get(path)) is not None:
        sources = renditions.renditions(photo, targets.config.photos, lead=False)
        return f"{targets.config.site.root}/{renditions.widest(sources).path}"
    if suffix in references.ATTACHMENTS:
        return _attach(path, url, targets, attachments)
    suffixes = (".md", *targets.photo_suffixes, *references.ATTACHMENTS)
    if path and suffix not in suffixes:
        diagnostics.append(error("unpublished-kind", at, target=ref.target))
    elif not path:
        code = "attachment-missing" if splitext(ref.target)[1].lower() in references.ATTACHMENTS else "broken-link"
        diagnostics.append(references.missing(targets.files, ref.target, at, code=code, suffixes=suffixes))
    return ""


def _picked(article: Article, targets: LinkTargets, diagnostics: list[Diagnostic]) -> Iterator[str]:
    """The content paths of the hand-picked articles; one that is withheld is left out with a warning."""
    for number, target in enumerate(article.related):
        at = article.at(f"related.{number}" if len(article.related) > 1 else "related")
        path = _find(target, article, targets)
        if path not in targets.addresses:
            path = _find(join(target, "index.md"), article, targets)
        if path not in targets.addresses and target.startswith("/"):
            path = targets.paths.get(targets.config.site.root + target, targets.paths.get(target, ""))
        if path not in targets.addresses:
            diagnostics.append(references.missing(targets.files, target, at, code="broken-link", suffixes=(".md",)))
        elif not targets.addresses[path]:
            diagnostics.append(warning("link-to-withheld", at, target=target))
        else:
            yield path


def _leads_to_withheld(address: str, targets: LinkTargets) -> bool:
    """Whether an address is that of a withheld article."""
    plain = address.partition("?")[0]
    path = targets.paths.get(plain) or targets.paths.get(f"{plain}/", "")
    return path in targets.addresses and not targets.addresses[path]


def _address(ref: LinkRef, targets: LinkTargets) -> str:
    """A site-absolute address with the portal's sub-path; `addresses` checks later that there is a file."""
    root = targets.config.site.root
    return ref.target if root and ref.target.startswith(root + "/") else root + ref.target


def _attach(path: str, url: str, targets: LinkTargets, attachments: list[Attachment]) -> str:
    """The address of an attachment, which is added to `attachments` to be published beside the article."""
    name, suffix = splitext(path.rpartition("/")[2])
    folder = url[len(targets.config.site.root) :].strip("/")
    published = normpath(join(folder, (slugs.slug(name) or "tep") + suffix.lower()))
    attachments.append(Attachment(path, published))
    return f"{targets.config.site.root}/{published}"


# ---- Type and size of a document, which follow its link in the portal's language.

_UNITS = ("KB", "MB", "GB")
_STEP = 1024


def described(path: str, size: int, language: Language) -> tuple[str, str]:
    """Type and size of a document as readers see them, and its MIME type."""
    suffix = splitext(path)[1].lower()
    return f"{suffix[1:].upper()}, {size_text(size, language)}", ATTACHMENTS[suffix]


def size_text(size: int, language: Language) -> str:
    """A size in bytes as text, rounded up: in the largest unit that it reaches, with one decimal below ten, at least 1 KB."""
    tenths, unit = -(-size * 10 // _STEP), 0
    while tenths >= _STEP * 10 and unit + 1 < len(_UNITS):
        tenths, unit = -(-tenths // _STEP), unit + 1
    if unit == 0 or tenths >= 100:
        return f"{max(1, -(-tenths // 10))} {_UNITS[unit]}"
    whole, rest = divmod(tenths, 10)
    return f"{whole}{language.decimal}{rest} {_UNITS[unit]}" if rest else f"{whole} {_UNITS[unit]}"
