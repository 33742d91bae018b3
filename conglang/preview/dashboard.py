"""The page `/__preview/`: what waits to be published, what comes next, photos without a caption, and all that is wrong.

In goes a session, out comes the HTML of a page that is nowhere in the output. Every text is escaped where it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from conglang.diagnostics import ERROR, Diagnostic, excerpt, in_order
from conglang.digest import of_bytes
from conglang.languages import Language, dates, say
from conglang.model import Article, Moment
from conglang.preview.labels import WAITING, moment, true_state
from conglang.preview.responses import Reply, Tag, bare, injected
from conglang.preview.state import Session
from conglang.terminal.console import edited_at, line_of

MOST = 200
"""Lines of a list; above it stands how many there are."""

UNCAPTIONED = "photo-without-caption"


def lists(session: Session) -> Reply:
    """The page of all that waits."""
    snapshot, content = session.snapshot, session.content
    if snapshot is None or content is None:
        return bare(session, "")
    language = snapshot.known.language
    text = language.console
    articles = [content.articles[path] for path in sorted(content.articles)]
    waiting: dict[str, list[Article]] = {state: [] for state in WAITING}
    for article in articles:
        state = true_state(article, session)
        if state in waiting:
            waiting[state].append(article)
    parts = []
    for state, found in waiting.items():
        lines = [_article(a, _told(_ending(a, state), language), session) for a in sorted(found, key=_when)]
        parts.append(_list(text[f"state-{state}"], lines))
    coming = [_coming(at, key, a, session, language) for at, key, a in _next(articles, session.clock())]
    parts.append(_list(text["preview-due"], coming))
    diagnostics = session.diagnostics()
    uncaptioned = [d for d in diagnostics if d.code == UNCAPTIONED]
    parts.append(_list(text["preview-uncaptioned"], [_diagnostic(d, language) for d in uncaptioned]))
    others = [d for d in diagnostics if d.code != UNCAPTIONED]
    parts.append(_list(text["preview-diagnostics"], [_diagnostic(d, language) for d in others]))
    if not any(parts):
        parts.append(f"<p>{escape(text['preview-nothing'])}</p>")
    title = text["preview-waiting"]
    home = f'<p><a href="{escape(snapshot.root)}/">{escape(snapshot.known.config.site.title)}</a></p>'
    data = _whole(language.code, title, f"<h1>{escape(title)}</h1>{home}{''.join(parts)}")
    version = of_bytes(data)
    return Reply(200, data=injected(data, Tag(version, "", "")), version=version)


def _whole(language: str, title: str, main: str) -> bytes:
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    head += '<link rel="stylesheet" href="/__preview/preview.css">'
    body = f"<main>{main}</main>"
    return (
        f'<!DOCTYPE html><html lang="{language}" class="preview"><head>{head}</head><body>{body}</body></html>'.encode()
    )


def _list(title: str, lines: Sequence[str]) -> str:
    """A list under its heading; nothing where there is nothing to list."""
    if not lines:
        return ""
    more = "<li>…</li>" if len(lines) > MOST else ""
    return (
        f"<h2>{escape(title)} ({len(lines)})</h2><ul>{''.join(f'<li>{line}</li>' for line in lines[:MOST])}{more}</ul>"
    )


def _article(article: Article, about: str, session: Session) -> str:
    """A line: the title, which leads to the page where there is one; below it what is to be known, and the file."""
    url = session.snapshot.address(article.path) if session.snapshot is not None else ""
    title = escape(article.title)
    shown = f'<a href="{escape(url)}">{title}</a>' if url else f"<b>{title}</b>"
    told = f"{escape(about)} · " if about else ""
    return f'{shown} <span class="about">{told}{_opener(article.path, article.path)}</span>'


def _coming(at: int, key: str, article: Article, session: Session, language: Language) -> str:
    zone = datetime.fromisoformat(article.date.iso).tzinfo if article.date is not None else None
    iso = datetime.fromtimestamp(at, zone).isoformat() if zone is not None else ""
    when = dates.long_date(Moment(iso, at, True), language) if iso else ""
    return _article(article, f"{when}: {language.console[key]}", session)


def _diagnostic(diagnostic: Diagnostic, language: Language) -> str:
    message, hint = say(diagnostic, language)
    at = diagnostic.at
    place = f"{at.path}:{at.line}:{at.column}" if at.line else at.path
    code = f"{language.console[diagnostic.severity]}[{diagnostic.code}]"
    about = f'<span class="about">{_opener(at.path, place)} <code>{escape(code)}</code></span>'
    return f"<b>{escape(message)}</b> {about}{escape(hint)}"


def _opener(path: str, words: str) -> str:
    """A button that the preview's script lets open the file; for a path outside the content the words alone."""
    if not path.startswith("content/"):
        return f"<code>{escape(words)}</code>"
    return f'<button type="button" class="open" data-open="{escape(path)}">{escape(words)}</button>'


def _ending(article: Article, state: str) -> Moment | None:
    """The moment that a line tells of: when it will be shown or was taken away, else its date."""
    return {"embargoed": article.embargo, "expired": article.expires}.get(state, article.date)


def _told(at: Moment | None, language: Language) -> str:
    return moment(at, language) if at is not None else ""


def _when(article: Article) -> tuple[int, str]:
    return (article.date.epoch if article.date is not None else 0, article.path)


def _next(articles: Iterable[Article], now: int) -> list[tuple[int, str, Article]]:
    """What time alone will change: articles that appear, leave, or stop leading the home page."""
    found: list[tuple[int, str, Article]] = []
    for article in articles:
        if article.draft or article.status in ("draft", "review"):
            continue
        starts = max((m.epoch for m in (article.date, article.embargo) if m is not None), default=0)
        ends = (("due-published", starts), ("due-expired", _epoch(article.expires)))
        found += [
            (at, key, article) for key, at in (*ends, ("due-unfeatured", _epoch(article.featured_until))) if at > now
        ]
    return sorted(found, key=lambda item: (item[0], item[2].path, item[1]))


def _epoch(at: Moment | None) -> int:
    return at.epoch if at is not None else 0


# ---- What is wrong, for the panel that lies over a page: the console's own words, as plain values for the browser.

MOST_IN_PANEL = 50
"""Problems of a kind that a panel shows; how many there are is told as well."""

TEXTS = ("title", "close", "warnings", "open", "waiting", "lost")
"""The panel's own words, under `preview-…` in the languages' tables."""


def status(diagnostics: Iterable[Diagnostic], language: Language, site: Path) -> dict[str, Any]:
    """The state of the portal, the problems of the file that was saved last first."""
    listed = in_order(diagnostics, edited=lambda path: edited_at(site / path))[::-1]
    errors = [d for d in listed if d.severity == ERROR]
    warnings = [d for d in listed if d.severity != ERROR]
    return {
        "language": language.code,
        "counts": {"errors": len(errors), "warnings": len(warnings)},
        "errors": [_shown(d, language, site) for d in errors[:MOST_IN_PANEL]],
        "warnings": [_shown(d, language, site) for d in warnings[:MOST_IN_PANEL]],
        "texts": {
            **{name: language.console[f"preview-{name}"] for name in TEXTS},
            "hint": language.console["hint"],
        },
    }


def _shown(diagnostic: Diagnostic, language: Language, site: Path) -> dict[str, str]:
    message, hint = say(diagnostic, language)
    at = diagnostic.at
    line = line_of(site / at.path, at.line) if at.line else ""
    return {
        "code": diagnostic.code,
        "severity": language.console[diagnostic.severity],
        "message": message,
        "path": at.path,
        "place": f"{at.path}:{at.line}:{at.column}" if at.line else at.path,
        "excerpt": excerpt(at, line) if line.strip() else "",
        "hint": hint,
    }
