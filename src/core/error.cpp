#include "core/error.h"

#include <array>
#include <utility>

namespace sohoa {
namespace {

using enum ErrorKind;

// One row a fault, in enum order (checked below). Wording: what happened; what to do.
constexpr std::array kTable = {
    FaultInfo{Fault::Usage,
              InvalidInput,
              "usage",
              "Lệnh chưa đúng",
              "Xem --help.",
              "The command is not right",
              "See --help."},
    FaultInfo{Fault::EmptyFile,
              InvalidInput,
              "empty-file",
              "Tệp rỗng (0 byte)",
              "Quét hoặc gửi lại tệp này.",
              "The file is empty (0 bytes)",
              "Scan or send it again."},
    FaultInfo{Fault::TruncatedFile,
              InvalidInput,
              "truncated-file",
              "Tệp bị cắt cụt",
              "Gửi lại tệp đầy đủ; phần đọc được đã giữ nguyên.",
              "The file is cut short",
              "Send the whole file again; what was received is kept."},
    FaultInfo{Fault::CorruptFile,
              InvalidInput,
              "corrupt-file",
              "Tệp hỏng, không đọc được",
              "Quét hoặc xuất lại tệp này.",
              "The file is damaged",
              "Scan or export it again."},
    FaultInfo{Fault::NotADocument,
              InvalidInput,
              "not-a-document",
              "Nội dung không phải là giấy tờ được quét",
              "Kiểm tra lại tệp: tên và nội dung khác loại.",
              "The content is not a scanned document",
              "Check the file: its name and content differ."},
    FaultInfo{Fault::PageOutOfRange,
              InvalidInput,
              "page-out-of-range",
              "Không có trang này",
              "Chọn trang trong phạm vi tài liệu.",
              "There is no such page",
              "Choose a page of the document."},
    FaultInfo{Fault::BadManifest,
              InvalidInput,
              "bad-manifest",
              "Bản kê của lô không hợp lệ",
              "Đóng gói lại lô bằng 'sohoa batch pack'.",
              "The bag's manifest is not valid",
              "Pack the batch again with 'sohoa batch pack'."},
    FaultInfo{Fault::BadBatchJson,
              InvalidInput,
              "bad-batch-json",
              "batch.json không hợp lệ",
              "Sửa mục được nêu rồi gửi lại.",
              "batch.json is not valid",
              "Mend the member named and send again."},
    FaultInfo{Fault::DigestMismatch,
              InvalidInput,
              "digest-mismatch",
              "Mã băm SHA-256 của tệp khác bản kê",
              "Tệp đổi trên đường truyền: gửi lại tệp này.",
              "The file's SHA-256 differs from the manifest",
              "It changed on the way: send it again."},
    FaultInfo{Fault::MissingFile,
              InvalidInput,
              "missing-file",
              "Thiếu tệp có trong bản kê",
              "Bổ sung tệp rồi gửi lại.",
              "A file named by the manifest is missing",
              "Add the file and send again."},
    FaultInfo{Fault::BadCoverSheet,
              InvalidInput,
              "bad-cover-sheet",
              "Tờ bìa QR không hợp lệ",
              "In lại tờ bìa bằng 'sohoa batch cover'.",
              "The QR cover sheet is not valid",
              "Print it again with 'sohoa batch cover'."},
    FaultInfo{Fault::UnsafeName,
              InvalidInput,
              "unsafe-name",
              "Tên tệp trong lô không an toàn",
              "Đổi tên: không dùng '..', đường dẫn tuyệt đối, liên kết.",
              "An entry's name is unsafe",
              "Rename it: no '..', absolute path or link."},
    FaultInfo{Fault::DuplicateName,
              InvalidInput,
              "duplicate-name",
              "Hai tệp trùng tên trong lô",
              "Đổi tên một tệp rồi gửi lại.",
              "Two entries have one name",
              "Rename one and send again."},
    FaultInfo{Fault::FileTooLarge,
              LimitExceeded,
              "file-too-large",
              "Tệp vượt dung lượng cho phép",
              "Tách tài liệu thành nhiều tệp.",
              "The file is larger than allowed",
              "Split the document."},
    FaultInfo{Fault::TooManyPixels,
              LimitExceeded,
              "too-many-pixels",
              "Ảnh có quá nhiều điểm ảnh",
              "Quét lại ở 200–300 dpi.",
              "The image has too many pixels",
              "Scan again at 200–300 dpi."},
    FaultInfo{Fault::PageTooLarge,
              LimitExceeded,
              "page-too-large",
              "Khổ trang quá lớn",
              "Kiểm tra khổ giấy của trang; quét lại.",
              "The page's box is too large",
              "Check the paper size; scan again."},
    FaultInfo{Fault::TooManyPages,
              LimitExceeded,
              "too-many-pages",
              "Tài liệu có quá nhiều trang",
              "Tách tài liệu thành nhiều tệp.",
              "The document has too many pages",
              "Split it."},
    FaultInfo{Fault::TooManyEntries,
              LimitExceeded,
              "too-many-entries",
              "Lô có quá nhiều tệp",
              "Chia lô nhỏ hơn.",
              "The archive has too many entries",
              "Make smaller batches."},
    FaultInfo{Fault::EntryTooLarge,
              LimitExceeded,
              "entry-too-large",
              "Một tệp trong lô vượt dung lượng cho phép",
              "Tách tệp đó.",
              "An entry is larger than allowed",
              "Split that file."},
    FaultInfo{Fault::ArchiveTooLarge,
              LimitExceeded,
              "archive-too-large",
              "Tổng dung lượng sau giải nén quá lớn",
              "Chia lô nhỏ hơn.",
              "The archive unpacks to more than allowed",
              "Make smaller batches."},
    FaultInfo{Fault::RatioTooHigh,
              LimitExceeded,
              "ratio-too-high",
              "Tỷ lệ nén bất thường (nghi bom nén)",
              "Không dùng tệp này; báo quản trị.",
              "The compression ratio is abnormal (a bomb?)",
              "Do not use this file; tell the administrator."},
    FaultInfo{Fault::NestedArchive,
              LimitExceeded,
              "nested-archive",
              "ZIP lồng trong ZIP",
              "Giải nén tệp bên trong rồi đóng gói lại.",
              "An archive inside the archive",
              "Unpack the inner one and pack again."},
    FaultInfo{Fault::OverlappingEntries,
              LimitExceeded,
              "overlapping-entries",
              "Các tệp trong ZIP chồng lên nhau (nghi bom nén)",
              "Không dùng tệp này; báo quản trị.",
              "Entries of the archive overlap (a bomb?)",
              "Do not use this file; tell the administrator."},
    FaultInfo{Fault::InflateTooLarge,
              LimitExceeded,
              "inflate-too-large",
              "Dữ liệu nén nở quá lớn",
              "Xuất lại tệp bằng phần mềm khác.",
              "Compressed data expands beyond the bound",
              "Export the file again with other software."},
    FaultInfo{Fault::ReplyTooLarge,
              LimitExceeded,
              "reply-too-large",
              "Kết quả đọc trang quá lớn",
              "Tách tài liệu; báo quản trị nếu lặp lại.",
              "The reading of the page is too large",
              "Split the document; tell the administrator if it repeats."},
    FaultInfo{Fault::MemoryLimit,
              LimitExceeded,
              "memory-limit",
              "Trang cần quá nhiều bộ nhớ",
              "Quét lại ở 200–300 dpi.",
              "The page needs too much memory",
              "Scan again at 200–300 dpi."},
    FaultInfo{Fault::CpuLimit,
              LimitExceeded,
              "cpu-limit",
              "Trang cần quá nhiều thời gian xử lý",
              "Quét lại trang này.",
              "The page needs too much processor time",
              "Scan the page again."},
    FaultInfo{Fault::NeedsPassword,
              Unsupported,
              "needs-password",
              "Tệp cần mật khẩu",
              "Gõ --password, hoặc xin người nộp tệp không khoá.",
              "The file needs a password",
              "Give --password, or ask for an unlocked file."},
    FaultInfo{Fault::UnknownFormat,
              Unsupported,
              "unknown-format",
              "Định dạng không hỗ trợ",
              "Gửi PDF, TIFF, JPEG hoặc PNG.",
              "The format is not supported",
              "Send PDF, TIFF, JPEG or PNG."},
    FaultInfo{Fault::UnsupportedFeature,
              Unsupported,
              "unsupported-feature",
              "Tệp dùng tính năng chưa hỗ trợ",
              "Xuất lại tệp ở dạng phổ thông.",
              "The file uses a feature we do not support",
              "Export it again in a common form."},
    FaultInfo{Fault::FileNotFound,
              NotFound,
              "file-not-found",
              "Không tìm thấy tệp",
              "Kiểm tra đường dẫn.",
              "The file was not found",
              "Check the path."},
    FaultInfo{Fault::NoSuchItem,
              NotFound,
              "no-such-item",
              "Không có giấy tờ mang mã này",
              "Tìm lại bằng 'sohoa find'.",
              "No item has this code",
              "Search with 'sohoa find'."},
    FaultInfo{Fault::NoSuchBatch,
              NotFound,
              "no-such-batch",
              "Không có lô mang mã này",
              "Xem mã lô trên biên nhận.",
              "No batch has this id",
              "See the receipt."},
    FaultInfo{Fault::NoStore,
              NotFound,
              "no-store",
              "Chưa có kho dữ liệu ở thư mục này",
              "Tạo kho bằng 'sohoa init'.",
              "There is no store in this folder",
              "Make one with 'sohoa init'."},
    FaultInfo{Fault::OutputExists,
              Conflict,
              "output-exists",
              "Tệp kết quả đã có",
              "Chọn tên khác hoặc thêm --force.",
              "The output exists",
              "Choose another name or add --force."},
    FaultInfo{Fault::SignedPdf,
              Conflict,
              "signed-pdf",
              "PDF đã ký số: không ghi lại để giữ nguyên chữ ký",
              "Dùng bản gốc; văn bản đọc được nằm ở tệp riêng.",
              "The PDF is signed and is never rewritten",
              "Use the original; text outputs are separate."},
    FaultInfo{Fault::AccessDenied,
              Forbidden,
              "access-denied",
              "Không có quyền truy cập",
              "Kiểm tra quyền của thư mục hoặc tài khoản.",
              "Access is denied",
              "Check the permissions."},
    FaultInfo{Fault::DiskFull,
              Unavailable,
              "disk-full",
              "Đĩa đầy",
              "Giải phóng dung lượng rồi chạy lại; không mất dữ liệu đã nhận.",
              "The disk is full",
              "Free some space and run again; nothing received is lost."},
    FaultInfo{Fault::IoFailure,
              Unavailable,
              "io-failure",
              "Lỗi đọc ghi đĩa",
              "Kiểm tra ổ đĩa rồi chạy lại.",
              "Reading or writing the disk failed",
              "Check the disk and run again."},
    FaultInfo{Fault::StoreBusy,
              Unavailable,
              "store-busy",
              "Kho dữ liệu đang bận",
              "Chạy lại sau ít phút.",
              "The store is busy",
              "Try again in a few minutes."},
    FaultInfo{Fault::WorkerLost,
              Unavailable,
              "worker-lost",
              "Tiến trình xử lý đã dừng",
              "Chạy lại.",
              "The worker process is gone",
              "Run again."},
    FaultInfo{Fault::DeadlineExceeded,
              Timeout,
              "deadline-exceeded",
              "Quá thời hạn xử lý",
              "Quét lại trang này hoặc tách tài liệu.",
              "The deadline passed",
              "Scan the page again or split the document."},
    FaultInfo{Fault::Interrupted,
              Cancelled,
              "interrupted",
              "Đã dừng theo yêu cầu",
              "Chạy lại lệnh để làm tiếp.",
              "Stopped on request",
              "Run the command again to continue."},
    FaultInfo{Fault::WorkerCrashed,
              Internal,
              "worker-crashed",
              "Tiến trình đọc trang bị sập",
              "Trang chuyển cho cán bộ xem; các trang khác vẫn xong.",
              "The process reading the page crashed",
              "The page goes to an officer; the other pages are done."},
    FaultInfo{Fault::ForbiddenCall,
              Internal,
              "forbidden-call",
              "Tiến trình đọc trang gọi hệ thống trái phép và bị chặn",
              "Cách ly tệp này; báo quản trị.",
              "The process reading the page made a forbidden system call",
              "Set the file apart; tell the administrator."},
    FaultInfo{Fault::BadReply,
              Internal,
              "bad-reply",
              "Kết quả của tiến trình đọc trang không hợp lệ",
              "Cách ly tệp này; báo quản trị.",
              "The worker's reply is not well formed",
              "Set the file apart; tell the administrator."},
    FaultInfo{Fault::BlobDamaged,
              Internal,
              "blob-damaged",
              "Dữ liệu lưu trữ bị hỏng",
              "Khôi phục từ bản sao lưu.",
              "Stored data is damaged",
              "Restore from the backup."},
    FaultInfo{Fault::Internal,
              Internal,
              "internal",
              "Lỗi bên trong phần mềm",
              "Báo quản trị kèm thông báo này.",
              "An internal error",
              "Report it with this message."},
};

consteval bool is_in_enum_order() {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (static_cast<std::size_t>(kTable[i].fault) != i) return false;
  }
  return kTable.size() == static_cast<std::size_t>(Fault::Internal) + 1;
}
static_assert(is_in_enum_order(), "one row a fault, in enum order");

struct KindInfo {
  std::string_view name;
  int exit;
  int http;
};

constexpr std::array<KindInfo, 10> kKinds = {{{"InvalidInput", 2, 400},
                                              {"LimitExceeded", 3, 413},
                                              {"Unsupported", 4, 415},
                                              {"NotFound", 5, 404},
                                              {"Conflict", 5, 409},
                                              {"Forbidden", 5, 403},
                                              {"Unavailable", 6, 503},
                                              {"Timeout", 6, 503},
                                              {"Cancelled", 7, 0},
                                              {"Internal", 70, 500}}};

const KindInfo& kind_info(ErrorKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

void add_part(std::string& text, std::string_view part) {
  if (!text.empty()) text += ", ";
  text += part;
}

}  // namespace

ErrorKind Error::kind() const {
  return info(what).kind;
}

Error Error::in(std::string_view document) && {
  if (where.document.empty()) where.document = document;
  return std::move(*this);
}

Error Error::at_page(std::int32_t page_1_based) && {
  if (where.page == 0) where.page = page_1_based;
  return std::move(*this);
}

std::span<const FaultInfo> fault_table() {
  return kTable;
}

const FaultInfo& info(Fault fault) {
  const auto index = static_cast<std::size_t>(fault);
  return index < kTable.size() ? kTable[index] : kTable.back();
}

std::string_view name(Fault fault) {
  return info(fault).name;
}

std::string_view name(ErrorKind kind) {
  return kind_info(kind).name;
}

int exit_code(ErrorKind kind) {
  return kind_info(kind).exit;
}

int http_status(ErrorKind kind) {
  return kind_info(kind).http;
}

bool is_retried(ErrorKind kind) {
  return kind == Unavailable || kind == Timeout || kind == ErrorKind::Internal;
}

std::string describe(const Place& place, Lang lang) {
  const bool vi = lang == Lang::Vi;
  std::string text = place.document;
  if (place.page > 0) add_part(text, (vi ? "trang " : "page ") + std::to_string(place.page));
  if (place.byte_offset >= 0) add_part(text, "byte " + std::to_string(place.byte_offset));
  if (!place.field.empty()) add_part(text, (vi ? "mục " : "member ") + place.field);
  return text;
}

std::string describe(const Error& error, Lang lang) {
  const FaultInfo& row = info(error.what);
  std::string text = describe(error.where, lang);
  if (!text.empty()) text += ": ";
  text += lang == Lang::Vi ? row.what_vi : row.what_en;
  if (!error.detail.empty()) text += " (" + error.detail + ")";
  text += ". ";
  text += lang == Lang::Vi ? row.advice_vi : row.advice_en;
  return text;
}

}  // namespace sohoa
