"""The server of the preview: the only door to livereload and tornado.

It speaks livereload's protocol with livereload's script and handler, and answers everything else from the session. Only this
machine is listened to unless a host is named; a page of another origin gets nothing, whatever it asks and however. A
browser tells which page it shows in which version, so it hears of every change of that page and of no other.
"""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import json
import secrets
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler

from conglang.preview.responses import Reply, kind_of

HERE = Path(__file__).resolve().parent
OWN = "/__preview/"
PHOTOS = (".webp", ".avif", ".jpg", ".jpeg", ".png")
AT_ONCE = 2
"""Photos that are made at a time."""

Answer = Callable[[str], Reply]


class ServerState:
    """What the handlers work with: who answers, who is connected, who may ask."""

    def __init__(
        self,
        answer: Answer,
        early: Callable[[str], Reply | None],
        status: Callable[[], dict[str, Any]],
        open_file: Callable[[str], bool],
        address: Callable[[str], str],
        *,
        host: str,
    ) -> None:
        self.answer = answer
        self.early = early
        self.status = status
        self.open_file = open_file
        self.address = address
        self.host = host
        self.loaded = asyncio.Event()
        self.token = secrets.token_urlsafe(24)
        self.browsers: set[Browser] = set()
        self.photos = asyncio.Semaphore(AT_ONCE)

    def tell(self, paths: Iterable[str] = (), *, status: bool = False, follow: str = "") -> None:
        """Tell every browser what concerns it: its page where that differs, files that changed, the state of the portal."""
        listed = tuple(paths)
        answers: dict[str, Reply] = {}
        for browser in tuple(self.browsers):
            if browser.page not in answers:
                answers[browser.page] = self.answer(browser.page)
            moved = self.address(browser.source) if answers[browser.page].status == 404 else ""
            if moved:
                browser.reload(f"{OWN}follow?{moved}")
                continue
            differs = browser.catch_up(answers[browser.page].version)
            for path in (*listed, *([f"{OWN}status"] if status else [])):
                browser.reload(path)
            if follow and not differs and browser.page != unquote(follow):
                browser.reload(f"{OWN}follow?{follow}")

    def may_ask(self, host: str, origin: str | None) -> bool:
        """Whether somebody is answered."""
        return may_ask(host, origin, bound=self.host)


class Guarded(RequestHandler):
    """Answers nobody but pages of ours, and lets nothing be kept."""

    server: ServerState

    def initialize(self, server: ServerState) -> None:
        """Take the desk that all handlers share."""
        self.server = server

    def set_default_headers(self) -> None:
        """What every answer bears."""
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("X-Frame-Options", "SAMEORIGIN")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def prepare(self) -> None:
        """Refuse other origins before anything is done."""
        headers = self.request.headers
        embedded = is_embedded(headers.get("Sec-Fetch-Site"), headers.get("Sec-Fetch-Mode"))
        if embedded or not self.server.may_ask(self.request.host, headers.get("Origin")):
            raise HTTPError(403)

    def write_error(self, status_code: int, **_: Any) -> None:
        """A refusal says nothing but its number."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(str(status_code))

    def compute_etag(self) -> None:
        """No answer is ever the one from before."""


class PageHandler(Guarded):
    """Pages, assets, photos, documents."""

    async def get(self, path: str) -> None:
        """Answer an address of the portal."""
        wanted = f"/{path}"
        found = self.server.early(wanted) if not self.server.loaded.is_set() else None
        if found is None:
            await self.server.loaded.wait()
            found = await self.made(wanted)
        self.set_status(found.status)
        if found.location:
            self.set_header("Location", found.location)
            return
        self.set_header("Content-Type", found.kind)
        self.set_header("Content-Length", str(len(found.data)))
        if self.request.method != "HEAD":
            self.write(found.data)

    head = get

    async def made(self, wanted: str) -> Reply:
        """The answer of the session."""
        if wanted.lower().endswith(PHOTOS):  # Making one takes a moment, in which pages are to be answered.
            async with self.server.photos:
                return await asyncio.to_thread(self.server.answer, wanted)
        return self.server.answer(wanted)


class OwnHandler(Guarded):
    """The script and the style sheet of the preview, and the state of the portal."""

    def get(self, name: str) -> None:
        """Answer with one of our own files."""
        if name == "status.json":
            local = is_loopback(self.request.remote_ip or "")
            self.write({**self.server.status(), "token": self.server.token if local else ""})
            return
        self.set_header("Content-Type", kind_of(name))
        self.write((HERE / name).read_bytes())


class OpenHandler(Guarded):
    """Opens a file of the content in the editor of this machine, for somebody who sits at it."""

    def post(self) -> None:
        """Open the file that is named; who cannot show the token, or asks from elsewhere, is refused."""
        given = self.request.headers.get("X-Preview-Token", "")
        if not hmac.compare_digest(given, self.server.token) or not is_loopback(self.request.remote_ip or ""):
            raise HTTPError(403)
        try:
            path = str(json.loads(self.request.body)["path"])
        except (ValueError, KeyError, TypeError):
            raise HTTPError(400) from None
        if not self.server.open_file(path):
            raise HTTPError(404)
        self.set_status(204)


class ScriptHandler(Guarded, LiveReloadJSHandler):  # type: ignore[misc]
    """livereload's own script."""


class Browser(LiveReloadHandler):  # type: ignore[misc]
    """A page on a screen: which one, of which content file, and the version of it that it has or was told of."""

    def initialize(self, server: ServerState) -> None:
        """Take the desk that all handlers share."""
        self.server = server
        self.page = ""
        self.source = ""
        self.version = ""

    def prepare(self) -> None:
        """Refuse a foreign name of this machine."""
        if not self.server.may_ask(self.request.host, self.request.headers.get("Origin")):
            raise HTTPError(403)

    def check_origin(self, origin: str) -> bool:
        """Whether a page of this origin may listen: livereload itself lets everybody."""
        return self.server.may_ask(self.request.host, origin)

    def on_message(self, message: str | bytes) -> None:
        """Shake hands as livereload does; then hear which page this is, and tell it what it has missed."""
        try:
            told = json.loads(message)
            command = told["command"]
            if command == "info":
                self.page = unquote(urlsplit(str(told["url"])).path)
                self.version = str(told["plugins"]["preview"]["shown"])
                self.source = str(told["plugins"]["preview"].get("source", ""))
        except (ValueError, KeyError, TypeError, AttributeError):
            return
        if command == "info":
            self.server.browsers.add(self)
            if self.server.loaded.is_set():
                self.catch_up(self.server.answer(self.page).version)
        else:
            super().on_message(message)

    def on_close(self) -> None:
        """Forget the page."""
        self.server.browsers.discard(self)

    def catch_up(self, version: str) -> bool:
        """Let the page fetch itself again where it is another version by now; whether it was."""
        if not version or version == self.version:
            return False
        self.version = version
        self.reload(self.page)
        return True

    def reload(self, path: str) -> None:
        """Send a message of livereload's protocol."""
        if self.ws_connection is not None and not self.ws_connection.is_closing():
            self.send_message({"command": "reload", "path": path, "liveCSS": True, "liveImg": True})


class PreviewServer(Server):  # type: ignore[misc]
    """livereload's server with our handlers in it; what was saved is told to it, so it watches nothing itself."""

    def __init__(self, server: ServerState) -> None:
        super().__init__(watcher=object())
        self.server = server

    def get_web_handlers(self, script: str = "") -> list[tuple[str, type[RequestHandler], dict[str, Any]]]:
        """Who answers where."""
        given = {"server": self.server}
        return [
            (r"/livereload", Browser, given),
            (r"/livereload\.js", ScriptHandler, given),
            (rf"{OWN}open", OpenHandler, given),
            (rf"{OWN}(preview\.js|preview\.css|status\.json)", OwnHandler, given),
            (r"/(.*)", PageHandler, given),
        ]

    def listen(self, sockets: list[socket.socket]) -> HTTPServer:
        """Answer at sockets that are bound already."""
        handlers: list[Any] = list(self.get_web_handlers())
        server = HTTPServer(Application(handlers, log_function=lambda handler: None))
        server.add_sockets(sockets)
        return server


def bind(host: str, port: int) -> list[socket.socket]:
    """Take a port. Raises OSError where it is taken, or the host is none of ours."""
    return bind_sockets(port, address=host)


def reachable(host: str) -> str:
    """The name by which a bound host is asked: for all addresses of this machine, the one that its network knows it by."""
    if host not in ("0.0.0.0", "::", ""):
        return f"[{host}]" if ":" in host else host
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            one.connect(("192.0.2.1", 9))  # An address of no machine: nothing is sent, the system only picks a way.
            return str(one.getsockname()[0])
    except OSError:
        return "127.0.0.1"


# ---- Who may ask: pages of ours, people who typed our address, and for some things only somebody at this very machine.

LOCAL = "localhost"


def may_ask(host: str, origin: str | None, *, bound: str) -> bool:
    """Whether a request for a `host` comes from a page of ours, or from somebody who typed our address.

    A foreign site that lets its own name lead to this machine (DNS rebinding) still sends its name.
    """
    name = urlsplit(f"//{host}").hostname or ""
    if origin is not None and (urlsplit(origin).scheme, urlsplit(origin).netloc) != ("http", host):
        return False
    if name in (LOCAL, bound):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return not is_loopback(bound) and name in (socket.gethostname(), f"{socket.gethostname()}.local")
    return address.is_loopback or not is_loopback(bound)


def is_embedded(site: str | None, mode: str | None) -> bool:
    """Whether a page of somebody else asks on its own, by what browsers say of that; another port is somebody else too."""
    return site in ("cross-site", "same-site") and mode != "navigate"


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, as only it can reach itself."""
    try:
        return host == LOCAL or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
