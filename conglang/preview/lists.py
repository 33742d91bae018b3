"""The page `/__preview/`: what waits to be published, what comes next, photos without a caption, and all that is wrong.

In goes a session, out comes the HTML of a page that is nowhere in the output. Every text is escaped where it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape

from conglang.diagnostics import Diagnostic
from conglang.digest import of_bytes
from conglang.languages import Language, dates, say
from conglang.model import Article, Moment
from conglang.preview.injection import Tag, injected
from conglang.preview.labels import WAITING, moment, true_state
from conglang.preview.replies import Reply
from conglang.preview.session import Session

MOST = 200
"""Lines of a list; above it stands how many there are."""

UNCAPTIONED = "photo-without-caption"


def lists(session: Session) -> Reply:
    """The page of all that waits."""
    scene, holdings = session.scene, session.holdings
    if scene is None or holdings is None:
        return Reply(503, data=_whole("vi", "", ""), version="")
    language = scene.known.language
    text = language.console
    articles = [holdings.articles[path] for path in sorted(holdings.articles)]
    waiting: dict[str, list[Article]] = {state: [] for state in WAITING}
    for article in articles:
        state = true_state(article, session)
        if state in waiting:
            waiting[state].append(article)
    parts = []
    for state, found in waiting.items():
        lines = [_article(a, _ending(a, state), session, language) for a in sorted(found, key=_when)]
        parts.append(_list(text[f"state-{state}"], lines))
    coming = [_coming(at, key, a, session, language) for at, key, a in _next(articles, session.clock())]
    parts.append(_list(text["preview-due"], coming))
    diagnostics = session.diagnostics()
    bare = [d for d in diagnostics if d.code == UNCAPTIONED]
    parts.append(_list(text["preview-uncaptioned"], [_diagnostic(d, language) for d in bare]))
    others = [d for d in diagnostics if d.code != UNCAPTIONED]
    parts.append(_list(text["preview-diagnostics"], [_diagnostic(d, language) for d in others]))
    title = text["preview-waiting"]
    home = f'<p><a href="{escape(scene.root)}/">{escape(scene.known.config.site.title)}</a></p>'
    data = _whole(language.code, title, f"<h1>{escape(title)}</h1>{home}{''.join(parts)}")
    version = of_bytes(data)
    return Reply(200, data=injected(data, Tag(version, "", "")), version=version)


def _whole(language: str, title: str, main: str) -> bytes:
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    head += '<link rel="stylesheet" href="/__preview/preview.css">'
    body = f'<main class="preview-lists">{main}</main>'
    return f'<!DOCTYPE html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'.encode()


def _list(title: str, lines: Sequence[str]) -> str:
    """A list under its heading; nothing where there is nothing to list."""
    if not lines:
        return ""
    more = "<li>…</li>" if len(lines) > MOST else ""
    return (
        f"<h2>{escape(title)} ({len(lines)})</h2><ul>{''.join(f'<li>{line}</li>' for line in lines[:MOST])}{more}</ul>"
    )


def _article(article: Article, at: Moment | None, session: Session, language: Language) -> str:
    url = _url(article, session)
    title = escape(article.title)
    shown = f'<a href="{escape(url)}">{title}</a>' if url else title
    when = f" – {escape(moment(at, language))}" if at is not None else ""
    return f"{shown}{when} {_opener(article.path, article.path)}"


def _coming(at: int, key: str, article: Article, session: Session, language: Language) -> str:
    assert session.scene is not None
    zone = datetime.fromisoformat(article.date.iso).tzinfo if article.date is not None else None
    iso = datetime.fromtimestamp(at, zone).isoformat() if zone is not None else ""
    when = dates.long_date(Moment(iso, at, True), language) if iso else ""
    return f"{escape(when)}: {escape(language.console[key])} – {_article(article, None, session, language)}"


def _diagnostic(diagnostic: Diagnostic, language: Language) -> str:
    message, hint = say(diagnostic, language)
    at = diagnostic.at
    place = f"{at.path}:{at.line}:{at.column}" if at.line else at.path
    severity = language.console[diagnostic.severity]
    words = f"{severity}[{diagnostic.code}]: {message}"
    return f"{escape(words)} {_opener(at.path, place)}<br>{escape(hint)}"


def _opener(path: str, words: str) -> str:
    """A button that the preview's script lets open the file; for a path outside the content the words alone."""
    if not path.startswith("content/"):
        return f"<code>{escape(words)}</code>"
    return f'<button type="button" class="open" data-open="{escape(path)}">{escape(words)}</button>'


def _url(article: Article, session: Session) -> str:
    """Where an article is shown in the preview; empty for one that is not, as an expired one."""
    assert session.scene is not None
    scene = session.scene
    if article.path not in scene.by_source:
        return ""
    return f"{scene.root}/{scene.by_source[article.path][0].removesuffix('index.html')}"


def _ending(article: Article, state: str) -> Moment | None:
    """The moment that a line tells of: when it will be shown or was taken away, else its date."""
    return {"embargoed": article.embargo, "expired": article.expires}.get(state, article.date)


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
