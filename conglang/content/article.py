"""One Markdown file in, an `Article` out, with its fields read by the table `FIELDS`.

Names of fields are English or Vietnamese. Every problem of the file is found in one run. Localities, category, tags and links
stay as written, because they have a meaning only when all files have been read; the body stays text, for `markdown/`. A file
with an error gives no article that may be shown.
"""

from __future__ import annotations

from typing import Any

from conglang.content import dates, frontmatter
from conglang.content.field_readers import Written
from conglang.content.fields import ARTICLE, ENGLISH_NAMES, FIELDS, LOCALITY, NOTICE, PAGE
from conglang.content.frontmatter import Field, Fields, FieldValue
from conglang.diagnostics import Diagnostic, error, has_errors, nearest
from conglang.model import Article, Body, Location
from conglang.vietnamese import spelling

Read = tuple[Article | None, str, int, tuple[Diagnostic, ...]]


def read(path: str, text: str, *, timezone: str) -> Read:
    """As `read_through`, but None instead of an article with errors."""
    article, body, first_line, problems = read_through(path, text, timezone=timezone)
    return (None if has_errors(problems) else article), body, first_line, problems


def read_through(path: str, text: str, *, timezone: str) -> Read:
    """The article of a file with an empty `Body`, the text of its body, the line at which this begins, and the problems.

    Fields that are wrong are empty in it, so an article with errors may be checked further, but never shown. Raises
    ValueError for an unknown time zone.
    """
    document, problems = frontmatter.parse(text, path)
    if document is None:
        return None, "", 1, problems
    if document.fields is None:
        return None, document.body, document.first_line, problems
    if (zone := dates.zone(timezone)) is None:
        raise ValueError(f"unknown time zone {timezone}")
    collected = list(problems)
    written = Written(path, kind_of(path), zone, _by_english_name(path, document.fields, collected), collected)
    article = _article(written)
    _required(article, written, document.fields.line)
    ordered = sorted(collected, key=lambda problem: (problem.at.line, problem.at.column))
    return article, document.body, document.first_line, tuple(ordered)


def kind_of(path: str) -> str:
    """The kind of content that a Markdown file is, which its folder decides."""
    if path.startswith("content/pages/"):
        return PAGE
    if path.startswith("content/notices/"):
        return NOTICE
    if path.startswith("content/localities/") and path.count("/") == 2:
        return LOCALITY
    return ARTICLE


def _by_english_name(path: str, fields: Fields, problems: list[Diagnostic]) -> dict[str, FieldValue]:
    """The values by English name; a name that does not exist, or a field under both of its names, is an error."""
    values: dict[str, FieldValue] = {}
    first: dict[str, Field] = {}
    for field in fields.fields:
        name = ENGLISH_NAMES.get(field.name)
        at = Location(path, field.line, field.column, len(field.name))
        if name is None:
            near = nearest(field.name, ENGLISH_NAMES, fold=spelling.fold)
            problems.append(error("unknown-field", at, field=field.name, near=near))
        elif name in values:
            before = first[name]
            see = (Location(path, before.line, before.column, len(before.name)),)
            problems.append(error("duplicate-field", at, see=see, field=field.name, other=before.name))
        else:
            values[name] = field.value
            first[name] = field
    return values


def _article(written: Written) -> Article:
    """The article of a file's fields; what is wrong or absent in it is empty."""
    values: dict[str, Any] = {}
    shown: dict[str, str] = {}
    for field in FIELDS:
        if field.read is None:
            continue
        value = field.read(written, field.name)
        if field.into:
            values[field.into] = value
        else:
            shown[field.name] = str(value or "")
    values["featured"], values["featured_until"] = values["featured"]
    places = "\n".join([f"{name} {at[0]} {at[1]} {at[2]}" for name, at in written.places.items()])
    return Article(path=written.path, kind=written.kind, body=Body(), fields=places, shown=shown, **values)


def _required(article: Article, written: Written, top: int) -> None:
    """Report required fields that are absent or empty; not those whose value is wrong. `top` is the line of the first fence."""
    for field in FIELDS:
        if written.kind not in field.required_by:
            continue
        if getattr(article, field.into) if field.into else article.shown.get(field.name):
            continue
        value = written.fields.get(field.name)
        if value is None:
            place = Location(written.path, top, 1, 3)
            written.problems.append(error("missing-field", place, field=field.name, vietnamese=field.vietnamese))
        elif field.name not in written.failed:
            written.wrong("empty-field", value, field=field.name)
