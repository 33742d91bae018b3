"""The guides, executed: every command in them is run, in the order of the page, on a portal that begins empty.

A block `sh` holds commands, `text` what the command before it says. Blocks with a path do to that file what the reader is told to do:
`markdown` writes it, `append` adds to it, `replace` puts the second line for the first, `remove` removes it.
`CONGLANG_UPDATE=1` writes the blocks `text` anew.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.portal import Portal

ROOT = Path(__file__).resolve().parent.parent
UPDATE = bool(os.environ.get("CONGLANG_UPDATE"))
NOW = "2026-11-22T08:00+07:00"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.M | re.S)

GUIDES = {
    "huong-dan.md": ("vi", "trong-hoi.jpg", "2026/11/hoi-lang-mo-som", ("Đội trống khai hội", "Phường Bến Trúc")),
    "guide.md": ("en", "drums.jpg", "2026/11/the-festival-opens-early", ("The drummers open", "Bến Trúc Ward")),
}


def begun(portal: Portal, language: str, photo: str) -> None:
    """The portal of the demo without its content, and a photo where the reader has put it."""
    config = (ROOT / "config.toml").read_text("utf-8")
    assert 'language = "vi"' in config
    portal.write("config.toml", config.replace('language = "vi"', f'language = "{language}"'))
    portal.write("content/localities.toml", (ROOT / "content/localities.toml").read_bytes())
    target = BytesIO()
    Image.new("RGB", (1000, 700), "brown").save(target, "JPEG")
    portal.write(photo, target.getvalue())


def run(portal: Portal, command: str) -> str:
    """Run a command of the guide in the folder of the portal; what it says."""
    words = shlex.split(command)
    if words[:2] == ["python3", "build.py"]:
        words = [sys.executable, str(ROOT / "build.py"), *words[2:], "--site", str(portal.site)]
        if words[2] == "serve":
            return served([*words, "--port", "0"])
        words += ["--now", NOW]
    ended = subprocess.run(words, cwd=portal.site, capture_output=True, check=False, encoding="utf-8", timeout=120)
    assert "Traceback" not in ended.stdout + ended.stderr
    assert ended.returncode in (0, 1), ended.stderr
    return ended.stdout + ended.stderr


def served(words: list[str]) -> str:
    """Start the preview, wait until it says where it is, and end it."""
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8") as process:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if "http://" in line:
                break
        process.terminate()
    assert "http://" in said
    return said


@pytest.mark.parametrize("guide", sorted(GUIDES))
def test_a_guide_can_be_followed_word_for_word(guide: str, portal: Portal) -> None:
    language, photo, article, shown = GUIDES[guide]
    begun(portal, language, photo)
    text = (ROOT / "docs" / guide).read_text("utf-8")
    said = ""
    for kind, path, content in BLOCK.findall(text):
        file = portal.site / path
        if kind == "sh":
            for command in content.splitlines():
                said = run(portal, command)
        elif kind == "markdown":
            assert file.is_file(), "the guide writes into what the command before has made"
            portal.write(path, content)
        elif kind == "append":
            portal.write(path, file.read_text("utf-8") + content)
            shutil.copyfile(portal.site / photo, file.parent / photo)
        elif kind == "replace":
            old, new = content.splitlines()
            portal.edit(path, old, new)
        elif kind == "remove":
            portal.remove(path)
        else:
            assert kind == "text"
            told = re.search(r"^(?:lỗi|error)\[.*", said, re.M | re.S)
            assert told is not None, said
            if UPDATE:
                (ROOT / "docs" / guide).write_text(text.replace("```text\n" + content, "```text\n" + told[0]), "utf-8")
            else:
                assert told[0] == content
    published = (portal.folder / "www" / article / "index.html").read_text("utf-8")
    assert [words for words in shown if words not in published] == []
    assert (portal.folder / "www/robots.txt").is_file()


@pytest.mark.parametrize("guide", sorted(GUIDES))
def test_every_command_in_a_sentence_stands_in_a_block_too(guide: str) -> None:
    text = (ROOT / "docs" / guide).read_text("utf-8")
    sentences = BLOCK.sub("", text)
    assert re.findall(r"`[^`]*build\.py [^`]*`", sentences) == []
    assert len(re.findall(r"^## ", text, re.M)) == 5


def test_the_article_of_the_readme_is_built_without_a_word(portal: Portal) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    (article,) = re.findall(r"^```markdown\n(.*?)^```$", text, re.M | re.S)
    begun(portal, "vi", "ảnh1.jpg")
    portal.write("content/tin/hoi-lang-mo-som/index.md", article)
    shutil.copyfile(portal.site / "ảnh1.jpg", portal.site / "content/tin/hoi-lang-mo-som/ảnh1.jpg")
    said = run(portal, "python3 build.py")
    assert re.search(r"^Đã dựng xong cổng với 1 bài", said, re.M) and "[" not in said
    page = (portal.site / "output/2026/11/hoi-lang-mo-som/index.html").read_text("utf-8")
    assert "Đội trống khai hội" in page
    assert "http.server" not in text
