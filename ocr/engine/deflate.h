// zlib at its densest, and PNG's row predictors, for what we must write ourselves.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "core/bytes.h"

namespace sohoa::pdf {

/// RFC 1950, level 9. Deterministic for one zlib version.
Bytes deflate(ByteView bytes);
Bytes deflate(std::string_view text);

/// Compresses image rows as they come, each with the PNG filter that leaves the least (RFC 2083
/// section 9.6's heuristic). The result is read back with /Predictor 15.
class RowDeflater {
 public:
  RowDeflater(std::size_t row_bytes, std::size_t pixel_bytes);
  ~RowDeflater();
  RowDeflater(const RowDeflater&) = delete;
  RowDeflater& operator=(const RowDeflater&) = delete;

  void add(const std::uint8_t* row);
  Bytes finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sohoa::pdf
