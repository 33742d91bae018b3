"""The server of the preview: the only door to livereload and tornado.

In come requests and paths to notify browsers of; out go livereload's protocol, script and handler, and the responses of the
loop. It listens to this machine alone unless a host is named, and a page of another origin gets nothing, whatever it asks
and however. A browser says which page it shows in which version, so it hears of every change of that page and of no other.
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

from conglang.preview.responses import Response, kind_of

HERE = Path(__file__).resolve().parent
OWN = "/__preview/"
LOCAL = "localhost"
PHOTOS = (".webp", ".avif", ".jpg", ".jpeg", ".png")
MOST_PHOTOS = 2
"""Renditions that are made at a time."""


class ServerState:
    """What all handlers share: the functions that answer, the browsers that are connected, the token of this run.

    `respond` answers at the path of an address, `early` does before the portal is loaded; `status` gives the state of the portal,
    `open_file` opens a content file, `address` gives the address of the page of a content file.
    """

    def __init__(
        self,
        respond: Callable[[str], Response],
        early: Callable[[str], Response | None],
        status: Callable[[], dict[str, Any]],
        open_file: Callable[[str], bool],
        address: Callable[[str], str],
        *,
        host: str,
    ) -> None:
        self.respond = respond
        self.early = early
        self.status = status
        self.open_file = open_file
        self.address = address
        self.host = host
        self.loaded = asyncio.Event()
        self.token = secrets.token_urlsafe(24)
        self.browsers: set[Browser] = set()
        self.photos = asyncio.Semaphore(MOST_PHOTOS)

    def notify(self, paths: Iterable[str] = (), *, status: bool = False, follow: str = "") -> None:
        """Notify every browser of what concerns it: its page where that differs, files at `paths`, the state of the portal.

        `follow` is an address that all browsers shall go to, except where their own page differs.
        """
        listed = tuple(paths)
        responses: dict[str, Response] = {}
        for browser in tuple(self.browsers):
            if browser.page not in responses:
                responses[browser.page] = self.respond(browser.page)
            moved = self.address(browser.source) if responses[browser.page].status == 404 else ""
            if moved:
                browser.reload(f"{OWN}follow?{moved}")
                continue
            differs = browser.catch_up(responses[browser.page].version)
            for path in (*listed, *([f"{OWN}status"] if status else [])):
                browser.reload(path)
            if follow and not differs and browser.page != unquote(follow):
                browser.reload(f"{OWN}follow?{follow}")

    def may_ask(self, host: str, origin: str | None) -> bool:
        """Whether a request is answered, as `may_ask` decides."""
        return may_ask(host, origin, bound=self.host)


class PreviewServer(Server):  # type: ignore[misc]
    """livereload's server with our handlers in it. It watches nothing itself, because the loop notifies the browsers."""

    def __init__(self, server: ServerState) -> None:
        super().__init__(watcher=object())
        self.server = server

    def get_web_handlers(self, script: str = "") -> list[tuple[str, type[RequestHandler], dict[str, Any]]]:
        """The handlers by the pattern of their paths."""
        arguments = {"server": self.server}
        return [
            (r"/livereload", Browser, arguments),
            (r"/livereload\.js", ScriptHandler, arguments),
            (rf"{OWN}open", OpenHandler, arguments),
            (rf"{OWN}(preview\.js|preview\.css|status\.json)", OwnHandler, arguments),
            (r"/(.*)", PageHandler, arguments),
        ]

    def listen(self, sockets: list[socket.socket]) -> HTTPServer:
        """Answer at sockets that are bound already."""
        handlers: list[Any] = list(self.get_web_handlers())
        server = HTTPServer(Application(handlers, log_function=lambda handler: None))
        server.add_sockets(sockets)
        return server


class Guarded(RequestHandler):
    """A handler that answers pages of ours alone, and has nothing cached."""

    server: ServerState

    def initialize(self, server: ServerState) -> None:
        """Take the state that all handlers share."""
        self.server = server

    def set_default_headers(self) -> None:
        """Set the headers of every answer."""
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
        """Answer an error with its number alone."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(str(status_code))

    def compute_etag(self) -> None:
        """Send no ETag: browsers shall keep no page."""


class PageHandler(Guarded):
    """Answers with the files of the portal: pages, assets, renditions, attachments."""

    async def get(self, path: str) -> None:
        """Answer at an address of the portal, as soon as that can be done."""
        address = f"/{path}"
        response = self.server.early(address) if not self.server.loaded.is_set() else None
        if response is None:
            await self.server.loaded.wait()
            response = await self._respond(address)
        self.set_status(response.status)
        if response.location:
            self.set_header("Location", response.location)
            return
        self.set_header("Content-Type", response.kind)
        self.set_header("Content-Length", str(len(response.data)))
        if self.request.method != "HEAD":
            self.write(response.data)

    head = get

    async def _respond(self, path: str) -> Response:
        if path.lower().endswith(PHOTOS):  # Making one takes a moment, in which pages have to be answered.
            async with self.server.photos:
                return await asyncio.to_thread(self.server.respond, path)
        return self.server.respond(path)


class OwnHandler(Guarded):
    """Answers with the script and the style sheet of the preview, and with the state of the portal."""

    def get(self, name: str) -> None:
        """Answer with one of our own files."""
        if name == "status.json":
            local = is_loopback(self.request.remote_ip or "")
            self.write({**self.server.status(), "token": self.server.token if local else ""})
            return
        self.set_header("Content-Type", kind_of(name))
        self.write((HERE / name).read_bytes())


class OpenHandler(Guarded):
    """Opens a content file in the editor program of this machine, for somebody who sits at it."""

    def post(self) -> None:
        """Open the file that is named. A request without the token, or from another machine, is refused."""
        token = self.request.headers.get("X-Preview-Token", "")
        if not hmac.compare_digest(token, self.server.token) or not is_loopback(self.request.remote_ip or ""):
            raise HTTPError(403)
        try:
            path = str(json.loads(self.request.body)["path"])
        except (ValueError, KeyError, TypeError):
            raise HTTPError(400) from None
        if not self.server.open_file(path):
            raise HTTPError(404)
        self.set_status(204)


class ScriptHandler(Guarded, LiveReloadJSHandler):  # type: ignore[misc]
    """Answers with livereload's own script."""


class Browser(LiveReloadHandler):  # type: ignore[misc]
    """A browser that shows a page: the path of its address, its content file, and the version that it has or was notified of."""

    def initialize(self, server: ServerState) -> None:
        """Take the state that all handlers share."""
        self.server = server
        self.page = ""
        self.source = ""
        self.version = ""

    def prepare(self) -> None:
        """Refuse a foreign name of this machine."""
        if not self.server.may_ask(self.request.host, self.request.headers.get("Origin")):
            raise HTTPError(403)

    def check_origin(self, origin: str) -> bool:
        """Whether a page of this origin may listen; livereload itself allows every page."""
        return self.server.may_ask(self.request.host, origin)

    def on_message(self, message: str | bytes) -> None:
        """Shake hands as livereload does; then note which page this is, and notify it of what it has missed."""
        try:
            fields = json.loads(message)
            command = fields["command"]
            if command == "info":
                self.page = unquote(urlsplit(str(fields["url"])).path)
                self.version = str(fields["plugins"]["preview"]["shown"])
                self.source = str(fields["plugins"]["preview"].get("source", ""))
        except (ValueError, KeyError, TypeError, AttributeError):
            return
        if command == "info":
            self.server.browsers.add(self)
            if self.server.loaded.is_set():
                self.catch_up(self.server.respond(self.page).version)
        else:
            super().on_message(message)

    def on_close(self) -> None:
        """Forget the browser."""
        self.server.browsers.discard(self)

    def catch_up(self, version: str) -> bool:
        """Have the page fetched again where its version is another one by now. Returns whether it is."""
        if not version or version == self.version:
            return False
        self.version = version
        self.reload(self.page)
        return True

    def reload(self, path: str) -> None:
        """Send a message of livereload's protocol."""
        if self.ws_connection is not None and not self.ws_connection.is_closing():
            self.send_message({"command": "reload", "path": path, "liveCSS": True, "liveImg": True})


def bind(host: str, port: int) -> list[socket.socket]:
    """Take a port. Raises OSError where it is taken, or the host is not this machine."""
    return bind_sockets(port, address=host)


def reachable(host: str) -> str:
    """The name to reach a bound host by: for all addresses of this machine, the one that its network knows."""
    if host not in ("0.0.0.0", "::", ""):
        return f"[{host}]" if ":" in host else host
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            one.connect(("192.0.2.1", 9))  # An address of no machine: nothing is sent, the system only picks a route.
            return str(one.getsockname()[0])
    except OSError:
        return "127.0.0.1"


def may_ask(host: str, origin: str | None, *, bound: str) -> bool:
    """Whether a request for a `host` comes from a page of ours, or from somebody who typed our address.

    `bound` is the host that we listen at. A foreign site whose name leads to this machine (DNS rebinding) still sends its name.
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
    """Whether a foreign page embeds ours or fetches from it, by the headers `Sec-Fetch-…`; another port is foreign too."""
    return site in ("cross-site", "same-site") and mode != "navigate"


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by an address that no other machine can reach."""
    try:
        return host == LOCAL or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
