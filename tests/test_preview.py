"""`build.py serve` as people use it: a real server on this machine, and a real browser that shows its pages."""

from __future__ import annotations

import http.client
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.portal import NOW, SLOW, Portal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

DEADLINE = 30.0
"""Seconds after which a test gives up waiting; nothing takes nearly as long."""

ROOT = Path(__file__).resolve().parent.parent
COMMAND = "from conglang.cli import main; raise SystemExit(main())"
LOCKABLE = """
import builtins, io, os
from conglang.photos import probe
from conglang.terminal import extras
real = io.open
def locked_open(file, *given, **named):
    is_named = not isinstance(file, int) and os.path.basename(os.fspath(file)) in os.environ['LOCKED'].split(os.pathsep)
    if is_named and os.path.exists(os.environ['LOCK']):
        raise PermissionError(13, 'Permission denied', str(file))
    return real(file, *given, **named)
io.open = builtins.open = locked_open
extras.is_there = lambda module: os.path.exists(os.environ['LOCK'])
probe._heic_decoder = lambda: os.path.exists(os.environ['LOCK'])
probe._heic_version = lambda: probe.LIBHEIF
from conglang.cli import main
raise SystemExit(main())
"""
"""The command with another program that holds files named LOCKED, and with a HEIC decoder, as long as the file LOCK is there."""

COUNTED = """
from conglang.preview import state
real = state.plan_build
def plan_build(*given, **named):
    print('KẾ HOẠCH', flush=True)
    return real(*given, **named)
state.plan_build = plan_build
from conglang.cli import main
raise SystemExit(main())
"""
"""The command that prints a line whenever it plans the portal."""

HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
LONG = "\n\n".join(f"Đoạn {number} của một bài dài, để có chỗ mà cuộn trang xuống." for number in range(80))
MOT, HAI = "content/tin/mot/index.md", "content/tin/hai/index.md"


class Served:
    """A running preview."""

    def __init__(self, portal: Portal, *options: str, command: str = COMMAND, waiting_for: str = "Ctrl-C") -> None:
        self.port = free_port()
        self.host = options[options.index("--host") + 1] if "--host" in options else "127.0.0.1"
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-c", command, "serve", "--site", str(portal.site), "--port", str(self.port), *options],
            cwd=ROOT,
            start_new_session=True,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.listener = Thread(target=self.listen, daemon=True)
        self.listener.start()
        until(lambda: waiting_for in self.said or self.process.poll() is not None)
        assert self.process.poll() is None, self.said

    @property
    def said(self) -> str:
        """What the terminal shows."""
        return "".join(self.lines)

    def listen(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(iter(self.process.stdout.readline, ""))

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}:{self.port}{path}"

    def ask(self, path: str, method: str = "GET", body: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of an answer; header names are written with underscores."""
        with closing(http.client.HTTPConnection(self.host, self.port, timeout=DEADLINE)) as connection:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body.encode() or None, named)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode("utf-8", "replace")

    def text(self, path: str) -> str:
        return self.ask(path)[2]

    def end(self) -> int:
        """Interrupt it as Ctrl-C does; returns the exit status."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)  # A terminal interrupts the processes below it as well.
        status = self.process.wait(DEADLINE)
        self.listener.join(DEADLINE)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return status


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def jpeg() -> bytes:
    """A small photo."""
    held = io.BytesIO()
    Image.new("RGB", (640, 480), "navy").save(held, "JPEG")
    return held.getvalue()


def until(happened: Callable[[], object]) -> None:
    """Wait for something, and fail where it does not happen."""
    deadline = time.monotonic() + DEADLINE
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


@contextmanager
def serving(portal: Portal, *options: str, command: str = COMMAND) -> Iterator[Served]:
    served = Served(portal, *options, command=command)
    try:
        yield served
    finally:
        assert served.end() == 0, served.said
        assert "Traceback" not in served.said


@pytest.fixture
def filled(portal: Portal) -> Portal:
    """A portal with a long article, another one, and one that is a draft."""
    portal.article("tin/mot", f"Mở đầu.\n\nCâu cũ.\n\n{LONG}\n", title="Bài một")
    portal.article("tin/hai", "Mở đầu.\n\nBài hai nói gì.\n", title="Bài hai")
    portal.article("tin/nhap", "Chưa xong.\n", title="Bài nháp", draft="true")
    portal.article("tin/mai", "Ngày mai.\n", title="Bài mai", date="2099-01-02 08:30")
    return portal


@pytest.fixture
def served(filled: Portal) -> Iterator[Served]:
    with serving(filled) as served:
        yield served


@contextmanager
def looking(browser: Browser, served: Served, path: str, *, width: int = 1000) -> Iterator[Page]:
    """A browser that shows a page and is connected; a request to another machine fails the test."""
    page = browser.new_page(viewport={"width": width, "height": 700})
    outside: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: outside.append(request.url) if f"//{served.host}:" not in request.url else None)
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    page.add_init_script("document.addEventListener('LiveReloadConnect', () => { window.connected = true; });")
    page.goto(served.url(path))
    page.wait_for_function("window.connected === true")
    try:
        yield page
        assert (outside, problems) == ([], [])
    finally:
        page.close()


def panel(page: Page) -> str:
    """The text of the panel, empty where there is none."""
    return str(
        page.evaluate("(document.querySelector('preview-panel')?.shadowRoot.querySelector('.panel')?.innerText ?? '')")
    )


def wait_for_text(page: Page, text: str) -> None:
    page.wait_for_function("text => document.body.innerText.includes(text)", arg=text, timeout=DEADLINE * 1000)


# ---- the server ----------------------------------------------------------------------------------------------------


def test_pages_come_with_their_kind_and_are_never_kept(served: Served) -> None:
    kinds = {
        "/": "text/html; charset=utf-8",
        "/2024/03/mot/": "text/html; charset=utf-8",
        "/feed.xml": "application/xml; charset=utf-8",
        "/assets/css/site.css": "text/css; charset=utf-8",
        "/assets/img/icon.svg": "image/svg+xml",
        "/sitemap.xml": "application/xml; charset=utf-8",
        "/livereload.js": "application/javascript",
    }
    answers = {path: served.ask(path) for path in kinds}
    assert {path: (status, headers["Content-Type"]) for path, (status, headers, _) in answers.items()} == {
        path: (200, kind) for path, kind in kinds.items()
    }
    assert {headers["Cache-Control"] for _, headers, _ in answers.values()} == {"no-store"}


def test_an_unknown_address_gets_the_page_for_that_and_a_folder_its_slash(served: Served) -> None:
    status, _, text = served.ask("/khong-co/")
    assert (status, "preview.js" in text, "<main" in text) == (404, True, True)
    assert served.ask("/2024/03/mot")[:1] == (302,)
    assert served.ask("/2024/03/mot")[1]["Location"] == "/2024/03/mot/"
    assert served.ask("/../../etc/passwd")[0] == 404
    assert served.ask("/%2e%2e/%2e%2e/config.toml")[0] == 404


def test_a_portal_below_a_path_is_served_there_and_follows(filled: Portal, browser: Browser) -> None:
    filled.edit("config.toml", "https://thu.example", "https://thu.example/xa")
    with serving(filled) as served:
        assert served.ask("/")[1]["Location"] == "/xa/"
        assert served.ask("/xa/2024/03/mot/")[0] == 200
        assert served.ask("/2024/03/mot/")[0] == 404
        style = re.findall(r'rel="stylesheet" href="([^"]+)"', served.text("/xa/"))[0]
        assert (style, served.ask(style)[0]) == ("/xa/assets/css/site.css", 200)
        with looking(browser, served, "/xa/2024/03/mot/") as page:
            filled.edit(MOT, "Câu cũ.", "Câu ở đường dẫn con.")
            wait_for_text(page, "Câu ở đường dẫn con.")
            filled.write("assets/css/site.css", "main { color: rgb(7, 7, 7) }")
            page.wait_for_function("getComputedStyle(document.querySelector('main')).color === 'rgb(7, 7, 7)'")


@pytest.mark.parametrize(
    "headers",
    (
        {"Host": "dich.example"},
        {"Origin": "http://dich.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"},
    ),
)
@pytest.mark.parametrize("path", ("/", "/__preview/status.json", "/__preview/", "/livereload.js"))
def test_other_origins_are_refused(served: Served, path: str, headers: dict[str, str]) -> None:
    assert served.ask(path, **headers)[0] == 403


@pytest.mark.parametrize(("origin", "status"), (("http://dich.example", 403), ("own", 101)))
def test_a_foreign_page_cannot_listen(served: Served, origin: str, status: int) -> None:
    with closing(socket.create_connection(("127.0.0.1", served.port), DEADLINE)) as one:
        own = f"http://127.0.0.1:{served.port}"
        lines = (
            "GET /livereload HTTP/1.1",
            f"Host: 127.0.0.1:{served.port}",
            f"Origin: {own if origin == 'own' else origin}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
        )
        one.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        assert int(one.recv(200).split()[1]) == status


def test_a_file_is_opened_only_for_who_has_the_token_and_only_in_the_content(
    filled: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = tmp_path / "opened"
    opener = tmp_path / "bin" / ("open" if sys.platform == "darwin" else "xdg-open")
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\necho "$1" >> "{opened}"\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{opener.parent}{os.pathsep}{os.environ['PATH']}")
    with serving(filled) as served:
        token = json.loads(served.text("/__preview/status.json"))["token"]

        def ask(path: str, token: str) -> int:
            return served.ask("/__preview/open", "POST", json.dumps({"path": path}), X_Preview_Token=token)[0]

        assert ask(MOT, "") == 403
        assert ask(MOT, "x" * len(token)) == 403
        assert ask("config.toml", token) == 404
        assert ask("content/../config.toml", token) == 404
        assert ask("/etc/passwd", token) == 404
        assert not opened.exists()
        assert ask(MOT, token) == 204
        until(opened.exists)
        until(lambda: opened.read_text().strip() == str((filled.site / MOT).resolve()))
        assert served.ask("/__preview/open")[0] == 405


def test_a_busy_port_is_reported_with_the_next_free_one(served: Served, filled: Portal) -> None:
    found = subprocess.run(
        [sys.executable, "-c", COMMAND, "serve", "--site", str(filled.site), "--port", str(served.port)],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=DEADLINE,
    )
    assert found.returncode == 2
    named = re.search(rf"{served.port}.*--port (\d+)", found.stdout + found.stderr)
    assert named is not None and int(named[1]) > served.port
    assert "Traceback" not in found.stdout + found.stderr


def test_an_interruption_while_all_is_read_ends_everything(filled: Portal) -> None:
    for number in range(450):  # So many that processes share the reading.
        filled.article(f"kho/bai-{number}", title=f"Bài số {number}")
    served = Served(filled, "--jobs", "2", command=SLOW, waiting_for="ĐỌC")
    assert (served.end(), "Traceback" in served.said, "Đã dừng xem trước." in served.said) == (0, False, True)
    with pytest.raises(ProcessLookupError):
        os.killpg(served.process.pid, 0)


def test_the_output_of_the_portal_is_never_touched(filled: Portal) -> None:
    output = filled.site / "output"
    output.mkdir()
    (output / "cua-toi.txt").write_text("của tôi")
    with serving(filled) as served:
        filled.edit(MOT, "Câu cũ.", "Câu mới.")
        until(lambda: "Câu mới." in served.text("/2024/03/mot/"))
    assert [path.name for path in output.iterdir()] == ["cua-toi.txt"]
    assert [path.name for path in (filled.site / ".cache").iterdir()] == ["preview"]


def test_withheld_articles_are_listed_and_their_pages_say_so(filled: Portal) -> None:
    filled.article("tin/cho", "Bài chờ.\n", title="Bài chờ <b>duyệt</b>", status="review")
    with serving(filled, "--now", NOW) as served:
        text = served.text("/__preview/")
        for title in ("Bài nháp", "Bài mai", "Bài chờ &lt;b&gt;duyệt&lt;/b&gt;"):
            assert title in text
        assert "Bài một" not in text
        assert 'data-state="Bài nháp"' in served.text("/2024/03/nhap/")
        assert "02/01/2099" in served.text("/2099/01/mai/") or "2/1/2099" in served.text("/2099/01/mai/")
        assert 'data-state=""' in served.text("/2024/03/mot/")


def test_the_dashboard_lists_what_is_withheld_what_comes_next_and_what_is_wrong(filled: Portal) -> None:
    filled.article("tin/duyet", title="Bài chờ duyệt", status="review")
    filled.article("tin/cam", title="Bài cấm trước", embargo="2026-12-01 06:00")
    filled.article("tin/noi-bat", title="Bài nổi bật", featured="2026-12-20")
    filled.article("tin/het", title="Bài sắp gỡ", expires="2026-12-24")
    filled.article("tin/da-het", title="Bài đã gỡ", expires="2025-01-01")
    filled.write("content/tin/hai/anh.jpg", jpeg())
    filled.edit(HAI, "Bài hai nói gì.", "![](anh.jpg)")
    with serving(filled, "--now", NOW) as served:
        found = headings(served.text("/__preview/"))
    assert {title: len(lines) for title, lines in found.items()} == {
        "Bài nháp": 1,
        "Chờ duyệt": 1,
        "Chưa được đăng trước": 1,
        "Hẹn giờ đăng": 1,
        "Đã hết hạn": 1,
        "Sắp tới": 4,
        "Ảnh chưa có chú thích": 1,
    }
    assert 'href="/2024/03/cam/"' in found["Chưa được đăng trước"][0]
    assert [re.findall(r">(Bài[^<]+)</a>.*(\d+/\d+/\d+).*: ([^·]+) ·", line)[0] for line in found["Sắp tới"]] == [
        ("Bài cấm trước", "1/12/2026", "được đăng"),
        ("Bài nổi bật", "0/12/2026", "thôi nổi bật"),
        ("Bài sắp gỡ", "4/12/2026", "hết hạn"),
        ("Bài mai", "2/1/2099", "được đăng"),
    ]
    assert HAI in found["Ảnh chưa có chú thích"][0]


def headings(page: str) -> dict[str, list[str]]:
    """The lists of the dashboard by their headings."""
    return {
        title: re.findall("<li>(.*?)</li>", rest.partition("<h2")[0], re.DOTALL)
        for title, rest in re.findall(r"<h2[^>]*>(.*?) \(\d+\)</h2>(.*?)(?=<h2|</main>)", page, re.DOTALL)
    }


@pytest.mark.parametrize("language", ("vi", "en"))
def test_the_terminal_reports_what_is_wrong_and_when_it_is_corrected(filled: Portal, language: str) -> None:
    filled.edit("config.toml", "[site]", f'[site]\nlanguage = "{language}"')
    with serving(filled) as served:
        filled.edit(MOT, "category: thoi-su", "category: khong-co")
        until(lambda: "[unknown-category]" in served.said and f"{MOT}:6:11" in served.said)
        filled.edit(MOT, "category: khong-co", "category: thoi-su")
        until(lambda: ("Đã hết lỗi." if language == "vi" else "All errors are fixed.") in served.said)


# ---- saves ---------------------------------------------------------------------------------------------------------


def by_rename(file: Path, text: str) -> None:
    beside = file.with_name("4913")
    beside.write_text(text, "utf-8")
    beside.replace(file)


def by_truncation(file: Path, text: str) -> None:
    with file.open("w", encoding="utf-8") as open_file:
        open_file.flush()
        time.sleep(0.05)
        open_file.write(text)


def by_backup(file: Path, text: str) -> None:
    file.rename(file.with_name(file.name + "~"))
    time.sleep(0.05)
    file.write_text(text, "utf-8")


def by_removal(file: Path, text: str) -> None:
    file.unlink()
    time.sleep(0.1)
    file.write_text(text, "utf-8")


@pytest.mark.parametrize("save", (by_rename, by_truncation, by_backup, by_removal))
def test_every_way_of_saving_leads_to_the_page_and_to_no_error_on_the_way(
    filled: Portal, served: Served, save: Callable[[Path, str], None]
) -> None:
    file = filled.site / MOT
    for turn in range(3):
        text = re.sub("Câu .*\\.", f"Câu lần {turn}.", file.read_text("utf-8"), count=1)
        save(file, text)
        until(lambda: f"Câu lần {turn}." in served.text("/2024/03/mot/"))  # noqa: B023
    assert "lỗi[" not in served.said


@pytest.mark.parametrize("longer", (False, True))
def test_a_file_that_another_program_holds_is_read_when_it_is_free(
    filled: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, longer: bool
) -> None:
    lock = tmp_path / "lock"
    monkeypatch.setenv("LOCK", str(lock))
    monkeypatch.setenv("LOCKED", os.pathsep.join(("index.md", "config.toml")))
    with serving(filled, command=LOCKABLE) as served:
        lock.touch()
        filled.edit(MOT, "Câu cũ.", "Câu sau khi khóa.")
        if longer:
            until(lambda: "[unreadable-file]" in served.said)
            filled.edit("config.toml", "Cổng thử", "Cổng đổi tên")
            until(lambda: served.said.count("[unreadable-file]") == 2)
        else:
            time.sleep(0.2)
        assert "Câu cũ." in served.text("/2024/03/mot/")
        lock.unlink()
        until(lambda: "Câu sau khi khóa." in served.text("/2024/03/mot/"))
        until(lambda: not longer or "Cổng đổi tên" in served.text("/2024/03/mot/"))
        until(lambda: json.loads(served.text("/__preview/status.json"))["counts"]["errors"] == 0)
        assert longer or "lỗi[" not in served.said


def test_a_photo_that_nothing_here_reads_is_reported_and_shown_when_the_decoder_is_installed(
    filled: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: Browser
) -> None:
    installed = tmp_path / "installed"
    monkeypatch.setenv("LOCK", str(installed))
    monkeypatch.setenv("LOCKED", "")
    with serving(filled, command=LOCKABLE) as served, looking(browser, served, "/2024/03/mot/") as page:
        filled.write("content/tin/mot/IMG_1.HEIC", HEIC)
        filled.edit(MOT, "Câu cũ.", "Câu mới.\n\n![Cổng làng](IMG_1.HEIC)")
        until(lambda: "heic-without-extra" in panel(page))
        assert "build.py --yes" in panel(page) and "pip install pillow-heif" in panel(page)
        filled.edit(HAI, "Bài hai nói gì.", "Không ai chờ ai.")  # Nobody is asked anything: saves go on.
        until(lambda: "Không ai chờ ai." in served.text("/2024/03/hai/"))
        filled.write("content/tin/mot/IMG_1.HEIC", jpeg())  # What a phone calls HEIC may be a JPEG.
        until(lambda: not panel(page))
        wait_for_text(page, "Câu mới.")
        filled.write("content/tin/mot/IMG_1.HEIC", HEIC)
        until(lambda: "heic-without-extra" in panel(page))
        installed.touch()
        until(lambda: panel(page) and "heic-without-extra" not in panel(page))  # The photo of this test is none.


def test_a_name_that_changes_in_case_alone_leads_to_the_page(filled: Portal, served: Served) -> None:
    filled.write("content/tin/mot/Anh.jpg", jpeg())
    filled.edit(MOT, "Câu cũ.", "![Cổng làng](Anh.jpg)")
    until(lambda: "Cổng làng" in served.text("/2024/03/mot/"))
    photo = re.findall(r"/media/[\w/.-]+", served.text("/2024/03/mot/"))[0]
    filled.move("content/tin/mot", "content/tin/MOT")
    until(lambda: '"content/tin/MOT/index.md"' in served.text("/2024/03/mot/"))
    filled.move("content/tin/MOT/Anh.jpg", "content/tin/MOT/anh.jpg")
    filled.edit("content/tin/MOT/index.md", "Anh.jpg", "anh.jpg")
    filled.move("content/tin/MOT/index.md", "content/tin/MOT/Index.md")
    until(lambda: '"content/tin/MOT/Index.md"' in served.text("/2024/03/mot/"))
    until(lambda: json.loads(served.text("/__preview/status.json"))["counts"] == {"errors": 0, "warnings": 0})
    assert (served.ask(photo)[0], photo in served.text("/2024/03/mot/")) == (200, True)


@pytest.mark.parametrize("folder", ("content/tin", "content"))
def test_a_folder_that_is_deleted_and_made_again_is_followed(filled: Portal, served: Served, folder: str) -> None:
    aside = filled.site.parent / "aside"
    for turn in range(2):
        (filled.site / folder).rename(aside)
        until(lambda: served.ask("/2024/03/mot/")[0] == 404)
        shutil.copytree(aside, filled.site / folder)
        shutil.rmtree(aside)
        until(lambda: served.ask("/2024/03/mot/")[0] == 200)
        filled.edit(MOT, "Mở đầu.", f"Mở đầu. Lần {turn}.")
        until(lambda: f"Lần {turn}." in served.text("/2024/03/mot/"))  # noqa: B023


def test_a_saved_gazetteer_is_shown_and_a_broken_one_leaves_the_places(filled: Portal, served: Served) -> None:
    filled.edit("content/localities.toml", 'name = "An"', 'name = "Yên"')
    until(lambda: "Tỉnh Yên" in served.text("/2024/03/mot/"))
    filled.edit("content/localities.toml", 'kind = "tinh"', 'kind = "tinhh"')
    until(lambda: "content/localities.toml:4:8" in served.said)
    assert "Tỉnh Yên" in served.text("/2024/03/mot/")
    filled.edit("content/localities.toml", 'kind = "tinhh"', 'kind = "thanh-pho"')
    until(lambda: "Thành phố Yên" in served.text("/2024/03/mot/"))
    assert json.loads(served.text("/__preview/status.json"))["counts"]["errors"] == 0


def test_folders_that_come_go_and_change_their_names_are_followed(filled: Portal, served: Served) -> None:
    filled.article("muc-moi/sau/ba", "Bài ba.\n", title="Bài ba")
    until(lambda: served.ask("/2024/03/ba/")[0] == 200)
    filled.move("content/muc-moi/sau/ba", "content/muc-moi/sau/bon")
    until(lambda: (served.ask("/2024/03/ba/")[0], served.ask("/2024/03/bon/")[0]) == (404, 200))
    filled.move("content/muc-moi/sau/bon/index.md", "content/muc-moi/sau/bon/INDEX.md")
    filled.remove("content/muc-moi")
    until(lambda: served.ask("/2024/03/bon/")[0] == 404)


def test_templates_configuration_gazetteer_and_assets_need_no_restart(filled: Portal, served: Served) -> None:
    filled.write("templates/parts/footer.html", "<footer>Chân trang riêng</footer>")  # The folder is new.
    until(lambda: "Chân trang riêng" in served.text("/2024/03/mot/"))
    filled.edit("config.toml", "Cổng thử", "Cổng đã đổi tên")
    until(lambda: "Cổng đã đổi tên" in served.text("/2024/03/mot/"))
    filled.edit("content/localities.toml", 'name = "An"', 'name = "Yên"')
    until(lambda: "Tỉnh Yên" in served.text("/2024/03/mot/"))
    filled.write("assets/css/site.css", "main { color: green }")
    until(lambda: served.text("/assets/css/site.css") == "main { color: green }")
    filled.remove("templates")
    until(lambda: "Chân trang riêng" not in served.text("/2024/03/mot/"))


def test_a_burst_of_saves_ends_in_the_state_of_the_disk(filled: Portal, served: Served) -> None:
    for number in range(60):
        filled.article(f"kho/bai-{number}", f"Bài số {number}.\n", title=f"Bài số {number}")
    until(lambda: all(served.ask(f"/2024/03/bai-{number}/")[0] == 200 for number in range(60)))
    filled.remove("content/kho")
    until(lambda: served.ask("/2024/03/bai-7/")[0] == 404)


def test_a_burst_of_saves_is_one_rebuild(filled: Portal, tmp_path: Path) -> None:
    names = [f"bai-{number}" for number in range(200)]
    with serving(filled, command=COUNTED) as served:
        for number, name in enumerate(names):  # As slowly as a large checkout: it takes half a second.
            filled.article(f"kho/{name}", f"Bài số {number}.\n", title=f"Bài số {number}")
            time.sleep(0.0025)
        until(lambda: all(served.ask(f"/2024/03/{name}/")[0] == 200 for name in names))
        until(lambda: served.said.count("KẾ HOẠCH") > 1)  # Once at the start.
        time.sleep(1)
        assert served.said.count("KẾ HOẠCH") <= 3  # A machine that stands still for a moment makes two bursts of it.


def test_a_drive_that_reports_no_changes_is_polled(filled: Portal) -> None:
    with serving(filled, "--poll") as served:
        file = filled.site / MOT
        text = file.read_text("utf-8")
        file.write_text(text.replace("Câu cũ.", "Câu trên ổ đĩa mạng."), "utf-8")
        until(lambda: "Câu trên ổ đĩa mạng." in served.text("/2024/03/mot/"))
        second = int(file.stat().st_mtime) * 10**9
        file.write_text(text.replace("Câu cũ.", "Câu cùng một giây."), "utf-8")
        os.utime(file, ns=(second, second))
        until(lambda: "Câu cùng một giây." in served.text("/2024/03/mot/"))


def test_a_cache_deleted_under_way_costs_time_and_nothing_else(filled: Portal, served: Served) -> None:
    shutil.rmtree(filled.site / ".cache")
    filled.edit(MOT, "Câu cũ.", "Câu sau khi xóa.")
    until(lambda: "Câu sau khi xóa." in served.text("/2024/03/mot/"))
    filled.edit(HAI, "title: Bài hai", "title: Tít sau khi xóa")
    until(lambda: "Tít sau khi xóa" in served.text("/"))


def test_a_preview_that_begins_again_shows_the_same_and_no_page_of_yesterday(filled: Portal) -> None:
    with serving(filled) as served:
        before = served.text("/2024/03/mot/")
    with serving(filled) as served:
        assert served.text("/2024/03/mot/") == before
    filled.edit(MOT, "Câu cũ.", "Câu của hôm nay.")
    with serving(filled) as served:
        assert "Câu của hôm nay." in served.text("/2024/03/mot/")


# ---- the browser ---------------------------------------------------------------------------------------------------


def test_a_save_shows_without_a_reload_and_the_page_stays_where_it_was(
    filled: Portal, served: Served, browser: Browser
) -> None:
    with looking(browser, served, "/2024/03/mot/") as page:
        page.evaluate("window.mark = 'cùng một trang'; window.scrollTo(0, 900)")
        page.wait_for_function("window.scrollY === 900")
        filled.edit(MOT, "Câu cũ.", "Câu mới tinh.")
        wait_for_text(page, "Câu mới tinh.")
        assert page.evaluate("[window.mark, window.scrollY]") == ["cùng một trang", 900]
        filled.edit(MOT, "Bài một", "Tít đã sửa")
        page.wait_for_function("document.title.startsWith('Tít đã sửa')")
        assert page.evaluate("window.mark") == "cùng một trang"


def test_fifty_saves_in_a_second_end_on_the_last_text(filled: Portal, served: Served, browser: Browser) -> None:
    with looking(browser, served, "/2024/03/mot/") as page:
        file = filled.site / MOT
        text = file.read_text("utf-8")
        for number in range(50):
            file.write_text(text.replace("Câu cũ.", f"Câu số {number}."), "utf-8")
            time.sleep(0.02)
        wait_for_text(page, "Câu số 49.")
        file.write_text(text, "utf-8")
        wait_for_text(page, "Câu cũ.")


def test_a_page_that_was_saved_before_it_could_listen_catches_up(
    filled: Portal, served: Served, browser: Browser
) -> None:
    page = browser.new_page()

    def held_up(route: Route) -> None:
        filled.edit(MOT, "Câu cũ.", "Câu lỡ tàu.")
        until(lambda: "Câu lỡ tàu." in served.text("/2024/03/mot/"))
        route.continue_()

    page.route("**/livereload.js", held_up)
    page.goto(served.url("/2024/03/mot/"))
    wait_for_text(page, "Câu lỡ tàu.")
    page.close()


def test_another_article_leaves_the_page_alone(filled: Portal, served: Served, browser: Browser) -> None:
    with looking(browser, served, "/2024/03/mot/") as page:
        page.evaluate(
            "window.updates = 0; document.addEventListener('preview:updated', () => { window.updates += 1; })"
        )
        filled.edit(HAI, "Bài hai nói gì.", "Bài hai nói khác.")
        until(lambda: "Bài hai nói khác." in served.text("/2024/03/hai/"))
        filled.edit(MOT, "Câu cũ.", "Câu mới.")
        wait_for_text(page, "Câu mới.")
        assert page.evaluate("[window.updates, location.pathname]") == [1, "/2024/03/mot/"]


def test_the_browser_goes_to_what_was_saved_where_that_is_asked_for(filled: Portal, browser: Browser) -> None:
    with serving(filled, "--follow") as served, looking(browser, served, "/2024/03/mot/") as page:
        filled.edit(HAI, "Bài hai nói gì.", "Bài hai nói khác.")
        page.wait_for_url("**/2024/03/hai/")
        wait_for_text(page, "Bài hai nói khác.")


def test_a_title_reaches_the_list_on_the_screen(filled: Portal, served: Served, browser: Browser) -> None:
    with looking(browser, served, "/chuyen-muc/thoi-su/") as page:
        page.evaluate("window.mark = 1")
        filled.edit(HAI, "title: Bài hai", "title: Tít vừa đổi")
        wait_for_text(page, "Tít vừa đổi")
        assert page.evaluate("window.mark") == 1


def test_a_style_sheet_is_swapped_under_the_page(filled: Portal, served: Served, browser: Browser) -> None:
    filled.write("assets/css/site.css", "main { color: rgb(1, 2, 3) }")
    until(lambda: "rgb(1, 2, 3)" in served.text("/assets/css/site.css"))
    colour = "getComputedStyle(document.querySelector('main')).color"
    with looking(browser, served, "/2024/03/mot/") as page:
        page.wait_for_function(f"{colour} === 'rgb(1, 2, 3)'")
        page.evaluate("window.mark = 'cùng một trang'; window.scrollTo(0, 500)")
        for turn in (4, 5):
            filled.write("assets/css/site.css", f"main {{ color: rgb({turn}, {turn}, {turn}) }}")
            page.wait_for_function(f"{colour} === 'rgb({turn}, {turn}, {turn})'")
        assert page.evaluate("[window.mark, window.scrollY]") == ["cùng một trang", 500]


def test_the_panel_comes_with_an_error_and_goes_when_it_is_corrected(
    filled: Portal, served: Served, browser: Browser
) -> None:
    with looking(browser, served, "/2024/03/mot/") as page:
        page.evaluate("window.mark = 1; window.scrollTo(0, 300)")
        filled.edit(MOT, "category: thoi-su", "category: <b>thơi sự</b>")
        until(lambda: panel(page))
        text = panel(page)
        for part in (f"{MOT}:6:11", "unknown-category", "<b>thơi sự</b>", "^^^", "cách sửa"):
            assert part in text
        assert "Câu cũ." in page.inner_text("main")
        with looking(browser, served, "/") as other:
            until(lambda: "unknown-category" in panel(other))
        filled.edit(MOT, "category: <b>thơi sự</b>", "category: thoi-su")
        until(lambda: not panel(page))
        assert page.evaluate("[window.mark, window.scrollY]") == [1, 300]


def test_warnings_lie_in_a_tray_and_drafts_wear_a_ribbon(filled: Portal, served: Served, browser: Browser) -> None:
    inside = "document.querySelector('preview-panel')?.shadowRoot.querySelector('{}')?.textContent ?? ''"
    with looking(browser, served, "/2024/03/nhap/") as page:
        page.wait_for_function(f"({inside.format('.ribbon')}) === 'Bài nháp'")
        Image.new("RGB", (640, 480), "navy").save(filled.site / "content/tin/nhap/anh.jpg")
        filled.edit("content/tin/nhap/index.md", "Chưa xong.", "Chưa xong.\n\n![](anh.jpg)")
        page.wait_for_function(f"({inside.format('.tray')}).includes('photo-without-caption')")
        page.wait_for_function("[...document.images].some(one => one.naturalWidth > 0 && one.src.includes('/media/'))")
        assert panel(page) == ""
        filled.edit("content/tin/nhap/index.md", "draft: true\n", "")
        page.wait_for_function(f"({inside.format('.ribbon')}) === ''")


def test_links_to_what_readers_do_not_see_yet_are_marked(filled: Portal, served: Served, browser: Browser) -> None:
    mark = "getComputedStyle(document.querySelector('main a[href=\"{}\"]:not([aria-hidden])'), '::after').content"
    with looking(browser, served, "/chuyen-muc/thoi-su/") as page:
        page.wait_for_function(f"{mark.format('/2024/03/nhap/')} === '\"Bài nháp\"'")
        assert "2/1/2099" in page.evaluate(mark.format("/2099/01/mai/"))
        assert page.evaluate(mark.format("/2024/03/mot/")) == "none"
        before = page.inner_html("main")
        filled.edit("content/tin/nhap/index.md", "draft: true\n", "")
        page.wait_for_function(f"{mark.format('/2024/03/nhap/')} === 'none'")
        assert page.inner_html("main") == before


def test_a_page_without_a_head_follows_too(filled: Portal, browser: Browser) -> None:
    filled.write("templates/not_found.html", "<p>Không có gì ở đây.")
    with serving(filled) as served, looking(browser, served, "/khong-co/") as page:
        filled.write("templates/not_found.html", "<p>Vẫn không có gì.")
        wait_for_text(page, "Vẫn không có gì.")


def test_several_browsers_and_a_phone_on_another_address_follow_together(filled: Portal, browser: Browser) -> None:
    with serving(filled, "--host", "127.0.0.2") as served:
        assert f"http://127.0.0.2:{served.port}/" in served.said
        with (
            looking(browser, served, "/2024/03/mot/") as one,
            looking(browser, served, "/2024/03/mot/", width=360) as phone,
            looking(browser, served, "/chuyen-muc/thoi-su/") as category,
            looking(browser, served, "/") as home,
        ):
            filled.edit(MOT, "title: Bài một", "title: Tít cho mọi người")
            filled.edit(MOT, "Câu cũ.", "Câu cho mọi người.")
            for page in (one, phone):
                wait_for_text(page, "Câu cho mọi người.")
            for page in (one, phone, category, home):
                wait_for_text(page, "Tít cho mọi người")


def test_a_page_whose_address_changes_is_followed_to_the_new_one(
    filled: Portal, served: Served, browser: Browser
) -> None:
    with looking(browser, served, "/2024/03/mot/") as page:
        filled.edit(MOT, "date: 2024-03-21", "date: 2023-01-21")
        page.wait_for_url("**/2023/01/mot/")
        filled.edit(MOT, "Câu cũ.", "Câu ở chỗ mới.")
        wait_for_text(page, "Câu ở chỗ mới.")


def test_the_dashboard_on_the_screen_is_kept_up_to_date(filled: Portal, served: Served, browser: Browser) -> None:
    with looking(browser, served, "/__preview/") as page:
        page.evaluate("window.mark = 1")
        filled.article("tin/duyet", title="Bài vừa xong", status="review")
        wait_for_text(page, "Bài vừa xong")
        filled.edit("content/tin/duyet/index.md", "status: review\n", "")
        page.wait_for_function("!document.body.innerText.includes('Bài vừa xong')")
        assert page.evaluate("window.mark") == 1
