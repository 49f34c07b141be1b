// Taking a batch in: bytes first, durable under their digest, before anything is parsed.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/error.h"
#include "core/limits.h"
#include "core/result.h"
#include "pipeline/progress_event.h"
#include "pipeline/store.h"
#include "worker/supervisor.h"

namespace sohoa {

/// One file of a batch, stored; or refused, with the reason.
struct Entry {
  std::string name;  ///< NFC, forward slashes, relative to the batch
  BlobRef blob;      ///< zero when refused before its bytes were complete
  std::optional<Error> refusal;
};

/// Stores a ZIP, a folder or a single file and writes its batch row. When it returns, the bytes and
/// the row are durable: from here on nothing can be lost. The same content again gives the row that
/// is there already. Symbolic links in a folder are not followed.
Result<BatchRecord> receive_batch(Store& store,
                                  const std::filesystem::path& source,
                                  const Clock& clock,
                                  const Limits& limits,
                                  const ProgressSink& progress);

/// Regular files below `folder`, by relative NFC name. Links and devices are left out. Errors:
/// TooManyEntries, DuplicateName (two spellings of one name), AccessDenied.
Result<std::map<std::string, std::filesystem::path>> list_folder(
    const std::filesystem::path& folder, const Limits& limits);
/// Stores every file of a folder.
Result<std::vector<Entry>> store_folder(BlobStore& blobs,
                                        const std::filesystem::path& folder,
                                        const Limits& limits,
                                        const ProgressSink& progress);
/// Stores every entry of a ZIP, unpacked in the cage. EmptyFile when it has none.
Result<std::vector<Entry>> store_zip_entries(BlobStore& blobs,
                                             Supervisor& cage,
                                             int zip,
                                             const ProgressSink& progress);

/// The files of a received batch: a ZIP is unpacked in the cage, a folder was stored file by file.
/// Running it twice stores nothing twice.
Result<std::vector<Entry>> list_entries(Store& store,
                                        Supervisor& cage,
                                        const BatchRecord& batch,
                                        const ProgressSink& progress);

}  // namespace sohoa
