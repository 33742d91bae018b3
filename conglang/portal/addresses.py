"""What is wrong with the addresses of a plan: two things at one, and nothing at one that an article links to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conglang.diagnostics import Diagnostic, error, nearest
from conglang.model import Article, Location
from conglang.portal import publication
from conglang.portal.catalog import Catalog
from conglang.portal.shared import output_path
from conglang.vietnamese import spelling

Claim = tuple[str, str]
"""A path below the output, and the content file that asks for it; empty for lists."""


def collisions(claimed: Sequence[Claim], catalog: Catalog) -> Iterator[Diagnostic]:
    """Two things at one address, compared without regard to case; articles that are still withheld take part."""
    root = catalog.shared.site.root
    withheld = [s for s in catalog.index.stories.values() if s.state not in (publication.SHOWN, publication.WITHDRAWN)]
    waiting = [(output_path(s.url, root), s.article.path) for s in withheld]
    waiting += [
        (output_path(url, root), article.path) for article, url in catalog.index.hidden if article.kind != "locality"
    ]
    # Who comes first does not depend on what was planned now and what stands: what is withheld comes after what is shown,
    # lists after articles.
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
    """The diagnostic of two claims to one address: at an old address that claims it, else at a slug, else at the later claim."""
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
    """How plainly an article asks for a file of the output, and where: by an old address, a slug, or its own name."""
    alias = _alias_at(path, article, catalog)
    slug = article.at("slug")
    return (2, alias) if alias else (1 if slug.line > 1 else 0, slug)


def _alias_at(path: str, article: Article, catalog: Catalog) -> Location | None:
    """Where an article writes the old address that claims a file of the output, or lies below it."""
    root = catalog.shared.site.root
    for number, alias in enumerate(article.aliases):
        if f"{output_path(root + alias, root)}/".casefold().startswith(f"{path}/".casefold()):
            return article.at(f"aliases.{number}")
    return None


def dead(claimed: Sequence[Claim], catalog: Catalog) -> Iterator[Diagnostic]:
    """Site-absolute addresses in articles at which nothing answers."""
    known = {path for path, _ in claimed}
    standing = (*catalog.others, *catalog.index.hidden)
    articles = [s.article for s in catalog.index.stories.values()] + [article for article, _ in standing]
    for article in articles:
        links = catalog.resolved[article.path].inputs.links
        for ref, address in zip(article.body.links, links, strict=True):
            if ref.target.startswith("/") and address:
                path = output_path(address.partition("#")[0].partition("?")[0], catalog.shared.site.root)
                if path not in known:
                    names = ["/" + name.removesuffix("index.html") for name in sorted(known)]
                    near = nearest(ref.target, names, fold=spelling.fold)
                    at = Location(article.path, ref.line, ref.column, ref.width)
                    yield error("unknown-address", at, target=ref.target, near=near)
