// What our own service can prove, as lines of evidence.ndjson (formats/exchange.md, section 9).
//
// Pure writers: one value, one line of JSON without its line end. Absent data are null, never an
// invented value. Times are local, yyyyMMddHHmmss.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/clock.h"
#include "core/digest.h"

namespace sohoa {

/// The envelope (2.1): `id` is the key within its kind, a later state has a larger `seq`.
struct EvidenceHead {
  std::int64_t seq = 0;
  UtcTime recorded_at{};
  std::string id;
  std::string dossier;  ///< MaHoSo
};

/// A component of a dossier, digitised as far as `state` says.
struct ComponentEvidence {
  EvidenceHead head;
  std::string component;  ///< code in the catalogue
  Digest file;            ///< zero: none
  std::string scan_qa;    ///< "pass", "warn", "block"
  bool metadata_complete = false;
  std::string officer_signature;  ///< "valid", "invalid", "indeterminate", "none"
  std::string item_code;
  std::string state;  ///< "SCANNED", …, "ACTIVE", …
};

/// A result file and what it was worth.
struct ResultEvidence {
  EvidenceHead head;
  std::int32_t ordinal = 0;
  Digest file;
  std::string verdict_at_issue;
  std::string verdict_now;
  std::optional<UtcTime> revoked_at;
  std::optional<UtcTime> signed_at;
  std::string item_code;
  std::optional<UtcTime> stored_at;  ///< put into the owner's Kho
};

/// An item used in the place of a paper the citizen would have to bring.
struct ReusedEvidence {
  EvidenceHead head;
  std::string component;
  std::string item_code;
  Digest item;
  std::string source;  ///< "local", "DVCQG", "CSDL"
  std::string db;
  std::string query_id;
  std::string extent;  ///< "partial", "full"; empty: not said
  std::string verdict_at_reuse;
  UtcTime at{};
  std::string officer;
};

std::string evidence_line(const ComponentEvidence& evidence);
std::string evidence_line(const ResultEvidence& evidence);
std::string evidence_line(const ReusedEvidence& evidence);

/// TIME of the exchange formats: "20260812100000", at UTC+7.
std::string exchange_time(UtcTime time);

}  // namespace sohoa
