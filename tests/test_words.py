"""The words of the code: what the glossary forbids names nothing, no class name has two meanings, docstrings are plain.

The forbidden words are the last column of the engine chapters of `docs/glossary.md`.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "conglang"

EXCEPTIONS = {
    "bench": ("bench", "commands.bench"),  # The benchmark.
    "generate": ("bench",),  # Made-up portals are generated, not rendered.
    "hash": ("content.yaml_errors._hash_quoted",),  # The sign #.
    "memory": ("bench.previews._memory", "tuning.keep_freed_memory"),  # What a process takes of the machine's.
    "seed": ("bench",),  # Of random numbers.
    "standing": ("portal",),  # Standing pages.
}
"""Where a forbidden word means something else: the name itself, or the module or room that it is in."""

WORST = (
    r"\banew\b",
    r"\b(re)?think(s|ing)?\b",
    r"\bthought\b",
    r"\b(is|are|was|were|be|been) told\b",
    r"\bas good as\b",
    r"\bwhole way\b",
)
"""Phrases of old docstrings that readers had to decode."""

NOT_YET: tuple[str, ...] = ()
"""Rooms and modules whose words are still being changed; this must be empty in the end."""


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package by its dotted name below `conglang`, parsed."""
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
            path.read_text("utf-8")
        )
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def names(module: str) -> Iterator[str]:
    """The dotted names that a module gives: itself, its classes and functions, and their parameters."""
    yield module
    for node in ast.walk(modules()[module]):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{module}.{node.name}"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            named = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg)
            yield from (f"{module}.{node.name}.{one.arg}" for one in named if one is not None)


def words(name: str) -> set[str]:
    """The words of a name in snake_case or CamelCase, in small letters."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name.rpartition(".")[2])}


@cache
def forbidden() -> dict[str, str]:
    """The single words that the engine chapters of the glossary forbid, with the word to be used."""
    text = (ROOT / "docs/glossary.md").read_text("utf-8")
    chapters = [chapter for chapter in text.split("\n## ") if chapter.startswith("The engine")]
    rows = [
        line.strip("|").split("|") for chapter in chapters for line in chapter.splitlines() if line.startswith("| ")
    ]
    return {
        word.strip(): row[0].strip()
        for row in rows
        if row[0].strip() != "word"
        for word in row[3].split(",")
        if re.fullmatch(r"\s*[a-z]+\s*", word)
    }


def is_below(name: str, places: tuple[str, ...]) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places)


def test_the_glossary_forbids_words_of_the_engine() -> None:
    assert {word: forbidden().get(word) for word in ("scene", "lull", "seed", "thinking")} == {
        "scene": "snapshot",
        "lull": "debounce",
        "seed": "group key",
        "thinking": "plan",
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    (
        ("bench.generator._Teller", {"teller"}),
        ("photos.probe.HEICDecoder", {"heic", "decoder"}),
        ("portal.index._standing_url", {"standing", "url"}),
        ("cache.database", {"database"}),
    ),
)
def test_a_name_is_split_into_its_words(name: str, expected: set[str]) -> None:
    assert words(name) == expected


def test_a_word_that_the_glossary_forbids_names_nothing() -> None:
    misnamed = [
        f"{name}: not {word}, but {forbidden()[word]}"
        for module in modules()
        if not is_below(module, NOT_YET)
        for name in names(module)
        for word in sorted(words(name) & forbidden().keys())
        if not is_below(name, EXCEPTIONS.get(word, ()))
    ]
    assert misnamed == []


def test_every_exception_is_needed() -> None:
    used = {
        (word, place)
        for word, places in EXCEPTIONS.items()
        for place in places
        for module in modules()
        for name in names(module)
        if is_below(name, (place,)) and word in words(name)
    }
    assert {(word, place) for word, places in EXCEPTIONS.items() for place in places} - used == set()


def test_no_class_name_stands_twice() -> None:
    classes = Counter(
        node.name
        for module, tree in modules().items()
        if not is_below(module, NOT_YET)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in classes.items() if count > 1] == []


def test_docstrings_have_none_of_the_worst_words() -> None:
    worst = re.compile("|".join(WORST), re.IGNORECASE)
    unclear = []
    for module, tree in modules().items():
        if is_below(module, NOT_YET):
            continue
        texts = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        ]
        unclear += [f"{module}:{text.lineno} {match[0]}" for text in texts for match in worst.finditer(str(text.value))]
    assert unclear == []
