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
constexpr std::array<Rule, 29> kRules = {{
    // TT 01/2023 Điều 7: the whole paper, page for page, in order.
    {"no-pages",
     kBlock,
     Ground::Completeness,
     "Thành phần không có trang nào.",
     "The component has no page."},
    {"pages-declared",
     kBlock,
     Ground::Completeness,
     "Số trang quét được ({m}) khác số trang đã khai ({l}).",
     "{m} pages were scanned, {l} were declared."},
    {"pages-variant",
     kWarn,
     Ground::Completeness,
     "Số trang quét được ({m}) nhiều hơn số đã khai ({l}), phần dư là trang lặp lại: có thể do "
     "trang có giấy ghi chú dán kèm được quét hai lần.",
     "{m} pages were scanned, {l} were declared; the surplus repeats other pages, as when a sheet "
     "with a pasted note is scanned with and without it."},
    {"page-count",
     kNote,
     Ground::Own,
     "Đã đếm {m} trang nội dung{x}.",
     "{m} content pages were counted{x}."},
    {"page-failed",
     kBlock,
     Ground::Completeness,
     "Không đọc được trang này.",
     "This page could not be read."},
    {"page-partial",
     kBlock,
     Ground::Completeness,
     "Ảnh của trang bị hỏng một phần: cần đối chiếu với bản giấy.",
     "Image data of the page is missing: compare it with the paper."},
    {"duplicate-page",
     kWarn,
     Ground::Own,
     "Trang này giống trang {x} đã quét trước đó; vẫn được lưu và đếm.",
     "This page repeats page {x}; it is kept and counted."},
    {"blank-page",
     kNote,
     Ground::Own,
     "Trang trắng; vẫn được lưu và đếm.",
     "A blank page; it is kept and counted."},
    // NĐ 30/2020 annex I, taken up by TT 01/2023: PDF, colour, 200 dpi, scale 100 %.
    {"dpi-low",
     kBlock,
     Ground::Format,
     "Độ phân giải {m} thấp hơn mức quy định {l}.",
     "The resolution of {m} is below the required {l}."},
    {"dpi-low-estimated",
     kWarn,
     Ground::Format,
     "Độ phân giải ước tính {m} thấp hơn mức quy định {l}; ước tính theo khổ A4 vì tệp không ghi "
     "rõ.",
     "The resolution, estimated as {m} for a sheet of A4, is below the required {l}."},
    {"dpi-estimated",
     kNote,
     Ground::Own,
     "Độ phân giải ước tính {m} theo khổ A4: ảnh chụp hoặc tệp không ghi rõ.",
     "The resolution is estimated as {m} for a sheet of A4: a photograph, or not stated."},
    {"dpi-unknown",
     kNote,
     Ground::Own,
     "Không xác định được độ phân giải của trang.",
     "The resolution of the page is not known."},
    {"scale",
     kNote,
     Ground::Format,
     "Khổ trang bằng {m} khổ A4: bản quét có thể không đúng tỷ lệ {l}.",
     "The page is {m} of A4: the scan may not be at a scale of {l}."},
    {"page-size",
     kNote,
     Ground::Own,
     "Khổ trang {m} không phải A3, A4 hay A5.",
     "A page of {m} is neither A3, A4 nor A5."},
    {"not-colour",
     kWarn,
     Ground::Format,
     "Ảnh quét không có màu ({x}).",
     "The scan has no colour ({m})."},
    {"pdf-version",
     kWarn,
     Ground::Format,
     "Tệp{x}: phiên bản PDF {m} cũ hơn mức quy định {l}.",
     "File{x}: PDF version {m} is older than the required {l}."},
    // Our own measures of quality.
    {"skewed",
     kWarn,
     Ground::Own,
     "Trang bị lệch {m} khi quét (giới hạn {l}).",
     "The page is askew by {m} (limit {l})."},
    {"blurred",
     kWarn,
     Ground::Own,
     "Chữ bị nhoè: mép nét rộng {m} (giới hạn {l}).",
     "The text is blurred: edges are {m} wide (limit {l})."},
    {"cut-edge",
     kWarn,
     Ground::Own,
     "Nội dung chạm mép {x} của ảnh ({m}): có thể bị cắt mất.",
     "Content runs into the {x} edge of the image ({m}): it may be cut off."},
    {"too-dark",
     kWarn,
     Ground::Own,
     "Ảnh quá tối: nền giấy sáng {m} (tối thiểu {l}).",
     "The image is too dark: paper at {m} (at least {l})."},
    {"too-light",
     kWarn,
     Ground::Own,
     "Ảnh quá sáng, nét chữ bị mờ: độ tương phản {m} (tối thiểu {l}).",
     "The image is too light, the ink faint: contrast {m} (at least {l})."},
    {"low-contrast",
     kWarn,
     Ground::Own,
     "Độ tương phản giữa chữ và nền thấp: {m} (tối thiểu {l}).",
     "The contrast between ink and paper is low: {m} (at least {l})."},
    {"text-unreadable",
     kWarn,
     Ground::Own,
     "Lớp chữ nhận dạng kém tin cậy: {m} (tối thiểu {l}); nên quét lại ở {x}.",
     "The recognised text is doubtful: {m} (at least {l}); scan again at {x}."},
    {"text-none",
     kNote,
     Ground::Own,
     "Trang có hình nhưng không nhận dạng được chữ nào.",
     "The page is not blank, yet no text was recognised."},
    // domain.md 2.5: locked files and files that act are not taken without an officer.
    {"encrypted",
     kBlock,
     Ground::Own,
     "Tệp{x} bị khoá hoặc mã hoá; bản gốc được giữ nguyên.",
     "File{x} is locked or encrypted; the original is kept as it is."},
    {"active-content",
     kBlock,
     Ground::Own,
     "Tệp{x} có nội dung hoạt động hoặc tệp nhúng ({m}); không được thực thi.",
     "File{x} has active content or embedded files ({m}); nothing of it was run."},
    {"active-content-minor",
     kWarn,
     Ground::Own,
     "Tệp{x} có hành động kèm theo ({m}); không được thực thi.",
     "File{x} has actions attached ({m}); nothing of it was run."},
    {"file-size",
     kWarn,
     Ground::Own,
     "Tệp{x} có dung lượng {m}, vượt giới hạn {l}.",
     "File{x} has {m}, more than the limit of {l}."},
    {"variant-page",
     kNote,
     Ground::Completeness,
     "Bản quét thứ hai của trang có giấy ghi chú; không tính vào số trang.",
     "A second scan of a sheet with a pasted note; not counted."},
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

const SeverityById& default_severities() {
  static const SeverityById kAll = admission::severities();
  return kAll;
}

}  // namespace sohoa
