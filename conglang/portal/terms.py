"""Terms: the values of taxonomies, tags and authors, with the addresses of their pages.

In come the names by taxonomy and spelling key, the one with the oldest article first; out come terms whose slugs do not
collide. Which articles bear a term is not known here.
"""

from __future__ import annotations

from collections.abc import Mapping

from conglang.digest import of_bytes
from conglang.languages import Language
from conglang.model import Config
from conglang.values import Value
from conglang.vietnamese import slugs

MARK = 4
"""Characters of the key's digest that part a term from one of the same slug: more only where that is not enough."""


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
