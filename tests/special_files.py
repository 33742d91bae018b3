"""Files that text alone cannot describe: damaged photos, other encodings, links, pipes, and events during a build.

The error manual and the folder of bad inputs name a function here by a word. In come the portal, the path and the text of
their block; the function makes the file, or arranges the event. Nothing here asserts anything.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from conglang.commands.localities import register
from conglang.content import files
from conglang.markdown import converter
from conglang.photos import pixels
from conglang.photos import rendition_cache as making
from conglang.photos.embedded_text import CAPTION, CREDIT
from tests.portal import Portal

Making = Callable[[Portal, str, str, pytest.MonkeyPatch], None]

_REPEATED = re.compile(r"⟦(\d+) × ((?:\\n|[^⟧])*)⟧")
_ESCAPED = re.compile(rb"\\x([0-9a-f]{2})")
_UNIT = re.compile(r"^( *)(\d+) (.+)$", re.M)


def put(portal: Portal, word: str, path: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make what `word` names at `path`. Without a word the text is the file; `append` adds it to the end of the standard one."""
    if not word:
        portal.write(path, text)
    else:
        MAKINGS[word](portal, path, text, monkeypatch)


# ---- text ------------------------------------------------------------------------------------------------------------


def _append(portal: Portal, path: str, text: str, _: pytest.MonkeyPatch) -> None:
    portal.write(path, (portal.site / path).read_text("utf-8") + text)


def _absent(portal: Portal, path: str, _text: str, _: pytest.MonkeyPatch) -> None:
    portal.remove(path)


def _escaped(portal: Portal, path: str, text: str, _: pytest.MonkeyPatch) -> None:
    r"""`\xNN` is that byte."""
    portal.write(path, _ESCAPED.sub(lambda m: bytes((int(m[1], 16),)), text.encode()))


def _repeated(portal: Portal, path: str, text: str, _: pytest.MonkeyPatch) -> None:
    r"""`⟦1000 × […⟧` is `[…` a thousand times; `\n` in it is a line end."""
    portal.write(path, _REPEATED.sub(lambda m: m[2].replace("\\n", "\n") * int(m[1]), text))


def _utf_16(portal: Portal, path: str, text: str, _: pytest.MonkeyPatch) -> None:
    portal.write(path, text.encode("utf-16"))


def _utf_8_mark(portal: Portal, path: str, text: str, _: pytest.MonkeyPatch) -> None:
    portal.write(path, text.encode("utf-8-sig"))


def _windows_lines(portal: Portal, path: str, text: str, _: pytest.MonkeyPatch) -> None:
    portal.write(path, text.replace("\n", "\r\n"))


# ---- photos ----------------------------------------------------------------------------------------------------------


def _jpeg(size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    target = BytesIO()
    # Noise would differ from run to run; a gradient is data enough to be cut.
    Image.linear_gradient("L").resize(size).convert("RGB").save(target, "JPEG", **options)
    return target.getvalue()


def _png(size: tuple[int, int], *, rows: bytes = b"") -> bytes:
    """A PNG of one bit a pixel whose header may state any size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", *size, 1, 0, 0, 0, 0)
    body = zlib.compress(rows or b"\0" * ((size[0] + 7) // 8 + 1) * min(size[1], 100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _gif() -> bytes:
    target = BytesIO()
    frames = [Image.new("L", (40, 30), shade) for shade in (0, 255)]
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    return target.getvalue()


def _bytes(data: Callable[[], bytes]) -> Making:
    def make(portal: Portal, path: str, _text: str, _: pytest.MonkeyPatch) -> None:
        portal.write(path, data())

    return make


def _inscribed(portal: Portal, path: str, text: str, _: pytest.MonkeyPatch) -> None:
    """A photo with texts of a photographer or an agency as IPTC; the text has lines `caption: …` and `credit: …`."""
    numbers, content = {"caption": CAPTION, "credit": CREDIT}, b""
    for line in text.splitlines():
        name, _colon, value = line.partition(": ")
        content += struct.pack(">BBBH", 0x1C, 2, numbers[name], len(value.encode())) + value.encode()
    resource = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(content)) + content + b"\0" * (len(content) % 2)
    resources, photo = b"Photoshop 3.0\0" + resource, _jpeg()
    segment = b"\xff\xed" + struct.pack(">H", len(resources) + 2) + resources
    portal.write(path, photo[:2] + segment + photo[2:])


def _heavy(portal: Portal, path: str, _text: str, _: pytest.MonkeyPatch) -> None:
    with portal.write(path, b"\xff\xd8\xff").open("r+b") as file:
        file.truncate(257 * 1024 * 1024)  # Sparse: it takes no room.


def _heic(portal: Portal, path: str, _text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    portal.write(path, b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1" + b"\0" * 40)


def _heic_and_old_decoder(portal: Portal, path: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _heic(portal, path, text, monkeypatch)
    old = SimpleNamespace(register_heif_opener=lambda: None, libheif_version=lambda: "1.19.5")
    monkeypatch.setitem(sys.modules, "pillow_heif", old)


def _being_copied(portal: Portal, path: str, _text: str, _: pytest.MonkeyPatch) -> None:
    """The beginning of a photo, written this very moment."""
    os.utime(portal.write(path, _jpeg((640, 480))[:-2000]))


def _changing(portal: Portal, path: str, _text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A photo that is saved again after it was probed and before its renditions are made."""
    portal.write(path, _jpeg())
    make = making.make

    def later(*arguments: object, **options: object) -> object:
        portal.write(path, _jpeg((80, 60)))
        return make(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "make", later)


def _dirty(portal: Portal, path: str, _text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A photo whose renditions keep metadata; no photo is known to do that."""
    portal.write(path, _jpeg())
    monkeypatch.setattr(making, "metadata_found", lambda data, format: ("EXIF",) if format == "jpeg" else ())


def _unencodable(portal: Portal, path: str, _text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A photo that an encoder fails on; formats that cannot hold a photo are left out beforehand."""
    portal.write(path, _jpeg())

    def failed(*_: object) -> bytes:
        raise OSError("encoder error -2")

    monkeypatch.setattr(pixels, "encoded", failed)


def _no_room_for(monkeypatch: pytest.MonkeyPatch, *ends: str) -> None:
    """Make the disk full for files whose names end so."""
    replace = os.replace

    def full(source: os.PathLike[str] | str, target: os.PathLike[str] | str) -> None:
        if str(target).endswith(ends):
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", full)


def _unkept(portal: Portal, path: str, _text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A photo whose renditions do not fit on the disk."""
    portal.write(path, _jpeg())

    _no_room_for(monkeypatch, ".jpg", ".webp")


# ---- the register of administrative units --------------------------------------------------------------------------


def _register(portal: Portal, path: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package of the register at `path`, with the former provinces and districts of the text and no commune."""
    provinces: dict[str, dict[str, str]] = {}
    districts: dict[str, dict[str, dict[str, str]]] = {}
    key = ""
    for indented, code, name in _UNIT.findall(text):
        if indented:
            districts[key][name] = {"district": name, "districtCode": code}
        else:
            key, districts[name] = name, {}
            provinces[name] = {"province": name, "provinceCode": code}
    wards = ("WARD_ACCENTED", "WARD_NO_ACCENTED", "DISTRICT_WARD_ACCENTED", "DISTRICT_WARD_NO_ACCENTED")
    tables: dict[str, object] = {f"DICT_PROVINCE_{name}": {} for name in wards}
    tables |= {"DICT_PROVINCE": provinces, "DICT_PROVINCE_DISTRICT": districts}
    ways: dict[str, object] = {"DICT_PROVINCE_WARD_NO_DIVIDED": {}, "DICT_PROVINCE_WARD_DIVIDED": {}}
    ways["DICT_PROVINCE"] = {name: [name] for name in provinces}
    files = {"parser_legacy": tables, "parser_from_2025": tables, "converter_2025": ways}
    _package(portal, path, {name: json.dumps(data) for name, data in files.items()}, monkeypatch)


def _register_damaged(portal: Portal, path: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package of the register, with the text in place of each of its files."""
    names = ("parser_legacy", "parser_from_2025", "converter_2025")
    _package(portal, path, dict.fromkeys(names, text), monkeypatch)


def _package(portal: Portal, path: str, files: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Make Python find the package in a folder of the portal, before any other place that has it."""
    about = f"Metadata-Version: 2.1\nName: {register.PACKAGE}\nVersion: {register.VERSION}\n"
    portal.write(f"../{path}/{register.PACKAGE}-{register.VERSION}.dist-info/METADATA", about)
    for name, text in files.items():
        portal.write(f"../{path}/{register.PACKAGE}/data/{name}.json", text)
    monkeypatch.syspath_prepend(str(portal.folder / path))
    _plain_installer(monkeypatch)


def _not_installed(_portal: Portal, path: str, _text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the package `path`, which is the register's, also where somebody has installed it."""
    assert path == register.PACKAGE
    monkeypatch.setattr(register, "installed", lambda: None)
    _plain_installer(monkeypatch)


def _not_installable(portal: Portal, path: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that is not installed and cannot be: the text is what pip prints. The network is not used."""
    _not_installed(portal, path, text, monkeypatch)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess((), 1, "", text))


def _plain_installer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with pip alone and Python under its usual name, so that the command that installs is the same everywhere."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(sys, "executable", "python3")


# ---- what is no ordinary file ----------------------------------------------------------------------------------------


def _link(portal: Portal, path: str, text: str, _: pytest.MonkeyPatch) -> None:
    link = portal.site / path
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(text.strip() or "khac.md")


def _pipe(portal: Portal, path: str, _text: str, _: pytest.MonkeyPatch) -> None:
    pipe = portal.site / path
    pipe.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(pipe)


def _folder(portal: Portal, path: str, _text: str, _: pytest.MonkeyPatch) -> None:
    (portal.site / path).mkdir(parents=True)


def _locked(portal: Portal, path: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the system refuses to read, whoever runs the tests."""
    file = portal.write(path, text or "\xff")
    opened: Any = open
    read = Path.read_bytes

    def refused(name: str, *how: object, **more: object) -> object:
        if Path(name) == file:
            raise PermissionError(13, "Permission denied")
        return opened(name, *how, **more)

    def refused_at_once(self: Path) -> bytes:
        if self == file:
            raise PermissionError(13, "Permission denied")
        return read(self)

    monkeypatch.setattr(files, "open", refused, raising=False)
    monkeypatch.setattr(Path, "read_bytes", refused_at_once)


def _foreign_output(portal: Portal, path: str, text: str, _: pytest.MonkeyPatch) -> None:
    portal.write(f"../{path}", text)


def _full_disk(_portal: Portal, path: str, _text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full for files whose names end like `path`."""
    _no_room_for(monkeypatch, path)


def _occupied_output(portal: Portal, path: str, _text: str, _: pytest.MonkeyPatch) -> None:
    """An output of ours in which somebody made a folder in the place of a page."""
    portal.built()
    (portal.folder / path).unlink()
    (portal.folder / path).mkdir()
    (portal.folder / path / "tep").write_text("")


def _damaged_cache(portal: Portal, path: str, _text: str, _: pytest.MonkeyPatch) -> None:
    portal.write(f"../{path}", "hỏng" * 1000)


def _failing_markdown(_portal: Portal, _path: str, _text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Markdown library that fails; no text is known that it fails on, because each one found became a limit."""

    def failed(*_: object, **_named: object) -> str:
        raise RecursionError

    monkeypatch.setattr(converter, "sanitised", failed)


MAKINGS: dict[str, Making] = {
    "append": _append,
    "absent": _absent,
    "escaped": _escaped,
    "repeated": _repeated,
    "utf-16": _utf_16,
    "utf-8-mark": _utf_8_mark,
    "windows-lines": _windows_lines,
    "photo": _bytes(_jpeg),
    "photo-empty": _bytes(lambda: b""),
    "photo-truncated": _bytes(lambda: _jpeg((640, 480))[:-2000]),
    "photo-header-only": _bytes(lambda: _jpeg()[:20]),
    "photo-of-100-megapixels": _bytes(lambda: _png((10_000, 10_000))),
    "photo-promising-3600-megapixels": _bytes(lambda: _png((60_000, 60_000), rows=b"\0")),
    "photo-unencodable": _unencodable,
    "photo-with-broken-profile": _bytes(lambda: _jpeg(icc_profile=b"broken")),
    "photo-animated": _bytes(_gif),
    "photo-inscribed": _inscribed,
    "photo-heavy": _heavy,
    "photo-heic": _heic,
    "photo-heic-and-old-decoder": _heic_and_old_decoder,
    "photo-being-copied": _being_copied,
    "photo-changing": _changing,
    "photo-dirty": _dirty,
    "photo-unkept": _unkept,
    "register": _register,
    "register-damaged": _register_damaged,
    "not-installed": _not_installed,
    "not-installable": _not_installable,
    "link": _link,
    "pipe": _pipe,
    "folder": _folder,
    "locked": _locked,
    "foreign-output": _foreign_output,
    "full-disk": _full_disk,
    "occupied-output": _occupied_output,
    "damaged-cache": _damaged_cache,
    "failing-markdown": _failing_markdown,
}
"""The function of each word."""
