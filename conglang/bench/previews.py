"""The preview's part of the benchmark: how soon a save is shown, how soon a new server answers, how much its memory grows.

A number of articles comes in, times by server and case go out. Each server is a separate process on this machine, and a
listener behaves as a browser does: it is notified of a change and fetches the page. What counts is the time from the
beginning of the save to the first byte of a page with the new text. Figures are never judged here.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from conglang.bench import generator, peers, runs
from conglang.bench.listener import DEADLINE, HERE, Listener, NeverCame, until_ready
from conglang.bench.runs import BuildFailed, Contender, Say
from conglang.values import Value

STARTS = ("cold", "warm", "other")
"""Without a cache; with one, until the page that was shown last; with one, until a page that was never shown."""

CASES = ("body", "title", "added", "template")
"""What is saved: a body, with its page open; a title, with the home page open; a new article; the articles' template."""

HOME = "/"
PAUSE, BREATH = 1.0, 0.05
"""Seconds between two saves: of somebody who writes, and in the long row that memory is measured in."""

EDITED = 25
"""Articles that are saved in turn in the long row."""

FEW, EVERY_TITLE = 100, 10
"""The save of the long row after which memory is measured first; one save in so many changes a title."""

_KIBIBYTES_A_MEBIBYTE = 1024


class Timed(Value, frozen=True):
    """Seconds by case, one for each time; pairs of a number of saves and MiB of memory after them, beginning with no save."""

    seconds: Mapping[str, tuple[float, ...]]
    memory: tuple[tuple[int, float], ...]


class Server(Value, frozen=True):
    """A preview that is measured: the contender, its command for a port, and the folders that it keeps for its next start."""

    contender: Contender
    command: Callable[[int], tuple[str, ...]]
    caches: tuple[str, ...]


def servers(names: tuple[str, ...], jobs: int = 0) -> tuple[Server, ...]:
    """Ours, and those of the named peers that are installed here."""
    ours, *others = runs.contenders(names, jobs)
    program = peers.hugo() or ""
    serve = tuple("serve" if word == "build" else word for word in ours.command)
    our_server = Server(ours, lambda port: (*serve, "--port", str(port)), (ours.cache,))
    return (our_server, *[Server(other, lambda port: peers.hugo_server(program, port), ()) for other in others])


def measure(
    folder: Path, articles: int, photos: int, *, times: int, saves: int, servers: tuple[Server, ...], say: Say
) -> dict[str, Timed]:
    """Measure every start and every case `times` times, and ours in a long row of `saves` too. Raises BuildFailed."""
    results: dict[str, Timed] = {}
    for server in servers:
        name = server.contender.name
        say(name, "prepare")
        paths = runs.apart(server.contender.make, folder / name, articles, photos)
        results[name] = _measured(server, folder / name, paths, times, 0 if results else saves, say)
    return results


def _measured(server: Server, site: Path, paths: tuple[str, ...], times: int, saves: int, say: Say) -> Timed:
    name = server.contender.name
    say(name, "cold")
    seconds = _starts(server, site, paths, times)
    with _running(server, site) as (port, process):
        until_ready(port, HOME)
        until_ready(port, address(paths[0]))
        memory = [(0, _memory(process.pid))]
        for case in CASES:
            say(name, case)
            seconds[case] = _saved(server, site, paths, case, times, port)
        if saves:
            say(name, "row")
            seconds["row"], later = _row(site, paths, saves, port, process.pid)
            memory += later
        else:
            memory.append((times * len(CASES), _memory(process.pid)))
    return Timed(seconds, tuple(memory))


# ---- starting ----------------------------------------------------------------------------------------------------------


def _starts(server: Server, site: Path, paths: tuple[str, ...], times: int) -> dict[str, tuple[float, ...]]:
    """The seconds of every start: one without a cache, the others with the cache of the one before."""
    for cache in server.caches:
        shutil.rmtree(site / cache, ignore_errors=True)
    measured: dict[str, tuple[float, ...]] = dict.fromkeys(STARTS, ())
    for number in range(times + 1):
        began = time.perf_counter()
        with _running(server, site) as (port, _):
            home = until_ready(port, HOME) - began
            other = until_ready(port, address(paths[(number * 7 + 3) % len(paths)])) - began
            time.sleep(PAUSE)
        if number:
            measured["warm"] += (home,)
            measured["other"] += (other,)
        else:
            measured["cold"] = (home,)
    return measured


@contextmanager
def _running(server: Server, site: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The running server with its port, until the block ends. Raises BuildFailed."""
    with closing(socket.socket()) as one:
        one.bind((HERE, 0))
        port = int(one.getsockname()[1])
    command = server.command(port)
    with tempfile.TemporaryFile() as printed:
        process = subprocess.Popen(command, cwd=site, stdin=subprocess.DEVNULL, stdout=printed, stderr=printed)
        try:
            yield port, process
        except (NeverCame, OSError) as problem:
            printed.seek(0)
            words = printed.read().decode("utf-8", "replace")[-4000:]
            raise BuildFailed(f"{' '.join(command)}\n{problem}\n{words}") from problem
        finally:
            process.terminate()
            process.wait(DEADLINE)


# ---- saving ------------------------------------------------------------------------------------------------------------


def address(path: str) -> str:
    """The address of an article of the made-up portal, the same with every contender."""
    return "/" + path.removeprefix("content/tin/").removesuffix(".md").removesuffix("/index") + "/"


def _saved(server: Server, site: Path, paths: tuple[str, ...], case: str, times: int, port: int) -> tuple[float, ...]:
    measured: list[float] = []
    template, edited = server.contender.template(site)
    file = {"body": site / paths[len(paths) // 2], "title": site / paths[-1], "template": template}.get(case, site)
    before = "" if case == "added" else file.read_text("utf-8")
    page = HOME if case == "title" else address(paths[len(paths) // 2])
    for number in range(1, times + 1):
        match case:
            case "body":
                text, shown = _with_body(before, number)
            case "title":
                text, shown = _with_title(before, number)
            case "template":
                file, shown = edited, f'data-edition="{number}"'
                text = runs.replaced(before, "<header", f"<header {shown}")
            case _:
                article = generator.addition(number)
                file, page = site / "content" / article.path, address(f"content/{article.path}")
                text, shown = server.contender.source(article), f"(thêm {number})"
        with closing(Listener(port, page)) as listener:
            listener.settle(PAUSE)
            measured.append(_until_served(listener, file, text, shown))
    return tuple(measured)


def _with_body(text: str, number: int) -> tuple[str, str]:
    shown = f"Số liệu được cập nhật lần {number}."
    return f"{text}\n{shown}\n", shown


def _with_title(text: str, number: int) -> tuple[str, str]:
    shown = f"Tít sửa lần {number}:"
    return runs.replaced(text, 'title: "', f'title: "{shown} '), shown


def _row(
    site: Path, paths: tuple[str, ...], saves: int, port: int, process: int
) -> tuple[tuple[float, ...], list[tuple[int, float]]]:
    """Save a few articles many times, mostly bodies: the seconds of each, and memory after some of them."""
    edited = paths[:: max(1, len(paths) // EDITED)][:EDITED]
    before = {path: (site / path).read_text("utf-8") for path in edited}
    measured: list[float] = []
    memory: list[tuple[int, float]] = []
    for number in range(1, saves + 1):
        path = edited[number % len(edited)]
        text, shown = (_with_body if number % EVERY_TITLE else _with_title)(before[path], number)
        with closing(Listener(port, address(path))) as listener:
            measured.append(_until_served(listener, site / path, text, shown))
            listener.settle(BREATH)
        if number in (FEW, saves):
            time.sleep(PAUSE)
            memory.append((number, _memory(process)))
    return tuple(measured), memory


def _until_served(listener: Listener, file: Path, text: str, shown: str) -> float:
    """Save a file; the seconds until a page with its text begins to arrive."""
    file.parent.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    file.write_text(text, encoding="utf-8", newline="\n")
    return listener.until_shown(shown) - began


def _memory(process: int) -> float:
    """MiB that a process has in memory; 0 on Windows, which does not report it."""
    try:
        if sys.platform == "linux":
            status = Path(f"/proc/{process}/status").read_text("ascii", "replace")
            return int(status.partition("VmRSS:")[2].split()[0]) / _KIBIBYTES_A_MEBIBYTE
        printed = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True).stdout
        return int(printed) / _KIBIBYTES_A_MEBIBYTE
    except (OSError, ValueError, IndexError):
        return 0.0
