// One paper of the store as evidence: pure but for what it is given. Private to evidence_export.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exchange/evidence.h"
#include "intake/admission.h"
#include "policy/attestation.h"
#include "storage/item_records.h"
#include "storage/records.h"

namespace sohoa::evidence {

/// Everything the catalog knows of one paper.
struct Paper {
  ComponentRecord component;
  std::vector<FileRecord> files;
  std::optional<ItemRecord> item;
  std::vector<VerdictRecord> verdicts;  ///< oldest first, over all versions
  std::vector<AttestationRecord> attestations;
  std::vector<LifeRecord> life;
  AttestationState attestation = AttestationState::None;
  Severity scan = Severity::Note;  ///< gravest finding of the gate
  bool metadata_complete = false;
  bool is_read = false;  ///< at least one page
  UtcTime received_at{};
};

ComponentEvidence component_evidence(const Paper& paper);
/// nullopt before the result was judged.
std::optional<ResultEvidence> result_evidence(const Paper& paper);
ReusedEvidence reused_evidence(const ReuseRecord& reuse);

/// "pass", "warn", "block".
std::string scan_qa(const ComponentRecord& component, Severity gravest);
/// What the law calls the paper's state (policy/lifecycle.h), before and after it has a code.
std::string state_of(const Paper& paper);
/// The n of "-KQ(n)"; 0 when there is none.
std::int32_t result_ordinal(const std::string& code);
/// When the latest of its accepted signatures says it was made; `signatures` as in VerdictRecord.
std::optional<UtcTime> latest_signing(const std::string& signatures);

}  // namespace sohoa::evidence
