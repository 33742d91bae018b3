"""A build as a whole: what it writes, what it leaves alone, and what it says."""

from __future__ import annotations

from tests.portal import Portal, pages


def test_a_second_build_writes_nothing(portal: Portal) -> None:
    portal.article("tin/mot")
    portal.built()
    assert portal.built().written == ()


def test_an_edited_body_writes_its_page_and_nothing_else(portal: Portal) -> None:
    portal.article("tin/mot", "Mở đầu.\n\nThân bài.\n")
    portal.article("tin/hai")
    portal.built()
    portal.edit("content/tin/mot/index.md", "Thân bài.", "Thân bài khác.")
    assert pages(portal.built().written) == {"2024/03/mot/index.html"}


def test_an_error_anywhere_writes_nothing(portal: Portal) -> None:
    portal.article("tin/mot")
    portal.built()
    before = portal.output()
    portal.article("tin/hai", locality="Nơi không có")
    assert portal.build().status == 1
    assert portal.output() == before


def test_a_deleted_output_file_comes_back(portal: Portal) -> None:
    portal.article("tin/mot")
    portal.built()
    (portal.folder / "output/2024/03/mot/index.html").unlink()
    assert pages(portal.built().written) == {"2024/03/mot/index.html"}


def test_an_output_file_edited_by_hand_is_restored(portal: Portal) -> None:
    portal.article("tin/mot")
    portal.built()
    before = portal.output()
    (portal.folder / "output/index.html").write_text("khác")
    assert pages(portal.built().written) == {"index.html"}
    assert portal.output() == before


def test_a_removed_article_takes_its_pages_with_it(portal: Portal) -> None:
    portal.article("tin/mot", tags="[lúa]")
    portal.article("tin/hai")
    portal.built()
    portal.remove("content/tin/mot")
    report = portal.built()
    assert {"2024/03/mot/index.html", "tu-khoa/lua/index.html"} <= set(report.removed)
    assert not (portal.folder / "output/2024/03/mot").exists()
    assert portal.output() == portal.clean()


def test_foreign_files_in_the_output_are_never_deleted(portal: Portal) -> None:
    portal.article("tin/mot")
    portal.built()
    foreign = portal.folder / "output/google-xac-minh.html"
    foreign.write_text("của tôi")
    portal.remove("content/tin/mot")
    portal.built()
    assert foreign.read_text() == "của tôi"


def test_a_folder_with_files_of_others_is_refused(portal: Portal) -> None:
    portal.article("tin/mot")
    (portal.folder / "output").mkdir()
    (portal.folder / "output/thu.txt").write_text("của tôi")
    report = portal.build()
    assert (report.status, [d.code for d in report.diagnostics]) == (2, ["output-not-ours"])
    assert [p.name for p in (portal.folder / "output").iterdir()] == ["thu.txt"]
