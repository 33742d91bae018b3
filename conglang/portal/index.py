"""From articles as read to articles as placed: state, address, category, localities, tags and authors, in their order.

Everything that a single file could not know is decided here. Problems become diagnostics; an article with a problem takes
part as far as it goes, so that all problems of all files are found in one run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from conglang.diagnostics import Diagnostic, error, nearest, warning
from conglang.languages import Language
from conglang.model import Article, Category, Config, Moment
from conglang.portal import localities, publication, terms
from conglang.portal.localities import Atlas, Resolution
from conglang.portal.publication import Admission, Clock
from conglang.portal.terms import TAXONOMIES, Term
from conglang.values import Value, replace
from conglang.vietnamese import spelling

SUGGESTIONS = 50
"""Unknown localities for which a near name is looked up: with more of them the gazetteer is missing, not a letter."""


class Story(Value, frozen=True):
    """An article in its place. `order` is its rank key (due moment, path); `units` are ids.

    `terms` holds the spelling keys of its names by taxonomy, in the order of the article's own.
    """

    article: Article
    url: str
    date: Moment
    state: str
    order: tuple[int, str]
    category: Category
    units: tuple[str, ...]
    terms: dict[str, tuple[str, ...]]

    @property
    def shown(self) -> bool:
        """Whether readers may see it; one without a category that exists is an error, and in no list."""
        return self.state == publication.SHOWN and bool(self.category.slug)


class Index(Value, frozen=True):
    """All stories by path and, oldest first, those that have become due; and the lists that they stand in.

    `others` are the standing pages, notices and texts of localities that readers may see, with their addresses, `hidden`
    those that they may not; `notices` are all notices that have become due, oldest first. Lists hold due stories with the
    former unit that brought each there (or an empty text), oldest first.
    """

    stories: dict[str, Story]
    due: tuple[Story, ...]
    categories: dict[str, tuple[Story, ...]]
    units: dict[str, tuple[tuple[Story, str], ...]]
    bearers: dict[tuple[str, str], tuple[Story, ...]]
    years: dict[str, tuple[Story, ...]]
    months: dict[str, tuple[Story, ...]]
    terms: dict[tuple[str, str], Term]
    others: tuple[tuple[Article, str], ...] = ()
    hidden: tuple[tuple[Article, str], ...] = ()
    notices: tuple[tuple[Article, str], ...] = ()

    @property
    def everything(self) -> tuple[tuple[Article, str], ...]:
        """Every article and page with its address, whether readers may see it or not."""
        return (*[(s.article, s.url) for s in self.stories.values()], *self.others, *self.hidden)


def build(
    articles: Iterable[Article],
    *,
    config: Config,
    language: Language,
    atlas: Atlas,
    clock: Clock,
    admission: Admission,
) -> tuple[Index, tuple[Diagnostic, ...]]:
    """Place all articles. Their order does not matter; the diagnostics name every unknown category and locality."""
    diagnostics: list[Diagnostic] = []
    placing = _Placing(config, atlas, diagnostics)
    stories: dict[str, Story] = {}
    others: list[tuple[Article, str]] = []
    hidden: list[tuple[Article, str]] = []
    notices: list[tuple[Article, str]] = []
    for article in sorted(articles, key=lambda a: a.path):
        state = publication.state(article, clock, approval=config.site.approval, admission=admission)
        if article.kind == "article" and article.date is not None:
            stories[article.path] = placing.place(article, article.date, state)
        else:
            placed = (article, _standing_url(article, config, language))
            (others if state == publication.SHOWN else hidden).append(placed)
            if article.kind == "notice" and state in publication.DUE:
                notices.append(placed)
        if article.kind == "locality" and article.slug not in atlas.units:
            near = nearest(article.slug, atlas.units, fold=spelling.fold)
            diagnostics.append(error("unknown-locality-text", article.at(""), name=article.slug, near=near))
    due = sorted((s for s in stories.values() if s.state in publication.DUE), key=lambda s: s.order)
    index = _lists(due, stories, atlas, config, language)
    notices.sort(key=lambda placed: (publication.due(placed[0]), placed[0].path))
    standing = replace(index, others=tuple(others), hidden=tuple(hidden), notices=tuple(notices))
    return standing, tuple(diagnostics)


def place(
    article: Article, date: Moment, state: str, *, config: Config, atlas: Atlas
) -> tuple[Story, tuple[Diagnostic, ...]]:
    """Place one article, as `build` places all of them."""
    diagnostics: list[Diagnostic] = []
    story = _Placing(config, atlas, diagnostics).place(article, date, state)
    return story, tuple(diagnostics)


def look(article: Article, *, config: Config, atlas: Atlas) -> tuple[Diagnostic, ...]:
    """What is wrong with the category and the localities of an article that cannot be placed."""
    diagnostics: list[Diagnostic] = []
    placing = _Placing(config, atlas, diagnostics)
    if article.category:
        placing.category(article)
    if article.date is not None:
        placing.localities(article, article.date.day)
    return tuple(diagnostics)


def article_url(article: Article, date: Moment, config: Config) -> str:
    """The address of an article after the pattern of `[permalinks]`, with the portal's sub-path."""
    year, month, day = date.iso[:4], date.iso[5:7], date.iso[8:10]
    return config.site.root + config.article_permalink.format(year=year, month=month, day=day, slug=article.slug)


def _standing_url(article: Article, config: Config, language: Language) -> str:
    folder = {"notice": f"{language.paths['notices']}/", "locality": f"{language.paths['locality']}/"}.get(
        article.kind, ""
    )
    return f"{config.site.root}/{folder}{article.slug}/"


class _Placing:
    """Resolves what articles name, each distinct name once; its life is one `build`."""

    def __init__(self, config: Config, atlas: Atlas, diagnostics: list[Diagnostic]) -> None:
        self.config = config
        self.atlas = atlas
        self.diagnostics = diagnostics
        self.categories: dict[str, Category] = {}
        for category in config.categories:
            self.categories[spelling.key(category.name)] = category
            self.categories.setdefault(category.slug, category)
        self.units: dict[tuple[str, int], Resolution] = {}
        self.near: dict[str, str] = {}

    def place(self, article: Article, date: Moment, state: str) -> Story:
        day = date.day
        return Story(
            article=article,
            url=article_url(article, date, self.config),
            date=date,
            state=state,
            order=(publication.due(article), article.path),
            category=self.category(article),
            units=self.localities(article, day),
            terms={t.name: tuple(map(spelling.key, t.names(article))) for t in TAXONOMIES},
        )

    def category(self, article: Article) -> Category:
        found = self.categories.get(article.category) or self.categories.get(spelling.key(article.category))
        if found is not None:
            return found
        names = [c.name for c in self.config.categories] + [c.slug for c in self.config.categories]
        near = nearest(article.category, names, fold=spelling.fold)
        known = ", ".join(f"“{c.name}”" for c in self.config.categories)
        self.diagnostics.append(
            error("unknown-category", article.at("category"), name=article.category, near=near, known=known)
        )
        return Category("", article.category, article.at("category"))

    def localities(self, article: Article, day: str) -> tuple[str, ...]:
        era = localities.era(self.atlas, day)
        units: dict[str, None] = {}
        for number, written in enumerate(article.localities):
            found = self.units.get((written, era))
            if found is None:
                found = self.units[written, era] = localities.resolve(self.atlas, written, day)
            if found.problem != localities.OK:
                field = f"locality.{number}" if len(article.localities) > 1 else "locality"
                self.diagnostics.append(self.problem(article, field, written, found))
            if found.id:
                units[found.id] = None
        return tuple(units)

    def problem(self, article: Article, field: str, written: str, found: Resolution) -> Diagnostic:
        listed = "; ".join(localities.describe(self.atlas, id) for id in found.candidates)
        see = tuple(self.atlas.units[id].at for id in found.candidates)
        at = article.at(field)
        if found.problem == localities.OTHER_TIME:
            return warning(found.problem, at, see=see, name=written, unit=listed)
        if found.problem == localities.AMBIGUOUS:
            return error(found.problem, at, see=see, name=written, candidates=listed)
        if written not in self.near and len(self.near) < SUGGESTIONS:
            names = [*self.atlas.titles.values(), *[unit.name for unit in self.atlas.units.values()], *self.atlas.units]
            self.near[written] = nearest(written, names, fold=spelling.fold)
        return error(found.problem, at, name=written, near=self.near.get(written, ""))


def _lists(
    due: Sequence[Story],
    stories: dict[str, Story],
    atlas: Atlas,
    config: Config,
    language: Language,
) -> Index:
    categories: defaultdict[str, list[Story]] = defaultdict(list)
    units: defaultdict[str, list[tuple[Story, str]]] = defaultdict(list)
    bearers: defaultdict[tuple[str, str], list[Story]] = defaultdict(list)
    years: defaultdict[str, list[Story]] = defaultdict(list)
    months: defaultdict[str, list[Story]] = defaultdict(list)
    names: dict[tuple[str, str], str] = {}
    reached: dict[tuple[str, int], tuple[tuple[str, str], ...]] = {}
    for story in due:
        categories[story.category.slug].append(story)
        years[story.date.iso[:4]].append(story)
        months[story.date.iso[:7]].append(story)
        for taxonomy in TAXONOMIES:
            keys = story.terms[taxonomy.name]
            for key in dict.fromkeys(keys):
                bearers[taxonomy.name, key].append(story)
            if story.state == publication.SHOWN:  # A name that only withheld articles write must not be seen.
                for key, name in zip(keys, taxonomy.names(story.article), strict=True):
                    names.setdefault((taxonomy.name, key), name)
        for unit, former in _reach(story, atlas, reached):
            units[unit].append((story, former))
    return Index(
        stories=stories,
        due=tuple(due),
        categories={k: tuple(v) for k, v in categories.items()},
        units={k: tuple(v) for k, v in units.items()},
        bearers={term: tuple(v) for term, v in bearers.items() if term in names},
        years={k: tuple(v) for k, v in years.items()},
        months={k: tuple(v) for k, v in months.items()},
        terms=terms.terms(names, config, language),
    )


def _reach(
    story: Story, atlas: Atlas, reached: dict[tuple[str, int], tuple[tuple[str, str], ...]]
) -> tuple[tuple[str, str], ...]:
    """The units that list a story, each once; a plain entry outweighs one that comes from a former unit."""
    era = localities.era(atlas, story.date.day)
    found: dict[str, str] = {}
    for id in story.units:
        if (id, era) not in reached:
            reached[id, era] = localities.reach(atlas, id, story.date.day)
        for unit, former in reached[id, era]:
            if unit not in found or not former:
                found[unit] = former
    return tuple(found.items())
