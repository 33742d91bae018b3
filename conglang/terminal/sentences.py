"""The sentences of diagnostics: what is wrong and the way out, in the language of the portal.

In come a diagnostic and a language, out come texts. The sentences are data, `languages/CODE/messages.toml`, which is read when
the first diagnostic is printed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from conglang import languages
from conglang.diagnostics import Diagnostic
from conglang.languages import Language
from conglang.values import Value


class Wording(Value, frozen=True):
    """The sentences of one diagnostic code, with `{name}` in place of its values.

    `near` comes before the hint where the diagnostic has a value `near`: the known name most like the one that was written.
    """

    message: str
    hint: str
    near: str = ""


@cache
def wordings(code: str) -> dict[str, Wording]:
    """The sentences of every diagnostic code in the language of a code in `CODES`."""
    import tomllib  # Most builds have nothing to report.

    text = (Path(languages.__file__).parent / code / "messages.toml").read_text("utf-8")
    return {name: Wording(**parts) for name, parts in tomllib.loads(text).items()}


def say(diagnostic: Diagnostic, language: Language) -> tuple[str, str]:
    """The message and the hint of a diagnostic in a language."""
    wording = wordings(language.code)[diagnostic.code]
    values = {"program": language.program, **dict(diagnostic.values)}
    hint = wording.hint.format_map(values)
    if values.get("near") and wording.near:
        hint = f"{wording.near.format_map(values)} {hint}"
    return wording.message.format_map(values), hint.rstrip()
