"""What makes the bytes besides the portal itself: our code, Python, and the libraries whose version shows in the output.

The digest goes into the key of all that is remembered, so that an update of the tool never leaves an old page standing.
Versions are read from the names of the installed `.dist-info` folders, which costs a fraction of asking for metadata.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from conglang.digest import digest, of_bytes

LIBRARIES = (
    *("jinja2", "markdown", "markupsafe", "msgspec", "nh3", "pillow", "pyyaml", "python_frontmatter"),
    "ttf_opensans",
)


PEOPLE = frozenset({"__main__.py", "bench", "cli.py", "commands", "preview", "terminal"})
"""Doors to people: what stands behind them shows in no file of the output."""


def engine_digest(package: Path, search: Sequence[str]) -> str:
    """The digest of the package's modules that make bytes, and of the versions found in the folders of `search` (`sys.path`)."""
    rooms = sorted(p for p in package.iterdir() if p.name not in PEOPLE)
    sources = [p for room in rooms for p in ([room] if room.suffix == ".py" else sorted(room.rglob("*.py")))]
    code = {p.relative_to(package).as_posix(): of_bytes(p.read_bytes()) for p in sources}
    return digest((code, tuple(sys.version_info[:3]), _versions(search)))


def _versions(search: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for folder in search:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if name.endswith(".dist-info"):
                library, _, version = name.removesuffix(".dist-info").partition("-")
                if library.lower() in LIBRARIES:
                    found.setdefault(library.lower(), version)
    return found
