"""The command `localities`: the printed tree, place names in articles, and the first gazetteer of a portal."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from conglang.build.request import DONE, WRONG_USE
from conglang.cli import main
from conglang.commands.localities import actions, register
from conglang.commands.localities.mentions import Finder
from conglang.terminal import extras
from tests.portal import Portal, described
from tests.test_register import made_up

MORE = """
[[locality]]
id = "thi-xa-e"
name = "Yên"
kind = "thi-xa"
parent = "tinh-a"
valid = { to = 2025-06-30 }

[[locality]]
id = "xa-bang-b"
name = "Băng Tâm"
kind = "xa"
parent = "thi-xa-b"

[[locality]]
id = "xa-bang-e"
name = "Băng Tâm"
kind = "xa"
parent = "thi-xa-e"

[[locality]]
id = "xa-sau-nay"
name = "Sau Này"
kind = "xa"
parent = "tinh-a"
valid = { from = 2030-01-01 }

[[locality]]
id = "thon-gieng-dinh"
name = "Giếng Đình"
kind = "thon"
parent = "xa-c"
"""


@pytest.fixture
def wide(portal: Portal) -> Portal:
    """The portal with two communes of one name, one unit to come, and a village."""
    file = portal.site / "content/localities.toml"
    file.write_text(file.read_text("utf-8") + MORE, "utf-8")
    return portal


# ---- tree ----------------------------------------------------------------------------------------------------------


def test_the_tree_shows_units_of_today_future_ones_and_what_became_of_former_ones(wide: Portal) -> None:
    assert actions.tree(wide.request()).lines == (
        "Tỉnh An (tinh-a)",
        "  Xã Cẩm (xa-c)",
        "    Thôn Giếng Đình (thon-gieng-dinh)",
        "  Xã Đông (xa-d)",
        "Xã Băng Tâm (xa-bang-b)",
        "Xã Băng Tâm (xa-bang-e)",
        "",
        "Sắp thành lập:",
        "  Xã Sau Này (xa-sau-nay), từ 1/1/2030",
        "",
        "Đơn vị cũ:",
        "  Thị xã Bình (thi-xa-b), đến hết 30/6/2025 → Xã Cẩm (chính), Xã Đông",
        "  Thị xã Yên (thi-xa-e), đến hết 30/6/2025",
    )


def test_the_tree_is_that_of_the_moment_asked_for(portal: Portal) -> None:
    portal.now = "2025-06-30T12:00:00+07:00"
    assert actions.tree(portal.request()).lines == (
        "Tỉnh An (tinh-a)",
        "  Thị xã Bình (thi-xa-b)",
        "",
        "Sắp thành lập:",
        "  Xã Cẩm (xa-c), từ 1/7/2025",
        "  Xã Đông (xa-d), từ 1/7/2025",
    )


def test_a_portal_without_localities_is_told_how_to_begin(portal: Portal) -> None:
    portal.remove("content/localities.toml")
    done = actions.tree(portal.request())
    assert (done.lines, done.say) == ((), "tree-empty")


def test_a_broken_gazetteer_is_an_error_with_its_line(portal: Portal) -> None:
    portal.edit("content/localities.toml", 'kind = "tinh"', 'kind = "tinhh"')
    done = actions.tree(portal.request())
    assert (done.status, [described(d) for d in done.diagnostics]) == (
        1,
        ["unknown-kind content/localities.toml:4:8"],
    )


# ---- check ---------------------------------------------------------------------------------------------------------


def found(portal: Portal) -> list[str]:
    done = actions.check(portal.request())
    assert done.status == DONE
    return [described(d) for d in done.diagnostics]


@pytest.mark.parametrize(
    ("date", "body", "expected"),
    [
        # On its own day a name is right; before or after, out of date, unless the text says that it knows.
        ("2024-03-21", "Hội nghị ở thị xã Bình sáng nay.", []),
        ("2026-03-21", "Hội nghị ở thị xã Bình sáng nay.", ["place-out-of-date :9:12"]),
        ("2026-03-21", "Hội nghị ở TX. Bình sáng nay.", ["place-out-of-date :9:12"]),
        ("2026-03-21", "Hội nghị ở thị xã Bình (cũ) sáng nay.", []),
        ("2026-03-21", "Hội nghị ở thị xã Bình cũ.", []),
        ("2026-03-21", "Nơi đây vốn là thị xã Bình.", []),
        ("2024-03-21", "Về xã Cẩm, về Xã Đông.", ["place-out-of-date :9:4", "place-out-of-date :9:15"]),
        ("2026-03-21", "Về xã Cẩm, về Xã Đông.", []),
        # Once an article, though it is written twice; columns count characters after a first paragraph.
        ("2026-03-21", "Ảnh.\n\nỞ thị xã Bình. Ở thị xã Bình.", ["place-out-of-date :11:3"]),
        # Two of one name: a warning, unless the unit above follows.
        ("2024-03-21", "Ở xã Băng Tâm có lễ hội.", ["place-ambiguous :9:3"]),
        ("2024-03-21", "Ở xã Băng Tâm, thị xã Bình có lễ hội.", []),
        ("2024-03-21", "Ở xã Băng Tâm (thị xã Yên) có lễ hội.", []),
        # Unknown: the name as far as it is likely to go, never what is no name.
        ("2026-03-21", "Đoàn của xã Mường Tè tới thăm.", ["place-unknown :9:10"]),
        ("2026-03-21", "Bí thư Đảng ủy phường Kỳ Liên Nguyễn Thị Cúc.", ["place-unknown :9:16"]),
        ("2026-03-21", "Chị Lan ở thôn Giêng Đình kể.", ["place-unknown :9:11"]),
        ("2026-03-21", "Chị Lan ở thôn Giếng Đình, thôn Đồng Cạn kể.", []),
        ("2026-03-21", "XÃ HỘI HÓA; xã Nông thôn mới; xã NTM; Huyện Đoàn Bình; xã hội; bản Hiến pháp; thôn 3.", []),
        # Lists: every name of a kind in the plural, with its own column; the first name is marked with its kind.
        (
            "2024-03-21",
            "Hai xã Cẩm và Đông; các xã: Cẩm, Đông.",
            ["place-out-of-date :9:5", "place-out-of-date :9:15"],
        ),
        ("2026-03-21", "Các xã Cẩm, Mường Tè và Đông.", ["place-unknown :9:13"]),
        ("2026-03-21", "Các thị xã Bình, Yên (cũ), các xã Cẩm, Đông.", []),
        (
            "2024-03-21",
            "Các xã Băng Tâm, Nga Mi (thị xã Bình) có lễ hội.",
            ["place-unknown :9:18"],
        ),
        ("2024-03-21", "Các xã Băng Tâm (thị xã Bình), Nga Mi có lễ hội.", ["place-unknown :9:32"]),
        ("2024-03-21", "Các xã Nga Mi, Băng Tâm, thị xã Bình có lễ hội.", ["place-unknown :9:5"]),
        ("2026-03-21", "Các xã Cẩm, Đông, Sở Y tế, Nguyễn Lan; các xã Cẩm, An và Hội Nông dân.", []),
        ("2026-03-21", "Về xã Cẩm, Mường Tè và ông Yên.", []),
        # What is no text is passed over, captions are text.
        ("2026-03-21", "[bài](https://x.vn/thị xã Bình) và `thị xã Bình` <b title='thị xã Bình'>đây</b>.", []),
    ],
)
def test_place_names_are_judged_at_the_day_of_the_article(
    wide: Portal, date: str, body: str, expected: list[str]
) -> None:
    wide.article("tin/a", body=body + "\n", date=date)
    at = "content/tin/a/index.md"
    assert found(wide) == [line.replace(" :", f" {at}:") for line in expected]


def test_title_summary_and_captions_are_looked_at_and_other_fields_are_not(wide: Portal) -> None:
    wide.write(
        "content/tin/b.md",
        "---\ntitle: Thị xã Bình họp\ndate: 2026-03-21\nauthor: Xã Đoài Nam\nlocality: tinh-a\ncategory: thoi-su\n"
        "summary: >\n  Dân mừng,\n  ở xã Mường Tè.\nphoto_caption: Ảnh chụp ở xã Mường Tè\n---\n\nMột đoạn.\n",
    )
    assert found(wide) == ["place-out-of-date content/tin/b.md:2:8", "place-unknown content/tin/b.md:9:5"]


def test_the_place_of_the_article_tells_which_of_two_is_meant(wide: Portal) -> None:
    wide.article("tin/a", body="Ở xã Băng Tâm có lễ hội.\n", locality="thi-xa-e")
    wide.article("tin/b", body="Ở xã Băng Tâm có lễ hội.\n", locality="xa-bang-b")
    assert found(wide) == []


def test_an_unknown_name_is_told_once_with_the_number_of_its_places_and_the_near_one(wide: Portal) -> None:
    for name in ("a", "b", "c"):
        wide.article(f"tin/{name}", body="Về xã Băng Tấm chơi.\n", date="2026-03-21")
    done = actions.check(wide.request())
    (problem,) = done.diagnostics
    assert described(problem) == "place-unknown content/tin/a/index.md:9:4"
    assert dict(problem.values) == {"name": "xã Băng Tấm", "near": "Xã Băng Tâm", "count": "3"}
    assert [place.path for place in problem.see] == ["content/tin/b/index.md", "content/tin/c/index.md"]


def test_a_name_of_another_kind_is_offered(wide: Portal) -> None:
    wide.article("tin/a", body="Về phường Băng Tâm chơi.\n", date="2026-03-21")
    (problem,) = actions.check(wide.request()).diagnostics
    assert dict(problem.values)["near"] == "Xã Băng Tâm"


def test_the_text_of_a_former_unit_may_name_it(portal: Portal) -> None:
    portal.write("content/localities/thi-xa-b.md", "---\ntitle: Thị xã Bình\n---\n\nThị xã Bình có sông.\n")
    assert found(portal) == []


def test_a_broken_article_is_left_to_the_build(portal: Portal) -> None:
    portal.write("content/tin/hong.md", "---\ntitle: [\n---\n\nThị xã Bình.\n")
    assert found(portal) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Về xã Thọ Xuân thăm", [("xa", ("Thọ", "Xuân"), 4)]),
        ("TP. Tam Điệp và thành phố Tam Điệp", [("thanh-pho", ("Tam", "Điệp"), 1), ("thanh-pho", ("Tam", "Điệp"), 17)]),
        ("Thị xã Nghi Sơn", [("thi-xa", ("Nghi", "Sơn"), 1)]),
        ("khu phố 4, thị trấn Thọ Xuân", [("khu-pho", ("4",), 1), ("thi-tran", ("Thọ", "Xuân"), 12)]),
        ("xã Ea H’Leo", [("xa", ("Ea", "H’Leo"), 1)]),
        ("xã hội, phường hội, liên xã", []),
        ("ban Chấp hành", []),
        ("ký kết với hợp tác xã. Hội Cựu chiến binh giúp hợp tác xã Hoa Mai", []),
        ("về TP.Tam Điệp", [("thanh-pho", ("Tam", "Điệp"), 4)]),
        ("các xã Yên, Hạ và Mường Tè cùng", [("xa", ("Yên",), 5), ("xa", ("Hạ",), 13), ("xa", ("Mường", "Tè"), 19)]),
        ("03 phường: Yên; Hạ, phường Tè", [("phuong", ("Yên",), 4), ("phuong", ("Hạ",), 17), ("phuong", ("Tè",), 21)]),
        ("các khu phố 4, 5 và 12", [("khu-pho", ("4",), 5), ("khu-pho", ("5",), 16), ("khu-pho", ("12",), 21)]),
        ("các xã Yên (cũ), Hạ, Thị xã Tè", [("xa", ("Yên",), 5), ("xa", ("Hạ",), 18), ("thi-xa", ("Tè",), 22)]),
        ("năm 2025 xã Yên, Hà Nội", [("xa", ("Yên",), 10)]),
    ],
)
def test_a_mention_is_a_kind_with_capitalised_words(
    line: str, expected: list[tuple[str, tuple[str, ...], int]]
) -> None:
    assert [(m.kind, m.words, m.column) for m in Finder().mentions(line)] == expected


# ---- init ----------------------------------------------------------------------------------------------------------


def never(key: str, **values: str) -> bool:
    return False


def always(key: str, **values: str) -> bool:
    return True


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A register of two made-up provinces in place of the package."""
    monkeypatch.setattr(register, "installed", lambda: tmp_path)
    monkeypatch.setattr(register, "version", lambda: "1.0.4")
    monkeypatch.setattr(register, "read", lambda folder, version: made_up())


def test_the_first_gazetteer_is_written_and_read_by_the_build(portal: Portal, installed: None) -> None:
    portal.remove("content/localities.toml")
    done = actions.init(portal.request(), province="Lâm Giang", district="Tây Hồ", agree=never)
    assert (done.status, done.written) == (DONE, ("content/localities.toml",))
    portal.built()
    assert "Xã An Hoà" in portal.read("dia-phuong/xa-an-hoa/index.html")


def test_a_gazetteer_is_replaced_only_where_somebody_agrees(portal: Portal, installed: None) -> None:
    before = (portal.site / "content/localities.toml").read_bytes()
    done = actions.init(portal.request(), province="10", district="", agree=never)
    assert (done.status, [d.code for d in done.diagnostics]) == (WRONG_USE, ["gazetteer-exists"])
    assert (portal.site / "content/localities.toml").read_bytes() == before
    assert actions.init(portal.request(), province="10", district="", agree=always).status == DONE
    assert (portal.site / "content/localities.toml").read_bytes() != before


@pytest.mark.parametrize(
    ("province", "district", "code"),
    [("", "", "nothing-chosen"), ("Xứ Lạ", "", "unknown-province"), ("10", "Xứ Lạ", "unknown-district")],
)
def test_a_wrong_choice_writes_nothing(
    portal: Portal, installed: None, province: str, district: str, code: str
) -> None:
    portal.remove("content/localities.toml")
    done = actions.init(portal.request(), province=province, district=district, agree=always)
    assert (done.status, [d.code for d in done.diagnostics]) == (WRONG_USE, [code])
    assert not (portal.site / "content/localities.toml").exists()


def test_without_the_data_the_command_that_installs_it_is_named(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "installed", lambda: None)
    portal.remove("content/localities.toml")
    (problem,) = actions.init(portal.request(), province="10", district="", agree=never).diagnostics
    assert problem.code == "register-missing"
    assert "install" in dict(problem.values)["command"]
    assert dict(problem.values)["command"].endswith("--no-deps vietnamadminunits==1.0.4")


def test_an_installation_that_fails_is_told(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "installed", lambda: None)
    monkeypatch.setattr(extras, "command", lambda requirement: (sys.executable, "-c", "raise SystemExit('no')"))
    portal.remove("content/localities.toml")
    (problem,) = actions.init(portal.request(), province="10", district="", agree=always).diagnostics
    assert (problem.code, dict(problem.values)["reason"]) == ("register-not-installed", "no")


def test_data_of_another_shape_is_told_and_not_thrown(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "parser_legacy.json").write_text("{}", "utf-8")
    monkeypatch.setattr(register, "installed", lambda: tmp_path)
    monkeypatch.setattr(register, "version", lambda: "9")
    portal.remove("content/localities.toml")
    (problem,) = actions.init(portal.request(), province="10", district="", agree=never).diagnostics
    assert problem.code == "register-unreadable"


def test_the_command_line_prints_the_tree_and_refuses_other_words(
    portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["localities", "--site", str(portal.site), "--now", "2026-11-22"]) == DONE
    assert capsys.readouterr().out.startswith("Tỉnh An (tinh-a)\n  Xã Cẩm (xa-c)\n")
    assert main(["localities", "grow", "--site", str(portal.site)]) == WRONG_USE
    assert "tree, check, init" in capsys.readouterr().err
