"""`build.py why`: the reason for which the last build made a page again, or that it did not.

The cache keeps with each page, and with the group that it was planned in, the names of the parts of its key that had changed,
so that the explanation and the decision cannot differ. Nothing is written.
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
                groups, group_reasons = store.groups(), store.group_reasons()
        except Torn:
            return "why-unknown", {"address": address}
    path = address.split("://", 1)[-1].partition("/")[2] if "://" in address else address
    path = f"/{path.strip('/')}/"
    if last is not None and path.startswith(f"{last.root}/"):  # The output has no folder of that name.
        path = path.removeprefix(last.root)
    path = path.strip("/")
    for name in (path, f"{path}/index.html".lstrip("/")):
        if name in planned:
            group = next((group for group, row in groups.items() if any(ref.path == name for ref in row.refs)), "")
            key = groups[group].key if group else ""
            return _explained(address, reasons.get(name), group, key, group_reasons.get(group))
    return "why-unknown", {"address": address}


def _explained(
    address: str, reasons: tuple[str, ...] | None, group: str, key: str, changed: tuple[str, ...] | None
) -> tuple[str, dict[str, str]]:
    """The sentence for a page: what changed in it, and what changed in the brief of its group, whose key is `key`.

    `reasons` are None for a page that was not made, `changed` is None for a group that was not planned.
    """
    from conglang.portal.keys import parts

    values = {
        "address": address,
        "group": group,
        "parts": ", ".join(reasons or ()),
        "changed": ", ".join(changed or ()),
    }
    if reasons is None:
        if group and changed is None:
            return "why-kept", values | {"parts": ", ".join(parts(key))}
        return "why-same" if changed else "why-fresh", values
    if not reasons:
        return "why-new", values
    return "why-stale-group" if changed else "why-stale", values
