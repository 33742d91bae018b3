"""The demo in a real browser, as people with little sight, old eyes or a small telephone meet it: every kind of page.

Measured is what WCAG 2.2 asks for and a parser cannot see: reflow, contrast of the colours that are shown, size of targets.
"""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from tests.test_demo import built

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

PAGES = (
    "/",
    "/2026/08/cau-ben-truc-thong-xe/",
    "/2024/04/duong-nuoc-ve-ban-ky-hai/",
    "/2026/06/hai-vong-cong-bo-lich-lay-nuoc/",
    "/2026/05/gia-ca-com-hai-vong/",
    "/thong-bao/canh-bao-chay-rung/",
    "/thong-bao/lich-tiem-chung-thang-12/",
    "/thong-bao/",
    "/cai-chinh/",
    "/chuyen-muc/van-hoa-xa-hoi/",
    "/tu-khoa/nong-thon-moi/",
    "/tac-gia/minh-khue/",
    "/dia-phuong/phuong-ben-truc/",
    "/dia-phuong/thi-xa-tam-nguyet/",
    "/dia-phuong/",
    "/thu-vien-anh/",
    "/thu-vien-anh/2026/08/",
    "/2026/",
    "/2026/08/",
    "/tim-kiem/",
    "/so-do-trang/",
    "/lien-he/",
    "/404.html",
)
"""One page of each kind, and those with a table, photos, a box."""

OVERFLOW = """() => [
    document.documentElement.scrollWidth - innerWidth,
    ...[...document.querySelectorAll('body *')]
        .filter(element => !element.closest('.table-scroll') && element.getBoundingClientRect().right > innerWidth + 1)
        .map(element => `${element.tagName} ${element.className}`),
]"""

CONTRAST = """() => {
    const parts = colour => { const found = colour.match(/[\\d.]+/g).map(Number); return [...found, 1].slice(0, 4); };
    const light = ([...colour]) => colour.slice(0, 3).map(part => part / 255)
        .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
    const ground = element => {
        for (; element; element = element.parentElement) {
            const colour = parts(getComputedStyle(element).backgroundColor);
            if (colour[3] === 1) return colour;
        }
        return [255, 255, 255, 1];
    };
    const found = {};
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || element.closest('script')) continue;
        const [low, high] = [light(parts(getComputedStyle(element).color)), light(ground(element))].sort((a, b) => a - b);
        found[`${element.tagName}.${element.className}`] = (high + 0.05) / (low + 0.05);
    }
    return found;
}"""

TARGETS = """() => [...document.querySelectorAll('a, summary, button')]
    .filter(element => getComputedStyle(element).display !== 'inline' && element.getBoundingClientRect().width)
    .map(element => [element.textContent.trim(), element.getBoundingClientRect()])
    .filter(([_, box]) => Math.min(box.width, box.height) < 24)
    .map(([text, box]) => `${text} ${box.width} × ${box.height}`)"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that has seen enough of a photo hangs up."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("demo")
    built(folder, "2026-11-22T08:00+07:00")
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder / "output")))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def opened(page: Page, address: str) -> Iterator[str]:
    """Open each page, with its menu unfolded."""
    for path in PAGES:
        answer = page.goto(address + path)
        assert answer is not None and answer.status == 200, path
        page.evaluate("() => document.querySelectorAll('details').forEach(details => details.open = true)")
        yield path


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_no_page_has_to_be_moved_sideways(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    assert {path: found for path in opened(page, address) if (found := page.evaluate(OVERFLOW)) != [0]} == {}
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(browser: Browser, address: str, scheme: Any) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800}, color_scheme=scheme)
    weak = {
        (path, element): round(ratio, 2)
        for path in opened(page, address)
        for element, ratio in page.evaluate(CONTRAST).items()
        if ratio < 4.5
    }
    page.close()
    assert weak == {}


@pytest.mark.parametrize("width", [320, 1440])
def test_what_is_touched_is_large_enough(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    assert {path: found for path in opened(page, address) if (found := page.evaluate(TARGETS))} == {}
    page.close()
