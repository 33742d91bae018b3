"""The two shortcuts of a build: nothing has changed, or nothing but the running text of a few articles.

Both need a last build without errors whose files are those it wrote, a clock in the interval for which its outcome holds, and
unchanged stats of all files but articles. Equal inputs give equal pages then, so nothing is planned. Where only text has
changed, the pages that show it are rendered from the views that the cache keeps. In every other case, and in doubt, a
shortcut returns None, and the full build runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conglang.build.request import DONE, Report, Request
from conglang.build.scan import Inputs, is_article
from conglang.cache.database import YOUNG
from conglang.cache.store import (
    FileRow,
    Last,
    ReadingRow,
    Rows,
    Store,
    ViewRow,
    notes_from,
    reading_context,
    reading_key,
)
from conglang.diagnostics import Diagnostic, has_errors
from conglang.model import Article, Source
from conglang.output import manifest
from conglang.output.ledger import Ledger
from conglang.output.manifest import MANIFEST, Change
from conglang.values import Value, decode, replace

if TYPE_CHECKING:
    from conglang.portal.page import Page
    from conglang.portal.views.parts import SiteView

FEW = 20
"""The shortcut takes up to this many edited articles; of more, as after a change of branch, the full build is quicker."""


class LastBuild(Value, frozen=True):
    """The last build, all of whose files are intact: its row in the cache, and its ledger."""

    last: Last
    pages: Ledger


class Retouch(Value, frozen=True):
    """What the second shortcut starts from; `site` is what every page showed of the portal, `seen` is as for `retouched`."""

    request: Request
    store: Store
    inputs: Inputs
    before: LastBuild
    site: SiteView
    seen: int


class Edit(Value, frozen=True):
    """An article whose file may have changed: its new row for the cache, and its diagnostics before and after the edit.

    `row` is None where only the stat has changed, not the bytes.
    """

    source: Source
    digest: str
    row: ReadingRow | None
    before: tuple[Diagnostic, ...] = ()
    notes: tuple[Diagnostic, ...] = ()


def last_build(request: Request, store: Store, inputs: Inputs, ledger: Ledger) -> LastBuild | None:
    """The last build, where a shortcut may start from it; None where the full build has to run."""
    last = store.last()
    if last is None or inputs.problems or last.frame != inputs.frame or not last.inputs:
        return None
    if inputs.frame_youngest + YOUNG >= last.seen or not _within(request.now, last.since, last.until):
        return None
    return LastBuild(last, ledger) if len(ledger) == last.files and ledger.are_all_intact() else None


def unchanged(inputs: Inputs, before: LastBuild) -> Report | None:
    """The report of the last build again; None where anything that it depended on has changed."""
    last = before.last
    if last.inputs != inputs.digest or inputs.youngest + YOUNG >= last.seen:
        return None
    return Report(DONE, (), (), len(before.pages) - 1, last.articles, last.notes, last.language)


def retouched(request: Request, store: Store, inputs: Inputs, before: LastBuild, *, seen: int) -> Report | None:
    """Build again after an edit of the running text of a few articles; None where anything else has changed.

    `seen` is when this build began to look at the files, in nanoseconds since 1970.
    """
    site = store.site()
    sources = _changed(store, inputs)
    if site is None or sources is None or not store.settled():
        return None
    start = Retouch(request, store, inputs, before, site, seen)
    pages: dict[str, Page] = {}
    edits: list[Edit] = []
    for source in sources:
        edit = _edit(start, source, pages)
        if edit is None:
            return None
        edits.append(edit)
    return _committed(start, edits, pages)


def _changed(store: Store, inputs: Inputs) -> tuple[Source, ...] | None:
    """The articles whose bytes may have changed; None where they are too many, or one was added or deleted."""
    known = store.files()
    sources = inputs.articles
    if {source.path for source in sources} != {path for path in known if is_article(path)}:
        return None
    changed = [s for s in sources if known[s.path].stat != s.stat or s.stat.mtime_ns + YOUNG >= known[s.path].seen]
    return tuple(changed) if len(changed) <= FEW else None


def _edit(start: Retouch, source: Source, pages: dict[str, Page]) -> Edit | None:
    """Read an article again, and put the pages that show its body into `pages`; None where more than its text has changed."""
    from conglang.build.reading import new_converter, parse, reading_row
    from conglang.portal.cards import same_but_for_its_text, with_text_of

    store, before, timezone = start.store, start.before, start.site.timezone
    row = store.reading(source.path)
    context = reading_context(start.inputs.engine, timezone)
    if row is None or not row.key.endswith(reading_key("", context)):
        return None
    parsed = parse(new_converter(), (str(start.request.site), source, timezone))
    if parsed.digest and row.key == reading_key(parsed.digest, context):
        return Edit(source, parsed.digest, None)
    try:
        old, old_notes = decode(Article, row.value), notes_from(row.notes)
        shown = store.pages_showing(source.path)
    except ValueError:
        return None
    new = parsed.article
    if new is None or has_errors(parsed.diagnostics) or not same_but_for_its_text(new, old):
        return None
    # A diagnostic that also follows from other articles names a line of this file, and the line may have moved.
    if sorted(map(repr, _about(source.path, before.last.notes))) != sorted(map(repr, old_notes)):
        return None
    store.keep_html([(new.body.digest, parsed.html)])
    # A build that failed keeps views too; they were never written, and may show what was changed back since.
    if any(page.path not in before.pages or before.pages[page.path].key != key for key, page in shown):
        return None
    for _, page in shown:
        pages[page.path] = with_text_of(pages.get(page.path, page), new)
    return Edit(source, parsed.digest, reading_row(parsed, new, context), old_notes, parsed.diagnostics)


def _about(path: str, notes: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    """The diagnostics that name a file."""
    return [note for note in notes if path in (note.at.path, *(place.path for place in note.see))]


def _committed(start: Retouch, edits: list[Edit], pages: dict[str, Page]) -> Report | None:
    """Render the pages, change the output, and keep what was read; None where a page cannot be rendered."""
    from conglang.build.writing import commit
    from conglang.portal.keys import differences

    rendered = _rendered(start, pages)
    if rendered is None:
        return None
    files, moves = rendered
    before = start.before
    listed_before = {path: row.digest for path, row in before.pages.items() if path != MANIFEST}
    listed = listed_before | {path: digest for path, (_, digest) in files.items()}
    replaced = {note for edit in edits if edit.row for note in edit.before}
    notes = tuple(dict.fromkeys(note for note in before.last.notes if note not in replaced))
    notes += tuple(note for edit in edits for note in edit.notes)
    last = replace(before.last, inputs=start.inputs.digest, seen=start.seen, notes=notes)
    rows = Rows(
        last=last,
        reasons={path: differences(before.pages[path].key, key) for path, (key, _) in files.items()},
        files={edit.source.path: FileRow(edit.source.stat, start.seen, edit.digest) for edit in edits},
        readings={edit.source.path: edit.row for edit in edits if edit.row},
    )
    change = Change(moves, (), (), listed)
    commit(start.request, start.store, change, rows, files=files, listed=listed_before, good=True)
    written = tuple(sorted(path for _, path in moves))
    return Report(DONE, written, (), len(listed) - len(written), last.articles, notes, last.language)


def _rendered(
    start: Retouch, pages: dict[str, Page]
) -> tuple[dict[str, tuple[str, str]], tuple[tuple[str, str], ...]] | None:
    """Render pages: key and digest of each by path, and the moves from the staging folder; None where a template is wrong."""
    files: dict[str, tuple[str, str]] = {}
    views: dict[str, ViewRow] = {}
    moves: list[tuple[str, str]] = []
    if not pages:
        return files, ()
    from conglang.build import rendering

    manifest.clear_staging(start.request.cache)
    job = rendering.job(start.request, start.site, start.inputs.engine)
    for page in rendering.render(job, tuple(pages.values()), jobs=1):
        if page.diagnostics or page.path not in start.before.pages:
            return None
        files[page.path] = (page.key, page.digest)
        if page.view is not None:
            views[page.path] = page.view
        if page.staged:
            moves.append((page.staged, page.path))
    start.store.keep_views(views)
    return files, tuple(moves)


def _within(now: int, since: int | None, until: int | None) -> bool:
    """Whether a moment lies in a half-open interval, of which None is an unbounded end."""
    return (since is None or since <= now) and (until is None or now < until)
