"""Taxonomies of free names, and their terms: tags and authors, with the addresses of their pages.

In come the names by taxonomy and spelling key, the one with the oldest article first; out come terms whose slugs do not
collide. A taxonomy more is one row of `TAXONOMIES`, with its words in every language: `paths[NAME]`, `title_NAME`, `list_NAME`,
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
"""Characters of the key's digest that part a term from one of the same slug: more only where that is not enough."""


class Taxonomy(Value, frozen=True):
    """A way to order articles by names that writers choose freely; each name has a list of its own.

    `names` gives the names that an article bears, `order` the sort key of a name, `heading` the interface text above all of
    its terms.
    """

    name: str
    heading: str
    names: Callable[[Article], tuple[str, ...]]
    order: Callable[[str], tuple[str, ...]]


def author_name(author: Author) -> str:
    """The name that an author's page is kept under: the person, or the organisation that signs alone."""
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
    """Terms by taxonomy and key, with their addresses; of those that share a slug the first keeps it plain."""
    found: dict[tuple[str, str], Term] = {}
    taken: set[tuple[str, str]] = set()
    for (taxonomy, key), name in names.items():
        plain, mark = slugs.slug(name), of_bytes(key.encode())
        slug, size = plain or mark[:MARK], MARK
        while (taxonomy, slug) in taken:
            slug, size = f"{plain}-{mark[:size]}".lstrip("-"), size + 1
        taken.add((taxonomy, slug))
        url = f"{config.site.root}/{language.paths[taxonomy]}/{slug}/"
        found[taxonomy, key] = Term(taxonomy, key, name, slug, url)
    return found
