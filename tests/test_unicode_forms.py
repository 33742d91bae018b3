"""Files and texts in any Unicode form: the output is NFC everywhere, the files keep the names they have on disk."""

from __future__ import annotations

import io
import unicodedata

import pytest
from PIL import Image

from tests.portal import GAZETTEER, Portal

BODY = """\
Đường làng ngập nắng, lúa chín vàng ở xã Đông.

![Chú thích ảnh hội nghị](Ảnh hội nghị.jpg)

Xem [bài trước](../bài trước/index.md) và [tài liệu](Kế hoạch.pdf).
"""


def photo() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (900, 600), (120, 160, 90)).save(data, "JPEG")
    return data.getvalue()


def written(portal: Portal, form: str) -> None:
    """The same portal in one Unicode form: names of files and folders, texts, configuration, gazetteer."""

    def in_form(text: str) -> str:
        return unicodedata.normalize(form, text)  # type: ignore[arg-type]

    portal.write("content/localities.toml", in_form(GAZETTEER))
    portal.write("config.toml", in_form((portal.site / "config.toml").read_text("utf-8")))
    for folder, body in (("bài mới", BODY), ("bài trước", "Một đoạn văn về thị ủy.\n")):
        portal.article(
            in_form(f"tin tức/{folder}"),
            in_form(body),
            title=in_form(f"Lúa chín, {folder}"),
            author=in_form("Đặng Thị Ngọc Ánh - Trung tâm Văn hóa"),
            locality=in_form("Tỉnh An"),
            category=in_form("Thời sự"),
            tags=in_form("[Nông thôn mới, Văn hóa]"),
        )
    portal.write(in_form("content/tin tức/bài mới/Ảnh hội nghị.jpg"), photo())
    portal.write(in_form("content/tin tức/bài mới/Kế hoạch.pdf"), b"%PDF-1.4")
    portal.write("content/localities/xa-d.md", in_form("---\ntitle: Xã Đông\n---\n\nXã Đông có đình cổ.\n"))


@pytest.mark.parametrize("form", ["NFD", "NFC"])
def test_all_output_is_nfc_and_files_keep_their_names(portal: Portal, form: str) -> None:
    written(portal, form)
    on_disk = sorted(str(path.relative_to(portal.site)) for path in portal.site.rglob("*"))
    portal.built()
    assert sorted(str(path.relative_to(portal.site)) for path in portal.site.rglob("*")) == on_disk
    assert any(unicodedata.normalize(form, "bài mới") in name for name in on_disk)  # type: ignore[arg-type]
    output = portal.folder / "output"
    for path in sorted(output.rglob("*")):
        name = path.relative_to(output).as_posix()
        assert name.isascii()
        if path.suffix in (".html", ".xml", ".json", ".txt", ".webmanifest", ".css", ".js"):
            text = path.read_text("utf-8")
            assert unicodedata.is_normalized("NFC", text), name
    page = portal.read("2024/03/bai-moi/index.html")
    assert all(
        text in page for text in ("Đặng Thị Ngọc Ánh", "Chú thích ảnh hội nghị", "lúa chín vàng", "ke-hoach.pdf")
    )
    assert 'href="/2024/03/bai-truoc/"' in page


def test_both_forms_make_the_same_pages(portal: Portal) -> None:
    written(portal, "NFD")
    portal.built()
    decomposed = portal.output()
    portal.remove("content")
    written(portal, "NFC")
    portal.built()
    assert portal.output() == decomposed


def test_people_stand_by_their_given_names_in_the_site_map(portal: Portal) -> None:
    for number, author in enumerate(("Nguyễn Văn Ẩn", "Lê Thị Ánh", "Trần Ân", "Đỗ An", "Bùi Đức", "Phạm Dung")):
        portal.article(f"tin/b{number}", author=author)
    portal.built()
    page = portal.read("so-do-trang/index.html")
    order = [
        page.index(f">{name}<") for name in ("Đỗ An", "Lê Thị Ánh", "Trần Ân", "Nguyễn Văn Ẩn", "Phạm Dung", "Bùi Đức")
    ]
    assert order == sorted(order)
