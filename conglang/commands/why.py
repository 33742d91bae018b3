"""Why a page was made again by the last build, or was not: told from the keys that decided.

The ledger keeps with each page the names of the parts of its key that had changed when it was last made, so that the answer
and the decision cannot differ.
"""

from __future__ import annotations

from conglang.build.request import Request
from conglang.cache.database import Torn
from conglang.cache.lock import lock
from conglang.cache.store import Store


def why(request: Request, address: str) -> tuple[str, dict[str, str]]:
    """The console sentence for an address (with or without the portal's origin and sub-path), and its values."""
    with lock(request.cache, on_wait=lambda: None):
        try:
            with Store(request.cache) as store:
                last, reasons, planned = store.last(), store.reasons(), store.pages()
        except Torn:
            return "why-unknown", {"address": address}
    path = address.split("://", 1)[-1].partition("/")[2] if "://" in address else address
    path = f"/{path.strip('/')}/"
    if last is not None and path.startswith(f"{last.root}/"):  # The sub-path is no part of the output.
        path = path.removeprefix(last.root)
    path = path.strip("/")
    for name in (path, f"{path}/index.html".lstrip("/")):
        if name in planned:
            return _answer(address, reasons.get(name))
    return "why-unknown", {"address": address}


def _answer(address: str, reasons: tuple[str, ...] | None) -> tuple[str, dict[str, str]]:
    if reasons is None:
        return "why-fresh", {"address": address}
    if not reasons:
        return "why-new", {"address": address}
    return "why-stale", {"address": address, "parts": ", ".join(reasons)}
