#include "exchange/catalogue_words.h"

#include <algorithm>

namespace sohoa {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

// `form` has 9 for a digit, A for a capital; anything else stands for itself.
bool has_form(std::string_view text, std::string_view form) {
  const auto fits = [](char c, char wanted) {
    if (wanted == '9') return is_digit(c);
    return wanted == 'A' ? is_capital(c) : c == wanted;
  };
  return std::ranges::equal(text, form, fits);
}

}  // namespace

bool is_unit_code(std::string_view code) {
  constexpr std::size_t kMost = 35;
  const auto is_allowed = [](char c) { return is_digit(c) || is_capital(c) || c == '.'; };
  return !code.empty() && code.size() <= kMost && std::ranges::all_of(code, is_allowed);
}

bool is_procedure_code(std::string_view code) {
  return has_form(code, "9.999999") || has_form(code, "9.999999.999.99.99.A99");
}

Result<void> check_format(const CatalogueObject& root, std::string_view expected) {
  const std::string format = TRY(root.required_text("format"));
  if (format != expected) return root.bad("format", "must be " + std::string(expected));
  return {};
}

}  // namespace sohoa
