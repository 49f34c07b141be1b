#include "policy/toml_keys.h"

#include <cstdio>

#include <toml++/toml.h>

#include "core/text.h"
#include "policy/days.h"

namespace sohoa {

struct TomlKeys::Document {
  toml::table root;
};

namespace {

Error fault_at(const toml::source_position& at, const std::string& what) {
  const std::string where =
      "line " + std::to_string(at.line) + ", column " + std::to_string(at.column);
  return Error{Fault::BadProfile, where + ": " + what, {}};
}

Error fault_at(const toml::node& node, const std::string& what) {
  return fault_at(node.source().begin, what);
}

const toml::table& table_of(const void* table) {
  return *static_cast<const toml::table*>(table);
}

std::string clean(const toml::value<std::string>& value) {
  return squeeze(to_nfc(value.get()));
}

std::string short_text(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}

std::string written(const toml::date& day) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", day.year, day.month, day.day);
  return text;
}

}  // namespace

Result<TomlKeys> TomlKeys::parse(std::string_view text) {
  try {
    auto document = std::make_shared<Document>(Document{toml::parse(text)});
    const void* root = &document->root;
    return TomlKeys(std::move(document), root);
  } catch (const toml::parse_error& error) {
    return fault_at(error.source().begin, std::string(error.description()));
  }
}

bool TomlKeys::has(std::string_view key) {
  known_.insert(std::string(key));
  return table_of(table_).contains(key);
}

Result<void> TomlKeys::take(std::string_view key, std::string& to) {
  if (!has(key)) return {};
  const auto* value = table_of(table_).get(key)->as_string();
  if (value == nullptr) return wrong(key, "a string");
  to = clean(*value);
  return {};
}

Result<void> TomlKeys::take(std::string_view key, bool& to) {
  if (!has(key)) return {};
  const auto* value = table_of(table_).get(key)->as_boolean();
  if (value == nullptr) return wrong(key, "true or false");
  to = value->get();
  return {};
}

Result<void> TomlKeys::take(std::string_view key, double& to, double least, double most) {
  if (!has(key)) return {};
  const toml::node& node = *table_of(table_).get(key);
  const auto value = node.is_number() ? node.value<double>() : std::nullopt;
  if (!value || !(*value >= least && *value <= most)) {
    return wrong(key, "a number from " + short_text(least) + " to " + short_text(most));
  }
  to = *value;
  return {};
}

Result<void> TomlKeys::take(std::string_view key, std::vector<std::string>& to) {
  if (!has(key)) return {};
  const toml::array* list = table_of(table_).get(key)->as_array();
  if (list == nullptr) return wrong(key, "a list of strings");
  std::vector<std::string> read;
  for (const toml::node& one : *list) {
    const auto* value = one.as_string();
    if (value == nullptr || clean(*value).empty()) return wrong(key, "a list of strings");
    read.push_back(clean(*value));
  }
  to = std::move(read);
  return {};
}

Result<void> TomlKeys::take_day(std::string_view key, std::string& to) {
  if (!has(key)) return {};
  if (const auto* date = table_of(table_).get(key)->as_date()) {
    to = written(date->get());
  } else {
    TRY(take(key, to));
  }
  if (to.empty() || is_day(to)) return {};
  return wrong(key, "a day, YYYY-MM-DD");
}

Result<void> TomlKeys::take_number(std::string_view key, std::int64_t& to, std::int64_t most) {
  if (!has(key)) return {};
  const auto* value = table_of(table_).get(key)->as_integer();
  if (value == nullptr || value->get() < 0 || value->get() > most) {
    return wrong(key, "a whole number from 0 to " + std::to_string(most));
  }
  to = value->get();
  return {};
}

Result<void> TomlKeys::need(std::string_view key, std::string& to) {
  if (!has(key)) return missing(key);
  TRY(take(key, to));
  if (to.empty()) return wrong(key, "not empty");
  return {};
}

Result<void> TomlKeys::table(std::string_view name, const Read& read) {
  if (!has(name)) return {};
  const toml::table* table = table_of(table_).get(name)->as_table();
  if (table == nullptr) return wrong(name, "a table");
  TomlKeys inner(document_, table);
  TRY(read(inner));
  return inner.no_others();
}

Result<void> TomlKeys::each(std::string_view name, const Read& read) {
  if (!has(name)) return {};
  const toml::array* list = table_of(table_).get(name)->as_array();
  if (list == nullptr) return wrong(name, "a list of tables");
  for (const toml::node& one : *list) {
    if (one.as_table() == nullptr) return wrong(name, "a list of tables");
    TomlKeys inner(document_, one.as_table());
    TRY(read(inner));
    TRY(inner.no_others());
  }
  return {};
}

Result<void> TomlKeys::no_others() const {
  for (const auto& [key, node] : table_of(table_)) {
    if (known_.contains(std::string(key.str()))) continue;
    return fault_at(key.source().begin, "unknown key '" + std::string(key.str()) + "'");
  }
  return {};
}

Error TomlKeys::missing(std::string_view key) const {
  return fault_at(table_of(table_), "'" + std::string(key) + "' is missing");
}

Error TomlKeys::wrong(std::string_view key, const std::string& must_be) const {
  const toml::table& table = table_of(table_);
  const toml::node* node = table.get(key);
  return fault_at(node == nullptr ? table : *node, "'" + std::string(key) + "' must be " + must_be);
}

}  // namespace sohoa
