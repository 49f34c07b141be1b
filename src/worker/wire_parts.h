// Pieces of the wire form that several messages share. Private to the codecs of task.h.
//
// `put` writes, `get` reads what `put` wrote. A `get` is total: whatever the bytes are it returns a
// value inside the bounds it was given, or the reader is no longer ok().
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/geometry.h"
#include "core/limits.h"
#include "core/result.h"
#include "core/wire.h"
#include "intake/document_info.h"

namespace sohoa::wire {

/// A number that must lie in [low, high].
double get_number(WireReader& in, double low, double high);
std::int32_t get_int(WireReader& in, std::int32_t low, std::int32_t high);
/// Text in NFC of at most `max_bytes` as it came; control characters are dropped.
std::string get_text(WireReader& in, std::int32_t max_bytes);
/// A quarter turn in degrees: 0, 90, 180 or 270.
std::int32_t get_quarter_turn(WireReader& in);

void put(WireWriter& out, const Box& box);
/// A box that is not empty and lies within [0, width_px) × [0, height_px).
Box get_box(WireReader& in, std::int32_t width_px, std::int32_t height_px);

void put(WireWriter& out, const std::vector<std::string>& notes);
std::vector<std::string> get_notes(WireReader& in, const Limits& limits);

void put(WireWriter& out, const PageInfo& info);
PageInfo get_page_info(WireReader& in);

void put(WireWriter& out, const Error& error);
Error get_error(WireReader& in);

/// The value if all bytes were read well, else BadReply naming `message`.
template <class T>
Result<T> finish(const WireReader& in, T value, std::string_view message) {
  if (in.is_finished()) return value;
  return Error{Fault::BadReply, std::string(message) + " is not well formed", {}};
}

/// Words have none of these: ASCII white space and the Unicode spaces U+00A0, U+2000 to U+200A,
/// U+2028, U+2029, U+202F, U+205F, U+3000.
bool is_white_space(char32_t code_point);

/// Smallest PageInfo on the wire: six numbers, two enums, one flag.
inline constexpr std::size_t kMinPageInfoBytes = 46;

}  // namespace sohoa::wire
