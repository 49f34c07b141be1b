// Packs a station's folder into a batch: a ZIP of a BagIt bag with batch.json (CONTRACT.md).
//
// The folder holds `<mã hồ sơ>/<files>` and may hold batch.json; without one, components come from
// the names and every other file goes along for an officer. Each file is read twice, once to hash
// it and once to write it, so that the tag files come first and nothing is kept in memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/limits.h"
#include "core/result.h"
#include "intake/submission.h"

namespace sohoa {

struct PackRequest {
  std::filesystem::path folder;
  std::string station;        ///< written where batch.json does not name one
  std::string operator_name;  ///< likewise
  std::string software;       ///< "sohoa 0.1.0"
  UtcTime packed_at;          ///< part of the bytes: the same folder and time give the same batch
};

struct PackProgress {
  std::uint64_t bytes_done = 0;  ///< of both readings
  std::uint64_t bytes = 0;
  std::string file;
};

struct PackReport {
  Submission submission;  ///< as written to batch.json; `unassigned` are packed too
  std::int32_t files = 0;
  std::uint64_t bytes = 0;
  /// Not packed, with the reason in English: links, devices, names no batch may hold.
  std::vector<std::pair<std::string, std::string>> left_out;
};

/// Called after every piece; false stops the work (Interrupted).
using PackProgressSink = std::function<bool(const PackProgress&)>;

/// Writes the batch to `fd` as a stream. Links are not followed. Errors: FileNotFound, EmptyFile
/// (no file to pack), BadBatchJson, MissingFile (batch.json names a file that is not there),
/// DuplicateName, TooManyEntries, EntryTooLarge, ArchiveTooLarge (the batch would be refused on
/// arrival), IoFailure (a file changed meanwhile), DiskFull.
Result<PackReport> pack_batch(const PackRequest& request,
                              const Limits& limits,
                              int fd,
                              const PackProgressSink& progress);

}  // namespace sohoa
