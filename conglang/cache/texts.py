"""Values as the texts that the tables of the cache keep, and back.

A text that does not fit its type is a ValueError, never a wrong value.
"""

from __future__ import annotations

from collections.abc import Iterable

from conglang.diagnostics import Diagnostic
from conglang.model import Article, Photo
from conglang.values import Value, decode, encode


class Last(Value, frozen=True):
    """The last build: the digest of its inputs, when it looked at them, the interval in which its outcome holds, what it said.

    `inputs` is empty after a build with errors, `frame` is their digest without the articles. `files` counts the rows of the
    ledger, `root` is the portal's sub-path.
    """

    inputs: str
    frame: str
    seen: int
    since: int | None
    until: int | None
    notes: tuple[Diagnostic, ...]
    articles: int
    language: str
    files: int
    root: str


def article_text(article: Article) -> str:
    """An article as the tables keep it."""
    return encode(article)


def article_from(text: str) -> Article:
    """An article from a table. Raises ValueError where it is none."""
    return decode(Article, text)


def photo_text(photo: Photo) -> str:
    """A probe as the table keeps it."""
    return encode(photo)


def photo_from(text: str) -> Photo:
    """A probe from the table. Raises ValueError where it is none."""
    return decode(Photo, text)


def notes_text(diagnostics: Iterable[Diagnostic]) -> str:
    """Diagnostics as the tables keep them; mostly none, which is an empty text."""
    return "\n".join([encode(d) for d in diagnostics])


def notes_from(text: str) -> tuple[Diagnostic, ...]:
    """Diagnostics from a table. Raises ValueError where they are none."""
    return tuple([decode(Diagnostic, line) for line in text.split("\n")]) if text else ()
