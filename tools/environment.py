"""Makes `.venv`: the folder with the locked dependencies that `build.py` runs in.

Comes in: where it shall stand and the lock file; goes out: an exit status, after a sentence in Vietnamese and English.
The environment is filled under another name and renamed when it is complete, one process at a time, so that neither an
interrupted installation nor two at once ever leave half a one in its place. With `uv` it uses uv, else venv and pip;
packages lying in `wheels/` are used instead of the network. It must use the standard library alone, and touch nothing
but `.venv` and `.venv.*`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable

NO_NETWORK = """\
Không cài đặt được các thư viện, thường là do không có mạng. Hãy nối mạng rồi chạy lại.
Nếu máy không có mạng: trên một máy cùng loại có mạng, chạy lệnh dưới đây rồi chép thư mục wheels vào cạnh build.py.
The dependencies could not be installed, most often for want of a network. Connect and run again.
Without a network: on a like machine that has one, run this, and copy the folder wheels to where build.py is.
  python3 -m pip download -r {lock} -d wheels"""

NO_VENV = """\
Python này thiếu thành phần tạo môi trường (venv). Hãy chạy lệnh dưới đây rồi thử lại.
This Python lacks the parts that make an environment (venv). Do this, then run again:
  {remedy}"""

NOT_WRITABLE = """\
Không tạo được môi trường trong thư mục {folder}: {cause}
The environment could not be made in that folder. Check that it can be written to, that the disk is not full, and
that no other window is running build.py."""


def prepare(venv: str, python: str, *, lock_file: str, stamps: dict[str, str], ready: Callable[[], bool]) -> int:
    """Make `venv`, whose Python will be `python`, from `lock_file`; return the exit status, 0 when it is made.

    `stamps` are the files (name and content) that mark a complete environment; `ready` tells whether `venv` is one.
    """
    try:
        lock = _take_lock(venv + ".lock")
        try:
            # Another process may have made it while we waited.
            return 0 if ready() else _make(venv, python, lock_file, stamps)
        finally:
            _give_back_lock(venv + ".lock", lock)
    except KeyboardInterrupt:
        _say("Đã dừng, chưa cài đặt gì.", "Stopped, nothing has been installed.")
        return 130
    except OSError as cause:
        _tell(NOT_WRITABLE.format(folder=os.path.dirname(venv), cause=cause))
        return 2


def _make(venv: str, python: str, lock_file: str, stamps: dict[str, str]) -> int:
    folder, name = os.path.split(venv)
    for entry in os.listdir(folder):
        if entry.startswith(name + ".tmp-"):  # Its maker is dead, for the lock is ours.
            _remove(os.path.join(folder, entry))
    fresh = f"{venv}.tmp-{os.getpid()}"
    replaced = fresh + "-replaced"
    _say(
        "Đang chuẩn bị môi trường lần đầu (khoảng một phút)…", "Preparing the environment, this once (about a minute)…"
    )
    try:
        problem = _install(fresh, os.path.join(fresh, os.path.relpath(python, venv)), lock_file)
        if problem:
            _tell(problem)
            return 2
        _name_final_place(fresh, venv)
        for stamp, content in stamps.items():
            with open(os.path.join(fresh, stamp), "w", encoding="utf-8", newline="") as file:
                file.write(content)
        if hasattr(os, "sync"):  # A power cut must not leave the stamp without what it vouches for.
            os.sync()
        if os.path.lexists(venv):
            os.rename(venv, replaced)
        os.rename(fresh, venv)
    finally:
        _remove(fresh)
        _remove(replaced)
    _say("Môi trường đã sẵn sàng.", "The environment is ready.")
    return 0


def _install(fresh: str, python: str, lock_file: str) -> str:
    """Fill the folder `fresh` in the first way that works here; an empty text, or what went wrong and the way out."""
    uv = shutil.which("uv")
    pip = ["install", "--quiet", "--disable-pip-version-check", "--no-input", "--prefer-binary"]
    venv = [sys.executable, "-m", "venv"]
    ways = [
        ([*venv, fresh], [python, "-m", "pip", *pip]),
        # Debian parts venv from ensurepip: this Python's own pip can fill an environment that has none.
        ([*venv, "--without-pip", fresh], [sys.executable, "-m", "pip", "--python", python, *pip]),
    ]
    if uv:
        ways.insert(
            0,
            (
                [uv, "venv", "--quiet", "--python", sys.executable, fresh],
                [uv, "pip", "install", "--quiet", "--python", python],
            ),
        )
    packages = ["--require-hashes", "-r", lock_file]
    wheels = os.path.join(os.path.dirname(lock_file), "wheels")
    if os.path.isdir(wheels):
        packages += ["--no-index", "--find-links", wheels]
    for make, fill in ways:
        _remove(fresh)
        if _failure(make) is not None:
            continue
        failure = _failure([*fill, *packages])
        if failure is None:
            return ""
        if fill[0] != uv and "No module named pip" not in failure:
            said = [line for line in failure.splitlines() if "ERROR" in line] or failure.splitlines()
            details = "".join(f"\n  {line}" for line in said[-2:])
            return NO_NETWORK.format(lock=os.path.basename(lock_file)) + details
    return NO_VENV.format(remedy=_remedy())


def _failure(command: list[str]) -> str | None:
    """Run a command; None when it succeeds, else what it said."""
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    try:
        done = subprocess.run(command, **quiet, check=False)  # type: ignore[call-overload]
    except OSError as cause:
        return str(cause)
    return str(done.stdout.decode("utf-8", "replace")) if done.returncode else None


def _remedy() -> str:
    if os.path.exists("/etc/debian_version"):
        return "sudo apt install python3-venv"
    if sys.platform == "win32":
        return "py install 3.13  (https://www.python.org/downloads/)"
    return "https://www.python.org/downloads/"


def _name_final_place(fresh: str, venv: str) -> None:
    """Put the final path into the scripts of the new environment (`activate`, `pytest`), made for another one.

    The launchers of Windows are programs and keep the old path: there, `python -m pytest` is the way.
    """
    scripts = os.path.join(fresh, "bin")
    names = os.listdir(scripts) if os.path.isdir(scripts) else []
    for path in (os.path.join(fresh, "pyvenv.cfg"), *(os.path.join(scripts, name) for name in names)):
        if os.path.islink(path) or not os.path.isfile(path) or os.path.getsize(path) > 100_000:
            continue
        with open(path, "rb+") as file:
            content = file.read()
            if os.fsencode(fresh) in content:
                file.seek(0)
                file.truncate()
                file.write(content.replace(os.fsencode(fresh), os.fsencode(venv)))


# ---- one process at a time -----------------------------------------------------------------------------------------


def _take_lock(path: str) -> int:
    """Wait until no other process prepares this folder. The system gives the lock back when its holder dies."""
    told = False
    while True:
        handle = os.open(path, os.O_CREAT | os.O_RDWR)
        try:
            _lock(handle)
            if os.path.exists(path) and os.path.samestat(os.fstat(handle), os.stat(path)):
                return handle  # Else its last holder removed the very file that we opened.
        except (BlockingIOError, PermissionError):
            if not told:
                _say(
                    "Một lệnh khác đang chuẩn bị môi trường, xin chờ…",
                    "Another command is preparing the environment, waiting…",
                )
                told = True
        os.close(handle)
        time.sleep(0.2)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _give_back_lock(path: str, handle: int) -> None:
    if sys.platform == "win32":  # An open file cannot be removed there.
        os.close(handle)
        _remove(path)
    else:
        _remove(path)
        os.close(handle)


def _remove(path: str) -> None:
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path, ignore_errors=True)
    elif os.path.lexists(path):
        try:
            os.remove(path)
        except OSError:  # Held open by another process (Windows), which removes it in its turn.
            return


def _say(vietnamese: str, english: str) -> None:
    _tell(f"{vietnamese} / {english}")


def _tell(text: str) -> None:
    """Print to standard error: standard output may be read by a program (`--json`)."""
    print(text, file=sys.stderr, flush=True)
