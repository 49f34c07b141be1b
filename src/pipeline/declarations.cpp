#include "pipeline/declarations.h"

#include <algorithm>

#include "intake/bagit.h"
#include "intake/batch_json.h"
#include "intake/naming.h"
#include "pipeline/attest_entries.h"

namespace sohoa {
namespace {

// RFC 8493 2.1 and 2.2: these describe the bag. Other tools add manifests of other algorithms
// beside SHA-256; they are no papers either.
bool is_bag_file(std::string_view name) {
  if (name == "bagit.txt" || name == "bag-info.txt" || name == "fetch.txt") return true;
  const bool is_manifest = name.starts_with("manifest-") || name.starts_with("tagmanifest-");
  return is_manifest && name.ends_with(".txt") && name.find('/') == std::string_view::npos;
}

// The files of one batch as its declarations speak of them: relative to the bag's folder.
class BatchFiles {
 public:
  BatchFiles(BlobStore& blobs, const std::vector<Entry>& entries, const Limits& limits)
      : blobs_(blobs), entries_(entries), limits_(limits) {
    const auto root = bag_root(names());
    is_bag_ = root.has_value();
    root_ = root.value_or("");
  }

  bool is_bag() const { return is_bag_; }
  std::string full_name(std::string_view name) const { return root_ + std::string(name); }

  const Entry* find(std::string_view name) const {
    const std::string full = full_name(name);
    const auto found = std::find_if(
        entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.name == full; });
    return found == entries_.end() || found->refusal ? nullptr : &*found;
  }

  /// The file's text; empty when the batch has no such file.
  Result<std::string> text(std::string_view name) const {
    const Entry* entry = find(name);
    if (entry == nullptr) return std::string();
    auto bytes = get(blobs_, entry->blob.digest, limits_.manifest_bytes);
    if (!bytes) return std::move(bytes).error().in(entry->name);
    return std::string(as_text(*bytes));
  }

  /// All stored files, named relative to the bag.
  std::vector<BagFile> received() const {
    std::vector<BagFile> files;
    for (const Entry& entry : entries_) {
      if (entry.refusal || !entry.name.starts_with(root_)) continue;
      files.push_back({entry.name.substr(root_.size()), entry.blob.digest, entry.blob.bytes});
    }
    return files;
  }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    names.reserve(entries_.size());
    for (const Entry& entry : entries_) names.push_back(entry.name);
    return names;
  }

 private:
  BlobStore& blobs_;
  const std::vector<Entry>& entries_;
  const Limits& limits_;
  bool is_bag_ = false;
  std::string root_;
};

Result<Bag> read_bag(const BatchFiles& files, const Limits& limits) {
  BagTags tags;
  tags.bagit_txt = TRY(files.text("bagit.txt"));
  tags.bag_info = TRY(files.text("bag-info.txt"));
  tags.manifest_sha256 = TRY(files.text("manifest-sha256.txt"));
  tags.tag_manifest_sha256 = TRY(files.text("tagmanifest-sha256.txt"));
  return parse_bag(tags, limits);
}

Result<void> check_manifest(const BatchFiles& files, const Limits& limits, Declarations& declared) {
  const Bag bag = TRY(read_bag(files, limits));
  const auto received = files.received();
  for (const BagFinding& finding : check_bag(bag, received)) {
    const std::string name = files.full_name(finding.name);
    declared.faults.emplace(name, Error{finding.fault, finding.detail, {name, 0, -1, {}}});
  }
  for (const BagFile& file : received) {
    if (is_bag_file(file.name)) declared.tag_files.push_back(files.full_name(file.name));
  }
  return {};
}

// Names in batch.json are relative to the bag; entries may stand under one top folder. A plain
// folder or ZIP that carries a batch.json has no data/ folder: the names are then taken without it.
std::string entry_name_of(const BatchFiles& files, const std::string& name) {
  constexpr std::string_view kPayload = "data/";
  if (files.is_bag() || files.find(name) != nullptr || !name.starts_with(kPayload)) {
    return files.full_name(name);
  }
  return files.full_name(std::string_view(name).substr(kPayload.size()));
}

Result<Submission> read_batch_json(const BatchFiles& files, const Limits& limits) {
  const std::string json = TRY(files.text(kBatchJsonName));
  auto parsed = parse_batch_json(json, limits);
  if (!parsed) return std::move(parsed).error().in(kBatchJsonName);
  for (ComponentDeclaration& component : parsed->components) {
    for (std::string& name : component.files) name = entry_name_of(files, name);
  }
  return parsed;
}

bool is_claimed(const Submission& submission, const std::string& name) {
  const auto& components = submission.components;
  return std::any_of(components.begin(), components.end(), [&](const auto& component) {
    return std::find(component.files.begin(), component.files.end(), name) != component.files.end();
  });
}

// Officers' signatures beside their scans are no papers, unless batch.json says they are.
void add_signatures(const std::vector<std::string>& names, Declarations& declared) {
  for (const BatchSignature& signature : find_batch_signatures(names)) {
    if (!is_claimed(declared.submission, signature.name)) {
      declared.tag_files.push_back(signature.name);
    }
  }
}

void erase_tag_files(const Declarations& declared, std::vector<std::string>& names) {
  std::erase_if(names, [&](const std::string& name) {
    return std::find(declared.tag_files.begin(), declared.tag_files.end(), name) !=
           declared.tag_files.end();
  });
}

// A declared file that the manifest misses and that was not received has no entry of its own: its
// component names it. Any other missing file becomes a component that says so.
void add_missing(Declarations& declared) {
  for (const auto& fault : declared.faults) {
    const std::string& name = fault.first;
    if (fault.second.what != Fault::MissingFile) continue;
    if (is_claimed(declared.submission, name)) continue;
    ComponentDeclaration missing;
    missing.title = name;
    missing.files = {name};
    declared.submission.components.push_back(std::move(missing));
  }
}

}  // namespace

Result<Declarations> read_declarations(BlobStore& blobs,
                                       const std::vector<Entry>& entries,
                                       const Limits& limits) {
  const BatchFiles files(blobs, entries, limits);
  Declarations declared;
  if (files.is_bag()) TRY(check_manifest(files, limits, declared));
  if (files.find(kBatchJsonName) != nullptr) {
    declared.tag_files.push_back(files.full_name(kBatchJsonName));
    declared.submission = TRY(read_batch_json(files, limits));
    add_signatures(files.names(), declared);
  } else {
    std::vector<std::string> names = files.names();
    add_signatures(names, declared);
    erase_tag_files(declared, names);
    declared.submission = components_from_names(names);
  }
  add_missing(declared);
  return declared;
}

}  // namespace sohoa
