"""The problems of the addresses of a plan: two files at one address, and links of articles to addresses without a file.

In come the paths of all planned files with the content files that claim them, and the catalog; out come diagnostics. Nothing
here changes an address or looks at the output.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conglang.diagnostics import Diagnostic, error, nearest
from conglang.model import Article, Location
from conglang.portal import publication, references
from conglang.portal.catalog import Catalog
from conglang.portal.shared import output_path
from conglang.vietnamese import spelling

Claim = tuple[str, str]
"""A path below the output, and the content file that claims it; an empty text for lists and other pages of no one file."""


def collisions(claimed: Sequence[Claim], catalog: Catalog) -> Iterator[Diagnostic]:
    """Report each address that is claimed twice, regardless of case; withheld articles claim theirs too."""
    root = catalog.shared.site.root
    withheld = [s for s in catalog.index.stories.values() if s.state not in (publication.SHOWN, publication.WITHDRAWN)]
    waiting = [(output_path(s.url, root), s.article.path) for s in withheld]
    waiting += [
        (output_path(url, root), article.path) for article, url in catalog.index.hidden if article.kind != "locality"
    ]
    # The first claim must not depend on which pages were planned and which are up to date: shown articles come before
    # withheld ones, and articles before lists.
    owners: dict[str, list[tuple[bool, bool, str, str]]] = {}
    for claims, is_withheld in ((claimed, False), (waiting, True)):
        for path, source in claims:
            owners.setdefault(path.casefold(), []).append((is_withheld, not source, source, path))
    for rivals in owners.values():
        if len(rivals) > 1:
            rivals.sort()
            for _, _, source, path in rivals[1:]:
                yield _collision(path, rivals[0][2], source, catalog)
    for path, source in (*claimed, *waiting):  # `/bai.html/` would be a folder where `/bai.html` is a file.
        folder = path.casefold().rpartition("/")[0]
        while "." in folder:
            if folder in owners:
                yield _collision(folder, owners[folder][0][2], source, catalog)
            folder = folder.rpartition("/")[0]


def _collision(path: str, first: str, second: str, catalog: Catalog) -> Diagnostic:
    """The diagnostic of two claims to one address: at the alias that claims it, else at a slug, else at the second claim."""
    articles = {s.article.path: s.article for s in catalog.index.stories.values()}
    articles |= {article.path: article for article, _ in (*catalog.others, *catalog.index.hidden)}
    claims = {source: _claim(path, articles[source], catalog) for source in (first, second) if source in articles}
    strength = {source: rank for source, (rank, _) in claims.items()}
    at, other = (second, first) if second and strength.get(second, 0) >= strength.get(first, 0) else (first, second)
    place = claims[at][1] if at in claims else Location(at, 1, 1)
    see = (claims[other][1] if other in claims else Location(other, 1, 1),) if other and other != at else ()
    address = "/" + path.removesuffix("index.html")
    return error("address-taken", place, see=see, address=address, other=other or "–")


def _claim(path: str, article: Article, catalog: Catalog) -> tuple[int, Location]:
    """How explicitly an article claims a path, and where: 2 by an alias, 1 by a slug, 0 by the name of its file."""
    alias = _alias_at(path, article, catalog)
    slug = article.at("slug")
    return (2, alias) if alias else (1 if slug.line > 1 else 0, slug)


def _alias_at(path: str, article: Article, catalog: Catalog) -> Location | None:
    """The location of the alias that claims a path, or a path below it; None where the article has no such alias."""
    root = catalog.shared.site.root
    for number, alias in enumerate(article.aliases):
        if f"{output_path(root + alias, root)}/".casefold().startswith(f"{path}/".casefold()):
            return article.at(f"aliases.{number}")
    return None


def unknown_addresses(claimed: Sequence[Claim], catalog: Catalog) -> Iterator[Diagnostic]:
    """Report each link of an article to an address of the portal at which there is no file."""
    known = {path for path, _ in claimed}
    others = (*catalog.others, *catalog.index.hidden)
    articles = [s.article for s in catalog.index.stories.values()] + [article for article, _ in others]
    for article in articles:
        links = catalog.resolved[article.path].inputs.links
        for ref, address in zip(article.body.links, links, strict=True):
            if ref.target.startswith("/") and address:
                path = output_path(address.partition("#")[0].partition("?")[0], catalog.shared.site.root)
                if path not in known:
                    names = ["/" + name.removesuffix("index.html") for name in sorted(known)]
                    near = nearest(ref.target, names, fold=spelling.fold)
                    at = references.location(article, ref)
                    yield error("unknown-address", at, target=ref.target, near=near)
