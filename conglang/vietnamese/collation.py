"""Vietnamese alphabetical order, the one that browsers call `Intl.Collator("vi")`.

In goes a text; out comes a key whose order as plain text is the order of the dictionary: first the letters of the whole
text (a ă â b c d đ …; spaces and punctuation count and come before digits, digits before letters), then its tones from
the first syllable on (ngang huyền hỏi ngã sắc nặng), then lower before upper case. Follows Unicode TR 10 with
CLDR's Vietnamese tailoring; exact for what Vietnamese text holds, by code point for other scripts.
"""

from __future__ import annotations

import unicodedata
from functools import cache

# Weights are positions in these two texts. U+FFFD holds the place of the symbols that are not named; they follow each
# other by code point, and so do, at the end, the letters of other scripts.
_ORDER = (
    "\t\n\x0b\x0c\r\x85\u2028\u2029 _-‐‒–—―,;:!¡?¿.·'‹›\"«»()[]{}§¶@*/\\&#%‰†‡•‧′″`´^¯¨¸°©®←→↑↓+±÷×<=>¬|¦~−"
    "\ufffd¤¢$£¥₫€0123456789"
    "aăâbƀcdđeêfghiıjklmnŋoôơpqrstŧuưvwxyzþʼ"
)
_MARKS = "\u0300\u0309\u0303\u0301\u0323\u0306\u0302\u030c\u030a\u0308\u030b\u0307\u0338\u0327\u0328\u0304"

_PRIMARY = {character: chr(weight) for weight, character in enumerate(_ORDER, 1)}
_SYMBOL = _PRIMARY["\ufffd"]
_OTHER_LETTER = chr(len(_ORDER) + 1)

_PLAIN = "\x01"
_SECONDARY = {mark: chr(weight) for weight, mark in enumerate(_MARKS, 2)}
_OTHER_MARK = chr(len(_MARKS) + 2)

_LOWER, _UPPER, _VARIANT, _UNBREAKABLE = "1", "2", "3", "4"

# Letters that sort as others with a stroke, or as two (a mark between them makes æ follow ae).
_AS = {"ø": "o\u0338", "ł": "l\u0335", "ħ": "h\u0335", "ð": "d\u0335", "æ": "a\u0336e", "œ": "o\u0336e", "ß": "ss"}
_QUOTES = {"‘": 1, "’": 2, "‚": 3, "‛": 4, "“": 1, "”": 2, "„": 3, "‟": 4}


def sort_key(text: str) -> str:
    """The key of a text: sorting by it sorts in Vietnamese order; equal keys differ in nothing that ICU compares."""
    elements = [_element(character) for character in unicodedata.normalize("NFC", text)]
    return "\0".join("".join(element[level] for element in elements) for level in range(3))


def person_key(name: str) -> tuple[str, str]:
    """The key of a person's name: by the given name, which is the last word, then by the rest."""
    rest, _, given = name.strip().rpartition(" ")
    return sort_key(given), sort_key(rest.rstrip())


@cache
def _element(character: str) -> tuple[str, str, str]:
    """What one character adds to the three levels of a key: letters, marks, case."""
    lower = character.lower()
    case = _LOWER if lower == character else _UPPER
    if lower in _PRIMARY:
        return _PRIMARY[lower], _PLAIN, case
    if character in _QUOTES:
        return _PRIMARY["'" if character < "“" else '"'], _PLAIN + _OTHER_MARK + chr(_QUOTES[character]), case
    if lower in _AS:
        return _joined(_AS[lower], case)
    category = unicodedata.category(character)
    if category == "Mn":
        return "", _SECONDARY.get(character, _OTHER_MARK + character), ""
    if category in ("Cc", "Cf"):
        return "", "", ""
    apart = unicodedata.normalize("NFD", lower)
    if len(apart) > 1:
        return _joined(_letter_first(apart), case)
    alike = unicodedata.normalize("NFKD", character)
    if alike != character:
        return _joined(
            alike, _UNBREAKABLE if unicodedata.decomposition(character).startswith("<noBreak>") else _VARIANT
        )
    if category == "Nd":
        return _PRIMARY[str(unicodedata.digit(character))], _PLAIN, _VARIANT
    return (_OTHER_LETTER if category[0] in "LNC" else _SYMBOL) + lower, _PLAIN, case


def _joined(characters: str, case: str) -> tuple[str, str, str]:
    elements = [_element(character) for character in characters]
    return "".join(e[0] for e in elements), "".join(e[1] for e in elements), case * sum(bool(e[0]) for e in elements)


def _letter_first(apart: str) -> str:
    """A letter and its marks, the letter in the form that the alphabet has: a + dot + circumflex is â + dot."""
    base, marks = apart[0], apart[1:]
    for mark in marks:
        letter = unicodedata.normalize("NFC", base + mark)
        if letter in _PRIMARY:
            return letter + marks.replace(mark, "", 1)
    return apart
