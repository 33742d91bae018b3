"""The readers of front-matter fields: values with their places in, plain values of the types that an article has out.

A reader reads one field. It records where the value is, and reports an error where the field does not take this value; it
then returns what means “absent”, so that all other fields are still read. First come the readers of one type (text, moment,
yes or no), then those that belong to a single field, with the rules for bylines and corrections. Which fields there are and
which of them an article needs is not known here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import tzinfo
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from conglang.content import dates
from conglang.content.frontmatter import Fields, FieldValue, Items, Text
from conglang.diagnostics import Diagnostic, error, nearest, warning
from conglang.markdown.references import LOCAL, REMOTE
from conglang.model import Author, Correction, Location, Moment, PhotoRef
from conglang.vietnamese import slugs, spelling

LONGEST_TITLE = 300
LONGEST_TAG = 100

CORRECTION_PARTS = {"date": "ngay", "text": "noi_dung"}
"""The parts of a correction, English and Vietnamese."""

STATUSES = {
    "draft": "draft",
    "review": "review",
    "approved": "approved",
    "bản nháp": "draft",
    "chờ duyệt": "review",
    "đã duyệt": "approved",
}
"""The words of the field `status` and what they mean."""

_YES = frozenset({"true", "yes", "y", "on", "1", "có", "đúng", "x"})
_NO = frozenset({"false", "no", "n", "off", "0", "không", "sai"})
_BAD_SEGMENT = re.compile('[<>:"|?*\x00-\x1f\x7f]|^\\.|[. ]$')


class Written:
    """The fields of one file while they are read, by English name, with the places and problems found so far."""

    __slots__ = ("failed", "fields", "kind", "path", "places", "problems", "zone")

    def __init__(
        self, path: str, kind: str, zone: tzinfo, fields: dict[str, FieldValue], problems: list[Diagnostic]
    ) -> None:
        self.path = path
        self.kind = kind
        self.zone = zone
        self.fields = fields
        self.problems = problems
        self.failed: set[str] = set()  # Fields with an error; they are not reported as empty as well.
        self.places = {name: (at.line, at.column, at.width) for name, at in fields.items()}

    def at(self, value: FieldValue) -> Location:
        """The place of a value."""
        return Location(self.path, value.line, value.column, value.width)

    def wrong(self, code: str, at: FieldValue, **values: str | int) -> None:
        """Report an error about a value."""
        self.problems.append(error(code, self.at(at), see=(), **values))

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
        self.wrong("comment-in-value", value, text=value.comment, line=f"{name}: {quoted}")

    def items(self, name: str) -> list[tuple[str, Text]]:
        """The texts of a field that is one text or a list of them, with their places; empty ones are dropped."""
        value = self.fields.get(name)
        if value is None:
            return []
        texts: list[tuple[str, Text]] = []
        for item in value.items if isinstance(value, Items) else (value,):
            text = self.line(item, name)
            if text and isinstance(item, Text):
                texts.append((text, item))
        return texts

    def keep(self, name: str, items: list[tuple[str, Text]]) -> tuple[str, ...]:
        """The texts of a list; records their places as `name.0`, `name.1`."""
        for number, (_, at) in enumerate(items):
            self.places[f"{name}.{number}"] = (at.line, at.column, at.width)
        return tuple([text for text, _ in items])

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a field that is one text or a list of them."""
        return self.keep(name, self.items(name))

    def moment(self, name: str) -> Moment | None:
        """A moment; a day without a time is its start."""
        return self.moment_of(self.fields.get(name), name)

    def end(self, name: str) -> Moment | None:
        """A moment; a day without a time is its last second."""
        return self.moment_of(self.fields.get(name), name, dates.end_of_moment)

    def moment_of(
        self, value: FieldValue | None, name: str, read: Callable[[str, tzinfo], Moment | str] = dates.moment
    ) -> Moment | None:
        """The moment that one value names; None where there is no value."""
        if value is None:
            return None
        if not isinstance(value, Text):
            self.failed.add(name)
            self.wrong("field-not-text", value, field=name)
            return None
        text = spelling.one_line(value.value)
        if text in ("", "~"):
            return None
        moment = read(text, self.zone)
        if isinstance(moment, Moment):
            return moment
        self.failed.add(name)
        self.wrong(moment, value, value=text, field=name)
        return None

    def flag(self, name: str) -> bool:
        """Yes or no; no where it is absent."""
        value = self.fields.get(name)
        if value is None:
            return False
        answer = yes_or_no(value)
        if answer is None and not _is_empty(value):
            shown = value.value if isinstance(value, Text) else ""
            self.wrong("not-yes-or-no", value, field=name, value=spelling.one_line(shown))
        return bool(answer)


FieldReader = Callable[[Written, str], object]
"""Reads the field of this name; `Written.text` is one."""


# ---- readers of single fields --------------------------------------------------------------------------------------


def title(written: Written, name: str) -> str:
    """The title, which has a longest length."""
    text = written.text(name)
    if len(text) > LONGEST_TITLE:
        written.wrong("title-too-long", written.fields[name], length=len(text), limit=LONGEST_TITLE)
    return text


def authors(written: Written, name: str) -> tuple[Author, ...]:
    """The people and organisations of a byline, each once."""
    people: dict[Author, Text] = {}
    for text, at in written.items(name):
        person = author(text)
        if person is None:
            written.failed.add(name)
            written.wrong("author-without-name", at, value=text)
            continue
        names = people_in(person.name)
        if len(names) > 1:
            listed = f"[{', '.join(names)}]"
            written.problems.append(warning("comma-in-author", written.at(at), value=text, list=listed))
        people.setdefault(person, at)
    written.keep(name, [(person.name, at) for person, at in people.items()])
    return tuple(people)


def tags(written: Written, name: str) -> tuple[str, ...]:
    """The tags without `#`, each spelling key once; a text with commas is an error, for it looks like a list."""
    value = written.fields.get(name)
    if isinstance(value, Text) and ("," in value.value or ";" in value.value):
        names = [part.strip() for part in value.value.replace(";", ",").split(",") if part.strip()]
        written.wrong("tags-not-a-list", value, list=f"[{', '.join(names)}]")
        return ()
    by_key: dict[str, tuple[str, Text]] = {}
    for text, at in written.items(name):
        tag = text.lstrip("# ")
        if not any(map(str.isalnum, tag)):
            written.wrong("tag-without-letters", at, value=text)
        elif len(tag) > LONGEST_TAG:
            written.wrong("tag-too-long", at, length=len(tag), limit=LONGEST_TAG)
        else:
            by_key.setdefault(spelling.key(tag), (tag, at))
    return written.keep(name, list(by_key.values()))


def photo(written: Written, name: str) -> PhotoRef | None:
    """The lead photo with its caption and credit, which are fields of their own and mean nothing without a photo."""
    target, caption, credit = written.text(name), written.text("photo_caption"), written.text("photo_credit")
    if not target:
        for field, text in (("photo_caption", caption), ("photo_credit", credit)):
            if text:
                at = Location(written.path, *written.places[field])
                written.problems.append(warning("caption-without-photo", at, field=field))
        return None
    if LOCAL.match(target) or REMOTE.match(target):
        code = "local-link" if LOCAL.match(target) else "remote-photo"
        written.wrong(code, written.fields[name], target=target)
        return None
    return PhotoRef(decoded(target), *written.places[name], caption=caption, credit=credit)


def status(written: Written, name: str) -> str:
    """The status as one of the English words; empty where it is absent."""
    word = written.text(name)
    if not word:
        return ""
    wanted = spelling.fold(word)
    meaning = next((meaning for known, meaning in STATUSES.items() if spelling.fold(known) == wanted), "")
    if not meaning:
        near = nearest(word, STATUSES, fold=spelling.fold)
        written.wrong("unknown-status", written.fields[name], value=word, near=near)
    return meaning


def featured(written: Written, name: str) -> tuple[bool, Moment | None]:
    """Whether an article leads the home page, and the end of the last day on which it does where a day is written."""
    value = written.fields.get(name)
    answer = yes_or_no(value) if value is not None else False
    if answer is not None:
        return answer, None
    until = written.end(name)
    return until is not None, until


def withdrawn(written: Written, name: str) -> str:
    """The reason of a withdrawal; the field without a reason is an error."""
    value = written.fields.get(name)
    if value is None:
        return ""
    reason = written.text(name)
    if yes_or_no(value) is not None or (not reason and isinstance(value, Text)):
        written.wrong("withdrawn-without-reason", value)
    return reason


def slug(written: Written, name: str) -> str:
    """The slug as written, else from the name of the bundle's folder or of the file; never from the title.

    That of a locality's text is the id of the locality, which its file is named by.
    """
    path = PurePosixPath(written.path)
    if written.kind == "locality":
        return path.stem
    text = written.text(name)
    if text:
        if not slugs.is_slug(text):
            written.wrong("bad-slug", written.fields[name], value=text, near=slugs.slug(text))
        return text
    source = path.parent.name if path.stem.lower() == "index" else path.stem
    text = slugs.slug(source)
    if not text:
        written.problems.append(error("no-slug", Location(written.path, 1, 1), name=source))
    return text


def aliases(written: Written, name: str) -> tuple[str, ...]:
    """Old addresses, cleaned, each once."""
    addresses: dict[str, Text] = {}
    for text, at in written.items(name):
        address = _address(text)
        if address:
            addresses.setdefault(address, at)
        else:
            parts = urlsplit(text) if "[" not in text else None
            near = _address("/" + parts.path.lstrip("/")) if parts is not None else ""
            written.wrong("bad-alias", at, value=text, near=near)
    return written.keep(name, list(addresses.items()))


def corrections(written: Written, name: str) -> tuple[Correction, ...]:
    """The corrections of a file, in its order; a single one needs no list."""
    value = written.fields.get(name)
    if value is None or (isinstance(value, Text) and not value.value.strip()):
        return ()
    items = value.items if isinstance(value, Items) else (value,)
    rows = [item for item in items if isinstance(item, Fields)]
    if len(rows) < len(items):
        written.wrong("corrections-not-a-list", value)
        return ()
    complete: list[Correction] = []
    for row in rows:
        parts = _correction_parts(written, row)
        date = written.moment_of(parts["date"], "date") if "date" in parts else None
        text = written.line(parts["text"], "text") if "text" in parts else ""
        if not text:
            written.wrong("correction-without-text", parts.get("text", row))
        if "date" not in parts:
            written.wrong("correction-without-date", row)
        if date is not None and text:
            written.places[f"{name}.{len(complete)}"] = (row.line, row.column, row.width)
            complete.append(Correction(date, text))
    return tuple(complete)


def _correction_parts(written: Written, row: Fields) -> dict[str, FieldValue]:
    """The parts of one correction by English name; a part of any other name is an error."""
    known = {written_name: name for name, other in CORRECTION_PARTS.items() for written_name in (name, other)}
    parts: dict[str, FieldValue] = {}
    for field in row.fields:
        if field.name in known:
            parts[known[field.name]] = field.value
        else:
            near = nearest(field.name, known, fold=spelling.fold)
            at = Location(written.path, field.line, field.column, len(field.name))
            written.problems.append(error("unknown-field", at, field=field.name, near=near))
    return parts


# ---- bylines as newsrooms write them in, people and organisations out ---------------------------------------------

_WORK = r"(?:tin|bài|bài viết|ảnh|hình ảnh|video|clip|tổng hợp|text|photos?|words|pictures)"
_CONTRIBUTED = re.compile(rf"{_WORK}(?:\s*(?:,|&|/|-|–|và|and)\s*{_WORK})*\s*:\s*", re.IGNORECASE)
_DASH = re.compile(r"\s+[-–—]\s+")
_SEVERAL = re.compile(r"\s*[,;]\s*")


def author(text: str) -> Author | None:
    """The person that a byline names, or the organisation where it names nobody; None where it names neither."""
    line = _CONTRIBUTED.sub("", spelling.one_line(text), count=1) if ":" in text else spelling.one_line(text)
    name, *organisation = _DASH.split(line, maxsplit=1)
    if not any(character.isalpha() for character in name):
        return None
    return Author(name.strip(" -–—"), organisation[0].strip() if organisation else "")


def people_in(name: str) -> tuple[str, ...]:
    """The names that one text seems to list; one name where it lists none."""
    return tuple(part for part in _SEVERAL.split(name) if part)


# ---- values --------------------------------------------------------------------------------------------------------


def yes_or_no(value: FieldValue) -> bool | None:
    """The answer of a value that is yes or no in Vietnamese or English; None for any other value."""
    if not isinstance(value, Text):
        return None
    word = spelling.one_line(value.value).casefold()
    return True if word in _YES else False if word in _NO else None


def decoded(target: str) -> str:
    """The name of a file as it is on disk: percent-escapes decoded, `/` between folders, NFC."""
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
