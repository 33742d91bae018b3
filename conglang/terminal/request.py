"""The options of a command line in, the request to a build out; and what has to be known of a portal before it is read.

Where the portal is, its language and its time zone are needed for the first sentence, also while its configuration has
errors. This is where the clock is read, once a command. Nothing is printed here.
"""

from __future__ import annotations

import re
import time
from argparse import Namespace
from datetime import tzinfo
from pathlib import Path

from conglang.build.request import Request
from conglang.build.workers import processors
from conglang.languages import CODES, PROGRAM, Language, language
from conglang.model import USUAL
from conglang.terminal.command import WrongUse


def request_of(options: Namespace, words: Language) -> Request:
    """The request of a command line, with every default filled in. Raises WrongUse without a folder or a moment."""
    site = Path(options.site) if options.site else home(words.program)
    if not site.is_dir():
        raise WrongUse("no-site", path=str(site))
    return Request(
        site=site.resolve(),
        output=(Path(options.output) if options.output else site / "output").resolve(),
        cache=(Path(options.cache) if options.cache else site / ".cache").resolve(),
        now=_moment(options.now, site) if options.now else int(time.time()),
        base_url=options.base_url or "",
        drafts=options.drafts,
        future=options.future,
        clean=options.clean,
        skip_broken=options.skip_broken,
        jobs=options.jobs or processors(),
        program=words.program,
    )


def home(program: str) -> Path:
    """The portal that is meant when none is named: the folder of `build.py`, or the current one for an installed program."""
    return Path(__file__).resolve().parent.parent.parent if program == PROGRAM else Path.cwd()


def portal_language(site: str, program: str) -> Language:
    """The language of a portal, for help and refusals; Vietnamese while no language is configured."""
    code = _setting(Path(site or home(program)), "language")
    return language(code if code in CODES else USUAL.site.language, program)


def portal_zone(site: Path) -> tzinfo:
    """The time zone of a portal, for a moment without an offset; Vietnam's where the configuration names none."""
    from conglang.content import dates

    usual = dates.zone(USUAL.site.timezone)
    assert usual is not None
    return dates.zone(_setting(site, "timezone")) or usual


def _moment(text: str, site: Path) -> int:
    from conglang.content import dates

    moment = dates.moment(text.strip(), portal_zone(site))
    if isinstance(moment, str):
        raise WrongUse("bad-now", value=text)
    return moment.epoch


def _setting(site: Path, key: str) -> str:
    """A text of the table `[site]`, found by its line alone, because the file may not be valid TOML at the moment."""
    try:
        text = (site / "config.toml").read_text("utf-8-sig", "replace")
    except OSError:
        return ""
    line = re.search(rf"""^[ \t]*{key}[ \t]*=[ \t]*["']([^"'\n]*)["']""", text, re.MULTILINE)
    return line[1] if line is not None else ""
