// Reads the objects of a PDF from its bytes (ISO 32000-1, 7.2 and 7.3): small, total, bounded.
//
// Private to the reader of revisions. Never throws, never reads outside `bytes`; what is no object,
// is nested too deep or is larger than any honest object comes back as nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/bytes.h"
#include "core/limits.h"
#include "signing/parsers/cos_object.h"

namespace sohoa::cos {

class Decryptor;

/// What the strings of one object are decrypted with; none: they are read as they stand.
struct StringKey {
  const Decryptor* decryptor = nullptr;
  Ref owner;
};

bool is_space(std::uint8_t c);
bool is_delimiter(std::uint8_t c);

/// A reader that stands at one byte and moves on. All positions count from `bytes`.
class Parser {
 public:
  Parser(ByteView bytes, std::int64_t at, const Limits& limits, StringKey key = {});

  /// The value at this place: scalars, "n g R", arrays, dictionaries. Streams: see parse_indirect.
  std::optional<Object> object();
  /// White space and comments.
  void skip_space();
  /// White space, then exactly this word; the position stays where it was when it is another.
  bool word(std::string_view expected);
  /// White space, then an integer that fits.
  std::optional<std::int64_t> integer();
  std::int64_t at() const { return at_; }
  void move_to(std::int64_t at) { at_ = at; }
  /// Values read so far: what the object costs in memory.
  std::int32_t values() const { return values_; }

 private:
  std::optional<Object> value(std::int32_t depth);
  std::optional<Object> array(std::int32_t depth);
  std::optional<Object> dictionary(std::int32_t depth);
  std::optional<Object> number_or_ref();
  std::optional<Object> keyword();
  std::optional<std::string> name();
  std::optional<String> literal_string();
  std::optional<String> hex_string();
  std::size_t hex_length() const;
  std::uint8_t escaped();
  bool append(std::string& text, std::uint8_t c) const;
  void decrypt(Object& object) const;
  void decrypt_entries(Dict& dict) const;
  std::uint8_t peek(std::int64_t ahead = 0) const;
  bool is_end() const { return at_ >= size(); }
  std::int64_t size() const { return static_cast<std::int64_t>(bytes_.size()); }

  ByteView bytes_;
  std::int64_t at_;
  StringKey key_;
  std::int32_t values_ = 0;
  std::int32_t max_values_;
  std::int32_t max_depth_;
  std::size_t max_string_bytes_;
};

/// "n g obj", its value and where the data of a stream begin.
struct Indirect {
  Ref ref;
  Object value;             ///< of a stream: its dictionary
  std::int64_t data = -1;   ///< first raw byte of a stream; -1: it is none
  std::int64_t end = 0;     ///< one past the value, or past "stream" and its line end
  std::int32_t values = 0;  ///< what it costs in memory
};
/// `decryptor` may be null. The strings are decrypted for the number that stands at `at`.
/// `reached`, when given, receives how far was read, also where nothing is found.
std::optional<Indirect> parse_indirect(ByteView bytes,
                                       std::int64_t at,
                                       const Limits& limits,
                                       const Decryptor* decryptor,
                                       std::int64_t* reached = nullptr);

/// Length of a stream's data: the claimed one where "endstream" follows it, otherwise up to the
/// next "endstream" (7.3.8.2). `searched` receives how many bytes had to be looked through.
std::optional<std::int64_t> stream_length(ByteView bytes,
                                          std::int64_t data,
                                          std::int64_t claimed,
                                          std::int64_t& searched);

/// First place of `needle` in bytes[from, to); -1 when there is none.
std::int64_t find(ByteView bytes, std::string_view needle, std::int64_t from, std::int64_t to);
/// Last place of `needle` that begins before `to`; -1 when there is none.
std::int64_t find_last(ByteView bytes, std::string_view needle, std::int64_t to);

}  // namespace sohoa::cos
