"""From articles as read to stories: each article with its state, address, category, localities, terms and rank.

Everything is decided here that depends on more than the article's own file. Problems become diagnostics; an article with a
problem still takes part as far as possible, so that one run reports all problems of all files.
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
"""A near name is looked up for this many unknown localities; where there are more, it is the gazetteer that is missing."""


class Story(Value, frozen=True):
    """An article in its place among the others. `order` is its sort key (due moment, path); `units` are ids.

    `terms` holds the spelling keys of its tags and authors by taxonomy, in the order of the article.
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
        """Whether readers may see it; an article whose category does not exist is an error and never shown."""
        return self.state == publication.SHOWN and bool(self.category.slug)


class Index(Value, frozen=True):
    """All stories by path, those that have become due, and the lists that hold these; all lists are oldest first.

    `units` holds with each story the id of the former unit that brought it there, or an empty text. `bearers` are the stories
    of each term, by taxonomy and key. `others` are the standing pages, notices and texts of localities that readers may see,
    with their addresses, `hidden` those that readers may not see; `notices` are all notices that have become due.
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
    """Place all articles, given in any order; the diagnostics name every unknown category and locality."""
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
            placed = (article, _url_of_other(article, config, language))
            (others if state == publication.SHOWN else hidden).append(placed)
            if article.kind == "notice" and state in publication.DUE:
                notices.append(placed)
        if article.kind == "locality" and article.slug not in atlas.units:
            near = nearest(article.slug, atlas.units, fold=spelling.fold)
            diagnostics.append(error("unknown-locality-text", article.at(""), name=article.slug, near=near))
    due = sorted((s for s in stories.values() if s.state in publication.DUE), key=lambda s: s.order)
    index = _lists(due, stories, atlas, config, language)
    notices.sort(key=lambda placed: (publication.due(placed[0]), placed[0].path))
    index = replace(index, others=tuple(others), hidden=tuple(hidden), notices=tuple(notices))
    return index, tuple(diagnostics)


def place(
    article: Article, date: Moment, state: str, *, config: Config, atlas: Atlas
) -> tuple[Story, tuple[Diagnostic, ...]]:
    """Place one article, as `build` places all of them."""
    diagnostics: list[Diagnostic] = []
    story = _Placing(config, atlas, diagnostics).place(article, date, state)
    return story, tuple(diagnostics)


def check(article: Article, *, config: Config, atlas: Atlas) -> tuple[Diagnostic, ...]:
    """The problems of the category and the localities of an article that cannot be placed."""
    diagnostics: list[Diagnostic] = []
    placing = _Placing(config, atlas, diagnostics)
    if article.category:
        placing.category(article)
    if article.date is not None:
        placing.localities(article, article.date.day)
    return tuple(diagnostics)


def article_url(article: Article, date: Moment, config: Config) -> str:
    """The address of an article by the pattern of `[permalinks]`, with the portal's sub-path."""
    year, month, day = date.iso[:4], date.iso[5:7], date.iso[8:10]
    return config.site.root + config.article_permalink.format(year=year, month=month, day=day, slug=article.slug)


def _url_of_other(article: Article, config: Config, language: Language) -> str:
    """The address of a standing page, a notice or the text of a locality."""
    folder = {"notice": f"{language.paths['notices']}/", "locality": f"{language.paths['locality']}/"}.get(
        article.kind, ""
    )
    return f"{config.site.root}/{folder}{article.slug}/"


class _Placing:
    """Resolves what articles name, each distinct name once; it lives during one `build`."""

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
        """The story of an article; problems of its category and localities are added to `diagnostics`."""
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
        """The category of an article; one with an empty slug where it does not exist, which is reported."""
        category = self.categories.get(article.category) or self.categories.get(spelling.key(article.category))
        if category is not None:
            return category
        names = [c.name for c in self.config.categories] + [c.slug for c in self.config.categories]
        near = nearest(article.category, names, fold=spelling.fold)
        known = ", ".join(f"“{c.name}”" for c in self.config.categories)
        self.diagnostics.append(
            error("unknown-category", article.at("category"), name=article.category, near=near, known=known)
        )
        return Category("", article.category, article.at("category"))

    def localities(self, article: Article, day: str) -> tuple[str, ...]:
        """The ids of the units that an article names, each once; names without a unit are reported."""
        era = localities.era(self.atlas, day)
        units: dict[str, None] = {}
        for number, written in enumerate(article.localities):
            resolution = self.units.get((written, era))
            if resolution is None:
                resolution = self.units[written, era] = localities.resolve(self.atlas, written, day)
            if resolution.problem != localities.OK:
                field = f"locality.{number}" if len(article.localities) > 1 else "locality"
                self.diagnostics.append(self.problem(article, field, written, resolution))
            if resolution.id:
                units[resolution.id] = None
        return tuple(units)

    def problem(self, article: Article, field: str, written: str, resolution: Resolution) -> Diagnostic:
        """The diagnostic of a name that does not resolve to one unit of its day."""
        listed = "; ".join(localities.describe(self.atlas, id) for id in resolution.candidates)
        see = tuple(self.atlas.units[id].at for id in resolution.candidates)
        at = article.at(field)
        if resolution.problem == localities.OTHER_TIME:
            return warning(resolution.problem, at, see=see, name=written, unit=listed)
        if resolution.problem == localities.AMBIGUOUS:
            return error(resolution.problem, at, see=see, name=written, candidates=listed)
        if written not in self.near and len(self.near) < SUGGESTIONS:
            names = [*self.atlas.titles.values(), *[unit.name for unit in self.atlas.units.values()], *self.atlas.units]
            self.near[written] = nearest(written, names, fold=spelling.fold)
        return error(resolution.problem, at, name=written, near=self.near.get(written, ""))


def _lists(
    due: Sequence[Story],
    stories: dict[str, Story],
    atlas: Atlas,
    config: Config,
    language: Language,
) -> Index:
    """The index of the stories, without the pages that are not articles; `due` are those that have become due, oldest first."""
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
            if story.state == publication.SHOWN:  # A name that only withheld articles bear must not be published.
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
    """The units that list a story, each with the former unit that brings it there, or an empty text.

    Where a unit lists it both by itself and by way of a former unit, the former unit is not named. `reached` keeps what units
    reach, by id and era.
    """
    era = localities.era(atlas, story.date.day)
    units: dict[str, str] = {}
    for id in story.units:
        if (id, era) not in reached:
            reached[id, era] = localities.reach(atlas, id, story.date.day)
        for unit, former in reached[id, era]:
            if unit not in units or not former:
                units[unit] = former
    return tuple(units.items())
