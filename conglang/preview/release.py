"""Letting go of a portal that another one has taken the place of, so slowly that nobody notices.

In go the last references to many values; to give them all back at once would stop every page for a fifth of a second at ten
thousand articles. Nothing that is still in use is touched: only references are dropped.
"""

from __future__ import annotations

import time
from itertools import chain

from conglang.preview.snapshot import Scene

AT_A_TIME = 200
"""Values that are given back in one go."""

PAUSE = 0.001


def pieces(scene: Scene) -> list[object]:
    """What a scene consists of, in pieces; to be let go of when nothing else holds the scene."""
    material = scene.thought.material
    return list(
        chain(
            scene.pages.values(),
            material.cards.values(),
            material.lines.values(),
            material.answers.values(),
            material.index.stories.values(),
            scene.thought.related.values(),
        )
    )


def let_go(release: list[object]) -> None:
    """Drop the references one after another. Nobody else may hold the list."""
    while release:
        del release[-AT_A_TIME:]
        time.sleep(PAUSE)
