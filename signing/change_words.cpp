#include "signing/change_words.h"

#include <algorithm>
#include <array>

namespace sohoa {
namespace {

struct Words {
  std::string_view vi;
  std::string_view en;
};

// In the order of ChangeKind.
constexpr std::array kWords = {
    Words{"cấu trúc bên trong của tệp", "inner structure of the file"},
    Words{"phần không ai đọc tới", "parts nothing leads to"},
    Words{"ghi lại nội dung cũ", "the same content written again"},
    Words{"thông tin mô tả tệp", "metadata"},
    Words{"dữ liệu chứng minh lâu dài (DSS)", "long-term evidence (DSS)"},
    Words{"dấu thời gian của tài liệu", "a document time-stamp"},
    Words{"khai báo phần mở rộng", "extension declarations"},
    Words{"thêm chữ ký vào ô có sẵn", "an existing signature field signed"},
    Words{"thêm chữ ký không hiển thị", "an invisible signature added"},
    Words{"thêm chữ ký hiển thị trên trang", "a visible signature added"},
    Words{"điền biểu mẫu", "form fields filled"},
    Words{"thêm ghi chú", "annotations added"},
    Words{"sửa ghi chú", "annotations changed"},
    Words{"xoá ghi chú", "annotations removed"},
    Words{"ô biểu mẫu hiển thị khác giá trị", "a field that shows another value than it holds"},
    Words{"thêm ô biểu mẫu", "form fields added"},
    Words{"xoá ô biểu mẫu", "form fields removed"},
    Words{"sửa hoặc xoá chữ ký trước đó", "an earlier signature changed or removed"},
    Words{"hình hiển thị dùng chung bị thay", "a shared appearance replaced"},
    Words{"nội dung trang", "page content"},
    Words{"phông chữ, hình ảnh của trang", "fonts or images of a page"},
    Words{"khổ trang hoặc chiều trang", "page size or rotation"},
    Words{"thêm, bớt hoặc đổi thứ tự trang", "pages added, removed or re-ordered"},
    Words{"lớp nội dung ẩn, hiện", "layers shown or hidden"},
    Words{"hành động tự chạy, JavaScript", "actions or JavaScript"},
    Words{"tệp đính kèm", "embedded files"},
    Words{"mục lục", "outlines"},
    Words{"cấu trúc nội dung (thẻ)", "structure (tags)"},
    Words{"biểu mẫu XFA", "the XFA form"},
    Words{"mã hoá của tệp", "encryption"},
    Words{"thiết lập chung của tài liệu", "document catalogue"},
    Words{"thay hoặc xoá dữ liệu chứng minh", "long-term evidence replaced or removed"},
    Words{"bảng định vị trỏ lại vào phần đã ký", "an xref that re-points into signed bytes"},
    Words{"dữ liệu thừa ở cuối tệp", "bytes after the end of the document"},
    Words{"thay đổi không xác định được", "a change no rule knows"},
};
static_assert(kWords.size() == static_cast<std::size_t>(kLastChangeKind) + 1);

}  // namespace

std::string_view describe(ChangeKind kind, Lang lang) {
  // Facts come from a cage: a number outside the enum reads as the last, which is never allowed.
  const auto& words = kWords[std::min(static_cast<std::size_t>(kind), kWords.size() - 1)];
  return lang == Lang::Vi ? words.vi : words.en;
}

}  // namespace sohoa
