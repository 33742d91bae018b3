"""The pages that look over the whole portal: home, site map, all localities, notices, not found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conglang.portal import localities, states
from conglang.portal.lists import Listing
from conglang.portal.material import Material, head, output_path
from conglang.portal.views import Block, Branch, Card, HomeView, Link, NotFoundView, Page, TreeView
from conglang.vietnamese import collation

SECONDS, LATEST, IN_BLOCK = 4, 8, 4
"""Cards beside the lead, cards of the latest news, cards of a category's block on the home page."""


def home(material: Material, years: Sequence[Link]) -> Page:
    """The home page; no article stands twice on it."""
    newest = list(reversed(material.shown))
    featured = [s for s in newest if states.is_featured(s.article, material.names.clock)]
    order = [*featured, *[s for s in newest if s not in featured[:1]]] if featured else newest
    chosen = list(dict.fromkeys(s.article.path for s in order))
    cards = material.cards
    lead = cards[chosen[0]] if chosen else None
    taken = chosen[: 1 + SECONDS + LATEST]
    view = HomeView(
        head=head(
            material,
            material.site.title,
            material.site.home,
            material.site.slogan or material.text("describe_home", site=material.site.title),
            picture=lead.picture if lead else None,
            feed=material.site.atom,
        ),
        lead=lead,
        seconds=tuple(cards[p] for p in taken[1 : 1 + SECONDS]),
        latest=tuple(cards[p] for p in taken[1 + SECONDS :]),
        blocks=tuple(_blocks(material, frozenset(taken))),
        localities=tuple(_with_news(material)),
        years=tuple(years),
    )
    return Page(output_path(material.site.home, material.site.root), "home.html", view)


def _blocks(material: Material, taken: frozenset[str]) -> Iterator[Block]:
    for category in material.config.categories:
        cards: list[Card] = []
        for story in reversed(material.index.categories.get(category.slug, ())):
            path = story.article.path
            if path in material.cards and path not in taken:
                cards.append(material.cards[path])
                if len(cards) == IN_BLOCK:
                    break
        if cards:
            yield Block(material.names.categories[category.slug], tuple(cards))


def _with_news(material: Material) -> Iterator[Link]:
    """The units of today that have news, in Vietnamese order."""
    units = [
        id
        for id, listed in material.index.units.items()
        if material.atlas.units[id].valid.holds(material.today)
        and any(s.article.path in material.cards for s, _ in listed)
    ]
    for id in sorted(units, key=lambda i: (collation.sort_key(material.atlas.units[i].name), i)):
        yield material.names.units[id]


def trees(material: Material, listings: Sequence[Listing]) -> Iterator[Page]:
    """The page of all localities, and the site map page for readers."""
    now, former = _unit_trees(material)
    by_taxonomy = {
        taxonomy: tuple(
            Branch(Link(x.title, x.url), tuple(Branch(part) for part in x.parts))
            for x in listings
            if x.taxonomy == taxonomy
        )
        for taxonomy in ("category", "tag", "author", "year")
    }
    places = ((material.text("localities_now"), now), (material.text("localities_former"), former))
    title = material.text("all_localities")
    view = TreeView(
        head(material, title, material.site.localities, material.text("describe_localities", site=material.site.title)),
        title,
        tuple(group for group in places if group[1]),
    )
    yield Page(output_path(material.site.localities, material.site.root), "tree.html", view)
    groups = (
        (material.text("standing_pages"), tuple(Branch(link) for link in material.site.pages)),
        (
            material.text("notices"),
            tuple(Branch(Link(a.title, url)) for a, url in material.others if a.kind == "notice"),
        ),
        (material.text("sections"), by_taxonomy["category"]),
        *places,
        (material.text("archive"), by_taxonomy["year"]),
        (material.text("tags"), by_taxonomy["tag"]),
        (material.text("authors"), by_taxonomy["author"]),
    )
    title = material.text("site_map")
    view = TreeView(
        head(material, title, material.site.site_map, material.text("describe_site_map", site=material.site.title)),
        title,
        tuple(group for group in groups if group[1]),
    )
    yield Page(output_path(material.site.site_map, material.site.root), "tree.html", view)


def _unit_trees(material: Material) -> tuple[tuple[Branch, ...], tuple[Branch, ...]]:
    """The units of today as a tree, and the former ones as a list, both in Vietnamese order."""
    atlas, today = material.atlas, material.today
    order = {id: (collation.sort_key(unit.name), id) for id, unit in atlas.units.items()}
    below: dict[str, list[str]] = {}
    former: list[str] = []
    for id, unit in atlas.units.items():
        if unit.valid.to and unit.valid.to < today:
            former.append(id)
        else:
            below.setdefault(localities.parent(atlas, id, today), []).append(id)

    def branches(parent: str) -> tuple[Branch, ...]:
        ids = sorted(below.get(parent, ()), key=order.__getitem__)
        return tuple(Branch(material.names.units[id], branches(id)) for id in ids)

    # A unit whose parent has ended without a later one stands at the top: nothing of the gazetteer is left out.
    tops = [id for parent, ids in below.items() if parent and parent in former for id in ids]
    roots = sorted([*below.get("", ()), *tops], key=order.__getitem__)
    now = tuple(Branch(material.names.units[id], branches(id)) for id in roots)
    return now, tuple(Branch(material.names.units[id]) for id in sorted(former, key=order.__getitem__))


def not_found(material: Material) -> Page:
    """The page that hosts show for an address that does not exist."""
    title = material.text("not_found")
    url = f"{material.site.root}/404.html"
    view = NotFoundView(head(material, title, url, material.text("describe_not_found"), indexed=False), title)
    return Page("404.html", "not_found.html", view)
