#include "exchange/evidence.h"

#include <algorithm>
#include <string_view>

#include <nlohmann/json.hpp>

namespace sohoa {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::chrono::hours kVietnam{7};

Json or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json or_null(const Digest& digest) {
  return digest.is_zero() ? Json() : Json(digest.hex());
}

Json or_null(const std::optional<UtcTime>& time) {
  return time ? Json(exchange_time(*time)) : Json();
}

Json envelope(const EvidenceHead& head, std::string_view kind) {
  Json line;
  line["seq"] = head.seq;
  line["recorded_at"] = exchange_time(head.recorded_at);
  line["kind"] = kind;
  line["id"] = head.id;
  line["MaHoSo"] = head.dossier;
  return line;
}

std::string dump(const Json& line) {
  return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string exchange_time(UtcTime time) {
  std::string text = to_rfc3339(time + kVietnam);
  std::erase_if(text, [](char c) { return c < '0' || c > '9'; });
  return text;
}

std::string evidence_line(const ComponentEvidence& evidence) {
  Json line = envelope(evidence.head, "component");
  line["component"] = evidence.component;
  line["file_sha256"] = or_null(evidence.file);
  line["scan_qa"] = evidence.scan_qa;
  line["metadata_complete"] = evidence.metadata_complete;
  line["officer_signature"] = evidence.officer_signature;
  line["item_code"] = or_null(evidence.item_code);
  line["state"] = evidence.state;
  return dump(line);
}

std::string evidence_line(const ResultEvidence& evidence) {
  Json line = envelope(evidence.head, "result");
  line["ordinal"] = evidence.ordinal;
  line["file_sha256"] = or_null(evidence.file);
  line["verdict_at_issue"] = evidence.verdict_at_issue;
  line["verdict_now"] = or_null(evidence.verdict_now);
  line["revoked_at"] = or_null(evidence.revoked_at);
  line["signed_at"] = or_null(evidence.signed_at);
  line["item_code"] = or_null(evidence.item_code);
  line["stored_at"] = or_null(evidence.stored_at);
  return dump(line);
}

std::string evidence_line(const ReusedEvidence& evidence) {
  Json line = envelope(evidence.head, "reuse");
  line["component"] = evidence.component;
  line["item_code"] = or_null(evidence.item_code);
  line["item_sha256"] = or_null(evidence.item);
  line["source"] = evidence.source;
  line["db"] = or_null(evidence.db);
  line["query_id"] = or_null(evidence.query_id);
  line["extent"] = or_null(evidence.extent);
  line["verdict_at_reuse"] = or_null(evidence.verdict_at_reuse);
  line["at"] = exchange_time(evidence.at);
  line["officer"] = or_null(evidence.officer);
  return dump(line);
}

}  // namespace sohoa
