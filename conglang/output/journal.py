"""The commit point of a build: the journal in the cache, which says what is to become of the output.

Before the journal is written, nothing in the output has changed; once it is, the next command finishes it before anything else.
A journal is believed only as far as it agrees with the disk: it may be torn, forged, or belong to an output that was deleted.
What is not finished is found by the next build, which compares every file with the manifest.

    journal = digest LF ["Journal", format, output, [[file, path]…] copies, [[staged, path]…] moves, [path…] deletes,
                         [[path, digest]…] manifest]; the digest is that of the text behind the line feed
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from conglang import atomic
from conglang.digest import of_bytes
from conglang.output import manifest as outputs
from conglang.output.apply import apply
from conglang.output.manifest import STAGING, Change, digest_of, is_inside, read_manifest
from conglang.values import Value, decode, encode

JOURNAL, UNFINISHED = "journal.json", "journal.tmp"
FORMAT = 3

Pairs = tuple[tuple[str, str], ...]


class Journal(Value, frozen=True):
    """What the file holds."""

    format: int
    output: str
    copies: Pairs
    moves: Pairs
    deletes: tuple[str, ...]
    manifest: Pairs


def commit(cache: Path, output: Path, change: Change) -> None:
    """Make a change of the output. An OSError leaves all as it was, or the rest to `finish`."""
    listed = tuple(change.manifest.items())
    journal = Journal(FORMAT, str(output.absolute()), change.copies, change.moves, change.deletes, listed)
    text = encode(journal).encode("utf-8", "surrogatepass")
    data = of_bytes(text).encode() + b"\n" + text
    atomic.write(cache / JOURNAL, data, by_way_of=cache / UNFINISHED, to_disk=True)
    apply(cache, output, change, read_manifest(output) or {})
    (cache / JOURNAL).unlink()


def finish(cache: Path, output: Path) -> bool:
    """Finish a change that was committed and interrupted; true where there was one. `output` is where this build writes to.

    The output of a journal may be another one, where two share a cache; then it must bear our list.
    """
    outputs.clear_temporary(output)
    (cache / UNFINISHED).unlink(missing_ok=True)
    journal = _read(cache / JOURNAL)
    if journal is None:
        return False
    folder = Path(journal.output)
    outputs.clear_temporary(folder)
    known = read_manifest(folder)
    if known or (known is not None and folder == output.absolute()):
        apply(cache, folder, _believable(cache, folder, journal, known), known)
    (cache / JOURNAL).unlink()
    return True


def _read(path: Path) -> Journal | None:
    """The journal; one that is not whole is removed."""
    try:
        digest, _, text = path.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    try:
        if digest == of_bytes(text).encode():
            journal = decode(Journal, text.decode("utf-8", "surrogatepass"))
            if journal.format == FORMAT:
                return journal
    except ValueError:
        pass
    path.unlink()
    return None


def _believable(cache: Path, output: Path, journal: Journal, known: Mapping[str, str]) -> Change:
    """What of a journal is still to be done: files that are what the list says, to places that are ours or free."""
    listed = dict(journal.manifest)

    def is_whole(origin: Path, path: str) -> bool:
        return is_inside(path) and digest_of(origin) == listed.get(path)

    def is_free(path: str) -> bool:
        return path in known or not os.path.lexists(output / path)

    def is_done(path: str) -> bool:
        return digest_of(output / path) == listed.get(path)

    copies = tuple(
        (file, path)
        for file, path in journal.copies
        if is_whole(Path(file), path) and is_free(path) and not is_done(path)
    )
    moves = tuple(
        (staged, path)
        for staged, path in journal.moves
        if is_inside(staged) and is_whole(cache / STAGING / staged, path) and is_free(path)
    )
    ours = {*known, *(path for _, path in (*copies, *moves))}
    return Change(
        moves,
        copies,
        tuple(path for path in journal.deletes if path in known),
        {path: digest for path, digest in listed.items() if path in ours or (is_inside(path) and is_done(path))},
    )
