"""The environment that templates run in: the sandbox of Jinja2, with direct access to the fields of views.

Templates and values of ours come in, the output of Jinja2 goes out, byte for byte. In the compared version of the library
the code of templates is also generated with shortcuts; they replace private parts of the library, so they are left out in
any other version. A name that does not exist is an error with the nearest names. This module never depends on a portal.
"""

from __future__ import annotations

import keyword
from collections import defaultdict
from collections.abc import MutableMapping
from typing import Any

import jinja2
from jinja2 import BytecodeCache, StrictUndefined, Template, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from conglang import tuning
from conglang.diagnostics import nearest
from conglang.templating.loader import CompiledTemplates
from conglang.values import names

COMPARED = ("3", "1")
"""Major and minor version of Jinja2 in which the shortcuts were compared with the library (`tests/test_render.py`)."""

_OF_LOOPS = frozenset({"depth", "depth0", "first", "index", "index0", "last", "length", "revindex", "revindex0"})
"""The attributes of `loop` that are plain numbers and truth values."""


def new_environment(**options: Any) -> Environment:
    """An environment with the shortcuts, where the library is of a version that they were compared with."""
    is_compared = tuple(jinja2.__version__.split(".")[:2]) == COMPARED
    return (FastEnvironment if is_compared and tuning.is_on() else Environment)(**options)


class Environment(ImmutableSandboxedEnvironment):
    """The sandbox, in which the fields of our values need no check."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._loaded: dict[str, Template] = {}

    def parse_ahead(self, source: str, name: str) -> nodes.Template:
        """The syntax tree of a template that will be compiled."""
        return self.parse(source, name, name)

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """A template, loaded once: pages and cards ask for the same one several times each."""
        if type(name) is not str or globals is not None:
            return super().get_template(name, parent, globals)
        template = self._loaded.get(name)
        if template is None:
            template = self._loaded[name] = super().get_template(name, parent)
        return template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> dict[str, Any]:
        """The values that all templates see, as a plain dictionary; they must be set before the first template is loaded.

        The library's chain of dictionaries is copied for every template that is rendered: a twentieth of the time of a page.
        """
        return {**self.globals, **(d or {})}

    def getattr(self, obj: object, attribute: str) -> object:
        """The field of a view or the item of a dictionary; the sandbox checks everything else.

        Without the checks a page takes a sixth less time. `site.text.items` is a text and not the method of a dictionary.
        """
        kind = type(obj)
        if kind is dict:
            item = obj.get(attribute)  # type: ignore[attr-defined]
            if item is not None:
                return item
        elif _is_plain(kind, attribute):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: object, argument: object) -> object:
        """The value of `obj[argument]`; filters such as `map(attribute="name")` also ask for fields in this way."""
        if type(argument) is str and argument in names(type(obj)):
            return getattr(obj, argument)
        return super().getitem(obj, argument)


def _is_plain(kind: type, attribute: str) -> bool:
    """Whether an attribute of a class is plain data, which needs no check: a field of a value of ours, a number of `loop`."""
    return attribute in names(kind) or (kind is LoopContext and attribute in _OF_LOOPS)


class Bytecode(BytecodeCache):
    """The cache of compiled templates for Jinja2; the cache of the library would accept an incomplete file."""

    def __init__(self, kept: CompiledTemplates) -> None:
        self._kept = kept

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.load(bucket.key, bucket.checksum)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._kept.keep(bucket.key, bucket.checksum, bucket.code)


class Missing(StrictUndefined):
    """An unknown name; its message is the name and, on a second line, the nearest name that the value has."""

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


# ---- shortcuts, by way of private parts of the library ----------------------------------------------------------------


def escaped(value: object) -> str:
    """The library's `escape`, with a shortcut for texts that hold nothing to escape.

    The printed texts are only joined afterwards, so plain texts are enough; the library makes each one Markup, which took a
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


class Generator(CodeGenerator):
    """Generates the code of templates as the library does, with `escaped` for what they print.

    A field of a value is read directly where its class is known to have the field (`FastEnvironment.having`); everything else
    goes through the sandbox.
    """

    def write_commons(self) -> None:
        """Write the names that the code of every block begins with."""
        super().write_commons()
        self.writeline("having = environment.having")

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Write the code of `page.title`, with direct access."""
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


class FastEnvironment(Environment):
    """The environment whose templates are compiled with the shortcuts."""

    code_generator_class = Generator
    escaped = staticmethod(escaped)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.having: defaultdict[str, set[type]] = defaultdict(set)
        """The classes of values that have a field, by its name, as far as templates have asked."""
        self._parsed: dict[tuple[str, str | None], nodes.Template] = {}

    def parse_ahead(self, source: str, name: str) -> nodes.Template:
        """The syntax tree of a template that will be compiled; it is then not parsed again."""
        tree = self._parsed[source, name] = super().parse_ahead(source, name)
        return tree

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return self._parsed.pop((source, name), None) or super()._parse(source, name, filename)

    def getattr(self, obj: object, attribute: str) -> object:
        """The same as without shortcuts; the class of the value is remembered where it has the field."""
        kind = type(obj)
        if kind is not dict and _is_plain(kind, attribute):
            self.having[attribute].add(kind)
        return super().getattr(obj, attribute)
