// Names of things that messages mention.
#include <algorithm>
#include <array>
#include <cstdio>

#include "signing/checks/messages.h"

namespace sohoa::checks {
namespace {

struct Words {
  std::string_view vi;
  std::string_view en;
};

// In the order of FormatFault.
constexpr std::array kFaults = {
    Words{"thiếu ByteRange", "no ByteRange"},
    Words{"ByteRange không hợp lệ", "a malformed ByteRange"},
    Words{"ByteRange không bắt đầu từ đầu tệp", "the ByteRange does not start at the first byte"},
    Words{"ByteRange vượt ra ngoài tệp", "the ByteRange goes beyond the file"},
    Words{"phần không được ký lớn hơn giá trị chữ ký",
          "the unsigned gap is not exactly the signature value"},
    Words{"không có giá trị chữ ký", "there is no signature value"},
    Words{"giá trị chữ ký không phải CMS", "the signature value is no CMS"},
    Words{"từ điển chữ ký có khóa lặp", "a key stands twice in the signature dictionary"},
    Words{"phạm vi chồng lấn chữ ký khác", "the range overlaps another signature"},
    Words{"loại chữ ký (SubFilter) không hỗ trợ", "an unknown SubFilter"},
    Words{"chữ ký tách rời lại chứa nội dung", "content inside a detached signature"},
    Words{"không có đúng một người ký trong CMS", "not exactly one signer in the CMS"},
    Words{"thuộc tính được ký bị lặp", "a signed attribute stands twice"},
    Words{"loại nội dung không khớp", "the content type does not match"},
    Words{"một giá trị chữ ký hiển thị ở nhiều trường", "one value is shown by several fields"},
    Words{"thuộc tính XAdES không được chữ ký bao trùm", "XAdES properties that are not signed"},
    Words{"phép biến đổi hoặc tham chiếu bị cấm", "a forbidden transform or reference"},
    Words{"hai phần tử trùng Id", "two elements with one Id"},
    Words{"có nội dung XML không được chữ ký bao trùm", "XML content that no signature covers"},
    Words{"có tệp không được ký trong gói", "a file of the container is not signed"},
    Words{"thiếu tệp đã ký", "a signed file is missing"},
    Words{"gói ASiC sai cấu trúc", "a malformed container"},
    Words{"không đọc được", "it cannot be read"},
};
static_assert(kFaults.size() == static_cast<std::size_t>(FormatFault::Unparseable) + 1);

constexpr std::array kRisks = {
    Words{"lớp nội dung ẩn", "hidden layers"},
    Words{"mã JavaScript", "JavaScript"},
    Words{"hành động tự chạy khi mở", "an action run on opening"},
    Words{"tham chiếu ra ngoài tệp", "references out of the file"},
    Words{"tệp đính kèm", "embedded files"},
    Words{"biểu mẫu XFA", "an XFA form"},
    Words{"phông chữ không nhúng", "fonts that are not embedded"},
    Words{"nội dung không dùng đến", "content nothing refers to"},
    Words{"biểu mẫu hoặc chú thích che nội dung", "a field or annotation over page content"},
};
static_assert(kRisks.size() == static_cast<std::size_t>(kLastRiskKind) + 1);

// In the order of ChangeKind.
constexpr std::array kChanges = {
    Words{"dữ liệu kỹ thuật", "housekeeping"},
    Words{"đối tượng không dùng", "an unused object"},
    Words{"ghi lại cùng nội dung", "the same content again"},
    Words{"siêu dữ liệu", "metadata"},
    Words{"kho dữ liệu xác thực (DSS)", "the security store"},
    Words{"dấu thời gian tài liệu", "a document time-stamp"},
    Words{"phần mở rộng", "extensions"},
    Words{"ký vào trường chữ ký có sẵn", "a signature field was signed"},
    Words{"thêm chữ ký không hiển thị", "a hidden signature was added"},
    Words{"thêm chữ ký hiển thị", "a visible signature was added"},
    Words{"điền biểu mẫu", "a form field was filled"},
    Words{"thêm chú thích", "an annotation was added"},
    Words{"sửa chú thích", "an annotation was changed"},
    Words{"xóa chú thích", "an annotation was removed"},
    Words{"trường biểu mẫu hiển thị khác giá trị", "a field shows other than its value"},
    Words{"thêm trường biểu mẫu", "a form field was added"},
    Words{"xóa trường biểu mẫu", "a form field was removed"},
    Words{"sửa hoặc xóa chữ ký trước", "an earlier signature was changed"},
    Words{"sửa hình hiển thị dùng chung", "a shared appearance was changed"},
    Words{"sửa nội dung trang", "page content was changed"},
    Words{"sửa phông chữ, hình ảnh của trang", "fonts or images of a page were changed"},
    Words{"sửa khổ hoặc chiều trang", "the size or rotation of a page was changed"},
    Words{"thêm, bớt hoặc đổi thứ tự trang", "pages were added, removed or re-ordered"},
    Words{"sửa lớp hiển thị", "layers were changed"},
    Words{"sửa hành động tự chạy", "actions were changed"},
    Words{"sửa tệp đính kèm", "embedded files were changed"},
    Words{"sửa mục lục", "outlines were changed"},
    Words{"sửa cấu trúc tài liệu", "the document structure was changed"},
    Words{"sửa biểu mẫu XFA", "the XFA form was changed"},
    Words{"sửa mã hóa tài liệu", "encryption was changed"},
    Words{"sửa danh mục gốc của tài liệu", "the catalogue was changed"},
    Words{"sửa kho dữ liệu xác thực có sẵn", "the existing security store was changed"},
    Words{"trỏ lại đối tượng đã ký", "a signed object was re-pointed"},
    Words{"dữ liệu lạ ở cuối tệp", "foreign bytes at the end"},
    Words{"thay đổi không xác định", "an undefined change"},
};
static_assert(kChanges.size() == static_cast<std::size_t>(kLastChangeKind) + 1);

constexpr std::array kPathFaults = {
    Words{"không rõ", "unknown"},
    Words{"không tới gốc tin cậy", "it ends before any anchor"},
    Words{"chữ ký trên chứng thư sai", "a certificate's signature does not verify"},
    Words{"đơn vị cấp không có quyền cấp chứng thư", "the issuer is no certification authority"},
    Words{"vượt độ dài chuỗi cho phép", "the path is longer than an issuer allows"},
    Words{"tên nằm ngoài phạm vi được cấp", "the name constraints are broken"},
    Words{"có phần mở rộng bắt buộc không hiểu được", "an unknown critical extension"},
    Words{"không thỏa chính sách chứng thư", "certificate policies are not met"},
    Words{"chứng thư sai cấu trúc", "a malformed certificate"},
    Words{"chuỗi quá dài", "the chain is too long"},
    Words{"lỗi khác", "another fault"},
};
static_assert(kPathFaults.size() == static_cast<std::size_t>(PathFault::Other) + 1);

// In the order of RFC 5280 5.3.1; 7 is not used.
constexpr std::array kReasons = {
    Words{"không nêu lý do", "no reason given"},
    Words{"lộ khóa bí mật", "key compromise"},
    Words{"lộ khóa của CA", "CA compromise"},
    Words{"thay đổi thông tin chủ thể", "affiliation changed"},
    Words{"được thay thế", "superseded"},
    Words{"ngừng hoạt động", "cessation of operation"},
    Words{"tạm dừng", "certificate hold"},
    Words{"không nêu lý do", "no reason given"},
    Words{"khôi phục", "removed from CRL"},
    Words{"rút quyền", "privilege withdrawn"},
    Words{"lộ khóa của cơ quan cấp thuộc tính", "AA compromise"},
};
static_assert(kReasons.size() == static_cast<std::size_t>(RevocationReason::AaCompromise) + 1);

// Facts come from a cage: a number outside the enum must not leave the table.
template <class Table, class Enum>
Said from(const Table& table, Enum value) {
  const auto index = std::min(static_cast<std::size_t>(value), table.size() - 1);
  return {std::string(table[index].vi), std::string(table[index].en)};
}

constexpr std::int64_t kYear0 = -62'167'219'200;
constexpr std::int64_t kYear9999 = 253'402'300'799;
constexpr std::int64_t kVietnamOffset_s = 7 * 3600;

struct Calendar {
  int year;
  unsigned month, day;
  int hour, minute;
};

Calendar calendar(UtcTime time) {
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss clock(time - midnight);
  return {int(date.year()),
          unsigned(date.month()),
          unsigned(date.day()),
          static_cast<int>(clock.hours().count()),
          static_cast<int>(clock.minutes().count())};
}

}  // namespace

UtcTime shifted(UtcTime time, std::int64_t seconds) {
  const std::int64_t from = std::clamp(time.time_since_epoch().count(), kYear0, kYear9999);
  const std::int64_t by = std::clamp(seconds, kYear0, kYear9999);
  return UtcTime(std::chrono::seconds(std::clamp(from + by, kYear0, kYear9999)));
}

Said said(std::string_view text) {
  return {std::string(text), std::string(text)};
}

Said said(UtcTime time) {
  std::array<char, 64> vi{};
  std::array<char, 64> en{};
  const Calendar there = calendar(shifted(time, kVietnamOffset_s));
  const Calendar utc = calendar(shifted(time, 0));
  std::snprintf(vi.data(),
                vi.size(),
                "%02u/%02u/%04d %02d:%02d giờ VN",
                there.day,
                there.month,
                there.year,
                there.hour,
                there.minute);
  std::snprintf(en.data(),
                en.size(),
                "%04d-%02u-%02u %02d:%02d UTC",
                utc.year,
                utc.month,
                utc.day,
                utc.hour,
                utc.minute);
  return {vi.data(), en.data()};
}

Said said(FormatFault fault) {
  return from(kFaults, fault);
}

Said said(RiskKind kind) {
  return from(kRisks, kind);
}

Said said(ChangeKind kind) {
  return from(kChanges, kind);
}

Said said(PathFault fault) {
  return from(kPathFaults, fault);
}

Said said(RevocationReason reason) {
  return from(kReasons, reason);
}

}  // namespace sohoa::checks
