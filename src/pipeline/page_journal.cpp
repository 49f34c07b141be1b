// Format of the journal: magic, key digest, then records of {index, length, digest, PageResult}.
// Records are appended one by one and not synced: what a power loss takes is read again. Loading
// stops at the first record that does not check.
#include <algorithm>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/wire.h"
#include "pipeline/read_document.h"

namespace sohoa {
namespace {

constexpr std::string_view kMagic = "sohoa page journal 1\n";

Bytes header(const Digest& key) {
  Bytes bytes(kMagic.begin(), kMagic.end());
  bytes.insert(bytes.end(), key.value.begin(), key.value.end());
  return bytes;
}

Bytes record(std::int32_t page_index, const Bytes& page) {
  WireWriter out;
  out.i32(page_index);
  out.text(sha256(page).hex());
  out.blob(page);
  WireWriter framed;
  framed.blob(out.bytes());
  return framed.take();
}

// Ours, or the torn beginning of ours. Browsers name unfinished downloads .part too.
bool may_replace(ByteView bytes) {
  const ByteView magic = as_bytes(kMagic).first(std::min(bytes.size(), kMagic.size()));
  return std::equal(magic.begin(), magic.end(), bytes.begin());
}

struct Record {
  std::int32_t page_index = 0;
  Bytes page;
};

std::optional<Record> parse_record(WireReader& journal) {
  const Bytes framed = journal.blob();
  WireReader in(framed);
  Record found;
  found.page_index = in.i32();
  const std::string digest = in.text();
  found.page = in.blob();
  if (!journal.ok() || !in.is_finished() || sha256(found.page).hex() != digest) return std::nullopt;
  return found;
}

}  // namespace

Result<PageJournal> PageJournal::open(const std::filesystem::path& path,
                                      const Digest& key,
                                      const Limits& limits) {
  UniqueFd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd) return errno_error("open", path.string());
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    return Error{
        Fault::StoreBusy, "another run writes the same output", {path.string(), 0, -1, {}}};
  }
  PageJournal journal(path, std::move(fd));
  TRY(journal.load(key, limits));
  return journal;
}

Result<void> PageJournal::load(const Digest& key, const Limits& limits) {
  const Bytes bytes = TRY(read_all(fd_.get(), limits.file_bytes));
  if (!may_replace(bytes)) {
    return Error{Fault::OutputExists, "no journal of ours", {path_.string(), 0, -1, {}}};
  }
  const Bytes head = header(key);
  std::size_t good = 0;
  if (bytes.size() >= head.size() && std::equal(head.begin(), head.end(), bytes.begin())) {
    good = head.size();
    WireReader in(ByteView(bytes).subspan(good));
    while (auto found = parse_record(in)) {
      auto page = decode_page_result(found->page, limits);
      if (!page) break;
      good += record(found->page_index, found->page).size();
      pages_.emplace(found->page_index, std::move(*page));
    }
  }
  if (::ftruncate(fd_.get(), static_cast<off_t>(good)) != 0) return errno_error("ftruncate");
  if (::lseek(fd_.get(), 0, SEEK_END) < 0) return errno_error("lseek");
  if (good == 0) TRY(write_all(fd_.get(), head));
  return {};
}

Result<void> PageJournal::append(std::int32_t page_index, const PageResult& page) {
  const off_t end = ::lseek(fd_.get(), 0, SEEK_CUR);
  auto written = write_all(fd_.get(), record(page_index, encode(page)));
  if (written) return {};
  // Records that other threads still append would be lost behind a torn one.
  if (::ftruncate(fd_.get(), end) != 0 || ::lseek(fd_.get(), end, SEEK_SET) != end) remove();
  return std::move(written).error().in(path_.string());
}

void PageJournal::remove() {
  ::unlink(path_.c_str());
}

}  // namespace sohoa
