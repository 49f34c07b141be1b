// What an officer signs to vouch for a scan: a short text with the SHA-256 of every file. Pure.
//
// Canonical: UTF-8 NFC, LF, one fact a line, so that the same scan always gives the same bytes and
// the officer, or anyone with a text viewer and sha256sum, can hold it against the files.
//
//   sohoa-attestation/1
//   Tôi xác nhận các tệp dưới đây là bản quét đầy đủ, … (TT 01/2023/TT-VPCP, Điều 7).
//   batch L-0123456789abcdef01234567
//   component L-0123456789abcdef01234567/0001
//   dossier H19.15-261121-0001
//   code TP01
//   pages 3
//   file <SHA-256> <bytes> <pages> <name>
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/records.h"

namespace sohoa {

struct ScanComponent {
  std::string id;
  std::string dossier;
  std::string code;
  std::vector<FileRecord> files;  ///< in page order

  std::int32_t pages() const;
};

/// One component, or all of a batch in its order.
struct ScanStatement {
  std::string batch;
  std::vector<ScanComponent> components;
};

std::string statement_text(const ScanStatement& statement);

/// What an attestation is bound to: the digests of the component's files in order, without their
/// names. Any other scan has another one. Files refused while unpacking have no bytes to vouch for
/// and are left out.
Digest scan_digest(const std::vector<FileRecord>& files);

/// A difference between the text an officer signed and the one we hold, for people.
struct StatementDifference {
  std::string vi;
  std::string en;
};
/// Empty when equal. Files are compared by component and place, so that the one whose digest
/// changed is named. What is no statement at all is one difference that says so.
std::vector<StatementDifference> compare_statements(std::string_view ours, std::string_view theirs);

/// The component whose scan `component` was cut from: a part of a stack ("L-…/0002.001") was
/// scanned, and is attested, as the stack. Else itself.
std::string scanned_as(const std::string& component);

}  // namespace sohoa
