// Records into statements and out of them. The column order is that of each *_COLUMNS list, which
// the SQL beside it uses; nothing here decides anything.
#pragma once

#include "storage/records.h"
#include "storage/sqlite/statement.h"

#define SOHOA_BATCH_COLUMNS \
  "id, digest, source_name, station, operator_name, scanned_at, received_at, is_split, counted_in"
#define SOHOA_COMPONENT_COLUMNS                                                                  \
  "id, batch, ordinal, state, reasons, dossier, procedure, component, title, kind, owner_type, " \
  "owner_id, owner_name, pages_declared, item, searchable, is_pdfa, is_signed, "                 \
  "digitize_class, signed_by_officer, type, type_confidence, cover_pages"
#define SOHOA_FILE_COLUMNS                                                       \
  "component, batch, ordinal, name, digest, bytes, format, pages, pdf_version, " \
  "is_encrypted, is_damaged, is_signed, active_content"
// Without the component, which is stored as a number.
#define SOHOA_PAGE_COLUMNS                                                                 \
  "ordinal, file_ordinal, page_index, state, attempts, source, confidence, words, blank, " \
  "duplicate_of, dct_hash, reading, error, error_detail"
#define SOHOA_EVENT_COLUMNS "at, kind, subject, detail"
// Without the component and the ordinal.
#define SOHOA_FINDING_COLUMNS \
  "rule, severity, page, measure, bound, clause, message_vi, message_en, profile"

namespace sohoa::sqlite {

void bind(Statement& statement, const BatchRecord& batch);
void bind(Statement& statement, const ComponentRecord& component);
void bind(Statement& statement, const FileRecord& file);
void bind(Statement& statement, const PageRecord& page);
void bind(Statement& statement, const EventRecord& event);
void bind(Statement& statement, const ScanFindingRecord& finding);

BatchRecord read_batch(Statement& row);
ComponentRecord read_component(Statement& row);
FileRecord read_file(Statement& row);
PageRecord read_page(Statement& row);  ///< `component` is left for the caller
EventRecord read_event(Statement& row);
ScanFindingRecord read_finding(Statement& row);

}  // namespace sohoa::sqlite
