"""The sentences of every diagnostic in Vietnamese: code, message, hint, and what precedes the hint where a near name is known."""

from __future__ import annotations

from conglang.languages import Wording

MESSAGES = {
    # -- files and environment --
    "unreadable-file": Wording(
        message="Không đọc được tệp này ({reason}).",
        hint="Hãy đóng chương trình đang mở tệp, kiểm tra quyền truy cập, rồi dựng lại trang.",
    ),
    "unusable-file-name": Wording(
        message="Tên tệp “{name}” có ký tự không dùng được.",
        hint="Hãy đổi tên tệp, bỏ dấu \\ và các ký tự ẩn.",
    ),
    "same-name": Wording(
        message=(
            "“{name}” và “{other}” chỉ khác nhau ở chữ hoa, chữ thường hoặc cách gõ dấu, nên máy khác sẽ coi là một "
            "tệp."
        ),
        hint="Hãy đổi tên một trong hai.",
    ),
    "symbolic-link": Wording(
        message="Đây là liên kết trỏ tới nơi khác, không phải tệp hay thư mục thật.",
        hint="Hãy chép tệp thật vào đúng chỗ này.",
    ),
    "special-file": Wording(
        message="Đây không phải là tệp thông thường nên không được mở.",
        hint="Hãy chuyển nó ra khỏi thư mục của cổng.",
    ),
    "file-too-large": Wording(
        message="Tệp văn bản này nặng hơn {limit} MB.",
        hint="Hãy chia thành nhiều bài; ảnh phải là tệp riêng, không dán vào trong bài.",
    ),
    "other-encoding": Wording(
        message="Tệp này được lưu bằng bảng mã {encoding}, không phải UTF-8.",
        hint="Trong Notepad: chọn Tệp › Lưu dưới dạng, mục Mã hóa chọn UTF-8, rồi lưu đè lên tệp cũ.",
    ),
    "not-utf-8": Wording(
        message="Tệp này không được lưu bằng UTF-8: ở đây có byte {byte} không đọc được.",
        hint=(
            "Nếu bài gõ bằng bảng mã cũ (TCVN3, VNI), hãy chuyển sang Unicode trước. Trong Notepad: chọn Tệp › Lưu "
            "dưới dạng, mục Mã hóa chọn UTF-8, rồi lưu đè lên tệp cũ."
        ),
    ),
    "control-character": Wording(
        message="Ở đây có ký tự điều khiển {character}, không thuộc về văn bản.",
        hint="Hãy xóa ký tự này: đặt con trỏ vào chỗ đó, xóa vài chữ xung quanh rồi gõ lại.",
    ),
    "new-title-missing": Wording(
        message="Bài mới chưa có tiêu đề.",
        hint='Hãy viết tiêu đề trong dấu nháy: {program} new "Tiêu đề bài viết".',
    ),
    "new-photo-missing": Wording(
        message="Không tìm thấy tệp ảnh “{file}”.",
        hint="Hãy kiểm tra lại đường dẫn của ảnh; bài viết chưa được tạo.",
    ),
    "new-not-written": Wording(
        message="Không tạo được bài mới: {reason}.",
        hint="Hãy kiểm tra quyền ghi vào thư mục này và dung lượng trống của ổ đĩa, rồi chạy lại.",
    ),
    # -- config.toml --
    "toml-syntax": Wording(
        message="Dòng này viết chưa đúng.",
        hint=(
            'Mỗi dòng phải có dạng tên = giá trị, ví dụ title = "Tin xã"; tên nhóm đứng riêng một dòng trong ngoặc '
            "vuông, ví dụ [site]."
        ),
    ),
    "toml-duplicate": Wording(
        message="Mục này đã có ở phía trên.",
        hint="Hãy gộp hai chỗ làm một, hoặc bỏ bớt một chỗ.",
    ),
    "toml-value": Wording(
        message="Giá trị này viết chưa đúng.",
        hint='Chữ phải đặt trong ngoặc kép, ví dụ title = "Tin xã"; số và true, false thì không.',
    ),
    "toml-quote-not-closed": Wording(
        message="Ngoặc kép mở ra ở dòng này mà không đóng lại.",
        hint='Hãy thêm dấu " vào cuối giá trị.',
    ),
    "toml-quotes-inside": Wording(
        message="Sau dấu ngoặc kép đóng lại vẫn còn chữ.",
        hint='Trong ngoặc kép hãy dùng “…” thay cho "…".',
    ),
    "toml-backslash": Wording(
        message="Dấu \\ trong ngoặc kép mang nghĩa đặc biệt nên giá trị này không đọc được.",
        hint="Hãy dùng / trong đường dẫn, hoặc đặt giá trị trong dấu nháy đơn '…'.",
    ),
    "toml-date": Wording(
        message="Ngày này không có trong lịch.",
        hint="Hãy viết ngày theo dạng 2025-07-01.",
    ),
    "toml-list-not-closed": Wording(
        message="Danh sách mở bằng [ mà không đóng lại bằng ].",
        hint="Hãy thêm ] vào cuối danh sách.",
    ),
    "no-config": Wording(
        message="Chưa có tệp config.toml.",
        hint="Hãy tạo tệp này với ít nhất [site], title và url; hoặc dùng --site để chỉ thư mục của cổng.",
    ),
    "empty-config": Wording(
        message="Tệp cấu hình chưa có gì.",
        hint='Cần ít nhất ba dòng: [site], title = "Tên cổng", url = "https://…".',
    ),
    "unknown-table": Wording(
        message="Không có nhóm nào tên “{key}”.",
        hint="Các nhóm dùng được: {known}.",
        near="Có phải ý bạn là “{near}”?",
    ),
    "unknown-key": Wording(
        message="Trong “{table}” không có mục “{key}”.",
        hint="Các mục dùng được: {known}.",
        near="Có phải ý bạn là “{near}”?",
    ),
    "secret-in-config": Wording(
        message="“{key}” trông như mật khẩu hoặc khóa bí mật, mà tệp này ai cũng có thể đọc.",
        hint="Hãy xóa dòng này, đổi mật khẩu nếu tệp đã gửi đi, và đặt bí mật trong biến môi trường.",
    ),
    "missing-setting": Wording(
        message="Thiếu “{key}” trong “{table}”.",
        hint='Hãy thêm dòng {key} = "…".',
    ),
    "not-text": Wording(
        message="“{key}” phải là chữ trong ngoặc kép.",
        hint='Hãy viết {key} = "…".',
    ),
    "not-texts": Wording(
        message="“{key}” phải là danh sách chữ và không được rỗng.",
        hint='Hãy viết {key} = ["…", "…"].',
    ),
    "not-numbers": Wording(
        message="“{key}” phải là danh sách số nguyên và không được rỗng.",
        hint="Hãy viết {key} = [480, 960, 1600].",
    ),
    "not-a-table": Wording(
        message="“{key}” phải là một nhóm.",
        hint="Hãy viết [{key}] trên một dòng riêng, các mục ở những dòng dưới.",
    ),
    "not-a-list-of-tables": Wording(
        message="Mỗi “{key}” phải mở đầu bằng hai ngoặc vuông.",
        hint="Hãy viết [[{key}]] trên một dòng riêng.",
    ),
    "not-true-or-false": Wording(
        message="“{key}” chỉ nhận true hoặc false.",
        hint="Hãy viết {key} = true hoặc {key} = false, không có ngoặc kép.",
    ),
    "number-out-of-range": Wording(
        message="“{key}” phải là số nguyên từ {least} đến {most}.",
        hint="Hãy viết số không có ngoặc kép, ví dụ {key} = {least}.",
    ),
    "bad-url": Wording(
        message="“{value}” không phải là địa chỉ của một trang web.",
        hint="Hãy viết đủ https:// và tên miền, có thể thêm thư mục: https://xa.example/tin.",
    ),
    "unknown-language": Wording(
        message="Chưa có ngôn ngữ “{value}”.",
        hint="Các ngôn ngữ dùng được: {known}.",
    ),
    "unknown-timezone": Wording(
        message="Không có múi giờ “{value}”.",
        hint="Giờ Việt Nam là Asia/Ho_Chi_Minh.",
        near="Có phải ý bạn là “{near}”?",
    ),
    "bad-slug": Wording(
        message="“{value}” không dùng làm địa chỉ được.",
        hint="Chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối.",
        near="Có thể viết “{near}”.",
    ),
    "duplicate-category": Wording(
        message="Đã có một chuyên mục khác là “{value}”.",
        hint="Mỗi chuyên mục cần tên riêng và địa chỉ riêng.",
    ),
    "unknown-placeholder": Wording(
        message="Không có chỗ điền nào tên “{name}”.",
        hint="Chỉ dùng được {{year}}, {{month}}, {{day}}, {{slug}}.",
        near="Có phải ý bạn là “{near}”?",
    ),
    "bad-permalink": Wording(
        message="Mẫu địa chỉ “{value}” không dùng được.",
        hint=(
            "Mẫu phải bắt đầu và kết thúc bằng /, có {{slug}}, và chỉ gồm chữ không dấu: /{{year}}/{{month}}/{{slug}}/."
        ),
    ),
    "bad-widths": Wording(
        message="Các bề rộng ảnh phải tăng dần, không lặp lại, mỗi số từ 16 đến 8000.",
        hint="Ví dụ widths = [480, 960, 1600].",
    ),
    "unknown-format": Wording(
        message="Không có định dạng ảnh “{value}”.",
        hint="Chỉ dùng được webp, jpeg, avif.",
        near="Có phải ý bạn là “{near}”?",
    ),
    "bad-formats": Wording(
        message="Danh sách định dạng ảnh phải kết thúc bằng jpeg và không lặp lại.",
        hint='Máy cũ chỉ đọc được jpeg, nên nó đứng cuối: formats = ["webp", "jpeg"].',
    ),
    # -- localities.toml --
    "bad-id": Wording(
        message="“{value}” không dùng làm mã định danh (id) được.",
        hint="Chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, ví dụ xa-tho-xuan.",
        near="Có thể viết “{near}”.",
    ),
    "duplicate-id": Wording(
        message="Mã “{value}” đã dùng cho một đơn vị khác.",
        hint="Mã không bao giờ dùng lại: hãy đặt mã khác cho một trong hai đơn vị.",
    ),
    "unknown-kind": Wording(
        message="Không có loại đơn vị “{value}”.",
        hint="Các loại dùng được: {known}.",
        near="Có phải ý bạn là “{near}”?",
    ),
    "code-not-text": Wording(
        message="Mã hành chính {value} phải đặt trong ngoặc kép, nếu không số 0 ở đầu sẽ mất.",
        hint='Hãy viết code = "{value}".',
    ),
    "bad-parent": Wording(
        message="Đơn vị cấp trên viết chưa đúng.",
        hint=(
            'Hãy viết parent = "thanh-hoa", hoặc parent = [{{ id = "…", to = 2019-12-31 }}, {{ id = "…", from = '
            "2020-01-01 }}]."
        ),
    ),
    "bad-successors": Wording(
        message="Các đơn vị kế tiếp viết chưa đúng.",
        hint='Hãy viết successors = ["xa-a", {{ id = "xa-b", main = true }}].',
    ),
    "several-main-successors": Wording(
        message="Có nhiều đơn vị kế tiếp chính: {names}.",
        hint="Chỉ một đơn vị được ghi main = true.",
    ),
    "bad-validity": Wording(
        message="Thời gian tồn tại viết chưa đúng.",
        hint="Hãy viết valid = {{ from = 2020-06-01, to = 2025-06-30 }}; có thể bỏ một trong hai đầu.",
    ),
    "period-reversed": Wording(
        message="Ngày bắt đầu {start} đứng sau ngày kết thúc {to}.",
        hint="Hãy sửa một trong hai ngày; to là ngày cuối cùng.",
    ),
    "bad-day": Wording(
        message="“{value}” không phải là một ngày.",
        hint="Hãy viết ngày theo dạng 2025-07-01.",
    ),
    "unknown-id": Wording(
        message="Đơn vị “{unit}” nhắc tới “{value}”, nhưng không có đơn vị nào mang mã này.",
        hint="Hãy sửa mã, hoặc thêm đơn vị đó vào content/localities.toml.",
        near="Có phải ý bạn là “{near}”?",
    ),
    "two-parents": Wording(
        message="Đơn vị “{unit}” thuộc cả “{one}” lẫn “{other}” trong cùng một ngày.",
        hint="Hãy ghi to cho đơn vị trước và from cho đơn vị sau, không trùng ngày nào.",
    ),
    "successors-without-end": Wording(
        message="Đơn vị “{unit}” có đơn vị kế tiếp nhưng không ghi ngày kết thúc.",
        hint="Hãy ghi ngày cuối cùng: valid = {{ to = 2025-06-30 }}.",
    ),
    "successor-not-valid": Wording(
        message="“{successor}” được ghi là kế tiếp “{unit}” nhưng chưa có hoặc không còn vào ngày {day}.",
        hint="Hãy xem lại ngày của hai đơn vị: đơn vị kế tiếp phải tồn tại ngay hôm sau ngày kết thúc.",
    ),
    "cycle-of-parents": Wording(
        message="Các đơn vị cấp trên nối nhau thành vòng tròn: {chain}.",
        hint="Hãy sửa parent của một trong các đơn vị này.",
    ),
    "cycle-of-successors": Wording(
        message="Các đơn vị kế tiếp nối nhau thành vòng tròn: {chain}.",
        hint="Hãy sửa successors của một trong các đơn vị này; đơn vị lập lại cần một mã mới.",
    ),
    "same-unit": Wording(
        message="“{one}” và “{other}” cùng loại, cùng tên “{name}”, cùng cấp trên trong cùng một ngày.",
        hint="Nếu là một đơn vị, hãy bỏ bớt một; nếu không, hãy xem lại ngày, loại và cấp trên.",
    ),
    # -- front matter --
    "empty-file": Wording(
        message="Tệp này chưa có gì.",
        hint="Hãy viết bài, hoặc xóa tệp; tệp nháp không dùng tới thì đặt tên bắt đầu bằng dấu _.",
    ),
    "no-front-matter": Wording(
        message="Bài chưa có phần đầu (tiêu đề, ngày, tác giả…).",
        hint=(
            "Dòng đầu tiên phải là ba dấu gạch nối ---, sau đó là các trường, rồi lại một dòng ---. Tệp không phải "
            "là bài thì đặt tên bắt đầu bằng dấu _."
        ),
    ),
    "front-matter-not-closed": Wording(
        message="Phần đầu bài chưa được đóng lại.",
        hint="Hãy thêm một dòng --- vào sau trường cuối cùng, trước nội dung bài.",
    ),
    "front-matter-too-long": Wording(
        message="Phần đầu bài dài quá {limit} KB.",
        hint="Có lẽ thiếu dòng --- sau trường cuối cùng, hoặc nội dung bài nằm nhầm chỗ.",
    ),
    "too-deep": Wording(
        message="Phần đầu bài lồng nhau quá {limit} lớp.",
        hint="Hãy viết đơn giản hơn: mỗi trường một dòng, danh sách trong ngoặc vuông.",
    ),
    "front-matter-not-fields": Wording(
        message="Phần đầu bài chưa được viết thành các trường.",
        hint="Mỗi dòng phải có dạng tên: giá trị, ví dụ title: Họp dân bàn làm đường.",
    ),
    "field-name-not-text": Wording(
        message="Tên trường viết chưa đúng.",
        hint="Mỗi dòng phải có dạng tên: giá trị, ví dụ title: Họp dân bàn làm đường.",
    ),
    "hidden-character": Wording(
        message="Trong tên trường có ký tự ẩn {character}.",
        hint="Hãy xóa tên trường rồi gõ lại bằng tay.",
    ),
    "duplicate-field": Wording(
        message="Trường “{field}” trùng với “{other}” đã có ở trên.",
        hint="Hãy giữ lại một trong hai.",
    ),
    "tab-indentation": Wording(
        message="Dòng này thụt vào bằng phím Tab.",
        hint="Hãy thay bằng dấu cách.",
    ),
    "quote-not-closed": Wording(
        message="Ngoặc kép mở ra ở đây mà không đóng lại.",
        hint="Hãy thêm dấu ngoặc vào cuối dòng, hoặc bỏ dấu ngoặc ở đầu.",
    ),
    "no-space-after-colon": Wording(
        message="Sau dấu hai chấm phải có dấu cách.",
        hint="Hãy viết: {line}",
    ),
    "backslash-in-quotes": Wording(
        message="Dấu \\ trong ngoặc kép mang nghĩa đặc biệt nên giá trị này không đọc được.",
        hint="Hãy bỏ ngoặc kép, hoặc dùng / thay cho \\.",
    ),
    "colon-in-value": Wording(
        message="Giá trị có dấu hai chấm nên phải đặt trong ngoặc kép.",
        hint="Hãy viết: {line}",
    ),
    "needs-quotes": Wording(
        message="Giá trị này có dấu đặc biệt nên phải đặt trong ngoặc.",
        hint="Hãy viết: {line}",
    ),
    "special-sign": Wording(
        message="Dấu {sign} ở đây mang nghĩa đặc biệt và không được dùng.",
        hint="Hãy bỏ dấu này, hoặc đặt giá trị trong ngoặc kép.",
    ),
    "comment-in-value": Wording(
        message="Phần “{text}” sau dấu # sẽ bị mất.",
        hint="Hãy đặt trong ngoặc kép: {line}",
    ),
    "list-not-closed": Wording(
        message="Danh sách mở bằng [ mà không đóng lại bằng ].",
        hint="Hãy viết dạng [một, hai, ba]; giá trị có ngoặc vuông ở đầu thì đặt trong ngoặc kép.",
    ),
    "yaml-syntax": Wording(
        message="Dòng này trong phần đầu bài viết chưa đúng.",
        hint="Mỗi dòng phải có dạng tên: giá trị; giá trị có dấu đặc biệt thì đặt trong ngoặc kép.",
    ),
    "unknown-field": Wording(
        message="Không có trường nào tên “{field}”.",
        hint="Hãy sửa tên trường, hoặc bỏ dòng này.",
        near="Có phải ý bạn là “{near}”?",
    ),
    "missing-field": Wording(
        message="Thiếu trường “{field}” ({vietnamese}).",
        hint="Hãy thêm một dòng {field}: … vào phần đầu bài.",
    ),
    "empty-field": Wording(
        message="Trường “{field}” đang để trống.",
        hint="Hãy điền giá trị sau dấu hai chấm.",
    ),
    "field-not-text": Wording(
        message="Giá trị của “{field}” phải là chữ trên một dòng.",
        hint="Nếu giá trị có ngoặc [ ] hoặc {{ }} ở đầu, hãy đặt trong ngoặc kép.",
    ),
    "not-a-date": Wording(
        message="“{value}” không phải là ngày tháng.",
        hint="Các cách viết được: 2024-03-21, 2024-03-21 14:30, 21/3/2024, 21/3/2024 14:30, 2024-03-21T14:30:00+07:00.",
    ),
    "no-such-day": Wording(
        message="Ngày “{value}” không có trong lịch.",
        hint=(
            "Các cách viết được: 2024-03-21, 2024-03-21 14:30, 21/3/2024 14:30 (ngày đứng trước tháng), "
            "2024-03-21T14:30:00+07:00."
        ),
    ),
    "no-such-time": Wording(
        message="Giờ trong “{value}” không có thật.",
        hint=(
            "Các cách viết được: 2024-03-21 14:30, 21/3/2024 14:30, 2024-03-21T14:30:00+07:00; giờ từ 00:00 đến 23:59."
        ),
    ),
    "year-out-of-range": Wording(
        message="Năm trong “{value}” phải có bốn chữ số, từ 1900 đến 2200.",
        hint="Các cách viết được: 2024-03-21, 2024-03-21 14:30, 21/3/2024 14:30, 2024-03-21T14:30:00+07:00.",
    ),
    "not-yes-or-no": Wording(
        message="“{field}” chỉ nhận “có” hoặc “không”, không nhận “{value}”.",
        hint="Hãy viết {field}: true hoặc {field}: false.",
    ),
    "bad-alias": Wording(
        message="“{value}” không dùng làm địa chỉ cũ được.",
        hint="Hãy viết phần sau tên miền, bắt đầu bằng /, không có ? và .., ví dụ /tin/bai-1.html.",
        near="Có thể viết “{near}”.",
    ),
    "no-slug": Wording(
        message="Từ tên “{name}” không tạo được địa chỉ.",
        hint="Hãy đổi tên thư mục hoặc tệp, hoặc thêm dòng slug: ten-bai vào phần đầu bài.",
    ),
    "title-too-long": Wording(
        message="Tiêu đề dài {length} ký tự, quá giới hạn {limit}.",
        hint="Hãy rút gọn tiêu đề, phần còn lại đưa vào sapo (summary).",
    ),
    "author-without-name": Wording(
        message="“{value}” không có tên người hay tên đơn vị.",
        hint="Hãy viết tên tác giả, ví dụ author: Lê Thơ.",
    ),
    "comma-in-author": Wording(
        message="“{value}” được hiểu là tên của một người.",
        hint="Nếu là nhiều người, hãy viết thành danh sách: author: {list}",
    ),
    "tags-not-a-list": Wording(
        message="Từ khóa phải viết thành danh sách.",
        hint="Hãy viết: tags: {list}",
    ),
    "tag-without-letters": Wording(
        message="Từ khóa “{value}” không có chữ hay số nào.",
        hint="Hãy bỏ từ khóa này hoặc viết bằng chữ.",
    ),
    "tag-too-long": Wording(
        message="Từ khóa dài {length} ký tự, quá giới hạn {limit}.",
        hint="Từ khóa chỉ nên có vài tiếng; câu dài hãy đưa vào sapo (summary).",
    ),
    "caption-without-photo": Wording(
        message="Có “{field}” nhưng không có “photo”, nên nó không hiện ở đâu cả.",
        hint="Hãy thêm dòng photo: ten-anh.jpg, hoặc viết chú thích ngay tại ảnh trong bài.",
    ),
    "unknown-status": Wording(
        message="Không có trạng thái “{value}”.",
        hint="Chỉ dùng draft (bản nháp), review (chờ duyệt) hoặc approved (đã duyệt).",
        near="Có phải ý bạn là “{near}”?",
    ),
    "corrections-not-a-list": Wording(
        message="Phần đính chính viết chưa đúng.",
        hint=(
            "Mỗi đính chính bắt đầu bằng dấu gạch nối: - date: 2024-03-21, dòng dưới thụt vào hai dấu cách là text: "
            "nội dung."
        ),
    ),
    "correction-without-text": Wording(
        message="Đính chính này chưa có nội dung.",
        hint="Hãy thêm text: … nói rõ đã sửa điều gì.",
    ),
    "correction-without-date": Wording(
        message="Đính chính này chưa có ngày.",
        hint="Hãy thêm date: 2024-03-21.",
    ),
    "withdrawn-without-reason": Wording(
        message="Gỡ bài phải nêu lý do.",
        hint=(
            "Hãy viết lý do bằng chữ, bạn đọc sẽ thấy: withdrawn: Thông tin chưa chính xác. Nếu không gỡ bài, hãy bỏ "
            "dòng này."
        ),
    ),
    # -- body --
    "dead-fragment": Wording(
        message="Bài này không có mục nào tên là “{fragment}” để liên kết dẫn tới.",
        hint="Hãy kiểm tra lại phần sau dấu #: đó là tên đề mục không dấu, nối bằng gạch ngang.",
    ),
    "local-link": Wording(
        message="Địa chỉ “{target}” chỉ có trên máy của người viết, người đọc không mở được.",
        hint="Hãy chép tệp vào thư mục của bài rồi chỉ ghi tên tệp, ví dụ `(bao-cao.pdf)`.",
    ),
    "empty-link": Wording(
        message="Liên kết này không có địa chỉ.",
        hint="Hãy ghi địa chỉ vào giữa hai dấu ngoặc tròn, hoặc bỏ các dấu ngoặc đi.",
    ),
    "removed-html": Wording(
        message="Thẻ <{tag}> không được phép dùng trong bài nên đã bị bỏ đi.",
        hint="Hãy xóa thẻ này; nếu muốn dẫn tới video hoặc biểu mẫu, hãy đặt một liên kết.",
    ),
    "pasted-lines": Wording(
        message="Mấy dòng này giống các đoạn văn dán từ Word; không có dòng trống ở giữa nên chúng sẽ dính thành một đoạn.",
        hint="Hãy để một dòng trống giữa hai đoạn.",
    ),
    "too-many-brackets": Wording(
        message="Ở đây có hơn {most} dấu ngoặc hoặc dấu định dạng không được đóng.",
        hint="Hãy xóa phần bị dán nhầm, hoặc chia nó ra bằng các dòng trống.",
    ),
    "nested-too-deep": Wording(
        message="Danh sách hoặc trích dẫn ở đây lồng nhau quá {most} cấp.",
        hint="Hãy bớt số cấp, hoặc xóa phần bị dán nhầm.",
    ),
    "too-many-blocks": Wording(
        message="Bài có hơn {most} đoạn hoặc dòng trống.",
        hint="Hãy xóa các dòng trống thừa, hoặc chia thành nhiều bài.",
    ),
    "markdown-failed": Wording(
        message="Không đọc được nội dung bài này ({reason}).",
        hint="Hãy bỏ bớt từng phần để tìm chỗ gây lỗi; các bài khác không bị ảnh hưởng.",
    ),
    # -- photos --
    "photo-without-caption": Wording(
        message="Ảnh này chưa có chú thích.",
        hint="Hãy ghi chú thích vào ngoặc vuông `![Chú thích](ảnh.jpg)`, hoặc vào ngoặc tròn ở dòng ngay dưới ảnh.",
    ),
    "photo-holds-caption": Wording(
        message="Bài chưa có chú thích cho ảnh này, mà trong tệp ảnh có ghi: “{caption}”.",
        hint="Nếu lời ghi ấy đúng, hãy chép nó vào ngoặc vuông: ![{caption}](…).",
    ),
    "photo-holds-credit": Wording(
        message="Bài chưa ghi nguồn của ảnh này, mà trong tệp ảnh có ghi: “{credit}”.",
        hint='Nếu đúng, hãy ghi nguồn sau tên tệp, trong dấu nháy: (ảnh.jpg "Ảnh: {credit}").',
    ),
    "lead-photo-holds-caption": Wording(
        message="Bài chưa có chú thích cho ảnh đại diện, mà trong tệp ảnh có ghi: “{caption}”.",
        hint='Nếu lời ghi ấy đúng, hãy thêm vào đầu bài dòng photo_caption: "{caption}".',
    ),
    "lead-photo-holds-credit": Wording(
        message="Bài chưa ghi nguồn của ảnh đại diện, mà trong tệp ảnh có ghi: “{credit}”.",
        hint='Nếu đúng, hãy thêm vào đầu bài dòng photo_credit: "{credit}".',
    ),
    "remote-photo": Wording(
        message="Ảnh này nằm ở trang khác; cổng không tải ảnh từ nơi khác về.",
        hint="Hãy lưu ảnh vào thư mục của bài rồi ghi tên tệp.",
    ),
    "photo-without-file": Wording(
        message="Ảnh này không có tên tệp.",
        hint="Hãy ghi tên tệp ảnh vào giữa hai dấu ngoặc tròn.",
    ),
    "photo-missing": Wording(
        message="Không tìm thấy tệp ảnh “{target}”.",
        hint="Hãy chép ảnh vào thư mục {folder}, hoặc sửa lại tên tệp.",
        near="Có phải ý bạn là “{near}”?",
    ),
    "photo-empty": Wording(
        message="Tệp ảnh rỗng: bên trong không có dữ liệu gì.",
        hint="Có lẽ ảnh chưa được chép xong. Hãy chép lại từ điện thoại hoặc máy ảnh.",
    ),
    "photo-unreadable": Wording(
        message="Tệp này mang tên như ảnh nhưng không đọc được như một bức ảnh.",
        hint="Tệp bị hỏng, hoặc là thứ khác được đổi tên. Hãy mở bằng phần mềm xem ảnh rồi lưu lại dạng JPEG.",
    ),
    "photo-truncated": Wording(
        message="Ảnh bị thiếu một phần dữ liệu ở cuối.",
        hint="Có lẽ ảnh chưa được chép hoặc tải về xong. Hãy chép lại từ nơi có ảnh gốc.",
    ),
    "photo-too-large": Wording(
        message="Ảnh có hơn {limit} triệu điểm ảnh, hoặc có một cạnh quá dài.",
        hint="Hãy thu nhỏ ảnh bằng phần mềm xử lý ảnh; chiều ngang 4000 điểm ảnh là quá đủ.",
    ),
    "photo-too-heavy": Wording(
        message="Tệp ảnh nặng hơn {limit} MB.",
        hint="Hãy xuất ảnh ra dạng JPEG; nếu đây là video thì không đặt ở chỗ của ảnh được.",
    ),
    "photo-format": Wording(
        message="Không nhận ảnh ở định dạng này: {format}.",
        hint="Hãy lưu ảnh thành JPEG, PNG hoặc WebP rồi ghi tên tệp mới vào đây.",
    ),
    "photo-not-opened": Wording(
        message="Không đọc được tệp ảnh ({reason}).",
        hint="Hãy xem tệp còn đó không, có quyền đọc không, có chương trình nào khác đang giữ không.",
    ),
    "photo-changed": Wording(
        message="Ảnh bị thay đổi trong lúc đang dựng trang.",
        hint="Hãy dựng lại sau khi ảnh đã được lưu xong.",
    ),
    "photo-being-copied": Wording(
        message="Ảnh này có vẻ đang được chép dở: dữ liệu chưa đủ, mà tệp vừa mới thay đổi.",
        hint="Hãy đợi chép xong rồi dựng lại.",
    ),
    "photo-profile": Wording(
        message="Hồ sơ màu của ảnh bị hỏng, nên màu được hiểu như màu màn hình thông thường (sRGB).",
        hint="Nếu màu trông sai, hãy mở ảnh bằng phần mềm xử lý ảnh rồi lưu lại với hồ sơ màu sRGB.",
    ),
    "animated-photo": Wording(
        message="Đây là ảnh động; trang chỉ hiện hình đầu tiên.",
        hint="Nếu cần giữ chuyển động, hãy đăng dưới dạng video.",
    ),
    "heic-without-extra": Wording(
        message="Đây là ảnh chụp từ iPhone (HEIC), mà phần đọc loại ảnh này chưa được cài.",
        hint="Hãy chạy “{program} --yes” để cài (nếu bạn tự quản lý các gói: "
        "“pip install pillow-heif”), hoặc xuất ảnh ra dạng JPEG.",
    ),
    "heic-decoder-old": Wording(
        message="Phần đọc ảnh HEIC trên máy này là bản cũ, có lỗ hổng bảo mật, nên không được dùng.",
        hint="Hãy cập nhật: “pip install --upgrade pillow-heif” (cần libheif từ {wanted} trở lên).",
    ),
    "photo-not-made": Wording(
        message="Không ghi được ảnh ở định dạng {format} ({reason}).",
        hint="Hãy bỏ định dạng này khỏi “formats” trong mục [photos] của config.toml, hoặc lưu lại ảnh.",
    ),
    "photo-not-clean": Wording(
        message="Sau khi chuyển ảnh sang {format} vẫn còn dữ liệu không thuộc về hình: {found}.",
        hint="Ảnh không được đăng, vì dữ liệu ấy có thể lộ nơi chụp và người chụp. "
        "Hãy lưu lại ảnh bằng phần mềm xử lý ảnh; nếu vẫn vậy, hãy báo đây là lỗi của công cụ.",
    ),
    "photo-not-kept": Wording(
        message="Không cất được ảnh đã chuyển đổi vào bộ nhớ đệm ({reason}).",
        hint="Hãy xem ổ đĩa còn chỗ trống và thư mục có quyền ghi không.",
    ),
    # -- portal --
    "unknown-category": Wording(
        message="“{name}” không phải là chuyên mục nào của cổng.",
        hint="Các chuyên mục trong config.toml: {known}.",
        near="Có phải ý bạn là “{near}”?",
    ),
    "unknown-locality": Wording(
        message="“{name}” không có trong danh mục địa phương của cổng.",
        hint="Danh mục địa phương nằm trong tệp content/localities.toml.",
        near="Có phải ý bạn là “{near}”?",
    ),
    "ambiguous-locality": Wording(
        message="“{name}” có thể là nhiều địa phương khác nhau.",
        hint="Hãy ghi tên kèm loại đơn vị, hoặc ghi id của một trong các địa phương: {candidates}.",
    ),
    "locality-other-time": Wording(
        message="“{name}” chưa có hoặc không còn vào ngày của bài.",
        hint="Cổng hiểu là {unit}. Nếu đúng vậy, hãy ghi id của địa phương; nếu không, hãy xem lại ngày và tên.",
    ),
    "unknown-locality-text": Wording(
        message="Không có địa phương nào mang id “{name}” để gắn nội dung này.",
        hint="Tên tệp phải là id của một địa phương trong content/localities.toml.",
        near="Có phải ý bạn là “{near}”?",
    ),
    "broken-link": Wording(
        message="Liên kết “{target}” không dẫn tới tệp nào.",
        hint="Trong thư mục {folder} không có tệp này; đường dẫn tính từ thư mục chứa bài.",
        near="Có phải ý bạn là “{near}”?",
    ),
    "unpublished-kind": Wording(
        message="Tệp “{target}” thuộc loại không được đăng kèm bài.",
        hint="Hãy dùng PDF, Word, Excel, PowerPoint, âm thanh (MP3) hoặc video (MP4), hay tệp nén ZIP.",
    ),
    "link-to-withheld": Wording(
        message="“{target}” dẫn tới một bài chưa đăng hoặc đã hết hạn, nên tạm để thành chữ thường.",
        hint="Liên kết sẽ tự hiện khi bài đó được đăng.",
    ),
    "unknown-fragment": Wording(
        message="Bài “{target}” không có mục “{fragment}”, nên liên kết dẫn tới đầu bài.",
        hint="Hãy kiểm tra lại phần sau dấu #: đó là tên đề mục không dấu, nối bằng gạch ngang.",
    ),
    "unknown-address": Wording(
        message="Trên cổng không có trang nào ở địa chỉ “{target}”.",
        hint="Hãy kiểm tra lại địa chỉ, hoặc liên kết tới tệp của bài, ví dụ ../bai-khac/index.md.",
        near="Có phải ý bạn là “{near}”?",
    ),
    "address-taken": Wording(
        message="Địa chỉ {address} đã được dùng cho {other}.",
        hint="Hãy đặt cho một trong hai một slug khác, hoặc bỏ địa chỉ cũ (aliases) bị trùng.",
    ),
    "logo-missing": Wording(
        message="Không tìm thấy tệp logo “{name}” trong thư mục assets.",
        hint="Hãy ghi đường dẫn tính từ thư mục assets, ví dụ img/logo.svg.",
        near="Có phải ý bạn là “{near}”?",
    ),
    "logo-unreadable": Wording(
        message="Không đọc được logo “{name}” như một ảnh, nên không vẽ được biểu tượng của cổng tin.",
        hint="Hãy xuất lại logo thành tệp PNG, JPEG, WebP hoặc SVG rồi dựng lại.",
    ),
    "attachment-missing": Wording(
        message="Không tìm thấy tệp đính kèm “{target}”.",
        hint="Hãy chép tệp vào thư mục {folder}, hoặc sửa lại tên tệp trong liên kết.",
        near="Có phải ý bạn là “{near}”?",
    ),
    # -- localities in articles, and init --
    "place-unknown": Wording(
        message="“{name}” không có trong danh mục địa phương (số chỗ nhắc tới: {count}).",
        hint="Hãy xem lại cách viết; nếu viết đúng và muốn có trang riêng cho nơi này, hãy thêm vào content/localities.toml.",
        near="Có phải ý bạn là “{near}”?",
    ),
    "place-ambiguous": Wording(
        message="“{name}” có thể là nhiều địa phương khác nhau vào ngày của bài.",
        hint="Hãy viết thêm đơn vị cấp trên ngay sau tên, hoặc ghi id của nơi đó ở mục locality của bài. Các nơi cùng tên: {candidates}.",
    ),
    "place-out-of-date": Wording(
        message="“{name}” chưa có hoặc không còn vào ngày của bài ({day}).",
        hint="Trong danh mục có: {units}. Nếu cố ý nhắc tên ấy, hãy viết thêm “(cũ)” ngay sau tên.",
    ),
    "unknown-province": Wording(
        message="Không có tỉnh, thành phố nào là “{name}”.",
        hint='Hãy ghi mã hoặc tên, ví dụ --province 38 hoặc --province "Thanh Hóa".',
        near="Có phải ý bạn là “{near}”?",
    ),
    "unknown-district": Wording(
        message="Không có huyện, quận, thị xã, thành phố cũ nào là “{name}” ở đó.",
        hint="Hãy ghi mã hoặc tên của đơn vị cấp huyện trước ngày 01/7/2025, ví dụ --district 407.",
        near="Có phải ý bạn là “{near}”?",
    ),
    "ambiguous-district": Wording(
        message="“{name}” là tên của nhiều đơn vị cấp huyện cũ.",
        hint="Hãy ghi mã của một đơn vị: {candidates}.",
    ),
    "nothing-chosen": Wording(
        message="Chưa nói danh mục địa phương dành cho nơi nào.",
        hint="Hãy ghi tỉnh, hoặc cả huyện cũ: {program} localities init --province 38 --district 407.",
    ),
    "gazetteer-exists": Wording(
        message="Đã có danh mục địa phương, nên không ghi đè lên.",
        hint="Hãy cất tệp đang có sang tên khác, hoặc chạy lại với --yes để thay bằng danh mục mới.",
    ),
    "register-missing": Wording(
        message="Chưa có dữ liệu đơn vị hành chính để lập danh mục.",
        hint="Hãy cài gói dữ liệu rồi chạy lại: {command}.",
    ),
    "register-not-installed": Wording(
        message="Không cài được dữ liệu đơn vị hành chính ({reason}).",
        hint="Hãy kiểm tra kết nối mạng rồi chạy lại, hoặc tự cài: {command}.",
    ),
    "register-unreadable": Wording(
        message="Dữ liệu đơn vị hành chính của gói {package} không đọc được ({reason}).",
        hint="Hãy cài lại đúng phiên bản: {command}.",
    ),
    # -- templates --
    "unknown-template": Wording(
        message="Giao diện có sẵn không có mẫu nào tên “{name}”, nên tệp này không có tác dụng.",
        hint="Hãy đặt lại tên cho giống mẫu muốn thay, hoặc thêm dấu _ vào đầu tên để giữ làm tệp riêng.",
        near="Có phải ý bạn là “{near}”?",
    ),
    "template-missing": Wording(
        message="Không có tệp mẫu “{name}”.",
        hint="Mẫu riêng của cổng nằm trong thư mục templates/; tên mẫu phân biệt chữ hoa, chữ thường.",
    ),
    "template-syntax": Wording(
        message="Tệp mẫu có lỗi cú pháp: {reason}.",
        hint="Hãy sửa dòng này; mỗi {{% … %}} mở ra đều phải có dấu đóng của nó.",
    ),
    "template-filter": Wording(
        message="Tệp mẫu dùng bộ lọc “{name}”, nhưng không có bộ lọc này.",
        hint="Mẫu chỉ dùng được các bộ lọc có sẵn của chương trình.",
        near="Có phải ý bạn là “{near}”?",
    ),
    "template-undefined": Wording(
        message="Tệp mẫu dùng tên “{name}”, nhưng ở đây không có giá trị nào mang tên này.",
        hint="Mẫu chỉ thấy site, page và body.",
        near="Có phải ý bạn là “{near}”?",
    ),
    "template-forbidden": Wording(
        message="Tệp mẫu làm một việc không được phép: {reason}",
        hint="Mẫu chỉ được đọc giá trị của site, page và body, không được gọi hay sửa gì khác.",
    ),
    "template-failed": Wording(
        message="Không dựng được trang vì lỗi trong tệp mẫu: {reason}",
        hint="Hãy xem lại dòng này: giá trị có thể khác loại mà phép tính hay bộ lọc cần.",
    ),
    "template-encoding": Wording(
        message="Tệp mẫu không được lưu ở dạng UTF-8.",
        hint="Hãy lưu lại tệp với bảng mã UTF-8.",
    ),
    "template-loop": Wording(
        message="Các tệp mẫu gọi nhau thành vòng: {chain}.",
        hint="Hãy bỏ một trong các lệnh extends, include, import hay part của vòng này.",
    ),
    "dynamic-include": Wording(
        message="Tên tệp mẫu ở đây chỉ biết được khi dựng trang.",
        hint='Hãy viết thẳng tên tệp mẫu trong dấu nháy, chẳng hạn {{% include "parts/card.html" %}}.',
    ),
    # -- output --
    "cannot-write": Wording(
        message="Không ghi được ({reason}).",
        hint="Hãy kiểm tra dung lượng trống của ổ đĩa và quyền ghi vào thư mục này, rồi chạy lại: lần sau sẽ làm nốt.",
    ),
    "output-not-ours": Wording(
        message="Thư mục này có các tệp không do Cổng Làng tạo ra, nên không ghi gì vào.",
        hint="Hãy chọn một thư mục trống khác bằng --output, hoặc dời các tệp đó đi.",
    ),
    "output-misplaced": Wording(
        message="Không thể đặt kết quả ở đây: thư mục này chứa cổng hoặc nằm trong nội dung của cổng.",
        hint="Hãy chọn một thư mục riêng, ví dụ --output output.",
    ),
    "output-occupied": Wording(
        message="Một tệp hay thư mục không do Cổng Làng tạo ra đang nằm đúng chỗ phải ghi tệp này.",
        hint="Dời hoặc đổi tên tệp hay thư mục đó rồi dựng lại; Cổng Làng không ghi đè lên thứ của người khác.",
    ),
    "cache-not-ours": Wording(
        message="Đây không phải là thư mục bộ nhớ đệm của Cổng Làng, nên không ghi gì vào.",
        hint="Hãy chọn một thư mục trống hoặc chưa có bằng --cache.",
    ),
    "cache-misplaced": Wording(
        message="Không thể đặt bộ nhớ đệm ở đây: nó phải nằm ngoài thư mục kết quả và không lẫn với tệp của cổng.",
        hint="Hãy chọn một thư mục riêng, ví dụ --cache .cache.",
    ),
    "cache-discarded": Wording(
        message="Bộ nhớ đệm bị hỏng hoặc thuộc phiên bản khác nên đã được bỏ đi.",
        hint="Lần dựng này lâu hơn một chút; kết quả không đổi.",
    ),
}
