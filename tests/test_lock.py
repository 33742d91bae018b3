"""One build at a time: who comes second waits and says so, and nobody waits for a process that is gone."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conglang.cache import lock as locking
from conglang.cache.lock import LOCK, lock
from conglang.languages import language
from tests.portal import Portal, digests

ROOT = Path(__file__).resolve().parent.parent

HOLD = """\
import sys
from pathlib import Path
from conglang.cache.lock import lock

with lock(Path(sys.argv[1]), on_wait=lambda: None):
    print("held", flush=True)
    sys.stdin.read()
"""

HOLD_WITH_WORKERS = """\
import sys, time
from pathlib import Path
from conglang.cache.lock import lock
from conglang.build.workers import CHUNK, each

def slowly(state, number):
    time.sleep(0 if number < CHUNK else 600)

if __name__ == "__main__":
    with lock(Path(sys.argv[1]), on_wait=lambda: None):
        for _ in each(slowly, range(2 * CHUNK), jobs=2, prepare=list):
            print("held", flush=True)
"""


@contextmanager
def running(program: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A Python program of its own that has said its first line."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", program, *arguments]
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def nobody_waits() -> None:
    pytest.fail("waited for nobody")


# ---- the lock itself ---------------------------------------------------------------------------------------------------


def test_a_lock_is_taken_where_there_is_no_cache_folder_yet(tmp_path: Path) -> None:
    with lock(tmp_path / "a" / "b", on_wait=nobody_waits):
        assert (tmp_path / "a" / "b" / LOCK).is_file()


def test_a_lock_may_be_taken_again_and_again(tmp_path: Path) -> None:
    for _ in range(3):
        with lock(tmp_path, on_wait=nobody_waits):
            pass


def test_who_comes_second_waits_and_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "WAIT", 0.001)
    attempts = counted(monkeypatch, "_try")
    told: list[str] = []
    taken, waiting = threading.Event(), threading.Event()

    def on_wait() -> None:
        told.append("waiting")
        waiting.set()

    def second() -> None:
        with lock(tmp_path, on_wait=on_wait):
            taken.set()

    with running(HOLD, str(tmp_path)) as first:
        thread = threading.Thread(target=second)
        thread.start()
        assert waiting.wait(60)
        while len(attempts) < 20:
            assert not taken.is_set()
        assert first.stdin is not None
        first.stdin.close()
        assert taken.wait(60)
        thread.join()
    assert told == ["waiting"]


@pytest.mark.parametrize("program", [HOLD, HOLD_WITH_WORKERS])
def test_a_lock_that_a_killed_process_held_is_free(tmp_path: Path, program: str) -> None:
    """Its workers, which hold the lock as well, end with it: the idle one and the busy one."""
    with running(program, str(tmp_path)) as killed:
        killed.kill()
        killed.wait()
        taken = threading.Event()

        def after() -> None:
            with lock(tmp_path, on_wait=lambda: None):
                taken.set()

        threading.Thread(target=after, daemon=True).start()
        assert taken.wait(60)


def test_an_error_inside_lets_the_lock_go(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x"), lock(tmp_path, on_wait=nobody_waits):
        raise ValueError("x")
    with lock(tmp_path, on_wait=nobody_waits):
        pass


@pytest.mark.skipif(os.name == "nt", reason="Windows locks files in another way")
@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_file_system_that_knows_no_locks_keeps_nobody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def unknown(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("fcntl.flock", unknown)
    with lock(tmp_path, on_wait=nobody_waits):
        pass


# ---- builds ------------------------------------------------------------------------------------------------------------


def started(portal: Portal) -> subprocess.Popen[str]:
    """A build of the portal in a process of its own."""
    arguments = ["--site", str(portal.site), "--now", portal.now, "--jobs", "1"]
    arguments += ["--output", str(portal.folder / "output"), "--cache", str(portal.folder / "cache")]
    command = [sys.executable, "-c", "import sys; from conglang.cli import main; sys.exit(main())", "build", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.Popen(command, env=environment, text=True, encoding="utf-8", **both)  # type: ignore[call-overload, no-any-return]


def test_a_build_that_has_to_wait_says_so_once_and_then_builds(portal: Portal) -> None:
    waiting = language("vi").console["waiting"]
    portal.article("tin/mot")
    with running(HOLD, str(portal.folder / "cache")) as first, started(portal) as second:
        assert second.stdout is not None and first.stdin is not None
        assert second.stdout.readline() == waiting + "\n"
        assert not (portal.folder / "output").exists()
        first.stdin.close()
        said = second.stdout.read()
    assert (second.returncode, said.count(waiting)) == (0, 0)
    assert portal.output() == portal.clean()


def test_builds_at_once_all_succeed_and_the_output_is_that_of_one(portal: Portal) -> None:
    portal.article("tin/mot")
    portal.article("tin/hai", tags="[lúa]")
    expected = portal.clean()
    for body in ("Hai đoạn.\n", "Ba đoạn.\n"):
        builds = [started(portal) for _ in range(3)]
        said = [build.communicate()[0] for build in builds]
        assert [build.returncode for build in builds] == [0, 0, 0], said
        assert sum(text.count(language("vi").console["waiting"]) for text in said) <= 2, said
        assert digests(portal.folder / "output") == expected
        portal.article("tin/mot", body)
        expected = portal.clean()


def counted(monkeypatch: pytest.MonkeyPatch, name: str) -> list[int]:
    """The calls of a function of the module."""
    calls: list[int] = []
    act: Callable[[int], bool] = getattr(locking, name)

    def counting(handle: int) -> bool:
        calls.append(handle)
        return act(handle)

    monkeypatch.setattr(locking, name, counting)
    return calls
