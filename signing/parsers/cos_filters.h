// The filters of PDF streams that are no image codecs (ISO 32000-1, 7.4).
//
// Private to the reader of revisions.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"
#include "signing/parsers/cos_object.h"

namespace sohoa::cos {

/// One filter with what its /DecodeParms say; the defaults are those of the standard.
struct FilterStep {
  std::string name;
  std::int64_t predictor = 1;
  std::int64_t colors = 1;
  std::int64_t bits = 8;
  std::int64_t columns = 1;
  std::int64_t early_change = 1;
  std::string crypt_name;  ///< of a Crypt filter
};

/// Follows a reference; of a direct object the object itself.
using Resolve = std::function<Object(const Object&)>;

/// The filters a stream's dictionary names, in the order in which they are undone.
std::vector<FilterStep> filter_steps(const Dict& dict, const Resolve& resolve);

/// Whether undo_filters() would undo all of them: no image codec, no unknown filter among them.
bool undoes_all(const std::vector<FilterStep>& steps);

/// Undoes them one after the other, up to the first image codec or unknown filter; none of the
/// steps may yield more than `max_bytes` (InflateTooLarge). CorruptFile.
Result<Bytes> undo_filters(ByteView raw,
                           const std::vector<FilterStep>& steps,
                           std::uint64_t max_bytes);

}  // namespace sohoa::cos
