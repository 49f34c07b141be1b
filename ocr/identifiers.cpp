#include "ocr/identifiers.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace sohoa::ocr {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

bool is_alnum(char c) {
  return is_digit(c) || is_upper(c) || (c >= 'a' && c <= 'z');
}

std::int32_t digit(char c) {
  return c - '0';
}

std::int32_t number_of(std::string_view digits) {
  std::int32_t number = 0;
  for (const char c : digits) number = number * 10 + digit(c);
  return number;
}

std::string padded(std::int32_t number, std::size_t width) {
  if (number <= 0) return std::string(width, '?');
  const std::string digits = std::to_string(number);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

/// Whether `text` has the shape: '0' a digit, 'A' an upper-case letter, the rest itself.
bool has_shape(std::string_view text, std::string_view shape) {
  if (text.size() != shape.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char wanted = shape[i];
    if (wanted == '0' && is_digit(text[i])) continue;
    if (wanted == 'A' && is_upper(text[i])) continue;
    if (wanted != '0' && wanted != 'A' && wanted == text[i]) continue;
    return false;
  }
  return true;
}

// Digits or "?" only, of this width; 0 for all "?".
std::optional<std::int32_t> date_part(std::string_view part) {
  if (is_digits(part)) return number_of(part);
  const bool is_open = std::all_of(part.begin(), part.end(), [](char c) { return c == '?'; });
  return is_open ? std::optional<std::int32_t>(0) : std::nullopt;
}

std::int32_t days_of(std::int32_t month, std::int32_t year) {
  constexpr std::array<std::int32_t, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month == 2 && year > 0 && !is_leap) return 28;
  return month >= 1 && month <= 12 ? kDays.at(static_cast<std::size_t>(month - 1)) : 31;
}

// 10 - (sum mod 11); 10 itself stands for no digit at all.
bool has_check_digit(std::string_view ten) {
  constexpr std::array<std::int32_t, 9> kWeights = {31, 29, 23, 19, 17, 13, 7, 5, 3};
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += kWeights.at(i) * digit(ten[i]);
  return 10 - sum % 11 == digit(ten[9]);
}

bool is_near(char a, char b) {
  constexpr std::array<std::string_view, 10> kLookAlike = {
      "0689", "17", "27", "358", "49", "356", "0568", "127", "03689", "0489"};
  return kLookAlike.at(static_cast<std::size_t>(digit(a))).find(b) != std::string_view::npos;
}

void add_near(std::string_view code, bool alike, std::vector<std::string>& found) {
  constexpr std::size_t kChecked = 10;
  for (std::size_t i = 0; i < std::min(code.size(), kChecked); ++i) {
    for (char c = '0'; c <= '9'; ++c) {
      if (!is_digit(code[i]) || c == code[i] || is_near(code[i], c) != alike) continue;
      std::string other(code);
      other[i] = c;
      if (is_tax_code(other)) found.push_back(std::move(other));
    }
  }
}

// "H19", "H19.15", "H19.15.30": a letter and two digits, then groups of one to four digits.
bool is_new_agency(std::string_view agency) {
  if (agency.size() < 3 || !has_shape(agency.substr(0, 3), "A00")) return false;
  std::size_t at = 3;
  while (at < agency.size()) {
    if (agency[at] != '.') return false;
    const std::size_t end = std::min(agency.find('.', at + 1), agency.size());
    const std::string_view group = agency.substr(at + 1, end - at - 1);
    if (!is_digits(group) || group.size() > 4) return false;
    at = end;
  }
  return true;
}

bool is_agency_code(std::string_view agency) {
  return has_shape(agency, "000.00.00.A00") || is_new_agency(agency);
}

// Letters as in "QĐ-UBND", "TT-BNV", "2025": what may follow a "/" of a document number.
bool is_symbol(std::string_view part) {
  constexpr std::u32string_view kMarks = U"-&.,()";
  const std::u32string text = to_utf32(part);
  bool has_letter_or_digit = false;
  for (const char32_t c : text) {
    const bool is_mark = kMarks.find(c) != std::u32string_view::npos;
    const bool is_ascii = c < 128 && is_alnum(static_cast<char>(c));
    const bool is_letter = c >= 0xC0;  // Đ and other letters; signs of that range are rare
    if (!is_mark && !is_ascii && !is_letter) return false;
    has_letter_or_digit = has_letter_or_digit || is_ascii || is_letter;
  }
  return has_letter_or_digit;
}

// "", "15", "15a", "06-CT": what may stand before the first "/".
bool is_ordinal(std::string_view part) {
  constexpr std::size_t kLongest = 12;
  if (part.empty()) return true;
  return part.size() <= kLongest && is_digit(part.front()) && is_symbol(part);
}

}  // namespace

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::optional<PartialDate> parse_date(std::string_view text) {
  constexpr std::size_t kSize = 10;
  if (text.size() != kSize || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = date_part(text.substr(0, 4));
  const auto month = date_part(text.substr(5, 2));
  const auto day = date_part(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  return PartialDate{*year, *month, *day};
}

std::string date_text(const PartialDate& date) {
  return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
}

bool is_real(const PartialDate& date) {
  if (date.month < 0 || date.month > 12) return false;
  return date.day >= 0 && date.day <= days_of(date.month, date.year);
}

bool is_tax_code(std::string_view code) {
  if (code.size() == 14) {
    if (code[10] != '-' || !is_digits(code.substr(11)) || code.substr(11) == "000") return false;
    return is_tax_code(code.substr(0, 10));
  }
  if (code.size() != 10 || !is_digits(code)) return false;
  return code.substr(2, 7) != "0000000" && has_check_digit(code);
}

std::vector<std::string> near_tax_codes(std::string_view code, std::size_t most) {
  std::vector<std::string> found;
  add_near(code, true, found);
  if (found.empty()) add_near(code, false, found);
  if (found.size() > most) found.resize(most);
  return found;
}

// Digit 4 counts centuries from the 20th, two digits each: male, female.
std::optional<PersonalId> parse_personal_id(std::string_view id) {
  constexpr std::size_t kSize = 12;
  if (id.size() != kSize || !is_digits(id)) return std::nullopt;
  const std::int32_t century_and_sex = digit(id[3]);
  PersonalId parsed;
  parsed.province = number_of(id.substr(0, 3));
  parsed.is_female = century_and_sex % 2 == 1;
  parsed.birth_year = 1900 + 100 * (century_and_sex / 2) + number_of(id.substr(4, 2));
  return parsed;
}

bool is_dossier_code(std::string_view code) {
  const std::size_t last = code.rfind('-');
  if (last == std::string_view::npos || last == 0) return false;
  const std::string_view ordinal = code.substr(last + 1);
  if (!is_digits(ordinal) || ordinal.size() < 4 || ordinal.size() > 6) return false;
  const std::size_t middle = code.rfind('-', last - 1);
  if (middle == std::string_view::npos) return false;
  return has_shape(code.substr(middle + 1, last - middle - 1), "000000") &&
         is_agency_code(code.substr(0, middle));
}

PartialDate dossier_date(std::string_view code) {
  const std::string_view day = code.substr(code.rfind('-') - 6, 6);
  return {
      2000 + number_of(day.substr(0, 2)), number_of(day.substr(2, 2)), number_of(day.substr(4, 2))};
}

bool is_procedure_code(std::string_view code) {
  return has_shape(code, "0.000000") || has_shape(code, "0.000000.000.00.00.A00");
}

bool is_document_number(std::string_view number) {
  std::size_t at = number.find('/');
  if (at == std::string_view::npos || !is_ordinal(number.substr(0, at))) return false;
  while (at < number.size()) {
    const std::size_t end = std::min(number.find('/', at + 1), number.size());
    if (!is_symbol(number.substr(at + 1, end - at - 1))) return false;
    at = end;
  }
  return true;
}

// Mobile numbers have 10 digits, fixed lines 11 with 02 in front; short service numbers are not
// what a form asks for.
bool is_phone(std::string_view digits) {
  if (!is_digits(digits) || digits.front() != '0') return false;
  if (digits.starts_with("02")) return digits.size() == 11;
  return digits.size() == 10 && digits[1] >= '3';
}

bool is_email(std::string_view text) {
  constexpr std::string_view kMarks = "._-+";
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0) return false;
  const std::string_view host = text.substr(at + 1);
  const auto is_allowed = [&](char c) {
    return is_alnum(c) || kMarks.find(c) != std::string_view::npos;
  };
  const std::string_view user = text.substr(0, at);
  return std::all_of(user.begin(), user.end(), is_allowed) &&
         std::all_of(host.begin(), host.end(), is_allowed) && host.find('.') > 0 &&
         host.find('.') < host.size() - 2 && host.find("..") == std::string_view::npos;
}

}  // namespace sohoa::ocr
