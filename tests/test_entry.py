"""The entry and the packaging: who may run, what counts as prepared, and that the lists of packages agree."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from tools import environment

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def entry(tmp_path: Path) -> ModuleType:
    """`build.py` as a module of a folder of its own, with a lock of two packages and no `.venv`."""
    folder = tmp_path / "Cổng làng"
    folder.mkdir()
    for name, content in {
        "build.py": (ROOT / "build.py").read_text(encoding="utf-8"),
        "requirements.in": "# direct\njinja2==3.1.6\nPython-Frontmatter>=1\n",
        "requirements.lock": "jinja2==3.1.6 \\\n    --hash=sha256:00\nmarkupsafe==3.0.4\npython-frontmatter==1.3.0\n",
        "requirements-dev.in": "-r requirements.in\npytest\n",
        "requirements-dev.lock": "jinja2==3.1.6\nmarkupsafe==3.0.4\npytest==9.2.0\npython-frontmatter==1.3.0\n",
    }.items():
        (folder / name).write_text(content, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("entry", folder / "build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def make_python(entry: ModuleType) -> Path:
    """A `.venv` with something in the place of its Python."""
    python = Path(entry.PYTHON)
    python.parent.mkdir(parents=True)
    python.write_bytes(b"")
    return Path(entry.VENV)


def test_python_3_6_can_read_the_entry() -> None:
    ast.parse((ROOT / "build.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_the_version_is_looked_at_before_anything_else_is_imported_or_defined() -> None:
    tree = ast.parse((ROOT / "build.py").read_text(encoding="utf-8"))
    assert [type(node).__name__ for node in tree.body[:3]] == ["Expr", "Import", "If"]
    assert ast.unparse(tree.body[1]) == "import sys"


def test_the_entry_stays_small_and_uses_the_standard_library_alone() -> None:
    for path in (ROOT / "build.py", ROOT / "tools/environment.py"):
        text = path.read_text(encoding="utf-8")
        imported = {
            name.partition(".")[0]
            for node in ast.parse(text).body
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in (
                [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            )
        }
        assert imported <= sys.stdlib_module_names
    assert len((ROOT / "build.py").read_text(encoding="utf-8").splitlines()) < 200


def test_packages_in_their_locked_versions_are_enough_whatever_their_spelling(
    entry: ModuleType, tmp_path: Path
) -> None:
    for name in ("Jinja2-3.1.6.dist-info", "python_frontmatter-1.3.0.dist-info"):
        (tmp_path / "packages" / name).mkdir(parents=True)
    paths = [str(tmp_path / "missing"), str(tmp_path / "packages")]
    assert (entry._holds_packages(paths, ""), entry._holds_packages(paths, "-dev")) == (True, False)


def test_another_version_of_a_package_is_not_enough(entry: ModuleType, tmp_path: Path) -> None:
    for name in ("jinja2-3.1.5.dist-info", "python_frontmatter-1.3.0.dist-info"):
        (tmp_path / name).mkdir()
    assert not entry._holds_packages([str(tmp_path)], "")


def test_an_environment_is_good_only_with_the_stamp_of_this_lock(entry: ModuleType) -> None:
    venv = make_python(entry)
    assert not entry._venv_will_do("")
    (venv / "conglang.stamp").write_text(entry._stamp(""), encoding="utf-8")
    assert (entry._venv_will_do(""), entry._venv_will_do("-dev")) == (True, False)
    with (Path(entry.HERE) / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("nh3==0.3.8\n")
    assert not entry._venv_will_do("")


def test_an_environment_whose_python_is_gone_is_not_good(entry: ModuleType) -> None:
    venv = make_python(entry)
    (venv / "conglang.stamp").write_text(entry._stamp(""), encoding="utf-8")
    Path(entry.PYTHON).unlink()
    assert not entry._venv_will_do("")


def prepare(entry: ModuleType, monkeypatch: pytest.MonkeyPatch, problem: str) -> int:
    """Prepare with an installation that only makes the folder, and ends with `problem`."""

    def install(fresh: str, python: str, lock_file: str) -> str:
        os.makedirs(os.path.dirname(python))
        Path(python).write_bytes(b"")
        return problem

    monkeypatch.setattr(environment, "_install", install)
    return environment.prepare(
        entry.VENV,
        entry.PYTHON,
        lock_file=os.path.join(entry.HERE, "requirements.lock"),
        stamps={"conglang.stamp": entry._stamp("")},
        ready=lambda: bool(entry._venv_will_do("")),
    )


def leftovers(entry: ModuleType) -> list[str]:
    return sorted(name for name in os.listdir(entry.HERE) if name.startswith(".venv"))


def test_what_interrupted_runs_left_is_cleared_and_a_broken_environment_replaced(
    entry: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    (Path(entry.HERE) / ".venv.tmp-1" / "lib").mkdir(parents=True)
    (make_python(entry) / "conglang.stamp").write_text("of another lock", encoding="utf-8")
    assert prepare(entry, monkeypatch, "") == 0
    assert (entry._venv_will_do(""), leftovers(entry)) == (True, [".venv"])


def test_a_failed_installation_says_so_and_leaves_nothing_behind(
    entry: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert prepare(entry, monkeypatch, "không có mạng") == 2
    assert leftovers(entry) == []
    printed = capsys.readouterr()
    assert (printed.out, printed.err.splitlines()[-1]) == ("", "không có mạng")


def test_a_python_that_cannot_make_environments_is_told_what_to_install(
    entry: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "_failure", lambda command: "No module named venv")
    monkeypatch.setattr(environment, "_remedy", lambda: "sudo apt install python3-venv")
    said = environment._install(entry.VENV, entry.PYTHON, "requirements.lock")
    assert said.splitlines()[-1] == "  sudo apt install python3-venv"


def test_wheels_beside_the_entry_are_used_instead_of_the_network(
    entry: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(environment, "_failure", lambda command: commands.append(command))
    monkeypatch.setattr("shutil.which", lambda name: None)
    wheels = os.path.join(entry.HERE, "wheels")
    os.mkdir(wheels)
    assert environment._install(entry.VENV, entry.PYTHON, os.path.join(entry.HERE, "requirements.lock")) == ""
    assert commands[-1][-3:] == ["--no-index", "--find-links", wheels]


@pytest.mark.skipif(sys.platform == "win32", reason="the entry hands over by a child process there")
def test_a_prepared_environment_is_entered_with_all_arguments(entry: ModuleType) -> None:
    venv = make_python(entry)
    (venv / "conglang.stamp").write_text(entry._stamp(""), encoding="utf-8")
    script = '#!/bin/sh\nprintf "%s|" "$CONGLANG_ENTERED" "$@"\nexit 7\n'
    Path(entry.PYTHON).write_text(script, encoding="utf-8")
    Path(entry.PYTHON).chmod(0o755)
    command = [sys.executable, "-S", os.path.join(entry.HERE, "build.py"), "new", "Ấp Á"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    expected = "|".join([entry.VERSION, os.path.join(entry.HERE, "build.py"), "new", "Ấp Á", ""])
    assert (done.returncode, done.stdout) == (7, expected)


# ---- lists of packages ---------------------------------------------------------------------------------------------


def requirements(name: str) -> list[str]:
    return [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if line[:1].isalpha()]


def test_the_package_asks_for_what_the_entry_installs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dependencies"] == requirements("requirements.in")


def test_the_development_lock_holds_the_whole_other_one() -> None:
    # What all systems need of a library may be needed by some alone for another one: a condition may fall away.
    pins = [{line.split()[0] for line in requirements(f"requirements{kind}.lock")} for kind in ("", "-dev")]
    assert pins[0] <= pins[1]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_its_digests_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"https?:|file:|--(?:index|find|extra)|@", text) == []
    blocks = [block for block in re.split(r"\n(?=\S)", text) if block[:1].isalpha()]
    assert [block for block in blocks if "--hash=sha256:" not in block or "==" not in block] == []
