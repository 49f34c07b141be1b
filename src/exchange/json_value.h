// A JSON text of the site as a tree of plain values, read strictly.
//
// Strict: UTF-8, no member twice, nothing deeper than Limits::nesting, no text after the value. A
// catalogue that two readers could understand differently is refused, not half used. The place of a
// defect is a path such as units[3].valid_from.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "core/result.h"

namespace sohoa {

struct JsonMember;

struct JsonValue {
  enum class Kind : std::uint8_t { Null, Boolean, Integer, Real, Text, Array, Object };

  Kind kind = Kind::Null;
  bool boolean = false;
  std::int64_t integer = 0;
  std::string text = {};                 ///< as written, not normalised
  std::vector<JsonValue> elements = {};  ///< of an array
  std::vector<JsonMember> members = {};  ///< of an object, in their order

  const JsonValue* find(std::string_view member) const;
};

struct JsonMember {
  std::string name;
  JsonValue value;
};

/// BadCatalogue in `document`, with the byte or the member. A byte-order mark is skipped.
Result<JsonValue> read_json_value(std::string_view document,
                                  std::string_view json,
                                  const Limits& limits);

/// One object being read against a table of formats/exchange.md, and where it stands.
///
/// "No value" is absent, null, or a text that is empty once trimmed (1.1). A member of the wrong
/// form is BadCatalogue with its path.
class CatalogueObject {
 public:
  CatalogueObject(std::string document, const JsonValue& value, std::string path);

  /// BadCatalogue at `member`; at the object itself when that is empty.
  Error bad(std::string_view member, std::string detail) const;
  Result<void> check_is_object() const;

  bool has_value(std::string_view member) const { return find(member) != nullptr; }
  /// NFC, trimmed; empty when there is no value.
  Result<std::string> text(std::string_view member) const;
  Result<std::string> required_text(std::string_view member) const;
  /// A real day of 1900-2100 as YYYY-MM-DD.
  Result<std::string> day(std::string_view member) const;
  Result<std::string> required_day(std::string_view member) const;
  /// One of `words`; `otherwise` when there is no value.
  Result<std::string> word(std::string_view member,
                           std::span<const std::string_view> words,
                           std::string_view otherwise) const;
  Result<std::string> required_word(std::string_view member,
                                    std::span<const std::string_view> words) const;
  Result<bool> flag(std::string_view member, bool otherwise) const;
  Result<bool> required_flag(std::string_view member) const;
  /// A whole number of at least `least`, or no value.
  Result<void> check_whole_number(std::string_view member, std::int64_t least) const;
  Result<std::vector<std::string>> texts(std::string_view member) const;
  /// Objects of the array; none when it has no value.
  Result<std::vector<CatalogueObject>> objects(std::string_view member) const;
  /// The object; one without members when it has no value.
  Result<CatalogueObject> object(std::string_view member) const;

 private:
  const JsonValue* find(std::string_view member) const;
  Result<std::vector<const JsonValue*>> array(std::string_view member) const;
  std::string path_of(std::string_view member) const;

  std::string document_;
  const JsonValue* value_;
  std::string path_;
};

/// Whether `day` is a real day of 1900-2100, written YYYY-MM-DD.
bool is_catalogue_day(std::string_view day);

}  // namespace sohoa
