"""The values that the stages of a full build pass to each other, and the rows of the cache that follow from them.

`Planning` is the plan with all that it was compared with, `Outcome` what remains to be written when every page is
rendered. Nothing here reads or writes a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from conglang.build import freshness
from conglang.build.planning import BuildPlan
from conglang.build.writing import FILE, Made
from conglang.cache.store import Rows
from conglang.diagnostics import Diagnostic
from conglang.output.ledger import Ledger
from conglang.output.manifest import MANIFEST
from conglang.portal import keys, photo_notes
from conglang.portal.page_groups import PageGroup
from conglang.portal.related import Row
from conglang.values import Value, replace

Deleted = tuple[tuple[str, Iterable[str]], ...]
"""Names of rows to delete, by table."""


class Planning(Value, frozen=True):
    """A plan, with the related table and the page groups of the last build, with which it was compared.

    `kept` are the groups of the last build whose pages are up to date, by name.
    """

    plan: BuildPlan
    related: Mapping[str, Row]
    groups: Mapping[str, PageGroup]
    kept: Mapping[str, PageGroup]
    diagnostics: tuple[Diagnostic, ...]

    def completed(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """The diagnostics, where those of photos name the articles that show them."""
        named = (*self.plan.everything.articles, *self.plan.everything.provisional)
        return photo_notes.completed(tuple(diagnostics), named, self.plan.everything.files)

    @property
    def group_reasons(self) -> dict[str, tuple[str, ...]]:
        """The parts of the keys of planned groups that differ from the last build's; none for a new group.

        A group whose key is the same was planned because a file of its pages had been deleted or edited by hand.
        """
        before, planned = self.groups, self.plan.plan.groups
        return {
            name: (keys.differences(before[name].key, group.key) or (FILE,)) if name in before else ()
            for name, group in planned.items()
            if self.kept.get(name) is not group
        }

    def rows(self, made: Made, read: Rows, ledger: Ledger, *, unused: Deleted) -> Rows:
        """The rows that the cache keeps of a build that wrote this plan, and the rows that it deletes.

        `read` are the rows of what was read, `unused` the names of rows that no file needs any more.
        """
        plan = self.plan
        planned = {*plan.plan.paths, *plan.files, MANIFEST}
        deleted = [path for path in ledger if path not in planned]
        without_body = [*deleted, *(p.path for p in plan.plan.pages if not p.bodies and p.path in made.files)]
        return replace(
            read,
            related={id: row for id, row in plan.related.items() if self.related.get(id) != row},
            groups=freshness.planned_groups(plan.plan.groups, self.kept, made.key),
            site=plan.site,
            reasons=made.reasons,
            group_reasons=self.group_reasons,
            deleted=(
                ("page", deleted),
                ("view", without_body),
                ("shown", without_body),
                ("related", [id for id in self.related if id not in plan.related]),
                ("page_group", [name for name in self.groups if name not in plan.plan.groups]),
                *unused,
            ),
        )


class Outcome(Value, frozen=True):
    """What remains of a build when its pages are rendered: what to write and what to keep, without the plan itself.

    The outcome holds from `since` until `until` (seconds since 1970; None: for ever). `articles` counts those that readers
    see; `sweep` are the renditions in the cache that this build uses.
    """

    made: Made
    diagnostics: tuple[Diagnostic, ...]
    since: int | None
    until: int | None
    articles: int
    rows: Rows
    sweep: tuple[Path, ...]
