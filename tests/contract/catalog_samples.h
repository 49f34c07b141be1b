// Records with every member set, and their text form for comparison.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "storage/catalog.h"

namespace sohoa {

inline BatchRecord sample_batch() {
  return {"L-0123456789abcdef01234567",
          sha256("lô"),
          "lô 1.zip",
          "trạm 3",
          "Trần Thị B",
          "2026-11-20T08:00:00+07:00",
          UtcTime(std::chrono::seconds(1'795'000'000)),
          true,
          12};
}

inline ComponentRecord sample_component(std::int32_t ordinal) {
  ComponentRecord record;
  record.id = sample_batch().id + "/" + std::to_string(ordinal);
  record.batch = sample_batch().id;
  record.ordinal = ordinal;
  record.state = ComponentState::Done;
  record.reasons = {"Thiếu một trang", "Dòng \"hai\"\ncó xuống dòng"};
  record.dossier = "H19.15-240615-77" + std::to_string(ordinal);
  record.procedure = "1.001193";
  record.component = "TP01";
  record.title = "Tờ khai";
  record.kind = "component";
  record.owner_type = "person";
  record.owner_id = "001099000001";
  record.owner_name = "Nguyễn Văn An";
  record.pages_declared = 2;
  record.item = "000.00.19.H26-" + std::to_string(ordinal);
  record.searchable = sha256("pdf");
  record.is_pdfa = true;
  record.is_signed = true;
  record.digitize_class = "A_prior_result";
  record.signed_by_officer = true;
  record.type = "to-khai";
  record.type_confidence = 0.75;
  record.cover_pages = 1;
  return record;
}

inline FileRecord sample_file(std::int32_t component_ordinal) {
  return {sample_component(component_ordinal).id,
          sample_batch().id,
          1,
          "đơn.pdf",
          sha256("đơn"),
          0xFFFF'FFFF'0000'0001,
          "pdf",
          2,
          "1.7",
          true,
          true,
          true,
          {"JavaScript", "EmbeddedFile"}};
}

inline ScanFindingRecord sample_finding(std::int32_t page) {
  return {"dpi-low",
          "block",
          page,
          "150 dpi",
          "200 dpi",
          "NĐ 30/2020/NĐ-CP, Phụ lục I",
          "Độ phân giải 150 dpi thấp hơn mức quy định 200 dpi.",
          "The resolution of 150 dpi is below the required 200 dpi.",
          "TT01-2023"};
}

inline PageRecord sample_page(std::int32_t component_ordinal) {
  return {sample_component(component_ordinal).id,
          1,
          1,
          0,
          PageState::Done,
          2,
          "ocr",
          0.875,
          231,
          true,
          4,
          0xF00D'0000'0000'0001,
          sha256("reading"),
          "needs-password",
          "chi tiết"};
}

inline EventRecord sample_event() {
  return {UtcTime(std::chrono::seconds(1'795'000'001)), "batch.received", "L-1", "12 components"};
}

inline std::string text_of(const BatchRecord& r) {
  std::ostringstream out;
  out << r.id << '|' << r.digest.hex() << '|' << r.source_name << '|' << r.station << '|'
      << r.operator_name << '|' << r.scanned_at << '|' << to_rfc3339(r.received_at) << '|'
      << r.is_split << '|' << r.counted_in;
  return out.str();
}

inline std::string text_of(const ComponentRecord& r) {
  std::ostringstream out;
  out << r.id << '|' << r.batch << '|' << r.ordinal << '|' << static_cast<int>(r.state);
  for (const auto& reason : r.reasons) out << '|' << reason;
  out << '|' << r.dossier << '|' << r.procedure << '|' << r.component << '|' << r.title << '|'
      << r.kind << '|' << r.owner_type << '|' << r.owner_id << '|' << r.owner_name << '|'
      << r.pages_declared.value_or(-1) << '|' << r.item << '|' << r.searchable.hex() << '|'
      << r.is_pdfa << '|' << r.is_signed << '|' << r.digitize_class << '|' << r.signed_by_officer
      << '|' << r.type << '|' << r.type_confidence << '|' << r.cover_pages;
  return out.str();
}

inline std::string text_of(const FileRecord& r) {
  std::ostringstream out;
  out << r.component << '|' << r.batch << '|' << r.ordinal << '|' << r.name << '|' << r.digest.hex()
      << '|' << r.bytes << '|' << r.format << '|' << r.pages << '|' << r.pdf_version << '|'
      << r.is_encrypted << r.is_damaged << r.is_signed;
  for (const auto& content : r.active_content) out << '|' << content;
  return out.str();
}

inline std::string text_of(const ScanFindingRecord& r) {
  std::ostringstream out;
  out << r.rule << '|' << r.severity << '|' << r.page << '|' << r.measure << '|' << r.limit << '|'
      << r.clause << '|' << r.message_vi << '|' << r.message_en << '|' << r.profile;
  return out.str();
}

inline std::string text_of(const PageRecord& r) {
  std::ostringstream out;
  out << r.component << '|' << r.ordinal << '|' << r.file_ordinal << '|' << r.page_index << '|'
      << static_cast<int>(r.state) << '|' << r.attempts << '|' << r.source << '|' << r.confidence
      << '|' << r.words << '|' << r.blank << '|' << r.duplicate_of << '|' << r.dct_hash << '|'
      << r.reading.hex() << '|' << r.error << '|' << r.error_detail;
  return out.str();
}

inline std::string text_of(const EventRecord& r) {
  return to_rfc3339(r.at) + '|' + r.kind + '|' + r.subject + '|' + r.detail;
}

/// The component and its pages' text, ordinals from 1.
inline void put_document(Transaction& transaction,
                         const ComponentRecord& component,
                         const std::vector<std::string>& pages) {
  ASSERT_TRUE(transaction.put(component));
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const auto ordinal = static_cast<std::int32_t>(i + 1);
    ASSERT_TRUE(transaction.index_text(component.id, ordinal, pages[i]));
  }
}

}  // namespace sohoa
