"""What a wheel brings: the package with theme and styles from the one source at the top level, and the command `conglang`.

The wheel is laid out here from the words of `pyproject.toml`, without the network that building one would need.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.portal import Portal

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NOW = "--now=2026-11-22T08:00+07:00"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what a wheel holds."""
    folder = tmp_path_factory.mktemp("wheel")
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    for package in wheel["packages"]:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    for source, target in wheel["force-include"].items():
        shutil.copytree(ROOT / source, folder / target)
    return folder


def conglang(installed: Path, portal: Portal, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command of the wheel in the folder of a portal."""
    module, _, function = PROJECT["project"]["scripts"]["conglang"].partition(":")
    start = f"import sys; from {module} import {function}; sys.exit({function}())"
    return subprocess.run(
        [sys.executable, "-c", start, *words],
        cwd=portal.site,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )


def files(folder: Path) -> dict[str, bytes]:
    """The bytes of every file below a folder."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_installed_program_builds_the_very_bytes_of_build_py(installed: Path, portal: Portal) -> None:
    portal.article("tin/mot")
    portal.write("templates/parts/footer.html", "<footer>chân trang riêng</footer>\n")
    portal.write("assets/img/icon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>\n")
    assert sorted(path.name for path in portal.site.iterdir()) == ["assets", "config.toml", "content", "templates"]
    ended = conglang(installed, portal, NOW)
    assert (ended.returncode, ended.stderr) == (0, "")
    ours = files(portal.site / "output")
    apart = ["--output", str(portal.folder / "apart"), "--cache", str(portal.folder / "cache"), "--quiet", NOW]
    command = [sys.executable, str(ROOT / "build.py"), "--site", str(portal.site), *apart]
    assert subprocess.run(command, check=False, timeout=120).returncode == 0
    assert files(portal.folder / "apart") == ours
    assert "chân trang riêng" in ours["index.html"].decode()
    assert (ROOT / "assets/css/site.css").read_bytes() in ours.values()


def test_the_installed_program_speaks_of_itself(installed: Path, portal: Portal) -> None:
    assert conglang(installed, portal, "--help").stdout.startswith("cách dùng: conglang [lệnh] [tùy chọn]\n")
    tests = conglang(installed, portal, "test")
    said = "Các kiểm thử chạy từ thư mục mã nguồn, bằng lệnh: python3 build.py test\n"
    assert (tests.returncode, tests.stdout + tests.stderr) == (2, said)
