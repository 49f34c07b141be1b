#include "intake/pack.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include <fcntl.h>

#include "core/digest.h"
#include "core/file.h"
#include "intake/bagit.h"
#include "intake/batch_json.h"
#include "intake/entry_name.h"
#include "intake/naming.h"
#include "intake/zip_writer.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPieceBytes = 256 * 1024;
constexpr std::string_view kPayloadFolder = "data/";
constexpr std::size_t kTagFiles = 5;  // they count among the archive's entries

struct PackFile {
  fs::path path;
  std::string name;  // in the bag
  Digest digest;
  std::uint32_t crc32 = 0;
  std::uint64_t bytes = 0;
};

// Tag files of a bag that was unpacked here: they are made anew.
bool is_tag_file(std::string_view relative) {
  constexpr std::array<std::string_view, 3> kTags = {"bagit.txt", "bag-info.txt", kBatchJsonName};
  if (std::ranges::find(kTags, relative) != kTags.end()) return true;
  const bool is_manifest =
      relative.starts_with("manifest-") || relative.starts_with("tagmanifest-");
  return is_manifest && relative.ends_with(".txt");
}

// Opened without following a link, also one put in place since the folder was listed.
Result<UniqueFd> open_file(const PackFile& file) {
  UniqueFd fd(::open(file.path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!fd) return errno_error("open", file.name);
  return fd;
}

class Packer {
 public:
  Packer(const PackRequest& request, const Limits& limits, int fd, const PackProgressSink& progress)
      : request_(request),
        limits_(limits),
        progress_sink_(progress),
        zip_([fd](ByteView bytes) { return write_all(fd, bytes); }) {}

  Result<PackReport> run();

 private:
  Result<void> list_files();
  Result<void> add_file(const fs::directory_entry& entry);
  Result<void> check_files();
  Result<void> read_submission();
  Result<void> check_claims() const;
  Result<void> hash_files();
  Result<void> write_tags();
  Result<void> write_payload();
  Result<void> for_each_piece(const PackFile& file,
                              const std::function<Result<void>(ByteView)>& use);
  Result<void> tick(const PackFile& file, std::size_t bytes);

  const PackRequest& request_;
  const Limits& limits_;
  const PackProgressSink& progress_sink_;
  ZipWriter zip_;
  fs::path root_;
  bool has_batch_json_ = false;
  std::vector<PackFile> files_;
  PackProgress progress_;
  PackReport report_;
};

Result<void> Packer::add_file(const fs::directory_entry& entry) {
  std::error_code error;
  const auto status = entry.symlink_status(error);
  if (error || fs::is_directory(status)) return {};
  const std::string relative = entry.path().lexically_relative(root_).generic_string();
  if (is_tag_file(relative) && root_ == request_.folder) return {};
  if (!fs::is_regular_file(status)) {
    report_.left_out.emplace_back(relative, "a link or device");
    return {};
  }
  const auto name = safe_entry_name(relative, limits_);
  if (!name) {
    report_.left_out.emplace_back(relative, name.error().detail);
    return {};
  }
  if (files_.size() + kTagFiles >= static_cast<std::size_t>(limits_.archive_entries)) {
    return Error{Fault::TooManyEntries, "more than " + std::to_string(limits_.archive_entries), {}};
  }
  PackFile file{entry.path(), std::string(kPayloadFolder) + *name, {}, 0, 0};
  file.bytes = entry.file_size(error);
  files_.push_back(std::move(file));
  return {};
}

Result<void> Packer::list_files() {
  has_batch_json_ = fs::exists(request_.folder / kBatchJsonName);
  const fs::path data = request_.folder / "data";
  root_ = has_batch_json_ && fs::is_directory(data) ? data : request_.folder;
  std::error_code error;
  fs::recursive_directory_iterator it(root_, error);  // does not follow links to folders
  for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    TRY(add_file(*it));
  }
  const std::string folder = request_.folder.string();
  if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory) {
    return Error{Fault::FileNotFound, {}, {}}.in(folder);
  }
  if (error) return Error{Fault::AccessDenied, error.message(), {}}.in(folder);
  if (files_.empty()) return Error{Fault::EmptyFile, "no file to pack", {}}.in(folder);
  std::ranges::sort(files_, natural_less, &PackFile::name);
  return {};
}

// A batch that would be refused on arrival is not made.
Result<void> Packer::check_files() {
  std::set<std::string> keys;
  for (const auto& file : files_) {
    if (!keys.insert(entry_name_key(file.name)).second) {
      return Error{Fault::DuplicateName, {}, {}}.in(file.name);
    }
    if (file.bytes > limits_.entry_bytes) {
      return Error{Fault::EntryTooLarge, std::to_string(file.bytes) + " bytes", {}}.in(file.name);
    }
    report_.bytes += file.bytes;
  }
  report_.files = static_cast<std::int32_t>(files_.size());
  progress_.bytes = 2 * report_.bytes;
  if (report_.bytes <= limits_.archive_bytes) return {};
  return Error{Fault::ArchiveTooLarge, std::to_string(report_.bytes) + " bytes", {}};
}

Result<void> Packer::check_claims() const {
  std::set<std::string> present;
  for (const auto& file : files_) present.insert(file.name);
  for (const auto& component : report_.submission.components) {
    for (const auto& name : component.files) {
      if (present.contains(name)) continue;
      return Error{Fault::MissingFile, "named by batch.json", {}}.in(name);
    }
  }
  return {};
}

Result<void> Packer::read_submission() {
  std::vector<std::string> names;
  for (const auto& file : files_) names.push_back(file.name);
  if (has_batch_json_) {
    const auto path = request_.folder / kBatchJsonName;
    const Bytes json = TRY(read_file(path, limits_.manifest_bytes));
    report_.submission = TRY(parse_batch_json(as_text(json), limits_));
    std::set<std::string> claimed;
    for (const auto& component : report_.submission.components) {
      claimed.insert(component.files.begin(), component.files.end());
    }
    std::erase_if(names, [&](const auto& name) { return claimed.contains(name); });
    report_.submission.unassigned = std::move(names);
  } else {
    report_.submission = components_from_names(names);
  }
  auto& submission = report_.submission;
  if (submission.station.empty()) submission.station = request_.station;
  if (submission.operator_name.empty()) submission.operator_name = request_.operator_name;
  return check_claims();
}

Result<void> Packer::tick(const PackFile& file, std::size_t bytes) {
  progress_.bytes_done += bytes;
  progress_.file = file.name;
  if (!progress_sink_ || progress_sink_(progress_)) return {};
  return Error{Fault::Interrupted, {}, {}};
}

Result<void> Packer::for_each_piece(const PackFile& file,
                                    const std::function<Result<void>(ByteView)>& use) {
  const UniqueFd fd = TRY(open_file(file));
  Bytes piece(kPieceBytes);
  for (;;) {
    const std::size_t got = TRY(read_some(fd.get(), piece.data(), piece.size()));
    TRY(tick(file, got));
    if (got == 0) return {};
    TRY(use({piece.data(), got}));
  }
}

Result<void> Packer::hash_files() {
  for (auto& file : files_) {
    Sha256 hash;
    std::uint64_t bytes = 0;
    TRY(for_each_piece(file, [&](ByteView piece) -> Result<void> {
      hash.update(piece);
      file.crc32 = crc32_of(piece, file.crc32);
      bytes += piece.size();
      return {};
    }));
    file.digest = hash.finish();
    file.bytes = bytes;
  }
  return {};
}

Result<void> Packer::write_tags() {
  std::vector<BagFile> payload;
  for (const auto& file : files_) payload.push_back({file.name, file.digest, file.bytes});
  const std::string json = write_batch_json(report_.submission);
  const BagFile json_file{std::string(kBatchJsonName), sha256(json), json.size()};
  const BagInfo info{report_.submission.station, request_.software, request_.packed_at};
  for (const auto& tag : make_bag_tags(payload, {&json_file, 1}, info)) {
    TRY(zip_.add(tag.name, as_bytes(tag.content)));
  }
  return zip_.add(json_file.name, as_bytes(json));
}

Result<void> Packer::write_payload() {
  for (const auto& file : files_) {
    TRY(zip_.begin({file.name, file.bytes, file.crc32}));
    TRY(for_each_piece(file, [&](ByteView piece) { return zip_.write(piece); }));
    TRY(zip_.end());
  }
  return zip_.finish();
}

Result<PackReport> Packer::run() {
  TRY(list_files());
  TRY(check_files());
  TRY(read_submission());
  TRY(hash_files());
  TRY(write_tags());
  TRY(write_payload());
  return std::move(report_);
}

}  // namespace

Result<PackReport> pack_batch(const PackRequest& request,
                              const Limits& limits,
                              int fd,
                              const PackProgressSink& progress) {
  return Packer(request, limits, fd, progress).run();
}

}  // namespace sohoa
