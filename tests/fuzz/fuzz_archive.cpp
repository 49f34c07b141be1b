// unpack_zip: no frame beyond its bounds, whatever the archive says.
#include <cstdlib>

#include "core/file.h"
#include "intake/readers/archive_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = sohoa::memory_file({data, size});
  if (!file) return 0;
  sohoa::Limits limits;
  limits.entry_bytes = 1 * sohoa::kMiB;
  limits.archive_bytes = 4 * sohoa::kMiB;
  std::uint64_t total = 0;
  const auto sink = [&](const sohoa::ArchiveFrame& frame) -> sohoa::Result<void> {
    total += frame.data.size();
    if (total > limits.archive_bytes) std::abort();
    return {};
  };
  static_cast<void>(sohoa::unpack_zip(file->get(), limits, sink));
  return 0;
}
