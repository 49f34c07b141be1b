// A folder of scans as a batch: a BagIt bag in one ZIP, with its batch.json.
#pragma once

#include <filesystem>

#include "core/limits.h"
#include "core/result.h"
#include "pipeline/progress_event.h"

namespace sohoa {

struct PackReport {
  std::size_t files = 0;
  std::size_t components = 0;
  std::vector<std::string> unassigned;  ///< files no component claims: an officer will have to
};

/// Writes the batch to `output_fd`. A batch.json in the folder is checked and taken; without one
/// the names say what belongs where. Files are read twice (digests first) and never held in memory.
/// The same folder gives the same bytes. Errors: BadBatchJson, MissingFile (declared but not
/// there), those of reading and writing.
Result<PackReport> pack_folder(const std::filesystem::path& folder,
                               int output_fd,
                               const Limits& limits,
                               const ProgressSink& progress);

}  // namespace sohoa
