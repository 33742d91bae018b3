"""The fields of front matter, each described once: its names, its reader, who needs it, and its texts in the reference.

`article.py` reads files by this table, messages take their nearest names from it, `docs/truong.md` and `docs/fields.md` are
made of it (`python -m tools.write_reference`), and the random edits of the tests write what it holds. A text that is only
shown on the article's page needs a row without `into`: templates find it under its name in `article.shown`.
"""

from __future__ import annotations

from conglang.content import field_readers as readers
from conglang.content.field_readers import CORRECTION_PARTS, LONGEST_TITLE, STATUSES, FieldReader, Written
from conglang.content.reference import TEXT, Bilingual
from conglang.values import Value

ARTICLE, PAGE, NOTICE, LOCALITY = "article", "page", "notice", "locality"
"""The kinds of content: articles, standing pages, notices, texts of localities."""

OWN_PAGE = (ARTICLE, PAGE, NOTICE)
"""Kinds of content with a page of their own; the text of a locality is part of the locality's page."""
EVERYWHERE = (ARTICLE, PAGE, NOTICE, LOCALITY)


class KnownField(Value, frozen=True):
    """One field of front matter.

    `into` is the attribute of `Article` that takes the value; a text without one is shown as it is. `read` is None for a
    field that the reader of another one reads too. `kinds` are the kinds of content whose pages the field changes or hides,
    `required_by` those that must have it. `vi` and `en` are its sentence in the reference, `form` how a value is written,
    `default` what is used where it is absent. `example` is a value; `beside` names fields that the example needs as well.
    """

    name: str
    vietnamese: str
    vi: str
    en: str
    example: str
    read: FieldReader | None = Written.text
    into: str = ""
    kinds: tuple[str, ...] = (ARTICLE,)
    required_by: tuple[str, ...] = ()
    form: Bilingual = TEXT
    default: Bilingual | None = None
    beside: tuple[str, ...] = ()


_TEXTS = Bilingual(f"{TEXT.vi}, hoặc danh sách trong ngoặc vuông", f"{TEXT.en}, or a list in square brackets")
_LIST = Bilingual("danh sách trong ngoặc vuông", "a list in square brackets")
_MOMENT = Bilingual(
    "ngày, có thể kèm giờ: `2026-11-22`, `2026-11-22 08:00` hoặc `22/11/2026 8:00`",
    "a day, perhaps with a time: `2026-11-22`, `2026-11-22 08:00` or `22/11/2026 8:00`",
)
_YES_OR_NO = Bilingual("`true` hoặc `false`, cũng có thể ghi `có` hoặc `không`", "`true` or `false`, or `yes` or `no`")
_NO = Bilingual("`false`", "`false`")

FIELDS = (
    KnownField(
        "title",
        "tieu_de",
        vi="Tiêu đề, hiện ở đầu trang và trong các danh sách.",
        en="The title, shown on top of the page and in lists.",
        example="Hội làng mở sớm",
        read=readers.title,
        into="title",
        kinds=OWN_PAGE,
        required_by=OWN_PAGE,
        form=Bilingual(f"{TEXT.vi}, tối đa {LONGEST_TITLE} ký tự", f"{TEXT.en} of at most {LONGEST_TITLE} characters"),
    ),
    KnownField(
        "date",
        "ngay",
        vi="Ngày giờ đăng; nếu là ngày giờ trong tương lai thì đến lúc đó mới hiện.",
        en="The day of publication, perhaps with a time; before that moment readers do not see it.",
        example="2026-11-22 08:00",
        read=Written.moment,
        into="date",
        kinds=OWN_PAGE,
        required_by=(ARTICLE, NOTICE),
        form=_MOMENT,
    ),
    KnownField(
        "author",
        "tac_gia",
        vi="Tác giả; ghi `Tên - Đơn vị` nếu cần nêu cả đơn vị.",
        en="Who wrote the article; `Name - Organisation` is a person with an organisation.",
        example="[Lê Thơ, Đình Toàn - Đài Truyền thanh xã]",
        read=readers.authors,
        into="authors",
        required_by=(ARTICLE,),
        form=_TEXTS,
    ),
    KnownField(
        "locality",
        "dia_phuong",
        vi="Nơi có tin: tên đang dùng vào ngày đăng, hoặc `id`, như ghi trong `content/localities.toml`.",
        en="Where the news is from: a name that is valid on the article's date, or an `id`, of `content/localities.toml`.",
        example="Phường Bến Trúc",
        read=Written.texts,
        into="localities",
        required_by=(ARTICLE,),
        form=_TEXTS,
    ),
    KnownField(
        "category",
        "chuyen_muc",
        vi="Chuyên mục: tên hoặc `slug` như ghi trong `config.toml`.",
        en="The category: a name or `slug` of `config.toml`.",
        example="Văn hóa – Xã hội",
        into="category",
        required_by=(ARTICLE,),
    ),
    KnownField(
        "tags",
        "tu_khoa",
        vi="Từ khóa; các bài cùng từ khóa được nối với nhau.",
        en="Tags; articles with the same tag are connected.",
        example="[lễ hội, văn hóa]",
        read=readers.tags,
        into="tags",
        form=_LIST,
    ),
    KnownField(
        "summary",
        "sapo",
        vi="Sapo, hiện dưới tiêu đề và trong các danh sách.",
        en="The summary, shown below the title and in lists.",
        example="Năm nay hội làng mở sớm ba ngày để con em đi làm xa kịp về.",
        into="summary",
        kinds=OWN_PAGE,
        default=Bilingual("đoạn văn đầu tiên", "the first paragraph"),
    ),
    KnownField(
        "photo",
        "anh",
        vi="Ảnh đại diện, hiện trong các danh sách, và ở đầu trang nếu thân bài chưa có ảnh ấy.",
        en="The lead photo, shown in lists, and on top of the page unless the text holds it.",
        example="trong-hoi.jpg",
        read=readers.photo,
        into="photo",
        kinds=OWN_PAGE,
        form=Bilingual("tên tệp ảnh, tính từ thư mục của bài", "the name of a file, seen from the article's folder"),
        default=Bilingual("ảnh đầu tiên trong bài", "the first photo of the text"),
    ),
    KnownField(
        "photo_caption",
        "chu_thich_anh",
        vi="Chú thích của ảnh đại diện.",
        en="The caption of the lead photo.",
        example="Các cụ ông đánh trống trước đình",
        read=None,
        kinds=OWN_PAGE,
        beside=("photo",),
    ),
    KnownField(
        "photo_credit",
        "nguon_anh",
        vi="Người hoặc đơn vị đã chụp ảnh đại diện.",
        en="Who took the lead photo.",
        example="Lê Thơ",
        read=None,
        kinds=OWN_PAGE,
        beside=("photo",),
    ),
    KnownField(
        "updated",
        "cap_nhat",
        vi="Lần sửa gần nhất, hiện cạnh ngày đăng.",
        en="When the text was last changed, shown beside the date.",
        example="2026-11-23 10:30",
        read=Written.moment,
        into="updated",
        kinds=OWN_PAGE,
        form=_MOMENT,
    ),
    KnownField(
        "embargo",
        "cam_truoc",
        vi="Không hiện trước thời điểm này, dù ngày đăng đã qua.",
        en="Readers do not see it before this moment, even if its date has passed.",
        example="2026-11-24 06:00",
        read=Written.moment,
        into="embargo",
        kinds=EVERYWHERE,
        form=_MOMENT,
    ),
    KnownField(
        "expires",
        "het_han",
        vi="Thôi hiện sau thời điểm này; nếu chỉ ghi ngày thì hiện đến hết ngày đó.",
        en="Readers do not see it after this moment; without a time they see it until the end of the day.",
        example="2026-11-30",
        read=Written.end,
        into="expires",
        kinds=EVERYWHERE,
        form=_MOMENT,
    ),
    KnownField(
        "draft",
        "ban_nhap",
        vi="Ghi `true` khi còn là bản nháp; bạn đọc chưa thấy.",
        en="With `true` a draft, which readers do not see.",
        example="true",
        read=Written.flag,
        into="draft",
        kinds=EVERYWHERE,
        form=_YES_OR_NO,
        default=_NO,
    ),
    KnownField(
        "status",
        "trang_thai",
        vi="Bài đang ở khâu nào; bản nháp và bài chờ duyệt thì bạn đọc chưa thấy.",
        en="How far it has come; readers see neither drafts nor what is in review.",
        example="review",
        read=readers.status,
        into="status",
        kinds=EVERYWHERE,
        form=Bilingual(
            "một trong các từ: " + ", ".join(f"`{word}`" for word in STATUSES),
            "one of the words " + ", ".join(f"`{word}`" for word in STATUSES),
        ),
        default=Bilingual(
            "được đăng, trừ khi `config.toml` ghi `approval = true`",
            "published, unless `config.toml` says `approval = true`",
        ),
    ),
    KnownField(
        "featured",
        "noi_bat",
        vi="Bài đứng đầu trang chủ, thông báo thành thông báo khẩn trên cùng; nếu ghi ngày thì chỉ đến hết ngày đó.",
        en="An article leads the home page, a notice is shown on top of it as urgent; with a day, until the end of that day.",
        example="2026-11-26",
        read=readers.featured,
        into="featured",
        kinds=(ARTICLE, NOTICE),
        form=Bilingual(
            "`true`, `false` hoặc một ngày, có thể kèm giờ", "`true`, `false`, or a day, perhaps with a time"
        ),
        default=_NO,
    ),
    KnownField(
        "source",
        "nguon",
        vi="Nguồn của bài dẫn lại từ nơi khác, ghi ở cuối bài.",
        en="Where the article was first published, named at its end.",
        example="Báo Vân Lam",
        into="source",
    ),
    KnownField(
        "genre",
        "the_loai",
        vi="Thể loại, ghi cạnh chuyên mục ở đầu bài.",
        en="The genre, shown beside the category on top of the article.",
        example="Phóng sự",
        into="genre",
    ),
    KnownField(
        "series",
        "loat_bai",
        vi="Tên loạt bài; các bài ghi cùng một tên được đánh số và nối với nhau.",
        en="The name of a series; articles with the same name are numbered and connected.",
        example="Làng nghề ven sông",
        into="series",
    ),
    KnownField(
        "related",
        "lien_quan",
        vi="Những bài nên đọc cùng, đứng trước các tin liên quan mà chương trình tự chọn.",
        en="Articles to read with this one, listed before the related ones that the program finds.",
        example="[../duong-hoa-xom-moi/index.md]",
        read=Written.texts,
        into="related",
        form=Bilingual(
            "tệp của bài kia, tính từ thư mục của bài này, hoặc địa chỉ của nó; nhiều bài thì ghi thành danh sách",
            "the other article's file, seen from this one's folder, or its address; a list for several",
        ),
    ),
    KnownField(
        "corrections",
        "dinh_chinh",
        vi="Các đính chính, hiện ở cuối bài và trên trang “Đính chính và gỡ bài”.",
        en="Corrections, shown at the end of the article and on the page of corrections.",
        example="\n  - date: 2026-11-23\n    text: Hội mở ngày 25, không phải ngày 26.",
        read=readers.corrections,
        into="corrections",
        form=Bilingual(
            "danh sách, mỗi mục có " + " và ".join(f"`{vi}` (`{en}`)" for en, vi in CORRECTION_PARTS.items()),
            "a list, each item with " + " and ".join(f"`{en}` (`{vi}`)" for en, vi in CORRECTION_PARTS.items()),
        ),
    ),
    KnownField(
        "withdrawn",
        "go_bai",
        vi="Lý do gỡ bài; bài không hiện nữa, ở địa chỉ của bài chỉ còn lời báo đã gỡ cùng lý do này.",
        en="Why it was withdrawn; readers no longer see it, and an article's address gives a notice with this reason.",
        example="Bài dùng nhầm ảnh của một sự việc khác.",
        read=readers.withdrawn,
        into="withdrawn",
        kinds=EVERYWHERE,
    ),
    KnownField(
        "slug",
        "slug",
        vi="Phần cuối địa chỉ của trang.",
        en="The last part of the page's address.",
        example="hoi-lang",
        read=readers.slug,
        into="slug",
        kinds=OWN_PAGE,
        form=Bilingual("chữ thường không dấu, số và dấu gạch nối", "letters a–z, digits and hyphens"),
        default=Bilingual("tên thư mục của bài, hoặc tên tệp", "the name of the article's folder, or of its file"),
    ),
    KnownField(
        "aliases",
        "dia_chi_cu",
        vi="Những địa chỉ cũ; ai mở chúng được đưa đến trang này.",
        en="Old addresses; whoever opens them is led to this page.",
        example="[/tin-tuc/hoi-lang.html]",
        read=readers.aliases,
        into="aliases",
        kinds=EVERYWHERE,
        form=Bilingual(
            "đường dẫn bắt đầu bằng `/`, nhiều đường dẫn thì ghi thành danh sách",
            "a path that begins with `/`, or a list of them",
        ),
    ),
)
"""Every field, in the order in which messages and the reference list them."""

ENGLISH_NAMES = {field.vietnamese: field.name for field in FIELDS} | {field.name: field.name for field in FIELDS}
"""The English name for every name that a field may be written by; messages look for the nearest one in this order."""
