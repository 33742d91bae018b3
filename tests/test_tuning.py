"""What only makes the program faster can be switched off, and changes no byte."""

from __future__ import annotations

import gc
import sys

import jinja2
import pytest

from conglang import tuning
from conglang.markdown.converter import Converter
from conglang.templating import sandbox
from tests.portal import Portal

RICH = "Mở đầu **đậm**.\n\n## Mục\n\n- một\n- hai\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[liên kết](https://a.example) & <b>x</b>\n"


def write(portal: Portal) -> None:
    for number in range(6):
        portal.article(f"tin/bai-{number}", RICH, date=f"2024-0{number + 1}-02", tags="[lúa & cá, cầu]")


def test_a_build_without_tuning_makes_the_same_output(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    write(portal)
    portal.built()
    with_tuning = portal.output()
    monkeypatch.setenv(tuning.VARIABLE, "off")
    assert portal.clean() == with_tuning


def test_switched_off_nothing_is_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(tuning.VARIABLE, "off")
    frozen, interval = gc.get_freeze_count(), sys.getswitchinterval()
    with tuning.collector_paused():
        assert gc.isenabled()
    tuning.keep_from_collector()
    tuning.switch_threads_often()
    assert (gc.get_freeze_count(), sys.getswitchinterval(), tuning.database_settings()) == (frozen, interval, ())
    assert type(sandbox.new_environment()) is sandbox.Environment


def test_the_collector_is_paused_and_runs_again() -> None:
    with tuning.collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


@pytest.mark.parametrize("version", ["3.0.3", "3.2.0", "4.0"])
def test_in_a_version_of_jinja_that_was_not_compared_the_shortcuts_are_left_out(
    version: str, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(portal)
    portal.built()
    made = portal.output()
    monkeypatch.setattr(jinja2, "__version__", version)
    assert type(sandbox.new_environment()) is sandbox.Environment
    assert portal.clean() == made


def test_in_the_locked_version_of_jinja_the_shortcuts_are_used() -> None:
    assert type(sandbox.new_environment()) is sandbox.FastEnvironment


def test_a_text_becomes_the_same_html_without_tuning(monkeypatch: pytest.MonkeyPatch) -> None:
    tuned = Converter().convert(RICH, path="a.md", first_line=1)
    monkeypatch.setenv(tuning.VARIABLE, "off")
    assert Converter().convert(RICH, path="a.md", first_line=1) == tuned
