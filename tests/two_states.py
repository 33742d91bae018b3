"""A portal with two states, between which a test switches as often as it likes.

From one to the other, articles, a photo and a document are edited, added and deleted. There are tags, related news,
lists of more than one page, and a warning. For tests that build again and again: what each state becomes is known.
"""

from __future__ import annotations

from tests.portal import Portal
from tests.sample_files import jpeg, pdf


class TwoStates:
    """A portal in one of two states; `current` names it: "first" or "second"."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.current = "first"
        self._write_first()

    def switch(self) -> None:
        """Go to the other state."""
        portal = self.portal
        if self.current == "second":
            self.current = "first"
            portal.remove("content/tin/hoi")
            self._write_first()
            return
        self.current = "second"
        portal.edit("content/tin/lua/index.md", "Lúa chín.", "Lúa đã gặt.")
        portal.remove("content/tin/cau")
        portal.article("tin/hoi", "![Hội](hoi.jpg)\n\nXem [giấy](giay.pdf).\n", tags="[lúa]", date="2026-01-03")
        portal.write("content/tin/hoi/hoi.jpg", jpeg(7, 640, 420))
        portal.write("content/tin/hoi/giay.pdf", pdf("hai"))
        portal.write("content/tin/gom/gom.jpg", jpeg(5, 700, 500))

    def switch_to(self, state: str) -> None:
        """Go to a state, where the portal is not in it."""
        if self.current != state:
            self.switch()

    def _write_first(self) -> None:
        portal = self.portal
        portal.article("tin/lua", "Mở đầu.\n\nLúa chín.\n", tags="[lúa]")
        portal.article("tin/cau", "Xem [giấy](giay.pdf).\n", locality="xa-c", category="kinh-te", date="2025-08-01")
        portal.write("content/tin/cau/giay.pdf", pdf("một"))
        portal.article("tin/gom", "![](gom.jpg)\n", tags="[gốm, lúa]", date="2025-09-02")
        portal.write("content/tin/gom/gom.jpg", jpeg(3, 700, 500))
