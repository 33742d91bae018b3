"""The words of a command line in, the function of the command and its options out; help in the portal's language.

argparse separates options from words and lays out the help. Of what is wrong it finds only values that are missing or
unwanted, which its exception shows without its English sentence; everything else is checked here. A command may come
anywhere among the options; without one, `build` is meant. Only that command's module is imported. Nothing is printed here.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import cast

from conglang import __version__
from conglang.build.request import DONE
from conglang.diagnostics import nearest
from conglang.languages import PROGRAM, Language
from conglang.terminal.command import SHARED, Argument, Command, CommandModule, Option, Run, WrongUse
from conglang.terminal.console import Console

DEFAULT = "build"
TEST = "test"
"""The command that `build.py` answers itself; an installed program has no tests."""

_LISTED = "command-"


def read(given: Sequence[str], words: Language) -> tuple[Run, argparse.Namespace]:
    """The function to run and its options; help and version are functions too. Raises WrongUse."""
    listed = commands(words)
    name, rest = _command(given, listed)
    if name == TEST:
        if name in listed:
            raise WrongUse("test-first", word=name, hint=_hint(words))
        raise WrongUse("test-from-source", word=name)
    if name and name not in listed:
        raise WrongUse("unknown-command", word=name, hint=_hint(words, name, listed))
    module = load(name or DEFAULT)
    known = (*module.COMMAND.options, *module.COMMAND.shared)
    options, plain, unknown = _parsed(rest, name or DEFAULT, module.COMMAND, words)
    if options.help:
        return partial(_print, _help(name, module.COMMAND if name else Command(), words)), options
    if options.version:
        return partial(_print, _version(words)), options
    if unknown:
        flag = unknown[0].partition("=")[0]
        raise WrongUse("unknown-option", word=flag, hint=_hint(words, flag, [option.flag for option in known]))
    for option in known:
        _convert(option, options, words)
    _assign(module.COMMAND.arguments, plain, options, words)
    return module.run, options


def commands(words: Language) -> tuple[str, ...]:
    """The names of all commands, in the order of the help."""
    names = (key.removeprefix(_LISTED) for key in words.console if key.startswith(_LISTED))
    return tuple(name for name in names if name != TEST or words.program == PROGRAM)


def load(name: str) -> CommandModule:
    """The module of a command; that of a name which Python keeps for itself ends in an underscore, as in `import_`."""
    module = name.replace("-", "_") + ("_" if iskeyword(name) else "")
    return cast(CommandModule, import_module(f"conglang.commands.{module}"))


def value_of(option: str, given: Sequence[str]) -> str:
    """The value of an option among the words of a command line; empty where it is not there."""
    for position, word in enumerate(given):
        if word == option and position + 1 < len(given):
            return given[position + 1]
        if word.startswith(option + "="):
            return word.partition("=")[2]
    return ""


def _command(given: Sequence[str], listed: Iterable[str]) -> tuple[str, list[str]]:
    """The first word that is neither an option nor the value of one, and the other words.

    The options of commands are not known yet: a word after one of them counts as its value unless it names a command.
    """
    valued = {option.flag for option in SHARED if option.metavar}
    switches = {option.flag for option in SHARED if not option.metavar} | {"-h"}
    before = ""
    for position, word in enumerate(given):
        may_be_value = before.startswith("-") and before not in switches and "=" not in before
        if not word.startswith("-") and before not in valued and (word in listed or not may_be_value):
            return word, [*given[:position], *given[position + 1 :]]
        before = word
    return "", list(given)


def _parsed(
    given: Sequence[str], name: str, command: Command, words: Language
) -> tuple[argparse.Namespace, list[str], list[str]]:
    """The options as texts, the other words, and what follows from the first unknown option on."""
    end = given.index("--") if "--" in given else len(given)  # What follows `--` is no option, whatever it looks like.
    parser = _argparse(name, command, words)
    parser.add_argument("words", nargs="*", help=argparse.SUPPRESS)
    try:
        options, unknown = parser.parse_known_intermixed_args(given[:end])
    except argparse.ArgumentError as problem:
        flag = problem.argument_name or ""
        takes_value = flag in {option.flag for option in (*command.options, *command.shared) if option.metavar}
        raise WrongUse("needs-value" if takes_value else "takes-no-value", word=flag, hint=_hint(words)) from None
    return options, [*options.words, *given[end + 1 :]], unknown


def _convert(option: Option, options: argparse.Namespace, words: Language) -> None:
    """Replace the text of an option, if there is one, by the value of its kind."""
    name = option.name.replace("-", "_")
    given = getattr(options, name)
    try:
        if isinstance(given, list):
            setattr(options, name, [option.kind(text) for text in given])
        elif isinstance(given, str):
            setattr(options, name, option.kind(given))
    except ValueError as problem:
        raise WrongUse(str(problem), word=option.flag, hint=_hint(words)) from None


def _assign(arguments: Sequence[Argument], given: Sequence[str], options: argparse.Namespace, words: Language) -> None:
    """Give each argument its word, and the last one with `many` all that are left."""
    left = list(given)
    for argument in arguments:
        value: str | list[str] | None = argument.default
        if left:
            value, left = (left, []) if argument.many else (left[0], left[1:])
        if value is None:
            raise WrongUse("missing-word", word=_shown(argument, words), hint=_hint(words))
        if argument.choices and value not in argument.choices:
            near = _hint(words, str(value), argument.choices)
            raise WrongUse("unknown-choice", word=str(value), choices=", ".join(argument.choices), hint=near)
        setattr(options, argument.name, value)
    if left:
        raise WrongUse("surplus-word", word=left[0], hint=_hint(words))


def _hint(words: Language, word: str = "", known: Iterable[str] = ()) -> str:
    """The known name nearest to a word, if one is near, and the command that prints the help."""
    near = nearest(word, known, fold=str.casefold)
    help_at = words.console["see-help"].format(program=words.program)
    return f"{words.console['near'].format(near=near)} {help_at}" if near else help_at


# ---- help and version ------------------------------------------------------------------------------------------------


def _argparse(name: str, command: Command, words: Language, description: str = "") -> argparse.ArgumentParser:
    """A parser of argparse with the options of a command, its own first."""
    text = words.console
    parser = argparse.ArgumentParser(
        usage=argparse.SUPPRESS,
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
        exit_on_error=False,
    )
    home = text["word-home" if words.program == PROGRAM else "word-here"]
    groups = (("help-own-options", f"option-{name}-", command.options), ("help-options", "option-", command.shared))
    for title, prefix, options in groups:
        group = parser.add_argument_group(text[title])
        for option in options:
            flags = [option.short, option.flag] if option.short else [option.flag]
            help = text[prefix + option.name].format(home=home).replace("%", "%%")
            if option.metavar:
                nargs, metavar = "+" if option.many else None, text[f"word-{option.metavar}"]
                group.add_argument(*flags, nargs=nargs, default=option.default, metavar=metavar, help=help)
            else:
                group.add_argument(*flags, action="store_true", help=help)
    return parser


def _help(name: str, command: Command, words: Language) -> str:
    """The help of a command; without a name that of the program as a whole, with a list of its commands."""
    text = words.console
    usage = " ".join([name, *(_shown(argument, words) for argument in command.arguments)])
    description = text[_LISTED + name] if name else ""
    if not name:
        usage, listed = f"[{text['word-command']}]", commands(words)
        width = max(map(len, listed)) + 2
        rows = [f"  {each:<{width}}{text[_LISTED + each]}" for each in listed]
        description = "\n".join([text["help"], "", f"{text['help-commands']}:", *rows])
    first = f"{text['usage']}: {words.program} {usage} [{text['word-options']}]"
    return f"{first}\n\n{_argparse(name, command, words, description).format_help()}".rstrip()


def _shown(argument: Argument, words: Language) -> str:
    """A word as the usage shows it."""
    return "|".join(argument.choices) or words.console[f"word-{argument.metavar}"] + ("…" if argument.many else "")


def _version(words: Language) -> str:
    folder = str(Path(__file__).resolve().parent.parent)
    return words.console["version"].format(version=__version__, python=sys.version.split()[0], folder=folder)


def _print(text: str, options: argparse.Namespace, console: Console) -> int:
    """A run that prints a text in place of what the command is for."""
    console.lines([text])
    return DONE
