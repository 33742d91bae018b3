"""Fixtures and options for all tests.

`browser` is a real Chromium. A test that uses it gets the mark `browser`: `-m "not browser"` leaves such tests out.
The options `--long` and `--tenth` choose how much the tests do whose numbers stand in `tests/counts.py`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests import counts
from tests.portal import Portal

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


# ---- options ---------------------------------------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--long` and `--tenth`."""
    group = parser.getgroup("conglang")
    group.addoption(
        "--long", action="store_true", help="run the tests that are marked long, and with their full counts"
    )
    group.addoption("--tenth", default="", metavar="SEED", help="with --long: a tenth of each count, drawn by a seed")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Set how many examples hypothesis draws: in an ordinary run always the same, and in no run by the clock."""
    long, tenth = config.getoption("long"), config.getoption("tenth")
    if tenth and not long:
        raise pytest.UsageError("--tenth goes with --long")
    examples = len(counts.EXAMPLES.numbers(long=long, tenth=tenth))
    hypothesis.settings.register_profile(
        "conglang", max_examples=examples, derandomize=not long, deadline=None, database=None
    )
    hypothesis.settings.load_profile("conglang")
    if tenth and config.getoption("hypothesis_seed") is None:
        config.option.hypothesis_seed = tenth  # The plugin of hypothesis reads it after us.


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say which counts are run."""
    if not config.getoption("long"):
        return None
    seed = config.getoption("tenth")
    return f"long counts: a tenth, drawn by the seed {seed}" if seed else "long counts: all"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Fill in `number` or `numbers` of a test that is marked with a count."""
    mark = metafunc.definition.get_closest_marker("long")
    if mark is None or not mark.args:
        return
    run = {"long": metafunc.config.getoption("long"), "tenth": metafunc.config.getoption("tenth")}
    count: counts.Count = mark.args[0]
    if "numbers" in metafunc.fixturenames:
        batches = count.batches(**run)
        metafunc.parametrize("numbers", batches, ids=[f"{batch[0]}-{batch[-1]}" for batch in batches])
    else:
        metafunc.parametrize("number", count.numbers(**run))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests that drive a browser and those of hypothesis; a long run leaves out what has no long count."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        if hypothesis.is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker(pytest.mark.long)
    if config.getoption("long"):
        others = [item for item in items if item.get_closest_marker("long") is None]
        items[:] = [item for item in items if item.get_closest_marker("long") is not None]
        config.hook.pytest_deselected(items=others)


# ---- fixtures --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def quick_disk() -> Iterator[None]:
    """Skip the waiting until files have reached the disk: no test cuts the power of the machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda fd: None)
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium of this machine, one for each worker.

    On a machine without one the test is skipped with a reason; where `CONGLANG_REQUIRE_BROWSER` is set it fails instead.
    """
    executable = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if executable is None:
        missing = f"no browser: none of {', '.join(CHROMIUM)} is installed"
        if os.environ.get("CONGLANG_REQUIRE_BROWSER"):
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal with two categories and four localities, one of them former, and no article yet."""
    return Portal(tmp_path)
