"""The first stage of a build: list the files of the portal, and read its configuration and gazetteer.

`scan` looks at every file and opens none; its digest names the state of the disk as far as stats show it. `settings` reads
`config.toml` and the gazetteer, and returns None with diagnostics where they are unusable.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from conglang.build.request import Request
from conglang.build.theme import asset_folders, template_folders
from conglang.cache.fingerprint import engine_digest
from conglang.content import files
from conglang.diagnostics import Diagnostic, error
from conglang.digest import of_bytes
from conglang.languages import Language, language
from conglang.model import Config, Gazetteer, Location, Source, Stat
from conglang.values import Value, replace

if TYPE_CHECKING:
    from conglang.cache.store import Store
    from conglang.portal.publication import Clock

CONFIG = "config.toml"
GAZETTEER = "content/localities.toml"


class Inputs(Value, frozen=True):
    """The files of `content/`, the problems of listing them, and the state of all inputs.

    `digest` names all inputs and options; `youngest` is the latest change of a file, in nanoseconds since 1970. `frame` and
    `frame_youngest` are the same without the articles.
    """

    content: tuple[Source, ...]
    problems: tuple[Diagnostic, ...]
    engine: str
    digest: str
    youngest: int
    frame: str = ""
    frame_youngest: int = 0

    @property
    def articles(self) -> tuple[Source, ...]:
        """The files that are articles."""
        return tuple([source for source in self.content if is_article(source.path)])


class Settings(Value, frozen=True):
    """The configuration of the portal, its gazetteer, its language, and the clock of the build.

    The gazetteer is None where it has errors, and empty where there is no file.
    """

    config: Config
    gazetteer: Gazetteer | None
    language: Language
    clock: Clock


def scan(request: Request) -> Inputs:
    """List every file that a build may read, with its stat."""
    content, problems = files.walk(request.site, "content")
    engine = engine_digest(Path(__file__).resolve().parent.parent, sys.path)
    listed = [("", source) for source in content]
    for folder in (*template_folders(request.site), *asset_folders(request.site)):
        sources, more = files.walk(folder.parent, folder.name)
        problems += more
        listed += [(str(folder), source) for source in sources]
    options = (str(request.output), request.base_url, request.drafts, request.future, engine)
    rows = [(folder, s.path, s.disk, s.stat.size, s.stat.mtime_ns, s.stat.inode) for folder, s in listed]
    rows.append(("", CONFIG, "", *_stat(request.site / CONFIG)))
    others = [row for row in rows if row[0] or not is_article(row[1])]
    frame = of_bytes(repr((options, others)).encode())
    return Inputs(
        content,
        problems,
        engine,
        of_bytes(repr((frame, rows)).encode()),
        max(row[4] for row in rows),
        frame,
        max(row[4] for row in others),
    )


def is_article(path: str) -> bool:
    """Whether a file of `content/` is an article; a file whose name begins with `_` is a private note of the writer."""
    return path[-3:].lower() == ".md" and not path.startswith("_", path.rfind("/") + 1)


def _stat(path: Path) -> tuple[int, int, int]:
    """Size, time of change and inode of a file; zeros where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return 0, 0, 0
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def settings(
    request: Request, inputs: Inputs, store: Store | None = None
) -> tuple[Settings | None, tuple[Diagnostic, ...]]:
    """Read configuration and gazetteer; None where the configuration is unusable.

    With a store, a gazetteer that the cache holds is not parsed again.
    """
    from conglang.content import config as configs

    path = request.site / CONFIG
    if not path.is_file():
        return None, (configs.missing(),)
    data, problems = files.read(request.site, Source(CONFIG, CONFIG, Stat(0, 0, 0)))
    if data is None:
        return None, problems
    text, problems = files.decode(data, CONFIG)
    if text is None:
        return None, problems
    config, more = configs.load(text, CONFIG)
    problems += more
    if config is None:
        return None, problems
    if request.base_url:
        url = configs.base_url(request.base_url)
        if not url:
            return None, (*problems, error("bad-url", Location("--base-url"), value=request.base_url))
        config = replace(config, site=replace(config.site, url=url))
    clock = clock_at(request.now, config.site.timezone)
    gazetteer, more = _gazetteer(request, inputs, store)
    problems += more
    return Settings(config, gazetteer, language(config.site.language, request.program), clock), problems


def _gazetteer(
    request: Request, inputs: Inputs, store: Store | None
) -> tuple[Gazetteer | None, tuple[Diagnostic, ...]]:
    """The gazetteer: None where it has errors, an empty one where there is no file."""
    source = next((s for s in inputs.content if s.path == GAZETTEER), None)
    if source is None:
        return Gazetteer(), ()
    data, problems = files.read(request.site, source)
    if data is None:
        return None, problems
    key = f"{of_bytes(data)}.{inputs.engine}"
    if store is not None and (known := store.gazetteer(key)) is not None:
        return known, ()
    from conglang.content import gazetteer as gazetteers

    text, problems = files.decode(data, GAZETTEER)
    if text is None:
        return None, problems
    parsed, problems = gazetteers.load(text, GAZETTEER)
    if store is not None and parsed is not None and not problems:
        store.keep_gazetteer(key, parsed)
    return parsed, problems


def clock_at(now: int, timezone: str) -> Clock:
    """The clock of a moment (seconds since 1970), with the day in the time zone of the configuration."""
    from conglang.content import dates
    from conglang.portal.publication import Clock

    zone = dates.zone(timezone)
    assert zone is not None, "the configuration was checked"
    return Clock(now, datetime.fromtimestamp(now, zone).date().isoformat())


def day_starts(eras: Iterable[str], timezone: str) -> set[int]:
    """The moments (seconds since 1970) at which the eras of a gazetteer begin; the one after `2025-06-30!` on the next day."""
    from conglang.content import dates

    zone = dates.zone(timezone)
    assert zone is not None
    starts = [dates.day_after(bound[:-1]) if bound.endswith("!") else bound for bound in eras]
    return {int(datetime.fromisoformat(day).replace(tzinfo=zone).timestamp()) for day in starts}
