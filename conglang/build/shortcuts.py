"""The two shortcuts of a build: nothing has changed, or nothing but the running text of a few articles.

Both need the same: the last build was a good one, its files are the ones it wrote, no day has come that changes anything,
and of everything that is no article not a stat differs. Then equal inputs give equal pages, so nothing is read, planned
or compared page by page; and where only text differs, the pages that show it are made again from what the cache keeps of
them. In every other case, and in doubt, the answer is None, and the full build runs.
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
    article_from,
    notes_from,
    reading_context,
    reading_key,
)
from conglang.diagnostics import Diagnostic, has_errors
from conglang.model import Source
from conglang.output import manifest
from conglang.output.ledger import Ledger
from conglang.output.manifest import MANIFEST, Change
from conglang.values import Value, replace

if TYPE_CHECKING:
    from conglang.portal.page import Page
    from conglang.portal.views.parts import SiteView

FEW = 20
"""So many articles whose text was edited are made on their own; a branch of another hand is planned as a whole."""


class LastBuild(Value, frozen=True):
    """The last build, whose files are the ones that it wrote: what it remembered, and its ledger."""

    last: Last
    pages: Ledger


class Edit(Value, frozen=True):
    """An article whose running text may have changed, the row for the cache, and its diagnostics before and now.

    `row` is None where the bytes are the same.
    """

    source: Source
    digest: str
    row: ReadingRow | None
    before: tuple[Diagnostic, ...] = ()
    notes: tuple[Diagnostic, ...] = ()


def last_build(request: Request, store: Store, inputs: Inputs, ledger: Ledger) -> LastBuild | None:
    """The last build, where a shortcut may go on from it; None where the full build has to run."""
    last = store.last()
    if last is None or inputs.problems or last.frame != inputs.frame or not last.inputs:
        return None
    if inputs.frame_youngest + YOUNG >= last.seen or not _within(request.now, last.since, last.until):
        return None
    return LastBuild(last, ledger) if len(ledger) == last.files and ledger.are_all_intact() else None


def unchanged(inputs: Inputs, on: LastBuild) -> Report | None:
    """The report of the last build over again, where nothing that it depended on has changed."""
    last = on.last
    if last.inputs != inputs.digest or inputs.youngest + YOUNG >= last.seen:
        return None
    return Report(DONE, (), (), len(on.pages) - 1, last.articles, last.notes, last.language)


def retouched(request: Request, store: Store, inputs: Inputs, on: LastBuild, *, seen: int) -> Report | None:
    """A build in which a few articles say something else in their running text, and all else is as it was."""
    site = store.site()
    sources = _changed(store, inputs)
    if site is None or sources is None or not store.settled():
        return None
    pages: dict[str, Page] = {}
    edits: list[Edit] = []
    for source in sources:
        edit = _edit(request, store, inputs, on, source, site, pages)
        if edit is None:
            return None
        edits.append(edit)
    return _made(request, store, inputs, on, edits, pages, site, seen)


def _changed(store: Store, inputs: Inputs) -> tuple[Source, ...] | None:
    """The articles whose bytes may have changed; None where there are too many, or one came or went."""
    known = store.files()
    sources = inputs.articles
    if {source.path for source in sources} != {path for path in known if is_article(path)}:
        return None
    changed = [s for s in sources if known[s.path].stat != s.stat or s.stat.mtime_ns + YOUNG >= known[s.path].seen]
    return tuple(changed) if len(changed) <= FEW else None


def _edit(
    request: Request,
    store: Store,
    inputs: Inputs,
    on: LastBuild,
    source: Source,
    site: SiteView,
    pages: dict[str, Page],
) -> Edit | None:
    """Read one article again, and put the pages that show it into `pages`; None where more than its text has changed."""
    from conglang.build.reading import new_converter, parse, reading_row
    from conglang.portal.cards import same_but_for_its_text, with_text_of

    row = store.reading(source.path)
    context = reading_context(inputs.engine, site.timezone)
    if row is None or not row.key.endswith(reading_key("", context)):
        return None
    parsed = parse(new_converter(), (str(request.site), source, site.timezone))
    if parsed.digest and row.key == reading_key(parsed.digest, context):
        return Edit(source, parsed.digest, None)
    try:
        old, before = article_from(row.value), notes_from(row.notes)
        shown = store.showing(source.path)
    except ValueError:
        return None
    new = parsed.article
    if new is None or has_errors(parsed.diagnostics) or not same_but_for_its_text(new, old):
        return None
    # Diagnostics that follow from other articles too name lines of the file that may have moved.
    if sorted(map(repr, _about(source.path, on.last.notes))) != sorted(map(repr, before)):
        return None
    store.keep_html([(new.body.digest, parsed.html)])
    # What a build that failed made never went into the output, and may say what was taken back since.
    if any(page.path not in on.pages or on.pages[page.path].key != key for key, page in shown):
        return None
    for _, page in shown:
        pages[page.path] = with_text_of(pages.get(page.path, page), new)
    return Edit(source, parsed.digest, reading_row(parsed, new, context), before, parsed.diagnostics)


def _about(path: str, notes: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    return [note for note in notes if path in (note.at.path, *(place.path for place in note.see))]


def _made(
    request: Request,
    store: Store,
    inputs: Inputs,
    on: LastBuild,
    edits: list[Edit],
    pages: dict[str, Page],
    site: SiteView,
    seen: int,
) -> Report | None:
    """Make the pages, change the output, and remember."""
    from conglang.build.writing import commit
    from conglang.portal.keys import differences

    rendered = _rendered(request, store, inputs, on, pages, site)
    if rendered is None:
        return None
    files, moves = rendered
    before = {path: row.digest for path, row in on.pages.items() if path != MANIFEST}
    listed = before | {path: digest for path, (_, digest) in files.items()}
    replaced = {note for edit in edits if edit.row for note in edit.before}
    notes = tuple(dict.fromkeys(note for note in on.last.notes if note not in replaced))
    notes += tuple(note for edit in edits for note in edit.notes)
    last = replace(on.last, inputs=inputs.digest, seen=seen, notes=notes)
    rows = Rows(
        last=last,
        reasons={path: differences(on.pages[path].key, key) for path, (key, _) in files.items()},
        files={edit.source.path: FileRow(edit.source.stat, seen, edit.digest) for edit in edits},
        readings={edit.source.path: edit.row for edit in edits if edit.row},
    )
    commit(request, store, Change(moves, (), (), listed), rows, files=files, listed=before, good=True)
    written = tuple(sorted(path for _, path in moves))
    return Report(DONE, written, (), len(listed) - len(written), last.articles, notes, last.language)


def _rendered(
    request: Request, store: Store, inputs: Inputs, on: LastBuild, pages: dict[str, Page], site: SiteView
) -> tuple[dict[str, tuple[str, str]], tuple[tuple[str, str], ...]] | None:
    """Make pages again: key and digest of each, and the moves from the staging folder; None where something is wrong."""
    files: dict[str, tuple[str, str]] = {}
    views: dict[str, ViewRow] = {}
    moves: list[tuple[str, str]] = []
    if not pages:
        return files, ()
    from conglang.build import rendering

    manifest.clear_staging(request.cache)
    for page in rendering.render(rendering.job(request, site, inputs.engine), tuple(pages.values()), jobs=1):
        if page.diagnostics or page.path not in on.pages:
            return None
        files[page.path] = (page.key, page.digest)
        if page.view is not None:
            views[page.path] = page.view
        if page.staged:
            moves.append((page.staged, page.path))
    store.keep_views(views)
    return files, tuple(moves)


def _within(now: int, since: int | None, until: int | None) -> bool:
    return (since is None or since <= now) and (until is None or now < until)
