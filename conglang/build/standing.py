"""What of the last build stands, so that it need not be planned again, and what is to be known of this one.

A sheet stands where each of its pages is in the output as we wrote it, its key is the one that it had when the sheet was
kept, and its template is the one of that key: pages that were made again since, by whatever way, make their sheets as good
as unknown, and so does a template that somebody saved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from conglang.build.freshness import is_made_with, whole
from conglang.diagnostics import Refusal
from conglang.output.ledger import Ledger
from conglang.portal.page_groups import Leaf, Recall, Sheet
from conglang.values import replace


def recall(
    sheets: Mapping[str, Sheet],
    ledger: Ledger,
    listed: Mapping[str, str],
    digests: Mapping[str, str],
    engine: str,
    template: Callable[[str], str],
) -> Recall:
    """What a plan may lean on.

    `listed` is what the output says that we wrote, `digests` are those of the articles' files; `template` gives the digest
    of a template, and raises Refusal where it is not to be had.
    """
    closures: dict[str, str] = {}

    def closure(name: str) -> str:
        if name not in closures:
            closures[name] = ""
            with suppress(Refusal):  # Then the pages are planned, and whoever makes them says what is wrong.
                closures[name] = template(name)
        return closures[name]

    def stands(leaf: Leaf) -> bool:
        row = ledger.get(leaf.path)
        return (
            row is not None
            and whole(row[0]) == leaf.key
            and is_made_with(row[0], closure(leaf.template))
            and ledger.stands(leaf.path, row[0], listed)
        )

    return Recall(engine, digests, {name: sheet for name, sheet in sheets.items() if all(map(stands, sheet.leaves))})


def grown(sheets: Mapping[str, Sheet], before: Recall, key: Callable[[str], str]) -> dict[str, Sheet]:
    """The sheets that are others than before; `key` says under which key a page was made."""

    def keyed(leaf: Leaf) -> Leaf:
        return replace(leaf, key=whole(key(leaf.path)))

    return {
        name: replace(sheet, leaves=tuple(map(keyed, sheet.leaves)))
        for name, sheet in sheets.items()
        if before.sheets.get(name) is not sheet
    }
