// Records about items into statements and out of them, as rows.h does for pages.
//
// A `component` column holds the component's number; the caller binds it where the list says so
// and the *_ROW lists read its id back through the alias in front.
#pragma once

#include "storage/item_records.h"
#include "storage/sqlite/statement.h"

// After the component: what items and item_versions share.
#define SOHOA_ITEM_TAIL                                                                     \
  "dossier, kind, component_code, type, title, summary, owner_type, owner_id, owner_name, " \
  "state, valid_from, valid_to, scope, number, issued_on, issuer, issuer_unit, signer, "    \
  "legal_value, digest, superseded_by, retain_until, coded_at"
#define SOHOA_ITEM_COLUMNS "code, version, component, " SOHOA_ITEM_TAIL
// Of a table under the alias i.
#define SOHOA_ITEM_ROW \
  "i.code, i.version, (SELECT id FROM components WHERE seq = i.component), " SOHOA_ITEM_TAIL

// Without the component, which is stored as a number.
#define SOHOA_FIELD_COLUMNS                                                                \
  "id, ordinal, name, value, raw, page, x, y, w, h, confidence, source, outcome, detail, " \
  "needs_review"
#define SOHOA_ATTESTATION_COLUMNS \
  "scan, signature, form, outcome, officer, unit, signed_at, detail, at"
#define SOHOA_REVIEW_COLUMNS                                                                     \
  "subject, why, type, is_blocking, urgency, opened_at, state, officer, second, before, after, " \
  "note, closed_at"

// Without seq or id, which the store gives.
#define SOHOA_REUSE_COLUMNS                                                                    \
  "at, is_allowed, item, version, digest, dossier, component, officer, source, db, query_id, " \
  "extent, verdict, reasons"
#define SOHOA_LIFE_COLUMNS \
  "item, at, act, from_state, to_state, effective_on, reason, decision, officer, other"
#define SOHOA_NOTICE_COLUMNS "at, kind, item, dossier, text, read_at, reader"
#define SOHOA_HOLD_COLUMNS "item, at, reason, officer, released_at, released_by"
#define SOHOA_DATASET_COLUMNS "name, digest, at, source"

namespace sohoa::sqlite {

void bind_item_tail(Statement& statement, const ItemRecord& item);
void bind(Statement& statement, const FieldRecord& field);
void bind(Statement& statement, const AttestationRecord& attestation);
void bind(Statement& statement, const ReviewRecord& review);
void bind(Statement& statement, const ReuseRecord& reuse);
void bind(Statement& statement, const LifeRecord& step);
void bind(Statement& statement, const NoticeRecord& notice);
void bind(Statement& statement, const HoldRecord& hold);
void bind(Statement& statement, const DatasetRecord& dataset);

ItemRecord read_item(Statement& row);                ///< SOHOA_ITEM_ROW
FieldRecord read_field(Statement& row);              ///< `component` is left for the caller
VerdictRecord read_verdict(Statement& row);          ///< seq, at, …, text of the policy; the same
AttestationRecord read_attestation(Statement& row);  ///< the same
ReviewRecord read_review(Statement& row);            ///< id, component's id, columns
ReuseRecord read_reuse(Statement& row);              ///< id, columns
LifeRecord read_life(Statement& row);                ///< seq, columns
NoticeRecord read_notice(Statement& row);            ///< id, columns
HoldRecord read_hold(Statement& row);                ///< id, columns
DatasetRecord read_dataset(Statement& row);

}  // namespace sohoa::sqlite
