"""The files that the references of an article mean: files beside it, photos, other articles.

A target is what the writer wrote, decoded and in NFC. Nothing here looks at the disk: the caller gives the paths of all files.
A target without a file becomes a diagnostic with its line and column and the nearest name of a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from posixpath import dirname, join, normpath, splitext

from conglang.diagnostics import Diagnostic, error, nearest
from conglang.model import Article, LinkRef, Location, PhotoRef
from conglang.values import Value
from conglang.vietnamese import spelling

ATTACHMENTS = {
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".zip": "application/zip",
}
"""The suffixes of attachments, with their MIME types; no other file is published beside an article."""


class Files(Value, frozen=True):
    """The files of `content/`: their exact paths, the exact path of each casefolded one, and the paths in each folder."""

    exact: frozenset[str]
    folded: dict[str, str]
    folders: dict[str, tuple[str, ...]]


def files(paths: Iterable[str]) -> Files:
    """Index the paths of a portal's files."""
    exact = frozenset(paths)
    folders: dict[str, list[str]] = {}
    for path in sorted(exact):
        folders.setdefault(dirname(path), []).append(path)
    return Files(exact, {p.casefold(): p for p in sorted(exact)}, {f: tuple(names) for f, names in folders.items()})


def with_more(files: Files, paths: Iterable[str]) -> Files:
    """The same index with further paths."""
    new = [path for path in sorted(set(paths)) if path not in files.exact]
    folders, folded = dict(files.folders), dict(files.folded)
    for path in new:
        folders[dirname(path)] = tuple(sorted((*folders.get(dirname(path), ()), path)))
        folded[path.casefold()] = max(path, folded.get(path.casefold(), ""))
    return Files(files.exact.union(new), folded, folders)


def find(files: Files, target: str, *, beside: str) -> str:
    """The path of the file that a target in the file `beside` means, regardless of case; empty where there is none."""
    if not target or target.startswith("/"):
        return ""
    path = normpath(join(dirname(beside), target))
    return path if path in files.exact else files.folded.get(path.casefold(), "")


def location(article: Article, ref: LinkRef | PhotoRef) -> Location:
    """Where a reference is in the file of its article."""
    return Location(article.path, ref.line, ref.column, ref.width)


def missing(files: Files, target: str, at: Location, *, code: str, suffixes: Iterable[str]) -> Diagnostic:
    """The diagnostic of a target without a file, with the nearest name in its folder that ends with one of `suffixes`."""
    folder = normpath(join(dirname(at.path), dirname(target))) if "/" in target else dirname(at.path)
    wanted = tuple(suffixes)
    names = [p[len(folder) + 1 :] for p in files.folders.get(folder, ()) if splitext(p)[1].lower() in wanted]
    near = nearest(target.rpartition("/")[2], names, fold=spelling.fold)
    return error(code, at, target=target, folder=folder, near=near)
