"""The dashboard `/__preview/` and the state of the portal for the panel that lies over a page.

In comes a session; out comes the HTML of a page that is nowhere in the output (what is withheld, what comes next, photos
without a caption, all that is wrong), or plain values that the browser reads as JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from conglang.diagnostics import ERROR, Diagnostic, excerpt, in_order
from conglang.digest import of_bytes
from conglang.languages import Language, dates
from conglang.model import Article, Moment
from conglang.preview.labels import WITHHELD, public_state
from conglang.preview.responses import PageData, Response, empty_page, with_scripts
from conglang.preview.snapshot import Snapshot
from conglang.preview.state import Session
from conglang.terminal.console import edited_at, line_of
from conglang.terminal.sentences import say
from conglang.values import Value

MOST_ENTRIES = 200
"""Entries of a list that are shown; its heading says how many there are."""

MOST_IN_PANEL = 50
"""Problems of a severity that a panel shows; the counts are of all."""

UNCAPTIONED = "photo-without-caption"

PANEL_TEXTS = ("title", "close", "warnings", "open", "waiting", "lost")
"""The words of the panel, under `preview-…` in the languages' tables."""

Entry = dict[str, str]
"""An article (message, path, place, url, about) or a problem (message, path, place, severity, code, hint) in a list."""


class DashboardView(Value, frozen=True):
    """What `dashboard.html` shows: lists with their headings, or the words `nothing` where there are none."""

    language: str
    title: str
    home: str
    portal: str
    lists: tuple[tuple[str, list[Entry]], ...]
    nothing: str
    most: int = MOST_ENTRIES


def dashboard(session: Session) -> Response:
    """The page `/__preview/`; an empty page while there is no snapshot."""
    from conglang.templating.render import Renderer

    snapshot, content = session.snapshot, session.content
    if snapshot is None or content is None:
        return empty_page("")
    settings, words = snapshot.settings, snapshot.settings.language.console
    articles = [content.articles[path] for path in sorted(content.articles)]
    problems: dict[bool, list[Entry]] = {True: [], False: []}
    for diagnostic in session.diagnostics():
        problems[diagnostic.code == UNCAPTIONED].append(_problem(diagnostic, settings.language))
    lists = (
        *_withheld(session, snapshot, articles),
        (words["preview-due"], _coming(snapshot, articles, session.clock())),
        (words["preview-uncaptioned"], problems[True]),
        (words["preview-diagnostics"], problems[False]),
    )
    view = DashboardView(
        settings.language.code,
        title=words["preview-waiting"],
        home=f"{snapshot.root}/",
        portal=settings.config.site.title,
        lists=tuple((title, entries) for title, entries in lists if entries),
        nothing=words["preview-nothing"],
    )
    folders, compiled = (Path(__file__).resolve().parent,), session.request.cache / "templates"
    page = Renderer(folders, snapshot.site, settings.language, bytecode=compiled).render("dashboard.html", view)
    version = of_bytes(page)
    return Response(200, data=with_scripts(page, PageData(version, "", "")), version=version)


def panel(diagnostics: Iterable[Diagnostic], language: Language, site: Path) -> dict[str, Any]:
    """The state of the portal for the panel, the problems of the file that was saved last first."""
    listed = in_order(diagnostics, edited=lambda path: edited_at(site / path))[::-1]
    errors = [d for d in listed if d.severity == ERROR]
    warnings = [d for d in listed if d.severity != ERROR]
    return {
        "language": language.code,
        "counts": {"errors": len(errors), "warnings": len(warnings)},
        "errors": [_with_excerpt(d, language, site) for d in errors[:MOST_IN_PANEL]],
        "warnings": [_with_excerpt(d, language, site) for d in warnings[:MOST_IN_PANEL]],
        "texts": {
            **{name: language.console[f"preview-{name}"] for name in PANEL_TEXTS},
            "hint": language.console["hint"],
        },
    }


def _withheld(session: Session, snapshot: Snapshot, articles: Iterable[Article]) -> Iterable[tuple[str, list[Entry]]]:
    """The lists of withheld articles, one for each state, the oldest first."""
    language = snapshot.settings.language
    by_state: dict[str, list[Article]] = {state: [] for state in WITHHELD}
    for article in articles:
        by_state.get(public_state(session, article), []).append(article)
    for state, listed in by_state.items():
        entries = []
        for article in sorted(listed, key=lambda a: (_epoch(a.date), a.path)):
            end = {"embargoed": article.embargo, "expired": article.expires}.get(state, article.date)
            entries.append(_article(snapshot, article, dates.long_date(end, language) if end is not None else ""))
        yield language.console[f"state-{state}"], entries


def _coming(snapshot: Snapshot, articles: Iterable[Article], now: int) -> list[Entry]:
    """What time alone will change, the next first: articles that appear, expire, or stop leading the home page."""
    changes: list[tuple[int, str, str, Article]] = []
    for article in articles:
        if article.draft or article.status in ("draft", "review"):
            continue
        moments = {
            "due-published": max(_epoch(article.date), _epoch(article.embargo)),
            "due-expired": _epoch(article.expires),
            "due-unfeatured": _epoch(article.featured_until),
        }
        changes += [(at, article.path, key, article) for key, at in moments.items() if at > now]
    language = snapshot.settings.language
    entries = []
    for at, _, key, article in sorted(changes, key=lambda change: change[:3]):
        zone = datetime.fromisoformat(article.date.iso).tzinfo if article.date is not None else None
        iso = datetime.fromtimestamp(at, zone).isoformat() if zone is not None else ""
        when = dates.long_date(Moment(iso, at, True), language) if iso else ""
        entries.append(_article(snapshot, article, f"{when}: {language.console[key]}"))
    return entries


def _article(snapshot: Snapshot, article: Article, about: str) -> Entry:
    path, url = article.path, snapshot.address(article.path)
    return {"message": article.title, "path": path, "place": path, "url": url, "about": about}


def _problem(diagnostic: Diagnostic, language: Language) -> Entry:
    message, hint = say(diagnostic, language)
    at = diagnostic.at
    return {
        "code": diagnostic.code,
        "severity": language.console[diagnostic.severity],
        "message": message,
        "path": at.path,
        "place": f"{at.path}:{at.line}:{at.column}" if at.line else at.path,
        "hint": hint,
    }


def _with_excerpt(diagnostic: Diagnostic, language: Language, site: Path) -> Entry:
    at = diagnostic.at
    line = line_of(site / at.path, at.line) if at.line else ""
    return {**_problem(diagnostic, language), "excerpt": excerpt(at, line) if line.strip() else ""}


def _epoch(at: Moment | None) -> int:
    return at.epoch if at is not None else 0
