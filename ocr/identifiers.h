// Codes and numbers by their structure: digits, check digits, provinces, dates. Pure; internal to
// the rules and to the cutting of values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sohoa::ocr {

/// Not empty, and ASCII digits only.
bool is_digits(std::string_view text);

/// A day whose parts may stand empty on paper: 0 is "??".
struct PartialDate {
  std::int32_t year = 0;
  std::int32_t month = 0;
  std::int32_t day = 0;

  bool is_whole() const { return year > 0 && month > 0 && day > 0; }
};

/// "2025-01-??" and the like; nullopt for another shape.
std::optional<PartialDate> parse_date(std::string_view text);
std::string date_text(const PartialDate& date);
/// Every part that is there can stand with the others (30 February cannot).
bool is_real(const PartialDate& date);

/// Tax code of 10 digits or 10-3 by its check digit (weights 31 29 23 19 17 13 7 5 3, mod 11).
bool is_tax_code(std::string_view code);
/// Valid tax codes one digit away, those by digits that look alike first; at most `most`.
std::vector<std::string> near_tax_codes(std::string_view code, std::size_t most);

/// What a personal id of 12 digits says about its owner.
struct PersonalId {
  std::int32_t province = 0;
  bool is_female = false;
  std::int32_t birth_year = 0;
};

/// nullopt unless 12 digits.
std::optional<PersonalId> parse_personal_id(std::string_view id);

/// Province of birth registration by the code of a personal id; empty when the table has none.
/// Codes from 100 are countries, which the table does not list.
std::string_view province_name(std::int32_t code);

/// `<agency>-YYMMDD-XXXX`, agency code of QCVN 102 or of QĐ 20/2020, four to six last digits. The
/// date is not looked at.
bool is_dossier_code(std::string_view code);
/// Its YYMMDD part as a date of 20YY.
PartialDate dossier_date(std::string_view code);

/// `d.dddddd`, optionally with `.000.00.00.Hnn`.
bool is_procedure_code(std::string_view code);

/// "15/QĐ-UBND", "169/2025", "06/2024/TT-BNV"; the number before the first "/" may be missing.
bool is_document_number(std::string_view number);

bool is_phone(std::string_view digits);
bool is_email(std::string_view text);

}  // namespace sohoa::ocr
