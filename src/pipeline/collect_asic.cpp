// ASiC-S and ASiC-E: what each signature of the container covers, and what none does.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "pipeline/asic_container.h"
#include "pipeline/collected.h"

namespace sohoa {
namespace {

/// A manifest that stands between a CMS signature and the data files (EN 319 162-1, 4.4).
struct Manifest {
  const AsicEntry* entry = nullptr;
  std::vector<ManifestReference> references;
};

/// The container while its signatures are collected.
struct Work {
  Supervisor& cage;
  const Limits& limits;
  AsicContainer container;
  std::map<std::string, Manifest> manifests;  // by the signature they name
  std::set<std::string> covered;
  Collected all;
};

DigestSource digests_of(const Work& work, const AsicEntry& entry) {
  return digests_of_file(work.container.bytes(), entry.offset, entry.size);
}

std::vector<const AsicEntry*> entries_of(const Work& work, AsicPart part) {
  std::vector<const AsicEntry*> list;
  for (const AsicEntry& entry : work.container.entries) {
    if (part_of(entry.name) == part) list.push_back(&entry);
  }
  return list;
}

Result<XmlReading> read_xml(Work& work, const AsicEntry& entry) {
  const Bytes xml = TRY(work.container.read(entry, work.limits.xml_bytes));
  const UniqueFd file = TRY(memory_file(xml));
  return work.cage.collect_xml(file.get());
}

// A signature file that cannot be read is a failed signature; it must not hide the others.
void add_unreadable(Work& work, const AsicEntry& entry, const Error& why) {
  PendingSignature one;
  one.facts.kind = ContainerKind::Asic;
  one.facts.name = entry.name;
  one.facts.faults = {FormatFault::Unparseable};
  one.facts.signer.unparseable = std::string(name(why.what)) + " " + why.detail;
  work.all.pending.push_back(std::move(one));
}

Result<void> add_xml_part(Work& work, const AsicEntry& entry) {
  auto read = read_xml(work, entry);
  if (!read && read.error().kind() == ErrorKind::Timeout) return std::move(read).error();
  if (!read) {
    add_unreadable(work, entry, read.error());
    return {};
  }
  const XmlReading& reading = *read;
  const DataSource data = [&work](const std::string& name) -> std::optional<DigestSource> {
    const AsicEntry* found = work.container.find(name);
    if (found == nullptr) return std::nullopt;
    work.covered.insert(name);
    return digests_of(work, *found);
  };
  return add_xml_signatures(reading, entry.name, data, work.all);
}

Result<void> read_manifests(Work& work) {
  for (const AsicEntry* entry : entries_of(work, AsicPart::Other)) {
    const bool is_manifest = entry->name.starts_with("META-INF/ASiC") ||
                             entry->name.find("anifest") != std::string::npos;
    if (!is_manifest || !entry->name.ends_with(".xml")) continue;
    auto reading = read_xml(work, *entry);
    if (!reading) {
      work.all.file.notes.push_back("manifest cannot be read: " + entry->name);
      continue;
    }
    if (reading->manifest_signature.empty()) continue;
    work.manifests[reading->manifest_signature] = {entry, std::move(reading->manifest)};
  }
  return {};
}

// Every file a manifest lists must be there and have the digest it says (trap 56).
Result<Match> compare_manifest(Work& work, const Manifest& manifest, SignatureFacts& facts) {
  Match all = Match::Matches;
  for (const ManifestReference& reference : manifest.references) {
    facts.signed_names.push_back(reference.uri);
    const AsicEntry* entry = work.container.find(reference.uri);
    if (entry == nullptr) {
      facts.faults.push_back(FormatFault::MissingFile);
      continue;
    }
    work.covered.insert(reference.uri);
    const std::array wanted = {reference.hash};
    const auto mine = TRY(digests_of(work, *entry)(wanted));
    if (mine.empty() || mine.front().value != reference.digest) all = Match::Differs;
  }
  return all;
}

// ASiC-S: the one data file is what the signature stands over (EN 319 162-1, 4.3).
const AsicEntry* only_data_file(const Work& work) {
  const auto data = entries_of(work, AsicPart::Data);
  return data.size() == 1 ? data.front() : nullptr;
}

Result<void> set_content(Work& work, const AsicEntry& entry, PendingSignature& one) {
  const auto manifest = work.manifests.find(entry.name);
  const AsicEntry* content = nullptr;
  if (manifest != work.manifests.end()) {
    content = manifest->second.entry;
    const Match files = TRY(compare_manifest(work, manifest->second, one.facts));
    if (files == Match::Differs) one.content = files;
  } else {
    content = only_data_file(work);
    if (content != nullptr) {
      one.facts.signed_names.push_back(content->name);
      work.covered.insert(content->name);
    }
  }
  if (content == nullptr) {
    one.facts.faults.push_back(FormatFault::MissingFile);
    return {};
  }
  one.digests = digests_of(work, *content);
  const std::array expected = {HashAlgorithm::Sha256};
  one.value->digests = TRY(one.digests(expected));
  return {};
}

Result<void> add_value_part(Work& work, const AsicEntry& entry, ValueKind kind) {
  PendingSignature one;
  one.facts.kind = ContainerKind::Asic;
  one.facts.name = entry.name;
  one.facts.coverage = Coverage::WholeFile;
  one.is_document_timestamp = kind == ValueKind::TimestampToken;
  one.value.emplace();
  one.value->kind = kind;
  one.value->permits_cosigners = kind == ValueKind::Cms;
  one.value->value = TRY(work.container.read(entry, work.limits.signature_bytes));
  const Digest digest = sha256(one.value->value);
  one.facts.value_digest.assign(digest.value.begin(), digest.value.end());
  TRY(set_content(work, entry, one));
  work.all.pending.push_back(std::move(one));
  return {};
}

Result<void> add_signatures(Work& work) {
  TRY(read_manifests(work));
  for (const AsicEntry* entry : entries_of(work, AsicPart::XmlSignatures)) {
    TRY(add_xml_part(work, *entry));
  }
  for (const AsicEntry* entry : entries_of(work, AsicPart::CmsSignature)) {
    TRY(add_value_part(work, *entry, ValueKind::Cms));
  }
  for (const AsicEntry* entry : entries_of(work, AsicPart::Timestamp)) {
    TRY(add_value_part(work, *entry, ValueKind::TimestampToken));
  }
  return {};
}

Result<bool> has_known_mimetype(const Work& work) {
  const AsicEntry* entry = work.container.find("mimetype");
  if (entry == nullptr) return true;  // EN 319 162-1 A.1: the extension may tell it instead
  const Bytes text = TRY(work.container.read(*entry, kKiB));
  std::string_view type = as_text(text);
  while (!type.empty() && (type.back() == '\n' || type.back() == '\r')) type.remove_suffix(1);
  return type == "application/vnd.etsi.asic-e+zip" || type == "application/vnd.etsi.asic-s+zip" ||
         type.starts_with("application/vnd.oasis.opendocument.") || type == "application/epub+zip";
}

// Traps 56 and 57. Named on every signature: the container is what they vouch for.
Result<void> check_container(Work& work) {
  std::vector<FormatFault> faults;
  if (!TRY(has_known_mimetype(work)) || !work.container.refused.empty()) {
    faults.push_back(FormatFault::BadContainer);
  }
  for (const AsicEntry* entry : entries_of(work, AsicPart::Data)) {
    if (!work.covered.contains(entry->name)) work.all.file.unsigned_names.push_back(entry->name);
  }
  if (!work.all.file.unsigned_names.empty()) faults.push_back(FormatFault::UnsignedFile);
  for (PendingSignature& one : work.all.pending) {
    one.facts.kind = ContainerKind::Asic;
    one.facts.faults.insert(one.facts.faults.end(), faults.begin(), faults.end());
  }
  return {};
}

void add_notes(Work& work) {
  auto& notes = work.all.file.notes;
  for (const std::string& refused : work.container.refused) notes.push_back("refused: " + refused);
  if (!work.container.has_stored_mimetype_first) {
    notes.push_back("mimetype is not the first entry, or is compressed");
  }
}

}  // namespace

Result<Collected> collect_asic(Supervisor& cage, const VerifyInput& input, const Limits& limits) {
  Work work{cage, limits, TRY(open_container(cage, input.fd, input.size)), {}, {}, {}};
  TRY(add_signatures(work));
  if (!work.all.pending.empty()) TRY(check_container(work));
  add_notes(work);
  work.all.file.kind = ContainerKind::Asic;
  // Digests may be asked for again later, so whoever holds one keeps the spool open.
  const auto spool = std::make_shared<UniqueFd>(std::move(work.container.spool));
  for (PendingSignature& one : work.all.pending) {
    if (!one.digests) continue;
    one.digests = [spool, inner = std::move(one.digests)](std::span<const HashAlgorithm> hashes) {
      return inner(hashes);
    };
  }
  return std::move(work.all);
}

}  // namespace sohoa
