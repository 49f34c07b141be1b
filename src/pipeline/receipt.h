// The receipt of a batch: what came in, and what became of each component. It always adds up.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"
#include "storage/catalog.h"

namespace sohoa {

struct ReceiptLine {
  ComponentRecord component;
  std::int32_t pages = 0;
  std::int32_t pages_done = 0;
  std::int32_t pages_failed = 0;
  std::int32_t blank = 0;
  std::int32_t duplicates = 0;
  std::int32_t words = 0;
  double confidence = 0;                ///< mean over read pages, weighted by words, 0..1
  std::string source;                   ///< "ocr", "text-layer", "mixed", "none"
  std::string legal_value;              ///< class of the newest verdict; empty: not judged yet
  std::int32_t open_reviews = 0;        ///< what an officer is asked to look at
  std::vector<ScanFindingRecord> scan;  ///< what the gate found, of every severity
};

/// Invariant: counted_in == done + failed + waiting == lines.size().
struct Receipt {
  BatchRecord batch;
  std::vector<ReceiptLine> lines;
  std::int32_t counted_in = 0;
  std::int32_t done = 0;
  std::int32_t failed = 0;
  std::int32_t waiting = 0;  ///< for an officer, or still being worked on
};

/// Built from the catalog alone, so the same batch always has the same receipt. NoSuchBatch.
Result<Receipt> make_receipt(Catalog& catalog, const std::string& batch);
/// "done", "failed", "waiting", "working".
std::string_view name(ComponentState state);

}  // namespace sohoa
