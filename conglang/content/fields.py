"""The fields of front matter, each in one row: its names, its reader, where its value goes, and who needs it.

`article.py` reads files by this table, messages take their nearest names from it, and `python -m tools.write_reference` makes
the reference in `docs/` of it, with the texts of `tools/reference.toml`. A text that is only shown on the article's page needs
a row without `into`: templates find it under its name in `article.shown`.
"""

from __future__ import annotations

from conglang.content import field_readers as readers
from conglang.content.field_readers import FieldReader, Written
from conglang.values import Value

ARTICLE, PAGE, NOTICE, LOCALITY = "article", "page", "notice", "locality"
"""The kinds of content: articles, standing pages, notices, texts of localities."""

OWN_PAGE = (ARTICLE, PAGE, NOTICE)
"""Kinds of content with a page of their own; the text of a locality is part of the locality's page."""


class KnownField(Value, frozen=True):
    """One field of front matter.

    `into` is the attribute of `Article` that takes the value; a text without one is shown as it is. `read` is None for a
    field that the reader of another one reads too. `required_by` are the kinds of content that must have the field.
    """

    name: str
    vietnamese: str
    read: FieldReader | None = Written.text
    into: str = ""
    required_by: tuple[str, ...] = ()


FIELDS = (
    KnownField("title", "tieu_de", readers.title, "title", required_by=OWN_PAGE),
    KnownField("date", "ngay", Written.moment, "date", required_by=(ARTICLE, NOTICE)),
    KnownField("author", "tac_gia", readers.authors, "authors", required_by=(ARTICLE,)),
    KnownField("locality", "dia_phuong", Written.texts, "localities", required_by=(ARTICLE,)),
    KnownField("category", "chuyen_muc", Written.text, "category", required_by=(ARTICLE,)),
    KnownField("tags", "tu_khoa", readers.tags, "tags"),
    KnownField("summary", "sapo", Written.text, "summary"),
    KnownField("photo", "anh", readers.photo, "photo"),
    KnownField("photo_caption", "chu_thich_anh", None),
    KnownField("photo_credit", "nguon_anh", None),
    KnownField("updated", "cap_nhat", Written.moment, "updated"),
    KnownField("embargo", "cam_truoc", Written.moment, "embargo"),
    KnownField("expires", "het_han", Written.end, "expires"),
    KnownField("draft", "ban_nhap", Written.flag, "draft"),
    KnownField("status", "trang_thai", readers.status, "status"),
    KnownField("featured", "noi_bat", readers.featured, "featured"),
    KnownField("source", "nguon", Written.text, "source"),
    KnownField("genre", "the_loai", Written.text, "genre"),
    KnownField("series", "loat_bai", Written.text, "series"),
    KnownField("related", "lien_quan", Written.texts, "related"),
    KnownField("corrections", "dinh_chinh", readers.corrections, "corrections"),
    KnownField("withdrawn", "go_bai", readers.withdrawn, "withdrawn"),
    KnownField("slug", "slug", readers.slug, "slug"),
    KnownField("aliases", "dia_chi_cu", readers.aliases, "aliases"),
)
"""Every field, in the order in which messages and the reference list them."""

ENGLISH_NAMES = {field.vietnamese: field.name for field in FIELDS} | {field.name: field.name for field in FIELDS}
"""The English name for every name that a field may be written by; messages look for the nearest one in this order."""
