"""The sources of templates, and the cache of their compiled form.

Folders come in; a file of an earlier folder replaces the file of the same name in a later one. Sources go out, each read
once, so that the digest of a template and the pages rendered from it agree even if somebody saves the template meanwhile.
The cache keeps compiled templates with a digest of their bytes: a file that is incomplete, or was made by another Python,
Jinja2 or set of filters, is treated as missing.
"""

from __future__ import annotations

import contextlib
import json
import marshal
import sys
from pathlib import Path, PurePosixPath
from types import CodeType

from conglang import atomic
from conglang.diagnostics import Refusal, error
from conglang.digest import of_bytes
from conglang.model import Location


class TemplateFolders:
    """The sources of templates; a name is a relative path with `/` that stays below them."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders
        self._sources: dict[str, str | None] = {}
        self._places: dict[str, str] = {}

    def source(self, name: str) -> str | None:
        """The text of a template, or None where no folder has it. Raises Refusal where it is not UTF-8."""
        if name not in self._sources:
            self._sources[name] = self._read(name)
        return self._sources[name]

    def at(self, name: str, line: int = 0) -> Location:
        """The location of a line of a template for diagnostics: its folder, its name and the line."""
        folder = self._places.get(name) or (self._folders[0].name if self._folders else "templates")
        return Location(f"{folder}/{name}", line, 1 if line else 0)

    def _read(self, name: str) -> str | None:
        steps = PurePosixPath(name)
        if steps.is_absolute() or ".." in steps.parts or "\\" in name or ":" in name:
            return None
        for folder in self._folders:
            file = folder.joinpath(*steps.parts)
            if not file.is_file():
                continue
            self._places[name] = folder.name
            try:
                return file.read_text("utf-8-sig")
            except UnicodeDecodeError as problem:
                before = problem.object[: problem.start].count(b"\n")
                raise Refusal(error("template-encoding", self.at(name, before + 1))) from problem
        return None


References = tuple[tuple[str, int], ...]
"""The names of the templates that a template refers to, with the lines of the references."""


class KeptReferences:
    """The templates that a source refers to, kept by the digest of the source, because finding them means parsing it.

    `references.txt` is a digest in hexadecimal, a line end, and JSON. A file that is incomplete or was written by other code
    is treated as missing.
    """

    def __init__(self, folder: Path, shape: str) -> None:
        self._file = folder / "references.txt"
        self._seal = f"{CompiledTemplates.FORMAT} {shape}\n"
        self._known: dict[str, list[list[object]]] = {}
        with contextlib.suppress(OSError, ValueError):
            stored, _, data = self._file.read_text("utf-8").partition("\n")
            if stored == of_bytes((self._seal + data).encode()):
                self._known = json.loads(data)

    def load(self, source: str) -> References | None:
        """The references of a source, or None where they are not known."""
        known = self._known.get(of_bytes(source.encode("utf-8", "replace")))
        return None if known is None else tuple((str(name), int(str(line))) for name, line in known)

    def keep(self, source: str, references: References) -> None:
        """Keep the references of a source; a cache that cannot be written is no error."""
        self._known[of_bytes(source.encode("utf-8", "replace"))] = [list(pair) for pair in references]
        data = json.dumps(self._known, sort_keys=True)
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            atomic.write(self._file, f"{of_bytes((self._seal + data).encode())}\n{data}".encode())


class CompiledTemplates:
    """Compiled templates in a folder: `NAME.bin` is a digest in hexadecimal, a line end, and the marshalled code.

    The digest covers the seal (the number of this format, the version of Python, and the caller's `shape`), the checksum of
    the source, and the code, so that only code that was written for exactly this use is unmarshalled.
    """

    FORMAT = 3

    def __init__(self, folder: Path, shape: str) -> None:
        self._folder = folder
        self._seal = f"{self.FORMAT} {sys.version} {shape}"

    def load(self, name: str, checksum: str) -> CodeType | None:
        """The code of a template whose source has this checksum, or None where it is missing or incomplete."""
        try:
            stored, _, data = self._file(name).read_bytes().partition(b"\n")
        except OSError:
            return None
        if stored != self._digest(checksum, data):
            return None
        code = marshal.loads(data)
        return code if isinstance(code, CodeType) else None

    def keep(self, name: str, checksum: str, code: CodeType) -> None:
        """Keep the code of a template; a cache that cannot be written is no error."""
        data = marshal.dumps(code)
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            atomic.write(self._file(name), self._digest(checksum, data) + b"\n" + data)

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.bin"

    def _digest(self, checksum: str, data: bytes) -> bytes:
        return of_bytes(f"{self._seal} {checksum}\n".encode() + data).encode()
