"""The rules of the house, read from the code itself: who may import whom, who touches what, and that nothing is unsaid.

Every table below is meant to be extended when a module is added; a rule is changed by a decision record.
"""

from __future__ import annotations

import ast
import re
import string
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from conglang.languages import CODES, language
from conglang.portal.terms import TAXONOMIES
from conglang.terminal.sentences import wordings

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "conglang"

LAYERS = (
    "values",
    "model",
    "digest",
    "vietnamese",
    "diagnostics",
    "atomic",
    "tuning",
    "languages",
    "photos",
    "markdown",
    "portal",
    "content",
    "output",
    "templating",
    "cache",
    "build",
    "terminal",
    "bench",
    "preview",
    "commands",
    "cli",
)
"""From the ground up: a module imports what stands before it, and modules of its own layer."""

PAGE_KINDS = "every module that nobody lists: one for each kind of page"

PORTAL = (
    "views",  # Types alone: what templates may see.
    "page",
    "keys",
    "publication",
    "pagination",
    "references",
    "photo_notes",  # What is said of photos beyond what one file tells.
    "related",  # Scores over numbers; it knows no article.
    "localities",
    "terms",
    "index",
    "resolve",
    "shared",
    "cards",
    "versions",
    "share_pictures",
    "listings",
    "catalog",
    "page_groups",  # What need not be planned again.
    "site",
    "numbered",
    PAGE_KINDS,
    "addresses",
    "plan",
)
"""The order inside `portal/`, where thought goes one way: a module imports only those before it."""

PURE = (
    "values",
    "model",
    "digest",
    "diagnostics",
    "vietnamese",
    "languages",
    "portal",
    "photos.renditions",
    "photos.icons",
)
"""Layers, and single modules of layers that are pure in part."""

IMPURE_MODULES = {
    "asyncio",
    "glob",
    "io",
    "locale",
    "logging",
    "os",
    "pathlib",
    "random",
    "secrets",
    "shutil",
    "socket",
}
IMPURE_MODULES |= {"sqlite3", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid"}
IMPURE_CALLS = {"open", "input", "now", "today", "utcnow", "read_text", "read_bytes", "write_text", "write_bytes"}

DOORS = {
    "PIL": {
        "photos.probe",
        "photos.rendition_cache",
        "photos.pixels",
        "photos.drawings",
        "photos.icon_drawing",
        "bench.photographs",
    },  # In, out, made up.
    "ttf_opensans": {"photos.drawings"},
    "frontmatter": {"content.frontmatter"},
    "jinja2": {"templating.render", "templating.sandbox"},
    "livereload": {"preview.server"},
    "markdown": {
        "markdown.converter",
        "markdown.fast_library",
    },  # The library, and our extensions of it.
    "msgspec": {"values"},
    "markupsafe": {
        "templating.render",
        "templating.filters",
        "templating.sandbox",
    },  # What was escaped is marked where it is done.
    "nh3": {"markdown.sanitise"},
    "pillow_heif": {"photos.probe"},
    "sqlite3": {"cache.database"},
    "tornado": {"preview.server"},
    "watchfiles": {"preview.watcher"},
    "yaml": {"content.frontmatter"},
}
"""Each library comes in by one module; the exceptions say why."""

LONGEST_FUNCTION = 50
FORBIDDEN_MODULES = {"dill", "pickle", "shelve"}
FORBIDDEN_CALLS = {"__import__", "compile", "eval", "exec"}
MARSHAL = {"templating.loader"}  # Jinja2's compiled templates are code objects; read back only under a digest of ours.


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package by its dotted name below `conglang`, parsed."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def imports(module: str) -> Iterator[str]:
    """The dotted names that a module imports, wherever in it; `from a import b` gives `a.b`."""
    for node in ast.walk(modules()[module]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports(module: str) -> Iterator[str]:
    """The modules of the package that a module imports, by their names below `conglang`."""
    for name in imports(module):
        if name.startswith("conglang."):
            inner = name.removeprefix("conglang.")
            yield inner if inner in modules() else inner.rpartition(".")[0]


def calls(module: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a module with the last part of the called name."""
    for node in ast.walk(modules()[module]):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id, node
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr, node


def layer(module: str) -> str:
    return module.partition(".")[0]


# ---- layers --------------------------------------------------------------------------------------------------------


def test_every_module_belongs_to_a_layer() -> None:
    assert {layer(name) for name in modules()} - set(LAYERS) - {"", "__main__"} == set()


def test_few_modules_lie_beside_the_rooms() -> None:
    assert len([name for name in modules() if "." not in name and (PACKAGE / f"{name}.py").is_file()]) <= 10


def test_a_module_of_portal_without_a_place_of_its_own_is_a_kind_of_page() -> None:
    kinds = {name for name in modules() if name.startswith("portal.") and place_in_portal(name) == place(PAGE_KINDS)}
    without = [
        name for name in kinds if "PageKind(" not in (PACKAGE / f"{name.replace('.', '/')}.py").read_text("utf-8")
    ]
    assert without == []


def test_imports_point_down() -> None:
    upward = [
        f"{module} imports {imported}"
        for module in modules()
        if layer(module) in LAYERS
        for imported in own_imports(module)
        if imported and height(imported) > height(module)
    ]
    assert upward == []


def test_inside_portal_a_module_imports_only_those_before_it() -> None:
    upward = [
        f"{module} imports {imported}"
        for module in modules()
        if module.startswith("portal.")
        for imported in own_imports(module)
        if imported.startswith("portal.")
        and place_in_portal(imported) >= place_in_portal(module) + (place_in_portal(module) in SEVERAL)
    ]
    assert upward == []


def height(module: str) -> int:
    """The place of a module's layer; a module without one lies above all others."""
    return LAYERS.index(layer(module)) if layer(module) in LAYERS else len(LAYERS)


def place_in_portal(module: str) -> int:
    """The place of a module inside `portal/`; one that nobody lists is a kind of page."""
    name = module.split(".")[1]
    return place(name if name in PORTAL else PAGE_KINDS)


def place(name: str) -> int:
    return PORTAL.index(name)


SEVERAL = (place("views"), place(PAGE_KINDS))
"""Places that several modules share, which may import each other as long as there is no circle."""


def test_no_two_modules_import_each_other_even_by_way_of_others() -> None:
    finished: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " → ".join((*way, module))
        if module not in finished:
            for imported in sorted(set(own_imports(module)) & set(modules()) - {module, ""}):
                visit(imported, (*way, module))
            finished.add(module)

    for module in modules():
        visit(module, ())


def test_pure_layers_do_no_input_or_output_and_read_no_clock() -> None:
    impure = []
    for module in modules():
        if not {layer(module), module} & set(PURE):
            continue
        impure += [
            f"{module} imports {name}"
            for name in imports(module)
            if name.partition(".")[0] in IMPURE_MODULES and name != "pathlib.PurePosixPath"
        ]
        impure += [f"{module}:{call.lineno} calls {name}" for name, call in calls(module) if name in IMPURE_CALLS]
    assert impure == []


# ---- doors ---------------------------------------------------------------------------------------------------------


def test_each_library_comes_in_by_its_door() -> None:
    known = set(sys.stdlib_module_names) - set(DOORS) | {"conglang"}
    elsewhere = {
        f"{module} imports {name}"
        for module in modules()
        for name in imports(module)
        if (library := name.partition(".")[0]) not in known and not {module, layer(module)} & DOORS.get(library, set())
    }
    assert elsewhere == set()


def test_no_door_is_kept_for_a_library_that_does_not_come_in_by_it() -> None:
    used = {(name.partition(".")[0], module) for module in modules() for name in imports(module)}
    assert {(library, door) for library, doors in DOORS.items() for door in doors} - used == set()


def test_only_the_console_prints() -> None:
    printing = [
        f"{module}:{call.lineno}"
        for module in modules()
        if module != "terminal.console"
        for name, call in calls(module)
        if name == "print" or (name == "write" and ast.unparse(call.func).startswith("sys.std"))
    ]
    assert printing == []


def test_nothing_that_is_read_back_can_run() -> None:
    dangerous = [
        f"{module} imports {name}"
        for module in modules()
        for name in imports(module)
        if name.partition(".")[0] in FORBIDDEN_MODULES
        or (name.partition(".")[0] == "marshal" and module not in MARSHAL)
    ]
    dangerous += [
        f"{module}:{call.lineno} calls {name}"
        for module in modules()
        for name, call in calls(module)
        if name in FORBIDDEN_CALLS and isinstance(call.func, ast.Name)
    ]
    assert dangerous == []


# ---- how modules read ----------------------------------------------------------------------------------------------


def test_every_module_opens_with_a_docstring() -> None:
    assert [name for name, tree in modules().items() if not ast.get_docstring(tree)] == []


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{module}.{node.name}": lines
        for module, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"base", "common", "helpers", "manager", "misc", "util", "utils"}
    assert [name for name in modules() if name.rpartition(".")[2] in empty] == []


# ---- what is said --------------------------------------------------------------------------------------------------


def codes_of(node: ast.expr) -> Iterator[str]:
    """The codes that an argument may be: a text, or one of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from codes_of(node.body)
        yield from codes_of(node.orelse)


@cache
def diagnosed() -> tuple[tuple[str, str, frozenset[str] | None], ...]:
    """Each use of a code: where, the code, and the names of its values (None where they cannot be read off the call).

    A use is a call of `error` or `warning`, or of a function of the same module that passes on its argument `code`.
    """
    found = []
    for module, tree in modules().items():
        takes_code = {"error": 0, "warning": 0}
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and module != "diagnostics":
                names = [argument.arg for argument in node.args.args if argument.arg not in {"self", "cls"}]
                if "code" in names:
                    takes_code[node.name] = names.index("code")
        for name, call in calls(module):
            if name in takes_code and len(call.args) > takes_code[name]:
                direct = name in {"error", "warning"} and all(keyword.arg for keyword in call.keywords)
                values = (
                    frozenset(keyword.arg for keyword in call.keywords if keyword.arg) - {"see"} if direct else None
                )
                found += [
                    (f"{module}:{call.lineno}", code, values)
                    for code in codes_of(call.args[takes_code[name]])
                    if layer(module) != "languages"
                ]
    return tuple(found)


def placeholders(sentence: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(sentence) if field}


@pytest.mark.parametrize("code", CODES)
def test_every_diagnostic_has_its_sentences(code: str) -> None:
    messages = wordings(code)
    assert {f"{where} {name}" for where, name, _ in diagnosed() if name not in messages} == set()


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_gets_the_values_that_it_names(code: str) -> None:
    messages = wordings(code)
    unfilled = {}
    for where, name, values in diagnosed():
        if values is not None and name in messages:
            wording = messages[name]
            needed = placeholders(wording.message) | placeholders(wording.hint)
            if "near" in values:
                needed |= placeholders(wording.near)
            if lacking := needed - values - {"program"}:  # That one is known to whoever speaks.
                unfilled[f"{where} {name}"] = lacking
    assert unfilled == {}


def test_every_sentence_belongs_to_a_diagnostic() -> None:
    texts = {
        node.value
        for module, tree in modules().items()
        if layer(module) != "languages"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {name for code in CODES for name in wordings(code) if name not in texts} == set()


def test_codes_are_words_with_hyphens() -> None:
    assert [name for name in wordings("vi") if not re.fullmatch("[a-z]+(-[a-z0-9]+)*", name)] == []


def test_a_sentence_of_the_console_is_given_the_same_values_in_all_languages() -> None:
    vi, en = language("vi"), language("en")
    assert {name: placeholders(vi.console[name]) for name in vi.console} == {
        name: placeholders(en.console[name]) for name in en.console
    }


def test_a_diagnostic_names_the_same_values_in_all_languages() -> None:
    def named(code: str) -> dict[str, set[str]]:
        return {
            name: placeholders(wording.message) | placeholders(wording.hint) | placeholders(wording.near)
            for name, wording in wordings(code).items()
        }

    assert named("vi") == named("en")


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_has_a_way_out(code: str) -> None:
    assert [name for name, wording in wordings(code).items() if not wording.hint.strip()] == []


@pytest.mark.parametrize("code", CODES)
def test_every_taxonomy_has_its_words(code: str) -> None:
    words = language(code)
    texts = {f"{part}_{taxonomy.name}" for taxonomy in TAXONOMIES for part in ("title", "list", "describe")}
    assert (texts | {taxonomy.heading for taxonomy in TAXONOMIES}) - set(words.text) == set()
    assert {taxonomy.name for taxonomy in TAXONOMIES} - set(words.paths) == set()


@pytest.mark.parametrize("code", CODES)
def test_every_interface_text_of_the_templates_exists(code: str) -> None:
    used = {
        name
        for path in (ROOT / "templates").rglob("*.*")
        for pair in re.findall(r"\bsite\.text(?:\.([a-z_]+)|\[[\"']([a-z_]+)[\"']\])", path.read_text(encoding="utf-8"))
        for name in pair
        if name
    }
    assert used - set(language(code).text) == set()
