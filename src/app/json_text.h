// JSON as text, so that the heavy JSON header stays in one .cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "pipeline/receipt.h"
#include "worker/task.h"

namespace sohoa {

/// A JSON string literal; ill-formed UTF-8 becomes U+FFFD.
std::string quoted(std::string_view text);
/// {"kind","message","message_en","advice","where"?}
std::string error_json(const Error& error);

/// One page for `ocr --json`: its number and either a result or an error.
struct PageOutcome {
  std::int32_t page_index = 0;  ///< 0-based
  Result<PageResult> result = Error{};
};

/// The object of `ocr --json` (CONTRACT.md): pages[].index counts from 0, every other page number
/// from 1.
std::string ocr_json(std::string_view file, const std::vector<PageOutcome>& pages, double seconds);
/// The receipt of CONTRACT.md, with counts for each component beside the required members.
std::string receipt_json(const Receipt& receipt);
}  // namespace sohoa
