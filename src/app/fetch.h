// Asking an authority for revocation data: allow-listed hosts, no redirect, bounded, outside the
// cage.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"

namespace sohoa {

struct FetchRequest {
  std::string url;
  Bytes post;                ///< empty: GET
  std::string content_type;  ///< of `post`
};

struct FetchBounds {
  std::uint64_t max_bytes = 32ULL << 20U;  ///< a national CRL is a few MB
  std::int32_t deadline_s = 10;
};

/// Lower-case host of an http or https URL; empty when it is another kind or not well formed.
std::string host_of(std::string_view url);
/// Exact names only: no wildcard, no suffix.
bool is_allowed(std::string_view url, const std::vector<std::string>& hosts);

/// Runs sohoa-fetch. FetchFailed with what the network said; DeadlineExceeded.
Result<Bytes> fetch(const FetchRequest& request, const FetchBounds& bounds);

}  // namespace sohoa
