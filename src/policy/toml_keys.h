// Reading a TOML table over defaults: each key replaces a value, and what nobody asked for is an
// error.
//
// toml++ stays in the .cpp. Every error is BadProfile with line and column. Private to the files
// that read profiles.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace sohoa {

/// One table and which of its keys were asked for. A key that is absent leaves the value as it is.
class TomlKeys {
 public:
  using Read = std::function<Result<void>(TomlKeys&)>;

  static Result<TomlKeys> parse(std::string_view text);

  bool has(std::string_view key);
  /// Texts are NFC, white space squeezed.
  Result<void> take(std::string_view key, std::string& to);
  Result<void> take(std::string_view key, bool& to);
  Result<void> take(std::string_view key, double& to, double least, double most);
  Result<void> take(std::string_view key, std::vector<std::string>& to);
  /// A TOML date or "YYYY-MM-DD"; "" is no day.
  Result<void> take_day(std::string_view key, std::string& to);
  template <class Integer>
  Result<void> take_count(std::string_view key, Integer& to, std::int64_t most) {
    std::int64_t value = static_cast<std::int64_t>(to);
    TRY(take_number(key, value, most));
    to = static_cast<Integer>(value);
    return {};
  }
  /// Must be there, and not be empty.
  Result<void> need(std::string_view key, std::string& to);

  /// The table [name], when it is there, through `read`; then it may hold no other key.
  Result<void> table(std::string_view name, const Read& read);
  /// Every [[name]], each through `read`.
  Result<void> each(std::string_view name, const Read& read);
  /// The first key that nobody asked for.
  Result<void> no_others() const;

  Error missing(std::string_view key) const;
  /// At the value of `key`, or at the table when there is none.
  Error wrong(std::string_view key, const std::string& must_be) const;

 private:
  struct Document;
  TomlKeys(std::shared_ptr<const Document> document, const void* table)
      : document_(std::move(document)), table_(table) {}

  Result<void> take_number(std::string_view key, std::int64_t& to, std::int64_t most);

  std::shared_ptr<const Document> document_;
  const void* table_;  ///< a toml::table of the document
  std::set<std::string> known_;
};

}  // namespace sohoa
