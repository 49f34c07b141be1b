// The flat rows around a coded paper: what it says, whether it counts, who reused it.
//
// No behaviour, no SQL; times are UTC, days are YYYY-MM-DD in Vietnam, empty when there is none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/digest.h"

namespace sohoa {

/// A digitised paper under its code. One row a code; a new version replaces what it shows, and the
/// old row is kept in item_versions.
struct ItemRecord {
  std::string code;  ///< never given twice
  std::int32_t version = 1;
  std::string component;       ///< ComponentRecord::id that holds the pages of this version
  std::string dossier;         ///< it first came with
  std::string kind;            ///< "component", "result", "appraisal"
  std::string component_code;  ///< mã thành phần in that dossier
  std::string type;            ///< document type code; empty: not known
  std::string title;
  std::string summary;
  std::string owner_type;  ///< "person", "organisation", "foreigner"; empty: unknown
  std::string owner_id;    ///< empty: in the queue of unknown owners since `coded_at`
  std::string owner_name;
  std::string state;  ///< policy/lifecycle.h: "EXTRACTED", "ACTIVE", "REVOKED", …
  std::string valid_from;
  std::string valid_to;
  std::string scope;
  std::string number;  ///< số, ký hiệu
  std::string issued_on;
  std::string issuer;
  std::string issuer_unit;  ///< unit code, when the issuer is in the catalogue
  std::string signer;
  std::string legal_value;  ///< class of the newest verdict: "FULL", …
  Digest digest;  ///< of the bytes that count: the original when signed, else the searchable
  std::string superseded_by;
  std::string retain_until;  ///< day; empty: for ever
  UtcTime coded_at{};
};

/// One field as it was read or decided. Key: component, id.
struct FieldRecord {
  std::string component;
  std::string id;
  std::int32_t ordinal = 0;
  std::string name;
  std::string value;
  std::string raw;
  std::int32_t page = 0;
  std::int32_t x = 0, y = 0, w = 0, h = 0;
  double confidence = 0;
  std::string source;   ///< name(FieldSource)
  std::string outcome;  ///< gravest of its rules: "passed", "warning", "failed", "" when none
  std::string detail;   ///< JSON array of rule results
  bool needs_review = false;
};

/// A verdict on legal value. Never replaced: the newest counts, the older ones are history.
struct VerdictRecord {
  std::int64_t seq = 0;  ///< given by the store
  std::string component;
  UtcTime at{};
  std::string legal_value;
  std::string reasons;     ///< JSON: [{"rule","clause","outcome","message_vi","message_en"}]
  std::string signatures;  ///< JSON as in `verify --json`; empty when there is none
  std::string policy;      ///< trust policy, profile and unit catalogue it rests on: their digests
};

/// An officer's signature over a scan (TT 01/2023 art. 7).
struct AttestationRecord {
  std::string component;
  Digest scan;          ///< digest over the component's files, see pipeline/attest.h
  Digest signature;     ///< blob of the CMS, or of the signed PDF
  std::string form;     ///< "cms", "pdf", "batch"
  std::string outcome;  ///< "valid", "invalid", "indeterminate"
  std::string officer;  ///< subject of the certificate
  std::string unit;     ///< code, when mapped
  std::optional<UtcTime> signed_at;
  std::string detail;  ///< JSON of the verdict
  UtcTime at{};
};

/// Something an officer must look at. Open until `closed_at`.
struct ReviewRecord {
  std::int64_t id = 0;  ///< given by the store on the first put (id 0)
  std::string component;
  std::string subject;       ///< "type", "owner", "scan", "field:<id>", "legal", "attestation"
  std::string why;           ///< one Vietnamese sentence
  std::string type;          ///< document type, for statistics; empty when unknown
  bool is_blocking = false;  ///< the item waits for it
  std::int32_t urgency = 0;  ///< larger is sooner; policy/review.h
  UtcTime opened_at{};
  std::string
      state;  ///< "open", "second", "accepted", "corrected", "rejected", "rescan", "dropped"
  std::string officer;
  std::string second;  ///< the second person, where the profile asks for one
  std::string before;  ///< value as read (fields)
  std::string after;   ///< value as decided
  std::string note;
  std::optional<UtcTime> closed_at;
};

/// The evidence of one decision to reuse, or not to.
struct ReuseRecord {
  std::int64_t id = 0;  ///< given by the store
  UtcTime at{};
  bool is_allowed = false;
  std::string item;
  std::int32_t version = 0;
  Digest digest;
  std::string dossier;    ///< that uses it
  std::string component;  ///< mã thành phần there
  std::string officer;
  std::string source;  ///< "local", "DVCQG", "CSDL"
  std::string db;
  std::string query_id;
  std::string extent;   ///< "partial", "full"
  std::string verdict;  ///< legal class at that moment
  std::string reasons;  ///< JSON as in VerdictRecord
};

/// One step of an item's legal life (NĐ 45/2020 art. 15).
struct LifeRecord {
  std::int64_t seq = 0;
  std::string item;
  UtcTime at{};
  std::string act;   ///< "extend", "suspend", "resume", "revoke", "supersede", "expire", …
  std::string from;  ///< state before
  std::string to;    ///< state after; empty: waits for its day
  std::string effective_on;  ///< day it takes effect
  std::string reason;
  std::string decision;  ///< number of the decision
  std::string officer;
  std::string other;  ///< superseding item, new valid_to
};

/// A message a dossier's unit must get; kept until it is acknowledged.
struct NoticeRecord {
  std::int64_t id = 0;
  UtcTime at{};
  std::string kind;  ///< "item.revoked", "item.suspended", "item.verdict-changed", …
  std::string item;
  std::string dossier;
  std::string text;  ///< Vietnamese
  std::optional<UtcTime> read_at;
  std::string reader;
};

/// Nothing of the item may be destroyed while a hold stands.
struct HoldRecord {
  std::int64_t id = 0;
  std::string item;
  UtcTime at{};
  std::string reason;
  std::string officer;
  std::optional<UtcTime> released_at;
  std::string released_by;
};

/// A catalogue in force: "units", "procedures". The newest of each name counts.
struct DatasetRecord {
  std::string name;
  Digest digest;  ///< blob
  UtcTime at{};
  std::string source;
};

/// Which items: every member narrows; codes compare without case.
struct ItemQuery {
  std::string text;  ///< words, or "a phrase"; with or without diacritics
  std::string owner;
  std::string type;  ///< document type code, component code or kind
  std::string dossier;
  std::string state;     ///< of the item; "any" for all; empty: ACTIVE
  std::string valid_on;  ///< day; empty: any
  std::int32_t limit = 20;
};

struct ItemHit {
  ItemRecord item;
  std::string snippet;    ///< NFC, the match between « and »
  std::int32_t page = 0;  ///< 1-based page of the match; 0: metadata, or no text was asked for
  std::vector<std::string> words;  ///< folded terms, for highlights on the page
};

struct ReviewQuery {
  /// Of the review; "waiting": open, or for a second person; "any" or empty: all.
  std::string state = "open";
  std::string component;  ///< of this component only
  std::string subject;    ///< or a prefix: "field:"
  std::int32_t limit = 50;
};

/// How often officers changed what was read, by type and field.
struct CorrectionCount {
  std::string type;
  std::string field;
  std::int64_t accepted = 0;
  std::int64_t corrected = 0;
  std::int64_t rejected = 0;
  double confidence_of_accepted = 0;  ///< mean of the field's confidence
  double confidence_of_corrected = 0;
};

}  // namespace sohoa
