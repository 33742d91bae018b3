"""The text of a body before Markdown: photos and links are found in their places and become tokens.

In goes Markdown text; out comes the same text in which every photo is `\\ue000P3\\ue001` and every target of a link to
something of the portal is `\\ue000K5\\ue001`, with what each stood for and its exact place. Whether a token was meant
(or is in a code example) shows in the HTML: there it is resolved, or its text is put back.
Python-Markdown's own reading of photos is not used: it takes Word's quotes, escapes and attributes for a file name.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from contextlib import suppress
from unicodedata import normalize
from urllib.parse import unquote

from conglang.diagnostics import Diagnostic, error
from conglang.model import Location
from conglang.values import Value

OPEN, CLOSE = "\ue000", "\ue001"
LONGEST = 4000
"""Characters of the longest caption or target that is looked for: floods of brackets must not take long."""


_START = re.compile(r"!\[|\]\(|<(?:img|a)\s|^ {0,3}\[(?!\^)[^\[\]\n]*\]: *(?:\n *)?(?=\S)", re.M | re.I)
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)([^\[\]\n]*)\]: *(?:\n *)?(<[^<>\n]+>|\S+)", re.M)
_TITLE = r"""(?P<title>"[^"\n]*"|'[^'\n]*'|[“”][^“”"\n]*[“”"]|[‘’][^‘’\n]*[‘’])"""
_ANGLE = re.compile(rf"\(\s*<(?P<target>[^<>\n]*)>\s*(?:{_TITLE}\s*)?\)")
_PICTURE = re.compile(
    r"\([ \t]*(?P<target>(?:(?!\]\()[^\n\"“”<>])+?\.(?:jpe?g|jfif|png|webp|gif|hei[cf]|avif|tiff?|bmp))[ \t]*"
    rf"(?:{_TITLE}[ \t]*)?\)",
    re.I,
)
_TITLE_END = re.compile(rf"{_TITLE}\s*\)")
_CURLY_END = re.compile(r"[“”‘’]\s*\)")
_BLANK = re.compile(r"\n[ \t]*\n")
_ATTRIBUTES = re.compile(r" ?\{:?[ ]*([^{}\n]*)\}")
_TAG_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_TAG_END = re.compile(r"""(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_TOKEN = re.compile(f"{OPEN}[PK](\\d+){CLOSE}")


class Marked(Value, frozen=True):
    """Text with tokens; the number in a token counts in `marks`."""

    text: str
    marks: tuple[PhotoMark | LinkMark, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def restored(self, text: str) -> str:
        """A text in which what every token stood for is back."""
        if OPEN not in text:
            return text
        return PRIVATE.sub("", _TOKEN.sub(lambda m: self.marks[int(m[1])].source, text))


def mark(text: str, *, path: str, first_line: int) -> Marked:
    """Find the photos and links of a body; lines count from `first_line`."""
    if "](" not in text and "![" not in text and "]:" not in text and "<" not in text:
        return Marked(text)
    return _Scan(text, path, first_line).run()


class _Scan:
    """One walk through one text; it ends with the text."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self._text = text
        self._path = path
        self._first = first_line
        self._starts = [0, *[m.end() for m in re.finditer("\n", text)]]
        self._definitions = {m[1].strip().lower(): m[2].strip("<>") for m in _DEFINITION.finditer(text)}
        self._marks: list[PhotoMark | LinkMark] = []
        self._diagnostics: list[Diagnostic] = []

    def run(self) -> Marked:
        pieces, done = [], 0
        text = self._text
        while match := _START.search(text, done):
            start = match.start()
            opener = match[0].lower()
            if opener in ("![", "](") and _is_escaped(text, start):
                found = None
            elif opener == "![":
                found = self._photo(start)
            elif opener == "](":
                found = self._link(start)
            elif opener.startswith("<"):
                found = self._tag(start, opener)
            else:
                found = self._definition(match.end())
            if found is None:
                pieces.append(text[done : match.end()])
                done = match.end()
            else:
                begin, end, replacement = found
                pieces += [text[done:begin], replacement]
                done = end
        pieces.append(text[done:])
        return Marked("".join(pieces), tuple(self._marks), tuple(self._diagnostics))

    # ---- what may be at a place: (where it begins, where it ends, what replaces it) ----------------------

    def _photo(self, start: int) -> tuple[int, int, str] | None:
        block = _BLANK.search(self._text, start)
        limit = block.start() if block else len(self._text)
        close = _closing(self._text, start + 2, limit)
        for end in dict.fromkeys((close, self._text.find("](", start, min(limit, start + LONGEST)))):
            if end < 0:
                continue
            found = _destination(self._text, end + 1, limit, _PICTURE)
            if found:
                begin, stop, title, after = found
                return self._photo_mark(start, after, self._text[start + 2 : end], self._text[begin:stop], title)
        if close >= 0 and self._definitions:
            named = re.compile(r" ?\[([^\[\]\n]*)\]").match(self._text, close + 1, limit)
            name = (named[1] if named else "") or self._text[start + 2 : close]
            target = self._definitions.get(" ".join(name.split()).lower())
            if target is not None:
                after = named.end() if named else close + 1
                return self._photo_mark(start, after, self._text[start + 2 : close], target, "")
        return None

    def _photo_mark(self, start: int, end: int, text: str, target: str, title: str) -> tuple[int, int, str]:
        said = _ATTRIBUTES.match(self._text, end)
        values = attributes(said[1]) if said else ()
        at = self._location(start, end)
        after = said.end() if said else end
        if LOCAL.match(target.strip()):
            self._diagnostics.append(error("local-link", at, target=target.strip()))
        elif REMOTE.match(target.strip()):
            self._diagnostics.append(error("remote-photo", at))
        elif not decoded(target):
            self._diagnostics.append(error("photo-without-file", at))
        else:
            source = self._text[start:after]
            photo = PhotoMark(source, decoded(target), text, title, values, at.line, at.column, at.width)
            return start, after, self._token("P", photo)
        return start, after, ""

    def _link(self, start: int) -> tuple[int, int, str] | None:
        block = _BLANK.search(self._text, start)
        found = _destination(self._text, start + 1, block.start() if block else len(self._text), None)
        if not found:
            return None
        begin, stop, title, after = found
        if not self._text[begin:stop].strip():
            self._diagnostics.append(error("empty-link", self._location(start, after)))
            return None
        replaced = self._target_between(begin, stop)
        if replaced is None and not _CURLY_END.search(self._text, stop, after):
            return None
        shown = f' "{title.replace(chr(34), "”")}"' if title else ""
        return start, after, f"]({replaced[2] if replaced else self._text[begin:stop].strip()}{shown})"

    def _definition(self, begin: int) -> tuple[int, int, str] | None:
        """The target of a reference definition."""
        word = re.compile(r"<[^<>\n]+>|\S+").match(self._text, begin)
        if word is None:
            return None
        inner = 1 if word[0].startswith("<") and word[0].endswith(">") else 0
        found = self._target_between(begin + inner, word.end() - inner)
        return None if found is None else (begin, word.end(), found[2])

    def _target_between(self, begin: int, end: int) -> tuple[int, int, str] | None:
        raw = self._text[begin:end]
        begin += len(raw) - len(raw.lstrip())
        raw = raw.strip()
        at = self._location(begin, begin + len(raw))
        if LOCAL.match(raw):
            self._diagnostics.append(error("local-link", at, target=raw))
            return None
        found = link(raw)
        if found is None:
            return None
        target, fragment = found
        token = self._token("K", LinkMark(raw, target, fragment, at.line, at.column, at.width))
        return begin, begin + len(raw), token

    def _tag(self, start: int, opener: str) -> tuple[int, int, str] | None:
        """A raw `<img>` is a photo, a raw `<a href>` a link."""
        end = _TAG_END.match(self._text, start + 1)
        if end is None:
            return None
        for found in _TAG_ATTRIBUTE.finditer(self._text, start, end.end()):
            group = found.lastindex or 4
            if opener.startswith("<a") and found[1].lower() == "href":
                return self._target_between(found.start(group), found.end(group))
            if opener.startswith("<img") and found[1].lower() == "src":
                values = {
                    m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "") for m in _TAG_ATTRIBUTE.finditer(end[0])
                }
                made = self._photo_mark(start, end.end(), "", found[group], values.get("title", ""))
                if made[2] and isinstance(photo := self._marks[-1], PhotoMark) and "alt" in values:
                    self._marks[-1] = PhotoMark(
                        photo.source, photo.target, "", photo.title, (("alt", values["alt"]), *photo.attributes),
                        photo.line, photo.column, photo.width,
                    )  # fmt: skip
                return made
        return None

    def _token(self, kind: str, found: PhotoMark | LinkMark) -> str:
        self._marks.append(found)
        return f"{OPEN}{kind}{len(self._marks) - 1}{CLOSE}"

    def _location(self, start: int, end: int) -> Location:
        row = bisect_right(self._starts, start) - 1
        line_end = self._starts[row + 1] - 1 if row + 1 < len(self._starts) else len(self._text)
        width = max(1, min(end, line_end) - start)
        return Location(self._path, self._first + row, start - self._starts[row] + 1, width)


def _is_escaped(text: str, index: int) -> bool:
    before = index
    while before and text[before - 1] == "\\":
        before -= 1
    return (index - before) % 2 == 1


def _closing(text: str, start: int, limit: int) -> int:
    """Where the bracket before `start` is closed; -1 where it is not."""
    depth = 0
    index = start
    limit = min(limit, start + LONGEST)
    while index < limit:
        character = text[index]
        if character == "\\":
            index += 1
        elif character == "[":
            depth += 1
        elif character == "]":
            if not depth:
                return index
            depth -= 1
        index += 1
    return -1


def _destination(
    text: str, start: int, limit: int, special: re.Pattern[str] | None
) -> tuple[int, int, str, int] | None:
    """What is in the parentheses at `start`: where the target begins and ends, the title, where all ends."""
    if not text.startswith("(", start):
        return None
    for pattern in (_ANGLE, special):
        match = pattern.match(text, start, min(limit, start + LONGEST)) if pattern else None
        if match:
            groups = match.groupdict()
            return *match.span("target"), (groups["title"] or "")[1:-1], match.end()
    depth = 1
    for index in range(start + 1, min(limit, start + LONGEST)):
        character = text[index]
        if character in "\"'“”‘’" and text[index - 1].isspace():
            match = _TITLE_END.match(text, index, limit)
            if match:
                return start + 1, index, match["title"][1:-1], match.end()
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if not depth:
                return start + 1, index, "", index + 1
    return None


# ---- What is written as the target of a photo or a link, and in an attribute list behind one: read as it is meant.

PRIVATE = re.compile("[\ue000-\uf8ff]")
"""Characters that our tokens are made of: no text of others may hold one."""

LOCAL = re.compile(r"[a-z]:[\\/]|file:|\\\\", re.I)
"""Addresses on the writer's own computer."""

REMOTE = re.compile(r"https?:|data:|ftp:|//", re.I)
"""Addresses elsewhere, as photos cannot have them."""

_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|[“”]([^“”]*)[“”]|([^\s"'}]+))""")
_ESCAPE = re.compile(r"\\([!-\[\]-`{-~])")
_FOREIGN = re.compile(r"[a-z][a-z0-9+.-]+:|//|#", re.I)


class PhotoMark(Value, frozen=True):
    """A photo as written: decoded target, raw text between the brackets, raw title, and attributes behind it."""

    source: str
    target: str
    text: str
    title: str
    attributes: tuple[tuple[str, str], ...]
    line: int
    column: int
    width: int


class LinkMark(Value, frozen=True):
    """The target of a link as written: decoded, without its fragment, and its place."""

    source: str
    target: str
    fragment: str
    line: int
    column: int
    width: int


def attributes(text: str) -> tuple[tuple[str, str], ...]:
    """What an attribute list says: `alt="…" focus="60% 30%"`."""
    return tuple((m[1].lower(), html.unescape(m[2] or m[3] or m[4] or m[5] or "")) for m in _ATTRIBUTE.finditer(text))


def decoded(target: str) -> str:
    """A target as a path: escapes undone, NFC, with `/`."""
    plain = _ESCAPE.sub(r"\1", target.replace("\\\\", "/")) if "\\" in target else target
    with suppress(UnicodeDecodeError):  # A name such as `100%e9.jpg` is not an escape at all.
        plain = unquote(html.unescape(plain), errors="strict")
    return PRIVATE.sub("", normalize("NFC", plain.replace("\\", "/"))).strip()


def link(target: str) -> tuple[str, str] | None:
    """Target and fragment of a link to something of the portal; None for other addresses and for `#fragment`."""
    bare = html.unescape(target.strip())
    if _FOREIGN.match(bare) and not LOCAL.match(bare):
        return None
    path, _, fragment = bare.partition("#")
    return decoded(path), decoded(fragment)
