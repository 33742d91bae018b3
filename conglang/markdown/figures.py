"""Figures: photos alone in lines of a paragraph, with the caption and credit that belong to them.

In go the lines of paragraphs in which photos are tokens; out come groups of photos with one caption and one credit, as
PRODUCT §3 “Photos and captions” has it. A file name is never text for readers. Inline Markdown in captions becomes
plain text through the function that the caller gives. Nothing here reads a photo or knows whether its file exists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from conglang.markdown.references import CLOSE, OPEN, PhotoMark, attributes
from conglang.model import FigureRef, PhotoRef
from conglang.values import Value, replace

Plain = Callable[[str], str]
"""Turns inline Markdown into plain text."""

_TOKENS = re.compile(rf"\s*(?:{OPEN}P\d+{CLOSE}\s*)+")
_NUMBER = re.compile(rf"{OPEN}P(\d+){CLOSE}")
_ATTRIBUTES = re.compile(r"\s*\{:?[ ]*([^{}\n]*=[^{}\n]*)\}")
_LABEL = re.compile(r"\s*(ảnh|nguồn ảnh|nguồn|photos?|source)\s*[:：]\s*", re.I)
_FILE = re.compile(r"[^\s/]+\.(?:jpe?g|jfif|png|webp|gif|hei[cf]|avif|tiff?|bmp)", re.I)
_FOCUS = re.compile(r"\s*(\d{1,3})(?:\.\d+)?%?[\s,]+(\d{1,3})(?:\.\d+)?%?\s*")
_PAIRS = {"(": ")", "[": "]"}


@dataclass(slots=True)
class _Run:
    """Photos on adjacent lines, and the texts behind each of them and below them all."""

    photos: list[PhotoRef] = field(default_factory=list)
    behind: list[list[str]] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


class PhotoGroup(Value, frozen=True):
    """A figure; a `bracketed` caption stood in a line of its own, and reaches back to photos without caption."""

    figure: FigureRef
    bracketed: bool

    @property
    def bare(self) -> bool:
        """Whether its photos have no text at all."""
        figure = self.figure
        return not (figure.caption or figure.credit or any(p.caption or p.credit for p in figure.photos))


def photo(mark: PhotoMark, plain: Plain) -> PhotoRef:
    """A photo with what its own brackets, title and attributes say."""
    caption = plain(mark.text)
    credit = unlabelled(plain(mark.title))
    ref = PhotoRef(
        mark.target,
        mark.line,
        mark.column,
        mark.width,
        "" if is_file_name(caption, mark.target) else caption,
        "" if is_file_name(credit, mark.target) else credit,
    )
    return described(ref, mark.attributes)


def described(ref: PhotoRef, said: Sequence[tuple[str, str]]) -> PhotoRef:
    """A photo with the attributes written beside it."""
    for name, value in said:
        if name == "alt":
            ref = replace(ref, alt=" ".join(value.split()))
        elif name == "focus" and (found := _FOCUS.fullmatch(value)):
            ref = replace(ref, focus=(min(100, int(found[1])), min(100, int(found[2]))))
    return ref


def split(text: str, photos: Callable[[int], PhotoRef], plain: Plain) -> tuple[PhotoGroup | str, ...] | None:
    """Take a paragraph apart into figures and the text between them; None where it has no figure.

    Lines wholly of photos, and the caption lines under them, are figures; a photo inside a line of text is not.
    """
    if OPEN not in text:
        return None
    parts: list[_Run | list[str]] = []
    for line in text.split("\n"):
        last = parts[-1] if parts else None
        if isinstance(last, _Run) and last.photos and not _TOKENS.match(line) and _below(line, last):
            continue
        run = _photo_line(line, photos)
        if run is None:
            if isinstance(last, list):
                last.append(line)
            else:
                parts.append([line])
        elif isinstance(last, _Run) and not last.below:
            last.photos += run.photos
            last.behind += run.behind
        else:
            parts.append(run)
    if not any(isinstance(part, _Run) for part in parts):
        return None
    return tuple(_group(part, plain) if isinstance(part, _Run) else "\n".join(part) for part in parts)


def joined(groups: Sequence[PhotoGroup]) -> tuple[PhotoGroup, ...]:
    """Groups of paragraphs that follow each other; photos without caption join the captioned one that they precede."""
    done: list[PhotoGroup] = []
    waiting: list[PhotoRef] = []
    for group in groups:
        if group.bare:
            waiting += group.figure.photos
            done.append(group)
            continue
        if group.bracketed and waiting:
            while done and done[-1].bare:
                done.pop()
            group = replace(group, figure=replace(group.figure, photos=(*waiting, *group.figure.photos)))
        waiting = []
        done.append(group)
    return tuple(done)


def unlabelled(text: str) -> str:
    """A text without the `Ảnh:` or `Nguồn:` before it."""
    return _LABEL.sub("", text, count=1).strip() if _LABEL.match(text) else text.strip()


def is_file_name(text: str, target: str) -> bool:
    """Whether a text is the photo's file name, with or without folder and extension, or looks like any file's name."""
    said = normalize("NFC", text).casefold().strip()
    path = target.casefold()
    name = path.rpartition("/")[2]
    return bool(said) and (said in (path, name, name.rpartition(".")[0]) or bool(_FILE.fullmatch(said)))


def wholly(line: str) -> str | None:
    """What is inside a line wholly in ( ), [ ] or italics, or in several of them; None for any other line."""
    inside: str | None = None
    text = line.strip()
    for _ in range(len(_PAIRS) + 2):
        inner = _inside(text[:-1] if text.endswith((").", "].")) else text)
        if inner is None:
            return inside
        inside = text = inner
    return inside


def _inside(text: str) -> str | None:
    if len(text) < 3:
        return None
    first, last, inner = text[0], text[-1], text[1:-1]
    if _PAIRS.get(first) == last and not text.startswith("[^") and _closes_at_end(text, first, last):
        return inner.strip()
    if first == last and first in "*_" and first not in inner and inner == inner.strip():
        return inner
    return None


def _closes_at_end(text: str, opening: str, closing: str) -> bool:
    depth = 0
    for index, character in enumerate(text):
        depth += (character == opening) - (character == closing)
        if not depth:
            return index == len(text) - 1
    return False


def _photo_line(line: str, photos: Callable[[int], PhotoRef]) -> _Run | None:
    """A line of photos, each perhaps with attributes and a caption behind it; None for a line of other things."""
    run = _Run()
    index = 0
    while tokens := _TOKENS.match(line, index):
        found = [photos(int(number)) for number in _NUMBER.findall(tokens[0])]
        run.photos += found
        run.behind += [[] for _ in found]
        end = line.find(OPEN + "P", tokens.end())
        rest = line[tokens.end() : end if end >= 0 else len(line)]
        if rest.strip():
            rest = _with_attributes(rest, run)
            notes = _notes(rest)
            if notes is None:
                return None
            run.behind[-1] += notes
        index = end if end >= 0 else len(line)
    return run if run.photos else None


def _below(line: str, run: _Run) -> bool:
    """Take a line under photos as their caption, credit or attributes, if it is one."""
    rest = _with_attributes(line, run)
    notes = _notes(rest)
    if notes is None:
        return False
    run.below += notes
    return True


def _with_attributes(text: str, run: _Run) -> str:
    def take(match: re.Match[str]) -> str:
        run.photos[-1] = described(run.photos[-1], attributes(match[1]))
        return ""

    return _ATTRIBUTES.sub(take, text) if "{" in text else text


def _notes(text: str) -> list[str] | None:
    """The bracketed texts, `(Chú thích) (Ảnh: X)`, that a piece of a line consists of; None for other pieces."""
    rest = text.strip()
    if not rest:
        return []
    whole = wholly(rest)
    if whole is not None:
        return [whole]
    notes = []
    for piece in re.split(r"(?<=[)\]*_])\s+(?=[(\[*_])", rest):
        whole = wholly(piece)
        if whole is None:
            return None
        notes.append(whole)
    return notes


def _group(run: _Run, plain: Plain) -> PhotoGroup:
    photos, below = list(run.photos), list(run.below)
    shared_behind = not below and len(photos) > 1 and not any(run.behind[:-1]) and not any(p.caption for p in photos)
    if len(photos) == 1 or shared_behind:
        below = [*run.behind[-1], *below]
    else:
        for index, notes in enumerate(run.behind):
            caption, credit, _ = _said(notes, photos[index].caption, photos[index].credit, photos[index].target, plain)
            photos[index] = replace(photos[index], caption=caption, credit=credit)
    if len(photos) > 1:
        are_captioned = all(p.caption for p in photos)
        caption, credit, bracketed = _said(below, "", "", photos[-1].target, plain, are_captioned=are_captioned)
        return PhotoGroup(FigureRef(tuple(photos), caption, credit), bracketed)
    only = photos[0]
    caption, credit, bracketed = _said(below, only.caption, only.credit, only.target, plain)
    if bracketed and only.caption and only.alt is None:
        # A bracketed caption beside a described photo: what stood in the photo's own brackets describes it.
        only = replace(only, alt=only.caption)
    return PhotoGroup(FigureRef((replace(only, caption="", credit=""),), caption, credit), bracketed)


def _said(
    notes: Sequence[str], caption: str, credit: str, target: str, plain: Plain, *, are_captioned: bool = False
) -> tuple[str, str, bool]:
    """Caption and credit after reading notes, and whether a note became the caption."""
    bracketed: list[str] = []
    for note in notes:
        text = plain(note)
        if not text or is_file_name(text, target):
            continue
        label = _LABEL.match(text)
        if label and (caption or bracketed or are_captioned or not label[1].casefold().startswith(("ảnh", "photo"))):
            credit = credit or unlabelled(text)
        else:
            bracketed.append(unlabelled(text) if label else text)
    return " ".join(bracketed) or caption, credit, bool(bracketed)
