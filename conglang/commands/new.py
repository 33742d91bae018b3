"""`build.py new`: begins an article, a folder with `index.md`, its front matter filled in, and the photos that go with it.

What only the writer knows is left empty under a comment that says what belongs there: the file is valid, and a build names
what is still missing. Existing files are never overwritten, and nothing of an article is left where it cannot be finished.
"""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from conglang.build.request import DONE, WRONG_USE, Report
from conglang.content import dates
from conglang.diagnostics import Diagnostic, error
from conglang.languages import Language, language
from conglang.model import Config, Gazetteer, Location
from conglang.terminal.command import Argument, Command, Option
from conglang.terminal.console import Console
from conglang.terminal.request import request_of
from conglang.vietnamese import slugs

COMMAND = Command(arguments=(Argument("title", "title"),), options=(Option("photos", "photo", many=True),))

FOLDER = "content/tin"
UNTITLED = "bai-viet"
"""The folder of an article whose title has no letter to name it by."""

LOCALITIES_SHOWN = 4
"""Names of localities that the comment offers as examples."""

_PLAIN = re.compile(r"\w(?:(?!: |:$| #).)*")
"""A YAML text that needs no quotes: it begins like a word and holds nothing that YAML takes for a sign."""


def run(options: Namespace, console: Console) -> int:
    """Make the article and print where it is."""
    from conglang.build.scan import scan, settings

    request = request_of(options, console.language)
    known, diagnostics = settings(request, scan(request))
    path = None
    if known is not None:
        path, diagnostics = new(
            request.site,
            options.title,
            config=known.config,
            now=datetime.fromtimestamp(request.now, UTC),
            photos=tuple(Path(photo) for photo in options.photos or ()),
            gazetteer=known.gazetteer,
        )
    console.diagnostics(diagnostics, request.site)
    if path is None:
        console.result(Report(WRONG_USE, diagnostics=diagnostics))
        return WRONG_USE
    console.say("new-made", path=str(path))
    console.result(Report(DONE, (path.relative_to(request.site).as_posix(),), diagnostics=diagnostics))
    return DONE


def new(
    root: Path,
    title: str,
    *,
    config: Config,
    now: datetime,
    photos: tuple[Path, ...] = (),
    gazetteer: Gazetteer | None = None,
) -> tuple[Path | None, tuple[Diagnostic, ...]]:
    """Make the article, dated `now`, and return the path of its `index.md`; None where anything is wrong."""
    title = _one_line(title)
    problems = [
        error("new-photo-missing", Location(str(photo)), file=photo.name) for photo in photos if not photo.is_file()
    ]
    if not title:
        problems.append(error("new-title-missing", Location(FOLDER)))
    if problems:
        return None, tuple(problems)
    words = language(config.site.language)
    names = _names_beside(photos)
    minute = now.astimezone(dates.zone(config.site.timezone)).strftime("%Y-%m-%d %H:%M")
    text = _front_matter(title, config, words, minute, gazetteer or Gazetteer())
    text += "".join(_photo_lines(name, words) for name in names)
    folder = None
    try:
        folder = _make_folder(root / FOLDER, slugs.slug(title) or UNTITLED)
        for photo, name in zip(photos, names, strict=True):
            shutil.copyfile(photo, folder / name)
        (folder / "index.md").write_text(text, encoding="utf-8", newline="\n")
    except OSError as cause:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        return None, (error("new-not-written", Location(FOLDER), reason=cause.strerror or str(cause)),)
    return folder / "index.md", ()


def _one_line(title: str) -> str:
    """The title without what a file cannot hold: line ends, control characters, bytes that the terminal mangled."""
    spaced = "".join(" " if character.isspace() else character for character in unicodedata.normalize("NFC", title))
    return " ".join("".join(c for c in spaced if unicodedata.category(c) not in {"Cc", "Cs"}).split())


def _make_folder(parent: Path, slug: str) -> Path:
    """Make the first folder of `slug`, `slug-2`, `slug-3` … that does not exist; no other program can take it in between."""
    parent.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        folder = parent / (slug if number == 1 else f"{slug}-{number}")
        number += 1
        if folder.with_name(folder.name + ".md").exists():  # It would have the same address.
            continue
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        return folder


def _names_beside(photos: tuple[Path, ...]) -> list[str]:
    """The names of the photos in the article's folder; a second one of a name gets a number."""
    names: list[str] = []
    for photo in photos:
        name, number = unicodedata.normalize("NFC", photo.name), 2
        while name.casefold() in {taken.casefold() for taken in names}:
            name = unicodedata.normalize("NFC", f"{photo.stem}-{number}{photo.suffix}")
            number += 1
        names.append(name)
    return names


def _front_matter(title: str, config: Config, words: Language, minute: str, gazetteer: Gazetteer) -> str:
    say = words.console
    today = minute[:10]
    places = [f"{words.kinds[unit.kind]} {unit.name}" for unit in gazetteer.units if unit.valid.holds(today)]
    lines = [
        f"title: {_yaml_text(title)}",
        f"date: {minute}",
        f"# {say['new-author']}",
        "author:",
        # The last units of a gazetteer are the small ones, where news happens.
        *_comment(say["new-locality"], places[-LOCALITIES_SHOWN:]),
        "locality:",
        *_comment(say["new-category"], [category.name for category in config.categories]),
        f"category: {_yaml_text(config.categories[0].name)}" if config.categories else "category:",
        f"# {say['new-tags']}",
        "tags: []",
    ]
    return "---\n" + "".join(f"{line}\n" for line in lines) + "---\n\n"


def _comment(sentence: str, examples: list[str]) -> list[str]:
    return [f"# {sentence}", *(f"#   {example}" for example in examples)]


def _yaml_text(text: str) -> str:
    """A one-line text as YAML: plain where that is safe, else in double quotes, whose escapes are those of JSON."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _photo_lines(name: str, words: Language) -> str:
    """A photo with an empty caption under it; a name whose parentheses do not pair needs angle brackets."""
    target = f"<{name}>" if name.count("(") != name.count(")") else name
    return f"![]({target})\n{words.console['new-caption']}\n\n"
