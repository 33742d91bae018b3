"""The cases of the benchmark: what a build costs, measured from outside as a process of the operating system.

A number of articles comes in, medians by contender and case go out. Every contender has its own portal with the same
articles. A separate process writes it, because the memory of a parent counts as that of its children. First each contender
builds a small portal, so that programs and libraries are in the machine's memory, as the new portal is. Figures are never
judged here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from conglang.bench import generator, peers
from conglang.bench.generator import MadeUpArticle, write
from conglang.build.theme import theme
from conglang.values import Value

CASES = ("clean", "unchanged", "body", "added", "template", "title")
"""No output yet; no change; a change of one body; a new article; a change of the article's template; of the portal's title."""

PLAIN = "plain"
"""A clean build of the same articles without photos, measured if there are photos: the difference is what they cost."""

WARM_UP = 100
"""Articles of the small portal."""

AGE = 3600
"""Age of the files of a portal in seconds when it is first built."""

_MEBIBYTE = 1 << 20
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024

Maker = Callable[[Path, int, int, int], tuple[str, ...]]
"""Writes a portal into a folder: articles, seed, photos; returns the paths of the articles."""

Say = Callable[[str, str], None]
"""Is called with the name of a contender and the case that is measured next."""


class Result(Value, frozen=True):
    """Medians of a case: seconds of wall and processor time, MiB of the largest process, files written; and the number of
    pages and bytes in the output."""

    wall: float
    cpu: float
    peak: float
    written: int
    pages: int
    walls: tuple[float, ...]
    size: int = 0


class Contender(Value, frozen=True):
    """A generator that is measured. `template` gives two paths for a portal: the article's template, and where to write a change."""

    name: str
    make: Maker
    source: Callable[[MadeUpArticle], str]
    command: tuple[str, ...]
    output: str
    cache: str
    config: str
    template: Callable[[Path], tuple[Path, Path]]


class BuildFailed(Exception):
    """A measured build failed; the text is what it printed."""


def contenders(names: tuple[str, ...], jobs: int = 0) -> tuple[Contender, ...]:
    """Ours, and those of the named peers that are installed here."""
    installed = [_ours(jobs)]
    program = peers.hugo()
    makers = {"hugo": peers.hugo_site, "hugo-reduced": peers.reduced_hugo_site}
    installed += [_hugo(name, makers[name], program) for name in names if program]
    return tuple(installed)


def measure_all(
    folder: Path, articles: int, photos: int, *, times: int, contenders: tuple[Contender, ...], say: Say
) -> dict[str, dict[str, Result]]:
    """Measure every case so many times in an empty folder, where the portals stay. Raises BuildFailed."""
    results: dict[str, dict[str, Result]] = {}
    for contender in contenders:
        say(contender.name, "prepare")
        warm, site = folder / f"{contender.name}-warm", folder / contender.name
        apart(contender.make, warm, WARM_UP)
        measure(contender.command, warm)
        shutil.rmtree(warm)
        paths = apart(contender.make, site, articles, photos)
        results[contender.name] = {}
        for case in CASES:
            say(contender.name, case)
            results[contender.name][case] = _case(contender, site, paths, case, times)
        if photos:
            say(contender.name, PLAIN)
            site = folder / f"{contender.name}-{PLAIN}"
            paths = apart(contender.make, site, articles)
            results[contender.name][PLAIN] = _case(contender, site, paths, CASES[0], times)
    return results


def _case(contender: Contender, site: Path, paths: tuple[str, ...], case: str, times: int) -> Result:
    costs, written = [], []
    for number in range(1, times + 1):
        _prepare(contender, site, paths, case, number)
        before = _state(site / contender.output)
        costs.append(measure(contender.command, site))
        after = _state(site / contender.output)
        written.append(sum(before.get(path) != stamp for path, stamp in after.items()))
    walls, processor, peaks = zip(*costs, strict=True)
    pages = sum(path.suffix == ".html" for path in after)
    size = sum(bytes for _, bytes, _ in after.values())
    return Result(median(walls), median(processor), median(peaks), round(median(written)), pages, walls, size)


def _prepare(contender: Contender, site: Path, paths: tuple[str, ...], case: str, number: int) -> None:
    """Make the change of the case; `number` makes it another one in every run."""
    match case:
        case "clean":
            for name in (contender.output, contender.cache):
                shutil.rmtree(site / name, ignore_errors=True)
        case "body":
            path = site / paths[len(paths) // 2]
            write(path, f"{path.read_text(encoding='utf-8')}\nSố liệu được cập nhật lần {number}.\n")
        case "added":
            article = generator.addition(number)
            write(site / "content" / article.path, contender.source(article))
        case "template":
            source, target = contender.template(site)
            text = source.read_text(encoding="utf-8")
            write(target, replaced(text, "<header", f'<header data-edition="{number}"'))
        case "title":
            path = site / contender.config
            write(path, replaced(path.read_text(encoding="utf-8"), 'title = "', f'title = "{number} '))


def replaced(text: str, old: str, new: str) -> str:
    """The text with the first occurrence replaced. Raises ValueError without one: the case would measure nothing."""
    if old not in text:
        raise ValueError(old)
    return text.replace(old, new, 1)


# ---- measuring -------------------------------------------------------------------------------------------------------


def measure(command: tuple[str, ...], folder: Path) -> tuple[float, float, float]:
    """Seconds of wall time, of processor time with all child processes, and MiB of the largest of them.

    The latter two are 0 on Windows, which does not report them. Raises BuildFailed.
    """
    with tempfile.TemporaryFile() as printed:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=printed, stderr=printed)
        processor = peak = 0.0
        if sys.platform == "win32":
            process.wait()
        else:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            processor, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _MAXRSS_UNIT / _MEBIBYTE
        wall = time.perf_counter() - began
        if process.returncode:
            printed.seek(0)
            raise BuildFailed(f"{' '.join(command)}\n{printed.read().decode('utf-8', 'replace')[-4000:]}")
    return wall, processor, peak


def _state(folder: Path) -> dict[Path, tuple[int, int, int]]:
    """Every file below a folder with the parts of its stat that change when it is written."""
    stats = {path: path.stat() for path in folder.rglob("*") if path.is_file()}
    return {path: (stat.st_mtime_ns, stat.st_size, stat.st_ino) for path, stat in stats.items()}


# ---- contenders ------------------------------------------------------------------------------------------------------


def _ours(jobs: int) -> Contender:
    script = theme() / "build.py"
    installed = "from conglang.cli import installed; raise SystemExit(installed())"
    start = (str(script),) if script.is_file() else ("-c", installed)
    options = ("--site", ".", "--output", "output", "--cache", ".cache", "--now", generator.NOW, "--quiet")
    return Contender(
        name="conglang",
        make=generator.generate,
        source=generator.source,
        command=(sys.executable, *start, "build", *options, *(("--jobs", str(jobs)) if jobs else ())),
        output="output",
        cache=".cache",
        config="config.toml",
        template=lambda site: (theme() / "templates" / "article.html", site / "templates" / "article.html"),
    )


def _hugo(name: str, make: Maker, program: str) -> Contender:
    return Contender(
        name=name,
        make=make,
        source=peers.source,
        command=peers.hugo_command(program),
        output="public",
        cache="resources",
        config="hugo.toml",
        template=lambda site: (site / "layouts" / "page.html", site / "layouts" / "page.html"),
    )


def apart(make: Maker, folder: Path, articles: int, photos: int = 0) -> tuple[str, ...]:
    """Make a portal in a separate process; returns the paths of its articles."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_make, make, folder, articles, photos).result()


def _make(make: Maker, folder: Path, articles: int, photos: int) -> tuple[str, ...]:
    """Make a portal whose files seem an hour old: those just saved are read twice, and few files of a portal are."""
    paths = make(folder, articles, 1, photos)
    then = time.time() - AGE
    for path in folder.rglob("*"):
        os.utime(path, (then, then))
    return paths
