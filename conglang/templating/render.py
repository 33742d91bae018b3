"""Pages as bytes: the door to Jinja2.

In comes a template's name, a view and its body, out go the bytes of a file. A template sees `site`, `page` and `body`
and the closed list of filters, in a sandbox that lets it change and reach nothing else. What goes wrong in a template
is the portal's own work, so it is told as a diagnostic with the file and the line; nothing here ever guesses a page.

A part that many pages show alike (a card, the header) is drawn once and remembered:
`{{ "parts/card.html" | part(card, level=3) }}` renders that template with `item` (a value that carries its digest, or
nothing) and the named values, and with nothing of the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import TracebackType

import jinja2
from jinja2 import FunctionLoader, Template, nodes, pass_context, select_autoescape
from jinja2.exceptions import SecurityError, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.runtime import Context
from markupsafe import Markup

from conglang.diagnostics import Diagnostic, Refusal, error, nearest
from conglang.digest import digest
from conglang.languages import Language
from conglang.portal.views.parts import SiteView
from conglang.templating.bodies import Piece
from conglang.templating.filters import OF_JINJA, Filter, pure_filters, site_filters
from conglang.templating.loader import CompiledTemplates, KeptReferences, References, TemplateFolders
from conglang.templating.sandbox import Bytecode, Missing, new_environment
from conglang.values import Value

PART = "part"

REMEMBERED = 32_768
"""Parts kept at a time, a kilobyte each: the cards of ten thousand articles, which stand in nine lists each."""

_REFERRING = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
_ILLEGAL_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Renderer:
    """The templates of one portal, for the time of one build: each file is read once and compiled once.

    `folders` are looked through in order, the portal's own before the built-in theme. `bytecode` is a folder of the
    cache for compiled templates; without it they are compiled anew.
    """

    def __init__(
        self, folders: tuple[Path, ...], site: SiteView, language: Language, *, bytecode: Path | None = None
    ) -> None:
        self._folders = TemplateFolders(folders)
        self._parts: dict[tuple[object, ...], Markup] = {}
        self._closures: dict[str, str] = {}
        self._referred: dict[str, References] = {}
        self._kept_references: KeptReferences | None = None
        pure = pure_filters(language)
        # Jinja works out at compile time what a filter makes of a constant, unless the filter asks for the context:
        # what depends on the site must not end up in the compiled templates, which outlive it.
        of_site = {name: _at_render_time(function) for name, function in site_filters(site).items()}
        self._environment = new_environment(
            loader=FunctionLoader(self._load),
            autoescape=cache(select_autoescape(("html", "xml"))),
            undefined=Missing,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        kept = {name: self._environment.filters[name] for name in OF_JINJA}
        self._environment.filters = {**kept, **pure, **of_site, PART: self._part}
        self._environment.globals = {"site": site, "namespace": self._environment.globals["namespace"]}
        if bytecode is not None:
            # The code of a template knows which filters there are and which of them ask for the context.
            # Constants are filtered at compile time in the words of a language.
            filters = (*sorted(self._environment.filters), "of site", *sorted(of_site))
            shape = (jinja2.__version__, type(self._environment).__name__, language.code, *filters)
            self._environment.bytecode_cache = Bytecode(CompiledTemplates(bytecode, digest(shape)))
            self._kept_references = KeptReferences(bytecode, digest(shape))

    def render(self, template: str, page: Value, body: Sequence[Piece] = ()) -> bytes:
        """The bytes of a page. Raises Refusal with the diagnostic of whatever is wrong in its templates.

        The texts of `body` are trusted HTML: in `.html` templates they are printed as they are.
        """
        is_xml = template.endswith(".xml")
        shown = tuple(body) if is_xml else tuple([Markup(p) if isinstance(p, str) else p for p in body])
        text = self._text(template, {"page": page, "body": shown})
        # A lone surrogate can come out of an escape in YAML; it has no bytes.
        return (_ILLEGAL_IN_XML.sub("", text) if is_xml else text).encode("utf-8", "replace")

    def fragment(self, pieces: Sequence[Piece]) -> str:
        """A body as one HTML text, its figures drawn by `parts/feed_figure.html` with absolute addresses: for feeds."""
        drawn = (p if isinstance(p, str) else self._text("parts/feed_figure.html", {"item": p}) for p in pieces)
        return "".join(drawn)

    def closure_digest(self, template: str) -> str:
        """The digest of a template and of all that it extends, includes, imports or shows as a part: names and sources.

        Raises Refusal where one of them is missing, unreadable, chosen at run time, or leads back to itself.
        """
        if template not in self._closures:
            found: dict[str, str] = {}
            self._collect(template, (), found)
            self._closures[template] = digest(dict(sorted(found.items())))
        return self._closures[template]

    def compile(self, template: str) -> None:
        """Have a template and what it refers to ready in the cache; what is wrong with it is told where it is needed."""
        with suppress(Exception):
            self.closure_digest(template)
            self._environment.get_template(template)

    def _load(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        source = self._folders.source(name)
        return None if source is None else (source, name, lambda: True)

    # ---- drawing -----------------------------------------------------------------------------------------------------

    def _text(self, name: str, values: dict[str, object]) -> str:
        try:
            return self._draw(name, values)
        except Refusal:
            raise
        except Exception as problem:  # Templates are content: whatever fails inside one is told, not thrown.
            diagnostic = self._diagnosis(name, problem)
            if diagnostic is None:
                raise
            raise Refusal(diagnostic) from problem

    def _draw(self, name: str, values: dict[str, object]) -> str:
        """The root function of a template, called directly: `Template.render` would rewrite the traceback we read."""
        template = self._environment.get_template(name)
        return "".join(template.root_render_func(template.new_context(values)))

    @pass_context
    def _part(self, _: Context, name: str, item: object = None, **values: object) -> Markup:
        known = getattr(item, "digest", "") if item is not None else "-"
        key = (name, known, *values.items())
        drawn = self._parts.get(key) if known else None
        if drawn is None:
            drawn = Markup(self._draw(name, {"item": item, **values}))
            if known:
                if len(self._parts) >= REMEMBERED:
                    self._parts.clear()
                self._parts[key] = drawn
        return drawn

    # ---- what a template is made of ----------------------------------------------------------------------------------

    def _collect(self, name: str, above: tuple[str, ...], found: dict[str, str]) -> None:
        if name in above:
            chain = " → ".join((*above[above.index(name) :], name))
            raise Refusal(error("template-loop", self._folders.at(above[-1]), chain=chain))
        if name in found:
            return
        source = self._folders.source(name)
        if source is None:
            if above:  # Reported with its line when a page asks for it; a fallback list may do without.
                found[name] = ""
                return
            raise Refusal(error("template-missing", self._folders.at(name), name=name))
        found[name] = source
        for reference, _ in self._references(name, source):
            self._collect(reference, (*above, name), found)

    def _references(self, name: str, source: str) -> References:
        """The templates that one refers to; parsed once in the life of its source."""
        known = self._kept_references.load(source) if self._kept_references else self._referred.get(name)
        if known is not None:
            return known
        try:
            tree = self._environment.parse_ahead(source, name)
        except TemplateSyntaxError as problem:
            raise Refusal(self._syntax(problem, name)) from problem
        found: list[tuple[str, int]] = []
        for reference, line in _references(tree):
            if reference is None:
                raise Refusal(error("dynamic-include", self._folders.at(name, line)))
            found.append((reference, line))
        self._referred[name] = tuple(found)
        if self._kept_references:
            self._kept_references.keep(source, tuple(found))
        return tuple(found)

    # ---- what went wrong ---------------------------------------------------------------------------------------------

    def _diagnosis(self, asked: str, problem: Exception) -> Diagnostic | None:
        """The diagnostic of an exception; None where no template had a part in it, which makes it a bug of ours."""
        if isinstance(problem, TemplateSyntaxError):
            return self._syntax(problem, asked)
        place = _innermost(problem.__traceback__)
        at = self._folders.at(*place) if place else self._folders.at(asked)
        if isinstance(problem, TemplateNotFound):
            return error("template-missing", at, name=str(problem.name or asked))
        if isinstance(problem, SecurityError):
            return error("template-forbidden", at, reason=str(problem))
        if isinstance(problem, UndefinedError) and "\n" in str(problem):
            name, near = str(problem).split("\n")
            return error("template-undefined", at, name=name, near=near)
        if place or isinstance(problem, TemplateError):
            return error("template-failed", at, reason=f"{type(problem).__name__}: {problem}")
        return None

    def _syntax(self, problem: TemplateSyntaxError, asked: str) -> Diagnostic:
        at = self._folders.at(problem.name or asked, problem.lineno)
        unknown = re.fullmatch(r"No filter named '(.*)'\.", problem.message or "")
        if unknown:
            known = sorted(self._environment.filters)
            return error("template-filter", at, name=unknown[1], near=nearest(unknown[1], known, fold=str.lower))
        return error("template-syntax", at, reason=(problem.message or "").rstrip("."))


def _at_render_time(function: Filter) -> Filter:
    @pass_context
    def with_context(_: Context, *values: object) -> object:
        return function(*values)

    return with_context


def _references(tree: nodes.Template) -> list[tuple[str | None, int]]:
    """The templates that one refers to, in the order of the file, with lines; None for a name not known beforehand."""
    found: list[tuple[str | None, int]] = []
    for node in tree.find_all((*_REFERRING, nodes.Filter)):
        if isinstance(node, nodes.Filter):
            if node.name != PART:
                continue
            named = node.node
        else:
            named = node.template  # type: ignore[attr-defined]
        for name in named.items if isinstance(named, nodes.Tuple | nodes.List) else [named]:
            known = name.value if isinstance(name, nodes.Const) else None
            found.append((known if isinstance(known, str) else None, node.lineno))
    return sorted(found, key=lambda reference: reference[1])


def _innermost(trace: TracebackType | None) -> tuple[str, int] | None:
    """Template and line of the innermost frame that belongs to a template."""
    found = None
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template) and template.name is not None:
            found = (template.name, template.get_corresponding_lineno(trace.tb_lineno))
        trace = trace.tb_next
    return found
