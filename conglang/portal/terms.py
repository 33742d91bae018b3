"""Taxonomies of free names, and their terms: tags and authors, with the addresses of their pages.

In come the names by taxonomy and spelling key, those with the oldest articles first; out come terms whose slugs do not
collide. A new taxonomy is one row of `TAXONOMIES`, with its texts in every language: `paths[NAME]`, `title_NAME`, `list_NAME`,
`describe_NAME` and its heading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conglang.digest import of_bytes
from conglang.languages import Language
from conglang.model import Article, Author, Config
from conglang.values import Value
from conglang.vietnamese import collation, slugs

MARK = 4
"""A term whose slug is taken gets this many characters of its key's digest behind it, or more where these are taken too."""


class Taxonomy(Value, frozen=True):
    """A way to order articles by names that writers choose freely; each name has a list of its own.

    `names` returns the names that an article bears, `order` the sort key of a name; `heading` is the key of the interface text
    above all terms.
    """

    name: str
    heading: str
    names: Callable[[Article], tuple[str, ...]]
    order: Callable[[str], tuple[str, ...]]


def author_name(author: Author) -> str:
    """The name of an author's page: that of the person, or of an organisation without one."""
    return author.name or author.organisation


TAXONOMIES = (
    Taxonomy("tag", "tags", lambda article: article.tags, lambda name: (collation.sort_key(name),)),
    # People are ordered by their given names, as in every Vietnamese register.
    Taxonomy("author", "authors", lambda article: tuple(map(author_name, article.authors)), collation.person_key),
)


class Term(Value, frozen=True):
    """A value of a taxonomy: its spelling key, the name that readers see, its slug and the address of its page."""

    taxonomy: str
    key: str
    name: str
    slug: str
    url: str


def terms(names: Mapping[tuple[str, str], str], config: Config, language: Language) -> dict[tuple[str, str], Term]:
    """The terms by taxonomy and key; of several with one slug the first keeps it, the others get a mark behind it."""
    by_key: dict[tuple[str, str], Term] = {}
    taken: set[tuple[str, str]] = set()
    for (taxonomy, key), name in names.items():
        plain, mark = slugs.slug(name), of_bytes(key.encode())
        slug, size = plain or mark[:MARK], MARK
        while (taxonomy, slug) in taken:
            slug, size = f"{plain}-{mark[:size]}".lstrip("-"), size + 1
        taken.add((taxonomy, slug))
        url = f"{config.site.root}/{language.paths[taxonomy]}/{slug}/"
        by_key[taxonomy, key] = Term(taxonomy, key, name, slug, url)
    return by_key
