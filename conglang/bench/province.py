"""The made-up province of the articles: its forty units and categories, and the words that articles are composed of.

The units and categories are those of the portal in the folder `portal/` beside this file, the words are in `words.json`. Every
place, person and organisation is invented. Districts end with June 2025 and most communes are merged; villages are listed
since then.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from conglang.values import Value

PORTAL = Path(__file__).with_name("portal")
CONFIG = "config.toml"
GAZETTEER = "content/localities.toml"

REFORM = datetime(2025, 7, 1)
"""The first day without districts and with the merged communes."""


class MadeUpPlace(Value, frozen=True):
    """A unit of the made-up province; `above` has the ids of the units above it, the nearest first.

    They are given twice, before the reform and after it.
    """

    id: str
    kind: str
    name: str
    above: tuple[tuple[str, ...], ...]
    ended: bool
    began: bool


class Province(Value, frozen=True):
    """What articles are made up from; a category is a slug and a name, those above come first among the places.

    Sentences have slots such as `{unit}`, which are filled from the list of the same name in `slots`, or by the generator
    (`place`, `person`, `tag`, and the numbers). The tags are every subject in every turn.
    """

    site: dict[str, str]
    categories: tuple[tuple[str, str], ...]
    places: tuple[MadeUpPlace, ...]
    family_names: tuple[str, ...]
    middle_names: tuple[str, ...]
    given_names: tuple[str, ...]
    organisations: tuple[str, ...]
    tag_subjects: tuple[str, ...]
    tag_turns: tuple[str, ...]
    titles: tuple[str, ...]
    leads: tuple[str, ...]
    sentences: tuple[str, ...]
    headings: tuple[str, ...]
    items: tuple[str, ...]
    bold: tuple[str, ...]
    captions: tuple[str, ...]
    pages: tuple[str, ...]
    slots: dict[str, tuple[str, ...]]


def read() -> Province:
    """Read the province and its words; every call gives the same."""
    config = tomllib.loads((PORTAL / CONFIG).read_text("utf-8"))
    units = tomllib.loads((PORTAL / GAZETTEER).read_text("utf-8"))["locality"]
    words = json.loads(PORTAL.with_name("words.json").read_text("utf-8"))
    slots = {slot: tuple(texts) for slot, texts in words.pop("slots").items()}
    return Province(
        site=config["site"],
        categories=tuple((category["slug"], category["name"]) for category in config["category"]),
        places=tuple(_places(units).values()),
        slots=slots,
        **{name: tuple(texts) for name, texts in words.items()},
    )


def _places(units: Iterable[dict[str, Any]]) -> dict[str, MadeUpPlace]:
    """The units of the gazetteer by their ids; one parent is the same before the reform and after it."""
    places: dict[str, MadeUpPlace] = {}
    for unit in units:
        parent, valid = unit.get("parent", []), unit.get("valid", {})
        parents = [parent, parent] if isinstance(parent, str) else [period["id"] for period in parent]
        above = tuple((id, *places[id].above[era]) for era, id in enumerate(parents)) or ((), ())
        places[unit["id"]] = MadeUpPlace(unit["id"], unit["kind"], unit["name"], above, "to" in valid, "from" in valid)
    return places
