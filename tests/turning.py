"""A portal that changes between two states, for as many incremental builds as a test needs.

From one state to the other articles, a photo and a document are edited, added and deleted; there is a warning, and there are
tags, related news and lists of more than one page.
"""

from __future__ import annotations

from tests.overflowing import jpeg, pdf
from tests.portal import Portal


class Turning:
    """The two states of a portal."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.state = "first"
        self._begin()

    def turn(self) -> None:
        """Change from the first state to the second, or back."""
        portal = self.portal
        if self.state == "second":
            self.state = "first"
            portal.remove("content/tin/hoi")
            self._begin()
            return
        self.state = "second"
        portal.edit("content/tin/lua/index.md", "Lúa chín.", "Lúa đã gặt.")
        portal.remove("content/tin/cau")
        portal.article("tin/hoi", "![Hội](hoi.jpg)\n\nXem [giấy](giay.pdf).\n", tags="[lúa]", date="2026-01-03")
        portal.write("content/tin/hoi/hoi.jpg", jpeg(7, 640, 420))
        portal.write("content/tin/hoi/giay.pdf", pdf("hai"))
        portal.write("content/tin/gom/gom.jpg", jpeg(5, 700, 500))

    def to(self, state: str) -> None:
        """Change to a state, unless the portal is in it already."""
        if self.state != state:
            self.turn()

    def _begin(self) -> None:
        portal = self.portal
        portal.article("tin/lua", "Mở đầu.\n\nLúa chín.\n", tags="[lúa]")
        portal.article("tin/cau", "Xem [giấy](giay.pdf).\n", locality="xa-c", category="kinh-te", date="2025-08-01")
        portal.write("content/tin/cau/giay.pdf", pdf("một"))
        portal.article("tin/gom", "![](gom.jpg)\n", tags="[gốm, lúa]", date="2025-09-02")
        portal.write("content/tin/gom/gom.jpg", jpeg(3, 700, 500))
