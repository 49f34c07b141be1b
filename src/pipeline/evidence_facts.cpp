#include "pipeline/evidence_facts.h"

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

#include "core/vietnam_time.h"
#include "policy/item_code.h"
#include "policy/legal_value.h"
#include "policy/lifecycle.h"

namespace sohoa::evidence {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t kSteps = 1'000;  // states of one paper that fit into one second

UtcTime latest(const Paper& paper) {
  UtcTime time = paper.received_at;
  if (paper.item) time = std::max(time, paper.item->coded_at);
  for (const VerdictRecord& one : paper.verdicts) time = std::max(time, one.at);
  for (const AttestationRecord& one : paper.attestations) time = std::max(time, one.at);
  for (const LifeRecord& one : paper.life) time = std::max(time, one.at);
  return time;
}

// A later state never has a smaller number: time first, then how much is known of the paper.
std::int64_t sequence(const Paper& paper, UtcTime recorded_at) {
  const std::size_t known = paper.verdicts.size() + paper.attestations.size() + paper.life.size() +
                            (paper.item ? 1U : 0U) + (paper.is_read ? 1U : 0U) +
                            (paper.metadata_complete ? 1U : 0U);
  const auto steps = std::min<std::int64_t>(static_cast<std::int64_t>(known), kSteps - 1);
  return recorded_at.time_since_epoch().count() * kSteps + steps;
}

EvidenceHead head_of(const Paper& paper, const std::string& code) {
  EvidenceHead head;
  head.recorded_at = latest(paper);
  head.seq = sequence(paper, head.recorded_at);
  head.dossier = paper.component.dossier;
  head.id = head.dossier + "/" + code;
  return head;
}

Digest file_of(const Paper& paper) {
  if (paper.item) return paper.item->digest;
  return paper.files.empty() ? Digest{} : paper.files.front().digest;
}

// The first revocation in the item's life; else the first verdict that found it revoked.
std::optional<UtcTime> revoked_at(const Paper& paper) {
  for (const LifeRecord& step : paper.life) {
    if (step.act != name(LifeAct::Revoke)) continue;
    return start_of_day(step.effective_on).value_or(step.at);
  }
  for (const VerdictRecord& verdict : paper.verdicts) {
    if (verdict.legal_value == name(LegalClass::Revoked)) return verdict.at;
  }
  return std::nullopt;
}

bool has_legal_value(const std::string& verdict) {
  return verdict == name(LegalClass::Full) || verdict == name(LegalClass::FullWithNote);
}

// NĐ 45/2020/NĐ-CP art. 14.3 and 16: what goes into the owner's Kho is the e-result with legal
// value; TT 01/2023 art. 11: once it is known whose it is.
std::optional<UtcTime> stored_at(const Paper& paper) {
  if (!paper.item || paper.item->owner_id.empty()) return std::nullopt;
  if (!has_legal_value(paper.verdicts.front().legal_value)) return std::nullopt;
  return paper.item->coded_at;
}

std::string text_in(const Json& object, const char* key) {
  const auto member = object.find(key);
  const bool is_text = member != object.end() && member->is_string();
  return is_text ? member->get<std::string>() : std::string();
}

std::optional<UtcTime> signing_of(const Json& signature) {
  if (!signature.is_object() || text_in(signature, "indication") != "TOTAL-PASSED") return {};
  return parse_rfc3339(text_in(signature, "claimed_at"));
}

const Json& list_in(const Json& parsed) {
  static const Json kNone = Json::array();
  if (parsed.is_array()) return parsed;
  if (!parsed.is_object()) return kNone;
  const auto inside = parsed.find("signatures");
  return inside != parsed.end() && inside->is_array() ? *inside : kNone;
}

}  // namespace

std::string scan_qa(const ComponentRecord& component, Severity gravest) {
  if (component.state == ComponentState::Failed || gravest == Severity::Block) return "block";
  return gravest == Severity::Warn ? "warn" : "pass";
}

std::string state_of(const Paper& paper) {
  if (paper.item) return paper.item->state;
  if (paper.is_read) return std::string(name(ItemState::Extracted));
  const bool is_attested = paper.attestation == AttestationState::Valid;
  return std::string(name(is_attested ? ItemState::SignedByOfficer : ItemState::Scanned));
}

std::int32_t result_ordinal(const std::string& code) {
  const auto normal = normal_result_code(code);
  const auto mark = normal ? normal->rfind("-KQ") : std::string::npos;
  if (mark == std::string::npos) return 0;
  std::int32_t ordinal = 0;
  std::from_chars(normal->data() + mark + 3, normal->data() + normal->size(), ordinal);
  return ordinal;
}

std::optional<UtcTime> latest_signing(const std::string& signatures) {
  const Json parsed = Json::parse(signatures, nullptr, false);
  std::optional<UtcTime> latest;
  for (const Json& signature : list_in(parsed)) {
    const auto time = signing_of(signature);
    if (time && (!latest || *time > *latest)) latest = time;
  }
  return latest;
}

ComponentEvidence component_evidence(const Paper& paper) {
  ComponentEvidence evidence;
  evidence.head = head_of(paper, paper.component.component);
  evidence.component = paper.component.component;
  evidence.file = file_of(paper);
  evidence.scan_qa = scan_qa(paper.component, paper.scan);
  evidence.metadata_complete = paper.metadata_complete;
  evidence.officer_signature = name(paper.attestation);
  evidence.item_code = paper.item ? paper.item->code : std::string();
  evidence.state = state_of(paper);
  return evidence;
}

std::optional<ResultEvidence> result_evidence(const Paper& paper) {
  if (paper.verdicts.empty()) return std::nullopt;
  ResultEvidence evidence;
  evidence.ordinal = paper.item ? std::max(result_ordinal(paper.item->code), 1) : 1;
  evidence.head = head_of(paper, "KQ" + std::to_string(evidence.ordinal));
  evidence.file = file_of(paper);
  evidence.verdict_at_issue = paper.verdicts.front().legal_value;
  evidence.verdict_now = paper.verdicts.back().legal_value;
  evidence.revoked_at = revoked_at(paper);
  evidence.signed_at = latest_signing(paper.verdicts.front().signatures);
  evidence.item_code = paper.item ? paper.item->code : std::string();
  evidence.stored_at = stored_at(paper);
  return evidence;
}

ReusedEvidence reused_evidence(const ReuseRecord& reuse) {
  ReusedEvidence evidence;
  evidence.head.id = "TSD-" + std::to_string(reuse.id);
  evidence.head.seq = reuse.at.time_since_epoch().count() * kSteps;
  evidence.head.recorded_at = reuse.at;
  evidence.head.dossier = reuse.dossier;
  evidence.component = reuse.component;
  evidence.item_code = reuse.item;
  evidence.item = reuse.digest;
  evidence.source = reuse.source.empty() ? "local" : reuse.source;
  evidence.db = reuse.db;
  evidence.query_id = reuse.query_id;
  evidence.extent = reuse.extent;
  evidence.verdict_at_reuse = reuse.verdict;
  evidence.at = reuse.at;
  evidence.officer = reuse.officer;
  return evidence;
}

}  // namespace sohoa::evidence
