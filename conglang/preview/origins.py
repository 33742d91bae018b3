"""Who may ask: pages of ours, people who typed our address, and for some things only somebody at this very machine.

In go the headers of a request and the host that is listened to; out comes a yes or a no. Nothing is looked up anywhere.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

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
