"""What templates run in: the sandbox of Jinja2, with a short way to plain data and words of ours for what is missing.

The extensions of the library that `render.py` puts together; nothing here knows a portal.
"""

from __future__ import annotations

import keyword
from collections import defaultdict
from collections.abc import MutableMapping
from typing import Any

from jinja2 import BytecodeCache, StrictUndefined, Template, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from conglang.diagnostics import nearest
from conglang.templating.loader import CompiledTemplates
from conglang.values import names


def escaped(value: object) -> str:
    """A value as it stands in HTML; the library's `escape`, with a short way for texts in which there is nothing to escape.

    What is printed is only joined afterwards, so a plain text will do where the library makes each one Markup: that was a
    quarter of the time of a page.
    """
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is str:
        text: str = value  # type: ignore[assignment]
        if not ("&" in text or "<" in text or ">" in text or '"' in text or "'" in text):
            return text
    return escape(value)


_OF_LOOPS = frozenset({"depth", "depth0", "first", "index", "index0", "last", "length", "revindex", "revindex0"})
"""What `loop` tells as plain numbers and truth values."""


class Generator(CodeGenerator):
    """Writes the code of templates as the library does, with `escaped` for what they print.

    A field of a value is taken directly where the class of the value is known to have it (`Environment.having`); whatever
    else a template asks for goes through the sandbox.
    """

    def write_commons(self) -> None:
        """The names that the code of every block begins with."""
        super().write_commons()
        self.writeline("having = environment.having")

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """`page.title`, with the way past the sandbox's checks."""
        name = node.attr
        if name.startswith("_") or not (name.isascii() and name.isidentifier()) or keyword.iskeyword(name):
            super().visit_Getattr(node, frame)
            return
        self.write(f"(it.{name} if type(it := ")
        self.visit(node.node, frame)
        self.write(f") in having[{name!r}] else environment.getattr(it, {name!r}))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
            return
        self.write("environment.escaped(")
        if finalize.src is not None:
            self.write(finalize.src)


class Environment(ImmutableSandboxedEnvironment):
    """The sandbox, with a short way to the fields of values that are plain data."""

    code_generator_class = Generator
    escaped = staticmethod(escaped)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.having: defaultdict[str, set[type]] = defaultdict(set)
        """The classes of values that were found to have a field, by its name."""
        self._loaded: dict[str, Template] = {}
        self._parsed: dict[tuple[str, str | None], nodes.Template] = {}

    def parse_ahead(self, source: str, name: str) -> nodes.Template:
        """The tree of a template that is going to be compiled, which then need not be parsed again."""
        tree = self._parsed[source, name] = self.parse(source, name, name)
        return tree

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return self._parsed.pop((source, name), None) or super()._parse(source, name, filename)

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """A template, each loaded once: pages and cards ask for one several times each."""
        if type(name) is not str or globals is not None:
            return super().get_template(name, parent, globals)
        found = self._loaded.get(name)
        if found is None:
            found = self._loaded[name] = super().get_template(name, parent)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> dict[str, Any]:
        """What templates see besides their values, as a plain dictionary.

        It is settled before the first template is loaded; the library's chain of dictionaries is taken apart anew for
        every template that is drawn, which was a twentieth of the time of a page.
        """
        return {**self.globals, **(d or {})}

    def getattr(self, obj: object, attribute: str) -> object:
        """The field of a view or the item of a dictionary; everything else goes through the sandbox's checks.

        The short way saves a sixth of the time of a page. It also keeps `site.text.items` a text.
        """
        kind = type(obj)
        if kind is dict:
            found = obj.get(attribute)  # type: ignore[attr-defined]
            if found is not None:
                return found
        elif attribute in names(kind) or (kind is LoopContext and attribute in _OF_LOOPS):
            self.having[attribute].add(kind)
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: object, argument: object) -> object:
        """As the sandbox answers `obj[argument]`; filters such as `map(attribute="name")` ask for fields in this way too."""
        if type(argument) is str and argument in names(type(obj)):
            return getattr(obj, argument)
        return super().getitem(obj, argument)


class Bytecode(BytecodeCache):
    """What Jinja asks of a cache, answered by ours: its own reads pickles and trusts torn files."""

    def __init__(self, kept: CompiledTemplates) -> None:
        self._kept = kept

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.load(bucket.key, bucket.checksum)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._kept.keep(bucket.key, bucket.checksum, bucket.code)


class Missing(StrictUndefined):
    """A name that nothing has: its message is the name and, on a second line, the nearest that the value has."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name, owner = str(self._undefined_name), self._undefined_obj
        if isinstance(owner, dict):
            known = sorted(str(key) for key in owner)
        else:
            known = sorted(names(type(owner)) or ("body", "page", "site"))
        return f"{name}\n{nearest(name, known, fold=str.lower)}"
