"""Pages of the demo as a browser shows them on a narrow phone, light and dark: nothing sticks out, nothing fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import counts
from tests.test_demo import built
from tests.test_responsive import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

NOW = "2026-11-22T08:00+07:00"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of the demo."""
    folder = tmp_path_factory.mktemp("demo")
    assert built(folder, NOW).status == 0
    return folder / "output"


@pytest.fixture(scope="module")
def address(output: Path) -> Iterator[str]:
    with served(output) as address:
        yield address


@pytest.fixture(scope="module")
def phones(browser: Browser) -> Iterator[list[BrowserContext]]:
    """A narrow phone in light and one in dark."""
    size = {"width": 360, "height": 760}
    contexts = [browser.new_context(viewport=size, color_scheme=scheme) for scheme in ("light", "dark")]  # type: ignore[arg-type]
    yield contexts
    for context in contexts:
        context.close()


def paths(output: Path) -> list[str]:
    """Every page of the output that leads nowhere else: first one of each shape of address, then all others."""
    files = [path for path in sorted(output.rglob("*.html")) if 'http-equiv="refresh"' not in path.read_text("utf-8")]
    pages = [path.relative_to(output).as_posix() for path in files]
    first: dict[str, str] = {}
    for page in pages:
        top, *below = page.split("/")
        first.setdefault(f"{'year' if top.isdecimal() else top} {len(below)}", page)
    return [*first.values(), *[page for page in pages if page not in first.values()]]


def failures(page: Page) -> list[str]:
    """A list that fills with everything that fails while a page loads: requests, answers, scripts."""
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("response", lambda response: failed.extend([response.url] if response.status >= 400 else []))
    page.on("pageerror", lambda problem: failed.append(str(problem)))
    return failed


@pytest.mark.long(counts.PAGES)
def test_a_page_fits_a_narrow_phone_and_loads_all_that_it_names(
    numbers: tuple[int, ...], output: Path, address: str, phones: list[BrowserContext]
) -> None:
    every = paths(output)
    assert len(every) <= counts.PAGES.full
    for number in numbers:
        if number >= len(every):
            break
        for phone in phones:
            page = phone.new_page()
            failed = failures(page)
            page.goto(f"{address}/{every[number]}")
            width = page.evaluate("document.scrollingElement.scrollWidth")
            assert (width, failed) == (360, []), every[number]
            page.close()
