"""The colours that several pictures share: one colour, or those of top and bottom."""

from __future__ import annotations

SKIN = ("#e0a67e", "#c98a63")
HAIR = "#2b2320"
STRAW = ("#f6e3b0", "#d9b878")
TILE = ("#b85c3e", "#8c3f2b")
WALL = ("#f6e7c6", "#dcc597")
PADDY = ("#6f9e3f", "#86b04a", "#a9c65c")
GOLD = ("#d9a53a", "#e6bb52", "#c98f2c", "#f0cf74")
SHIRTS = ("#f4f1e8", "#5b7fa6", "#8a6a9c", "#c9785a", "#6f9272", "#d8c9a6", "#4a5f80")
WOOD = ("#b07a4a", "#7f5230")
