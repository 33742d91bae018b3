"""Writes the reference of all front-matter fields and all keys of `config.toml`: `python -m tools.write_reference`.

The tables `FIELDS` and `SETTINGS` go in, four pages come out: `docs/truong.md` and `docs/cau-hinh.md` in Vietnamese,
`docs/fields.md` and `docs/settings.md` in English. What is said of one field or key is in its row; here are only the words
around it. A test compares the pages with the tables, so nobody edits them by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from conglang.content.config import SETTINGS, Setting
from conglang.content.field_readers import CORRECTION_PARTS
from conglang.content.fields import FIELDS, KnownField

DOCS = Path(__file__).resolve().parent.parent / "docs"
COMMAND = "python -m tools.write_reference"

WORDS = {
    "vi": {
        "article": "bài",
        "page": "trang cố định",
        "notice": "thông báo",
        "locality": "lời giới thiệu địa phương",
        "head": "| trường | tên tiếng Anh | phải có ở |",
        "other name": "Tên tiếng Anh: `{name}`.",
        "form": "Cách ghi: {form}.",
        "required by": "Phải có ở: {kinds}.",
        "kinds": "Dùng cho: {kinds}.",
        "absent": "Nếu không ghi: {default}.",
        "bounds": "từ {least} đến {most}",
        "required": "Phải có.",
        "empty": "để trống",
        "settings head": "| nhóm | các mục |",
    },
    "en": {
        "article": "articles",
        "page": "standing pages",
        "notice": "notices",
        "locality": "texts of localities",
        "head": "| field | Vietnamese name | required by |",
        "other name": "Vietnamese name: `{name}`.",
        "form": "Written as {form}.",
        "required by": "Required by {kinds}.",
        "kinds": "Used by {kinds}.",
        "absent": "Where it is absent: {default}.",
        "bounds": "from {least} to {most}",
        "required": "Required.",
        "empty": "empty",
        "settings head": "| table | keys |",
    },
}

FIELDS_INTRODUCTION = {
    "vi": """\
# Các trường của phần đầu bài

Mỗi bài mở đầu bằng phần đầu bài: những dòng `tên: giá trị` nằm giữa hai dòng `---`.
Trang này giải thích từng trường ghi ở đó.

Mỗi trường có một tên tiếng Việt không dấu và một tên tiếng Anh.
Dùng tên nào cũng được, nhưng trong một bài mỗi trường chỉ ghi một lần; lệnh `build.py new` ghi sẵn tên tiếng Anh.
Giá trị có dấu hai chấm hoặc dấu `#` thì đặt trong ngoặc kép: `tieu_de: "Họp dân: bàn chuyện làm đường"`.
Gõ sai tên trường thì chương trình báo lỗi và chỉ ra tên đúng gần nhất.

Bài nằm trong thư mục `content`, trang cố định (giới thiệu, liên hệ) trong `content/pages`, thông báo trong `content/notices`.
Lời giới thiệu một địa phương là tệp `content/localities/ID.md`, với `ID` là mã của địa phương ấy trong `content/localities.toml`.
""",
    "en": """\
# The fields of front matter

Every article begins with its front matter: lines `name: value` between two lines `---`.
This page explains each field that may be written there.

A field has an English and a Vietnamese name.
Either will do, but each field is written once in an article.
A value with a colon or a `#` stands in quotes: `title: "Meeting: the new road"`.
A name that does not exist is an error, which names the nearest one that does.

Articles lie in the folder `content`, standing pages (about, contact) in `content/pages`, notices in `content/notices`.
The text of a locality is the file `content/localities/ID.md`; `ID` is the id of the locality in `content/localities.toml`.
""",
}

SETTINGS_INTRODUCTION = {
    "vi": """\
# Cấu hình của cổng tin

Tệp `config.toml` nằm ở thư mục gốc của cổng tin.
Trang này giải thích từng mục ghi ở đó.

Các mục chia thành nhóm; tên nhóm đứng trong ngoặc vuông trên một dòng riêng, các mục của nhóm ở những dòng dưới.
Chữ đặt trong ngoặc kép, số và `true`, `false` thì không.
Dòng bắt đầu bằng `#` chỉ là lời giải thích.
Gõ sai tên nhóm hay tên mục thì chương trình báo lỗi và chỉ ra tên đúng gần nhất.
Đừng ghi mật khẩu vào tệp này.

Mỗi chuyên mục là một khối `[[category]]`; thứ tự các khối là thứ tự trên thanh chuyên mục.
""",
    "en": """\
# The settings of a portal

The file `config.toml` lies in the folder of the portal.
This page explains each key that may be written there.

Keys belong to tables; the name of a table stands in square brackets on a line of its own, its keys on the lines below.
Text stands in quotes, numbers and `true` or `false` do not.
A line that begins with `#` is a comment.
A table or a key that does not exist is an error, which names the nearest one that does.
Passwords have no place in this file.

Each category is a block `[[category]]`; their order is that of the navigation.
""",
}


def pages() -> dict[str, str]:
    """The text of every page, by its name in `docs/`."""
    return {
        "truong.md": fields_page("vi"),
        "fields.md": fields_page("en"),
        "cau-hinh.md": settings_page("vi"),
        "settings.md": settings_page("en"),
    }


def fields_page(code: str) -> str:
    """The page of all fields in one language."""
    words = WORDS[code]
    rows = [words["head"], "|---|---|---|"]
    for field in FIELDS:
        own, other = names(field, code)
        rows.append(f"| [{own}](#{own}) | {other} | {_kinds(field.required_by, code)} |")
    sections = ["\n".join(_field_lines(field, code)) for field in FIELDS]
    return "\n".join([FIELDS_INTRODUCTION[code], *rows, "", "\n\n".join(sections), ""])


def names(field: KnownField, code: str) -> tuple[str, str]:
    """The name that a field has on the page of a language, and its other name."""
    return (field.vietnamese, field.name) if code == "vi" else (field.name, field.vietnamese)


def field_example(field: KnownField, code: str) -> str:
    """The lines of front matter that show a field, with its name and the names of its parts in one language."""
    example = field.example
    if code == "vi":
        parts = "|".join(CORRECTION_PARTS)
        example = re.sub(rf"^( +(?:- )?)({parts}):", lambda m: f"{m[1]}{CORRECTION_PARTS[m[2]]}:", example, flags=re.M)
    line = f"{names(field, code)[0]}:{'' if example.startswith(chr(10)) else ' '}{example}"
    return "\n".join([*(field_example(other, code) for other in FIELDS if other.name in field.beside), line])


def _field_lines(field: KnownField, code: str) -> Iterator[str]:
    words = WORDS[code]
    own, other = names(field, code)
    yield f"## {own}"
    yield ""
    yield field.vi if code == "vi" else field.en
    yield words["other name"].format(name=other)
    yield ""
    yield "- " + words["form"].format(form=getattr(field.form, code))
    if field.required_by:
        yield "- " + words["required by"].format(kinds=_kinds(field.required_by, code))
    if field.default is not None:
        yield "- " + words["absent"].format(default=getattr(field.default, code))
    yield "- " + words["kinds"].format(kinds=_kinds(field.kinds, code))
    yield from ("", "```yaml", field_example(field, code), "```")


def _kinds(kinds: tuple[str, ...], code: str) -> str:
    return ", ".join(WORDS[code][kind] for kind in kinds)


def settings_page(code: str) -> str:
    """The page of all keys in one language."""
    words = WORDS[code]
    tables = dict.fromkeys(setting.table for setting in SETTINGS)
    rows = [words["settings head"], "|---|---|"]
    for table in tables:
        keys = ", ".join(f"[{s.key}](#{s.key})" for s in SETTINGS if s.table == table)
        rows.append(f"| `{header(table)}` | {keys} |")
    sections = []
    for table in tables:
        sections.append(f"## `{header(table)}`")
        sections += ["\n".join(_setting_lines(setting, code)) for setting in SETTINGS if setting.table == table]
    return "\n".join([SETTINGS_INTRODUCTION[code], *rows, "", "\n\n".join(sections), ""])


def header(table: str) -> str:
    """The line that begins a table of `config.toml`; a category is one of several."""
    return "[[category]]" if table == "category" else f"[{table}]"


def _setting_lines(setting: Setting, code: str) -> Iterator[str]:
    words = WORDS[code]
    form = getattr(setting.form, code)
    if setting.most:
        form += f", {words['bounds'].format(least=setting.least, most=setting.most)}"
    yield f"### {setting.key}"
    yield ""
    yield setting.vi if code == "vi" else setting.en
    yield ""
    yield "- " + words["form"].format(form=form)
    if setting.default is None:
        yield "- " + words["required"]
    else:
        default = f"`{_toml(setting.default)}`" if setting.default != "" else words["empty"]
        yield "- " + words["absent"].format(default=default)
    yield from ("", "```toml", header(setting.table), *setting_example(setting), "```")


def setting_example(setting: Setting) -> Iterator[str]:
    """The lines of a table that show a key; a category is shown with all its keys, for it needs them."""
    for row in SETTINGS:
        if row is setting or (row.table == setting.table == "category"):
            yield f"{row.key} = {row.example}"


def _toml(value: object) -> str:
    """A default as it is written in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple) and all(isinstance(item, tuple) for item in value):
        return "{ " + ", ".join(f"{name} = {_toml(content)}" for name, content in value) + " }"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def main() -> None:
    """Write the pages."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
