#include "pipeline/pack.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "core/file.h"
#include "intake/bagit.h"
#include "intake/batch_json.h"
#include "intake/naming.h"
#include "intake/zip_writer.h"
#include "pipeline/receive.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kPayload = "data/";

struct PackedFile {
  fs::path path;
  ZipItem item;  ///< named below data/
  Digest digest;
};

Result<PackedFile> measure(const std::string& name, const fs::path& path, const Limits& limits) {
  const UniqueFd fd = TRY(open_read(path));
  const MappedFile file = TRY(MappedFile::map(fd.get(), limits.file_bytes));
  PackedFile packed;
  packed.path = path;
  packed.item = {std::string(kPayload) + name, file.bytes().size(), crc32_of(file.bytes())};
  packed.digest = sha256(file.bytes());
  return packed;
}

// The declaration that came with the folder, checked against its files; else what the names say.
Result<Submission> submission_of(const fs::path& folder,
                                 const std::vector<PackedFile>& files,
                                 const Limits& limits) {
  const fs::path declared = folder / kBatchJsonName;
  if (!fs::exists(declared)) {
    std::vector<std::string> names;
    for (const PackedFile& file : files) names.push_back(file.item.name);
    return components_from_names(names);
  }
  const Bytes json = TRY(read_file(declared, limits.manifest_bytes));
  auto submission = parse_batch_json(as_text(json), limits);
  if (!submission) return std::move(submission).error().in(declared.string());
  return submission;
}

Result<void> require_declared_files(const Submission& submission,
                                    const std::vector<PackedFile>& files) {
  std::set<std::string> present;
  for (const PackedFile& file : files) present.insert(file.item.name);
  for (const ComponentDeclaration& component : submission.components) {
    for (const std::string& name : component.files) {
      if (!present.contains(name))
        return Error{Fault::MissingFile, component.component, {name, 0, -1, {}}};
    }
  }
  return {};
}

std::vector<std::string> unassigned(const Submission& submission,
                                    const std::vector<PackedFile>& files) {
  std::set<std::string> claimed;
  for (const auto& component : submission.components) {
    claimed.insert(component.files.begin(), component.files.end());
  }
  std::vector<std::string> left;
  for (const PackedFile& file : files) {
    if (!claimed.contains(file.item.name)) left.push_back(file.item.name);
  }
  return left;
}

std::vector<BagFile> bag_files(const std::vector<PackedFile>& files) {
  std::vector<BagFile> bag;
  for (const PackedFile& file : files)
    bag.push_back({file.item.name, file.digest, file.item.bytes});
  return bag;
}

// Packing the same folder again must give the same bytes, so the clock is not asked: the bag is of
// the day of the scan, or of the newest file.
UtcTime bagging_date(const Submission& submission, const std::vector<PackedFile>& files) {
  if (const auto scanned = parse_rfc3339(submission.scanned_at)) return *scanned;
  UtcTime newest{};
  for (const PackedFile& file : files) {
    const auto changed = std::chrono::file_clock::to_sys(fs::last_write_time(file.path));
    newest = std::max(newest, std::chrono::floor<std::chrono::seconds>(changed));
  }
  return newest;
}

// RFC 8493 section 4.2: a serialized bag unpacks to one folder of the bag's name.
std::string top_folder(const fs::path& folder) {
  const std::string name = fs::absolute(folder).lexically_normal().filename().string();
  const std::string parent =
      fs::absolute(folder).lexically_normal().parent_path().filename().string();
  const std::string base = name.empty() ? parent : name;
  return (base.empty() ? "batch" : base) + "/";
}

Result<void> add_payload(ZipWriter& zip,
                         const PackedFile& file,
                         const std::string& top,
                         const Limits& limits) {
  const UniqueFd fd = TRY(open_read(file.path));
  const MappedFile content = TRY(MappedFile::map(fd.get(), limits.file_bytes));
  ZipItem item = file.item;
  item.name = top + item.name;
  TRY(zip.begin(item));
  TRY(zip.write(content.bytes()));
  return zip.end();
}

struct Bagging {
  std::string top;
  std::string batch_json;
  std::vector<TagFile> tags;
};

Bagging make_bagging(const fs::path& folder,
                     const Submission& submission,
                     const std::vector<PackedFile>& files) {
  Bagging bagging;
  bagging.top = top_folder(folder);
  bagging.batch_json = write_batch_json(submission);
  const BagFile tag{
      std::string(kBatchJsonName), sha256(bagging.batch_json), bagging.batch_json.size()};
  const BagInfo info{submission.station, "sohoa", bagging_date(submission, files)};
  bagging.tags = make_bag_tags(bag_files(files), std::vector<BagFile>{tag}, info);
  return bagging;
}

Result<std::vector<PackedFile>> measure_all(const fs::path& folder, const Limits& limits) {
  std::vector<PackedFile> files;
  for (const auto& [name, path] : TRY(list_folder(folder, limits))) {
    if (name == kBatchJsonName) continue;
    files.push_back(TRY(measure(name, path, limits)));
  }
  if (files.empty()) return Error{Fault::EmptyFile, "", {folder.string(), 0, -1, {}}};
  return files;
}

}  // namespace

Result<PackReport> pack_folder(const fs::path& folder,
                               int output_fd,
                               const Limits& limits,
                               const ProgressSink& progress) {
  const auto files = TRY(measure_all(folder, limits));
  const Submission submission = TRY(submission_of(folder, files, limits));
  TRY(require_declared_files(submission, files));
  const Bagging bagging = make_bagging(folder, submission, files);
  ZipWriter zip([output_fd](ByteView bytes) { return write_all(output_fd, bytes); });
  for (const TagFile& tag : bagging.tags)
    TRY(zip.add(bagging.top + tag.name, as_bytes(tag.content)));
  TRY(zip.add(bagging.top + std::string(kBatchJsonName), as_bytes(bagging.batch_json)));
  std::size_t done = 0;
  for (const PackedFile& file : files) {
    TRY(add_payload(zip, file, bagging.top, limits));
    progress({Stage::Receive, ++done, files.size(), 0});
  }
  TRY(zip.finish());
  return PackReport{files.size(), submission.components.size(), unassigned(submission, files)};
}

}  // namespace sohoa
