// The QR code of a citizen's identity card: CCCD (2021, front) and căn cước (2024, back).
//
// Layout (domain.md 4.2): at least seven fields between '|': number of 12 digits | old CMND, may be
// empty | full name | birth ddMMyyyy | sex | residence | issued ddMMyyyy. The newer card adds
// relatives and cancelled numbers: they are ignored and never kept (data minimisation). The code is
// not signed: it is as good as typed data and proves no identity.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "intake/qr_value.h"

namespace sohoa {

/// Texts are NFC with single spaces and as written otherwise. A member is empty when its field is,
/// or when it does not have the form it must have: nothing is guessed.
struct IdCardQr {
  std::string number;                     ///< số định danh cá nhân, 12 digits
  std::optional<std::string> old_number;  ///< số CMND, 9 or 12 digits
  std::optional<std::string> full_name;
  std::optional<std::string> birth_date;  ///< YYYY-MM-DD
  std::optional<std::string> sex;         ///< "Nam" or "Nữ"
  std::optional<std::string> residence;
  std::optional<std::string> issued_on;  ///< YYYY-MM-DD

  bool operator==(const IdCardQr&) const = default;
};

/// nullopt when the text is no identity card's: fewer than seven fields, or no number in the first.
std::optional<IdCardQr> parse_id_card_qr(std::string_view text);

/// By the field ids of the templates: so_dinh_danh, so_cmnd, ho_ten, ngay_sinh, gioi_tinh,
/// noi_thuong_tru, ngay_cap. Only what the card says.
QrValues field_values(const IdCardQr& card);

}  // namespace sohoa
