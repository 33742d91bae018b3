"""One Markdown file as written in, an `Article` as meant out.

Names of fields are English or Vietnamese; values are converted field by field, and every problem of the file is found
in one go. Localities, category, tags and links stay as written, for they mean something only when all files have been
read; the body stays text, for its own reader. An article with an error is no article.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from conglang.content import dates, frontmatter
from conglang.content.fields import LONGEST_TITLE, Written, decoded, fields_of, one_of, said
from conglang.content.frontmatter import Field, Fields, FieldValue, Text
from conglang.diagnostics import Diagnostic, error, has_errors, nearest, warning
from conglang.markdown.references import LOCAL, REMOTE
from conglang.model import Article, Author, Body, Correction, Location, Moment, PhotoRef
from conglang.vietnamese import slugs, spelling

NAMES = {
    "title": "tieu_de",
    "date": "ngay",
    "author": "tac_gia",
    "locality": "dia_phuong",
    "category": "chuyen_muc",
    "tags": "tu_khoa",
    "summary": "sapo",
    "photo": "anh",
    "photo_caption": "chu_thich_anh",
    "photo_credit": "nguon_anh",
    "updated": "cap_nhat",
    "embargo": "cam_truoc",
    "expires": "het_han",
    "draft": "ban_nhap",
    "status": "trang_thai",
    "featured": "noi_bat",
    "source": "nguon",
    "genre": "the_loai",
    "series": "loat_bai",
    "related": "lien_quan",
    "corrections": "dinh_chinh",
    "withdrawn": "go_bai",
    "slug": "slug",
    "aliases": "dia_chi_cu",
}
"""The fields, English and Vietnamese."""

REQUIRED = {
    "article": ("title", "date", "author", "locality", "category"),
    "notice": ("title", "date"),
    "page": ("title",),
    "locality": (),
}
"""The fields that a file of each kind must have."""

_ENGLISH = {vietnamese: english for english, vietnamese in NAMES.items()} | {name: name for name in NAMES}
_STATUSES = {
    "draft": "draft",
    "review": "review",
    "approved": "approved",
    "bản nháp": "draft",
    "chờ duyệt": "review",
    "đã duyệt": "approved",
}
_LONGEST_TAG = 100

Read = tuple[Article | None, str, int, tuple[Diagnostic, ...]]


def read(path: str, text: str, *, timezone: str) -> Read:
    """As `read_through`, but without an article where there are errors."""
    article, body, first_line, problems = read_through(path, text, timezone=timezone)
    return (None if has_errors(problems) else article), body, first_line, problems


def read_through(path: str, text: str, *, timezone: str) -> Read:
    """The article of a file with an empty `Body`, the text of its body, the line this begins at, and the problems.

    What is wrong in it is empty: with errors it is to be looked at, never shown. `moments.zone` knows `timezone`.
    """
    document, found = frontmatter.parse(text, path)
    if document is None:
        return None, "", 1, found
    if document.fields is None:
        return None, document.body, document.first_line, found
    if (zone := dates.zone(timezone)) is None:
        raise ValueError(f"unknown time zone {timezone}")
    problems = list(found)
    kind = kind_of(path)
    written = Written(path, zone, _by_english_name(path, document.fields, problems), problems)
    article = _article(kind, path, written)
    _required(kind, article, written, document.fields.line)
    ordered = sorted(problems, key=lambda problem: (problem.at.line, problem.at.column))
    return article, document.body, document.first_line, tuple(ordered)


def kind_of(path: str) -> str:
    """What a Markdown file is, after the folder it stands in."""
    if path.startswith("content/pages/"):
        return "page"
    if path.startswith("content/notices/"):
        return "notice"
    if path.startswith("content/localities/") and path.count("/") == 2:
        return "locality"
    return "article"


def _by_english_name(path: str, fields: Fields, problems: list[Diagnostic]) -> dict[str, FieldValue]:
    """The values by English name; a name that does not exist, or that stands in both languages, is an error."""
    values: dict[str, FieldValue] = {}
    first: dict[str, Field] = {}
    for field in fields.fields:
        name = _ENGLISH.get(field.name)
        at = Location(path, field.line, field.column, len(field.name))
        if name is None:
            near = nearest(field.name, _ENGLISH, fold=spelling.fold)
            problems.append(error("unknown-field", at, field=field.name, near=near))
        elif name in values:
            before = first[name]
            see = (Location(path, before.line, before.column, len(before.name)),)
            problems.append(error("duplicate-field", at, see=see, field=field.name, other=before.name))
        else:
            values[name] = field.value
            first[name] = field
    return values


def _article(kind: str, path: str, written: Written) -> Article:
    featured, featured_until = _featured(written)
    return Article(
        path=path,
        kind=kind,
        slug=_slug(kind, path, written),
        title=_title(written),
        body=Body(),
        date=written.moment("date"),
        authors=_authors(written),
        localities=written.keep("locality", written.texts("locality")),
        category=written.text("category"),
        tags=_tags(written),
        summary=written.text("summary"),
        photo=_photo(written),
        updated=written.moment("updated"),
        embargo=written.moment("embargo"),
        expires=written.end("expires"),
        draft=written.flag("draft"),
        status=_status(written),
        featured=featured,
        featured_until=featured_until,
        source=written.text("source"),
        genre=written.text("genre"),
        series=written.text("series"),
        related=written.keep("related", written.texts("related")),
        corrections=read_corrections(written),
        withdrawn=_withdrawn(written),
        aliases=written.addresses("aliases"),
        fields="\n".join([f"{name} {at[0]} {at[1]} {at[2]}" for name, at in written.places.items()]),
    )


def _required(kind: str, article: Article, written: Written, top: int) -> None:
    """Note the required fields that are absent or empty; one whose value is wrong has been noted already. `top` is the first fence."""
    values: dict[str, object] = {
        "title": article.title,
        "date": article.date,
        "author": article.authors,
        "locality": article.localities,
        "category": article.category,
    }
    for name in REQUIRED[kind]:
        at = written.fields.get(name)
        if values[name]:
            continue
        if at is None:
            place = Location(written.path, top, 1, 3)
            written.problems.append(error("missing-field", place, field=name, vietnamese=NAMES[name]))
        elif name not in written.failed:
            written.wrong("empty-field", at, field=name)


def _slug(kind: str, path: str, written: Written) -> str:
    """The slug as written, else from the name of the bundle's folder or of the file; never from the title."""
    name = PurePosixPath(path)
    if kind == "locality":
        return name.stem
    by_hand = written.slug("slug")
    if by_hand:
        return by_hand
    source = name.parent.name if name.stem.lower() == "index" else name.stem
    slug = slugs.slug(source)
    if not slug:
        written.problems.append(error("no-slug", Location(path, 1, 1), name=source))
    return slug


def _title(written: Written) -> str:
    title = written.text("title")
    if len(title) > LONGEST_TITLE:
        written.wrong("title-too-long", written.fields["title"], length=len(title), limit=LONGEST_TITLE)
    return title


def _authors(written: Written) -> tuple[Author, ...]:
    people: dict[Author, Text] = {}
    for text, at in written.texts("author"):
        person = author(text)
        if person is None:
            written.failed.add("author")
            written.wrong("author-without-name", at, value=text)
            continue
        names = people_in(person.name)
        if len(names) > 1:
            place = Location(written.path, at.line, at.column, at.width)
            written.problems.append(warning("comma-in-author", place, value=text, list=f"[{', '.join(names)}]"))
        people.setdefault(person, at)
    written.keep("author", [(person.name, at) for person, at in people.items()])
    return tuple(people)


def _tags(written: Written) -> tuple[str, ...]:
    value = written.fields.get("tags")
    if isinstance(value, Text) and ("," in value.value or ";" in value.value):
        names = [part.strip() for part in value.value.replace(";", ",").split(",") if part.strip()]
        written.wrong("tags-not-a-list", value, list=f"[{', '.join(names)}]")
        return ()
    tags: dict[str, tuple[str, Text]] = {}
    for text, at in written.texts("tags"):
        tag = text.lstrip("# ")
        if not any(map(str.isalnum, tag)):
            written.wrong("tag-without-letters", at, value=text)
        elif len(tag) > _LONGEST_TAG:
            written.wrong("tag-too-long", at, length=len(tag), limit=_LONGEST_TAG)
        else:
            tags.setdefault(spelling.key(tag), (tag, at))
    return written.keep("tags", list(tags.values()))


def _photo(written: Written) -> PhotoRef | None:
    target, caption, credit = written.text("photo"), written.text("photo_caption"), written.text("photo_credit")
    if not target:
        for name, value in (("photo_caption", caption), ("photo_credit", credit)):
            if value:
                at = written.places[name]
                written.problems.append(warning("caption-without-photo", Location(written.path, *at), field=name))
        return None
    if LOCAL.match(target) or REMOTE.match(target):
        code = "local-link" if LOCAL.match(target) else "remote-photo"
        written.wrong(code, written.fields["photo"], target=target)
        return None
    return PhotoRef(decoded(target), *written.places["photo"], caption=caption, credit=credit)


def _status(written: Written) -> str:
    word = written.text("status")
    if not word:
        return ""
    status, near = one_of(word, _STATUSES)
    if not status:
        written.wrong("unknown-status", written.fields["status"], value=word, near=near)
    return status


def _featured(written: Written) -> tuple[bool, Moment | None]:
    """Whether an article is to lead the home page, and the end of the last day on which it does."""
    value = written.fields.get("featured")
    meant = said(value) if value is not None else False
    if meant is not None:
        return meant, None
    until = written.end("featured")
    return until is not None, until


def _withdrawn(written: Written) -> str:
    value = written.fields.get("withdrawn")
    if value is None:
        return ""
    reason = written.text("withdrawn")
    if said(value) is not None or (not reason and isinstance(value, Text)):
        written.wrong("withdrawn-without-reason", value)
    return reason


# ---- Bylines as newsrooms write them in, people and organisations out.

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
    """The names that one text seems to list; one name where it does not."""
    return tuple(part for part in _SEVERAL.split(name) if part)


# ---- The field `corrections`: a list of dates and texts in, `Correction` values out.

_NAMES = {"date": "date", "ngay": "date", "text": "text", "noi_dung": "text"}


def read_corrections(written: Written) -> tuple[Correction, ...]:
    """The corrections of a file, in its order; one that stands by itself needs no list."""
    value = written.fields.get("corrections")
    if value is None or (isinstance(value, Text) and not value.value.strip()):
        return ()
    rows = fields_of(value)
    if rows is None:
        written.wrong("corrections-not-a-list", value)
        return ()
    corrections: list[Correction] = []
    for row in rows:
        parts: dict[str, FieldValue] = {}
        for field in row.fields:
            name = _NAMES.get(field.name)
            if name is None:
                near = nearest(field.name, _NAMES, fold=spelling.fold)
                at = Location(written.path, field.line, field.column, len(field.name))
                written.problems.append(error("unknown-field", at, field=field.name, near=near))
            else:
                parts[name] = field.value
        date = written.moment_of(parts["date"], "date") if "date" in parts else None
        text = written.line(parts["text"], "text") if "text" in parts else ""
        if not text:
            written.wrong("correction-without-text", parts.get("text", row))
        if "date" not in parts:
            written.wrong("correction-without-date", row)
        if date is not None and text:
            written.places[f"corrections.{len(corrections)}"] = (row.line, row.column, row.width)
            corrections.append(Correction(date, text))
    return tuple(corrections)
