"""Gather all that a plan is made from: the articles that were read, the photos that they name, the files of the theme.

This is the last stage before the plan that opens files; it returns one value, `Everything`, and diagnostics. It writes
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from conglang.build import theme
from conglang.build.planning import Everything
from conglang.build.reading import Reader
from conglang.build.request import Request
from conglang.build.scan import Inputs, Settings
from conglang.diagnostics import Diagnostic
from conglang.model import Article
from conglang.portal import references, resolve


def gather(
    request: Request,
    inputs: Inputs,
    settings: Settings,
    reader: Reader,
    articles: Iterable[Article],
    *,
    provisional: tuple[Article, ...] = (),
) -> tuple[Everything, tuple[Diagnostic, ...]]:
    """Probe the photos that articles name and read the assets; return them with the diagnostics of both.

    `provisional` articles could be read in part only; their photos are probed too, so that all problems are reported.
    """
    listed = tuple(articles)
    files = references.files([s.path for s in inputs.content] + [*reader.lost_photos(inputs.content)])
    wanted = resolve.wanted_photos((*listed, *provisional), files)
    sources = [source for source in inputs.content if source.path in wanted]
    photos, diagnostics = reader.photos(sources)
    assets, problems = theme.collect(theme.asset_folders(request.site))
    everything = Everything(
        settings=settings,
        engine=inputs.engine,
        articles=listed,
        provisional=provisional,
        files=files,
        sizes={s.path: s.stat.size for s in inputs.content},
        disk={s.path: s.disk for s in inputs.content},
        photos=photos,
        young=frozenset([s.path for s in sources if reader.is_young(s)]),
        assets=assets,
    )
    return everything, (*diagnostics, *problems, *theme.stray_templates(request.site))
