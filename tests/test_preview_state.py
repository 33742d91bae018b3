"""The portal in memory: an edit shows at once what a build shows of it, and nothing broken replaces what was good."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from conglang.build.planning import BuildPlan, plan_build
from conglang.diagnostics import Diagnostic, has_errors
from conglang.preview.cache import MOST_PAGES, PAGES, SeenPage, load_pages, save_pages
from conglang.preview.dashboard import dashboard
from conglang.preview.responses import PageData, respond, with_scripts
from conglang.preview.state import LATER, NOW, UP_TO_DATE, Session
from tests.portal import Portal


@pytest.fixture
def session(portal: Portal) -> Iterator[Session]:
    """The preview of a portal with three articles, one of them with a photo, one a draft."""
    portal.article("tin/mot", "Mở đầu bài một.\n\nThân bài một. Xem [bài hai](../hai/index.md).\n", tags="[lúa, gạo]")
    portal.article("tin/hai", "Mở đầu bài hai.\n\n![Cổng làng](cong.jpg)\n\nThân bài hai.\n", date="2024-04-02")
    portal.article("tin/nhap", "Bài chưa xong.\n", draft="true", date="2024-05-01")
    portal.write("content/pages/gioi-thieu.md", "---\ntitle: Giới thiệu\n---\n\nMở trang.\n\nĐôi lời.\n")
    photo(portal, "content/tin/hai/cong.jpg")
    request = portal.request(drafts=True, future=True, cache=portal.folder / "cache/preview")
    session = Session(request, lambda: request.now, lambda stage, done, total: None)
    session.load()
    yield session
    session.close()


def photo(portal: Portal, path: str, colour: str = "navy") -> Path:
    """Write a small photo."""
    file = portal.write(path, b"")
    Image.new("RGB", (640, 480), colour).save(file, "JPEG")
    return file


def shown(session: Session, path: str) -> str:
    """The text of a page."""
    return respond(session, path).data.decode()


def save(session: Session, portal: Portal, path: str, old: str, new: str) -> None:
    """Edit a file, and update the session."""
    portal.edit(path, old, new)
    session.update([portal.site / path], retry=True)


def pages(session: Session) -> dict[str, bytes]:
    """The bytes of every page of the snapshot."""
    snapshot = session.snapshot
    assert snapshot is not None
    found = {}
    for path in snapshot.pages:
        page = snapshot.page(path)
        assert page is not None
        found[path] = snapshot.render(page, session)
    return found


def without_drawings(found: dict[str, bytes]) -> dict[str, str]:
    """Pages without the names of drawn share pictures: nobody sees these on a page, and the next plan brings them."""
    return {path: re.sub(r"/media/[\w/]+\.png", "DRAWN", data.decode()) for path, data in found.items()}


def article(text: str) -> str:
    """An article's page without its footer of further news, which the next plan brings."""
    return text.partition("<section aria-labelledby=")[0]


def errors(session: Session) -> list[str]:
    """The codes of the errors of the portal."""
    return sorted(d.code for d in session.diagnostics() if has_errors([d]))


def test_every_page_is_the_one_that_a_build_makes(session: Session, portal: Portal) -> None:
    portal.built(drafts=True, future=True)
    built = {path: portal.read(path) for path in pages(session)}
    assert {path: data.decode() for path, data in pages(session).items()} == {
        path: re.sub(r"(/assets/[\w/-]+)\.[0-9a-f]{8}\.", r"\1.", text) for path, text in built.items()
    }


EDITS: tuple[tuple[str, str, str, int], ...] = (
    ("content/tin/mot/index.md", "Thân bài một.", "Thân bài khác.", UP_TO_DATE),
    ("content/tin/hai/index.md", "Thân bài hai.", "Một đoạn.\n\nHai đoạn.", UP_TO_DATE),
    ("content/pages/gioi-thieu.md", "Đôi lời.", "Nhiều lời hơn.", UP_TO_DATE),
    ("content/pages/gioi-thieu.md", "Mở trang.", "Trang này.", NOW),
    ("content/tin/mot/index.md", "title: mot", "title: Một tít mới", LATER),
    ("content/tin/mot/index.md", "Mở đầu bài một.", "Mở đầu khác.", LATER),
    ("content/tin/mot/index.md", "tags: [lúa, gạo]", "tags: [gạo]", LATER),
    ("content/tin/mot/index.md", "title: mot", "title: mot\nsummary: Sa-pô.", LATER),
    ("content/tin/hai/index.md", "![Cổng làng]", "![Cổng làng buổi sớm]", LATER),
    ("content/tin/mot/index.md", "[bài hai](../hai/index.md)", "bài hai", LATER),
    ("content/tin/nhap/index.md", "draft: true\n", "", LATER),
    ("content/tin/mot/index.md", "tags: [lúa, gạo]", "tags: [lúa, khoai]", NOW),
    ("content/tin/mot/index.md", "date: 2024-03-21", "date: 2023-03-21", NOW),
    ("content/pages/gioi-thieu.md", "title: Giới thiệu", "title: Về chúng tôi", NOW),
    ("content/localities.toml", 'name = "An"', 'name = "Yên"', NOW),
    ("config.toml", 'title = "Cổng thử"', 'title = "Cổng khác"', NOW),
)


@pytest.mark.parametrize(("path", "old", "new", "behind"), EDITS)
def test_what_an_edit_shows_at_once_is_what_the_whole_portal_shows_of_it(
    session: Session, portal: Portal, path: str, old: str, new: str, behind: int
) -> None:
    before = without_drawings(pages(session))
    save(session, portal, path, old, new)
    assert session.replan == behind
    at_once = without_drawings(pages(session))
    session.plan_build()
    found = pages(session)
    whole = without_drawings(found)
    own = {"content/tin/mot/index.md": "2024/03/mot/index.html", "content/tin/hai/index.md": "2024/04/hai/index.html"}
    expected = {own[path]} if path in own and behind != NOW else set()
    assert {name for name in expected if at_once[name] == before[name]} == set()
    assert {name: article(at_once[name]) for name in expected} == {name: article(whole[name]) for name in expected}
    if behind == UP_TO_DATE:
        assert at_once == whole
    if behind != NOW:
        assert at_once["index.html"] == whole["index.html"]
    portal.built(drafts=True, future=True)
    assert {p: re.sub(r"(/assets/[\w/-]+)\.[0-9a-f]{8}\.", r"\1.", portal.read(p)) for p in found} == {
        p: data.decode() for p, data in found.items()
    }


def broken_field(portal: Portal) -> None:
    portal.edit("content/tin/mot/index.md", "title: mot", "title: mot\ntitel: nhầm")


def unclosed(portal: Portal) -> None:
    portal.edit("content/tin/mot/index.md", "---\n\nMở", "\n\nMở")


def unknown_place(portal: Portal) -> None:
    portal.edit("content/tin/mot/index.md", "locality: tinh-a", "locality: Không đâu")


def missing_photo(portal: Portal) -> None:
    portal.edit("content/tin/mot/index.md", "Thân bài một.", "![Ảnh](khong-co.jpg)")


@pytest.mark.parametrize("break_it", (broken_field, unclosed, unknown_place, missing_photo))
def test_a_broken_save_keeps_the_last_good_page_also_when_the_portal_is_planned(
    session: Session, portal: Portal, break_it: Callable[[Portal], None]
) -> None:
    file = portal.site / "content/tin/mot/index.md"
    good, before = file.read_text("utf-8"), pages(session)
    break_it(portal)
    session.update([file], retry=True)
    assert errors(session) != []
    assert pages(session) == before
    session.plan_build()
    assert errors(session) != []
    assert pages(session)["2024/03/mot/index.html"] == before["2024/03/mot/index.html"]
    file.write_text(good.replace("Thân bài một.", "Đã sửa."), "utf-8")
    session.update([file], retry=True)
    assert "Đã sửa." in shown(session, "/2024/03/mot/")
    session.plan_build()
    assert errors(session) == []


def test_another_article_keeps_up_while_one_is_broken(session: Session, portal: Portal) -> None:
    unclosed(portal)
    session.update([portal.site / "content/tin/mot/index.md"], retry=True)
    save(session, portal, "content/tin/hai/index.md", "title: hai", "title: Tít của bài hai")
    session.plan_build()
    assert "Tít của bài hai" in shown(session, "/")
    assert "Thân bài một." in shown(session, "/2024/03/mot/")


@pytest.mark.parametrize("moment", ("missing", "empty"))
def test_a_file_that_is_missing_or_empty_for_a_moment_is_tried_again(
    session: Session, portal: Portal, moment: str
) -> None:
    file = portal.site / "content/tin/mot/index.md"
    text = file.read_text("utf-8")
    file.unlink() if moment == "missing" else file.write_text("")
    taken = session.update([file], retry=True)
    assert (taken.retry, taken.articles, session.diagnostics()) == (frozenset({file}), (), ())
    file.write_text(text.replace("Thân bài một.", "Bản mới."), "utf-8")
    assert session.update(taken.retry, retry=True).articles == ("content/tin/mot/index.md",)
    assert "Bản mới." in shown(session, "/2024/03/mot/")


def test_a_file_that_stays_missing_counts_as_deleted(session: Session, portal: Portal) -> None:
    file = portal.site / "content/tin/nhap/index.md"
    file.unlink()
    session.update([file], retry=False)
    session.plan_build()
    assert respond(session, "/2024/05/nhap/").status == 404


def test_what_editor_programs_leave_behind_is_ignored(session: Session, portal: Portal) -> None:
    folder = portal.site / "content/tin/mot"
    for name in (".index.md.swp", "index.md~", "~$index.md", "4913", ".#index.md", "index.md.tmp"):
        if name != "4913":
            (folder / name).write_text("x")
        assert session.update([folder / name], retry=True).listing is False
    assert (session.replan, session.diagnostics()) == (UP_TO_DATE, ())


def new_folder(portal: Portal) -> None:
    portal.article("tin/them", "Bài thêm.\n")


def rename(portal: Portal) -> None:
    portal.move("content/tin/nhap", "content/tin/them")


def rename_in_case(portal: Portal) -> None:
    portal.move("content/tin/nhap", "content/tin/NHAP")
    portal.move("content/tin/NHAP/index.md", "content/tin/NHAP/Index.md")


@pytest.mark.parametrize(
    ("change", "address"),
    ((new_folder, "/2024/03/them/"), (rename, "/2024/05/them/"), (rename_in_case, "/2024/05/nhap/")),
)
def test_folders_that_come_or_change_their_names_are_followed(
    session: Session, portal: Portal, change: Callable[[Portal], None], address: str
) -> None:
    change(portal)
    folder = portal.site / "content/tin"
    names = ["nhap", "NHAP", "them", "NHAP/Index.md", "them/index.md"]
    session.update([folder / name for name in names], retry=False)
    session.plan_build()
    assert (respond(session, address).status, errors(session)) == (200, [])


def test_a_new_photo_shows_at_once(session: Session, portal: Portal) -> None:
    file = photo(portal, "content/tin/mot/moi.jpg", "green")
    session.update([file.parent, file], retry=True)
    save(session, portal, "content/tin/mot/index.md", "Thân bài một.", "![Ảnh mới](moi.jpg)")
    text = shown(session, "/2024/03/mot/")
    sources = re.findall(r"/media/[\w/.-]+", text)
    assert "Ảnh mới" in text
    assert {respond(session, source).status for source in sources} == {200}
    assert {respond(session, source).kind for source in sources} >= {"image/webp", "image/jpeg"}


def test_a_new_article_shows_before_it_stands_in_any_list(session: Session, portal: Portal) -> None:
    file = portal.article("tin/ba", "Mở đầu bài ba.\n\n![Cổng làng](anh.jpg)\n", title="Bài ba", tags="[lúa]")
    image = photo(portal, "content/tin/ba/anh.jpg", "green")
    session.update([file.parent, file, image], retry=True)
    at_once = shown(session, "/2024/03/ba/")
    assert session.replan == NOW
    assert session.snapshot is not None and session.snapshot.address("content/tin/ba/index.md") == "/2024/03/ba/"
    save(session, portal, "content/tin/ba/index.md", "title: Bài ba", "title: Bài ba, sửa ngay")
    assert "Bài ba, sửa ngay" in shown(session, "/2024/03/ba/")
    save(session, portal, "content/tin/ba/index.md", "title: Bài ba, sửa ngay", "title: Bài ba")
    assert "Bài ba" not in shown(session, "/")
    session.plan_build()
    whole = shown(session, "/2024/03/ba/")
    assert "Bài ba" in shown(session, "/")
    articles = [re.findall("<article.*?</article>", page, re.DOTALL)[0] for page in (at_once, whole)]
    assert "Cổng làng" in articles[0]
    assert articles[0] == articles[1]  # The next plan brings its share picture and related news.


@pytest.mark.parametrize(
    "fields", ({"tags": "[khoai]"}, {"author": "Người mới"}, {"slug": "mot"}, {"category": "khong-co"}), ids=str
)
def test_a_new_article_that_needs_a_plan_waits_for_it(session: Session, portal: Portal, fields: dict[str, str]) -> None:
    before = pages(session)
    file = portal.article("tin/ba", "Mở đầu.\n", **fields)
    session.update([file.parent, file], retry=True)
    assert (session.replan, pages(session) == before) == (NOW, True)


def test_a_template_that_nothing_uses_is_reported_until_it_is_deleted(session: Session, portal: Portal) -> None:
    file = portal.write("templates/parts/la.html", "<p>Lạ</p>")
    session.update([file], retry=True)
    assert errors(session) == ["unknown-template"]
    session.plan_build()
    file.unlink()
    session.update([file], retry=True)
    assert (errors(session), session.replan) == ([], UP_TO_DATE)


def test_two_names_that_differ_in_case_alone_are_reported_at_once(session: Session, portal: Portal) -> None:
    file = portal.write("content/tin/MOT/index.md", "---\ntitle: Khác\n---\n")
    session.update([file.parent, file], retry=True)
    assert "same-name" in errors(session)


def test_a_link_out_of_the_content_is_not_followed(session: Session, portal: Portal) -> None:
    outside = portal.folder / "ngoai"
    outside.mkdir()
    (outside / "index.md").write_text("---\ntitle: Ngoài\n---\n", "utf-8")
    (portal.site / "content/tin/lien-ket").symlink_to(outside)
    session.update([portal.site / "content/tin/lien-ket/index.md", portal.site / "content/tin/lien-ket"], retry=True)
    session.plan_build()
    assert errors(session) == ["symbolic-link"]
    assert session.file("content/tin/lien-ket/index.md") is None


def test_a_photo_that_is_replaced_shows_in_its_new_form(session: Session, portal: Portal) -> None:
    before = shown(session, "/2024/04/hai/")
    file = photo(portal, "content/tin/hai/cong.jpg", "red")
    session.update([file], retry=True)
    session.plan_build()
    assert shown(session, "/2024/04/hai/") != before


def test_a_template_shows_at_once_and_a_broken_one_leaves_the_pages_as_they_were(
    session: Session, portal: Portal
) -> None:
    file = portal.write("templates/parts/footer.html", "<footer>Chân trang mới</footer>")
    session.update([file], retry=True)
    assert "Chân trang mới" in shown(session, "/2024/03/mot/")
    portal.write("templates/parts/footer.html", "<footer>{{ site.khong_co }}</footer>")
    session.update([file], retry=True)
    assert errors(session) == ["template-undefined"]
    assert "Chân trang mới" in shown(session, "/")
    file.unlink()
    session.update([file], retry=True)
    assert errors(session) == []
    assert "Chân trang mới" not in shown(session, "/")


def test_a_style_sheet_changes_under_its_name(session: Session, portal: Portal) -> None:
    file = portal.write("assets/css/site.css", "body { color: red }")
    session.update([file], retry=True)
    session.plan_build()
    page = shown(session, "/")
    portal.write("assets/css/site.css", "body { color: blue }")
    assert session.update([file], retry=True).assets == ("/assets/css/site.css",)
    assert shown(session, "/assets/css/site.css") == "body { color: blue }"
    assert shown(session, "/") == page


def test_a_broken_configuration_keeps_the_portal(session: Session, portal: Portal) -> None:
    portal.edit("config.toml", "[site]", "[site")
    session.update([portal.site / "config.toml"], retry=True)
    assert errors(session) != []
    assert respond(session, "/2024/03/mot/").status == 200
    portal.edit("config.toml", "[site", "[site]")
    session.update([portal.site / "config.toml"], retry=True)
    session.plan_build()
    assert errors(session) == []


def test_a_preview_begins_with_a_broken_configuration_and_gets_over_it(portal: Portal) -> None:
    portal.article("tin/mot")
    portal.edit("config.toml", "[site]", "[site")
    request = portal.request(drafts=True, future=True)
    session = Session(request, lambda: request.now, lambda stage, done, total: None)
    session.load()
    answer = respond(session, "/")
    assert (answer.status, b"preview.js" in answer.data, errors(session) != []) == (503, True, True)
    portal.edit("config.toml", "[site", "[site]")
    session.update([portal.site / "config.toml"], retry=True)
    session.plan_build()
    assert (respond(session, "/2024/03/mot/").status, errors(session)) == (200, [])
    session.close()


def test_a_save_during_planning_is_not_lost(session: Session, portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    def slowly(*given: Any, **named: Any) -> BuildPlan:
        build_plan = plan_build(*given, **named)
        monkeypatch.setattr("conglang.preview.state.plan_build", plan_build)
        save(session, portal, "content/tin/mot/index.md", "Thân bài một.", "Viết trong lúc đó.")
        file = photo(portal, "content/tin/mot/moi.jpg")
        session.update([file], retry=True)
        return build_plan

    monkeypatch.setattr("conglang.preview.state.plan_build", slowly)
    save(session, portal, "content/tin/hai/index.md", "title: hai", "title: Tít khác")
    session.plan_build()
    assert "Viết trong lúc đó." in shown(session, "/2024/03/mot/")
    assert "Tít khác" in shown(session, "/")
    assert session.replan == NOW


def test_a_later_preview_begins_where_this_one_ended(session: Session, portal: Portal) -> None:
    save(session, portal, "content/tin/mot/index.md", "Thân bài một.", "Bản cuối.")
    session.plan_build()
    before = pages(session)
    session.save_cache()
    later = Session(session.request, session.clock, session.progress)
    later.load()
    assert pages(later) == before
    later.close()


def test_warnings_of_planning_are_reported(session: Session, portal: Portal) -> None:
    save(session, portal, "content/tin/hai/index.md", "![Cổng làng](cong.jpg)", "![](cong.jpg)")
    session.plan_build()
    found: list[Diagnostic] = [d for d in session.diagnostics() if d.code == "photo-without-caption"]
    assert [d.at.path for d in found] == ["content/tin/hai/index.md"]


@pytest.mark.parametrize(
    ("page", "expected"),
    (
        ("<html><head></head><body></body></html>", "<html><head>SCRIPTS</head><body></body></html>"),
        ("<head><!-- </head> --><title>a</title></HEAD >", "<head><!-- </head> --><title>a</title>SCRIPTS</HEAD >"),
        ("<p>chữ<body>b</body>", "<p>chữ<body>bSCRIPTS</body>"),
        ("<p>chữ", "<p>chữSCRIPTS"),
    ),
)
def test_the_scripts_get_into_any_page(page: str, expected: str) -> None:
    text = with_scripts(page.encode(), PageData("1", 'a"b.md', "<Nháp>")).decode()
    assert re.sub("<script src.*</script>", "SCRIPTS", text) == expected
    assert 'data-source="a&quot;b.md" data-state="&lt;Nháp&gt;"' in text


def test_a_seen_page_is_saved_for_the_disk_that_it_shows_and_a_damaged_file_is_none(tmp_path: Path) -> None:
    pages = {f"/{number}/": SeenPage(str(number), "chữ") for number in range(MOST_PAGES + 3)}
    save_pages(tmp_path, "đĩa", pages)
    assert load_pages(tmp_path, "đĩa") == dict(list(pages.items())[3:])
    assert load_pages(tmp_path, "khác") == {}
    for torn in ("", "{", "[]", '{"disk": "đĩa", "pages": {"/": 1}}'):
        (tmp_path / PAGES).write_text(torn)
        assert load_pages(tmp_path, "đĩa") == {}


def test_the_dashboard_says_where_nothing_is_to_be_done(portal: Portal) -> None:
    portal.article("tin/mot")
    request = portal.request(drafts=True, future=True)
    session = Session(request, lambda: request.now, lambda stage, done, total: None)
    assert dashboard(session).status == 503
    session.load()
    assert re.findall("<(?:h2|li|p)>(.*?)</", dashboard(session).data.decode())[1:] == [
        "Không có bài nào chờ, cũng không có gì phải sửa."
    ]
    portal.article("tin/hai", title="Bài <hai>", draft="true")
    session.update([portal.site / "content/tin/hai"], retry=True)
    session.plan_build()
    text = dashboard(session).data.decode()
    assert re.findall("<h2>(.*?)</h2>", text) == ["Bài nháp (1)"]
    assert ">Bài &lt;hai&gt;</a>" in text
    assert 'data-open="content/tin/hai/index.md"' in text
    session.close()
