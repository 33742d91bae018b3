"""The field `corrections`: a list of dates and texts in, `Correction` values out.

A correction is a promise to readers, so half of one is an error: it says when, and it says what.
"""

from __future__ import annotations

from conglang.content.fields import Written, fields_of
from conglang.content.frontmatter import FieldValue, Text
from conglang.diagnostics import error, nearest
from conglang.model import Correction, Location
from conglang.vietnamese import spelling

_NAMES = {"date": "date", "ngay": "date", "text": "text", "noi_dung": "text"}


def read(written: Written) -> tuple[Correction, ...]:
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
