"""A browser as far as a benchmark needs one: it asks for pages, and listens on livereload's connection for news of them.

In goes the port of a server on this machine, out come the texts of its pages and the moments at which they began to arrive.
Our preview and Hugo's speak the same protocol, so both are listened to in the same way. No page is ever drawn.
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
"""Seconds that anything is waited for; no server that works takes nearly as long."""

GLANCE = 0.25
"""Seconds after which the page is asked for although nobody has told of a change."""

RETRY, CALM = 0.01, 0.03
"""Seconds between two questions to a server that is not there yet; of silence after which all greetings are over."""


class NeverCame(Exception):
    """A page or a text that was waited for; the text says what it was."""


def fetched(port: int, path: str) -> tuple[int, str, float]:
    """Status and text of an answer, and the moment at which it began to arrive (`perf_counter`)."""
    connection = http.client.HTTPConnection(HERE, port, timeout=DEADLINE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        began = time.perf_counter()
        return answer.status, answer.read().decode("utf-8", "replace"), began
    finally:
        connection.close()


def until_ready(port: int, path: str) -> float:
    """Ask for a page until it is there; the moment at which it began to arrive."""
    deadline = time.perf_counter() + DEADLINE
    while time.perf_counter() < deadline:
        with suppress(OSError, http.client.HTTPException):
            status, _, began = fetched(port, path)
            if status == 200:
                return began
        time.sleep(RETRY)
    raise NeverCame(path)


class Listener:
    """A page on a screen that is told of changes. Close it in the end."""

    def __init__(self, port: int, path: str) -> None:
        self.port = port
        self.path = path
        self._has_hung_up = False
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
        self._tell({"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]})
        self._tell({"command": "info", "url": f"http://{HERE}:{port}{path}", "plugins": {"preview": {"shown": ""}}})
        wait = GLANCE
        while self._hears(wait):
            wait = CALM

    def until_shown(self, text: str) -> float:
        """Wait until the page holds a text; the moment at which that page began to arrive."""
        deadline = time.perf_counter() + DEADLINE
        while time.perf_counter() < deadline:
            self._hears(GLANCE)
            with suppress(OSError, http.client.HTTPException):
                _, found, began = fetched(self.port, self.path)
                if text in found:
                    return began
        raise NeverCame(f"{self.path}: {text}")

    def settle(self, seconds: float) -> None:
        """Let some time go by, and hear what is told meanwhile."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._hears(left)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _hears(self, seconds: float) -> bool:
        """Whether something is told within some time; what it is does not matter, for then the page is asked for.

        A server that has hung up is asked for the page again and again.
        """
        if not self._has_hung_up:
            try:
                ready, _, _ = select.select([self._socket], [], [], seconds)
                if not ready or self._socket.recv(65536):
                    return bool(ready)
            except OSError:
                pass
            self._has_hung_up = True
        time.sleep(min(seconds, CALM))
        return False

    def _tell(self, message: dict[str, object]) -> None:
        """Send a frame of text, masked as a browser has to."""
        data = json.dumps(message).encode()
        mask = os.urandom(4)
        size = bytes([0x80 | len(data)]) if len(data) < 126 else bytes([0x80 | 126, *len(data).to_bytes(2, "big")])
        masked = bytes(byte ^ mask[number % 4] for number, byte in enumerate(data))
        self._socket.sendall(b"\x81" + size + mask + masked)
