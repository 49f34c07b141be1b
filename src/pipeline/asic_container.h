// A container of signatures (EN 319 162-1) taken apart: entries on disk, told by name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/file.h"
#include "core/result.h"
#include "signing/ranges.h"
#include "worker/supervisor.h"

namespace sohoa {

struct AsicEntry {
  std::string name;
  std::int64_t offset = 0;  ///< in the spool
  std::int64_t size = 0;
};

struct AsicContainer {
  UniqueFd spool;  ///< nameless file that holds every entry, one after the other
  std::int64_t spooled = 0;
  std::vector<AsicEntry> entries;
  std::vector<std::string> refused;        ///< "name: fault": bombs, unsafe and duplicate names
  bool has_stored_mimetype_first = false;  ///< EN 319 162-1 A.1: else only a warning (trap 57)

  FileBytes bytes() const { return FileBytes(spool.get(), spooled); }
  const AsicEntry* find(const std::string& name) const;
  Result<Bytes> read(const AsicEntry& entry, std::uint64_t max_bytes) const;
};

/// Unpacks in the cage, within limits fit for a container: 1,000 entries, 1 GiB.
Result<AsicContainer> open_container(Supervisor& cage, int fd, std::int64_t size);

/// What an entry is for.
enum class AsicPart : std::uint8_t {
  Data,
  Mimetype,
  XmlSignatures,
  CmsSignature,
  Timestamp,
  Other
};
AsicPart part_of(const std::string& name);

}  // namespace sohoa
