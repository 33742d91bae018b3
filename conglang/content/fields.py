"""Located values of front matter in, plain values of the types that an article has out.

Each function reads one field, notes where its value stands, and notes a diagnostic where the value is not what the
field takes; it then returns what stands for “absent”, so that the other fields are still looked at. Nothing here knows
which fields an article needs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import tzinfo
from urllib.parse import unquote, urlsplit

from conglang.content import dates
from conglang.content.frontmatter import Fields, FieldValue, Items, Text
from conglang.diagnostics import Diagnostic, error, nearest
from conglang.model import Location, Moment
from conglang.vietnamese import slugs, spelling

LONGEST_TITLE = 300

_YES = frozenset({"true", "yes", "y", "on", "1", "có", "đúng", "x"})
_NO = frozenset({"false", "no", "n", "off", "0", "không", "sai"})
_BAD_SEGMENT = re.compile('[<>:"|?*\x00-\x1f\x7f]|^\\.|[. ]$')

Places = dict[str, tuple[int, int, int]]


class Written:
    """The fields of one file while they are read, by English name, with the problems and places found so far."""

    __slots__ = ("failed", "fields", "path", "places", "problems", "zone")

    def __init__(self, path: str, zone: tzinfo, fields: dict[str, FieldValue], problems: list[Diagnostic]) -> None:
        self.path = path
        self.zone = zone
        self.fields = fields
        self.problems = problems
        self.failed: set[str] = set()  # Fields that are told to be wrong already, and need not be told to be empty.
        self.places: Places = {name: (at.line, at.column, at.width) for name, at in fields.items()}

    def wrong(self, code: str, at: FieldValue, **values: str | int) -> None:
        """Note an error about a value."""
        self.problems.append(error(code, Location(self.path, at.line, at.column, at.width), see=(), **values))

    def text(self, name: str) -> str:
        """A text on one line; empty where it is absent."""
        value = self.fields.get(name)
        return self.line(value, name) if value is not None else ""

    def line(self, value: FieldValue, name: str) -> str:
        """The text of one value of the field `name`, on one line; empty where it is not a text."""
        if not isinstance(value, Text):
            self.failed.add(name)
            self.wrong("field-not-text", value, field=name)
            return ""
        if value.comment:
            self._comment(value, name)
        return spelling.one_line(value.value) if value.value != "~" else ""

    def _comment(self, value: Text, name: str) -> None:
        self.failed.add(name)
        whole = f"{value.value} {value.comment}".strip()
        quoted = f'"{whole}"' if '"' not in whole else "'" + whole.replace("'", "''") + "'"
        place = Location(self.path, value.line, value.column, value.width)
        self.problems.append(error("comment-in-value", place, text=value.comment, line=f"{name}: {quoted}"))

    def texts(self, name: str) -> list[tuple[str, Text]]:
        """The texts of a field that is one text or a list of them, with their places; empty ones are dropped."""
        value = self.fields.get(name)
        if value is None:
            return []
        found: list[tuple[str, Text]] = []
        for item in value.items if isinstance(value, Items) else (value,):
            text = self.line(item, name)
            if text and isinstance(item, Text):
                found.append((text, item))
        return found

    def keep(self, name: str, items: list[tuple[str, Text]]) -> tuple[str, ...]:
        """The texts of a list, with their places noted as `name.0`, `name.1`."""
        for number, (_, at) in enumerate(items):
            self.places[f"{name}.{number}"] = (at.line, at.column, at.width)
        return tuple([text for text, _ in items])

    def moment(self, name: str) -> Moment | None:
        """A moment; a day without a time is its start."""
        return self._moment(name, dates.moment)

    def end(self, name: str) -> Moment | None:
        """A moment; a day without a time is its last second."""
        return self._moment(name, dates.end_of_moment)

    def _moment(self, name: str, read: Callable[[str, tzinfo], Moment | str]) -> Moment | None:
        value = self.fields.get(name)
        return self.moment_of(value, name, read) if value is not None else None

    def moment_of(
        self, value: FieldValue, name: str, read: Callable[[str, tzinfo], Moment | str] = dates.moment
    ) -> Moment | None:
        """The moment that one value names."""
        if not isinstance(value, Text):
            self.failed.add(name)
            self.wrong("field-not-text", value, field=name)
            return None
        text = spelling.one_line(value.value)
        if text in ("", "~"):
            return None
        found = read(text, self.zone)
        if isinstance(found, Moment):
            return found
        self.failed.add(name)
        self.wrong(found, value, value=text, field=name)
        return None

    def flag(self, name: str) -> bool:
        """Yes or no; no where it is absent."""
        value = self.fields.get(name)
        if value is None:
            return False
        meant = said(value)
        if meant is None and not _is_empty(value):
            shown = value.value if isinstance(value, Text) else ""
            self.wrong("not-yes-or-no", value, field=name, value=spelling.one_line(shown))
        return bool(meant)

    def slug(self, name: str) -> str:
        """A slug written by hand."""
        text = self.text(name)
        if text and not slugs.is_slug(text):
            self.wrong("bad-slug", self.fields[name], value=text, near=slugs.slug(text))
        return text

    def addresses(self, name: str) -> tuple[str, ...]:
        """Old addresses, cleaned, each once."""
        found: dict[str, Text] = {}
        for text, at in self.texts(name):
            address = _address(text)
            if address:
                found.setdefault(address, at)
            else:
                parts = urlsplit(text) if "[" not in text else None
                near = _address("/" + parts.path.lstrip("/")) if parts is not None else ""
                self.wrong("bad-alias", at, value=text, near=near)
        return self.keep(name, list(found.items()))


def said(value: FieldValue) -> bool | None:
    """What a value says where it says yes or no in Vietnamese or English; None where it says something else."""
    if not isinstance(value, Text):
        return None
    word = spelling.one_line(value.value).casefold()
    return True if word in _YES else False if word in _NO else None


def one_of(word: str, known: dict[str, str]) -> tuple[str, str]:
    """What a word means among known spellings, compared without accents; else nothing, and the nearest spelling."""
    wanted = spelling.fold(word)
    for name, meaning in known.items():
        if spelling.fold(name) == wanted:
            return meaning, ""
    return "", nearest(word, known, fold=spelling.fold)


def decoded(target: str) -> str:
    """The name of a file as it is on disk: percent-escapes undone, `/` between folders, NFC."""
    if "%" in target:
        plain = unquote(target, errors="replace")
        target = target if "\ufffd" in plain else plain
    return unicodedata.normalize("NFC", target.replace("\\", "/"))


def _is_empty(value: FieldValue) -> bool:
    return isinstance(value, Text) and value.value.strip() in ("", "~")


def _address(text: str) -> str:
    """A site-absolute path, `/cu/` or `/cu/bai-1.html`; empty where the text is none or would lead elsewhere."""
    path = decoded(text.strip())
    if not path.startswith("/") or path.startswith("//") or "?" in path or "#" in path:
        return ""
    segments = [segment for segment in path.split("/") if segment not in ("", ".")]
    if not segments or any(_BAD_SEGMENT.search(segment) for segment in segments):
        return ""
    is_file = not path.endswith("/") and "." in segments[-1]
    return "/" + "/".join(segments) + ("" if is_file else "/")


def fields_of(value: FieldValue) -> tuple[Fields, ...] | None:
    """The mappings of a list, or one mapping by itself; None where the value is something else."""
    items = value.items if isinstance(value, Items) else (value,)
    found = tuple(item for item in items if isinstance(item, Fields))
    return found if len(found) == len(items) else None
