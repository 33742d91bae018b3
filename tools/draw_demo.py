"""Draws the pictures of the demo portal beside its articles: `python tools/draw_demo.py [PART-OF-A-PATH …]`.

In goes nothing but the list in `tools/demo/pictures.py`, out come JPEG files under content/. It needs Pillow.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(wanted: list[str]) -> None:
    """Draws what is wanted, and says what it drew."""
    sys.path.insert(0, str(ROOT))
    from tools.demo.pictures import draw

    for path, size in draw(ROOT / "content", wanted):
        print(f"{size // 1024:4d} KB  {path}")


if __name__ == "__main__":
    main(sys.argv[1:])
