"""The list of the demo's pictures: where each lies under content/, and who draws it.

Out come JPEG files, the same bytes on every run with the same Pillow. It must never touch a file that is not listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from tools.demo import crafts, days, fields, gates, rooms, seasons, services, streets, waters
from tools.demo.brush import Canvas

PICTURES: dict[str, Callable[[str], Canvas]] = {
    "tin/cong-lang-gieng-dinh/cong-lang.jpg": gates.gate_at_dawn,
    "tin/cong-lang-gieng-dinh/lop-lai-mai.jpg": gates.gate_close,
    "tin/cong-lang-gieng-dinh/ao-sen-truoc-dinh.jpg": gates.lotus_pond,
    "tin/doi-may-ban-ve-nong-thon-moi/hoi-nghi.jpg": rooms.meeting,
    "tin/doi-may-ban-ve-nong-thon-moi/thao-luan-to.jpg": partial(rooms.meeting, discussion=True),
    "tin/cau-ben-truc-thong-xe/cau-ben-truc.jpg": waters.bridge,
    "tin/cau-ben-truc-thong-xe/duong-dan.jpg": streets.road_works,
    "tin/dem-hoi-trang-ram-tam-nguyet/den-long.jpg": seasons.lantern_night,
    "tin/moc-khe-gat-lua-chiem/gat-lua.jpg": fields.harvest,
    "tin/moc-khe-gat-lua-chiem/binh-minh.jpg": fields.dawn_fields,
    "tin/lam-thu-tuc-khong-can-den-phuong/dien-thoai.jpg": services.phone_screen,
    "tin/lam-thu-tuc-khong-can-den-phuong/bo-phan-mot-cua.jpg": services.service_counter,
    "tin/thu-vien-sang-den-o-hai-vong/thu-vien.jpg": rooms.library,
    "tin/thu-vien-sang-den-o-hai-vong/san-truong.jpg": streets.school_yard,
    "tin/tram-y-te-son-tuyen-kham-tai-ban/kham-benh.jpg": services.clinic,
    "tin/tram-y-te-son-tuyen-kham-tai-ban/duong-len-ban.jpg": fields.misty_mountains,
    "tin/nguoi-cheo-do-ben-truc/ba-hien.jpg": waters.ferrywoman,
    "tin/hai-vong-chu-dong-truoc-mua-bao/gia-co-bo-ke.jpg": partial(waters.harbour, storm=True),
    "tin/hai-vong-chu-dong-truoc-mua-bao/ngay-mua.jpg": seasons.rainy_day,
    "tin/lang-gom-ben-cu-don-khach/ban-xoay.jpg": crafts.pottery,
    "tin/lang-gom-ben-cu-don-khach/lo-nung.jpg": partial(crafts.pottery, kiln=True),
    "tin/lua-chin-tren-ruong-bac-thang/ruong-bac-thang.jpg": fields.terraces,
    "tin/tet-trong-cay-ven-song/trong-cay.jpg": seasons.tree_planting,
    "tin/phien-cho-doi-may/cho-phien.jpg": streets.market,
    "tin/phien-cho-doi-may/doi-che.jpg": fields.tea_hills,
    "tin/tieng-khung-cui-na-suong/khung-cui.jpg": crafts.weaving,
    "tin/tieng-khung-cui-na-suong/chieu-na-suong.jpg": partial(fields.misty_mountains, warm=True),
    "tin/ngay-dau-o-phuong-moi/tru-so.jpg": streets.commune_hall,
    "tin/chuyen-bien-dau-nam-o-hai-vong/ben-ca.jpg": waters.harbour,
    "tin/duong-nuoc-ve-ban-ky-mot/be-nuoc.jpg": days.spring_water,
    "tin/loa-phat-thanh-doi-gio/loa.jpg": days.loudspeakers,
    "tin/dan-ong-tren-doi-nhan/dan-ong.jpg": days.beehives,
    "tin/hai-vong-cong-bo-lich-lay-nuoc/ao-nuoi.jpg": days.shrimp_ponds,
    "tin/giai-bong-da-ben-song/san-bong.jpg": days.football,
}


def draw(content: Path, wanted: Sequence[str] = ()) -> Iterator[tuple[str, int]]:
    """Draws every picture, or those whose path holds one of the words in `wanted`; yields paths and sizes in bytes."""
    for path, snapshot in PICTURES.items():
        if wanted and not any(word in path for word in wanted):
            continue
        data = snapshot(path).jpeg()
        target = content / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        yield path, len(data)
