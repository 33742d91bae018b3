"""The command line as users meet it: `build.py` as a program, its exit status, its words, and never a traceback."""

from __future__ import annotations

import ast
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conglang import __version__, cli
from conglang.languages import CODES, language
from conglang.terminal.command import SHARED, WrongUse
from conglang.terminal.parser import commands as listed
from conglang.terminal.parser import load, read
from tests.portal import CONFIG, SLOW, Portal

ROOT = Path(__file__).resolve().parent.parent
NOW = "--now=2026-11-22T08:00+07:00"


def run(portal: Portal, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `build.py` on a portal; whatever it says must not be a traceback."""
    command = [sys.executable, str(ROOT / "build.py"), *words, "--site", str(portal.site)]
    ended = subprocess.run(
        command, capture_output=True, check=False, encoding="utf-8", env={**os.environ, **environment}, timeout=120
    )
    assert "Traceback" not in ended.stdout + ended.stderr
    return ended


def english(portal: Portal) -> None:
    """Make a portal English."""
    portal.write("config.toml", CONFIG.replace("governing_body", 'language = "en"\ngoverning_body'))


# ---- status and words ------------------------------------------------------------------------------------------------


def test_a_build_ends_with_0_and_says_what_it_did(portal: Portal) -> None:
    portal.article("tin/mot")
    ended = run(portal)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert re.search(
        r"^Đã dựng xong cổng với 1 bài: ghi \d+ tệp, xóa 0, giữ nguyên 0 \(\d+,\d giây\)\.$", ended.stdout, re.M
    )
    assert (portal.site / "output/2024/03/mot/index.html").is_file()
    assert (portal.site / ".cache").is_dir()


def test_an_error_in_the_content_ends_with_1(portal: Portal) -> None:
    portal.article("tin/mot", date="hôm qua")
    ended = run(portal)
    assert ended.returncode == 1
    assert ended.stdout[ended.stdout.index("lỗi[") :].splitlines()[:5] == [
        "lỗi[not-a-date]: “hôm qua” không phải là ngày tháng.",
        "  content/tin/mot/index.md:3:7",
        "  3 | date: hôm qua",
        "    |       ^^^^^^^",
        "  cách sửa: Các cách viết được: 2024-03-21, 2024-03-21 14:30, 21/3/2024, 21/3/2024 14:30, "
        "2024-03-21T14:30:00+07:00.",
    ]
    assert ended.stdout.endswith("Có 1 lỗi trong 1 tệp. Chưa ghi gì cả; cổng vẫn như trước.\n")
    assert not (portal.site / "output").exists()


def test_an_error_in_the_configuration_ends_with_2(portal: Portal) -> None:
    portal.write("config.toml", CONFIG + "[foto]\n")
    assert run(portal).returncode == 2


def test_an_english_portal_is_spoken_to_in_english_also_where_its_configuration_is_wrong(portal: Portal) -> None:
    english(portal)
    assert re.search(r"\b0 articles\b", run(portal).stdout)
    (portal.site / "config.toml").write_text((portal.site / "config.toml").read_text("utf-8") + "[foto]\n", "utf-8")
    assert "error[unknown-table]: " in run(portal).stdout
    assert "error[output-misplaced]: " in run(portal, "--output", str(portal.site)).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--quux",), "Không có tùy chọn “--quux”. Xem hướng dẫn: build.py --help"),
        (("--quite",), "Không có tùy chọn “--quite”. Có phải ý bạn là “--quiet”? Xem hướng dẫn: build.py --help"),
        (("--json=1",), "--json không nhận giá trị. Xem hướng dẫn: build.py --help"),
        (("--jobs", "hai"), "Sau --jobs phải là một số nguyên. Xem hướng dẫn: build.py --help"),
        (("--jobs", "0"), "Sau --jobs phải là một số nguyên từ 1 trở lên. Xem hướng dẫn: build.py --help"),
        (("--jobs=-2",), "Sau --jobs phải là một số nguyên từ 1 trở lên. Xem hướng dẫn: build.py --help"),
        (("--quiet", "test"), "Lệnh test phải đứng ngay sau build.py. Xem hướng dẫn: build.py --help"),
        (("--now", "hôm nay"), "“hôm nay” không phải là thời điểm; hãy viết như 2026-11-22T08:00+07:00."),
        (("biuld",), "Không có lệnh “biuld”. Có phải ý bạn là “build”? Xem hướng dẫn: build.py --help"),
        (("new",), "Còn thiếu TIÊU_ĐỀ. Xem hướng dẫn: build.py --help"),
        (("new", "--quiet", "--now"), "Sau --now phải có giá trị. Xem hướng dẫn: build.py --help"),
        (("new", "A", "--photos"), "Sau --photos phải có giá trị. Xem hướng dẫn: build.py --help"),
        (("serve", "--port", "x"), "Sau --port phải là một số nguyên. Xem hướng dẫn: build.py --help"),
        (
            ("serve", "--prot", "9"),
            "Không có tùy chọn “--prot”. Có phải ý bạn là “--port”? Xem hướng dẫn: build.py --help",
        ),
        (("--port", "9"), "Không có tùy chọn “--port”. Xem hướng dẫn: build.py --help"),
        (("bench", "--drafts"), "Không có tùy chọn “--drafts”. Xem hướng dẫn: build.py --help"),
        (("--quux", "9"), "Không có tùy chọn “--quux”. Xem hướng dẫn: build.py --help"),
        (
            ("localities", "chek"),
            "“chek” không dùng được ở đây; chỉ có: tree, check, init. "
            "Có phải ý bạn là “check”? Xem hướng dẫn: build.py --help",
        ),
        (
            ("new", "Hội", "làng"),
            "“làng” không thuộc về lệnh này; tiêu đề hay đường dẫn có dấu cách phải đặt trong ngoặc kép. "
            "Xem hướng dẫn: build.py --help",
        ),
        (("why", "/khong-co/"), "Không có trang nào ở địa chỉ /khong-co/."),
    ],
)
def test_wrong_use_is_one_sentence_and_2(portal: Portal, words: tuple[str, ...], said: str) -> None:
    ended = run(portal, *words)
    assert (ended.returncode, (ended.stdout + ended.stderr).strip()) == (2, said)
    assert not (portal.site / "output").exists()


@pytest.mark.parametrize("command", [name for name in listed(language("vi")) if name != "test"])
@pytest.mark.parametrize("code", CODES)
def test_every_option_says_what_it_needs(command: str, code: str) -> None:
    words = language(code)
    declared = load(command).COMMAND
    given = [command, *("x" for argument in declared.arguments if argument.default is None)]
    for option in (*declared.options, *declared.shared):
        written = [option.flag] if option.metavar else [f"{option.flag}=1"]
        with pytest.raises(WrongUse) as refused:
            read([*given, *written], words)
        name = f"{option.short}/{option.flag}" if option.short else option.flag
        key = "needs-value" if option.metavar else "takes-no-value"
        assert (refused.value.key, refused.value.values) == (key, {"word": name})


@pytest.mark.parametrize(
    ("words", "title", "photos"),
    [
        (("new", "Lúa"), "Lúa", None),
        (("--now", "new", "new", "Lúa"), "Lúa", None),
        (("--yes", "new", "--photos=a.jpg", "Lúa", "--quiet"), "Lúa", ["a.jpg"]),
        (("new", "--jobs", "2", "Lúa", "--photos", "a.jpg", "b.jpg", "--yes"), "Lúa", ["a.jpg", "b.jpg"]),
        (("--photos", "a.jpg", "new", "--quiet", "Lúa"), "Lúa", ["a.jpg"]),
        (("new", "--", "--quiet"), "--quiet", None),
        (("new", "-5"), "-5", None),
        (("new", "- gạch đầu dòng"), "- gạch đầu dòng", None),
        (("new", "build"), "build", None),
    ],
)
def test_words_and_options_come_in_any_order(words: tuple[str, ...], title: str, photos: list[str] | None) -> None:
    run_it, options = read(words, language("vi"))
    assert (run_it, options.title, options.photos) == (load("new").run, title, photos)


def test_an_option_of_a_command_may_come_before_it() -> None:
    run_it, options = read(("--port", "9000", "--follow", "serve"), language("vi"))
    assert (run_it, options.port, options.follow, options.host) == (load("serve").run, 9000, True, "127.0.0.1")


def test_a_folder_that_is_not_there_is_named(portal: Portal) -> None:
    portal.site = portal.folder / "khong-co"
    ended = run(portal)
    assert (ended.returncode, ended.stdout) == (2, f"Không có thư mục {portal.site}.\n")


def test_an_option_may_come_before_the_command(portal: Portal) -> None:
    ended = run(portal, "--quiet", "new", "Lúa chín")
    assert ended.returncode == 0
    assert (portal.site / "content/tin/lua-chin/index.md").is_file()


# ---- help ------------------------------------------------------------------------------------------------------------


def commands(help_text: str) -> list[str]:
    """The commands that a help text lists."""
    return re.findall(r"^  (\w+) {2,}\S", help_text, re.M)


def test_help_is_vietnamese_and_lists_the_commands_that_exist(portal: Portal) -> None:
    ended = run(portal, "--help")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("cách dùng: build.py [lệnh] [tùy chọn]\n")
    assert {"build", "serve", "new", "why", "localities", "bench", "test"} <= set(commands(ended.stdout))
    assert commands(ended.stdout) == list(listed(language("vi")))
    assert not re.search(r"\b(usage|options|positional|arguments|show this)\b", ended.stdout)


def test_every_command_of_the_help_has_a_help_of_its_own(portal: Portal) -> None:
    for command in commands(run(portal, "--help").stdout):
        if command != "test":  # Its help is pytest's.
            ended = run(portal, command, "--help")
            assert (ended.returncode, ended.stdout.split("\n")[0].split()[:4]) == (
                0,
                ["cách", "dùng:", "build.py", command],
            )
            assert not re.search(r"\b(usage|options|positional|arguments)\b", ended.stdout)


def test_the_version_comes_with_python_and_the_place(portal: Portal) -> None:
    for command in ((), ("serve",)):
        ended = run(portal, *command, "--version")
        python = sys.version.split()[0]
        said = f"Cổng Làng {__version__}, Python {python}, chạy từ {ROOT / 'conglang'}\n"
        assert (ended.returncode, ended.stdout) == (0, said)


def test_the_module_is_the_installed_program(portal: Portal) -> None:
    command = [sys.executable, "-m", "conglang", "--help", "--site", str(portal.site)]
    ended = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", cwd=ROOT, timeout=120)
    assert (ended.returncode, ended.stdout.split("\n")[0]) == (0, "cách dùng: conglang [lệnh] [tùy chọn]")


def test_help_of_an_english_portal_is_english(portal: Portal) -> None:
    english(portal)
    text = run(portal, "--help").stdout
    assert text.startswith("usage: build.py [command] [options]\n")
    assert "lệnh" not in text


def test_an_installed_program_names_itself(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    def said(*words: str) -> tuple[int, str]:
        status = cli.main([*words, "--site", str(portal.site)], program=cli.INSTALLED)
        printed = capsys.readouterr()
        return status, printed.out + printed.err

    status, text = said("--help")
    assert (status, text.split("\n")[0]) == (0, "cách dùng: conglang [lệnh] [tùy chọn]")
    assert "test" not in commands(text)
    for command in commands(text):
        assert said(command, "--help")[1].startswith(f"cách dùng: conglang {command} ")
    assert said("--quux") == (2, "Không có tùy chọn “--quux”. Xem hướng dẫn: conglang --help\n")
    assert said("test") == (2, "Các kiểm thử chạy từ thư mục mã nguồn, bằng lệnh: python3 build.py test\n")
    portal.remove("content/localities.toml")
    for words in (("localities", "init"), ("new", " "), ("localities",), ("build",)):
        text = said(*words)[1]
        assert "build.py" not in text, text
        assert ("conglang" in text) is (words != ("build",))


def test_an_installed_program_builds_the_portal_of_the_current_folder(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.article("tin/mot")
    monkeypatch.chdir(portal.site)
    assert cli.main(["--quiet", NOW], program=cli.INSTALLED) == 0
    assert (portal.site / "output/2024/03/mot/index.html").is_file()


def test_a_broken_configuration_does_not_hide_what_is_wrong_in_articles(portal: Portal) -> None:
    portal.write("config.toml", CONFIG + "[foto]\n")
    portal.article("tin/mot", date="hôm qua")
    ended = run(portal)
    assert ended.returncode == 2
    assert "lỗi[not-a-date]" in ended.stdout and "lỗi[unknown-table]" in ended.stdout
    assert ended.stdout.endswith(
        "Có 2 lỗi trong 2 tệp. Chưa ghi gì cả; cổng vẫn như trước.\n"
        "Chuyên mục, địa phương, liên kết và ảnh của các bài chưa xem tới được: hãy sửa xong config.toml rồi dựng lại.\n"
    )


# ---- what commands declare --------------------------------------------------------------------------------------------


def modules() -> set[str]:
    """The names of the commands that have a module."""
    stems = [path.stem for path in (ROOT / "conglang/commands").iterdir() if not path.name.startswith("_")]
    return {stem.rstrip("_").replace("_", "-") for stem in stems}


def test_every_module_of_the_commands_is_listed_in_every_language() -> None:
    for code in CODES:
        assert set(listed(language(code))) == modules() | {"test"}


def declared_keys() -> set[str]:
    """The sentences that the declarations of all commands need."""
    keys = {f"option-{option.name}" for option in SHARED} | {
        f"word-{option.metavar}" for option in SHARED if option.metavar
    }
    for name in modules():
        command = load(name).COMMAND
        keys |= {f"command-{name}", *(f"option-{name}-{option.name}" for option in command.options)}
        keys |= {f"word-{argument.metavar}" for argument in command.arguments if argument.metavar}
        keys |= {f"word-{option.metavar}" for option in command.options if option.metavar}
    return keys


def test_commands_have_the_sentences_that_they_declare_and_no_others() -> None:
    keys = {key for key in language("vi").console if key.startswith(("command-", "option-", "word-"))}
    of_the_help = {"command-test", "word-command", "word-options", "word-home", "word-here"}
    assert keys == declared_keys() | of_the_help


def test_every_sentence_of_the_console_is_used() -> None:
    texts: set[str] = set()
    beginnings: set[str] = set()
    for path in (ROOT / "conglang").rglob("*.py"):
        if path.parent.parent.name == "languages":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(str(node.values[0].value))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
    declared = ("command-", "option-", "word-")  # Compared with the declarations above.
    begun = (*declared, *[text for text in beginnings if text.endswith("-") and len(text) > 3])
    unused = [key for key in language("vi").console if key not in texts and not key.startswith(begun)]
    assert unused == []


def test_only_the_module_of_the_command_is_imported() -> None:
    code = "import sys; from conglang.cli import main; main(sys.argv[1:]); print(*sorted(sys.modules))"
    for words, wanted in ((["--help"], "build"), (["why", "--help"], "why"), (["bench", "--help"], "bench")):
        command = [sys.executable, "-c", code, *words]
        ended = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", cwd=ROOT, timeout=120)
        imported = set(ended.stdout.splitlines()[-1].split())
        assert {name for name in imported if name.startswith("conglang.commands.")} == {f"conglang.commands.{wanted}"}
        heavy = (
            "conglang.build.pipeline",
            "conglang.preview",
            "conglang.bench",
            "conglang.templating",
            "jinja2",
            "PIL",
        )
        assert imported & set(heavy) == set()


# ---- for programs ----------------------------------------------------------------------------------------------------

KINDS = {"status": int, "written": list, "removed": list, "kept": int, "diagnostics": list, "timings": dict}
ROW = {"code": str, "severity": str, "message": str, "path": str, "line": int, "column": int, "hint": str}


def test_json_is_one_object_on_standard_output(portal: Portal) -> None:
    portal.article("tin/mot", author="Lan, Minh")
    ended = run(portal, "--json")
    made = json.loads(ended.stdout)
    assert {name: type(value) for name, value in made.items()} == KINDS
    assert (ended.returncode, made["status"], made["removed"], made["kept"]) == (0, 0, [], 0)
    assert {"index.html", "2024/03/mot/index.html"} <= set(made["written"])
    (note,) = made["diagnostics"]
    assert {name: type(value) for name, value in note.items()} == ROW
    assert (note["code"], note["severity"]) == ("comma-in-author", "warning")
    assert (note["path"], note["line"], note["column"]) == ("content/tin/mot/index.md", 4, 9)
    assert "Đã dựng xong" in ended.stderr


@pytest.mark.parametrize(
    ("words", "code", "about"),
    [
        (("--output", "."), "output-misplaced", "."),
        (("--base-url", "thu"), "bad-url", "--base-url"),
        (("--now", "mai"), "bad-now", "mai"),
        (("--quux",), "unknown-option", "--quux"),
        (("--jobs", "0"), "below-one", "--jobs"),
        (("--now",), "needs-value", "--now"),
        (("--site", "/khong/co"), "no-site", "/khong/co"),
        (("why", "/khong-co/"), "why-unknown", "/khong-co/"),
        (("new",), "missing-word", "TIÊU_ĐỀ"),
        (("new", " "), "new-title-missing", "content/tin"),
        (("biuld",), "unknown-command", "biuld"),
        (("build", "thừa"), "surplus-word", "thừa"),
    ],
)
def test_json_is_one_object_that_says_why_also_where_nothing_could_begin(
    portal: Portal, words: tuple[str, ...], code: str, about: str
) -> None:
    words = tuple(str(portal.site) if word == "." else word for word in words)
    command = [sys.executable, str(ROOT / "build.py"), "--site", str(portal.site), "--json", *words]
    ended = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=120)
    said = json.loads(ended.stdout)
    assert {name: type(value) for name, value in said.items()} == KINDS
    assert (ended.returncode, said["status"], bool(ended.stderr)) == (2, 2, True)
    (row,) = said["diagnostics"]
    assert {name: type(value) for name, value in row.items()} == ROW
    where = str(portal.site) if about == "." else about
    assert (row["code"], row["severity"], row["path"]) == (code, "error", where)
    assert row["message"] and row["hint"]


def test_json_of_the_other_commands_is_one_object_too(portal: Portal) -> None:
    portal.article("tin/mot")
    run(portal, NOW)
    made = json.loads(run(portal, "new", "Lúa chín", "--json").stdout)
    assert (made["status"], made["written"]) == (0, ["content/tin/lua-chin/index.md"])
    why = run(portal, "why", "/2024/03/mot/", "--json")
    assert (json.loads(why.stdout)["status"], "/2024/03/mot/" in why.stderr) == (0, True)


def test_quiet_says_nothing_but_errors(portal: Portal) -> None:
    portal.article("tin/mot", author="Lan, Minh")
    ended = run(portal, "--quiet")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    portal.article("tin/hai", date="hôm qua")
    assert "not-a-date" in run(portal, "--quiet").stdout


def test_a_console_that_knows_no_vietnamese_does_not_crash(portal: Portal) -> None:
    portal.article("tin/mot", date="hôm qua")
    ended = run(portal, LANG="C", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (ended.returncode, "hôm qua" in ended.stdout) == (1, True)


# ---- the clock -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ("2024-03-21T07:59+07:00", False),
        ("2024-03-21T08:00+07:00", True),
        ("2024-03-21T01:00:00Z", True),
        ("2024-03-21T00:59:59+00:00", False),
        ("2024-03-21T07:59", False),
        ("2024-03-21 08:00", True),
        ("2024-03-21", False),
        ("2024-03-22", True),
        ("21/3/2024 08:00", True),
    ],
)
def test_now_without_an_offset_is_in_the_portals_zone(portal: Portal, now: str, shown: bool) -> None:
    portal.article("tin/mot", date="2024-03-21 08:00")
    assert run(portal, "--now", now, TZ="America/New_York").returncode == 0
    assert (portal.site / "output/2024/03/mot/index.html").exists() is shown


# ---- where things are ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", [".", "..", "content", "content/x", "templates", "assets/x", "/"])
def test_the_output_is_never_the_portal_or_around_it(portal: Portal, folder: str) -> None:
    portal.article("tin/mot")
    before = sorted(portal.folder.rglob("*"))
    ended = run(portal, "--output", str((portal.site / folder).resolve()))
    assert (ended.returncode, "output-misplaced" in ended.stdout) == (2, True)
    assert sorted(portal.folder.rglob("*")) == before


def test_an_output_that_is_a_file_is_refused(portal: Portal) -> None:
    portal.write("output", "của tôi")
    ended = run(portal)
    assert (ended.returncode, "output-not-ours" in ended.stdout) == (2, True)
    assert (portal.site / "output").read_text("utf-8") == "của tôi"


def test_a_cache_that_is_a_file_is_told(portal: Portal) -> None:
    portal.write(".cache", "của tôi")
    ended = run(portal)
    assert (ended.returncode, "cache-not-ours" in ended.stdout) == (2, True)
    assert (portal.site / ".cache").read_text("utf-8") == "của tôi"


def test_a_folder_where_a_page_belongs_is_told_and_left_alone(portal: Portal) -> None:
    portal.article("tin/mot")
    run(portal, NOW)
    page = portal.site / "output/2024/03/mot/index.html"
    page.unlink()
    (page / "x").mkdir(parents=True)
    ended = run(portal, NOW)
    assert (ended.returncode, "output-occupied" in ended.stdout) == (1, True)
    (page / "x").rmdir()
    page.rmdir()
    assert run(portal, NOW).returncode == 0
    assert page.is_file()


def test_a_configuration_that_is_a_folder_is_told(portal: Portal) -> None:
    portal.remove("config.toml")
    (portal.site / "config.toml").mkdir()
    ended = run(portal)
    assert (ended.returncode, "no-config" in ended.stdout) == (2, True)


def test_a_portal_without_articles_is_built_with_empty_lists(portal: Portal) -> None:
    assert run(portal).returncode == 0
    assert "Chưa có tin, bài nào ở đây." in (portal.site / "output/chuyen-muc/thoi-su/index.html").read_text("utf-8")
    assert (portal.site / "output/feed.xml").is_file()


def test_a_portal_without_content_is_built(portal: Portal) -> None:
    portal.remove("content")
    assert run(portal).returncode == 0
    assert (portal.site / "output/index.html").is_file()


# ---- broken sources --------------------------------------------------------------------------------------------------


def test_a_broken_source_keeps_its_last_good_version_and_a_fixed_one_equals_a_clean_build(portal: Portal) -> None:
    portal.article("tin/mot", "Thân bài cũ.\n", title="Tựa cũ")
    portal.article("tin/hai")
    run(portal, NOW)
    page, listing = portal.site / "output/2024/03/mot/index.html", portal.site / "output/chuyen-muc/thoi-su/index.html"
    good = page.read_bytes(), listing.read_bytes()
    portal.article("tin/mot", "Thân bài mới.\n", title="Tựa mới", date="hôm qua")
    assert run(portal, NOW).returncode == 1
    portal.article("tin/ba")
    ended = run(portal, NOW, "--skip-broken")
    assert (ended.returncode, "not-a-date" in ended.stdout) == (1, True)
    assert page.read_bytes().count("Thân bài cũ".encode()) == good[0].count("Thân bài cũ".encode())
    assert "Tựa cũ" in listing.read_text("utf-8")
    assert (portal.site / "output/2024/03/ba/index.html").is_file()
    portal.article("tin/mot", "Thân bài mới.\n", title="Tựa mới")
    assert run(portal, NOW).returncode == 0
    clean = portal.folder / "sach"
    words = (NOW, "--output", str(clean / "output"), "--cache", str(clean / "cache"))
    assert run(portal, *words).returncode == 0
    assert contents(portal.site / "output") == contents(clean / "output")


def test_a_broken_source_without_a_good_version_stops_the_writing(portal: Portal) -> None:
    portal.article("tin/mot")
    run(portal, NOW)
    before = contents(portal.site / "output")
    portal.article("tin/hai", date="hôm qua")
    assert run(portal, NOW, "--skip-broken").returncode == 1
    assert contents(portal.site / "output") == before


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of every file below a folder."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


# ---- interrupted -----------------------------------------------------------------------------------------------------


def test_an_interrupted_build_changes_nothing_and_the_next_one_is_whole(portal: Portal) -> None:
    for number in range(400):
        portal.article(f"tin/bai-{number}", "Chữ *nghiêng* và **đậm**.\n\n" * 40)
    command = [sys.executable, str(ROOT / "build.py"), "--site", str(portal.site), NOW]
    build = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
    )
    while not (portal.site / ".cache/lock").exists() and build.poll() is None:
        time.sleep(0.01)
    os.killpg(build.pid, signal.SIGINT)  # As Ctrl-C does: the workers hear it as well.
    said = "".join(build.communicate(timeout=60))
    assert (build.returncode, "Traceback" in said) == (130, False)
    assert "Đã dừng giữa chừng" in said
    assert not (portal.site / "output").exists()
    assert run(portal, NOW).returncode == 0
    assert len(list((portal.site / "output/2024/03").glob("bai-*/index.html"))) == 400


SEVERAL = "from conglang.build import reading\nreading.MANY = 2\n"
"""So few articles are read in several processes."""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups that hear Ctrl-C in this way")
def test_ctrl_c_ends_a_build_with_its_workers_in_one_sentence(portal: Portal) -> None:
    for number in range(60):
        portal.article(f"tin/bai-{number}")
    words = ("build", "--site", str(portal.site), "--output", "o", "--cache", "c", "--jobs", "2", "--quiet")
    with subprocess.Popen(
        [sys.executable, "-c", SEVERAL + SLOW, *words],
        cwd=portal.folder,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parent.parent)},
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as begun:
        assert begun.stdout is not None
        assert begun.stdout.readline().decode().startswith("ĐỌC")
        os.killpg(begun.pid, signal.SIGINT)
        said = begun.stdout.read().decode().replace("ĐỌC", "").strip()
        assert (begun.wait(), said) == (130, "Đã dừng giữa chừng; cổng vẫn nguyên như trước.")
    with pytest.raises(ProcessLookupError):
        os.killpg(begun.pid, 0)
