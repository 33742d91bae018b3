"""The text of `config.toml` in, a `Config` with every default filled in out, read by the table `SETTINGS`.

Every key is read, whatever is wrong with the others, so that one run reports all mistakes. A `Config` is always right: the
language and the zone exist, slugs are slugs, the pattern of addresses can be filled in. Secrets do not belong in this
file, which is kept with the content: a key that looks like one is an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlsplit

from conglang.content import dates, toml
from conglang.content.reference import TEXT, Bilingual
from conglang.content.toml import KeyPath
from conglang.content.toml_values import Table, TomlReader
from conglang.diagnostics import Diagnostic, error, has_errors, nearest
from conglang.languages import CODES
from conglang.model import USUAL, Category, Config, Location, PhotoConfig, SiteConfig
from conglang.values import Value, replace
from conglang.vietnamese import slugs, spelling

FORMATS = ("webp", "jpeg", "avif")

_CATEGORY = "category"
_PLACEHOLDERS = ("year", "month", "day", "slug")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PERMALINK = re.compile(r"/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)+")
_HOST = re.compile(r"""[^\s/?#@"'<>\\:\[\]{}|^`%]+(?::[0-9]{1,5})?""")
_SUB_PATH = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")


class Setting(Value, frozen=True):
    """One key of `config.toml`: its reader, its sentence in the reference, and its default.

    `example` is a value in TOML, `form` says how a value is written. `default` is None where the key is required; `least`
    and `most` bound a number, or each number of a list.
    """

    table: str
    key: str
    read: SettingReader
    vi: str
    en: str
    example: str
    form: Bilingual = TEXT
    default: object = ""
    least: int = 0
    most: int = 0


SettingReader = Callable[[TomlReader, Table, KeyPath, Setting], object]
"""Reads the value at a key path out of its table; reports an error and returns a default where it is wrong."""


def missing(path: str = "config.toml") -> Diagnostic:
    """The error for a portal without this file."""
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
    values = {name: _values(reader, reader.table(data, name), (name,)) for name in _KEYS if name != _CATEGORY}
    config = Config(
        site=SiteConfig(**values["site"]),
        categories=_categories(reader, data.get(_CATEGORY, [])),
        article_permalink=values["permalinks"]["article"],
        per_page=values["lists"]["per_page"],
        related_count=values["related"]["count"],
        photos=PhotoConfig(**values["photos"]),
        feed_items=values["feeds"]["items"],
        feed_full_text=values["feeds"]["full_text"],
    )
    if config.site.logo:
        config = replace(config, logo_at=reader.places.value(("site", "logo")))
    problems = tuple(sorted(reader.problems, key=lambda problem: (problem.at.line, problem.at.column)))
    return (None if has_errors(problems) else config), problems


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
    """Report every table and key that does not exist."""
    for table, content in data.items():
        if table not in _KEYS:
            reader.unknown("unknown-table", (table,), tuple(_KEYS))
        elif isinstance(content, list):
            for number, row in enumerate(content):
                if isinstance(row, dict):
                    reader.known_keys(row, (table, number), _KEYS[table], table=table)
        elif isinstance(content, dict):
            reader.known_keys(content, (table,), _KEYS[table], table=table)


def _values(reader: TomlReader, table: Table, key_path: KeyPath) -> dict[str, Any]:
    """The values of one table of the file by key, with defaults for those that are absent or wrong."""
    rows = [setting for setting in SETTINGS if setting.table == key_path[0]]
    return {setting.key: setting.read(reader, table, (*key_path, setting.key), setting) for setting in rows}


# ---- readers -------------------------------------------------------------------------------------------------------


def _text(reader: TomlReader, table: Table, key_path: KeyPath, setting: Setting) -> str:
    return reader.text(table, key_path, str(setting.default))


def _required(reader: TomlReader, table: Table, key_path: KeyPath, _: Setting) -> str:
    return reader.required_text(table, key_path)


def _flag(reader: TomlReader, table: Table, key_path: KeyPath, setting: Setting) -> bool:
    return reader.flag(table, key_path, setting.default is True)


def _number(reader: TomlReader, table: Table, key_path: KeyPath, setting: Setting) -> int:
    return reader.number(table, key_path, cast(int, setting.default), setting.least, setting.most)


def _url(reader: TomlReader, table: Table, key_path: KeyPath, _: Setting) -> str:
    written = reader.required_text(table, key_path)
    url = base_url(written)
    if written and not url:
        reader.wrong("bad-url", key_path, value=written)
    return url


def _slug(reader: TomlReader, table: Table, key_path: KeyPath, _: Setting) -> str:
    slug = reader.required_text(table, key_path)
    if slug and not slugs.is_slug(slug):
        reader.wrong("bad-slug", key_path, value=slug, near=slugs.slug(slug))
    return slug


def _language(reader: TomlReader, table: Table, key_path: KeyPath, setting: Setting) -> str:
    language = _text(reader, table, key_path, setting)
    if language not in CODES:
        reader.wrong("unknown-language", key_path, value=language, known=", ".join(CODES))
    return language


def _timezone(reader: TomlReader, table: Table, key_path: KeyPath, setting: Setting) -> str:
    timezone = _text(reader, table, key_path, setting)
    if dates.zone(timezone) is None:
        near = nearest(timezone, dates.zone_names(), fold=spelling.fold)
        reader.wrong("unknown-timezone", key_path, value=timezone, near=near)
    return timezone


def _permalink(reader: TomlReader, table: Table, key_path: KeyPath, setting: Setting) -> str:
    pattern = _text(reader, table, key_path, setting)
    for name in _PLACEHOLDER.findall(pattern):
        if name not in _PLACEHOLDERS:
            near = nearest(name, _PLACEHOLDERS, fold=spelling.fold)
            reader.wrong("unknown-placeholder", key_path, name=name, near=near)
            return pattern
    if "{slug}" not in pattern or not _PERMALINK.fullmatch(_PLACEHOLDER.sub("0", pattern)):
        reader.wrong("bad-permalink", key_path, value=pattern)
    return pattern


def _widths(reader: TomlReader, table: Table, key_path: KeyPath, setting: Setting) -> tuple[int, ...]:
    widths = reader.items(table, key_path, USUAL.photos.widths, int)
    if any(not setting.least <= width <= setting.most for width in widths) or list(widths) != sorted(set(widths)):
        reader.wrong("bad-widths", key_path)
    return widths


def _formats(reader: TomlReader, table: Table, key_path: KeyPath, _: Setting) -> tuple[str, ...]:
    formats = reader.items(table, key_path, USUAL.photos.formats, str)
    for number, name in enumerate(formats):
        if name not in FORMATS:
            reader.wrong("unknown-format", (*key_path, number), value=name, near=_near_format(name))
            return formats
    if formats[-1] != "jpeg" or len(set(formats)) != len(formats):
        reader.wrong("bad-formats", key_path)
    return formats


def _quality(reader: TomlReader, table: Table, key_path: KeyPath, setting: Setting) -> tuple[tuple[str, int], ...]:
    usual, least, most = dict(USUAL.photos.quality), setting.least, setting.most
    written = table.get("quality", {})
    if not isinstance(written, dict):  # One number for all formats.
        everywhere = reader.number(table, key_path, most, least, most)
        return tuple((name, everywhere) for name in sorted(usual))
    for name in written:
        if name not in FORMATS:
            reader.wrong_key("unknown-format", (*key_path, name), value=name, near=_near_format(name))
    return tuple((name, reader.number(written, (*key_path, name), usual[name], least, most)) for name in sorted(usual))


def _near_format(name: str) -> str:
    return "jpeg" if name.lower() == "jpg" else nearest(name, FORMATS, fold=spelling.fold)


def _categories(reader: TomlReader, written: object) -> tuple[Category, ...]:
    if not isinstance(written, list) or not all(isinstance(item, dict) for item in written):
        reader.wrong("not-a-list-of-tables", (_CATEGORY,), key=_CATEGORY)
        return ()
    categories: list[Category] = []
    slugs_seen: dict[str, KeyPath] = {}
    names_seen: dict[str, KeyPath] = {}
    for number, item in enumerate(cast("list[Table]", written)):
        key_path: KeyPath = (_CATEGORY, number)
        category = Category(**_values(reader, item, key_path), at=reader.places.value((*key_path, "slug")))
        reader.once(category.slug, (*key_path, "slug"), slugs_seen, value=category.slug)
        reader.once(spelling.key(category.name), (*key_path, "name"), names_seen, value=category.name)
        categories.append(category)
    return tuple(categories)


# ---- the table -----------------------------------------------------------------------------------------------------

_SWITCH = Bilingual("`true` (có) hoặc `false` (không)", "`true` or `false`")
_NUMBER = Bilingual("số nguyên", "a whole number")

SETTINGS = (
    Setting(
        "site",
        "title",
        _required,
        vi="Tên cổng tin, hiện ở đầu mọi trang.",
        en="The name of the portal, shown at the top of every page.",
        example='"Cổng tin Vân Lam"',
        default=None,
    ),
    Setting(
        "site",
        "url",
        _url,
        vi="Địa chỉ thật của cổng tin trên mạng, kể cả thư mục nếu cổng nằm trong một trang khác.",
        en="The portal's address on the web, with the folder where the portal is part of another site.",
        example='"https://conglang.example"',
        default=None,
        form=Bilingual(
            "địa chỉ bắt đầu bằng `https://` hoặc `http://`",
            "an address that begins with `https://` or `http://`",
        ),
    ),
    Setting(
        "site",
        "language",
        _language,
        vi="Ngôn ngữ của trang và của các thông báo: `vi` là tiếng Việt, `en` là tiếng Anh.",
        en="The language of the pages and of all messages: `vi` is Vietnamese, `en` is English.",
        example='"vi"',
        default=USUAL.site.language,
        form=Bilingual("`vi` hoặc `en`", "`vi` or `en`"),
    ),
    Setting(
        "site",
        "timezone",
        _timezone,
        vi="Múi giờ của mọi ngày giờ ghi trong bài.",
        en="The time zone of the dates and times that articles give.",
        example='"Asia/Ho_Chi_Minh"',
        default=USUAL.site.timezone,
        form=Bilingual("tên múi giờ", "the name of a time zone"),
    ),
    Setting(
        "site",
        "approval",
        _flag,
        vi="Đặt là `true` thì chỉ những bài đã duyệt (`status: approved`) mới được đăng.",
        en="With `true` only what is approved (`status: approved`) is published.",
        example="true",
        default=USUAL.site.approval,
        form=_SWITCH,
    ),
    Setting(
        "site",
        "slogan",
        _text,
        vi="Câu ngắn hiện dưới tên cổng tin.",
        en="A short line below the name of the portal.",
        example='"Tin từ thôn, bản, khu phố"',
    ),
    Setting(
        "site",
        "logo",
        _text,
        vi="Biểu trưng của cổng tin.",
        en="The logo of the portal.",
        example='"img/logo.svg"',
        form=Bilingual("tên tệp trong thư mục `assets`", "the name of a file in the folder `assets`"),
    ),
    Setting(
        "site",
        "governing_body",
        _text,
        vi="Cơ quan chủ quản, ghi ở chân mọi trang.",
        en="The governing body, named at the foot of every page.",
        example='"Trung tâm Văn hóa và Truyền thông tỉnh Vân Lam"',
    ),
    Setting(
        "site",
        "responsible",
        _text,
        vi="Người chịu trách nhiệm nội dung, ghi ở chân mọi trang.",
        en="Who is responsible for the content, named at the foot of every page.",
        example='"Ban Biên tập Cổng tin Vân Lam"',
    ),
    Setting(
        "site",
        "address",
        _text,
        vi="Địa chỉ của tòa soạn, ghi ở chân mọi trang.",
        en="The editors' address, at the foot of every page.",
        example='"Số 1 đường Cổng Làng, phường Tam Nguyệt, tỉnh Vân Lam"',
    ),
    Setting(
        "site",
        "phone",
        _text,
        vi="Số điện thoại của tòa soạn, ghi ở chân mọi trang.",
        en="The editors' telephone number, at the foot of every page.",
        example='"0000 000 000"',
    ),
    Setting(
        "site",
        "email",
        _text,
        vi="Thư điện tử của tòa soạn, ghi ở chân mọi trang.",
        en="The editors' e-mail address, at the foot of every page.",
        example='"toasoan@conglang.example"',
    ),
    Setting(
        _CATEGORY,
        "slug",
        _slug,
        vi="Phần cuối địa chỉ của chuyên mục; đừng đổi khi chuyên mục đã có người đọc.",
        en="The last part of the category's address; do not change it once the category has readers.",
        example='"van-hoa-xa-hoi"',
        default=None,
        form=Bilingual("chữ thường không dấu, số và dấu gạch nối", "letters a–z, digits and hyphens"),
    ),
    Setting(
        _CATEGORY,
        "name",
        _required,
        vi="Tên chuyên mục, như hiện trên trang và như ghi trong bài.",
        en="The category's name, as pages show it and as articles write it.",
        example='"Văn hóa – Xã hội"',
        default=None,
    ),
    Setting(
        "permalinks",
        "article",
        _permalink,
        vi="Mẫu địa chỉ của bài: năm, tháng, ngày đăng và phần cuối địa chỉ của bài; đừng đổi khi cổng đã có người đọc.",
        en="The pattern of an article's address, from its date and its slug; do not change it once the portal has readers.",
        example='"/{year}/{month}/{slug}/"',
        default=USUAL.article_permalink,
        form=Bilingual(
            "đường dẫn bắt đầu và kết thúc bằng `/`, có `{slug}`, và tùy ý có `{year}`, `{month}`, `{day}`",
            "a path that begins and ends with `/` and holds `{slug}`, and perhaps `{year}`, `{month}`, `{day}`",
        ),
    ),
    Setting(
        "lists",
        "per_page",
        _number,
        vi="Số bài trên mỗi trang danh sách.",
        en="How many articles a page of a list holds.",
        example="30",
        default=USUAL.per_page,
        least=1,
        most=500,
        form=_NUMBER,
    ),
    Setting(
        "related",
        "count",
        _number,
        vi="Số tin liên quan mà chương trình tự chọn cho mỗi bài; `0` thì chỉ còn những bài mà người viết ghi.",
        en="How many related articles are found for each article; with `0` only those that the writer names are shown.",
        example="3",
        default=USUAL.related_count,
        least=0,
        most=50,
        form=_NUMBER,
    ),
    Setting(
        "photos",
        "widths",
        _widths,
        vi="Các bề ngang của ảnh, tính bằng điểm ảnh; điện thoại tải cỡ nhỏ, màn hình lớn tải cỡ lớn.",
        en="The widths in pixels in which each photo is made: telephones load a small one, large screens a large one.",
        example="[480, 960, 1600]",
        default=USUAL.photos.widths,
        least=16,
        most=8000,
        form=Bilingual("danh sách số nguyên, từ nhỏ đến lớn", "a list of whole numbers, from small to large"),
    ),
    Setting(
        "photos",
        "formats",
        _formats,
        vi="Các định dạng của ảnh; trình duyệt dùng định dạng đầu tiên mà nó đọc được.",
        en="The formats in which each photo is made; a browser takes the first that it can read.",
        example='["avif", "webp", "jpeg"]',
        default=USUAL.photos.formats,
        form=Bilingual(
            "danh sách gồm `avif`, `webp`, `jpeg`; `jpeg` đứng cuối",
            "a list of `avif`, `webp` and `jpeg`, with `jpeg` last",
        ),
    ),
    Setting(
        "photos",
        "quality",
        _quality,
        vi="Chất lượng ảnh: số càng lớn ảnh càng nét và tệp càng nặng.",
        en="The quality of the photos: a larger number makes sharper photos and larger files.",
        example="{ jpeg = 82, webp = 80 }",
        default=USUAL.photos.quality,
        least=1,
        most=100,
        form=Bilingual(
            "một số nguyên cho mọi định dạng, hoặc mỗi định dạng một số",
            "one whole number for all formats, or one for each format",
        ),
    ),
    Setting(
        "photos",
        "share",
        _flag,
        vi="Mỗi bài có một ảnh vừa khổ để hiện khi bài được chia sẻ lên mạng xã hội.",
        en="Gives each article a picture of the right size, which social networks show beside a link to it.",
        example="false",
        default=USUAL.photos.share,
        form=_SWITCH,
    ),
    Setting(
        "photos",
        "share_titles",
        _number,
        vi="Trong những bài không có ảnh, bao nhiêu bài mới nhất được vẽ tiêu đề thành ảnh chia sẻ.",
        en="Of the articles without a photo, how many of the newest have their title drawn as a share picture.",
        example="50",
        default=USUAL.photos.share_titles,
        least=0,
        most=100_000,
        form=_NUMBER,
    ),
    Setting(
        "feeds",
        "items",
        _number,
        vi="Số bài mới nhất trong mỗi nguồn cấp tin (RSS, Atom, JSON).",
        en="How many of the newest articles each feed holds (RSS, Atom, JSON).",
        example="30",
        default=USUAL.feed_items,
        least=1,
        most=500,
        form=_NUMBER,
    ),
    Setting(
        "feeds",
        "full_text",
        _flag,
        vi="Đặt là `true` thì nguồn cấp tin có cả bài; `false` thì chỉ có sapo.",
        en="With `true` feeds hold whole articles, with `false` their summaries.",
        example="true",
        default=USUAL.feed_full_text,
        form=_SWITCH,
    ),
)
"""Every key of `config.toml`, in the order in which messages list them."""

_KEYS = {row.table: tuple(s.key for s in SETTINGS if s.table == row.table) for row in SETTINGS}
"""The keys of each table."""
