"""What makes the bytes besides the portal itself: our code, Python, and the libraries whose version shows in the output.

The digest is part of the key of everything that is remembered, so that an update of the tool never leaves an old page in
place. Our code is what a build imports, at whatever time: the modules are found by following the imports from the build
on. A command, the preview or the benchmark is imported by no build, so an edit there makes no page stale.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from conglang.digest import digest, of_bytes

LIBRARIES = (
    *("jinja2", "markdown", "markupsafe", "msgspec", "nh3", "pillow", "pyyaml", "python_frontmatter"),
    "ttf_opensans",
)

ROOT = "build/pipeline.py"
"""The module that every build begins with."""

LONGEST_NAME = 100
"""Bytes of a module's name."""

_WORD = re.compile(rb"\w+")
_DYNAMIC = re.compile(rb"\"conglang\.(\w+)\.\{")
"""A module whose name is put together when the program runs: any of that folder may be meant."""


def engine_digest(package: Path, search: Sequence[str]) -> str:
    """The digest of the modules that a build imports, and of the versions found in the folders of `search` (`sys.path`)."""
    return digest((engine_modules(package), tuple(sys.version_info[:3]), _versions(search)))


def engine_modules(package: Path) -> dict[str, str]:
    """The content digest of each module that a build imports, directly or by way of others, by its path in the package."""
    known = frozenset(_files(str(package)))
    code: dict[str, str] = {}
    waiting = {ROOT}
    while waiting:
        path = waiting.pop()
        data = Path(package, path).read_bytes()
        code[path] = of_bytes(data)
        above = f"{path.rpartition('/')[0]}/__init__.py".lstrip("/")
        waiting |= ({above, *_imported(data, known)} & known) - code.keys()
    return dict(sorted(code.items()))


def _files(folder: str, prefix: str = "") -> Iterator[str]:
    """The paths of all modules below a folder."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield prefix + entry.name
            elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                yield from _files(entry.path, f"{prefix}{entry.name}/")


def _imported(data: bytes, known: frozenset[str]) -> Iterator[str]:
    """Paths that a module may import, from its text: taking the text apart as Python would cost more than all the rest."""
    for text in data.split(b"from conglang")[1:]:
        module, _, names = text.partition(b" import ")
        if len(module) > LONGEST_NAME:
            continue  # A sentence, not an import.
        folder = module.decode().lstrip(".").replace(".", "/")
        yield f"{folder}.py"
        yield f"{folder}/__init__.py"
        for word in _WORD.findall(names[: names.find(b")" if names.startswith(b"(") else b"\n")]):
            yield f"{folder}/{word.decode()}.py".lstrip("/")
            yield f"{folder}/{word.decode()}/__init__.py".lstrip("/")
    if b"import_module(" in data:
        for match in _DYNAMIC.finditer(data):
            yield from (path for path in known if path.startswith(f"{match[1].decode()}/"))


def _versions(search: Sequence[str]) -> dict[str, str]:
    versions: dict[str, str] = {}
    for folder in search:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if name.endswith(".dist-info"):
                library, _, version = name.removesuffix(".dist-info").partition("-")
                if library.lower() in LIBRARIES:
                    versions.setdefault(library.lower(), version)
    return versions
