"""The files of the theme: the templates by name, and the assets under published names that hold their digest.

The portal's own files lie over the built-in ones file by file. Because a published name changes with the file, browsers may
keep assets for ever, and a page is never shown with the style sheet of another build.
"""

from __future__ import annotations

from pathlib import Path

from conglang.content import files
from conglang.diagnostics import Diagnostic, error, nearest
from conglang.digest import of_bytes
from conglang.model import Location
from conglang.values import Value

TEMPLATES = (".html", ".xml", ".json", ".txt", ".webmanifest")
"""Suffixes of template files."""


class Asset(Value, frozen=True):
    """A file of the theme: its name in templates, the file on disk, its digest, and its path below the output."""

    name: str
    file: str
    digest: str
    path: str


def theme() -> Path:
    """The folder that holds the built-in `templates/` and `assets/`: in the installed package, or beside `build.py`."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "theme"
    return installed if installed.is_dir() else package.parent


def template_folders(site: Path) -> tuple[Path, ...]:
    """The existing folders of templates, the portal's own first: its templates replace those of the theme."""
    return tuple(dict.fromkeys(f for f in (site / "templates", theme() / "templates") if f.is_dir()))


def template_names(site: Path) -> tuple[str, ...]:
    """The names of all templates."""
    return tuple(dict.fromkeys(name for folder in template_folders(site) for name in _templates(folder)))


def asset_folders(site: Path) -> tuple[Path, ...]:
    """The existing folders of assets, the portal's own last: its files replace those of the theme."""
    return tuple(dict.fromkeys(f for f in (theme() / "assets", site / "assets") if f.is_dir()))


def collect(folders: tuple[Path, ...]) -> tuple[tuple[Asset, ...], tuple[Diagnostic, ...]]:
    """Read all assets of the folders, sorted by name; a later folder replaces files of an earlier one."""
    assets: dict[str, Asset] = {}
    diagnostics: list[Diagnostic] = []
    for folder in folders:
        sources, problems = files.walk(folder.parent, folder.name)
        diagnostics += problems
        for source in sources:
            data, problems = files.read(folder.parent, source)
            diagnostics += problems
            if data is not None:
                name = source.path.partition("/")[2]
                digest = of_bytes(data)
                assets[name] = Asset(name, str(folder.parent / source.disk), digest, _published(name, digest))
    return tuple(assets[name] for name in sorted(assets)), tuple(diagnostics)


def _published(name: str, digest: str) -> str:
    """The path of an asset below the output: `css/site.css` → `assets/css/site.3f2a9c11.css`."""
    folder, _, file = name.rpartition("/")
    stem, dot, suffix = file.rpartition(".")
    file = f"{stem}.{digest[:8]}.{suffix}" if dot and stem else f"{file}.{digest[:8]}"
    return "/".join(part for part in ("assets", folder, file) if part)


def stray_templates(site: Path) -> tuple[Diagnostic, ...]:
    """Report each template of the portal that replaces none of the theme's and that no template names: no page uses it.

    Files whose names begin with `_` are drafts of the designer and are not reported.
    """
    folders = template_folders(site)
    own, built_in = site / "templates", theme() / "templates"
    if len(folders) < 2:
        return ()
    theirs, ours = _templates(built_in), _templates(own)
    strays = [name for name in ours if name not in theirs and not name.rpartition("/")[2].startswith("_")]
    if not strays:
        return ()
    texts = [file.read_text("utf-8", "replace") for file in [*ours.values(), *theirs.values()]]
    unnamed = [n for n in strays if not any(f'"{n}"' in text or f"'{n}'" in text for text in texts)]
    return tuple(
        error("unknown-template", Location(f"templates/{n}", 1, 1), name=n, near=nearest(n, theirs, fold=str.lower))
        for n in unnamed
    )


def _templates(folder: Path) -> dict[str, Path]:
    """The templates of a folder, by name."""
    files = sorted(file for file in folder.rglob("*") if file.suffix in TEMPLATES and file.is_file())
    return {file.relative_to(folder).as_posix(): file for file in files}
