"""The words that made-up articles are composed of: data alone.

Sentences have slots such as `{unit}`, which the generator fills from the list of the same name in `SLOTS`, or itself
(`place`, `person`, `tag`, and the numbers). Every place, person and organisation is invented.
"""

from __future__ import annotations

CATEGORIES = (
    ("thoi-su", "Thời sự"),
    ("xay-dung-dang", "Xây dựng Đảng"),
    ("chinh-quyen", "Chính quyền"),
    ("kinh-te", "Kinh tế"),
    ("nong-nghiep", "Nông nghiệp"),
    ("nong-thon-moi", "Nông thôn mới"),
    ("van-hoa", "Văn hóa"),
    ("giao-duc", "Giáo dục"),
    ("y-te", "Y tế"),
    ("chuyen-doi-so", "Chuyển đổi số"),
    ("quoc-phong-an-ninh", "Quốc phòng – An ninh"),
    ("nguoi-tot-viec-tot", "Người tốt, việc tốt"),
)

PROVINCE = ("tinh-lam-giang", "tinh", "Lâm Giang")

DISTRICTS = (
    ("thi-xa-hoa-lac", "thi-xa", "Hoa Lạc"),
    ("huyen-song-tra", "huyen", "Sông Trà"),
    ("huyen-thanh-khe", "huyen", "Thanh Khê"),
    ("huyen-ba-doi", "huyen", "Ba Đồi"),
    ("huyen-hai-phu", "huyen", "Hải Phú"),
)
"""The units of district level, which ended with June 2025: id, kind and name."""

FORMER_COMMUNES = (
    ("phuong-ben-dua", "phuong", "Bến Dừa", 0, 0),
    ("phuong-cau-son", "phuong", "Cầu Sơn", 0, 0),
    ("xa-dong-lat", "xa", "Đồng Lát", 0, 1),
    ("thi-tran-song-tra", "thi-tran", "Sông Trà", 1, 2),
    ("xa-bai-cat", "xa", "Bãi Cát", 1, 2),
    ("xa-go-me", "xa", "Gò Me", 1, 2),
    ("thi-tran-thanh-khe", "thi-tran", "Thanh Khê", 2, 3),
    ("xa-ruong-cao", "xa", "Ruộng Cao", 2, 3),
    ("xa-nui-vang", "xa", "Núi Vàng", 3, 4),
    ("xa-khe-lim", "xa", "Khe Lim", 3, 4),
    ("xa-vung-ngoc", "xa", "Vũng Ngọc", 4, 5),
    ("xa-cua-lach", "xa", "Cửa Lạch", 4, 5),
)
"""Communes that were merged: id, kind, name, the numbers of their district and of the new commune."""

LASTING_COMMUNES = (
    ("xa-suoi-reo", "xa", "Suối Reo", 3),
    ("xa-dao-yen", "xa", "Đảo Yên", 4),
    ("xa-lang-ren", "xa", "Làng Rèn", 1),
    ("xa-phu-an", "xa", "Phú An", 2),
)
"""Communes that remained when their district ended: id, kind, name and the number of the district."""

NEW_COMMUNES = (
    ("phuong-hoa-lac", "phuong", "Hoa Lạc"),
    ("xa-dong-lat-moi", "xa", "Đồng Lát Hạ"),
    ("xa-song-tra", "xa", "Sông Trà"),
    ("xa-thanh-khe", "xa", "Thanh Khê"),
    ("xa-ba-doi", "xa", "Ba Đồi"),
    ("xa-hai-phu", "xa", "Hải Phú"),
)
"""Communes since July 2025, directly below the province."""

VILLAGES = (
    ("khu-pho-cho-cu", "khu-pho", "Chợ Cũ", 0),
    ("khu-pho-ben-do", "khu-pho", "Bến Đò", 0),
    ("thon-dong-trong", "thon", "Đồng Trong", 1),
    ("thon-lo-voi", "thon", "Lò Vôi", 1),
    ("thon-cay-gao", "thon", "Cây Gạo", 2),
    ("thon-bai-giua", "thon", "Bãi Giữa", 2),
    ("thon-ao-sen", "thon", "Ao Sen", 3),
    ("thon-go-chua", "thon", "Gò Chùa", 3),
    ("ban-na-hoa", "ban", "Nà Hoa", 4),
    ("ban-khe-trong", "ban", "Khe Trong", 4),
    ("thon-xom-luoi", "thon", "Xóm Lưới", 5),
    ("thon-con-mieu", "thon", "Cồn Miếu", 5),
)
"""Villages of the new communes: id, kind, name and the number of the commune."""

FAMILY_NAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Lý", "Hà")
MIDDLE_NAMES = ("Minh", "Thu", "Đức", "Ngọc", "Xuân", "Thanh", "Quang", "Hữu", "Kim")
GIVEN_NAMES: tuple[str, ...] = (
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Giang",
    "Hạnh",
    "Khánh",
    "Lan",
    "Mai",
    "Nga",
    "Oanh",
    "Phúc",
    "Quý",
    "Sơn",
)
GIVEN_NAMES += ("Thảo", "Tuấn", "Uyên", "Vinh", "Yến", "Đông", "Hiếu", "Loan", "Nghĩa", "Tâm")
ORGANISATIONS = ("Trung tâm Văn hóa", "Hội Nông dân", "Đoàn Thanh niên", "Công an xã", "Trạm Y tế", "Hội Phụ nữ")

TAG_SUBJECTS = (
    "nông thôn mới",
    "chuyển đổi số",
    "cải cách hành chính",
    "giảm nghèo",
    "bảo vệ môi trường",
    "phòng cháy, chữa cháy",
    "phòng chống thiên tai",
    "an toàn giao thông",
    "khuyến học",
    "y tế cơ sở",
    "sản phẩm OCOP",
    "trồng rừng",
    "nuôi trồng thủy sản",
    "làng nghề",
    "du lịch cộng đồng",
    "văn hóa đọc",
    "thể thao quần chúng",
    "hiến đất làm đường",
    "nhà ở xã hội",
    "việc làm",
)
TAG_TURNS: tuple[str, ...] = (
    "",
    "{} ở cơ sở",
    "thi đua {}",
    "mô hình {}",
    "hỏi đáp về {}",
    "{} trong trường học",
    "quỹ {}",
)
TAG_TURNS += ("{} vùng cao", "{} ven biển", "gương {}")
"""Twenty subjects in ten turns are the two hundred tags."""

SLOTS: dict[str, tuple[str, ...]] = {
    "unit": (
        "Đảng ủy",
        "Ủy ban nhân dân",
        "Hội đồng nhân dân",
        "Ủy ban Mặt trận Tổ quốc",
        "Hội Nông dân",
        "Hội Liên hiệp Phụ nữ",
        "Hội Cựu chiến binh",
        "Đoàn Thanh niên",
        "Hội Người cao tuổi",
        "Trung tâm Văn hóa",
        "Trạm Y tế",
        "Ban công tác Mặt trận",
        "Tổ công nghệ số cộng đồng",
        "Ban chỉ đạo phòng thủ dân sự",
    ),
    "doing": (
        "tổ chức hội nghị sơ kết công tác quý",
        "ra quân dọn vệ sinh các tuyến đường",
        "khởi công đoạn đường bê tông nội đồng",
        "bàn giao nhà cho hộ khó khăn",
        "khai giảng lớp dạy nghề may",
        "trao học bổng cho học sinh vượt khó",
        "tập huấn sử dụng dịch vụ công trực tuyến",
        "khám bệnh miễn phí cho người cao tuổi",
        "kiểm tra công trình thủy lợi trước mùa mưa",
        "phát động phong trào trồng cây",
        "tổng kết phong trào thi đua",
        "đối thoại với người dân về giải phóng mặt bằng",
        "thăm hỏi các gia đình chính sách",
        "diễn tập chữa cháy và cứu nạn",
        "mở hội thi nấu ăn",
        "giao lưu bóng chuyền hơi",
        "lấy ý kiến về đặt tên đường",
        "nghiệm thu vườn mẫu",
        "chuyển giao kỹ thuật ủ phân hữu cơ",
        "thả cá giống xuống hồ chứa",
        "rà soát hộ nghèo, hộ cận nghèo",
        "ra mắt tủ sách của thôn",
        "tuyên dương học sinh giỏi",
        "gặp mặt tân binh trước ngày lên đường",
    ),
    "people": (
        "bà con",
        "các hộ dân",
        "hội viên",
        "đoàn viên, thanh niên",
        "người cao tuổi",
        "phụ nữ trong xã",
        "học sinh và phụ huynh",
        "cán bộ thôn",
        "các gia đình trẻ",
        "xã viên hợp tác xã",
        "người trồng chè",
        "ngư dân",
    ),
    "thing": (
        "tuyến mương",
        "đường liên thôn",
        "nhà văn hóa",
        "sân bóng của trường",
        "trạm bơm",
        "vườn rau an toàn",
        "khu chợ mới",
        "cầu dân sinh",
        "hệ thống đèn đường",
        "bãi tập kết rác",
        "đập tràn",
        "điểm bưu điện – văn hóa",
        "phòng khám",
        "kho lạnh",
        "bến thuyền",
        "lớp học ghép",
    ),
    "product": (
        "chè xanh",
        "mật ong",
        "gạo nếp",
        "nước mắm",
        "cam sành",
        "măng khô",
        "cá lồng",
        "thổ cẩm",
        "gà đồi",
        "miến dong",
        "bưởi da xanh",
        "tôm thẻ",
        "nấm sò",
        "hạt điều",
        "rau cải bẹ",
    ),
    "good": (
        "đi lại thuận tiện hơn",
        "thu nhập tăng đều qua từng vụ",
        "bớt được một lần qua đò mỗi ngày",
        "không còn lo nước ngập vào sân",
        "có thêm chỗ sinh hoạt buổi tối",
        "giấy tờ giải quyết ngay trong buổi",
        "trẻ nhỏ được tiêm chủng đúng lịch",
        "đồng ruộng đủ nước cho vụ đông",
        "cảnh quan thôn xóm gọn gàng, sạch đẹp",
        "người già có nơi đọc sách báo",
        "nông sản bán được giá ngay tại vườn",
        "ai cũng biết việc chung đang làm đến đâu",
    ),
    "hard": (
        "kinh phí còn eo hẹp",
        "thời tiết diễn biến thất thường",
        "giá vật tư tăng cao",
        "lao động trẻ đi làm ăn xa",
        "địa bàn rộng, dân cư thưa",
        "đường vào nhiều đoạn dốc",
        "nhiều hộ chưa quen dùng điện thoại thông minh",
        "đầu ra của nông sản chưa ổn định",
        "mặt bằng chưa bàn giao xong",
        "sóng di động ở bản xa còn chập chờn",
    ),
    "way": (
        "họp dân bàn kỹ từng việc",
        "công khai thu chi trên bảng tin",
        "phân công đảng viên phụ trách từng nhóm hộ",
        "mời kỹ sư về cầm tay chỉ việc",
        "vận động con em xa quê góp sức",
        "làm điểm ở một thôn rồi nhân rộng",
        "chia nhỏ công trình để dễ giám sát",
        "lập nhóm nhắn tin cho từng tổ liên gia",
        "mượn đất trống của trường làm nơi tập kết",
        "ký kết tiêu thụ với hợp tác xã",
    ),
    "when": (
        "Sáng nay",
        "Chiều qua",
        "Từ đầu năm đến nay",
        "Trong hai tuần vừa rồi",
        "Sau Tết",
        "Cuối vụ",
        "Những ngày giáp hạt",
        "Vào dịp nghỉ hè",
        "Ngay sau cơn bão",
        "Đúng phiên chợ giữa tháng",
        "Trước ngày khai giảng",
        "Giữa mùa gặt",
    ),
    "office": (
        "trưởng thôn",
        "bí thư chi bộ",
        "chủ tịch hội nông dân",
        "giáo viên đã nghỉ hưu",
        "giám đốc hợp tác xã",
        "trạm trưởng y tế",
        "chủ một trang trại",
        "cán bộ địa chính",
        "bí thư đoàn xã",
        "người có uy tín trong bản",
    ),
    "measure": ("mét", "mét vuông", "cây xanh", "ngày công", "suất quà", "đầu sách", "hộ", "lượt người", "con giống"),
    "headline": (
        "nét mới trong cách làm việc dân",
        "khi người dân cùng vào cuộc",
        "mùa này đã khác",
        "chung tay vì một miền quê sạch đẹp",
        "chuyện ở một nơi xa trung tâm",
        "bước đi vững từ những việc nhỏ",
        "giữ nghề cho lớp trẻ",
        "đường mở đến đâu, ấm no đến đó",
        "việc khó có dân lo",
        "niềm vui ngày bàn giao",
    ),
}

TITLES = (
    "{place} {doing}",
    "{unit} {place} {doing}",
    "{place}: {headline}",
    "{product} {place}: {headline}",
    "{thing} ở {place}: {headline}",
    "{people} {place} mong sớm có {thing}",
    "{count} hộ ở {place} làm giàu từ {product}",
    "Về {place} nghe chuyện {product}",
    "{person} và giấc mơ {product} {place}",
    "{unit} {place} cùng {people} sửa {thing}",
    "Hỏi và đáp: {thing} ở {place} bao giờ xong?",
    "{place} đưa {thing} vào sử dụng",
)

SENTENCES = (
    "{when}, {unit} {place} {doing}, có hơn {count} người cùng dự.",
    "Theo {person}, {office}, nhờ {way} mà {people} {good}.",
    "{when}, {people} đã góp {count} {measure} để làm {thing}.",
    "Dù {hard}, {people} ở {place} vẫn kiên trì {way}.",
    "Công trình {thing} dài {count} mét, tổng kinh phí {money} đồng, trong đó nhân dân đóng góp {percent} phần trăm.",
    "Từ chỗ {hard}, nay {people} {good}.",
    "{unit} giao cho từng chi hội {way}, mỗi tháng kiểm tra một lần và ghi kết quả vào sổ.",
    "Ông {person} cho biết gia đình ông trồng {product} đã {small} năm, mỗi vụ lãi khoảng {money} đồng.",
    "Bà {person} kể rằng trước kia muốn ra chợ phải đi bộ gần {small} cây số, còn bây giờ {good}.",
    "Đến nay toàn xã có {count} hộ làm {product}, tăng {percent} phần trăm so với cùng kỳ.",
    "Điều {people} phấn khởi nhất là {good}.",
    "Buổi làm việc cũng nghe {small} ý kiến về {thing} và việc {way}.",
    "Sắp tới, {unit} {place} sẽ {doing} và tiếp tục {way}.",
    "Mô hình {product} bắt đầu với {small} hộ; sau {small} năm đã có {count} hộ tham gia, cho thu nhập {money} đồng một vụ.",
    "Vì {hard} nên tiến độ làm {thing} có lúc chậm hơn kế hoạch, nhưng không ai bỏ cuộc.",
    "{person}, {office}, nói ngắn gọn: việc gì có lợi cho dân thì phải làm đến nơi đến chốn.",
    "Qua rà soát, địa phương còn {small} điểm chưa đạt, chủ yếu do {hard}.",
    "Cùng với đó, {people} được hướng dẫn cách chăm sóc {product} theo hướng hữu cơ, ghi chép nhật ký từng ngày.",
    "Tại {place}, {thing} được giao cho cộng đồng tự quản, có nội quy và người trực.",
    "Kết quả ấy cho thấy cách {way} đã đi vào nền nếp.",
    "Trong {small} tháng, {unit} đã vận động được {money} đồng và {count} {measure}.",
    "{when}, đoàn kiểm tra đến tận nơi xem {thing}, trao đổi với {people} rồi thống nhất cách làm.",
    "Nhiều người từng e ngại vì {hard}, sau khi đi tham quan về đã đăng ký làm {product}.",
    "Chị {person} vừa thu hoạch {product} vừa kể chuyện con cái học hành, giọng rất vui.",
    "Ngoài phần hỗ trợ của cấp trên, {people} còn hiến {count} mét vuông đất để mở rộng {thing}.",
    "Mỗi tuần một buổi, các thành viên gặp nhau ở nhà văn hóa, nghe đọc báo và bàn chuyện {product}.",
    "Đây là lần thứ {small} địa phương {doing} trong {small} năm trở lại đây.",
    "Ban tổ chức lưu ý {people} theo dõi thông báo, chuẩn bị giấy tờ và liên hệ {office} khi cần.",
)

LEADS = (
    "{when}, {unit} {place} {doing} với sự tham gia của {count} người.",
    "Không ồn ào, {people} ở {place} đang từng ngày làm cho {thing} thêm khang trang.",
    "Nhờ {way}, {people} ở {place} nay {good}.",
    "Sau {small} tháng, {thing} ở {place} đã hoàn thành trong niềm vui của {people}.",
    "Từ một vài luống {product} trồng thử, {place} đang tìm ra hướng đi của mình.",
)

HEADINGS = (
    "Bắt đầu từ việc nhỏ",
    "Khó khăn còn ở phía trước",
    "Người dân nói gì",
    "Những con số biết nói",
    "Cách làm của {place}",
    "Chuyện về {product}",
    "Lợi ích thấy rõ",
    "Việc cần làm tiếp",
    "Kinh nghiệm rút ra",
    "Một ngày với {people}",
)

ITEMS = (
    "Làm xong {thing} trước ngày {small} tháng sau",
    "Hỗ trợ {count} {measure} cho {people}",
    "{unit} {doing}",
    "Nhân rộng mô hình {product} ra {small} thôn",
    "Tiếp tục {way}",
)

BOLD = ("{count} {measure}", "{money} đồng", "{percent} phần trăm", "đúng hẹn", "dân biết, dân bàn, dân kiểm tra")
CAPTIONS = ("{people} bên {thing} ở {place}.", "Một buổi thu hoạch {product} tại {place}.", "Quang cảnh {thing}.")
PAGES = ("https://chinhphu.vn/", "https://dichvucong.gov.vn/", "https://moh.gov.vn/", "https://vi.wikipedia.org/")
