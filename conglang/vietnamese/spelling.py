"""Text as people type it, made clean, and the keys by which spellings are compared.

In goes any text: pasted from a word processor, from macOS (NFD) or an old Windows keyboard (vowel + combining tone).
Out comes NFC text for readers (`clean`, `one_line`) or a key that nobody reads (`key`, `fold`, `bare`). Keys are for
comparing only and are never shown. Nothing here corrects spelling: hòa and hoà are compared alike and printed as
written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain

# Whitespace other than space, tab and line end. Word's manual line break (U+000B) and its kind become a space too:
# dropping them would glue words, and making them line ends would shift the lines that diagnostics name.
_SPACES = "\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"

# What no reader sees: controls, soft hyphen, joiners and zero-width characters, directions, fillers left by pasting,
# tags, and what stands for nothing outside the program that wrote it (surrogates, private use, non-characters).
_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufff9-\ufffc\ufffe\uffff"
    "\U000e0000-\U000e007f\U000f0000-\U0010ffff"
)

_LINE_ENDS = re.compile("\r\n?")
_SPACE = re.compile(f"[{_SPACES}]")
_DROPPED = re.compile(f"[{_INVISIBLE}]")

# The five written tones (huyền, hỏi, ngã, sắc, nặng) and the marks that are not tones, as combining characters.
_TONE = "[\u0300\u0309\u0303\u0301\u0323]"
_QUALITY = "[\u0302\u0304-\u0308\u030a-\u0322\u0324-\u036f]"
_VOWEL = f"[aeiouy]{_QUALITY}*+"

# A run of vowels that bears exactly one tone with something behind it, in NFD: the tone goes behind the run. A run with
# two tones is no Vietnamese syllable and stays as it is, so that nothing is merged by guessing.
_TONE_INSIDE = re.compile(
    f"(?<![aeiouy\u0300-\u036f])((?:{_VOWEL})+)({_TONE})((?:{_QUALITY}++(?:{_VOWEL})*+|(?:{_VOWEL})++))(?!{_TONE})"
)

_APOSTROPHES = "`\u00b4\u02b9\u02bb\u02bc\u02bd\u02c8\u2018\u2019\u201b\u2032\u2035\ua78c\uff07"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"

# Fonts and old converters write đ with the code of its look-alikes (eth, African d), whose capitals are drawn the same.
_SAME = str.maketrans(
    dict(chain(((mark, "'") for mark in _APOSTROPHES), ((mark, "-") for mark in _HYPHENS), (("ð", "đ"), ("ɖ", "đ"))))
)

# Latin letters that Unicode does not take apart, as a reader without them would type them.
_PLAIN = str.maketrans(
    dict(zip("đðɖøłħŧıȷŋəɛɔƀɓɨʉ", "dddolhtijneeobbiu", strict=True)) | {"æ": "ae", "œ": "oe", "þ": "th", "ĸ": "k"}
)
_MARKS = re.compile("[\u0300-\u036f]+")
_SEPARATORS = re.compile(r"[\s'._-]+")


def clean(text: str) -> str:
    """Text in NFC, with every kind of space a space, line ends `\\n`, and without invisible characters; keeps tabs."""
    # Python calls all of the above unprintable but for two, and answers faster than a search. Normalising returns the
    # same text at once where it is NFC already.
    if text.replace("\n", "").isprintable() and "\u034f" not in text and "\ufffc" not in text:
        return unicodedata.normalize("NFC", text)
    visible = _DROPPED.sub("", _SPACE.sub(" ", _LINE_ENDS.sub("\n", text)))
    # Only now: an invisible character between a letter and its mark keeps them apart.
    return unicodedata.normalize("NFC", visible)


def one_line(text: str) -> str:
    """Clean text on one line: runs of whitespace are one space, none stand at the ends."""
    return " ".join(clean(text).split())


@lru_cache(maxsize=8192)  # The same few tags and names are asked for by thousands of articles.
def key(text: str) -> str:
    """The key by which names, tags and spellings are compared; equal keys mean the same spelling.

    Ignores case, Unicode form, spacing, the variants of apostrophe and hyphen, and on which of adjacent vowels the tone
    stands (hòa = hoà, thúy = thuý, ủy = uỷ). Never ignores the tone itself, the quality of a vowel, or đ: Thanh Hóa,
    Thạnh Hóa and Thanh Hòa have three keys. The key of a key is that key.
    """
    line = one_line(text)
    if line.isascii():
        return line.lower().replace("`", "'")
    apart = _decomposed(line).casefold()
    moved = _TONE_INSIDE.sub(r"\1\3\2", _decomposed(apart).translate(_SAME))
    return unicodedata.normalize("NFC", moved)


def bare(text: str) -> str:
    """Clean text in lower case without any diacritics, đ as d: how a reader without a Vietnamese keyboard types it."""
    tidy = clean(text)
    if tidy.isascii():
        return tidy.lower()
    apart = unicodedata.normalize("NFKD", tidy).casefold().translate(_PLAIN)
    return _MARKS.sub("", unicodedata.normalize("NFKD", apart))


def fold(text: str) -> str:
    """The weak key for “did you mean”: bare text without spaces, hyphens, underscores, full stops and apostrophes."""
    return _SEPARATORS.sub("", bare(text).translate(_SAME))


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)
