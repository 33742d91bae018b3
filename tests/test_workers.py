"""Work in several processes comes to the same, however the system starts them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conglang.build.workers import CHUNK
from tests.portal import NOW, Portal, digests

ROOT = Path(__file__).resolve().parent.parent

PROGRAM = """
import sys
from conglang.build import reading, rendering, workers

if __name__ == "__main__":
    workers._can_fork = lambda: False  # As on Windows and macOS.
    reading.MANY = rendering.MANY = 1
    from conglang.cli import main

    sys.exit(main(sys.argv[1:]))
"""


def test_workers_that_begin_with_nothing_make_the_same_output(portal: Portal, tmp_path: Path) -> None:
    for number in range(2 * CHUNK + 1):
        portal.article(f"tin/bai-{number}", f"Thân bài {number}.\n", tags=f"[thẻ {number % 7}]")
    portal.built()
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    folders = ["--site", str(portal.site), "--output", str(tmp_path / "o"), "--cache", str(tmp_path / "c")]
    command = [sys.executable, str(program), "build", *folders, "--now", NOW, "--jobs", "2", "--json"]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert digests(tmp_path / "o") == portal.output()
