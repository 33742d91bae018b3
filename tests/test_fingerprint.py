"""Which of our code is part of every key: what a build imports, and nothing else."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conglang.cache.fingerprint import ROOT as BEGIN
from conglang.cache.fingerprint import engine_digest, engine_modules
from tests.portal import NOW, Portal

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "conglang"
ALL = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
SHOWN_TO_PEOPLE = ("bench/", "commands/", "preview/", "terminal/", "cli.py", "__main__.py")
BUILDING = ("build/", "cache/", "content/", "languages/", "markdown/", "output/", "photos/", "portal/", "templating/")
"""Rooms whose every module is part of a build."""


def imported_from(path: str) -> set[str]:
    """The modules that a module imports, read as Python reads it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse((PACKAGE / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "conglang":
            parts = (node.module or "").split(".")[1:]
            names |= {"/".join(parts), *("/".join([*parts, alias.name]) for alias in node.names)}
    return {file for name in names for file in (f"{name}.py", f"{name}/__init__.py".lstrip("/")) if file in ALL}


def test_the_engine_is_what_the_build_imports_directly_or_by_way_of_others() -> None:
    engine = engine_modules(PACKAGE)
    assert BEGIN in engine
    assert {path for one in engine for path in imported_from(one)} <= set(engine)
    assert [path for path in ALL if path.startswith(BUILDING) and path not in engine] == []


def test_nothing_that_only_people_meet_is_part_of_the_engine() -> None:
    assert [path for path in engine_modules(PACKAGE) if path.startswith(SHOWN_TO_PEOPLE)] == []


def test_every_module_that_a_build_loads_is_part_of_the_engine(portal: Portal) -> None:
    portal.article("tin/mot", "Thân bài [liên kết](https://a.example).\n")
    names = "[n for n in sys.modules if n.partition('.')[0] == 'conglang']"
    program = f"import sys; from conglang.cli import main; main(sys.argv[1:]); print(*{names}, file=sys.stderr)"
    folders = ["--site", str(portal.site), "--output", str(portal.folder / "o"), "--cache", str(portal.folder / "c")]
    command = [sys.executable, "-c", program, "build", *folders, "--now", NOW, "--jobs", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.removeprefix("conglang").lstrip(".").replace(".", "/") for name in done.stderr.split()}
    files = {file for name in loaded for file in (f"{name}.py", f"{name}/__init__.py".lstrip("/")) if file in ALL}
    assert [f for f in files - set(engine_modules(PACKAGE)) if not f.startswith(SHOWN_TO_PEOPLE)] == []
    assert len(files) > 50


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package, to be edited."""
    return Path(
        shutil.copytree(PACKAGE, tmp_path / "program" / "conglang", ignore=shutil.ignore_patterns("__pycache__"))
    )


@pytest.mark.parametrize("path", ["preview/state.py", "commands/why.py", "terminal/console.py", "cli.py"])
def test_an_edit_of_what_only_people_meet_changes_no_key(package: Path, path: str) -> None:
    before = engine_digest(package, [])
    with (package / path).open("a", encoding="utf-8") as file:
        file.write("\n# Một dòng mới\n")
    assert engine_digest(package, []) == before


@pytest.mark.parametrize("path", ["portal/lists.py", "markdown/converter.py", "languages/en/pages.py", "values.py"])
def test_an_edit_of_what_makes_bytes_changes_every_key(package: Path, path: str) -> None:
    before = engine_digest(package, [])
    with (package / path).open("a", encoding="utf-8") as file:
        file.write("\n# Một dòng mới\n")
    assert engine_digest(package, []) != before


def test_after_an_edit_of_the_preview_a_build_has_nothing_to_do(package: Path, portal: Portal) -> None:
    for name in ("templates", "assets"):
        shutil.copytree(ROOT / name, package.parent / name)
    portal.article("tin/mot", "Thân bài.\n")
    folders = ["--site", str(portal.site), "--output", str(portal.folder / "o"), "--cache", str(portal.folder / "c")]
    program = "import sys; from conglang.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "build", *folders, "--now", NOW, "--json"]

    def timings() -> str:
        environment = {**os.environ, "PYTHONPATH": str(package.parent)}
        done = subprocess.run(command, cwd=package.parent, env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    assert '"plan"' in timings()
    for path in ("preview/state.py", "commands/build.py"):
        with (package / path).open("a", encoding="utf-8") as file:
            file.write("\n# Một dòng mới\n")
    assert '"plan"' not in timings()
    with (package / "portal/lists.py").open("a", encoding="utf-8") as file:
        file.write("\n# Một dòng mới\n")
    assert '"plan"' in timings()
