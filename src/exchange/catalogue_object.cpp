#include <algorithm>
#include <chrono>

#include "core/text.h"
#include "exchange/json_value.h"

namespace sohoa {
namespace {

using Kind = JsonValue::Kind;

constexpr std::string_view kTrimmed = " \t\r\n";

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(kTrimmed);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kTrimmed) - first + 1);
}

bool is_no_value(const JsonValue& value) {
  return value.kind == Kind::Null || (value.kind == Kind::Text && trim(value.text).empty());
}

// Digits of text[at, at+count) as a number, -1 when one of them is none.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  int number = 0;
  for (const char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

bool is_catalogue_day(std::string_view day) {
  if (day.size() != 10 || day[4] != '-' || day[7] != '-') return false;
  const int year = digits(day, 0, 4);
  const int month = digits(day, 5, 2);
  const int day_of_month = digits(day, 8, 2);
  if (year < 1900 || year > 2100 || month < 0 || day_of_month < 0) return false;
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day_of_month)}};
  return date.ok();
}

CatalogueObject::CatalogueObject(std::string document, const JsonValue& value, std::string path)
    : document_(std::move(document)), value_(&value), path_(std::move(path)) {}

std::string CatalogueObject::path_of(std::string_view member) const {
  if (member.empty()) return path_;
  return path_.empty() ? std::string(member) : path_ + "." + std::string(member);
}

Error CatalogueObject::bad(std::string_view member, std::string detail) const {
  return {
      Fault::BadCatalogue, std::move(detail), {.document = document_, .field = path_of(member)}};
}

Result<void> CatalogueObject::check_is_object() const {
  if (value_->kind != Kind::Object) return bad({}, "must be an object");
  return {};
}

const JsonValue* CatalogueObject::find(std::string_view member) const {
  const JsonValue* value = value_->find(member);
  return value == nullptr || is_no_value(*value) ? nullptr : value;
}

Result<std::string> CatalogueObject::text(std::string_view member) const {
  const JsonValue* value = find(member);
  if (value == nullptr) return std::string();
  if (value->kind != Kind::Text) return bad(member, "must be a string");
  return to_nfc(trim(value->text));
}

Result<std::string> CatalogueObject::required_text(std::string_view member) const {
  std::string value = TRY(text(member));
  if (value.empty()) return bad(member, "is missing or empty");
  return value;
}

Result<std::string> CatalogueObject::day(std::string_view member) const {
  std::string value = TRY(text(member));
  if (!value.empty() && !is_catalogue_day(value)) return bad(member, "must be a day, YYYY-MM-DD");
  return value;
}

Result<std::string> CatalogueObject::required_day(std::string_view member) const {
  std::string value = TRY(day(member));
  if (value.empty()) return bad(member, "is missing or empty");
  return value;
}

Result<std::string> CatalogueObject::word(std::string_view member,
                                          std::span<const std::string_view> words,
                                          std::string_view otherwise) const {
  std::string value = TRY(text(member));
  if (value.empty()) return std::string(otherwise);
  if (std::ranges::find(words, value) != words.end()) return value;
  std::string expected;
  for (const auto known : words) expected += (expected.empty() ? "" : ", ") + std::string(known);
  return bad(member, "must be one of " + expected);
}

Result<std::string> CatalogueObject::required_word(std::string_view member,
                                                   std::span<const std::string_view> words) const {
  std::string value = TRY(word(member, words, {}));
  if (value.empty()) return bad(member, "is missing or empty");
  return value;
}

Result<bool> CatalogueObject::flag(std::string_view member, bool otherwise) const {
  const JsonValue* value = find(member);
  if (value == nullptr) return otherwise;
  if (value->kind != Kind::Boolean) return bad(member, "must be true or false");
  return value->boolean;
}

Result<bool> CatalogueObject::required_flag(std::string_view member) const {
  if (find(member) == nullptr) return bad(member, "is missing");
  return flag(member, false);
}

Result<void> CatalogueObject::check_whole_number(std::string_view member,
                                                 std::int64_t least) const {
  const JsonValue* value = find(member);
  if (value == nullptr) return {};
  if (value->kind == Kind::Integer && value->integer >= least) return {};
  return bad(member, "must be a whole number of at least " + std::to_string(least));
}

Result<std::vector<const JsonValue*>> CatalogueObject::array(std::string_view member) const {
  std::vector<const JsonValue*> elements;
  const JsonValue* value = find(member);
  if (value == nullptr) return elements;
  if (value->kind != Kind::Array) return bad(member, "must be a list");
  for (const auto& element : value->elements) elements.push_back(&element);
  return elements;
}

Result<std::vector<std::string>> CatalogueObject::texts(std::string_view member) const {
  const auto elements = TRY(array(member));
  std::vector<std::string> all;
  for (const JsonValue* element : elements) {
    if (element->kind != Kind::Text || trim(element->text).empty()) {
      return bad(std::string(member) + "[" + std::to_string(all.size()) + "]",
                 "must be a string that is not empty");
    }
    all.push_back(to_nfc(trim(element->text)));
  }
  return all;
}

Result<std::vector<CatalogueObject>> CatalogueObject::objects(std::string_view member) const {
  const auto elements = TRY(array(member));
  std::vector<CatalogueObject> all;
  for (const JsonValue* element : elements) {
    const std::string path = path_of(member) + "[" + std::to_string(all.size()) + "]";
    all.emplace_back(document_, *element, path);
    TRY(all.back().check_is_object());
  }
  return all;
}

Result<CatalogueObject> CatalogueObject::object(std::string_view member) const {
  static const JsonValue kNone{.kind = Kind::Object};
  const JsonValue* value = find(member);
  CatalogueObject object(document_, value == nullptr ? kNone : *value, path_of(member));
  TRY(object.check_is_object());
  return object;
}

}  // namespace sohoa
