"""`build.py why`: the reason for which the last build made a page again, or that it did not.

The ledger keeps with each page the names of the parts of its key that had changed when it was last made, so that the
explanation and the decision cannot differ. Nothing is written.
"""

from __future__ import annotations

from argparse import Namespace

from conglang.build.request import DONE, Report, Request
from conglang.terminal.command import Argument, Command, WrongUse
from conglang.terminal.console import Console
from conglang.terminal.request import request_of

COMMAND = Command(arguments=(Argument("address", "address"),))


def run(options: Namespace, console: Console) -> int:
    """Print the reason. Raises WrongUse where no page has the address."""
    key, values = why(request_of(options, console.language), options.address)
    if key == "why-unknown":
        raise WrongUse(key, **values)
    console.say(key, always=True, **values)
    console.result(Report(DONE))
    return DONE


def why(request: Request, address: str) -> tuple[str, dict[str, str]]:
    """The console sentence for an address (with or without the portal's origin and sub-path), and its values."""
    from conglang.cache.database import Torn
    from conglang.cache.lock import lock
    from conglang.cache.store import Store

    with lock(request.cache, on_wait=lambda: None):
        try:
            with Store(request.cache) as store:
                last, reasons, planned = store.last(), store.reasons(), store.pages()
        except Torn:
            return "why-unknown", {"address": address}
    path = address.split("://", 1)[-1].partition("/")[2] if "://" in address else address
    path = f"/{path.strip('/')}/"
    if last is not None and path.startswith(f"{last.root}/"):  # The output has no folder of that name.
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
