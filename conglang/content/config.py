"""The text of `config.toml` in, a `Config` with every default filled in out.

Every key is looked at, whatever is wrong with the others, so that one run reports all mistakes. What the rest of the
program reads here is known to be right: the language and the zone exist, slugs are slugs, the pattern of addresses can
be filled in. Secrets have no place in this file, which goes into the repository with everything else: a key that looks
like one is an error.
"""

from __future__ import annotations

import re
from typing import cast
from urllib.parse import urlsplit

from conglang.content import dates, toml
from conglang.content.toml import Path
from conglang.content.toml_values import Table, TomlReader
from conglang.diagnostics import Diagnostic, error, has_errors, nearest
from conglang.languages import CODES
from conglang.model import Category, Config, Location, PhotoConfig, SiteConfig
from conglang.values import replace
from conglang.vietnamese import slugs, spelling

FORMATS = ("webp", "jpeg", "avif")

_TEXTS = ("slogan", "logo", "governing_body", "responsible", "address", "phone", "email")
_KEYS: dict[str, tuple[str, ...]] = {
    "site": ("title", "url", "language", "timezone", "approval", *_TEXTS),
    "category": ("slug", "name"),
    "permalinks": ("article",),
    "lists": ("per_page",),
    "related": ("count",),
    "photos": ("widths", "formats", "quality", "share", "share_titles"),
    "feeds": ("items", "full_text"),
}
_PLACEHOLDERS = ("year", "month", "day", "slug")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PERMALINK = re.compile(r"/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)+")
_HOST = re.compile(r"""[^\s/?#@"'<>\\:\[\]{}|^`%]+(?::[0-9]{1,5})?""")
_SUB_PATH = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")


def missing(path: str = "config.toml") -> Diagnostic:
    """What to say where there is no such file at all."""
    return error("no-config", Location(path))


def load(text: str, path: str = "config.toml") -> tuple[Config | None, tuple[Diagnostic, ...]]:
    """Read a configuration; None where an error makes it unusable."""
    data, problems = toml.parse(text, path)
    if data is None:
        return None, problems
    if not data:
        return None, (error("empty-config", Location(path, 1, 1)),)
    reader = TomlReader(toml.places(text, path), [])
    _names_are_known(reader, data)
    photos = reader.table(data, "photos")
    feeds = reader.table(data, "feeds")
    config = Config(
        site=_site(reader, reader.table(data, "site")),
        categories=_categories(reader, data.get("category", [])),
        article_permalink=_permalink(reader, reader.table(data, "permalinks")),
        per_page=reader.number(reader.table(data, "lists"), ("lists", "per_page"), 20, 1, 500),
        related_count=reader.number(reader.table(data, "related"), ("related", "count"), 5, 0, 50),
        photos=_photos(reader, photos),
        feed_items=reader.number(feeds, ("feeds", "items"), 20, 1, 500),
        feed_full_text=reader.flag(feeds, ("feeds", "full_text")),
    )
    if config.site.logo:
        config = replace(config, logo_at=reader.places.value(("site", "logo")))
    found = tuple(sorted(reader.problems, key=lambda problem: (problem.at.line, problem.at.column)))
    return (None if has_errors(found) else config), found


def base_url(text: str) -> str:
    """A web address without a slash at its end, as `[site] url` and `--base-url` take it; empty where it is not one."""
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        return ""
    host, sub_path = parts.netloc.lower(), parts.path.rstrip("/")
    if parts.scheme not in ("http", "https") or "?" in text or "#" in text or port == 0:
        return ""
    if not text.strip().isprintable():  # A byte that is no text, a hidden sign.
        return ""
    if not _HOST.fullmatch(host) or ".." in host or host[0] in ".-" or not _SUB_PATH.fullmatch(sub_path):
        return ""
    return f"{parts.scheme}://{host}{sub_path}"


def _names_are_known(reader: TomlReader, data: Table) -> None:
    """Note every table and key that does not exist."""
    for table, content in data.items():
        if table not in _KEYS:
            reader.unknown("unknown-table", (table,), tuple(_KEYS))
        elif isinstance(content, list):
            for number, row in enumerate(content):
                if isinstance(row, dict):
                    reader.known_keys(row, (table, number), _KEYS[table], table=table)
        elif isinstance(content, dict):
            reader.known_keys(content, (table,), _KEYS[table], table=table)


# ---- tables --------------------------------------------------------------------------------------------------------


def _site(reader: TomlReader, site: Table) -> SiteConfig:
    title = reader.required_text(site, ("site", "title"))
    written = reader.required_text(site, ("site", "url"))
    url = base_url(written)
    if written and not url:
        reader.wrong("bad-url", ("site", "url"), value=written)
    language = reader.text(site, ("site", "language"), "vi")
    if language not in CODES:
        reader.wrong("unknown-language", ("site", "language"), value=language, known=", ".join(CODES))
    timezone = reader.text(site, ("site", "timezone"), "Asia/Ho_Chi_Minh")
    if dates.zone(timezone) is None:
        near = nearest(timezone, dates.zone_names(), fold=spelling.fold)
        reader.wrong("unknown-timezone", ("site", "timezone"), value=timezone, near=near)
    texts = {name: reader.text(site, ("site", name), "") for name in _TEXTS}
    approval = reader.flag(site, ("site", "approval"))
    return SiteConfig(title, url, language, timezone, approval=approval, **texts)


def _categories(reader: TomlReader, written: object) -> tuple[Category, ...]:
    if not isinstance(written, list) or not all(isinstance(item, dict) for item in written):
        reader.wrong("not-a-list-of-tables", ("category",), key="category")
        return ()
    categories: list[Category] = []
    slugs_seen: dict[str, Path] = {}
    names_seen: dict[str, Path] = {}
    for number, item in enumerate(cast("list[Table]", written)):
        way: Path = ("category", number)
        name = reader.required_text(item, (*way, "name"))
        slug = reader.required_text(item, (*way, "slug"))
        if slug and not slugs.is_slug(slug):
            reader.wrong("bad-slug", (*way, "slug"), value=slug, near=slugs.slug(slug))
        reader.once("duplicate-category", slug, (*way, "slug"), slugs_seen, value=slug)
        reader.once("duplicate-category", spelling.key(name), (*way, "name"), names_seen, value=name)
        categories.append(Category(slug, name, reader.places.value((*way, "slug"))))
    return tuple(categories)


def _permalink(reader: TomlReader, table: Table) -> str:
    way: Path = ("permalinks", "article")
    pattern = reader.text(table, way, "/{year}/{month}/{slug}/")
    for name in _PLACEHOLDER.findall(pattern):
        if name not in _PLACEHOLDERS:
            near = nearest(name, _PLACEHOLDERS, fold=spelling.fold)
            reader.wrong("unknown-placeholder", way, name=name, near=near)
            return pattern
    if "{slug}" not in pattern or not _PERMALINK.fullmatch(_PLACEHOLDER.sub("0", pattern)):
        reader.wrong("bad-permalink", way, value=pattern)
    return pattern


def _photos(reader: TomlReader, photos: Table) -> PhotoConfig:
    usual = PhotoConfig()
    return PhotoConfig(
        widths=_widths(reader, photos),
        formats=_formats(reader, photos),
        quality=_quality(reader, photos),
        share=reader.flag({"share": usual.share, **photos}, ("photos", "share")),
        share_titles=reader.number(photos, ("photos", "share_titles"), usual.share_titles, 0, 100_000),
    )


def _widths(reader: TomlReader, photos: Table) -> tuple[int, ...]:
    way: Path = ("photos", "widths")
    widths = reader.items(photos, way, PhotoConfig().widths, int)
    if any(not 16 <= width <= 8000 for width in widths) or list(widths) != sorted(set(widths)):
        reader.wrong("bad-widths", way)
    return widths


def _formats(reader: TomlReader, photos: Table) -> tuple[str, ...]:
    way: Path = ("photos", "formats")
    formats = reader.items(photos, way, PhotoConfig().formats, str)
    for number, name in enumerate(formats):
        if name not in FORMATS:
            near = "jpeg" if name.lower() == "jpg" else nearest(name, FORMATS, fold=spelling.fold)
            reader.wrong("unknown-format", (*way, number), value=name, near=near)
            return formats
    if formats[-1] != "jpeg" or len(set(formats)) != len(formats):
        reader.wrong("bad-formats", way)
    return formats


def _quality(reader: TomlReader, photos: Table) -> tuple[tuple[str, int], ...]:
    way: Path = ("photos", "quality")
    usual = dict(PhotoConfig().quality)
    written = photos.get("quality", {})
    if not isinstance(written, dict):  # One number for all formats.
        everywhere = reader.number(photos, way, 80, 1, 100)
        return tuple((name, everywhere) for name in sorted(usual))
    for name in written:
        if name not in FORMATS:
            near = "jpeg" if name.lower() == "jpg" else nearest(name, FORMATS, fold=spelling.fold)
            reader.wrong_key("unknown-format", (*way, name), value=name, near=near)
    return tuple((name, reader.number(written, (*way, name), usual[name], 1, 100)) for name in sorted(usual))
