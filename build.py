"""The one entry to Cổng Làng: `python3 build.py [command]`.

Takes the command line, sees to it that the locked dependencies are there, and hands over to `conglang.cli`. They
are there when this Python has them, or when `.venv` beside this file does; else `tools/environment.py` makes `.venv`.
Every run passes through here, so it imports next to nothing and only compares a stamp. It uses the standard library
alone, and its syntax must stay readable for Python 3.6, which cannot run us but can say so.
"""

import sys

if sys.version_info < (3, 11):
    OLD = "Cần Python 3.11 trở lên; máy này đang dùng Python {0}. Bản mới: https://www.python.org/downloads/\n"
    OLD += "Python 3.11 or newer is needed; this is Python {0}. Get it from https://www.python.org/downloads/\n"
    sys.stderr.buffer.write(OLD.format(sys.version.split()[0]).encode("utf-8"))
    sys.exit(2)

import os

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
PYTHON = os.path.join(VENV, *(("Scripts", "python.exe") if sys.platform == "win32" else ("bin", "python")))
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
ENTERED = "CONGLANG_ENTERED"


def main(argv: list[str]) -> int:
    """Run a command in an environment that has what it needs, and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # A Windows console of another code page would fail at the first Vietnamese letter.
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    kind = "-dev" if argv[:1] == ["test"] else ""
    if os.environ.pop(ENTERED, "") == VERSION or _this_python_will_do(kind):
        return _run(argv)
    if not _venv_will_do(kind):
        if HERE not in sys.path:
            sys.path.insert(0, HERE)
        from tools.environment import prepare

        # The development lock holds the other one, so that what is made from it may bear both stamps.
        stamps = {_stamp_name(each): _stamp(each) for each in {"", kind}}
        lock_file = os.path.join(HERE, f"requirements{kind}.lock")
        status = prepare(VENV, PYTHON, lock_file=lock_file, stamps=stamps, ready=lambda: _venv_will_do(kind))
        if status:
            return status
    return _enter(argv)


def _run(argv: list[str]) -> int:
    if HERE not in sys.path:
        sys.path.insert(0, HERE)
    if argv[:1] == ["test"]:
        from tools.run_tests import main as test

        return test(argv[1:])
    from conglang.cli import main as command

    return command(argv)


def _enter(argv: list[str]) -> int:
    """Go on in `.venv`. The variable says that its Python need not look again, unless it is of another version."""
    os.environ[ENTERED] = VERSION
    command = [PYTHON, os.path.abspath(__file__), *argv]
    if sys.platform != "win32":
        os.execv(command[0], command)
    import subprocess

    child = subprocess.Popen(command)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # The child hears Ctrl-C as well, and has the last word on what it means.
            continue


def _this_python_will_do(kind: str) -> bool:
    if os.path.realpath(sys.prefix) == os.path.realpath(VENV):
        return _venv_will_do(kind)
    return _holds_packages(sys.path, kind)


def _venv_will_do(kind: str) -> bool:
    """Whether `.venv` is the one we made from this very lock; one that somebody else made is judged by its packages."""
    if not os.path.exists(PYTHON):
        return False  # A link to a Python that has been removed since counts as missing.
    names = _names(VENV)
    if _stamp_name("") in names:
        return _stamp_name(kind) in names and _read(VENV, _stamp_name(kind)) == _stamp(kind)
    library = ("Lib",) if sys.platform == "win32" else ("lib", "python" + VERSION)
    return _holds_packages([os.path.join(VENV, *library, "site-packages")], kind)


def _stamp_name(kind: str) -> str:
    return f"conglang{kind}.stamp"


def _stamp(kind: str) -> str:
    """What `.venv` is made from: the version of Python and the whole lock, which is cheaper to compare than to hash."""
    return f"Python {VERSION}\n" + _read(HERE, f"requirements{kind}.lock")


def _holds_packages(paths: list[str], kind: str) -> bool:
    """Whether the direct dependencies are there in their locked versions, by the names of their metadata folders."""
    asked = (_read(HERE, "requirements.in") + _read(HERE, f"requirements{kind}.in")).splitlines()
    lines = [line for line in asked if line[:1].isalpha() and (";" not in line or sys.platform == "win32")]
    direct = {line.replace(">", "=").replace(" ", "=").partition("=")[0].lower() for line in lines}
    locked = _read(HERE, f"requirements{kind}.lock").splitlines()
    pins = [line.split()[0].split("==") for line in locked if line[:1].isalpha()]
    wanted = {f"{name.replace('-', '_')}-{version}.dist-info" for name, version in pins if name in direct}
    return wanted <= {name.lower() for path in paths for name in _names(path)}


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _read(*parts: str) -> str:
    with open(os.path.join(*parts), encoding="utf-8", newline="") as file:
        return file.read()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
