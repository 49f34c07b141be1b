// Signature dictionaries that no field leads to, found by their /ByteRange.
//
// Private to the reader of signatures. A value must stand as plain text in the file, for the gap of
// its own ranges lies in it; so looking for that one word misses none that could ever verify.
#pragma once

#include <cstdint>
#include <vector>

#include "signing/parsers/cos_file.h"

namespace sohoa {

struct FoundDictionary {
  cos::Ref ref;
  cos::Object value;
  std::int64_t offset = 0;
  bool is_listed = false;  ///< in the revision's xref; else bytes that no section speaks of
};

/// Mentions of a range outside all listed objects that may still be looked into, for one file:
/// each costs a search backwards.
struct ScanBudget {
  int unlisted_left = 32;
};

/// Dictionaries with /ByteRange and /Contents in bytes [from, to), written by `revision` or by
/// none. Text inside streams is not looked at. Bounded by limits.signatures.
std::vector<FoundDictionary> scan_for_signatures(const cos::File& file,
                                                 std::int32_t revision,
                                                 std::int64_t from,
                                                 std::int64_t to,
                                                 ScanBudget& budget);

/// The same over a file that cannot be opened at all.
std::vector<FoundDictionary> salvage_signatures(ByteView bytes, const Limits& limits);

}  // namespace sohoa
