"""Installs an extra into the running environment: a package that a few portals or one command need.

A requirement with its version comes in, the reason of a failure goes out. Where `uv` is installed it is used, because an
environment that uv made has no pip. Callers ask somebody first; nothing is asked or printed here.
"""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import subprocess
import sys

HEIC, HEIC_MODULE = "pillow-heif>=1.8.1", "pillow_heif"
"""The decoder of HEIC photos and its module; the first release whose libheif (1.23.4 or newer) is safe for photos of strangers."""


def is_there(module: str) -> bool:
    """Whether a module can be imported, also one that was installed a moment ago."""
    importlib.invalidate_caches()
    return importlib.util.find_spec(module) is not None


def command(requirement: str) -> tuple[str, ...]:
    """The command that installs a requirement without its dependencies."""
    uv = shutil.which("uv")
    tool = (uv, "pip", "install", "--python", sys.executable) if uv else (sys.executable, "-m", "pip", "install")
    return (*tool, "--no-deps", requirement)


def install(requirement: str) -> str:
    """Install a requirement without its dependencies; the reason where that fails, else an empty text."""
    try:
        done = subprocess.run(command(requirement), capture_output=True, text=True, encoding="utf-8", errors="replace")
    except OSError as problem:
        return problem.strerror or type(problem).__name__
    importlib.invalidate_caches()
    lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
    return "" if done.returncode == 0 else (lines[-1].strip() if lines else str(done.returncode))
