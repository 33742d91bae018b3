"""What the command line has to know of a portal before its configuration is read: where it is, and how to speak of it.

In come words of the command line and the text of `config.toml` as it lies there, broken or not; out go a folder, a language
and a time zone. A first glance only: nothing is judged here, and what is not found has a default.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path

from conglang.languages import CODES, PROGRAM, Language, language


def home(program: str) -> Path:
    """The portal that is meant when none is named: the folder of `build.py`, or the current one for an installed command."""
    return Path(__file__).resolve().parent.parent.parent if program == PROGRAM else Path.cwd()


def value_of(option: str, given: Sequence[str]) -> str:
    """The value of an option among the words of a command line; empty where it is not there."""
    for position, word in enumerate(given):
        if word == option and position + 1 < len(given):
            return given[position + 1]
        if word.startswith(option + "="):
            return word.partition("=")[2]
    return ""


def portal_language(site: str, program: str) -> Language:
    """The language of the portal, for help and errors; Vietnamese while nobody has said which."""
    code = _setting(site or str(home(program)), "language")
    return language(code if code in CODES else "vi", program)


def portal_zone(site: Path) -> tzinfo:
    """The portal's time zone, for a moment without an offset; Vietnam's where the configuration does not say."""
    from conglang.content import dates

    usual = dates.zone("Asia/Ho_Chi_Minh")
    assert usual is not None
    return dates.zone(_setting(str(site), "timezone")) or usual


def _setting(site: str, key: str) -> str:
    """A text of `[site]` as a glance at the file finds it: also while the file as a whole cannot be read."""
    try:
        text = (Path(site) / "config.toml").read_text("utf-8-sig", "replace")
    except OSError:
        return ""
    found = re.search(rf"""^[ \t]*{key}[ \t]*=[ \t]*["']([^"'\n]*)["']""", text, re.MULTILINE)
    return found[1] if found is not None else ""
