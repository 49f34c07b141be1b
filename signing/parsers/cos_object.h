// The objects of a PDF (ISO 32000-1, 7.3) as values, for one revision's reader.
//
// Parser half. An Object is a small tree; streams hold where their bytes lie in the file, not the
// bytes. Comparing is by content. Depth is bounded when parsing, so recursion over a tree is safe.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace sohoa::cos {

struct Ref {
  std::int32_t number = 0;
  std::int32_t generation = 0;
  auto operator<=>(const Ref&) const = default;
};

struct Null {
  bool operator==(const Null&) const = default;
};
struct Name {
  std::string text;  ///< without the slash, #xx resolved
  bool operator==(const Name&) const = default;
};
struct String {
  std::string bytes;  ///< as meant: escapes and hex resolved, decrypted
  bool is_hex = false;
  bool operator==(const String& other) const { return bytes == other.bytes; }
};

class Object;
using Array = std::vector<Object>;

/// Keys in file order; a key that stands twice is kept twice (trap 4) and get() gives the last.
struct Dict {
  std::vector<std::pair<std::string, Object>> entries;
  bool has_duplicate_key = false;

  const Object* get(std::string_view key) const;  ///< null when absent
  bool operator==(const Dict& other) const;       ///< order of keys does not matter
};

struct Stream {
  std::shared_ptr<const Dict> dict;
  std::int64_t offset = 0;  ///< of the first raw byte in the file
  std::int64_t length = 0;  ///< as verified against endstream, not as /Length claims
};

/// A PDF object; cheap to copy (containers are shared and never change once built).
class Object {
 public:
  using Value = std::variant<Null,
                             bool,
                             std::int64_t,
                             double,
                             Name,
                             String,
                             Ref,
                             std::shared_ptr<const Array>,
                             std::shared_ptr<const Dict>,
                             std::shared_ptr<const Stream>>;
  Object() = default;
  explicit Object(Value value) : value_(std::move(value)) {}

  const Value& value() const { return value_; }
  bool is_null() const { return std::holds_alternative<Null>(value_); }
  const Ref* ref() const { return std::get_if<Ref>(&value_); }
  const Array* array() const;  ///< null when it is none
  const Dict* dict() const;    ///< of a dictionary or of a stream; null otherwise
  const Stream* stream() const;
  const std::string* name() const;    ///< text of a Name
  const std::string* string() const;  ///< bytes of a String
  const std::int64_t* integer() const;
  /// Integers too.
  bool number(double& into) const;

 private:
  Value value_;
};

}  // namespace sohoa::cos
