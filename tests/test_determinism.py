"""Equal inputs, equal bytes: in any order of files, with any hash seed, zone, locale, mask, folder and number of jobs."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from conglang.build import planning, reading, rendering, workers
from conglang.cache.store import Store
from conglang.tuning import VARIABLE
from tests.full_portal import full_portal
from tests.portal import NOW, Portal, digests

ROOT = Path(__file__).resolve().parent.parent

BUILD = "import os, sys; os.umask(int(sys.argv.pop(1), 8)); from conglang.cli import main; sys.exit(main(sys.argv[1:]))"
"""A build by the command line in a process of its own, under a mask."""


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The output of a build in this process."""
    portal = Portal(tmp_path_factory.mktemp("expected"))
    full_portal().put(portal)
    portal.built()
    return portal.output()


def build_elsewhere(portal: Portal, *, environment: dict[str, str] | None = None, mask: str = "022") -> dict[str, str]:
    """Build in another process; the digests of the output."""
    output, cache = portal.folder / "output", portal.folder / "cache"
    places = ["--site", str(portal.site), "--output", str(output), "--cache", str(cache)]
    given = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON", "TZ"))}
    done = subprocess.run(
        [sys.executable, "-c", BUILD, mask, "build", *places, "--now", NOW, "--quiet"],
        env={**given, **(environment or {}), "PYTHONPATH": str(ROOT)},
        cwd=portal.folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    assert done.returncode == 0, done.stderr
    return digests(output)


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C.UTF-8"},
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Ho_Chi_Minh", "LANG": "C", "LC_ALL": "C"},
        {
            "PYTHONHASHSEED": "4242",
            "TZ": "Pacific/Kiritimati",
            "PYTHONCOERCECLOCALE": "0",
            "LC_ALL": "C",
        },
        {"PYTHONHASHSEED": "random", "TZ": "America/St_Johns", "PYTHONOPTIMIZE": "1"},
        {VARIABLE: "off"},
    ],
    ids=["utc", "vietnam", "kiritimati", "newfoundland", "without tuning"],
)
def test_the_machine_does_not_show(portal: Portal, expected: dict[str, str], environment: dict[str, str]) -> None:
    full_portal().put(portal)
    assert build_elsewhere(portal, environment=environment) == expected


def test_the_mask_of_new_files_does_not_show(portal: Portal, expected: dict[str, str]) -> None:
    full_portal().put(portal)
    assert build_elsewhere(portal, mask="077") == expected


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_in_which_files_were_written_does_not_show(
    tmp_path: Path, expected: dict[str, str], seed: int
) -> None:
    portal = Portal(tmp_path / "một nơi khác, có dấu cách")
    everything = list(full_portal().all().items())
    random.Random(seed).shuffle(everything)
    for path, data in everything:
        portal.write(path, data)
    portal.built()
    assert portal.output() == expected


@pytest.mark.parametrize("jobs", [1, 4])
def test_the_number_of_jobs_does_not_show(
    portal: Portal, expected: dict[str, str], jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MANY", 2)
    monkeypatch.setattr(rendering, "MANY", 2)
    monkeypatch.setattr(planning, "MANY", 2)
    monkeypatch.setattr(workers, "CHUNK", 1)
    full_portal().put(portal)
    portal.built(jobs=jobs)
    assert portal.output() == expected


@pytest.mark.parametrize(
    "now",
    [
        *("2022-06-01T00:00:00+07:00", "2024-02-01T00:00:00+07:00", "2025-06-30T12:00:00+07:00"),
        *(
            "2025-07-01T00:00:00+07:00",
            NOW,
            "2026-11-24T06:00:00+07:00",
            "2026-11-25T12:00:00+07:00",
            "2030-01-01T00:00:00+07:00",
        ),
    ],
)
def test_the_clock_does_not_show_within_the_interval_that_a_build_names(portal: Portal, now: str) -> None:
    full_portal().put(portal)
    portal.now = now
    portal.built()
    moment = int(datetime.fromisoformat(now).timestamp())
    with Store(portal.request().cache) as store:
        last = store.last()
    assert last is not None
    since, until = last.since, last.until
    assert (since is None or since <= moment) and (until is None or moment < until)
    first = since if since is not None else moment - 10**9
    after = until if until is not None else moment + 10**9
    for other in (first, (first + moment) // 2, after - 1):
        assert portal.clean(now=other) == portal.output()


def test_what_becomes_due_lies_outside_the_interval(portal: Portal) -> None:
    full_portal().put(portal)
    portal.built()
    with Store(portal.request().cache) as store:
        last = store.last()
    assert last is not None and last.since is not None and last.until is not None
    embargo = int(datetime.fromisoformat("2026-11-24T06:00:00+07:00").timestamp())
    newest = int(datetime.fromisoformat("2026-11-21T00:00:00+07:00").timestamp())
    assert newest <= last.since < last.until <= embargo
    assert portal.clean(now=embargo) != portal.output()
    assert portal.clean(now=newest - 1) != portal.output()
