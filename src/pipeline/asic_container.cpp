#include "pipeline/asic_container.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include <fcntl.h>
#include <unistd.h>

namespace sohoa {
namespace {

constexpr std::string_view kMetaFolder = "META-INF/";

// On disk where that is possible: a container may hold a gigabyte, and memory is for verdicts.
Result<UniqueFd> make_spool() {
  const char* folder = std::getenv("TMPDIR");
  const std::string where = folder != nullptr && *folder != '\0' ? folder : "/tmp";
  UniqueFd spool(::open(where.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (spool) return spool;
  return memory_file({});
}

Limits container_limits(Limits limits) {
  limits.archive_entries = 1'000;
  limits.archive_bytes = 1 * kGiB;
  limits.entry_bytes = 512 * kMiB;
  return limits;
}

// ZIP APPNOTE 4.3.7: method at 8, name length at 26, name at 30 of the first local header.
Result<bool> stores_mimetype_first(int fd, std::int64_t size) {
  constexpr std::string_view kName = "mimetype";
  std::array<std::uint8_t, 38> head{};
  if (size < static_cast<std::int64_t>(head.size())) return false;
  TRY(FileBytes(fd, size).read(0, head));
  const bool is_stored = head[8] == 0 && head[9] == 0;
  const bool has_name = head[26] == kName.size() && head[27] == 0;
  return is_stored && has_name && as_text(ByteView(head).subspan(30)) == kName;
}

/// Collects frames into the container.
class Spooler {
 public:
  explicit Spooler(AsicContainer& into) : into_(into) {}

  Result<void> operator()(const ArchiveFrame& frame) {
    switch (frame.kind) {
      case ArchiveFrame::Kind::Begin:
        into_.entries.push_back({frame.name, into_.spooled, 0});
        return {};
      case ArchiveFrame::Kind::Data:
        return write(frame.data);
      case ArchiveFrame::Kind::Refused:
        refuse(frame);
        return {};
      case ArchiveFrame::Kind::End:
        return {};
    }
    return {};
  }

 private:
  Result<void> write(const Bytes& data) {
    TRY(write_all(into_.spool.get(), data));
    into_.spooled += static_cast<std::int64_t>(data.size());
    into_.entries.back().size += static_cast<std::int64_t>(data.size());
    return {};
  }

  void refuse(const ArchiveFrame& frame) {
    const Fault why = frame.refusal ? frame.refusal->what : Fault::CorruptFile;
    into_.refused.push_back(into_.entries.back().name + ": " + std::string(name(why)));
    into_.entries.pop_back();
  }

  AsicContainer& into_;
};

}  // namespace

const AsicEntry* AsicContainer::find(const std::string& name) const {
  const auto found = std::find_if(
      entries.begin(), entries.end(), [&](const AsicEntry& one) { return one.name == name; });
  return found == entries.end() ? nullptr : &*found;
}

Result<Bytes> AsicContainer::read(const AsicEntry& entry, std::uint64_t max_bytes) const {
  if (static_cast<std::uint64_t>(entry.size) > max_bytes) {
    return Error{Fault::EntryTooLarge, entry.name, {}};
  }
  Bytes content(static_cast<std::size_t>(entry.size));
  TRY(bytes().read(entry.offset, content));
  return content;
}

Result<AsicContainer> open_container(Supervisor& cage, int fd, std::int64_t size) {
  AsicContainer container;
  container.spool = TRY(make_spool());
  container.has_stored_mimetype_first = TRY(stores_mimetype_first(fd, size));
  Spooler spooler(container);
  TRY(cage.unpack(fd,
                  [&](const ArchiveFrame& frame) { return spooler(frame); },
                  {container_limits(cage.limits()), NestedArchives::AsData}));
  return container;
}

AsicPart part_of(const std::string& name) {
  if (name == "mimetype") return AsicPart::Mimetype;
  if (!name.starts_with(kMetaFolder)) return AsicPart::Data;
  if (name.find("signatures") != std::string::npos && name.ends_with(".xml")) {
    return AsicPart::XmlSignatures;
  }
  if (name.ends_with(".p7s")) return AsicPart::CmsSignature;
  return name.ends_with(".tst") ? AsicPart::Timestamp : AsicPart::Other;
}

}  // namespace sohoa
