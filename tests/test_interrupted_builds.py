"""A build may be killed, or its disk may be full, at any moment: every file is wholly old or wholly new.

Real builds in processes of their own (tests/kill_points.py) end at a chosen call that changes the disk. Then the output is
checked as a reader finds it, and the next build must make it equal to a clean one and leave nothing unfinished. An
ordinary run tries the moments around each commit and some of the others, `build.py test --long` all of them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import Any

import pytest

from conglang.output.journal import JOURNAL, UNFINISHED
from conglang.output.manifest import MANIFEST, STAGING, TEMPORARY
from conglang.terminal.sentences import wordings
from conglang.values import Value
from tests import counts, kill_points
from tests.portal import Portal, digests
from tests.two_states import TwoStates


class World:
    """A portal that changes between two states, and the process that builds it as often as one likes."""

    def __init__(self, folder: Path, server: subprocess.Popen[str], expected: dict[str, dict[str, str]]) -> None:
        self.portal = Portal(folder)
        self.folder = folder
        self.output = folder / "output"
        self.cache = folder / "cache"
        self.server = server
        self.states = TwoStates(self.portal)
        self.expected = expected

    def clean(self, state: str) -> dict[str, str]:
        """What a clean build gives in a state."""
        self.states.switch_to(state)
        folder = self.folder / "clean"
        assert self.run(output=folder / "output", cache=folder / "cache").status == 0
        found = digests(folder / "output")
        shutil.rmtree(folder)
        return found

    def run(self, *, how: str = "kill", at: int = 0, output: Path | None = None, cache: Path | None = None) -> Outcome:
        """Build in a process of its own."""
        arguments = ["build", "--site", str(self.portal.site), "--now", self.portal.now, "--jobs", "1"]
        arguments += ["--output", str(output or self.output), "--cache", str(cache or self.cache)]
        assert self.server.stdin is not None and self.server.stdout is not None
        self.server.stdin.write(json.dumps({"arguments": arguments, "how": how, "at": at}) + "\n")
        self.server.stdin.flush()
        return Outcome(**json.loads(self.server.stdout.readline()))

    def found(self) -> dict[str, str]:
        """The files that a reader of the output finds; the copy that is being made is not one of them."""
        return {path: digest for path, digest in digests(self.output).items() if path != TEMPORARY}

    def unfinished(self) -> list[str]:
        """What lies about: in the output, and what is not yet or no longer needed in the cache."""
        left = [path for path in self.output.rglob("*") if TEMPORARY in path.name]
        left += [self.cache / name for name in (JOURNAL, UNFINISHED) if (self.cache / name).exists()]
        left += [*self.cache.glob(f"{STAGING}/*"), *self.cache.glob("renditions/*/unfinished/*")]
        left += self.cache.glob("templates/*.part")
        left += [*self.cache.glob("templates/*.bin.*"), *self.cache.glob("templates/*.txt.*")]
        return sorted(path.name for path in left)


class Outcome(Value, frozen=True):
    """How a build ended: its status, its moments (or the one that ended it), those of them that commit, and its words."""

    status: int
    moments: int
    commits: list[int]
    said: str


@pytest.fixture(scope="module")
def server() -> Iterator[subprocess.Popen[str]]:
    """The process that builds."""
    with subprocess.Popen(
        [sys.executable, kill_points.__file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as server:
        yield server
        assert server.stdin is not None
        server.stdin.close()


@pytest.fixture(scope="module")
def expected(server: subprocess.Popen[str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """What a clean build gives in each state."""
    world = World(tmp_path_factory.mktemp("clean"), server, {})
    return {state: world.clean(state) for state in ("second", "first")}


@pytest.fixture
def world(tmp_path: Path, server: subprocess.Popen[str], expected: dict[str, dict[str, str]]) -> World:
    return World(tmp_path, server, expected)


def chosen(build: Outcome, number: int) -> list[int]:
    """The moments of such a build that a case tries; the first one also those at each commit, and those after it."""
    spread = range(1 + counts.KILLS.scattered(number), build.moments + 1, counts.KILLS.full)
    commits = build.commits if number == 0 else []
    assert len(build.commits) >= 5, "the journal, its end, the manifest before and after, the database"
    return sorted({*spread, *commits, *(at + 1 for at in commits)})


def rebuilds(world: World, number: int, *, later_half: bool = False) -> Iterator[int]:
    """The moments to try in incremental builds, with the world switched over for each, in both directions."""
    mend(world, "to begin with")
    moments = []
    for _ in range(2):
        world.states.switch()
        build = world.run()
        first = build.moments // 2 if later_half else 0
        moments.append([at for at in chosen(build, number) if at > first])
        mend(world, "counted")
    for pair in zip_longest(*moments):
        for at in pair:
            world.states.switch()
            if at is None:
                mend(world, "the other direction has no more moments")
            else:
                yield at
                mend(world, at)


def look(world: World, before: dict[str, str], told: Any) -> None:
    """Every file is wholly old or wholly new, and without a journal all are old or all are new."""
    found, after = world.found(), world.expected[world.states.current]
    if not (world.cache / JOURNAL).exists():
        assert found in (before, after), told
    for path, digest in found.items():
        if path == MANIFEST:
            assert json.loads((world.output / path).read_bytes())["format"] == 1, told
        else:
            assert digest in (before.get(path), after.get(path)), (told, path)
    assert {path for path in before if path in after} <= set(found), told


def mend(world: World, told: Any) -> None:
    """The next build makes the output equal to a clean one and leaves nothing lying about."""
    outcome = world.run()
    assert outcome.status == 0, (told, outcome)
    assert world.found() == world.expected[world.states.current], told
    assert world.unfinished() == [], told


# ---- killed ------------------------------------------------------------------------------------------------------------


@pytest.mark.long(counts.KILLS)
def test_an_incremental_build_may_be_killed_at_any_moment(world: World, number: int) -> None:
    for at in rebuilds(world, number):
        before = world.found()
        outcome = world.run(at=at)
        assert outcome.status in (kill_points.KILLED, 0), (at, outcome)
        look(world, before, at)


@pytest.mark.long(counts.KILLS)
def test_a_first_build_may_be_killed_at_any_moment(world: World, number: int) -> None:
    for at in chosen(first_build(world), number):
        restart(world)
        outcome = world.run(at=at)
        assert outcome.status in (kill_points.KILLED, 0), (at, outcome)
        look(world, {}, at)
        mend(world, at)


@pytest.mark.long(counts.KILLS)
def test_the_build_that_finishes_may_be_killed_too(world: World, number: int) -> None:
    for at in rebuilds(world, number, later_half=True):
        before = world.found()
        world.run(at=at)
        for again in sorted(Random(at).sample(range(1, 40), 3)):
            world.run(at=again)
            look(world, before, (at, again))


# ---- a full disk -------------------------------------------------------------------------------------------------------


@pytest.mark.long(counts.KILLS)
def test_a_disk_that_fills_up_during_an_incremental_build(world: World, number: int) -> None:
    for at in rebuilds(world, number):
        before = world.found()
        complain(world, world.run(how="full", at=at), at)
        look(world, before, at)


@pytest.mark.long(counts.KILLS)
def test_a_disk_that_fills_up_during_a_first_build(world: World, number: int) -> None:
    for at in chosen(first_build(world), number):
        restart(world)
        complain(world, world.run(how="full", at=at), at)
        look(world, {}, at)
        mend(world, at)


def complain(world: World, outcome: Outcome, told: Any) -> None:
    """A build that could not write says so, in a sentence; one that could says nothing of it and is complete."""
    assert "Traceback" not in outcome.said, (told, outcome.said)
    if outcome.status == 0:
        assert world.found() == world.expected[world.states.current], told
    else:
        messages = wordings("vi")
        sentences = [messages[code].message.partition("{")[0] for code in ("cannot-write", "photo-not-kept")]
        assert any(sentence in outcome.said for sentence in sentences), (told, outcome)


def first_build(world: World) -> Outcome:
    """A first build, where templates have been compiled before: they take longest, and stay when a test begins again."""
    world.run()
    restart(world)
    return world.run()


def restart(world: World) -> None:
    """No output and no memory; compiled templates stay, because making them takes longest."""
    shutil.rmtree(world.output, ignore_errors=True)
    for path in world.cache.iterdir():
        if path.is_dir() and path.name != "templates":
            shutil.rmtree(path)
        elif path.is_file() and path.name != "lock":
            path.unlink()
