"""Related news: what agrees, how rare it is, and which rows a change touches."""

from __future__ import annotations

from random import Random

import pytest

from conglang.bench import relatedness
from conglang.portal import related
from conglang.portal.related import Features, Row

DAY = 86_400
TITLES = (
    "Thông xe cầu Bến Trúc",
    "Làng gốm đỏ lửa lò nung",
    "Lũ quét cuốn trôi nhà sàn",
    "Tiêm phòng đàn gia súc vụ đông",
    "Rước đèn quanh hồ sen",
    "Khám bệnh cho người già vùng cao",
)


def article(
    number: int,
    *,
    id: str = "",
    tags: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    category: str = "tin",
    text: str = "",
    summary: str = "",
    day: str = "",
) -> Features:
    month, rest = divmod(number, 28)
    return related.features(
        id or f"a{number:04}",
        due=number * DAY,
        day=day or f"{2000 + month // 12}-{month % 12 + 1:02}-{rest + 1:02}",
        tags=tags,
        places=places,
        category=category,
        title=text,
        summary=summary,
    )


def ids(articles: list[Features], id: str, count: int = 5) -> tuple[str, ...]:
    return related.table(articles, count=count, memo={})[id].ids


def portal(size: int, seed: int = 1) -> list[Features]:
    """Articles of a made-up portal, one a day."""
    source = Random(seed)
    return [
        article(
            number,
            tags=tuple(source.sample([f"t{n}" for n in range(12)], 2)),
            places=(f"xa-{source.randrange(8)}", "tinh"),
            category=source.choice(("tin", "kinh-te", "xa-hoi")),
            text=f"{source.choice(TITLES)} ở thôn {source.randrange(30)}",
            summary=source.choice(TITLES),
        )
        for number in range(size)
    ]


# ---- what agrees ---------------------------------------------------------------------------------------------------


def test_a_rare_tag_says_more_than_a_common_one() -> None:
    common = [article(n, tags=("tin hoạt động",), text=f"Bài {n}") for n in range(60)]
    pair = [
        article(61, tags=("tin hoạt động", "lúa"), text="Gặt"),
        article(90, tags=("lúa",), text="Cấy"),
        article(91, tags=("tin hoạt động",), text="Họp"),
    ]
    assert ids([*common, *pair], "a0090")[0] == "a0061"
    assert "a0091" not in ids([*common, *pair], "a0090")


def test_rare_words_of_the_title_bring_articles_together_without_any_tag() -> None:
    articles = [article(n, text=f"{TITLES[n % 6]} {n}") for n in range(0, 30, 2)]
    articles += [
        article(40, text="Phát hiện ổ dịch tả lợn châu Phi ở Bãi Thượng"),
        article(44, text="Họp bàn chống hạn cho cánh đồng mẫu"),
        article(70, text="Tái đàn sau dịch tả lợn châu Phi: nuôi ít, nuôi kín"),
    ]
    assert ids(articles, "a0070") == ("a0040",)
    assert ids(articles, "a0040") == ("a0070",)


@pytest.mark.parametrize("written", ["Gìn giữ hoà ước làng nghề", "GÌN GIỮ HÒA ƯỚC LÀNG NGHỀ"])
def test_words_are_compared_by_their_spelling_key(written: str) -> None:
    articles = [
        article(1, text="Gìn giữ hòa ước làng nghề của bản xa xôi nơi biên giới heo hút"),
        article(40, text=written),
    ]
    assert ids(articles, "a0040") == ("a0001",)


def test_another_tone_is_another_word() -> None:
    articles = [article(1, text="Thạnh Hóa bàn cấy"), article(40, text="Thanh Hòa bán cày")]
    assert ids(articles, "a0040") == ()


def test_nearer_places_of_the_tree_count_more() -> None:
    articles = [article(n, places=(f"xa-{n % 9}", f"huyen-{n % 3}", "tinh"), text=f"Bài {n}") for n in range(56)]
    here = ("thon-1", "xa-x", "huyen-1", "tinh")
    articles += [
        article(57, places=here, tags=("lúa",), text="Một"),
        article(60, places=("thon-2", "xa-x", "huyen-1", "tinh"), tags=("lúa",), text="Hai"),
        article(61, places=("xa-y", "huyen-2", "tinh"), tags=("lúa",), text="Bốn"),
        article(63, places=here, tags=("lúa",), text="Ba"),
    ]
    assert ids(articles, "a0063") == ("a0057", "a0060", "a0061")


def test_category_alone_makes_nothing_related() -> None:
    assert ids([article(n, category="tin", text=TITLES[n % 6]) for n in (1, 2, 30)], "a0030") == ()


def test_an_article_is_never_related_to_itself_and_no_article_twice() -> None:
    for id, row in related.table(portal(120), count=5, memo={}).items():
        assert id not in row.ids
        assert len(set(row.ids)) == len(row.ids) <= 5


# ---- spread --------------------------------------------------------------------------------------------------------


def test_at_most_two_of_one_day() -> None:
    quiet = [article(n, category="khac") for n in range(28)]
    same_day = [article(30 + n, id=f"d{n}", day="2000-02-05", tags=("lúa",), text=TITLES[n]) for n in range(5)]
    other = [article(39, tags=("lúa",), text="Gặt muộn"), article(40, tags=("lúa",), text="Cấy sớm")]
    found = ids([*quiet, *same_day, *other], "a0040")
    assert len([id for id in found if id.startswith("d")]) == 2
    assert "a0039" in found


def test_near_copies_do_not_stand_beside_each_other_nor_beside_their_original() -> None:
    text = "Hai vạn người dự đêm hội Trăng rằm, đoàn rước đèn dài một cây số đi qua phố cổ"
    articles = [
        *[article(n, category="khac") for n in range(28)],
        article(31, tags=("hội",), text=text),
        article(35, tags=("hội",), text=text + " hôm qua"),
        article(39, tags=("hội",), text="Chuẩn bị đèn lồng khổng lồ"),
        article(50, tags=("hội",), text="Múa lân mừng mùa trăng năm sau"),
    ]
    assert set(ids(articles, "a0050")) == {"a0035", "a0039"}
    assert ids(articles, "a0031") == ("a0039", "a0050")


# ---- what a change touches -----------------------------------------------------------------------------------------


def test_rows_are_the_same_with_and_without_memory() -> None:
    before = related.table(portal(500), count=5, memo={})
    for changed in (portal(510), portal(500)[3:], [*portal(500)[:200], *portal(500)[203:]]):
        fresh = related.table(changed, count=5, memo={})
        assert related.table(changed, count=5, memo=before) == fresh


def test_a_table_is_the_same_in_one_piece_and_in_parts() -> None:
    articles = portal(2000)
    whole = related.table(articles, count=5, memo={})
    spans = (range(0), range(700), range(700, 1999), range(1999, 2000))
    parts = [related.table(articles, count=5, memo={}, span=span) for span in spans]
    assert [len(part) for part in parts] == [0, 700, 1299, 1]
    assert {id: row for part in parts for id, row in part.items()} == whole


def test_a_new_article_touches_its_neighbours_in_time_only() -> None:
    articles = portal(900)
    memo = related.table(articles[:-1], count=5, memo={})
    after = related.table(articles, count=5, memo=memo)
    touched = [id for id in memo if after[id] is not memo[id]]
    assert touched == [a.id for a in articles[-1 - related.REACH : -1]]


def test_equal_content_reads_no_text_again() -> None:
    articles = portal(300)
    memo = related.table(articles, count=5, memo={})
    again = related.table(portal(300), count=5, memo=memo)
    assert all(again[id] is memo[id] for id in memo)


@pytest.mark.parametrize(
    "change",
    [
        {"tags": ("t99",)},
        {"places": ("xa-99",)},
        {"category": "khac"},
        {"text": "Chuyện hoàn toàn khác hẳn"},
        {"day": "2000-02-01"},
        {"number": 51},
    ],
)
def test_whatever_is_looked_at_makes_a_row_stale(change: dict[str, object]) -> None:
    fixed = {"tags": ("t1",), "places": ("xa-1",), "category": "tin", "text": TITLES[0], "number": 50}
    articles = portal(40)
    one = article(**{**fixed, "id": "x"})  # type: ignore[arg-type]
    other = article(**{**fixed, "id": "x", **change})  # type: ignore[arg-type]
    memo = related.table([*articles, one], count=5, memo={})
    again = related.table([*articles, other], count=5, memo=memo)
    assert again["x"].key != memo["x"].key


def test_another_count_makes_every_row_anew() -> None:
    memo = related.table(portal(50), count=5, memo={})
    assert all(len(row.ids) <= 2 for row in related.table(portal(50), count=2, memo=memo).values())


def test_a_row_of_another_build_is_believed_where_its_key_is_right() -> None:
    articles = portal(20)
    key = related.table(articles, count=5, memo={})["a0007"].key
    assert related.table(articles, count=5, memo={"a0007": Row(key, ("a0001",))})["a0007"].ids == ("a0001",)


# ---- how good it is ------------------------------------------------------------------------------------------------


def test_ours_is_better_than_hugos_rule_on_the_judged_articles() -> None:
    articles = relatedness.judged()
    assert len(articles.marked) == 20
    ours, hugo = (relatedness.measure(articles, rule) for rule in (relatedness.ours, relatedness.hugo))
    assert ours.precision >= hugo.precision + 15
    assert ours.recall >= hugo.recall + 15
    assert ours.precision >= 80


def test_every_marked_article_exists() -> None:
    articles = relatedness.judged()
    known = {record.id for record in articles.records}
    assert {id for id, others in articles.marked.items() for id in (id, *others)} <= known


def test_hugos_rule_keeps_what_shares_a_tag_and_drops_what_shares_a_year() -> None:
    records = tuple(
        relatedness.Record(id, date, "", "", tags, (), "")
        for id, date, tags in (
            ("a", "2024-01-01", ("lúa",)),
            ("b", "2023-01-01", ("lúa",)),
            ("c", "2024-02-01", ("lúa",)),
            ("d", "2024-03-01", ("chè",)),
        )
    )
    assert relatedness.hugo(relatedness.Judged(records, {}))["a"] == ("c", "b")
