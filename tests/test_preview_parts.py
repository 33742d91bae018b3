"""The small parts of the preview: who may ask, what is tried again, when to plan, and that memory is freed."""

from __future__ import annotations

import gc
import time
from pathlib import Path

import pytest

from conglang.diagnostics import Diagnostic, error
from conglang.model import Location
from conglang.portal import references
from conglang.portal.catalog import Catalog
from conglang.preview import timing
from conglang.preview.responses import kind_of
from conglang.preview.server import is_embedded, is_loopback, may_ask, reachable
from conglang.preview.state import Session
from conglang.preview.timing import Debounce, Retries
from conglang.terminal import extras
from tests.portal import Portal

# ---- who may ask ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "origin", "bound", "expected"),
    (
        ("127.0.0.1:8000", None, "127.0.0.1", True),
        ("localhost:8000", None, "127.0.0.1", True),
        ("[::1]:8000", None, "::1", True),
        ("127.0.0.2:8000", "http://127.0.0.2:8000", "127.0.0.2", True),
        ("127.0.0.1:8000", "http://127.0.0.1:8000", "127.0.0.1", True),
        ("127.0.0.1:8000", "http://127.0.0.1:9000", "127.0.0.1", False),
        ("127.0.0.1:8000", "https://127.0.0.1:8000", "127.0.0.1", False),
        ("127.0.0.1:8000", "null", "127.0.0.1", False),
        ("dich.example:8000", None, "127.0.0.1", False),
        ("dich.example:8000", "http://dich.example:8000", "127.0.0.1", False),
        ("192.168.1.5:8000", None, "127.0.0.1", False),
        ("192.168.1.5:8000", None, "0.0.0.0", True),
        ("192.168.1.5:8000", "http://192.168.1.5:8000", "0.0.0.0", True),
        ("dich.example:8000", None, "0.0.0.0", False),
        ("", None, "127.0.0.1", False),
    ),
)
def test_pages_of_ours_may_ask_and_nobody_elses(host: str, origin: str | None, bound: str, expected: bool) -> None:
    assert may_ask(host, origin, bound=bound) is expected


@pytest.mark.parametrize(
    ("site", "mode", "expected"),
    (
        (None, None, False),
        ("none", "navigate", False),
        ("same-origin", "cors", False),
        ("cross-site", "navigate", False),
        ("cross-site", "no-cors", True),
        ("same-site", "no-cors", True),
    ),
)
def test_what_a_foreign_page_fetches_is_not_a_link_that_is_followed(
    site: str | None, mode: str | None, expected: bool
) -> None:
    assert is_embedded(site, mode) is expected


def test_loopback_is_this_machine_alone() -> None:
    hosts = ("127.0.0.1", "127.0.0.2", "::1", "localhost", "0.0.0.0", "192.168.1.5", "may.example", "")
    assert [host for host in hosts if is_loopback(host)] == ["127.0.0.1", "127.0.0.2", "::1", "localhost"]


def test_an_address_is_named_as_others_ask_for_it() -> None:
    assert [reachable(host) for host in ("127.0.0.2", "::1", "may.example")] == ["127.0.0.2", "[::1]", "may.example"]
    assert reachable("0.0.0.0") != "0.0.0.0"


@pytest.mark.parametrize(
    ("path", "kind"),
    (
        ("feed.json", "application/json; charset=utf-8"),
        ("a/INDEX.HTML", "text/html; charset=utf-8"),
        ("a.webp", "image/webp"),
        ("a.avif", "image/avif"),
        ("a.JPG", "image/jpeg"),
        ("a.svg", "image/svg+xml"),
        ("favicon.ico", "image/x-icon"),
        ("manifest.webmanifest", "application/manifest+json"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.woff2", "font/woff2"),
        ("cong-van.pdf", "application/pdf"),
        ("la.khac", "application/octet-stream"),
    ),
)
def test_a_file_is_of_the_kind_that_its_name_says(path: str, kind: str) -> None:
    assert kind_of(path) == kind


# ---- what is tried again ---------------------------------------------------------------------------------------------


def wrong(code: str, path: str) -> Diagnostic:
    return error(code, Location(path))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands still until it is moved."""
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_a_file_that_is_missing_for_a_moment_is_tried_a_few_times_and_then_counts_as_it_is() -> None:
    retries = Retries(Path("/site"))
    file = Path("/site/content/a.md")
    for _ in range(timing.MOST_TRIES):
        assert retries.exhausted([file]) == set()
        retries.count([file])
    assert retries.exhausted([file]) == {file}
    retries.count([])
    assert retries.exhausted([file]) == set()


def test_what_could_not_be_read_is_tried_again_more_and_more_seldom(clock: list[float]) -> None:
    retries = Retries(Path("/site"))
    locked = [wrong("unreadable-file", "content/a.md"), wrong("unknown-category", "content/b.md")]
    waits = []
    for _ in range(6):
        retries.watch(locked)
        waits.append(retries.seconds())
        assert retries.take() == frozenset()
        clock[0] += waits[-1]
        assert retries.take() == {Path("/site/content/a.md")}
    assert waits == [1, 2, 4, 8, 10, 10]
    retries.watch([])
    clock[0] += 100
    assert retries.take() == frozenset()


@pytest.mark.parametrize("installed", (False, True))
def test_a_photo_without_a_decoder_waits_for_the_decoder(
    clock: list[float], monkeypatch: pytest.MonkeyPatch, installed: bool
) -> None:
    monkeypatch.setattr(extras, "is_there", lambda module: installed and module == extras.HEIC_MODULE)
    retries = Retries(Path("/site"))
    retries.watch([wrong("heic-without-extra", "content/a.heic")])
    clock[0] += 1
    assert retries.take() == (frozenset({Path("/site/content/a.heic")}) if installed else frozenset())


def test_a_module_that_is_there_is_found_and_another_is_not() -> None:
    assert (extras.is_there("PIL"), extras.is_there("khong_co_mo_dun")) == (True, False)


# ---- when to plan ----------------------------------------------------------------------------------------------------


def test_one_save_is_planned_at_once_and_a_burst_when_it_is_over(clock: list[float]) -> None:
    debounce = Debounce()
    assert debounce.seconds(somebody_waits=True) == 0
    debounce.add(2)
    assert debounce.seconds(somebody_waits=True) == pytest.approx(timing.SOON)
    assert debounce.seconds(somebody_waits=False) == pytest.approx(timing.QUIET)
    debounce.add(timing.BURST + 1)
    clock[0] += 0.2
    debounce.add(1)
    assert debounce.seconds(somebody_waits=True) == pytest.approx(timing.QUIET)
    clock[0] += timing.QUIET
    assert debounce.seconds(somebody_waits=True) == 0
    debounce.reset()
    debounce.add(1)
    assert debounce.seconds(somebody_waits=True) == pytest.approx(timing.SOON)


def test_a_burst_without_end_is_not_waited_for(clock: list[float]) -> None:
    debounce = Debounce()
    for _ in range(100):
        debounce.add(20)
        clock[0] += 0.1
    assert debounce.seconds(somebody_waits=True) == 0


# ---- memory is freed -------------------------------------------------------------------------------------------------


def test_files_that_came_are_indexed_as_all_are() -> None:
    before = ("content/a/Anh.jpg", "content/a/index.md", "content/b.md")
    came = ("content/a/an.jpg", "content/c/x.pdf", "content/a/anh.jpg", "content/b.md")
    assert references.with_more(references.files(before), came) == references.files((*before, *came))


def test_a_portal_that_is_planned_again_leaves_nothing_behind(portal: Portal) -> None:
    """Reference cycles are freed by the collector alone, which the preview keeps away from the portal."""
    portal.article("tin/mot")
    request = portal.request(drafts=True, future=True)
    session = Session(request, lambda: request.now, lambda stage, done, total: None)
    session.load()
    gc.collect()
    gc.disable()
    try:
        for _ in range(3):
            session.plan_build()
        gc.unfreeze()
        assert sum(type(one) is Catalog for one in gc.get_objects()) == 1
    finally:
        gc.enable()
        gc.unfreeze()
        session.close()
