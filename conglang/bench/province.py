"""The made-up province of the articles: its forty units, the text of its gazetteer and of its portal's configuration.

Districts end with June 2025 and most communes are merged; villages are listed since then. Every call gives the same.
"""

from __future__ import annotations

from datetime import datetime

from conglang.bench import words
from conglang.values import Value

TITLE = "Cổng tin Lâm Giang"
ADDRESS = "https://lamgiang.example"
SLOGAN = "Cổng tin để đo tốc độ"
GOVERNING_BODY = "Ủy ban nhân dân tỉnh Lâm Giang (hư cấu)"
RESPONSIBLE = "Ban Biên tập"

REFORM = datetime(2025, 7, 1)
"""The first day without districts and with the merged communes."""


class MadeUpPlace(Value, frozen=True):
    """A unit of the made-up province; `within` has the ids of the units above it, before the reform and after it."""

    id: str
    kind: str
    name: str
    within: tuple[str, str] = ("", "")
    ended: bool = False
    began: bool = False
    successors: tuple[str, ...] = ()


def places() -> tuple[MadeUpPlace, ...]:
    """The forty units, those above first."""
    province = MadeUpPlace(*words.PROVINCE)
    above = province.id
    districts = []
    for number, (name, kind, title) in enumerate(words.DISTRICTS):
        successors = dict.fromkeys(words.NEW_COMMUNES[row[4]][0] for row in words.FORMER_COMMUNES if row[3] == number)
        districts.append(MadeUpPlace(name, kind, title, (above, above), ended=True, successors=tuple(successors)))
    former = [
        MadeUpPlace(
            name, kind, title, (districts[district].id,) * 2, ended=True, successors=(words.NEW_COMMUNES[successor][0],)
        )
        for name, kind, title, district, successor in words.FORMER_COMMUNES
    ]
    lasting = [
        MadeUpPlace(name, kind, title, (districts[n].id, above)) for name, kind, title, n in words.LASTING_COMMUNES
    ]
    new = [MadeUpPlace(name, kind, title, (above, above), began=True) for name, kind, title in words.NEW_COMMUNES]
    villages = [
        MadeUpPlace(name, kind, title, (new[commune].id,) * 2, began=True)
        for name, kind, title, commune in words.VILLAGES
    ]
    return (province, *districts, *former, *lasting, *new, *villages)


def config() -> str:
    """The text of `config.toml`."""
    categories = "".join(f'\n[[category]]\nslug = "{slug}"\nname = "{name}"\n' for slug, name in words.CATEGORIES)
    return f"""\
[site]
title = "{TITLE}"
slogan = "{SLOGAN}"
url = "{ADDRESS}"
governing_body = "{GOVERNING_BODY}"
responsible = "{RESPONSIBLE}"
{categories}
[lists]
per_page = 20

[related]
count = 5
"""


def gazetteer() -> str:
    """The text of `content/localities.toml`."""
    rows = []
    for place in places():
        lines = ["[[locality]]", f'id = "{place.id}"', f'name = "{place.name}"', f'kind = "{place.kind}"']
        before, since = place.within
        if before != since:
            end = "{" + f' id = "{before}", to = 2025-06-30 ' + "}"
            start = "{" + f' id = "{since}", from = 2025-07-01 ' + "}"
            lines.append(f"parent = [{end}, {start}]")
        elif since:
            lines.append(f'parent = "{since}"')
        if place.ended or place.began:
            lines.append("valid = { to = 2025-06-30 }" if place.ended else "valid = { from = 2025-07-01 }")
        if place.successors:
            lines.append("successors = [" + ", ".join(f'"{name}"' for name in place.successors) + "]")
        rows.append("\n".join(lines) + "\n")
    return "\n".join(rows)
