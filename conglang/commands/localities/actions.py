"""The three things that `localities` does: print the gazetteer, look for its names in articles, write the first one.

In comes the request, out comes a result with lines, diagnostics and what was written. Nothing is printed or asked here, and
an existing gazetteer is only replaced where somebody agrees.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import Protocol

from conglang import atomic
from conglang.build.request import CONTENT_ERRORS, DONE, WRONG_USE, Request
from conglang.build.scan import GAZETTEER, Inputs, Settings, scan, settings
from conglang.commands.localities import checking, register, writing
from conglang.commands.localities.checking import CheckedText
from conglang.commands.localities.register import Register
from conglang.content import files, gazetteer
from conglang.diagnostics import Diagnostic, error, has_errors
from conglang.languages import Language, dates
from conglang.model import Day, Gazetteer, Location
from conglang.portal import localities
from conglang.portal.localities import Atlas, Forest
from conglang.terminal import extras
from conglang.values import Value

REQUIREMENT = f"{register.PACKAGE}=={register.VERSION}"


class ActionResult(Value, frozen=True):
    """What came of one of the three: its exit status, lines to print, what is wrong, what was written, a last sentence.

    `say` is the key of that sentence among those of the console, `values` fill it.
    """

    status: int = DONE
    lines: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    written: tuple[str, ...] = ()
    say: str = ""
    values: tuple[tuple[str, str], ...] = ()


class Agree(Protocol):
    """Asks somebody a question of the console, by its key and what fills it; whether the answer is yes."""

    def __call__(self, key: str, **values: str) -> bool: ...


def tree(request: Request) -> ActionResult:
    """The gazetteer as lines of text, as it is at the moment of the request."""
    _, known, problems = _portal(request)
    if known is None or known.gazetteer is None:
        return ActionResult(WRONG_USE if known is None else CONTENT_ERRORS, diagnostics=problems)
    lines = tree_lines(_atlas(known), known.clock.day, known.language)
    return ActionResult(lines=lines, diagnostics=problems, say="" if lines else "tree-empty")


def check(request: Request) -> ActionResult:
    """The place names in articles that are unknown, ambiguous or out of date."""
    inputs, known, problems = _portal(request)
    if known is None or known.gazetteer is None:
        return ActionResult(WRONG_USE if known is None else CONTENT_ERRORS, diagnostics=problems)
    texts = []
    for source in inputs.content:
        if not source.path.lower().endswith(".md") or source.path.rpartition("/")[2].startswith("_"):
            continue
        data, _ = files.read(request.site, source)
        text, _ = files.decode(data, source.path) if data is not None else (None, ())
        if text is not None:
            texts.append(CheckedText(source.path, text))
    zone, today = known.config.site.timezone, known.clock.day
    warnings = checking.check(texts, _atlas(known), timezone=zone, today=today)
    say = "places-found" if warnings else "places-fine"
    return ActionResult(diagnostics=(*problems, *warnings), say=say, values=(("count", str(len(warnings))),))


def init(request: Request, *, province: str, district: str, agree: Agree) -> ActionResult:
    """Write the gazetteer of a province, or of a former district, each by code or name, from the register.

    An existing gazetteer is only replaced, and a missing register only installed, where somebody agrees.
    """
    if not province and not district:
        return _refused(error("nothing-chosen", Location("--province")))
    path = request.site / GAZETTEER
    try:
        if path.exists() and path.read_bytes().strip() and not agree("gazetteer-overwrite", path=GAZETTEER):
            return _refused(error("gazetteer-exists", Location(GAZETTEER)))
        units = _register(agree)
        if isinstance(units, Diagnostic):
            return _refused(units)
        _, known, problems = _portal(request)
        if known is None:
            return ActionResult(WRONG_USE, diagnostics=problems)
        choice, problems = register.choose(units, province, district)
        if choice is None:
            return ActionResult(WRONG_USE, diagnostics=problems)
        text = writing.text(units, choice, known.language, known.clock.day)
        made, problems = gazetteer.load(text, GAZETTEER)
        assert made is not None and not has_errors(problems), problems
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(path, text.encode(), to_disk=True)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        return _refused(error("cannot-write", Location(str(problem.filename or path)), reason=reason))
    values = (("count", str(len(made.units))), ("path", GAZETTEER))
    return ActionResult(written=(GAZETTEER,), say="gazetteer-written", values=values)


def _register(agree: Agree) -> Register | Diagnostic:
    """The register, installed first where it is missing and somebody agrees; else the reason why there is none."""
    folder = register.installed()
    command = shlex.join(extras.command(REQUIREMENT))
    if folder is None and agree("register-install", package=REQUIREMENT):
        reason = extras.install(REQUIREMENT)
        if reason:
            return error("register-not-installed", Location(register.PACKAGE), reason=reason, command=command)
        folder = register.installed()
    if folder is None:
        return error("register-missing", Location(register.PACKAGE), command=command)
    try:
        return register.read(folder, register.version())
    except (OSError, ValueError, KeyError, TypeError, IndexError) as problem:
        reason, package = f"{type(problem).__name__}: {problem}", register.PACKAGE
        return error("register-unreadable", Location(str(folder)), package=package, reason=reason, command=command)


def _portal(request: Request) -> tuple[Inputs, Settings | None, tuple[Diagnostic, ...]]:
    inputs = scan(request)
    known, problems = settings(request, inputs)
    return inputs, known, problems


def _atlas(known: Settings) -> localities.Atlas:
    return localities.atlas(known.gazetteer or Gazetteer(), known.language)


def _refused(problem: Diagnostic) -> ActionResult:
    return ActionResult(WRONG_USE, diagnostics=(problem,))


# ---- A gazetteer as lines of text: the units of a day as trees, then future ones, then those that have ended.

INDENT = "  "


def tree_lines(atlas: Atlas, today: Day, language: Language) -> tuple[str, ...]:
    """All units, each on a line with its id and code: what lies in what today, and what became of the others."""
    forest = localities.forest(atlas, today)
    lines = list(_branches(atlas, forest, forest.tops, 0))
    future = [_line(atlas, id) + _since(atlas, id, language) for id in forest.future]
    former = [_line(atlas, id) + _fate(atlas, id, language) for id in forest.former]
    for heading, group in (("tree-future", future), ("tree-former", former)):
        if group:
            lines += ["", language.console[heading], *[INDENT + line for line in group]]
    return tuple(lines)


def _branches(atlas: Atlas, forest: Forest, ids: Sequence[str], depth: int) -> Iterator[str]:
    for id in ids:
        yield INDENT * depth + _line(atlas, id)
        yield from _branches(atlas, forest, forest.below.get(id, ()), depth + 1)


def _line(atlas: Atlas, id: str) -> str:
    code = atlas.units[id].code
    return f"{atlas.titles[id]} ({id}{', ' + code if code else ''})"


def _since(atlas: Atlas, id: str, language: Language) -> str:
    day = dates.day_text(atlas.units[id].valid.start, language)
    return language.console["tree-since"].format(day=day)


def _fate(atlas: Atlas, id: str, language: Language) -> str:
    unit = atlas.units[id]
    until = language.console["tree-until"].format(day=dates.day_text(unit.valid.to, language))
    names = [
        atlas.titles[s.id] + (language.console["tree-main"] if s.main and len(unit.successors) > 1 else "")
        for s in sorted(unit.successors, key=lambda s: not s.main)
    ]
    return f"{until} → {', '.join(names)}" if names else until
