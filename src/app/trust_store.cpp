#include "app/trust_store.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <string_view>

#include "core/file.h"
#include "signing/trust_file.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kKindNames[] = {"crl", "ocsp", "certificate"};

fs::path archive_folder(const fs::path& folder) {
  return folder / "archive";
}

std::string index_line(const ArchiveEntry& entry) {
  return entry.sha256.hex() + "\t" + std::string(kKindNames[static_cast<std::size_t>(entry.kind)]) +
         "\t" + to_rfc3339(entry.imported_at) + "\t" + entry.source + "\n";
}

std::vector<std::string> columns_of(const std::string& line) {
  std::vector<std::string> columns;
  std::istringstream in(line);
  for (std::string column; std::getline(in, column, '\t');) columns.push_back(column);
  return columns;
}

std::optional<ArchiveKind> kind_named(const std::string& text) {
  const auto found = std::find(std::begin(kKindNames), std::end(kKindNames), text);
  if (found == std::end(kKindNames)) return std::nullopt;
  return static_cast<ArchiveKind>(found - std::begin(kKindNames));
}

std::optional<ArchiveEntry> parse_line(const std::string& line) {
  const auto columns = columns_of(line);
  if (columns.size() < 3) return std::nullopt;
  const auto digest = Digest::parse(columns[0]);
  const auto kind = kind_named(columns[1]);
  const auto time = parse_rfc3339(columns[2]);
  if (!digest || !kind || !time) return std::nullopt;
  return ArchiveEntry{*digest, *kind, *time, columns.size() > 3 ? columns[3] : ""};
}

// Evidence that was altered on disk is named, not skipped: a verdict would rest on less than it
// says.
Result<Bytes> read_entry(const fs::path& folder, const ArchiveEntry& entry, const Limits& limits) {
  const fs::path path = archive_folder(folder) / entry.sha256.hex();
  Bytes bytes = TRY(read_file(path, limits.evidence_bytes));
  if (sha256(bytes) != entry.sha256) {
    return Error{Fault::BadTrustFile, "altered since it was imported", {path.string(), 0, -1, {}}};
  }
  return bytes;
}

std::vector<PoolItem>& pool_of(TrustData& data, ArchiveKind kind) {
  if (kind == ArchiveKind::Crl) return data.crls;
  return kind == ArchiveKind::Ocsp ? data.ocsps : data.certificates;
}

Result<void> read_archive(const fs::path& folder, const Limits& limits, TrustData& data) {
  const auto entries = TRY(read_archive_index(folder));
  for (const ArchiveEntry& entry : entries) {
    pool_of(data, entry.kind)
        .push_back({EvidenceSource::Archive, TRY(read_entry(folder, entry, limits))});
    auto& newest = data.policy.revocation_archive_at;
    if (!newest || *newest < entry.imported_at) newest = entry.imported_at;
  }
  return {};
}

bool is_certificate_name(const fs::path& path) {
  const std::string kind = path.extension().string();
  return kind == ".pem" || kind == ".crt" || kind == ".cer" || kind == ".der";
}

Result<Anchor> bare_anchor(const fs::path& path, const Limits& limits) {
  const Bytes file = TRY(read_file(path, limits.manifest_bytes));
  Anchor anchor;
  anchor.der = TRY(certificate_der(file));
  anchor.name = path.stem().string();
  anchor.regime = "unknown";
  anchor.purposes = {true, true};
  anchor.sha256 = sha256(anchor.der);
  anchor.source = "bare certificate, no anchor file says what it may vouch for";
  return anchor;
}

// A folder of nothing but certificates is how people first try us. Each is an anchor for every
// purpose, of no known regime; as soon as one anchor file is there, only what it names is trusted.
Result<void> add_bare_certificates(const fs::path& folder,
                                   const Limits& limits,
                                   TrustPolicy& policy) {
  if (!policy.anchors.empty()) return {};
  std::error_code failed;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    if (is_certificate_name(entry.path())) paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  for (const fs::path& path : paths) {
    auto anchor = bare_anchor(path, limits);
    if (!anchor) return std::move(anchor).error().in(path.string());
    policy.anchors.push_back(*std::move(anchor));
  }
  return {};
}

Result<void> replace_policy(const fs::path& path, const Limits& limits, TrustPolicy& policy) {
  const Bytes text = TRY(read_file(path, limits.manifest_bytes));
  auto done = read_policy(as_text(text), policy);
  if (!done) return std::move(done).error().in(path.string());
  return {};
}

}  // namespace

fs::path default_trust_folder(const fs::path& store) {
  const char* named = std::getenv("SOHOA_TRUST");
  if (named != nullptr && *named != '\0') return named;
  std::error_code failed;
  const fs::path beside = store / "trust";
  return fs::is_directory(beside, failed) ? beside : fs::path();
}

Result<std::vector<ArchiveEntry>> read_archive_index(const fs::path& folder) {
  const fs::path path = archive_folder(folder) / "index.tsv";
  std::error_code failed;
  if (!fs::exists(path, failed)) return std::vector<ArchiveEntry>();
  const Bytes bytes = TRY(read_file(path, Limits{}.manifest_bytes));
  std::vector<ArchiveEntry> entries;
  std::istringstream in{std::string(as_text(bytes))};
  for (std::string line; std::getline(in, line);) {
    auto entry = parse_line(line);
    if (!entry) return Error{Fault::BadTrustFile, line, {path.string(), 0, -1, {}}};
    entries.push_back(*std::move(entry));
  }
  return entries;
}

Result<void> add_to_archive(const fs::path& folder, ByteView der, const ArchiveEntry& entry) {
  std::error_code failed;
  fs::create_directories(archive_folder(folder), failed);
  auto entries = TRY(read_archive_index(folder));
  std::erase_if(entries, [&](const ArchiveEntry& one) { return one.sha256 == entry.sha256; });
  entries.push_back(entry);
  std::string index;
  for (const ArchiveEntry& one : entries) index += index_line(one);
  TRY(write_file_atomically(archive_folder(folder) / entry.sha256.hex(), der));
  return write_file_atomically(archive_folder(folder) / "index.tsv", as_bytes(index));
}

Result<TrustData> load_trust_data(const fs::path& folder,
                                  const fs::path& policy,
                                  const Limits& limits) {
  TrustData data;
  data.policy = folder.empty() ? default_policy() : TRY(load_trust(folder));
  if (!folder.empty()) TRY(add_bare_certificates(folder, limits, data.policy));
  if (!folder.empty()) TRY(read_archive(folder, limits, data));
  if (!policy.empty()) TRY(replace_policy(policy, limits, data.policy));
  return data;
}

}  // namespace sohoa
