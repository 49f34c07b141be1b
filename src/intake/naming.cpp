#include "intake/naming.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <compare>
#include <map>
#include <utility>

#include "core/text.h"
#include "intake/entry_name.h"

namespace sohoa {
namespace {

using namespace std::string_view_literals;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_alphanumeric(char c) {
  return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_code_character(char c) {
  return is_alphanumeric(c) || c == '.' || c == '-' || c == '_';
}

bool has_page_extension(std::string_view file) {
  constexpr std::array kExtensions = {".pdf"sv, ".tif"sv, ".tiff"sv, ".jpg"sv, ".jpeg"sv, ".png"sv};
  const auto dot = file.rfind('.');
  if (dot == file.npos) return false;
  return std::ranges::find(kExtensions, to_lower(file.substr(dot))) != kExtensions.end();
}

// Takes "-12" off the end of `stem`. Longer than four digits is part of a code, not a page number.
std::int32_t take_number(std::string_view& stem) {
  const auto dash = stem.rfind('-');
  if (dash == stem.npos) return 0;
  const auto digits = stem.substr(dash + 1);
  if (digits.empty() || digits.size() > 4 || !std::ranges::all_of(digits, is_digit)) return 0;
  std::int32_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  stem = stem.substr(0, dash);
  return number;
}

std::string_view take_digits(std::string_view& text) {
  std::size_t size = 0;
  while (size < text.size() && is_digit(text[size])) ++size;
  const auto digits = text.substr(0, size);
  text.remove_prefix(size);
  return digits;
}

// Digits without leading zeros: the longer number is the larger.
std::strong_ordering compare_numbers(std::string_view a, std::string_view b) {
  while (a.starts_with('0')) a.remove_prefix(1);
  while (b.starts_with('0')) b.remove_prefix(1);
  if (a.size() != b.size()) return a.size() <=> b.size();
  return a <=> b;
}

struct OrderedFile {
  std::int32_t number = 0;
  std::string name;
};

bool comes_first(const OrderedFile& a, const OrderedFile& b) {
  return a.number != b.number ? a.number < b.number : natural_less(a.name, b.name);
}

ComponentDeclaration component_of(const std::pair<std::string, std::string>& codes,
                                  std::vector<OrderedFile> files) {
  ComponentDeclaration component;
  component.dossier = codes.first;
  component.component = codes.second;
  component.kind = kind_of_code(codes.second);
  std::ranges::stable_sort(files, comes_first);
  for (auto& file : files) component.files.push_back(std::move(file.name));
  return component;
}

}  // namespace

ComponentKind kind_of_code(std::string_view component) {
  const bool is_result = component.size() > 2 && to_lower(component.substr(0, 2)) == "kq" &&
                         std::ranges::all_of(component.substr(2), is_digit);
  return is_result ? ComponentKind::Result : ComponentKind::Component;
}

bool is_code(std::string_view text) {
  return text.size() >= 2 && text.size() <= 64 && is_alphanumeric(text.front()) &&
         is_alphanumeric(text.back()) && std::ranges::all_of(text, is_code_character) &&
         std::ranges::any_of(text, is_digit);
}

bool parse_named_file(std::string_view name, NamedFile& file) {
  const auto folder = base_name(parent_name(name));
  const auto base = base_name(name);
  if (!is_code(folder) || !has_page_extension(base)) return false;
  auto stem = base.substr(0, base.rfind('.'));
  const std::int32_t number = take_number(stem);
  if (!is_code(stem)) return false;
  file = {std::string(folder), std::string(stem), number};
  return true;
}

Submission components_from_names(std::span<const std::string> names) {
  std::map<std::pair<std::string, std::string>, std::vector<OrderedFile>> components;
  Submission submission;
  for (const auto& name : names) {
    NamedFile file;
    if (parse_named_file(name, file)) {
      components[{file.dossier, file.component}].push_back({file.number, name});
    } else {
      submission.unassigned.push_back(name);
    }
  }
  for (auto& [codes, files] : components) {
    submission.components.push_back(component_of(codes, std::move(files)));
  }
  return submission;
}

bool natural_less(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (is_digit(a.front()) && is_digit(b.front())) {
      const auto order = compare_numbers(take_digits(a), take_digits(b));
      if (order != 0) return order < 0;
      continue;
    }
    if (a.front() != b.front()) return a.front() < b.front();
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.size() < b.size();
}

}  // namespace sohoa
