"""The benchmark's portals are what they say, and its command measures every case; how long anything takes is not tested."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from conglang import cli
from conglang.bench import generator, peers, previews, province, runs, tables
from conglang.bench.previews import Timed
from conglang.bench.runs import CASES, Result
from conglang.build.pipeline import build
from conglang.build.request import DONE, Request
from conglang.languages import CODES, language


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ---- the made-up portal ----------------------------------------------------------------------------------------------


def test_equal_seeds_write_equal_portals_and_other_seeds_others(tmp_path: Path) -> None:
    first = generator.generate(tmp_path / "a", articles=40, seed=7)
    again = generator.generate(tmp_path / "b", articles=40, seed=7)
    other = generator.generate(tmp_path / "c", articles=40, seed=8)
    assert first == again
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert first != other


def test_a_made_up_portal_builds_without_a_word_of_complaint(tmp_path: Path) -> None:
    generator.generate(tmp_path / "site", articles=60)
    now = int(datetime.fromisoformat(generator.NOW).timestamp())
    report = build(Request(tmp_path / "site", tmp_path / "output", tmp_path / "cache", now))
    assert (report.status, report.diagnostics, report.articles) == (DONE, (), 60)


def test_it_has_the_measures_that_the_targets_name() -> None:
    articles = tuple(generator.made_up_articles(1000))
    assert len({article.title for article in articles}) == len({article.path for article in articles}) == 1000
    words = province.read()
    assert len(words.categories) == len({article.category for article in articles}) == 12
    assert len(words.places) == len({place.id for place in words.places}) == 40
    assert len(generator.tags(words)) == len(set(generator.tags(words))) == 200
    assert len({article.author for article in articles}) == 30
    assert {len(article.tags) for article in articles} == {1, 2, 3, 4, 5}
    assert {article.date.year for article in articles} == set(range(2016, 2027))
    lengths = [len(article.body.split()) for article in articles]
    assert min(lengths) >= 300 and max(lengths) <= 900
    assert [article.date for article in articles] == sorted(article.date for article in articles)


def test_a_place_is_named_only_while_it_exists() -> None:
    wrong = [
        article.path
        for article in generator.made_up_articles(300)
        if (article.place.ended and article.date >= province.REFORM)
        or (article.place.began and article.date < province.REFORM)
    ]
    assert wrong == []


def test_links_between_articles_lead_to_files_that_exist(tmp_path: Path) -> None:
    linked = [
        (tmp_path / path).parent.joinpath(link).resolve()
        for path in generator.generate(tmp_path, articles=200)
        for link in re.findall(r"\]\(([^()]+\.md)\)", (tmp_path / path).read_text(encoding="utf-8"))
    ]
    assert len(linked) > 10
    assert [path for path in linked if not path.is_file()] == []


def test_as_many_photos_are_taken_as_are_asked_for_and_none_is_like_another(tmp_path: Path) -> None:
    paths = generator.generate(tmp_path, articles=5, photos=4)
    taken = sorted(path for path in files(tmp_path) if path.endswith(".jpg"))
    assert [Path(path).name for path in paths].count("index.md") == 2
    assert len(taken) == len({(tmp_path / path).read_bytes() for path in taken}) == 4
    assert all(1_500_000 < (tmp_path / path).stat().st_size < 3_500_000 for path in taken)


def test_hugo_gets_the_same_articles_with_links_as_addresses(tmp_path: Path) -> None:
    ours = generator.generate(tmp_path / "ours", articles=200)
    assert peers.hugo_site(tmp_path / "hugo", articles=200) == ours
    texts = [(tmp_path / "hugo" / path).read_text(encoding="utf-8") for path in ours]
    assert [text for text in texts if ".md)" in text] == []
    assert any(re.search(r"\]\(/20\d\d/\d\d/[a-z0-9-]+/\)", text) for text in texts)


def test_what_is_added_is_newer_than_all_and_never_twice_the_same() -> None:
    added = [generator.addition(number) for number in range(1, 11)]
    newest = max(article.date for article in generator.made_up_articles(100))
    assert len({(article.path, article.title) for article in added}) == 10
    assert all(newest < article.date < datetime.fromisoformat(generator.NOW).replace(tzinfo=None) for article in added)


# ---- the command -----------------------------------------------------------------------------------------------------


def test_every_case_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep = tmp_path / "kept"
    command = ["bench", "--articles", "40", "--runs", "1", "--peers", "", "--keep", str(keep), "--json"]
    assert cli.main(command) == DONE
    answer = json.loads(capsys.readouterr().out)
    ours = answer["articles"]["40"]["conglang"]
    assert tuple(ours) == CASES
    assert all(
        set(case) >= {"wall", "cpu", "peak_mib", "written", "pages", "pages_per_second"} for case in ours.values()
    )
    assert ours["unchanged"]["written"] == 0
    assert 0 < ours["body"]["written"] < ours["added"]["written"] < ours["clean"]["written"]
    assert ours["template"]["written"] >= 40  # A case whose edit changed nothing would measure nothing.
    assert ours["title"]["written"] >= ours["clean"]["pages"]
    assert (keep / "40/conglang/output/index.html").is_file()


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (["--articles", "0"], "bench-not-sizes"),
        (["--articles", "mười"], "bench-not-sizes"),
        (["--articles", "10,"], "bench-not-sizes"),
        (["--runs", "0"], "below-one"),
        (["--photos", "-1"], "below-zero"),
        (["--peers", "jekyll"], "bench-not-contenders"),
    ],
    ids=" ".join,
)
def test_wrong_use_is_refused(words: list[str], key: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["bench", *words]) == 2
    assert capsys.readouterr().err.startswith(language("vi").console[key].format(word=words[0]))


def test_the_sentence_about_contenders_names_them_all() -> None:
    for code in CODES:
        assert all(name in language(code).console["bench-not-contenders"] for name in peers.NAMES)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert cli.main(["bench", "--articles", "10", "--keep", str(tmp_path)]) == 2
    assert files(tmp_path) == {"mine.txt": b"mine"}
    assert str(tmp_path) in capsys.readouterr().out


def test_a_build_that_fails_says_what_it_said(tmp_path: Path) -> None:
    (ours,) = runs.contenders(())
    (tmp_path / "config.toml").write_text("[site]\n", encoding="utf-8")
    with pytest.raises(runs.BuildFailed, match=r"config\.toml"):
        runs.measure(ours.command, tmp_path)


def test_the_table_puts_others_beside_us() -> None:
    ours = Result(wall=0.5, cpu=0.75, peak=100.4, written=3, pages=200, walls=(0.5,))
    theirs = Result(wall=2.0, cpu=3.0, peak=400.0, written=150, pages=180, walls=(2.0,))
    lines = tables.table(
        {"conglang": dict.fromkeys(CASES, ours), "hugo": dict.fromkeys(CASES, theirs)}, language("vi")
    ).splitlines()
    assert len(lines) == 1 + 2 * len(CASES)
    assert lines[1].split()[-6:] == ["conglang", "0,50", "0,75", "100", "3", "400"]
    assert lines[2].split() == ["hugo", "2,00", "3,00", "400", "150", "90", "×", "4,0"]


def test_a_photo_costs_what_a_build_with_photos_takes_longer() -> None:
    whole = Result(wall=2.5, cpu=4.0, peak=100.0, written=80, pages=40, walls=(2.5,), size=6_000_000)
    plain = Result(wall=0.5, cpu=1.0, peak=60.0, written=40, pages=40, walls=(0.5,), size=1_000_000)
    results = {"conglang": dict.fromkeys(CASES, whole) | {runs.PLAIN: plain}}
    assert tables.per_photo(results["conglang"], 10) == {"wall": 0.2, "cpu": 0.3, "megabytes": 0.5}
    assert tables.photo_lines(results, 10, language("vi")) == (
        "một ảnh, conglang: 0,300 giây CPU, 0,200 giây, 0,500 MB"
    )


# ---- the preview -----------------------------------------------------------------------------------------------------


def test_every_case_of_the_preview_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previews, "PAUSE", 0.1)
    monkeypatch.setattr(previews, "FEW", 2)
    command = ["bench", "--preview", "--articles", "30", "--runs", "1", "--saves", "3", "--peers", "", "--json"]
    assert cli.main(command) == DONE
    ours = json.loads(capsys.readouterr().out)["articles"]["30"]["conglang"]
    assert tuple(ours) == (*previews.STARTS, *previews.CASES, "row", "memory_mib")
    assert {name: len(ours[name]["seconds"]) for name in ours if name != "memory_mib"} == {
        **dict.fromkeys((*previews.STARTS, *previews.CASES), 1),
        "row": 3,
    }
    assert tuple(ours["memory_mib"]) == ("0", "2", "3")


def test_the_table_of_previews_puts_others_beside_us() -> None:
    ours = Timed({"body": (0.02, 0.01, 0.03), "row": (0.5,)}, ((0, 50.0), (100, 60.0)))
    theirs = Timed({"body": (0.2, 0.1, 0.3)}, ((0, 99.6),))
    lines = tables.preview_table({"conglang": ours, "hugo": theirs}, language("en")).splitlines()
    assert lines[1].split()[-3:] == ["conglang", "0.020", "0.030"]
    assert lines[2].split() == ["hugo", "0.200", "0.300", "×", "10.0"]
    assert [line.split()[-2:] for line in lines[4:]] == [["conglang", "50"], ["conglang", "60"], ["hugo", "100"]]


@pytest.mark.parametrize(
    ("path", "address"),
    (("content/tin/2024/03/mot.md", "/2024/03/mot/"), ("content/tin/2024/03/hai/index.md", "/2024/03/hai/")),
)
def test_an_article_is_looked_at_where_everybody_serves_it(path: str, address: str) -> None:
    assert previews.address(path) == address
