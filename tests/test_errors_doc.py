"""The error manual, executed: every code has a heading, and each says exactly what is printed.

Under a heading stand blocks whose info string is the path of a file, or `make: WORD PATH` for what text cannot describe
(`tests/special_files.py`); `append` puts the block behind the file of the standard portal. A block `command` is a command
line in place of a plain build. The block `text` is what is printed. `CONGLANG_UPDATE=1` writes these blocks anew.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
from pathlib import Path

import pytest

from conglang import cli
from conglang.languages import CODES, language
from conglang.terminal.console import Console
from conglang.terminal.sentences import wordings
from tests.portal import NOW, Portal
from tests.special_files import put

MANUAL = Path(__file__).resolve().parent.parent / "docs" / "errors.md"
UPDATE = bool(os.environ.get("CONGLANG_UPDATE"))

_HEADING = re.compile(r"^### (\S+)\n", re.M)
_BLOCK = re.compile(r"^```([^\n`]+)\n(.*?)^```$", re.M | re.S)


def sections() -> dict[str, str]:
    """The text under each heading of the manual, by code."""
    parts = _HEADING.split(MANUAL.read_text("utf-8"))
    found = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert len(found) == len(parts) // 2, "a heading stands twice"
    return found


def blocks(section: str) -> list[tuple[str, str]]:
    """The fenced blocks of a section: info string and content."""
    return [(found[1], found[2]) for found in _BLOCK.finditer(section)]


def test_every_code_has_a_heading_and_every_heading_is_a_code() -> None:
    assert sorted(sections()) == sorted(wordings(CODES[0]))


@pytest.mark.parametrize("code", sorted(sections()))
def test_the_manual_shows_what_is_printed(
    code: str, portal: Portal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())  # Nobody is there to be asked, also where pytest has a terminal.
    section = sections()[code]
    command, expected = "", ""
    for info, content in blocks(section):
        word, _, path = info.rpartition(" ")
        if info == "text":
            expected = content
        elif info == "command":
            command = content.strip()
        else:
            put(portal, word.removeprefix("make: "), path, content, monkeypatch)
    shown = _run(command, portal, capsys) if command else _built(portal)
    shown = shown.replace(str(portal.folder), "").strip("\n") + "\n"
    assert f"[{code}]" in shown
    if UPDATE:
        _rewrite(code, section, shown)
    else:
        assert shown == expected


def _built(portal: Portal) -> str:
    """What is printed of the diagnostics of a build."""
    console = Console(language("vi"), quiet=False, json=False)
    console.stream = io.StringIO()
    console.diagnostics(portal.build().diagnostics, portal.site)
    return console.stream.getvalue()


def _run(command: str, portal: Portal, capsys: pytest.CaptureFixture[str]) -> str:
    """What a command line of the manual prints, from its diagnostics on."""
    words = shlex.split(command.removeprefix("build.py "))
    words = [str(portal.site / word.removeprefix("./")) if word.startswith("./") else word for word in words]
    given = [*words, "--site", str(portal.site), "--now", NOW]
    for option, folder in (("--output", "output"), ("--cache", "cache")):
        if option not in words:
            given += [option, str(portal.folder / folder)]
    cli.main(given)
    said = re.search(r"^(?:lỗi|lưu ý)\[.*", capsys.readouterr().out, re.M | re.S)  # Before it there may be progress.
    return said[0] if said is not None else ""


def _rewrite(code: str, section: str, shown: str) -> None:
    """Put what is printed into the block `text` of a section."""
    text = MANUAL.read_text("utf-8")
    begin = text.index(f"### {code}\n")
    old = text[begin : begin + len(f"### {code}\n") + len(section)]
    new = re.sub(r"^```text\n.*?^```$", lambda _: f"```text\n{shown}```", old, count=1, flags=re.M | re.S)
    MANUAL.write_text(text.replace(old, new), "utf-8")
