// The QR code that a TTHC information system prints on a paper it issues (TT 01/2023 Điều 26).
//
// The circular names the data, not their encoding, so reading is tolerant: `key=value` lines, pairs
// between ';' or '|', a flat JSON object, or the query of a URL; keys in the spellings met in
// offices, with or without diacritics. Writing has one form, `key=value` lines. The code is not
// signed: it is as good as typed data.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "intake/qr_value.h"

namespace sohoa {

/// Texts are NFC with single spaces. Moments are "YYYY-MM-DD" or "YYYY-MM-DDTHH:MM:SS" where they
/// could be understood, else as written.
struct PaperQr {
  std::optional<std::string> dossier;      ///< mã hồ sơ
  std::optional<std::string> procedure;    ///< mã TTHC
  std::optional<std::string> owner_id;     ///< mã định danh của tổ chức, cá nhân
  std::optional<std::string> title;        ///< tên giấy tờ
  std::optional<std::string> system;       ///< tên hệ thống cung cấp
  std::optional<std::string> exported_at;  ///< thời điểm xuất
  std::optional<std::string> due_at;    ///< ngày hẹn trả: giấy tiếp nhận và hẹn trả
  std::optional<std::string> valid_to;  ///< thời hạn có hiệu lực: kết quả
  std::optional<std::string> scope;     ///< phạm vi có hiệu lực: kết quả

  bool operator==(const PaperQr&) const = default;
};

/// nullopt when fewer than two of the data, or not at least the dossier, are recognised. A key that
/// stands twice counts the first time.
std::optional<PaperQr> parse_paper_qr(std::string_view text);

/// `key=value` lines in the circular's order, each ended by a newline; what is empty is left out.
/// White space in a value becomes one space. parse_paper_qr gives the same values back.
std::string encode_paper_qr(const PaperQr& paper);

/// By metadata name where there is one (dossier, owner_id, title, valid_to, scope), else by field
/// id (ma_tthc, he_thong, thoi_diem_xuat, ngay_hen_tra). Moments only where they were understood.
QrValues field_values(const PaperQr& paper);

}  // namespace sohoa
