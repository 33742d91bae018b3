"""Offering the decoder of HEIC photos: asked for, agreed to, installed, and the build goes on."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from conglang import cli
from conglang.photos import probe
from conglang.terminal import extras
from tests.portal import Portal

HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def with_heic(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """A portal with a photo from an iPhone, on a machine that cannot read it."""
    monkeypatch.setattr(probe, "_heic_decoder", lambda: False)
    portal.write("content/tin/mot/IMG_1.HEIC", HEIC)
    portal.article("tin/mot", "Mở đầu.\n\n![Ảnh](IMG_1.HEIC)\n")
    return portal


def run(portal: Portal, *options: str) -> int:
    folders = ["--site", portal.site, "--output", portal.folder / "output", "--cache", portal.folder / "cache"]
    return cli.main([str(word) for word in (*folders, *options)])


def test_the_extra_of_the_package_is_what_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["optional-dependencies"]["heic"] == [extras.HEIC]


def test_nothing_is_installed_that_nobody_agreed_to(
    with_heic: Portal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extras, "install", lambda *_, **__: pytest.fail("installed"))
    assert run(with_heic) == 1
    said = capsys.readouterr()
    assert "heic-without-extra" in said.out
    assert "“build.py --yes”" in said.out and "pip install pillow-heif" in said.out


def test_with_yes_it_is_installed_and_the_build_goes_on(
    with_heic: Portal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def install(requirement: str) -> str:
        asked.append(requirement)
        monkeypatch.setattr(probe, "_heic_decoder", lambda: True)
        monkeypatch.setattr(probe, "_heic_version", lambda: (1, 23, 6))
        return ""

    monkeypatch.setattr(extras, "install", install)
    assert run(with_heic, "--yes") == 1  # The photo of this test is not one.
    said = capsys.readouterr().out
    assert asked == [extras.HEIC]
    assert "heic-without-extra" not in said and "photo-unreadable" in said


def test_what_cannot_be_installed_is_told(
    with_heic: Portal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extras, "install", lambda *_, **__: "không có mạng")
    assert run(with_heic, "--yes") == 1
    said = capsys.readouterr().out
    assert "không có mạng" in said and "heic-without-extra" in said


def test_an_old_decoder_is_not_let_near_a_photo(with_heic: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "_heic_decoder", lambda: True)
    monkeypatch.setattr(probe, "_heic_version", lambda: (1, 21, 2))
    assert [d.code for d in with_heic.build().diagnostics] == ["heic-decoder-old"]
