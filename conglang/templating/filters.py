"""The closed list of filters that templates may use, beside those of Jinja that give equal results for equal values.

Each is a pure function of the value, the SiteView and the language: no filter opens a file, reads the clock or uses
random numbers, so that a page depends on nothing but the values that it is given. Texts remain texts and are escaped
where they are printed; only what is made safe here is Markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from markupsafe import Markup, escape

from conglang.languages import Language, dates
from conglang.model import Day, Moment, Rendition
from conglang.portal.views.parts import SiteView
from conglang.templating import json_feed
from conglang.templating.json_ld import structured
from conglang.values import Value, encode

Filter = Callable[..., object]

WINDOW_TITLE = 70
"""Characters of a `<title>` that search engines and browser tabs show; a longer one is cut at a word."""

OF_JINJA = (
    *("abs", "attr", "batch", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float"),
    *("forceescape", "format", "groupby", "indent", "int", "items", "join", "last", "length", "list", "lower", "map"),
    *("max", "min", "reject", "rejectattr", "replace", "reverse", "round", "safe", "select", "selectattr", "slice"),
    *("sort", "string", "striptags", "sum", "title", "trim", "truncate", "unique", "upper", "urlencode", "wordcount"),
)
"""The filters of Jinja that templates may use; not `random`, `pprint` (it shows addresses in memory) and the like."""

DATES = 4096
"""The number of dates whose texts are kept: a page shows its own date twice, and lists show the same dates."""

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_UNSAFE_IN_SCRIPT = tuple((letter, f"\\u{ord(letter):04x}") for letter in "<>&\u2028\u2029")


def pure_filters(language: Language) -> dict[str, Filter]:
    """Filters that depend on their arguments alone."""

    @lru_cache(DATES)
    def date(moment: Moment) -> str:
        return dates.long_date(moment, language)

    def short_date(moment: Moment) -> str:
        return day_text(moment.day)

    @lru_cache(DATES)
    def day_text(day: Day) -> str:
        return dates.day_text(day, language)

    def stamp(moment: Moment) -> str:
        return moment.iso if moment.has_time else moment.day

    return {
        "datetime": stamp,
        "date": date,
        "short_date": short_date,
        "day_text": day_text,
        "rfc822": dates.rfc822,
        "json": script_json,
        "fill": fill,
    }


def site_filters(site: SiteView) -> dict[str, Filter]:
    """Filters that depend on the SiteView as well: their results must not be stored with compiled templates."""

    def absolute(address: str) -> str:
        return site.origin + address if address.startswith("/") else address

    def url(path: str) -> str:
        return f"{site.root}/{path}"

    def srcset(renditions: Sequence[Rendition]) -> str:
        return ", ".join([f"{site.root}/{item.path} {item.width}w" for item in renditions])

    def window_title(title: str) -> str:
        full = f"{title} | {site.title}"
        return full if title != site.title and len(full) <= WINDOW_TITLE else _cut(title)

    return {
        "absolute": absolute,
        "url": url,
        "srcset": srcset,
        "window_title": window_title,
        "structured": partial(structured, site=site),
        "json_feed": partial(json_feed.json_feed, site=site),
        "manifest": partial(json_feed.manifest, site=site),
    }


def script_json(value: object) -> Markup:
    """Compact JSON that is safe inside a script element: no text in it can end the element or open a comment."""
    listed = value if isinstance(value, tuple | list) else (value,)
    if any(isinstance(item, Value) for item in listed):
        raise TypeError("json: a value as a whole has no form of its own; name the fields that are meant")
    text = encode(value)
    for letter, escape_sequence in _UNSAFE_IN_SCRIPT:  # Five searches are ten times faster than one `translate`.
        if letter in text:
            text = text.replace(letter, escape_sequence)
    return Markup(text)


def fill(text: str, **values: object) -> str:
    """Put values where an interface text has `{name}`; the result is Markup when one of the values is."""
    if any(isinstance(value, Markup) for value in values.values()):
        return Markup(_PLACEHOLDER.sub(lambda match: str(escape(values[match[1]])), str(escape(text))))
    return _PLACEHOLDER.sub(lambda match: str(values[match[1]]), text)


def _cut(title: str) -> str:
    if len(title) <= WINDOW_TITLE:
        return title
    room = title[:WINDOW_TITLE]
    return (room.rpartition(" ")[0] or room[:-1]).rstrip(" ,;:.–-") + "…"
