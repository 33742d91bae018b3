"""Draws the pictures and documents of the demo portal beside its articles: `python tools/draw_demo.py [PART-OF-A-PATH …]`.

In go nothing but the lists in `tools/demo/pictures.py` and `papers.py`, out come JPEG and PDF files under content/. It
needs Pillow and the font of the generator. Documents are written only when no part of a path is given.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(wanted: list[str]) -> None:
    """Draws what is wanted, and says what it drew."""
    sys.path.insert(0, str(ROOT))
    from tools.demo.papers import papers
    from tools.demo.pictures import draw

    documents = () if wanted else papers(ROOT / "content")
    for path, size in (*draw(ROOT / "content", wanted), *documents):
        print(f"{size // 1024:4d} KB  {path}")


if __name__ == "__main__":
    main(sys.argv[1:])
