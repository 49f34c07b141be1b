#include "app/item_json.h"

#include <nlohmann/json.hpp>

#include "app/scan_json.h"

namespace sohoa {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json or_null(const Digest& digest) {
  return digest.is_zero() ? Json() : Json(digest.hex());
}

Json or_null(const std::optional<UtcTime>& time) {
  return time ? Json(to_rfc3339(*time)) : Json();
}

// Stored as JSON text by ourselves; a damaged row is shown as text, not hidden.
Json parsed(const std::string& text) {
  if (text.empty()) return Json::array();
  Json value = Json::parse(text, nullptr, false);
  return value.is_discarded() ? Json(text) : value;
}

// Of a damaged row nothing is believed, and nothing thrown.
std::string text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

template <class Rows, class MakeObject>
Json array_of(const Rows& rows, const MakeObject& make_object) {
  Json array = Json::array();
  for (const auto& row : rows) array.push_back(make_object(row));
  return array;
}

Json owner_object(const ItemRecord& item) {
  if (item.owner_type.empty() && item.owner_id.empty() && item.owner_name.empty()) return {};
  return {{"type", or_null(item.owner_type)},
          {"id", or_null(item.owner_id)},
          {"name", or_null(item.owner_name)}};
}

Json summary_object(const ItemRecord& item) {
  Json object;
  object["item"] = item.code;
  object["type"] = or_null(item.type);
  object["title"] = item.title;
  object["owner"] = owner_object(item);
  object["state"] = item.state;
  object["valid_from"] = or_null(item.valid_from);
  object["valid_to"] = or_null(item.valid_to);
  object["legal_value"] = or_null(item.legal_value);
  object["dossier"] = or_null(item.dossier);
  return object;
}

void add_description(const ItemRecord& item, Json& object) {
  object["version"] = item.version;
  object["kind"] = item.kind;
  object["component_code"] = or_null(item.component_code);
  object["summary"] = or_null(item.summary);
  object["number"] = or_null(item.number);
  object["issued_on"] = or_null(item.issued_on);
  object["issuer"] = or_null(item.issuer);
  object["issuer_unit"] = or_null(item.issuer_unit);
  object["signer"] = or_null(item.signer);
  object["scope"] = or_null(item.scope);
  object["sha256"] = or_null(item.digest);
  object["superseded_by"] = or_null(item.superseded_by);
  object["retain_until"] = or_null(item.retain_until);
  object["coded_at"] = to_rfc3339(item.coded_at);
}

Json box_array(const Box& box) {
  return Json::array({box.x, box.y, box.w, box.h});
}

Json field_object(const FieldRecord& field) {
  return {{"id", field.id},
          {"name", field.name},
          {"value", or_null(field.value)},
          {"raw", or_null(field.raw)},
          {"page", field.page},
          {"box", box_array({field.x, field.y, field.w, field.h})},
          {"confidence", field.confidence},
          {"source", field.source},
          {"outcome", or_null(field.outcome)},
          {"rules", parsed(field.detail)},
          {"needs_review", field.needs_review}};
}

Json verdict_object(const VerdictRecord& verdict) {
  return {{"at", to_rfc3339(verdict.at)},
          {"class", verdict.legal_value},
          {"reasons", parsed(verdict.reasons)},
          {"signatures", parsed(verdict.signatures)},
          {"basis", verdict.policy}};
}

Json gap_object(const MetadataGap& gap) {
  return {{"id", gap.id},
          {"name", gap.name_vi},
          {"missing", gap.is_missing},
          {"blocking", gap.is_blocking},
          {"clause", or_null(std::string(clause(gap.clause).citation))},
          {"why", gap.why_vi}};
}

Json attestation_object(const AttestationRecord& one) {
  return {{"form", one.form},
          {"outcome", one.outcome},
          {"officer", or_null(one.officer)},
          {"unit", or_null(one.unit)},
          {"signed_at", or_null(one.signed_at)},
          {"scan_sha256", or_null(one.scan)},
          {"signature_sha256", or_null(one.signature)},
          {"at", to_rfc3339(one.at)}};
}

Json review_object(const ReviewRecord& review) {
  return {{"id", review.id},
          {"subject", review.subject},
          {"why", review.why},
          {"state", review.state},
          {"blocking", review.is_blocking},
          {"officer", or_null(review.officer)},
          {"before", or_null(review.before)},
          {"after", or_null(review.after)}};
}

Json version_object(const ItemRecord& item) {
  return {{"version", item.version},
          {"component", item.component},
          {"sha256", or_null(item.digest)},
          {"legal_value", or_null(item.legal_value)},
          {"state", item.state}};
}

Json reuse_object(const ReuseRecord& reuse) {
  return {{"id", reuse.id},
          {"at", to_rfc3339(reuse.at)},
          {"allowed", reuse.is_allowed},
          {"dossier", reuse.dossier},
          {"component", reuse.component},
          {"officer", reuse.officer},
          {"source", reuse.source},
          {"version", reuse.version},
          {"sha256", or_null(reuse.digest)},
          {"verdict", reuse.verdict}};
}

Json life_object(const LifeRecord& step) {
  return {{"at", to_rfc3339(step.at)},
          {"act", step.act},
          {"from", step.from},
          {"to", step.to},
          {"effective_on", or_null(step.effective_on)},
          {"reason", or_null(step.reason)},
          {"decision", or_null(step.decision)},
          {"officer", or_null(step.officer)},
          {"other", or_null(step.other)}};
}

Json hold_object(const HoldRecord& hold) {
  return {{"id", hold.id},
          {"at", to_rfc3339(hold.at)},
          {"reason", hold.reason},
          {"officer", hold.officer}};
}

Json file_object(const FileRecord& file) {
  return {{"name", file.name},
          {"sha256", file.digest.hex()},
          {"bytes", file.bytes},
          {"format", file.format},
          {"pages", file.pages},
          {"pdf_version", or_null(file.pdf_version)},
          {"encrypted", file.is_encrypted},
          {"damaged", file.is_damaged},
          {"signed", file.is_signed},
          {"active_content", file.active_content}};
}

Json page_object(const PageRecord& page) {
  Json object = {{"page", page.ordinal},
                 {"source", page.source},
                 {"confidence", page.confidence},
                 {"words", page.words},
                 {"blank", page.blank}};
  if (page.duplicate_of > 0) object["duplicate_of"] = page.duplicate_of;
  if (!page.error.empty()) object["error"] = {{"kind", page.error}, {"detail", page.error_detail}};
  return object;
}

Json event_object(const EventRecord& event) {
  return {{"at", to_rfc3339(event.at)}, {"kind", event.kind}, {"detail", event.detail}};
}

void add_component(const ComponentRecord& component, Json& object) {
  object["batch"] = component.batch;
  object["component"] = component.id;
  object["reasons"] = component.reasons;
  object["searchable_sha256"] = or_null(component.searchable);
  object["pdfa"] = component.is_pdfa;
  object["signed"] = component.is_signed;
  object["type_confidence"] = component.type_confidence;
}

}  // namespace

std::string item_hit_json(const ItemHit& hit, const Highlight& marks) {
  Json object = summary_object(hit.item);
  object["snippet"] = hit.snippet;
  if (hit.page > 0) object["page"] = hit.page;
  if (!marks.boxes.empty()) {
    object["page_size"] = Json::array({marks.width_px, marks.height_px});
    object["highlights"] = array_of(marks.boxes, box_array);
  }
  return dump(object);
}

std::string item_view_json(const ItemView& view) {
  Json object = summary_object(view.item);
  add_description(view.item, object);
  add_component(view.component, object);
  object["aliases"] = view.aliases;
  object["gaps"] = array_of(view.gaps, gap_object);
  object["why"] = view.verdicts.empty() ? Json() : verdict_object(view.verdicts.back());
  object["scan"] = Json::parse(scan_json(view.scan));
  object["fields"] = array_of(view.fields, field_object);
  object["verdicts"] = array_of(view.verdicts, verdict_object);
  object["attestations"] = array_of(view.attestations, attestation_object);
  object["reviews"] = array_of(view.reviews, review_object);
  object["versions"] = array_of(view.versions, version_object);
  object["reuses"] = array_of(view.reuses, reuse_object);
  object["life"] = array_of(view.life, life_object);
  object["holds"] = array_of(view.holds, hold_object);
  object["files"] = array_of(view.files, file_object);
  object["pages"] = array_of(view.pages, page_object);
  object["events"] = array_of(view.events, event_object);
  return dump(object);
}

std::string gaps_json(const std::vector<MetadataGap>& gaps) {
  return dump(array_of(gaps, gap_object));
}

std::vector<ReasonLine> reason_lines(const std::string& reasons_json, Lang lang) {
  std::vector<ReasonLine> lines;
  const Json reasons = parsed(reasons_json);
  if (!reasons.is_array()) return lines;
  for (const Json& reason : reasons) {
    if (!reason.is_object()) continue;
    const std::string outcome = text_at(reason, "outcome");
    if (outcome == "not-applicable") continue;
    lines.push_back({outcome,
                     text_at(reason, "clause"),
                     text_at(reason, lang == Lang::Vi ? "message_vi" : "message_en")});
  }
  return lines;
}

}  // namespace sohoa
