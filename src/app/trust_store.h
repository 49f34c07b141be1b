// The site's trust on disk: anchor and policy files, and its own archive of CRLs and OCSP answers.
//
//   DIR/*.toml            anchors and policy (signing/trust_file.h)
//   DIR/archive/          one file for each CRL, OCSP answer or certificate, named by its digest
//   DIR/archive/index.tsv when each was imported, and from where
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "pipeline/verify_file.h"

namespace sohoa {

enum class ArchiveKind : std::uint8_t { Crl, Ocsp, Certificate };

struct ArchiveEntry {
  Digest sha256;
  ArchiveKind kind = ArchiveKind::Crl;
  UtcTime imported_at;
  std::string source;  ///< file name or URL it came from
};

/// $SOHOA_TRUST, else STORE/trust when it is there, else nothing: then nobody is trusted.
std::filesystem::path default_trust_folder(const std::filesystem::path& store);

/// Reads a trust folder; an empty path gives the default policy without anchors. `policy`, when
/// given, replaces the folder's rules. A folder that is not there is an error, not an empty trust.
Result<TrustData> load_trust_data(const std::filesystem::path& folder,
                                  const std::filesystem::path& policy,
                                  const Limits& limits);

Result<std::vector<ArchiveEntry>> read_archive_index(const std::filesystem::path& folder);
/// Stores the bytes, durably, and adds their line to the index; the same bytes are kept once and
/// dated anew.
Result<void> add_to_archive(const std::filesystem::path& folder,
                            ByteView der,
                            const ArchiveEntry& entry);

}  // namespace sohoa
