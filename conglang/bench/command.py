"""`build.py bench`: what is asked for in, tables to the console and one object for programs out.

The words are checked here, the portals are put into a folder of their own, and a failure of any contender ends it all: figures
of half the contenders would be taken for a comparison.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from conglang.bench import peers, previews, relatedness, runs, tables
from conglang.build.request import DONE, WRONG_USE
from conglang.terminal.console import Console
from conglang.values import Value

ARTICLES = "1000"
RUNS, PREVIEW_RUNS = 3, 10

Values = dict[str, object]
Say = Callable[[str, int, str], None]


class Wanted(Value, frozen=True):
    """What is to be measured, in portals of which sizes."""

    sizes: tuple[int, ...]
    times: int
    saves: int
    photos: int
    names: tuple[str, ...]
    jobs: int
    keep: Path | None

    @property
    def makes_sense(self) -> bool:
        """Whether numbers and names are such as can be measured with."""
        known = set(self.names) <= set(peers.NAMES)
        return min(self.sizes) >= 1 and self.times >= 1 and min(self.saves, self.photos) >= 0 and known


def run(options: argparse.Namespace, console: Console) -> tuple[int, Values]:
    """Measure what is asked for; the exit status, and the object for programs, empty where there is none."""
    if options.related:
        console.lines([relatedness.report()])
        return DONE, {}
    wanted = _wanted(options)
    if not wanted.makes_sense:
        console.refuse("bench-wrong-use", names=", ".join(peers.NAMES))
        return WRONG_USE, {}
    keep = wanted.keep
    if keep is not None and keep.exists() and (not keep.is_dir() or any(keep.iterdir())):
        console.refuse("bench-not-empty", path=str(keep))
        return WRONG_USE, {}
    measured: Values = {}
    kind = "serve-" if options.preview else ""

    def say(name: str, articles: int, case: str) -> None:
        words = console.language.console[f"bench-case-{kind if case != 'prepare' else ''}{case}"]
        console.say("bench-running", name=name, articles=str(articles), case=words)

    with tempfile.TemporaryDirectory(prefix="conglang-bench-") as temporary:
        for articles in dict.fromkeys(wanted.sizes):
            folder = (keep or Path(temporary)) / str(articles)
            try:
                table, values = (_previews if options.preview else _builds)(wanted, folder, articles, console, say)
            except runs.BuildFailed as problem:
                console.refuse("bench-failed", reason=str(problem))
                return WRONG_USE, {}
            measured[str(articles)] = values
            if not options.json:
                console.lines(["", table, ""])
    return DONE, {"status": DONE, "runs": wanted.times, "photos": wanted.photos, "articles": measured}


def _wanted(options: argparse.Namespace) -> Wanted:
    names = peers.NAMES if options.peers is None else tuple(name for name in options.peers.split(",") if name)
    return Wanted(
        sizes=tuple(int(size) if size.isdecimal() else 0 for size in (options.articles or ARTICLES).split(",")),
        times=options.runs if options.runs is not None else PREVIEW_RUNS if options.preview else RUNS,
        saves=options.saves or 0,
        photos=options.photos or 0,
        names=names,
        jobs=options.jobs or 0,
        keep=Path(options.keep).resolve() if options.keep else None,
    )


def _builds(wanted: Wanted, folder: Path, articles: int, console: Console, say: Say) -> tuple[str, object]:
    taking_part = runs.contenders(wanted.names, wanted.jobs)
    found = runs.bench(folder, articles, runs=wanted.times, photos=wanted.photos, taking_part=taking_part, say=say)
    table = tables.table(found, console.language)
    if wanted.photos:
        table += "\n\n" + tables.photo_lines(found, wanted.photos, console.language)
    return table, tables.values(found)


def _previews(wanted: Wanted, folder: Path, articles: int, console: Console, say: Say) -> tuple[str, object]:
    found = previews.measure(
        folder,
        articles,
        times=wanted.times,
        saves=wanted.saves,
        photos=wanted.photos,
        taking_part=previews.servers(wanted.names, wanted.jobs),
        say=say,
    )
    return tables.preview_table(found, console.language), tables.preview_values(found)
