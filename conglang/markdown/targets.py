"""What is written as the target of a photo or a link, and in an attribute list behind one: read as it is meant.

In go single pieces of Markdown; out come decoded NFC paths with `/`, fragments, names and values. Whether anything
exists under such a path is for others to see.
"""

from __future__ import annotations

import html
import re
from contextlib import suppress
from unicodedata import normalize
from urllib.parse import unquote

from conglang.values import Value

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
    """The target of a link as written: decoded, without its fragment, and where it stands."""

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
