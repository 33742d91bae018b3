"""The part of a browser that a benchmark needs: it fetches pages, and waits on livereload's connection for notifications.

The port of a server on this machine comes in, the texts of its pages and the moments at which they began to arrive go out.
Our preview and Hugo's use the same protocol, so both are measured in the same way. No page is ever drawn.
"""

from __future__ import annotations

import http.client
import json
import os
import select
import socket
import time
from contextlib import suppress

HERE = "127.0.0.1"
DEADLINE = 300.0
"""Seconds to wait for anything; no working server takes nearly as long."""

INTERVAL = 0.25
"""Seconds after which the page is fetched although no notification came."""

RETRY, SILENCE = 0.01, 0.03
"""Seconds between two requests to a server that has not started yet; of silence that ends the first messages of a server."""


class NeverCame(Exception):
    """A page or a text did not come before the deadline; the text names it."""


def fetched(port: int, path: str) -> tuple[int, str, float]:
    """Status and text of a response, and the moment at which it began to arrive (`perf_counter`)."""
    connection = http.client.HTTPConnection(HERE, port, timeout=DEADLINE)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        began = time.perf_counter()
        return response.status, response.read().decode("utf-8", "replace"), began
    finally:
        connection.close()


def until_ready(port: int, path: str) -> float:
    """Fetch a page until it comes; the moment at which it began to arrive. Raises NeverCame."""
    deadline = time.perf_counter() + DEADLINE
    while time.perf_counter() < deadline:
        with suppress(OSError, http.client.HTTPException):
            status, _, began = fetched(port, path)
            if status == 200:
                return began
        time.sleep(RETRY)
    raise NeverCame(path)


class Listener:
    """An open page that is notified of changes. Close it in the end."""

    def __init__(self, port: int, path: str) -> None:
        self.port = port
        self.path = path
        self._is_closed = False
        self._socket = socket.create_connection((HERE, port), timeout=DEADLINE)
        lines = (
            "GET /livereload HTTP/1.1",
            f"Host: {HERE}:{port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: c2F2ZS10by1zZXJ2ZWQhIQ==",
            "Sec-WebSocket-Version: 13",
        )
        self._socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self._send({"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]})
        self._send({"command": "info", "url": f"http://{HERE}:{port}{path}", "plugins": {"preview": {"shown": ""}}})
        wait = INTERVAL
        while self._is_notified(wait):
            wait = SILENCE

    def until_shown(self, text: str) -> float:
        """Wait until the page holds a text; the moment at which that page began to arrive. Raises NeverCame."""
        deadline = time.perf_counter() + DEADLINE
        while time.perf_counter() < deadline:
            self._is_notified(INTERVAL)
            with suppress(OSError, http.client.HTTPException):
                _, page, began = fetched(self.port, self.path)
                if text in page:
                    return began
        raise NeverCame(f"{self.path}: {text}")

    def settle(self, seconds: float) -> None:
        """Wait some time, and read the notifications that come meanwhile."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._is_notified(left)

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()

    def _is_notified(self, seconds: float) -> bool:
        """Whether a message comes within some time; its content does not matter, since the page is fetched then.

        Where the server has closed the connection, this only waits a moment.
        """
        if not self._is_closed:
            try:
                ready, _, _ = select.select([self._socket], [], [], seconds)
                if not ready or self._socket.recv(65536):
                    return bool(ready)
            except OSError:
                pass
            self._is_closed = True
        time.sleep(min(seconds, SILENCE))
        return False

    def _send(self, message: dict[str, object]) -> None:
        """Send a frame of text, masked as browsers must do (RFC 6455 §5.3)."""
        data = json.dumps(message).encode()
        mask = os.urandom(4)
        size = bytes([0x80 | len(data)]) if len(data) < 126 else bytes([0x80 | 126, *len(data).to_bytes(2, "big")])
        masked = bytes(byte ^ mask[number % 4] for number, byte in enumerate(data))
        self._socket.sendall(b"\x81" + size + mask + masked)
