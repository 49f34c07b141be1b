#include "storage/sqlite/rows.h"

#include <bit>

#include <nlohmann/json.hpp>

#include "storage/sqlite/values.h"

namespace sohoa::sqlite {
namespace {

std::string texts_to_json(const std::vector<std::string>& texts) {
  return nlohmann::json(texts).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<std::string> texts_from_json(const std::string& json_text) {
  const auto json = nlohmann::json::parse(json_text, nullptr, false);
  std::vector<std::string> texts;
  if (!json.is_array()) return texts;
  for (const auto& text : json) {
    if (text.is_string()) texts.push_back(text.get<std::string>());
  }
  return texts;
}

}  // namespace

void bind(Statement& statement, const BatchRecord& batch) {
  statement.bind(batch.id);
  bind_digest(statement, batch.digest);
  statement.bind(batch.source_name).bind(batch.station).bind(batch.operator_name);
  statement.bind(batch.scanned_at).bind(batch.received_at.time_since_epoch().count());
  statement.bind(number(batch.is_split)).bind(std::int64_t{batch.counted_in});
}

BatchRecord read_batch(Statement& row) {
  BatchRecord batch;
  batch.id = row.text();
  batch.digest = read_digest(row);
  batch.source_name = row.text();
  batch.station = row.text();
  batch.operator_name = row.text();
  batch.scanned_at = row.text();
  batch.received_at = UtcTime(std::chrono::seconds(row.integer()));
  batch.is_split = row.integer() != 0;
  batch.counted_in = read_int32(row);
  return batch;
}

void bind(Statement& statement, const ComponentRecord& component) {
  statement.bind(component.id).bind(component.batch).bind(std::int64_t{component.ordinal});
  statement.bind(static_cast<std::int64_t>(component.state));
  statement.bind(texts_to_json(component.reasons));
  statement.bind(component.dossier).bind(component.procedure).bind(component.component);
  statement.bind(component.title).bind(component.kind).bind(component.owner_type);
  statement.bind(component.owner_id).bind(component.owner_name);
  if (component.pages_declared) {
    statement.bind(std::int64_t{*component.pages_declared});
  } else {
    statement.bind_null();
  }
  bind_or_null(statement, component.item);
  bind_digest(statement, component.searchable);
  statement.bind(number(component.is_pdfa)).bind(number(component.is_signed));
  statement.bind(component.digitize_class).bind(number(component.signed_by_officer));
  statement.bind(component.type).bind(component.type_confidence);
  statement.bind(std::int64_t{component.cover_pages});
}

ComponentRecord read_component(Statement& row) {
  ComponentRecord component;
  component.id = row.text();
  component.batch = row.text();
  component.ordinal = read_int32(row);
  component.state = static_cast<ComponentState>(row.integer());
  component.reasons = texts_from_json(row.text());
  component.dossier = row.text();
  component.procedure = row.text();
  component.component = row.text();
  component.title = row.text();
  component.kind = row.text();
  component.owner_type = row.text();
  component.owner_id = row.text();
  component.owner_name = row.text();
  component.pages_declared = read_optional(row);
  component.item = row.text();
  component.searchable = read_digest(row);
  component.is_pdfa = row.integer() != 0;
  component.is_signed = row.integer() != 0;
  component.digitize_class = row.text();
  component.signed_by_officer = row.integer() != 0;
  component.type = row.text();
  component.type_confidence = row.real();
  component.cover_pages = read_int32(row);
  return component;
}

void bind(Statement& statement, const FileRecord& file) {
  bind_or_null(statement, file.component);
  statement.bind(file.batch).bind(std::int64_t{file.ordinal}).bind(file.name);
  bind_digest(statement, file.digest);
  statement.bind(std::bit_cast<std::int64_t>(file.bytes)).bind(file.format);
  statement.bind(std::int64_t{file.pages}).bind(file.pdf_version);
  statement.bind(number(file.is_encrypted)).bind(number(file.is_damaged));
  statement.bind(number(file.is_signed)).bind(texts_to_json(file.active_content));
}

FileRecord read_file(Statement& row) {
  FileRecord file;
  file.component = row.text();
  file.batch = row.text();
  file.ordinal = read_int32(row);
  file.name = row.text();
  file.digest = read_digest(row);
  file.bytes = std::bit_cast<std::uint64_t>(row.integer());
  file.format = row.text();
  file.pages = read_int32(row);
  file.pdf_version = row.text();
  file.is_encrypted = row.integer() != 0;
  file.is_damaged = row.integer() != 0;
  file.is_signed = row.integer() != 0;
  file.active_content = texts_from_json(row.text());
  return file;
}

void bind(Statement& statement, const PageRecord& page) {
  statement.bind(std::int64_t{page.ordinal}).bind(std::int64_t{page.file_ordinal});
  statement.bind(std::int64_t{page.page_index}).bind(static_cast<std::int64_t>(page.state));
  statement.bind(std::int64_t{page.attempts}).bind(page.source).bind(page.confidence);
  statement.bind(std::int64_t{page.words}).bind(number(page.blank));
  statement.bind(std::int64_t{page.duplicate_of});
  statement.bind(std::bit_cast<std::int64_t>(page.dct_hash));
  bind_digest(statement, page.reading);
  statement.bind(page.error).bind(page.error_detail);
}

PageRecord read_page(Statement& row) {
  PageRecord page;
  page.ordinal = read_int32(row);
  page.file_ordinal = read_int32(row);
  page.page_index = read_int32(row);
  page.state = static_cast<PageState>(row.integer());
  page.attempts = read_int32(row);
  page.source = row.text();
  page.confidence = row.real();
  page.words = read_int32(row);
  page.blank = row.integer() != 0;
  page.duplicate_of = read_int32(row);
  page.dct_hash = std::bit_cast<std::uint64_t>(row.integer());
  page.reading = read_digest(row);
  page.error = row.text();
  page.error_detail = row.text();
  return page;
}

void bind(Statement& statement, const EventRecord& event) {
  statement.bind(std::int64_t{event.at.time_since_epoch().count()});
  statement.bind(event.kind).bind(event.subject).bind(event.detail);
}

EventRecord read_event(Statement& row) {
  EventRecord event;
  event.at = UtcTime(std::chrono::seconds(row.integer()));
  event.kind = row.text();
  event.subject = row.text();
  event.detail = row.text();
  return event;
}

void bind(Statement& statement, const ScanFindingRecord& finding) {
  statement.bind(finding.rule).bind(finding.severity).bind(std::int64_t{finding.page});
  statement.bind(finding.measure).bind(finding.limit).bind(finding.clause);
  statement.bind(finding.message_vi).bind(finding.message_en).bind(finding.profile);
}

ScanFindingRecord read_finding(Statement& row) {
  ScanFindingRecord finding;
  finding.rule = row.text();
  finding.severity = row.text();
  finding.page = read_int32(row);
  finding.measure = row.text();
  finding.limit = row.text();
  finding.clause = row.text();
  finding.message_vi = row.text();
  finding.message_en = row.text();
  finding.profile = row.text();
  return finding;
}

}  // namespace sohoa::sqlite
