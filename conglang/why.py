"""Why a page was made again by the last build, or was not: told from the keys that decided.

The ledger keeps with each page the names of the parts of its key that had changed when it was last made, so that the answer
and the decision cannot differ.
"""

from __future__ import annotations

from conglang.memory.store import Store
from conglang.request import Request


def why(request: Request, address: str) -> tuple[str, dict[str, str]]:
    """The console sentence for an address (with or without the portal's origin and sub-path), and its values."""
    with Store(request.cache) as store:
        reasons = store.meta("reasons") or {}
        planned = store.pages()
    path = address.split("://", 1)[-1].partition("/")[2] if "://" in address else address
    steps = [step for step in path.split("/") if step]
    for start in range(len(steps) + 1):  # A sub-path of the portal is no part of the output.
        for name in ("/".join(steps[start:]), "/".join([*steps[start:], "index.html"])):
            if name in planned:
                return _answer(address, reasons.get(name))
    return "why-unknown", {"address": address}


def _answer(address: str, reasons: list[str] | None) -> tuple[str, dict[str, str]]:
    if reasons is None:
        return "why-fresh", {"address": address}
    if not reasons:
        return "why-new", {"address": address}
    return "why-stale", {"address": address, "parts": ", ".join(reasons)}
