"""Pages as bytes: the door to Jinja2.

The name of a template, a view and its body come in, the bytes of a file go out. A template sees `site`, `page` and `body`
and the closed list of filters, in a sandbox in which it can change and reach nothing else. Templates belong to the portal,
so a mistake in one is reported as a diagnostic with its file and line. A page with a mistake is never rendered in part.

A part that many pages show in the same way (a card, the header) is rendered once and remembered:
`{{ "parts/card.html" | part(card, level=3) }}` renders that template with `item` (a value that carries its digest, or
None) and the named values, and without the page.
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
"""The number of parts kept at a time, a kilobyte each: ten thousand articles have a card in about nine lists each."""

_REFERRING = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
_ILLEGAL_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Renderer:
    """The templates of one portal, for the time of one build: each file is read once and compiled once.

    `folders` are searched in order, the portal's own before the built-in theme. `bytecode` is a folder of the cache for
    compiled templates; without it every template is compiled.
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
        # Jinja applies a filter to a constant at compile time, unless the filter asks for the context: results that
        # depend on the site must not be part of compiled templates, which later builds use again.
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
            # The code of a template depends on the names of the filters and on which of them ask for the context,
            # and through the constants that are filtered at compile time also on the language.
            filters = (*sorted(self._environment.filters), "of site", *sorted(of_site))
            shape = (jinja2.__version__, type(self._environment).__name__, language.code, *filters)
            self._environment.bytecode_cache = Bytecode(CompiledTemplates(bytecode, digest(shape)))
            self._kept_references = KeptReferences(bytecode, digest(shape))

    def render(self, template: str, page: Value, body: Sequence[Piece] = ()) -> bytes:
        """The bytes of a page. Raises Refusal with the diagnostic of a mistake in its templates.

        The texts of `body` are trusted HTML: `.html` templates print them without escaping.
        """
        is_xml = template.endswith(".xml")
        shown = tuple(body) if is_xml else tuple([Markup(p) if isinstance(p, str) else p for p in body])
        text = self._text(template, {"page": page, "body": shown})
        # A lone surrogate can come out of an escape in YAML; it has no bytes.
        return (_ILLEGAL_IN_XML.sub("", text) if is_xml else text).encode("utf-8", "replace")

    def fragment(self, pieces: Sequence[Piece]) -> str:
        """A body as one HTML text for feeds, its figures rendered by `parts/feed_figure.html` with absolute addresses."""
        drawn = (p if isinstance(p, str) else self._text("parts/feed_figure.html", {"item": p}) for p in pieces)
        return "".join(drawn)

    def closure_digest(self, template: str) -> str:
        """The digest of the names and sources of a template and of all templates that it extends, includes, imports or uses as a part.

        Raises Refusal where one of them is missing, unreadable, chosen at run time, or leads back to itself.
        """
        if template not in self._closures:
            sources: dict[str, str] = {}
            self._collect(template, (), sources)
            self._closures[template] = digest(dict(sorted(sources.items())))
        return self._closures[template]

    def compile(self, template: str) -> None:
        """Put a template and all that it refers to into the cache; a mistake in it is reported when a page needs it."""
        with suppress(Exception):
            self.closure_digest(template)
            self._environment.get_template(template)

    def _load(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        source = self._folders.source(name)
        return None if source is None else (source, name, lambda: True)

    # ---- rendering ---------------------------------------------------------------------------------------------------

    def _text(self, name: str, values: dict[str, object]) -> str:
        try:
            return self._draw(name, values)
        except Refusal:
            raise
        except Exception as problem:  # Templates are content: what fails in one is a diagnostic.
            diagnostic = self._diagnosis(name, problem)
            if diagnostic is None:
                raise
            raise Refusal(diagnostic) from problem

    def _draw(self, name: str, values: dict[str, object]) -> str:
        """The text of a template, from its root function: `Template.render` would change the traceback that we read."""
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

    # ---- references of a template ------------------------------------------------------------------------------------

    def _collect(self, name: str, above: tuple[str, ...], sources: dict[str, str]) -> None:
        if name in above:
            chain = " → ".join((*above[above.index(name) :], name))
            raise Refusal(error("template-loop", self._folders.at(above[-1]), chain=chain))
        if name in sources:
            return
        source = self._folders.source(name)
        if source is None:
            if above:  # Reported with its line when a page uses it; a list of fallbacks may hold missing ones.
                sources[name] = ""
                return
            raise Refusal(error("template-missing", self._folders.at(name), name=name))
        sources[name] = source
        for reference, _ in self._references(name, source):
            self._collect(reference, (*above, name), sources)

    def _references(self, name: str, source: str) -> References:
        """The templates that one refers to; a source is parsed only once."""
        known = self._kept_references.load(source) if self._kept_references else self._referred.get(name)
        if known is not None:
            return known
        try:
            tree = self._environment.parse_ahead(source, name)
        except TemplateSyntaxError as problem:
            raise Refusal(self._syntax(problem, name)) from problem
        references: list[tuple[str, int]] = []
        for reference, line in _references(tree):
            if reference is None:
                raise Refusal(error("dynamic-include", self._folders.at(name, line)))
            references.append((reference, line))
        self._referred[name] = tuple(references)
        if self._kept_references:
            self._kept_references.keep(source, tuple(references))
        return tuple(references)

    # ---- diagnostics -------------------------------------------------------------------------------------------------

    def _diagnosis(self, requested: str, problem: Exception) -> Diagnostic | None:
        """The diagnostic of an exception; None where it comes from no template and so is a mistake of ours."""
        if isinstance(problem, TemplateSyntaxError):
            return self._syntax(problem, requested)
        place = _innermost(problem.__traceback__)
        at = self._folders.at(*place) if place else self._folders.at(requested)
        if isinstance(problem, TemplateNotFound):
            return error("template-missing", at, name=str(problem.name or requested))
        if isinstance(problem, SecurityError):
            return error("template-forbidden", at, reason=str(problem))
        if isinstance(problem, UndefinedError) and "\n" in str(problem):
            name, near = str(problem).split("\n")
            return error("template-undefined", at, name=name, near=near)
        if place or isinstance(problem, TemplateError):
            return error("template-failed", at, reason=f"{type(problem).__name__}: {problem}")
        return None

    def _syntax(self, problem: TemplateSyntaxError, requested: str) -> Diagnostic:
        at = self._folders.at(problem.name or requested, problem.lineno)
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
    """The templates that one refers to, in the order of the file, with lines; None for a name chosen at run time."""
    references: list[tuple[str | None, int]] = []
    for node in tree.find_all((*_REFERRING, nodes.Filter)):
        if isinstance(node, nodes.Filter):
            if node.name != PART:
                continue
            named = node.node
        else:
            named = node.template  # type: ignore[attr-defined]
        for name in named.items if isinstance(named, nodes.Tuple | nodes.List) else [named]:
            known = name.value if isinstance(name, nodes.Const) else None
            references.append((known if isinstance(known, str) else None, node.lineno))
    return sorted(references, key=lambda reference: reference[1])


def _innermost(trace: TracebackType | None) -> tuple[str, int] | None:
    """Template and line of the innermost frame that belongs to a template."""
    innermost = None
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template) and template.name is not None:
            innermost = (template.name, template.get_corresponding_lineno(trace.tb_lineno))
        trace = trace.tb_next
    return innermost
