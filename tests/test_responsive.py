"""What a real browser fetches: of every photo the smallest rendition that is as wide as what it shows, on any screen."""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest
from PIL import Image

from conglang.values import Value
from tests.portal import Portal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

SCREENS = [(width, density) for width in (360, 768, 1440) for density in (1, 2)]
MEASURE = """async () => {
    for (const image of document.images) { image.loading = 'eager'; image.scrollIntoView(); await image.decode(); }
    return [...document.images].map(image => ({
        place: image.closest('figure, article, a, p').className || image.closest('main > *, div').className,
        shown: image.getBoundingClientRect().width,
        widths: image.srcset.split(',').map(part => parseInt(part.trim().split(' ')[1])),
        chosen: image.currentSrc,
    }));
}"""


def photo(number: int, size: tuple[int, int]) -> bytes:
    """A photo that no other is equal to, in few bytes."""
    target = BytesIO()
    Image.new("RGB", size, (40 * number % 256, 90, 200 - number)).save(target, "JPEG")
    return target.getvalue()


def portal_of_photos(portal: Portal) -> None:
    """An article for each number of photos in a group, upright ones, and enough of them to fill the home page."""
    groups = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5}
    number = 0
    for folder, count in groups.items():
        lines = []
        for index in range(count):
            number += 1
            portal.write(f"content/tin/{folder}/{index}.jpg", photo(number, (2400, 1600)))
            lines.append(f"![Ảnh {index}]({index}.jpg)")
        portal.article(f"tin/{folder}", "Mở đầu.\n\n" + "\n".join(lines) + "\n\n(Chú thích chung)\n\nThân bài.\n")
    for index in range(9):
        category = "kinh-te" if index % 2 else "thoi-su"
        size = (1800, 2400) if index % 3 else (2000, 1500)
        portal.write(f"content/tin/bai-{index}/anh.jpg", photo(100 + index, size))
        body = f"Mở đầu {index}.\n\n![Ảnh {index}](anh.jpg)\n\nThân bài có ![nhỏ](anh.jpg) trong câu.\n"
        portal.article(f"tin/bai-{index}", body, category=category, date=f"2024-04-{10 + index}", tags="[lúa]")
    portal.write("content/tin/dien-thoai/anh.jpg", photo(150, (1350, 2400)))
    portal.article("tin/dien-thoai", "Mở đầu.\n\n![Ảnh đứng](anh.jpg)\n\nThân bài.\n", date="2024-02-01")
    portal.write("content/tin/dau-bai/anh.jpg", photo(200, (3000, 2000)))
    portal.article(
        "tin/dau-bai", "Mở đầu.\n\nThân bài.\n", photo="anh.jpg", photo_caption="Toàn cảnh", date="2024-05-01"
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    portal = Portal(tmp_path_factory.mktemp("photos"))
    portal_of_photos(portal)
    portal.built(jobs=2)
    with served(portal.folder / "output") as address:
        yield address


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served while this lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


PAGES = {
    "home": "/",
    "list": "/chuyen-muc/thoi-su/",
    "tag": "/tu-khoa/lua/",
    **{f"group of {name}": f"/2024/03/{name}/" for name in ("mot", "hai", "ba", "bon", "nam")},
    "upright": "/2024/04/bai-1/",
    "tall": "/2024/02/dien-thoai/",
    "lead photo": "/2024/05/dau-bai/",
    "library": "/thu-vien-anh/",
    "library of a month": "/thu-vien-anh/2024/04/",
}


class Shown(Value, frozen=True):
    """A photo as a browser shows it: how wide in pixels of the screen, in which steps it comes, and which one was fetched."""

    page: str
    screen: tuple[int, int]
    place: str
    width: int
    steps: tuple[int, ...]
    chosen: int

    @property
    def needed(self) -> int:
        """The narrowest step that is as wide as what is shown; the widest where none is."""
        return next((step for step in self.steps if step >= self.width - 1), self.steps[-1])


@pytest.fixture(scope="module")
def everywhere(browser: Browser, address: str) -> list[Shown]:
    """Every photo of every page on every screen."""
    found = []
    for width, density in SCREENS:
        # A browser that has fetched a wider one before shows that: pages of the same photos have a context each.
        articles = [name for name, url in PAGES.items() if url.startswith("/2024/")]
        for names in (articles, *([name] for name in PAGES if name not in articles)):
            context = browser.new_context(viewport={"width": width, "height": 900}, device_scale_factor=density)
            page = context.new_page()
            for name in names:
                page.goto(address + PAGES[name])
                images = page.evaluate(MEASURE)
                assert images, f"no photo on {name}"
                for image in images:
                    chosen = int(image["chosen"].rpartition("-")[2].partition(".")[0])
                    steps = tuple(sorted(image["widths"]))
                    shown = round(image["shown"] * density)
                    found.append(Shown(name, (width, density), image["place"], shown, steps, chosen))
            context.close()
    return found


def test_a_browser_fetches_at_most_one_step_above_what_it_shows(everywhere: list[Shown]) -> None:
    wrong = [
        photo
        for photo in everywhere
        if photo.chosen not in photo.steps[photo.steps.index(photo.needed) : photo.steps.index(photo.needed) + 2]
    ]
    assert wrong == []


def test_in_nearly_all_places_it_fetches_the_very_step(everywhere: list[Shown]) -> None:
    inexact = [photo for photo in everywhere if photo.chosen != photo.needed]
    assert len(inexact) <= len(everywhere) // 20, inexact


@pytest.mark.parametrize("page", PAGES)
def test_only_the_first_photo_comes_at_once(address: str, page: str) -> None:
    with urlopen(address + PAGES[page]) as answer:
        images = re.findall("<img [^>]*srcset[^>]*>", answer.read().decode())
    urgent = ['fetchpriority="high"' in image for image in images]
    assert urgent[1:] == [False] * (len(images) - 1)
    assert all('loading="lazy" decoding="async"' in image for image in images if "fetchpriority" not in image)
    assert all(re.search(r' width="\d+" height="\d+"', image) for image in images)
    assert "style=" not in "".join(images)


FOCUS = {"trai": "0% 50%", "phai": "100% 50%", "gan-phai": "70% 40%", "giua": ""}
"""Where each panorama has its focal point: the names are those of articles."""


@pytest.fixture(scope="module")
def panoramas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Articles with a panorama each, red on the left and blue on the right, and an upright photo, red above."""
    portal = Portal(tmp_path_factory.mktemp("focus"))
    for number, (name, focus) in enumerate(FOCUS.items()):
        panorama = Image.new("RGB", (1800 + number, 300), "blue")
        panorama.paste((255, 0, 0), (0, 0, panorama.width // 2, 300))
        write(portal, f"content/tin/{name}/anh.png", panorama)
        said = f'{{focus="{focus}"}}' if focus else ""
        portal.article(f"tin/{name}", f"Mở đầu.\n\n![Toàn cảnh](anh.png){said}\n", tags="[lúa]")
    upright = Image.new("RGB", (600, 1800), "blue")
    upright.paste((255, 0, 0), (0, 0, 600, 720))
    write(portal, "content/tin/dung/anh.png", upright)
    portal.article("tin/dung", "Mở đầu.\n\n![Người](anh.png)\n", tags="[lúa]")
    lines = "\n".join(f'![Ảnh]({file}){{focus="0% 50%"}}' for file in ("mot.png", "hai.png"))
    for number, file in enumerate(("mot.png", "hai.png")):
        panorama = Image.new("RGB", (1900 + number, 300), "blue")
        panorama.paste((255, 0, 0), (0, 0, panorama.width // 2, 300))
        write(portal, f"content/tin/doi/{file}", panorama)
    portal.article("tin/doi", f"Mở đầu.\n\n{lines}\n\n(Chú thích)\n", tags="[lúa]")
    portal.built(jobs=2)
    with served(portal.folder / "output") as address:
        yield address


def write(portal: Portal, path: str, image: Image.Image) -> None:
    target = BytesIO()
    image.save(target, "PNG")
    portal.write(path, target.getvalue())


def positions(browser: Browser, url: str, selector: str) -> dict[str, tuple[str, str]]:
    """For every photo of a page, by the name of the article it leads to: its `object-position`, and what colour shows."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(url)
    found = {}
    for image in page.query_selector_all(selector):
        image.scroll_into_view_if_needed()
        image.evaluate("image => image.decode()")
        name = image.evaluate("image => image.closest('a').href").rstrip("/").rpartition("/")[2]
        with Image.open(BytesIO(image.screenshot())) as shown:
            red, _, blue = shown.convert("RGB").resize((1, 1), Image.Resampling.BOX).tobytes()
        colour = "red" if red > 220 else "blue" if blue > 220 else "both"
        found[name] = image.evaluate("image => getComputedStyle(image).objectPosition"), colour
    context.close()
    return found


@pytest.mark.parametrize("path", ["/tu-khoa/lua/", "/thu-vien-anh/2024/03/"])
def test_a_card_shows_the_part_of_a_photo_that_matters(browser: Browser, panoramas: str, path: str) -> None:
    found = positions(browser, panoramas + path, ".card img, .tile img")
    expected = {
        "trai": ("0% 50%", "red"),
        "phai": ("100% 50%", "blue"),
        "gan-phai": ("75% 50%", "blue"),
        "giua": ("50% 50%", "both"),
        "dung": ("50% 25%", "red"),  # An upright photo shows its upper part, where faces are.
        "doi": ("0% 50%", "red"),
    }
    assert found == expected


def test_a_group_shows_the_part_of_its_photos_that_matters(browser: Browser, panoramas: str) -> None:
    found = positions(browser, panoramas + "/2024/03/doi/", ".photos img")
    assert set(found.values()) == {("0% 50%", "red")}


def test_a_photo_has_its_colour_before_it_comes(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 900})
    page = context.new_page()
    page.route("**/*.webp", lambda route: route.abort())
    page.goto(address + "/2024/05/dau-bai/")
    colour = page.evaluate("getComputedStyle(document.querySelector('figure img')).backgroundColor")
    context.close()
    assert colour == "rgb(96, 96, 32)"  # Of (64, 90, 0): each in the middle of its quarter.


def test_a_photo_leads_to_its_largest_rendition(address: str) -> None:
    with urlopen(address + "/2024/05/dau-bai/") as answer:
        page = answer.read().decode()
    target, name = re.findall(r'<a class="view" href="([^"]+-1600.jpg)" aria-label="([^"]+)">', page)[0]
    assert name == "Xem ảnh cỡ lớn: Toàn cảnh"
    with urlopen(address + target) as answer, Image.open(BytesIO(answer.read())) as image:
        assert image.size == (1600, 1067)
