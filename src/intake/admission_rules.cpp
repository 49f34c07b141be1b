#include "intake/admission_rules.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace sohoa::admission {
namespace {

constexpr auto kNote = Severity::Note;
constexpr auto kWarn = Severity::Warn;
constexpr auto kBlock = Severity::Block;

// Block: a rule of a circular is not met, or a file carries what domain.md 2.5 rejects.
constexpr std::array<Rule, 30> kRules = {{
    // TT 01/2023 Điều 7: the whole paper, page for page, in order.
    {"no-pages",
     kBlock,
     Ground::Completeness,
     "Thành phần không có trang nào.",
     "The component has no page.",
     "Kiểm tra tệp gửi lên; quét lại thành phần này."},
    {"pages-declared",
     kBlock,
     Ground::Completeness,
     "Số trang quét được ({m}) khác số trang đã khai ({l}).",
     "{m} pages were scanned, {l} were declared.",
     "Đếm lại bản giấy; thiếu trang thì quét lại, khai nhầm thì chấp nhận và ghi lý do."},
    {"pages-variant",
     kWarn,
     Ground::Completeness,
     "Số trang quét được ({m}) nhiều hơn số đã khai ({l}), phần dư là trang lặp lại: có thể do "
     "trang có giấy ghi chú dán kèm được quét hai lần.",
     "{m} pages were scanned, {l} were declared; the surplus repeats other pages, as when a sheet "
     "with a pasted note is scanned with and without it.",
     "Xem trang lặp lại có phải trang có giấy ghi chú hay không; nếu không thì xử lý như thừa "
     "trang."},
    {"page-count",
     kNote,
     Ground::Own,
     "Đã đếm {m} trang nội dung{x}.",
     "{m} content pages were counted{x}.",
     ""},
    {"page-failed",
     kBlock,
     Ground::Completeness,
     "Không đọc được trang này.",
     "This page could not be read.",
     "Quét lại trang này hoặc cả thành phần."},
    {"page-partial",
     kBlock,
     Ground::Completeness,
     "Ảnh của trang bị hỏng một phần: cần đối chiếu với bản giấy.",
     "Image data of the page is missing: compare it with the paper.",
     "Đối chiếu với bản giấy; quét lại và gửi lại cả tệp."},
    {"duplicate-page",
     kWarn,
     Ground::Own,
     "Trang này giống trang {x} đã quét trước đó; vẫn được lưu và đếm.",
     "This page repeats page {x}; it is kept and counted.",
     "Xem có quét trùng hay không; trang có giấy ghi chú thì được quét hai lần."},
    {"blank-page",
     kNote,
     Ground::Own,
     "Trang trắng; vẫn được lưu và đếm.",
     "A blank page; it is kept and counted.",
     ""},
    // NĐ 30/2020 annex I, taken up by TT 01/2023: PDF, colour, 200 dpi, scale 100 %.
    {"dpi-low",
     kBlock,
     Ground::Format,
     "Độ phân giải {m} thấp hơn mức quy định {l}.",
     "The resolution of {m} is below the required {l}.",
     "Đặt máy quét từ 200 dpi trở lên (nên 300 dpi) rồi quét lại."},
    {"dpi-low-estimated",
     kWarn,
     Ground::Format,
     "Độ phân giải ước tính {m} thấp hơn mức quy định {l}; ước tính theo khổ A4 vì tệp không ghi "
     "rõ.",
     "The resolution, estimated as {m} for a sheet of A4, is below the required {l}.",
     "Nếu là ảnh chụp thì quét lại bằng máy quét; nếu là bản quét thì kiểm tra độ phân giải đã "
     "đặt."},
    {"dpi-estimated",
     kNote,
     Ground::Own,
     "Độ phân giải ước tính {m} theo khổ A4: ảnh chụp hoặc tệp không ghi rõ.",
     "The resolution is estimated as {m} for a sheet of A4: a photograph, or not stated.",
     ""},
    {"dpi-unknown",
     kNote,
     Ground::Own,
     "Không xác định được độ phân giải của trang.",
     "The resolution of the page is not known.",
     ""},
    {"scale",
     kNote,
     Ground::Format,
     "Khổ trang bằng {m} khổ A4: bản quét có thể không đúng tỷ lệ {l}.",
     "The page is {m} of A4: the scan may not be at a scale of {l}.",
     "Nếu máy quét đang thu nhỏ hoặc phóng to thì đặt lại tỷ lệ 100 %."},
    {"page-size",
     kNote,
     Ground::Own,
     "Khổ trang {m} không phải A3, A4 hay A5.",
     "A page of {m} is neither A3, A4 nor A5.",
     ""},
    {"not-colour",
     kWarn,
     Ground::Format,
     "Ảnh quét không có màu ({x}).",
     "The scan has no colour ({m}).",
     "Đặt máy quét ở chế độ màu; quét lại nếu trên giấy có dấu đỏ hoặc chữ ký mực màu."},
    {"pdf-version",
     kWarn,
     Ground::Format,
     "Tệp{x}: phiên bản PDF {m} cũ hơn mức quy định {l}.",
     "File{x}: PDF version {m} is older than the required {l}.",
     "Xuất lại tệp PDF bằng phần mềm mới hơn; giữ nguyên tệp nếu tệp có chữ ký số."},
    // Our own measures of quality.
    {"skewed",
     kWarn,
     Ground::Own,
     "Trang bị lệch {m} khi quét (giới hạn {l}).",
     "The page is askew by {m} (limit {l}).",
     "Đặt giấy thẳng rồi quét lại nếu chữ khó đọc."},
    {"blurred",
     kWarn,
     Ground::Own,
     "Chữ bị nhoè: mép nét rộng {m} (giới hạn {l}).",
     "The text is blurred: edges are {m} wide (limit {l}).",
     "Lau mặt kính, ép phẳng giấy rồi quét lại; không chụp bằng điện thoại."},
    {"cut-edge",
     kWarn,
     Ground::Own,
     "Nội dung chạm mép {x} của ảnh ({m} nét): có thể bị cắt mất.",
     "Content runs into the {x} edge of the image ({m} strokes): it may be cut off.",
     "Xem có mất chữ ở mép hay không; nếu mất thì đặt lại giấy và quét lại."},
    {"too-dark",
     kWarn,
     Ground::Own,
     "Ảnh quá tối: nền giấy sáng {m} (tối thiểu {l}).",
     "The image is too dark: paper at {m} (at least {l}).",
     "Tăng độ sáng của máy quét rồi quét lại."},
    {"too-light",
     kWarn,
     Ground::Own,
     "Ảnh quá sáng, nét chữ bị mờ: độ tương phản {m} (tối thiểu {l}).",
     "The image is too light, the ink faint: contrast {m} (at least {l}).",
     "Giảm độ sáng hoặc tăng độ đậm của máy quét rồi quét lại."},
    {"low-contrast",
     kWarn,
     Ground::Own,
     "Độ tương phản giữa chữ và nền thấp: {m} (tối thiểu {l}).",
     "The contrast between ink and paper is low: {m} (at least {l}).",
     "Tăng độ tương phản của máy quét; bản giấy mờ thì ghi chú lại."},
    {"text-unreadable",
     kWarn,
     Ground::Own,
     "Lớp chữ nhận dạng kém tin cậy: {m} (tối thiểu {l}); nên quét lại ở {x}.",
     "The recognised text is doubtful: {m} (at least {l}); scan again at {x}.",
     "Quét lại ở 300 dpi; nếu bản giấy mờ thì kiểm tra từng trường dữ liệu."},
    {"text-none",
     kNote,
     Ground::Own,
     "Trang có hình nhưng không nhận dạng được chữ nào.",
     "The page is not blank, yet no text was recognised.",
     ""},
    // domain.md 2.5: locked files and files that act are not taken without an officer.
    {"encrypted",
     kBlock,
     Ground::Own,
     "Tệp{x} bị khoá hoặc mã hoá; bản gốc được giữ nguyên.",
     "File{x} is locked or encrypted; the original is kept as it is.",
     "Đề nghị người nộp gửi lại tệp không khoá; hoặc mở bằng mật khẩu rồi quyết định."},
    {"file-damaged",
     kBlock,
     Ground::Completeness,
     "Tệp{x} bị hỏng một phần, đã đọc phần còn lại: cần đối chiếu với bản giấy.",
     "File{x} is damaged and was read as far as it goes: compare it with the paper.",
     "Đối chiếu với bản giấy hoặc tệp gốc; gửi lại tệp lành nếu có."},
    {"active-content",
     kBlock,
     Ground::Own,
     "Tệp{x} có nội dung hoạt động hoặc tệp nhúng ({m}); không được thực thi.",
     "File{x} has active content or embedded files ({m}); nothing of it was run.",
     "Đề nghị gửi lại tệp không có mã lệnh hay tệp nhúng; nếu tệp có chữ ký số thì xem kỹ rồi "
     "quyết định."},
    {"active-content-minor",
     kWarn,
     Ground::Own,
     "Tệp{x} có hành động kèm theo ({m}); không được thực thi.",
     "File{x} has actions attached ({m}); nothing of it was run.",
     "Xem trang đầu có gì lạ hay không."},
    {"file-size",
     kWarn,
     Ground::Own,
     "Tệp{x} có dung lượng {m}, vượt giới hạn {l}.",
     "File{x} has {m}, more than the limit of {l}.",
     "Giảm độ phân giải xuống 300 dpi hoặc chia nhỏ thành phần."},
    {"variant-page",
     kNote,
     Ground::Completeness,
     "Bản quét thứ hai của trang có giấy ghi chú; không tính vào số trang.",
     "A second scan of a sheet with a pasted note; not counted.",
     ""},
}};

SeverityById severities() {
  SeverityById all;
  for (const Rule& each : kRules) all.emplace(each.id, each.severity);
  return all;
}

void replace(std::string& text, std::string_view place, std::string_view value) {
  const std::size_t at = text.find(place);
  if (at != std::string::npos) text.replace(at, place.size(), value);
}

}  // namespace

std::span<const Rule> rules() {
  return kRules;
}

const Rule& rule(std::string_view id) {
  const auto* found =
      std::find_if(kRules.begin(), kRules.end(), [&](const Rule& each) { return each.id == id; });
  assert(found != kRules.end());
  return *found;
}

std::string filled(std::string_view text,
                   std::string_view measure,
                   std::string_view limit,
                   std::string_view extra) {
  std::string sentence(text);
  replace(sentence, "{x}", extra);
  replace(sentence, "{m}", measure);
  replace(sentence, "{l}", limit);
  return sentence;
}

}  // namespace sohoa::admission

namespace sohoa {

std::string_view scan_advice_vi(std::string_view id) {
  return default_severities().contains(id) ? admission::rule(id).advice_vi : std::string_view();
}

const SeverityById& default_severities() {
  static const SeverityById kAll = admission::severities();
  return kAll;
}

}  // namespace sohoa
