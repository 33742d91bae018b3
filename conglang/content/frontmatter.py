"""The door of python-frontmatter and PyYAML: the text of a Markdown file in, its front matter as located values out.

Every scalar stays the text that was written, so `no`, `12:30`, `010` and `9.102` are what they say, and every name and
value has its line and column in the file. Only the YAML that writers need is accepted: no anchors, aliases, tags or merge
keys, no deep nesting, no field twice. What YAML drops as a comment is kept beside the value, because `#5` in a title is no
comment. `yaml_errors` says what a YAML error means, for somebody who has never heard of YAML.
"""

from __future__ import annotations

import re

import frontmatter as library
import yaml
from frontmatter.default_handlers import BaseHandler

from conglang.content import yaml_errors
from conglang.diagnostics import Diagnostic, error
from conglang.model import Location
from conglang.values import Value

LIMIT = 64 * 1024
"""Bytes of the largest front matter."""
DEPTH = 6

_FENCE = re.compile(r"^-{3,}[^\S\n]*$", re.MULTILINE)
_HIDDEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff]")
_COMMENT = re.compile(r"[ \t]+(#.*)")
# Pasting leaves no-break spaces where YAML wants a space: around the name, the colon and a dash.
_NO_BREAK = re.compile("^(?:[ \u00a0]*-)?[ \u00a0]*[^:\"'#\n]{0,80}?:?[ \u00a0]*\u00a0[ \u00a0]*", re.MULTILINE)
# Nesting beyond this overflows the stack of the C library, which ends the whole process: looked for before parsing.
_DANGEROUS = 200
_NESTED_BLOCKS = re.compile(r"(?:[-?:][ \t]+){50}")
_STANDARD_TAGS = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")


class Text(Value, frozen=True):
    """A scalar as written; `comment` is the text behind it that YAML drops."""

    value: str
    line: int
    column: int
    width: int
    comment: str = ""


class Items(Value, frozen=True):
    """A list."""

    items: tuple[FieldValue, ...]
    line: int
    column: int
    width: int


class Fields(Value, frozen=True):
    """A mapping, in the order of the file."""

    fields: tuple[Field, ...]
    line: int
    column: int
    width: int


class Field(Value, frozen=True):
    """A name and its value; line and column are those of the name."""

    name: str
    value: FieldValue
    line: int
    column: int


FieldValue = Text | Items | Fields


class Document(Value, frozen=True):
    """The two parts of a Markdown file. The body begins at `first_line`; `fields` is None where they cannot be read.

    The place of `fields` is that of the opening fence.
    """

    fields: Fields | None
    body: str
    first_line: int


def parse(text: str, path: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Split a file into front matter and body; None where it has no fences.

    What can be read in spite of errors (the body, the other fields) is returned with them.
    """
    start = text[: len(text) - len(text.lstrip())].count("\n") + 1
    handler = _Handler(path, start)
    library.parse(text, handler=handler)
    if not handler.is_split:
        return None, tuple(handler.problems) or (_no_fence(text, path, start),)
    return Document(handler.fields, handler.body, handler.first_line), tuple(handler.problems)


class _Handler(BaseHandler):
    """Splits and loads one file for python-frontmatter, and keeps what the library drops.

    The library strips the text before it splits it, so that lines would be counted wrongly, and takes front matter that is
    not closed for none; this handler corrects both.
    """

    FM_BOUNDARY = _FENCE

    def __init__(self, path: str, start: int) -> None:
        super().__init__()
        self.path = path
        self.start = start
        self.problems: list[Diagnostic] = []
        self.fields: Fields | None = None
        self.body = ""
        self.first_line = start
        self.is_split = False

    def split(self, text: str) -> tuple[str, str]:
        """The block between the fences and the text behind it. Raises ValueError where there are none."""
        opening = _FENCE.match(text)
        if opening is None:
            raise ValueError("no front matter")
        closing = _FENCE.search(text, opening.end())
        if closing is None:
            self.problems.append(error("front-matter-not-closed", Location(self.path, self.start, 1, 3)))
            raise ValueError("front matter not closed")
        block = text[opening.end() + 1 : closing.start()]
        self.body = text[closing.end() + 1 :]
        self.first_line = self.start + block.count("\n") + 2
        self.is_split = True
        return block, self.body

    def load(self, block: str) -> dict[str, FieldValue]:
        """The fields of the block; also left in `fields`, unless they cannot be read."""
        self.fields = self._fields(block)
        return {field.name: field.value for field in self.fields.fields} if self.fields is not None else {}

    def _fields(self, block: str) -> Fields | None:
        if len(block) > LIMIT // 4 and len(block.encode()) > LIMIT:
            return self._fail(
                error("front-matter-too-long", Location(self.path, self.start, 1, 3), limit=LIMIT // 1024)
            )
        if _is_dangerous(block):
            return self._fail(error("too-deep", Location(self.path, self.start, 1, 3), limit=DEPTH))
        if "\u00a0" in block:
            block = _NO_BREAK.sub(lambda spaces: spaces[0].replace("\u00a0", " "), block)
        first_line = self.start + 1
        try:
            root = _compose(block)
        except yaml.YAMLError as reason:
            return self._fail(yaml_errors.explain(_yaml_problem(reason), block, self.path, first_line))
        if root is None:
            return Fields((), self.start, 1, 3)
        if not isinstance(root, yaml.MappingNode):
            return self._fail(yaml_errors.explain_other(block, self.path, first_line))
        tree = _Tree(self.path, first_line, block.split("\n"), self.problems)
        return Fields(tree.fields(root, 1), self.start, 1, 3)

    def _fail(self, problem: Diagnostic) -> Fields | None:
        self.problems.append(problem)
        return None


def _is_dangerous(block: str) -> bool:
    return block.count("[") + block.count("{") > _DANGEROUS or _NESTED_BLOCKS.search(block) is not None


def _compose(block: str) -> yaml.Node | None:
    """The node tree of a block, by the C library where PyYAML was built with it. Raises YAMLError."""
    loader = yaml.CBaseLoader(block) if yaml.__with_libyaml__ else yaml.BaseLoader(block)
    return loader.get_single_node()


def _yaml_problem(reason: yaml.YAMLError) -> yaml_errors.YamlProblem:
    problem = str(getattr(reason, "problem", "") or "")
    context = str(getattr(reason, "context", "") or "")
    mark = getattr(reason, "problem_mark", None) or getattr(reason, "context_mark", None)
    if mark is None:
        return yaml_errors.YamlProblem(problem, context, 0, 0)
    return yaml_errors.YamlProblem(problem, context, mark.line, mark.column)


class _Tree:
    """Converts the nodes of one block to located values, and reports the YAML that is not accepted."""

    __slots__ = ("first_line", "lines", "path", "problems")

    def __init__(self, path: str, first_line: int, lines: list[str], problems: list[Diagnostic]) -> None:
        self.path = path
        self.first_line = first_line
        self.lines = lines
        self.problems = problems

    def fields(self, node: yaml.MappingNode, depth: int) -> tuple[Field, ...]:
        """The fields of a mapping; of a field that is written twice, the first."""
        fields: dict[str, Field] = {}
        for key, content in node.value:
            mark = key.start_mark
            line, column = mark.line + self.first_line, mark.column + 1
            if not isinstance(key, yaml.ScalarNode) or not key.value or key.value == "<<":
                self._wrong("field-name-not-text", line, column, 1)
                continue
            name = key.value
            if (hidden := _HIDDEN.search(name)) is not None:
                self._wrong("hidden-character", line, column, len(name), character=f"U+{ord(hidden[0]):04X}")
                continue
            self._refuse_specials(key)
            value = self.value(content, depth + 1)
            if (first := fields.get(name)) is not None:
                see = (Location(self.path, first.line, first.column, len(name)),)
                self.problems.append(
                    error(
                        "duplicate-field", Location(self.path, line, column, len(name)), see=see, field=name, other=name
                    )
                )
            elif value is not None:
                fields[name] = Field(name, value, line, column)
        return tuple(fields.values())

    def value(self, node: yaml.Node, depth: int) -> FieldValue | None:
        """The located value of a node; None where it is not accepted, which is then an error."""
        start, end = node.start_mark, node.end_mark
        row, left = start.line, start.column
        line, column = row + self.first_line, left + 1
        right = end.column if end.line == row else len(self.lines[row]) if row < len(self.lines) else left
        width = right - left if right > left else 1
        if depth > DEPTH:
            return self._wrong("too-deep", line, column, width, limit=DEPTH)
        if self._refuse_specials(node):
            return None
        if isinstance(node, yaml.ScalarNode):
            comment = self._comment(node) if "#" in self.lines[end.line if end.line < len(self.lines) else -1] else ""
            return Text(node.value, line, column, width, comment)
        if isinstance(node, yaml.SequenceNode):
            items = [self.value(item, depth + 1) for item in node.value]
            return Items(tuple([item for item in items if item is not None]), line, column, width)
        if isinstance(node, yaml.MappingNode):
            return Fields(self.fields(node, depth), line, column, width)
        return None

    def _refuse_specials(self, node: yaml.Node) -> bool:
        """Report an anchor, an alias or a tag, which begin a value with a sign of their own; whether it is one."""
        row, left = node.start_mark.line, node.start_mark.column
        sign = self.lines[row][left : left + 1] if row < len(self.lines) else ""
        if (not sign or sign not in "&*!") and node.tag in _STANDARD_TAGS:
            return False
        self.problems.append(yaml_errors.special(self.lines, row, left, self.path, self.first_line))
        return True

    def _comment(self, node: yaml.ScalarNode) -> str:
        """The comment behind a scalar on its last line."""
        end = node.end_mark
        if node.style in ("|", ">") or end.line >= len(self.lines):
            return ""
        comment = _COMMENT.match(self.lines[end.line], end.column)
        return comment[1].rstrip() if comment is not None else ""

    def _wrong(self, code: str, line: int, column: int, width: int, **values: str | int) -> FieldValue | None:
        self.problems.append(error(code, Location(self.path, line, column, width), see=(), **values))
        return None


def _no_fence(text: str, path: str, start: int) -> Diagnostic:
    """The error for a file without front matter: it is empty, or it begins with something else."""
    content = text.strip()
    if not content:
        return error("empty-file", Location(path, 1, 1))
    return error("no-front-matter", Location(path, start, 1, len(content.split("\n", 1)[0])))
