"""The files of the theme and of the portal's own `assets/`, under names that hold their digest.

The portal's own lie over the built-in ones file by file. A name with a digest in it may be kept by browsers for good, and
a page never meets a style sheet of another day.
"""

from __future__ import annotations

from pathlib import Path

from conglang.content import files
from conglang.diagnostics import Diagnostic, error, nearest
from conglang.digest import of_bytes
from conglang.model import Location
from conglang.values import Value

TEMPLATES = (".html", ".xml", ".json", ".txt", ".webmanifest")
"""Suffixes of templates."""


class Asset(Value, frozen=True):
    """A file of the theme: the name templates know it by, where it lies, its digest and its path below the output."""

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
    """Where templates are looked for, the portal's own first."""
    return tuple(dict.fromkeys(f for f in (site / "templates", theme() / "templates") if f.is_dir()))


def template_names(site: Path) -> tuple[str, ...]:
    """The names of all templates."""
    return tuple(dict.fromkeys(name for folder in template_folders(site) for name in _templates(folder)))


def asset_folders(site: Path) -> tuple[Path, ...]:
    """Where assets are looked for, the portal's own last, so that they lie on top."""
    return tuple(dict.fromkeys(f for f in (theme() / "assets", site / "assets") if f.is_dir()))


def collect(folders: tuple[Path, ...]) -> tuple[tuple[Asset, ...], tuple[Diagnostic, ...]]:
    """All assets, by name."""
    found: dict[str, Asset] = {}
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
                found[name] = Asset(name, str(folder.parent / source.disk), digest, _published(name, digest))
    return tuple(found[name] for name in sorted(found)), tuple(diagnostics)


def _published(name: str, digest: str) -> str:
    """`css/site.css` → `assets/css/site.3f2a9c11.css`."""
    folder, _, file = name.rpartition("/")
    stem, dot, suffix = file.rpartition(".")
    file = f"{stem}.{digest[:8]}.{suffix}" if dot and stem else f"{file}.{digest[:8]}"
    return "/".join(part for part in ("assets", folder, file) if part)


def stray_templates(site: Path) -> tuple[Diagnostic, ...]:
    """A template of the portal's own that lies over none of the theme's and that no template names: it would never show.

    Names that begin with `_` are the designer's own.
    """
    folders = template_folders(site)
    own, built_in = site / "templates", theme() / "templates"
    if len(folders) < 2:
        return ()
    known, lying = _templates(built_in), _templates(own)
    strays = [name for name in lying if name not in known and not name.rpartition("/")[2].startswith("_")]
    if not strays:
        return ()
    texts = [file.read_text("utf-8", "replace") for file in [*lying.values(), *known.values()]]
    unnamed = [n for n in strays if not any(f'"{n}"' in text or f"'{n}'" in text for text in texts)]
    return tuple(
        error("unknown-template", Location(f"templates/{n}", 1, 1), name=n, near=nearest(n, known, fold=str.lower))
        for n in unnamed
    )


def _templates(folder: Path) -> dict[str, Path]:
    """The templates of a folder, by name."""
    files = sorted(file for file in folder.rglob("*") if file.suffix in TEMPLATES and file.is_file())
    return {file.relative_to(folder).as_posix(): file for file in files}
