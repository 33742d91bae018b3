"""Opens a content file in the editor program of this machine: the one that the system opens such files with.

In comes a file and the folder that it must lie below. No other file is ever opened, and no shell is run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def open_file(file: Path, *, below: Path) -> bool:
    """Open a file; false where it does not lie below the folder, or nothing here could open it."""
    real = file.resolve()
    if not real.is_file() or not real.is_relative_to(below.resolve()):
        return False
    if sys.platform == "win32":
        try:
            os.startfile(real)
        except OSError:
            return False
        return True
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        return False
    try:
        subprocess.Popen(
            [opener, str(real)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError:
        return False
    return True
