"""The door through which files are read: which files there are, their bytes, and the text of these bytes.

The portal's folder and a folder below it come in; `Source` values, bytes, and text in Unicode NFC with lines ended by `\\n`
go out. Symbolic links and special files are refused and never opened, so that nothing from outside the portal is published
and no pipe blocks a build. This module never writes, and never decides by a file's time.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from conglang.diagnostics import Diagnostic, error
from conglang.model import Location, Source, Stat

TEXT_LIMIT = 1024 * 1024
"""Bytes of the largest text that is read; an article of this size would be a book."""

_UTF_WITH_MARK = (
    (codecs.BOM_UTF32_LE, "UTF-32"),  # Begins like the mark of UTF-16, so it is looked for first.
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
# Word ends a line with a vertical tab and a page with a form feed, and some pages carry Unicode's own line separators.
# They become spaces: as line ends they would number lines differently from the writer's editor.
_OTHER_LINE_ENDS = {ord(character): " " for character in "\x0b\x0c\x85\u2028\u2029"}
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_BAD_NAME = re.compile("[\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})
_LEFTOVERS = ("~", ".swp", ".tmp")

Listed = tuple[tuple[Source, ...], tuple[Diagnostic, ...]]


def walk(root: Path, folder: str) -> Listed:
    """List the files below `root/folder`, sorted by path; a folder that does not exist holds none.

    Files that editors and systems leave behind are skipped. Links, special files, names that nobody can type, and names
    that differ only in case or Unicode form are errors, and such a file is not listed.
    """
    listed: list[Source] = []
    problems: list[Diagnostic] = []
    waiting = [(_nfc(folder), folder)]
    while waiting:
        path, disk = waiting.pop()
        try:
            with os.scandir(root / disk) as entries:
                waiting.extend(_sort_out(entries, path, disk, listed, problems))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as reason:
            problems.append(error("unreadable-file", Location(path), reason=_reason(reason)))
    listed.sort(key=lambda source: source.path)
    problems.sort(key=lambda problem: problem.at.path)
    return tuple(listed), tuple(problems)


def read(root: Path | str, source: Source) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The bytes of a file that `walk` listed; None and an error where it cannot be read."""
    try:
        with open(os.path.join(root, source.disk), "rb") as file:
            return file.read(), ()
    except OSError as reason:
        return None, (error("unreadable-file", Location(source.path), reason=_reason(reason)),)


def decode(data: bytes, path: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text of the bytes of a file, in NFC, with lines ended by `\\n` and without a byte order mark."""
    if len(data) > TEXT_LIMIT:
        return None, (error("file-too-large", Location(path), limit=TEXT_LIMIT // (1024 * 1024)),)
    for mark, name in _UTF_WITH_MARK:
        if data.startswith(mark):
            return None, (error("other-encoding", Location(path, 1, 1), encoding=name),)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as reason:
        before = _tidy(data[: reason.start].decode("utf-8"))
        return None, (error("not-utf-8", _end_of(before, path), byte=f"{data[reason.start]:02X}"),)
    text = _tidy(text)
    if (bad := _UNREADABLE.search(text)) is not None:
        place = _end_of(text[: bad.start()], path)
        return None, (error("control-character", place, character=f"U+{ord(bad[0]):04X}"),)
    return text, ()


def is_skipped(name: str) -> bool:
    """Whether a file or folder of this name is left behind by an editor or a system, and never read."""
    return name.startswith((".", "~$")) or name.endswith(_LEFTOVERS) or name.lower() in _SYSTEM_FILES


def _sort_out(
    entries: Iterable[os.DirEntry[str]], path: str, disk: str, listed: list[Source], problems: list[Diagnostic]
) -> list[tuple[str, str]]:
    """Add the files of one folder to `listed`, and return its folders as (path, name on disk)."""
    prefix, disk_prefix = (f"{path}/" if path else ""), (f"{disk}/" if disk else "")
    folders: list[tuple[str, str]] = []
    taken: dict[str, str] = {}
    # Sorted, so that of two equal names always the same one is listed, in whatever order the file system has them.
    for entry in sorted(entries, key=lambda entry: entry.name):
        name = entry.name
        if is_skipped(name):
            continue
        if name.isascii():
            proper, same = name, name.lower()
        else:
            proper = _nfc(name)
            same = _nfc(proper.casefold())
        at = prefix + proper
        if _BAD_NAME.search(name) is not None:
            shown = _BAD_NAME.sub("\ufffd", proper)
            problems.append(error("unusable-file-name", Location(prefix + shown), name=shown))
            continue
        if same in taken:
            other = prefix + taken[same]
            problems.append(error("same-name", Location(at), see=(Location(other),), name=at, other=other))
            continue
        taken[same] = proper
        try:
            about = entry.stat(follow_symlinks=False)
        except OSError as reason:
            problems.append(error("unreadable-file", Location(at), reason=_reason(reason)))
            continue
        if stat.S_ISREG(about.st_mode):
            known = Stat(about.st_size, about.st_mtime_ns, about.st_ino)
            listed.append(Source(at, disk_prefix + name, known))
        elif entry.is_symlink() or _is_junction(about):
            problems.append(error("symbolic-link", Location(at)))
        elif stat.S_ISDIR(about.st_mode):
            folders.append((at, disk_prefix + name))
        else:
            problems.append(error("special-file", Location(at)))
    return folders


def _is_junction(about: os.stat_result) -> bool:
    """Whether a folder is a junction, another kind of link that Windows has and that may lead anywhere as well."""
    mount_point = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 0)
    return bool(mount_point) and getattr(about, "st_reparse_tag", 0) == mount_point


def _tidy(text: str) -> str:
    """A text with lines ended by `\\n` and in NFC; most texts are so already and are returned unchanged."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and "\x0b" not in text and "\x0c" not in text:
        return text
    return _nfc(text.translate(_OTHER_LINE_ENDS) if _has_other_line_ends(text) else text)


def _has_other_line_ends(text: str) -> bool:
    return any(character in text for character in "\x0b\x0c\x85\u2028\u2029")


def _nfc(text: str) -> str:
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _end_of(before: str, path: str) -> Location:
    """The place directly behind the text `before`, with which the file begins."""
    return Location(path, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _reason(reason: OSError) -> str:
    return reason.strerror or type(reason).__name__
