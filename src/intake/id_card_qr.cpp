#include "intake/id_card_qr.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace sohoa {
namespace {

constexpr std::size_t kFields = 7;
using Fields = std::array<std::string, kFields>;

/// The first seven fields; what follows them is not even copied.
std::optional<Fields> first_fields(std::string_view text) {
  Fields fields;
  for (std::size_t i = 0; i < kFields; ++i) {
    const std::size_t end = text.find('|');
    const bool is_missing = end == std::string_view::npos && i + 1 < kFields;
    if (is_missing) return std::nullopt;
    fields[i] = squeeze(to_nfc(text.substr(0, end)));
    if (end != std::string_view::npos) text.remove_prefix(end + 1);
  }
  return fields;
}

bool is_number_of(std::string_view text, std::size_t count) {
  return text.size() == count &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::string> non_empty(std::string text) {
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

std::optional<std::string> old_number(std::string text) {
  if (!is_number_of(text, 9) && !is_number_of(text, 12)) return std::nullopt;
  return text;
}

std::optional<std::string> sex_of(std::string_view text) {
  const std::string folded = fold(text);
  if (folded == "nam") return "Nam";
  if (folded == "nu") return "Nữ";
  return std::nullopt;
}

}  // namespace

std::optional<IdCardQr> parse_id_card_qr(std::string_view text) {
  auto fields = first_fields(text);
  if (!fields || !is_number_of((*fields)[0], 12)) return std::nullopt;
  auto& [number, cmnd, name, birth, sex, residence, issued] = *fields;
  IdCardQr card;
  card.number = std::move(number);
  card.old_number = old_number(std::move(cmnd));
  card.full_name = non_empty(std::move(name));
  card.birth_date = iso_date(birth);
  card.sex = sex_of(sex);
  card.residence = non_empty(std::move(residence));
  card.issued_on = iso_date(issued);
  return card;
}

QrValues field_values(const IdCardQr& card) {
  QrValues values{{"so_dinh_danh", card.number}};
  const auto add = [&](const char* id, const std::optional<std::string>& value) {
    if (value) values.emplace_back(id, *value);
  };
  add("so_cmnd", card.old_number);
  add("ho_ten", card.full_name);
  add("ngay_sinh", card.birth_date);
  add("gioi_tinh", card.sex);
  add("noi_thuong_tru", card.residence);
  add("ngay_cap", card.issued_on);
  return values;
}

}  // namespace sohoa
