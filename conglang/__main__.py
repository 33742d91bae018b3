"""`python -m conglang`: the installed program under another name."""

from __future__ import annotations

import sys

from conglang.cli import installed

if __name__ == "__main__":
    sys.exit(installed())
