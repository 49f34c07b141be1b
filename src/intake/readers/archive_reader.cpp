// unpack_zip: libzip does the decoding, our own checks come before and around it.
#include "intake/readers/archive_reader.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string_view>
#include <utility>

#include <unistd.h>
#include <zip.h>

#include "core/file.h"
#include "core/text.h"
#include "intake/entry_name.h"
#include "intake/format.h"
#include "intake/readers/zip_directory.h"

namespace sohoa {
namespace {

using namespace std::string_view_literals;
using FrameSink = std::function<Result<void>(const ArchiveFrame&)>;
using Kind = ArchiveFrame::Kind;

constexpr std::size_t kPieceBytes = 256 * 1024;
// Below this, a dense entry (a blank page, an empty form) is no bomb.
constexpr std::uint64_t kDenseIsHarmlessBytes = 1024 * 1024;

struct DiscardZip {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseEntry {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, DiscardZip>;
using EntryStream = std::unique_ptr<zip_file_t, CloseEntry>;

Error corrupt(std::string detail) {
  return Error{Fault::CorruptFile, "ZIP: " + std::move(detail), {}};
}

/// One entry with its name as we keep it, and why it is not unpacked, if so.
struct Plan {
  ZipEntry entry;
  std::string name;
  std::optional<Error> refusal;
};

Error open_failure(int code) {
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  Error failure = corrupt(zip_error_strerror(&error));
  zip_error_fini(&error);
  return failure;
}

// libzip takes over the descriptor it is given, unless it fails.
Result<Archive> open_archive(int fd, int flags) {
  const int copy = ::dup(fd);
  if (copy < 0) return errno_error("dup");
  int code = 0;
  Archive archive(zip_fdopen(copy, flags, &code));
  if (archive) return archive;
  ::close(copy);
  return open_failure(code);
}

// libzip's own reading must be the one we checked.
bool agrees(zip_t* archive, const std::vector<Plan>& plans) {
  if (zip_get_num_entries(archive, 0) != static_cast<zip_int64_t>(plans.size())) return false;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    zip_stat_t stat;
    if (zip_stat_index(archive, i, ZIP_FL_ENC_RAW, &stat) != 0) return false;
    const ZipEntry& entry = plans[i].entry;
    if (stat.size != entry.bytes || stat.comp_size != entry.packed_bytes) return false;
    if (stat.name == nullptr || entry.raw_name != stat.name) return false;
  }
  return true;
}

bool is_dense(std::uint64_t bytes, std::uint64_t packed_bytes, const Limits& limits) {
  if (bytes <= kDenseIsHarmlessBytes) return false;
  return bytes / static_cast<std::uint64_t>(limits.archive_ratio) > packed_bytes;
}

std::string ratio_text(std::uint64_t bytes, std::uint64_t packed_bytes) {
  return std::to_string(bytes) + " bytes from " + std::to_string(packed_bytes);
}

std::string size_text(std::uint64_t bytes_max) {
  return "more than " + std::to_string(bytes_max) + " bytes";
}

// What the directory alone tells against an entry.
std::optional<Error> declared_fault(const ZipEntry& entry, const Limits& limits) {
  if (entry.is_special()) return Error{Fault::UnsafeName, "a link or device", {}};
  if (entry.is_encrypted()) return Error{Fault::NeedsPassword, "an encrypted entry", {}};
  if (entry.bytes > limits.entry_bytes) {
    return Error{Fault::EntryTooLarge, size_text(limits.entry_bytes), {}};
  }
  if (is_dense(entry.bytes, entry.packed_bytes, limits)) {
    return Error{Fault::RatioTooHigh, ratio_text(entry.bytes, entry.packed_bytes), {}};
  }
  return std::nullopt;
}

// Names that are not UTF-8 come from old tools; libzip's reading of them (CP437) loses nothing.
std::string name_bytes_of(zip_t* archive, std::size_t index, const ZipEntry& entry) {
  const char* name = zip_get_name(archive, index, ZIP_FL_ENC_GUESS);
  return name == nullptr ? entry.raw_name : name;
}

void name_plan(Plan& plan, std::string_view raw, const Limits& limits) {
  auto name = safe_entry_name(raw, limits);
  plan.name = name ? *name : name.error().where.document;
  if (!name) {
    plan.refusal = std::move(name).error();
  } else {
    plan.refusal = declared_fault(plan.entry, limits);
  }
}

// Of two files with one name nobody can say which was meant: neither is taken.
void refuse_duplicates(std::vector<Plan>& plans) {
  std::map<std::string, int> uses;
  for (const auto& plan : plans) ++uses[entry_name_key(plan.name)];
  for (auto& plan : plans) {
    if (plan.refusal || plan.entry.is_folder()) continue;
    if (uses[entry_name_key(plan.name)] == 1) continue;
    plan.refusal = Error{Fault::DuplicateName, {}, {}};
  }
}

bool has_same_raw_names(const std::vector<ZipEntry>& entries) {
  std::map<std::string_view, int> uses;
  return std::ranges::any_of(entries,
                             [&](const auto& entry) { return ++uses[entry.raw_name] > 1; });
}

// ZIP_CHECKCONS refuses a whole archive for two entries of one name. Our own directory check has
// the rest of its substance (local headers, overlap), and duplicates are refused by name.
Result<Archive> open_checked(int fd, const std::vector<ZipEntry>& entries) {
  const int flags = has_same_raw_names(entries) ? 0 : ZIP_CHECKCONS;
  return open_archive(fd, flags);
}

bool is_archive(ByteView head) {
  constexpr std::array kMagic = {"\x1F\x8B\x08"sv,
                                 "7z\xBC\xAF\x27\x1C"sv,
                                 "Rar!\x1A\x07"sv,
                                 "\xFD"
                                 "7zXZ\0"sv,
                                 "\x28\xB5\x2F\xFD"sv,
                                 "MSCF\0\0\0\0"sv,
                                 "BZh"sv};
  const std::string_view text = as_text(head);
  if (sniff(head) == Format::Zip) return true;
  if (text.size() > 262 && text.substr(257, 5) == "ustar"sv) return true;
  return std::ranges::any_of(kMagic, [&](auto magic) { return text.starts_with(magic); });
}

Error read_error(zip_file_t* file) {
  const zip_error_t* error = zip_file_get_error(file);
  const int code = zip_error_code_zip(error);
  if (code == ZIP_ER_CRC) return corrupt("the CRC-32 is wrong");
  if (code == ZIP_ER_EOF) return Error{Fault::TruncatedFile, "ZIP: the data ends early", {}};
  if (code == ZIP_ER_READ) return Error{Fault::IoFailure, "ZIP: read failed", {}};
  return corrupt("the packed data is damaged");
}

Error open_error(zip_t* archive) {
  const int code = zip_error_code_zip(zip_get_error(archive));
  if (code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD) {
    return Error{Fault::NeedsPassword, "an encrypted entry", {}};
  }
  if (code == ZIP_ER_COMPNOTSUPP || code == ZIP_ER_ENCRNOTSUPP) {
    return Error{Fault::UnsupportedFeature, "ZIP: compression method", {}};
  }
  return corrupt("the entry cannot be opened");
}

class Unpacker {
 public:
  Unpacker(zip_t* archive, const Limits& limits, const FrameSink& sink, NestedArchives nested)
      : archive_(archive),
        limits_(limits),
        sink_(sink),
        refuses_nested_(nested == NestedArchives::Refused) {}

  Result<void> unpack(std::size_t index, const Plan& plan);

 private:
  Result<std::optional<Error>> stream(std::size_t index, const Plan& plan);
  Result<std::optional<Error>> stream_pieces(zip_file_t* file, const ZipEntry& entry);
  std::optional<Error> piece_fault(ByteView piece, const ZipEntry& entry) const;
  Result<void> send(Kind kind, std::string name, Bytes data, std::optional<Error> refusal);

  zip_t* archive_;
  const Limits& limits_;
  const FrameSink& sink_;
  bool refuses_nested_;
  std::uint64_t entry_bytes_ = 0;
  std::uint64_t archive_bytes_ = 0;
};

Result<void> Unpacker::send(Kind kind, std::string name, Bytes data, std::optional<Error> refusal) {
  return sink_({kind, std::move(name), std::move(data), std::move(refusal)});
}

Result<void> Unpacker::unpack(std::size_t index, const Plan& plan) {
  TRY(send(Kind::Begin, plan.name, {}, {}));
  std::optional<Error> refusal = plan.refusal;
  if (!refusal) refusal = TRY(stream(index, plan));
  if (!refusal) return send(Kind::End, {}, {}, {});
  return send(Kind::Refused, {}, {}, std::move(*refusal).in(plan.name));
}

Result<std::optional<Error>> Unpacker::stream(std::size_t index, const Plan& plan) {
  const EntryStream file(zip_fopen_index(archive_, index, 0));
  if (!file) return std::optional(open_error(archive_));
  entry_bytes_ = 0;
  return stream_pieces(file.get(), plan.entry);
}

// What counts is what comes out, not what was declared.
std::optional<Error> Unpacker::piece_fault(ByteView piece, const ZipEntry& entry) const {
  const bool is_first = entry_bytes_ == piece.size();
  if (is_first && refuses_nested_ && is_archive(piece)) return Error{Fault::NestedArchive, {}, {}};
  if (entry_bytes_ > limits_.entry_bytes) {
    return Error{Fault::EntryTooLarge, size_text(limits_.entry_bytes), {}};
  }
  if (is_dense(entry_bytes_, entry.packed_bytes, limits_)) {
    return Error{Fault::RatioTooHigh, ratio_text(entry_bytes_, entry.packed_bytes), {}};
  }
  return std::nullopt;
}

Result<std::optional<Error>> Unpacker::stream_pieces(zip_file_t* file, const ZipEntry& entry) {
  for (;;) {
    Bytes piece(kPieceBytes);
    const zip_int64_t got = zip_fread(file, piece.data(), piece.size());
    if (got < 0) return std::optional(read_error(file));
    if (got == 0) return std::optional<Error>();
    piece.resize(static_cast<std::size_t>(got));
    entry_bytes_ += piece.size();
    archive_bytes_ += piece.size();
    if (archive_bytes_ > limits_.archive_bytes) {
      return Error{Fault::ArchiveTooLarge, size_text(limits_.archive_bytes), {}};
    }
    auto fault = piece_fault(piece, entry);
    if (fault) return fault;
    TRY(send(Kind::Data, {}, std::move(piece), {}));
  }
}

}  // namespace

Result<void> unpack_zip(int fd,
                        const Limits& limits,
                        const FrameSink& sink,
                        NestedArchives nested) {
  auto entries = TRY(read_zip_directory(fd, limits));
  const Archive archive = TRY(open_checked(fd, entries));
  std::vector<Plan> plans;
  for (auto& entry : entries) {
    Plan plan{std::move(entry), {}, {}};
    name_plan(plan, name_bytes_of(archive.get(), plans.size(), plan.entry), limits);
    plans.push_back(std::move(plan));
  }
  if (!agrees(archive.get(), plans)) return corrupt("two readings of the directory differ");
  refuse_duplicates(plans);
  Unpacker unpacker(archive.get(), limits, sink, nested);
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const ZipEntry& entry = plans[i].entry;
    if (entry.is_folder() && entry.bytes == 0) continue;
    TRY(unpacker.unpack(i, plans[i]));
  }
  return {};
}

}  // namespace sohoa
