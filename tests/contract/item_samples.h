// Records about items with every member set, and their text form for comparison.
#pragma once

#include <sstream>
#include <string>

#include "contract/catalog_samples.h"

namespace sohoa {

inline UtcTime second(std::int64_t after_start) {
  return UtcTime(std::chrono::seconds(1'795'000'000 + after_start));
}

inline ItemRecord sample_item(std::int32_t ordinal) {
  ItemRecord item;
  item.code = "H19.15-240615-77" + std::to_string(ordinal) + "-KQ1";
  item.version = 1;
  item.component = sample_component(ordinal).id;
  item.dossier = sample_component(ordinal).dossier;
  item.kind = "result";
  item.component_code = "KQ01";
  item.type = "giay-chung-nhan";
  item.title = "Giấy chứng nhận";
  item.summary = "Về việc cấp lại";
  item.owner_type = "person";
  item.owner_id = "001099000001";
  item.owner_name = "Nguyễn Văn An";
  item.state = "ACTIVE";
  item.valid_from = "2025-01-01";
  item.valid_to = "2029-12-31";
  item.scope = "Toàn quốc";
  item.number = "8276/STC-VP";
  item.issued_on = "2024-12-30";
  item.issuer = "Sở Tài chính";
  item.issuer_unit = "000.00.19.H26";
  item.signer = "Trần Thị B";
  item.legal_value = "FULL";
  item.digest = sha256("giấy");
  item.superseded_by = "khác";
  item.retain_until = "2099-01-01";
  item.coded_at = second(ordinal);
  return item;
}

inline FieldRecord sample_field(const std::string& id, std::int32_t ordinal) {
  FieldRecord field;
  field.component = sample_component(1).id;
  field.id = id;
  field.ordinal = ordinal;
  field.name = "Họ và tên";
  field.value = "Nguyễn Văn An";
  field.raw = "Nguyên Văn An";
  field.page = 2;
  field.x = 10;
  field.y = 20;
  field.w = 300;
  field.h = 40;
  field.confidence = 0.875;
  field.source = "ocr";
  field.outcome = "warning";
  field.detail = "[{\"rule\":\"x\"}]";
  field.needs_review = true;
  return field;
}

inline VerdictRecord sample_verdict(const std::string& legal_value, std::int64_t at) {
  VerdictRecord verdict;
  verdict.component = sample_component(1).id;
  verdict.at = second(at);
  verdict.legal_value = legal_value;
  verdict.reasons = "[]";
  verdict.signatures = "{}";
  verdict.policy = "policy 1";
  return verdict;
}

inline ReviewRecord sample_review(const std::string& subject, std::int32_t urgency) {
  ReviewRecord review;
  review.component = sample_component(1).id;
  review.subject = subject;
  review.why = "Không rõ họ tên";
  review.type = "to-khai";
  review.is_blocking = true;
  review.urgency = urgency;
  review.opened_at = second(0);
  review.state = "open";
  review.before = "Nguyên";
  return review;
}

inline ReuseRecord sample_reuse(const std::string& item, const std::string& dossier) {
  ReuseRecord reuse;
  reuse.at = second(5);
  reuse.is_allowed = true;
  reuse.item = item;
  reuse.version = 2;
  reuse.digest = sha256("dùng lại");
  reuse.dossier = dossier;
  reuse.component = "TP02";
  reuse.officer = "Lê C";
  reuse.source = "local";
  reuse.db = "CSDL";
  reuse.query_id = "q1";
  reuse.extent = "full";
  reuse.verdict = "FULL";
  reuse.reasons = "[]";
  return reuse;
}

inline LifeRecord sample_step(const std::string& item, const std::string& act) {
  LifeRecord step;
  step.item = item;
  step.at = second(6);
  step.act = act;
  step.from = "ACTIVE";
  step.to = "REVOKED";
  step.effective_on = "2026-11-22";
  step.reason = "cấp sai";
  step.decision = "12/QĐ-UBND";
  step.officer = "Lê C";
  step.other = "2030-01-01";
  return step;
}

inline NoticeRecord sample_notice(const std::string& dossier) {
  NoticeRecord notice;
  notice.at = second(7);
  notice.kind = "item.revoked";
  notice.item = sample_item(1).code;
  notice.dossier = dossier;
  notice.text = "Giấy đã bị thu hồi";
  return notice;
}

inline std::string time_text(const std::optional<UtcTime>& time) {
  return time ? to_rfc3339(*time) : "-";
}

inline std::string text_of(const ItemRecord& r) {
  std::ostringstream out;
  out << r.code << '|' << r.version << '|' << r.component << '|' << r.dossier << '|' << r.kind
      << '|' << r.component_code << '|' << r.type << '|' << r.title << '|' << r.summary << '|'
      << r.owner_type << '|' << r.owner_id << '|' << r.owner_name << '|' << r.state << '|'
      << r.valid_from << '|' << r.valid_to << '|' << r.scope << '|' << r.number << '|'
      << r.issued_on << '|' << r.issuer << '|' << r.issuer_unit << '|' << r.signer << '|'
      << r.legal_value << '|' << r.digest.hex() << '|' << r.superseded_by << '|' << r.retain_until
      << '|' << to_rfc3339(r.coded_at);
  return out.str();
}

inline std::string text_of(const FieldRecord& r) {
  std::ostringstream out;
  out << r.component << '|' << r.id << '|' << r.ordinal << '|' << r.name << '|' << r.value << '|'
      << r.raw << '|' << r.page << '|' << r.x << ',' << r.y << ',' << r.w << ',' << r.h << '|'
      << r.confidence << '|' << r.source << '|' << r.outcome << '|' << r.detail << '|'
      << r.needs_review;
  return out.str();
}

inline std::string text_of(const VerdictRecord& r) {
  return r.component + '|' + to_rfc3339(r.at) + '|' + r.legal_value + '|' + r.reasons + '|' +
         r.signatures + '|' + r.policy;
}

inline std::string text_of(const AttestationRecord& r) {
  return r.component + '|' + r.scan.hex() + '|' + r.signature.hex() + '|' + r.form + '|' +
         r.outcome + '|' + r.officer + '|' + r.unit + '|' + time_text(r.signed_at) + '|' +
         r.detail + '|' + to_rfc3339(r.at);
}

inline std::string text_of(const ReviewRecord& r) {
  std::ostringstream out;
  out << r.id << '|' << r.component << '|' << r.subject << '|' << r.why << '|' << r.type << '|'
      << r.is_blocking << '|' << r.urgency << '|' << to_rfc3339(r.opened_at) << '|' << r.state
      << '|' << r.officer << '|' << r.second << '|' << r.before << '|' << r.after << '|' << r.note
      << '|' << time_text(r.closed_at);
  return out.str();
}

inline std::string text_of(const ReuseRecord& r) {
  std::ostringstream out;
  out << r.id << '|' << to_rfc3339(r.at) << '|' << r.is_allowed << '|' << r.item << '|' << r.version
      << '|' << r.digest.hex() << '|' << r.dossier << '|' << r.component << '|' << r.officer << '|'
      << r.source << '|' << r.db << '|' << r.query_id << '|' << r.extent << '|' << r.verdict << '|'
      << r.reasons;
  return out.str();
}

inline std::string text_of(const LifeRecord& r) {
  return r.item + '|' + to_rfc3339(r.at) + '|' + r.act + '|' + r.from + '|' + r.to + '|' +
         r.effective_on + '|' + r.reason + '|' + r.decision + '|' + r.officer + '|' + r.other;
}

inline std::string text_of(const NoticeRecord& r) {
  return std::to_string(r.id) + '|' + to_rfc3339(r.at) + '|' + r.kind + '|' + r.item + '|' +
         r.dossier + '|' + r.text + '|' + time_text(r.read_at) + '|' + r.reader;
}

inline std::string text_of(const HoldRecord& r) {
  return std::to_string(r.id) + '|' + r.item + '|' + to_rfc3339(r.at) + '|' + r.reason + '|' +
         r.officer + '|' + time_text(r.released_at) + '|' + r.released_by;
}

}  // namespace sohoa
