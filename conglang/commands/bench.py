"""`build.py bench`: measures made-up portals of the sizes asked for, beside other generators where they are installed.

Tables go to the console, one object to programs. The portals are in a folder of their own, and when one contender fails
nothing more is measured: figures of half the contenders would be taken for a comparison.
"""

from __future__ import annotations

import tempfile
from argparse import Namespace
from pathlib import Path

from conglang.build.request import DONE
from conglang.terminal.command import Command, Option, count, number
from conglang.terminal.console import Console

RUNS, PREVIEW_RUNS = 3, 10


def sizes(text: str) -> tuple[int, ...]:
    """Whole numbers from 1 on, with commas between them; each counts once."""
    try:
        return tuple(dict.fromkeys(count(size) for size in text.split(",")))
    except ValueError:
        raise ValueError("bench-not-sizes") from None


def names(text: str) -> tuple[str, ...]:
    """Names of generators to compare with, with commas between them; an empty text for none."""
    from conglang.bench import peers

    known = tuple(name for name in text.split(",") if name)
    if set(known) <= set(peers.NAMES):
        return known
    raise ValueError("bench-not-contenders")


COMMAND = Command(
    options=(
        Option("articles", "numbers", sizes, default=(1000,)),
        Option("runs", "number", count),
        Option("photos", "number", number, default=0),
        Option("peers", "names", names),
        Option("preview"),
        Option("saves", "number", number, default=0),
        Option("related"),
        Option("keep", "folder", Path),
        Option("jobs", "number", count, default=0),
    ),
    portal=False,
)


def run(options: Namespace, console: Console) -> int:
    """Measure what is asked for."""
    from conglang.bench import relatedness
    from conglang.bench.runs import BuildFailed

    if options.related:
        console.lines([relatedness.report()])
        return DONE
    keep: Path | None = options.keep
    if keep is not None and keep.exists() and (not keep.is_dir() or any(keep.iterdir())):
        return console.refuse("bench-not-empty", path=str(keep.resolve()))
    options.runs = options.runs or (PREVIEW_RUNS if options.preview else RUNS)
    measured: dict[str, object] = {}
    with tempfile.TemporaryDirectory(prefix="conglang-bench-") as temporary:
        for articles in options.articles:
            folder = (keep or Path(temporary)).resolve() / str(articles)
            try:
                table, measured[str(articles)] = _measured(folder, articles, options, console)
            except BuildFailed as problem:
                return console.refuse("bench-failed", reason=str(problem))
            if not options.json:
                console.lines(["", table, ""])
    console.figures({"status": DONE, "runs": options.runs, "photos": options.photos, "articles": measured})
    return DONE


def _measured(folder: Path, articles: int, options: Namespace, console: Console) -> tuple[str, object]:
    """The table of a portal of so many articles, and the values in it."""
    from conglang.bench import peers, previews, runs, tables

    words = console.language

    def say(name: str, case: str) -> None:
        kind = "serve-" if options.preview and case != "prepare" else ""
        console.say("bench-running", name=name, articles=str(articles), case=words.console[f"bench-case-{kind}{case}"])

    others = peers.NAMES if options.peers is None else options.peers
    if options.preview:
        servers = previews.servers(others, options.jobs)
        timed = previews.measure(
            folder, articles, options.photos, times=options.runs, saves=options.saves, servers=servers, say=say
        )
        return tables.preview_table(timed, words), tables.preview_values(timed)
    contenders = runs.contenders(others, options.jobs)
    results = runs.measure_all(folder, articles, options.photos, times=options.runs, contenders=contenders, say=say)
    table = tables.table(results, words)
    if options.photos:
        table += "\n\n" + tables.photo_lines(results, options.photos, words)
    return table, tables.values(results)
