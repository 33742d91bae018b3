"""One article file, read: what it says, its body as HTML, and what is wrong with it.

It depends on the bytes of the file, its path and the portal's time zone, and on nothing else of the portal; so it may be done
in any process, and be remembered.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from conglang.content import files
from conglang.diagnostics import Diagnostic, has_errors
from conglang.digest import of_bytes
from conglang.model import Article, Source
from conglang.values import Value, replace

if TYPE_CHECKING:
    from conglang.markdown.converter import Converter


class Parsed(Value, frozen=True):
    """One article file, read. Where its front matter has errors there is no article, only a provisional one."""

    path: str
    digest: str
    article: Article | None
    html: str
    diagnostics: tuple[Diagnostic, ...]
    provisional: Article | None = None


def parse(task: tuple[str, Source, str]) -> Parsed:
    """Read one article file; runs in worker processes too."""
    from conglang.content import article as articles  # YAML is not needed where nothing has changed.

    root, source, timezone = task
    data, problems = files.read(root, source)
    if data is None:
        return Parsed(source.path, "", None, "", problems)
    found = of_bytes(data)
    text, problems = files.decode(data, source.path)
    if text is None:
        return Parsed(source.path, found, None, "", problems)
    article, body, first_line, problems = articles.read_through(source.path, text, timezone=timezone)
    content, html, more = _converter().convert(body, path=source.path, first_line=first_line)
    if article is not None and article.summary:  # Then nobody asks how the body begins, and it need not be kept.
        content = replace(content, opening="")
    whole = None if article is None else replace(article, body=content)
    if has_errors(problems):
        return Parsed(source.path, found, None, html, (*problems, *more), provisional=whole)
    return Parsed(source.path, found, whole, html, (*problems, *more))


@cache
def _converter() -> Converter:
    """The converter of this process: making one costs as much as thirty conversions."""
    from conglang.markdown.converter import Converter

    return Converter()
