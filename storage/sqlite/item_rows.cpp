#include "storage/sqlite/item_rows.h"

#include <concepts>
#include <tuple>

#include "storage/sqlite/values.h"

namespace sohoa::sqlite {
namespace {

// The members of each record in the order of its *_COLUMNS list, to be bound and to be read. A
// record is taken as it comes, const or not.

template <class Record, class Known>
concept Is = std::same_as<std::remove_const_t<Record>, Known>;

template <Is<ItemRecord> Record>
auto columns_of(Record& r) {
  return std::tie(r.dossier,
                  r.kind,
                  r.component_code,
                  r.type,
                  r.title,
                  r.summary,
                  r.owner_type,
                  r.owner_id,
                  r.owner_name,
                  r.state,
                  r.valid_from,
                  r.valid_to,
                  r.scope,
                  r.number,
                  r.issued_on,
                  r.issuer,
                  r.issuer_unit,
                  r.signer,
                  r.legal_value,
                  r.digest,
                  r.superseded_by,
                  r.retain_until,
                  r.coded_at);
}

template <Is<FieldRecord> Record>
auto columns_of(Record& r) {
  return std::tie(r.id,
                  r.ordinal,
                  r.name,
                  r.value,
                  r.raw,
                  r.page,
                  r.x,
                  r.y,
                  r.w,
                  r.h,
                  r.confidence,
                  r.source,
                  r.outcome,
                  r.detail,
                  r.needs_review);
}

template <Is<AttestationRecord> Record>
auto columns_of(Record& r) {
  return std::tie(
      r.scan, r.signature, r.form, r.outcome, r.officer, r.unit, r.signed_at, r.detail, r.at);
}

template <Is<ReviewRecord> Record>
auto columns_of(Record& r) {
  return std::tie(r.subject,
                  r.why,
                  r.type,
                  r.is_blocking,
                  r.urgency,
                  r.opened_at,
                  r.state,
                  r.officer,
                  r.second,
                  r.before,
                  r.after,
                  r.note,
                  r.closed_at);
}

template <Is<ReuseRecord> Record>
auto columns_of(Record& r) {
  return std::tie(r.at,
                  r.is_allowed,
                  r.item,
                  r.version,
                  r.digest,
                  r.dossier,
                  r.component,
                  r.officer,
                  r.source,
                  r.db,
                  r.query_id,
                  r.extent,
                  r.verdict,
                  r.reasons);
}

template <Is<LifeRecord> Record>
auto columns_of(Record& r) {
  return std::tie(
      r.item, r.at, r.act, r.from, r.to, r.effective_on, r.reason, r.decision, r.officer, r.other);
}

template <Is<NoticeRecord> Record>
auto columns_of(Record& r) {
  return std::tie(r.at, r.kind, r.item, r.dossier, r.text, r.read_at, r.reader);
}

template <Is<HoldRecord> Record>
auto columns_of(Record& r) {
  return std::tie(r.item, r.at, r.reason, r.officer, r.released_at, r.released_by);
}

template <Is<DatasetRecord> Record>
auto columns_of(Record& r) {
  return std::tie(r.name, r.digest, r.at, r.source);
}

template <class Record>
Record read_columns(Statement& row) {
  Record record;
  read_all_into(row, columns_of(record));
  return record;
}

/// As read_columns(), of records that carry the number the store gave them in front.
template <class Record>
Record read_numbered(Statement& row, std::int64_t Record::*given) {
  const std::int64_t value = row.integer();
  Record record = read_columns<Record>(row);
  record.*given = value;
  return record;
}

}  // namespace

void bind_item_tail(Statement& statement, const ItemRecord& item) {
  bind_all(statement, columns_of(item));
}

ItemRecord read_item(Statement& row) {
  ItemRecord item;
  read_all_into(row, std::tie(item.code, item.version, item.component));
  read_all_into(row, columns_of(item));
  return item;
}

VerdictRecord read_verdict(Statement& row) {
  VerdictRecord v;
  read_all_into(row, std::tie(v.seq, v.at, v.legal_value, v.reasons, v.signatures, v.policy));
  return v;
}

ReviewRecord read_review(Statement& row) {
  ReviewRecord review;
  read_all_into(row, std::tie(review.id, review.component));
  read_all_into(row, columns_of(review));
  return review;
}

void bind(Statement& statement, const FieldRecord& field) {
  bind_all(statement, columns_of(field));
}

FieldRecord read_field(Statement& row) {
  return read_columns<FieldRecord>(row);
}

void bind(Statement& statement, const AttestationRecord& attestation) {
  bind_all(statement, columns_of(attestation));
}

AttestationRecord read_attestation(Statement& row) {
  return read_columns<AttestationRecord>(row);
}

void bind(Statement& statement, const ReviewRecord& review) {
  bind_all(statement, columns_of(review));
}

void bind(Statement& statement, const ReuseRecord& reuse) {
  bind_all(statement, columns_of(reuse));
}

ReuseRecord read_reuse(Statement& row) {
  return read_numbered(row, &ReuseRecord::id);
}

void bind(Statement& statement, const LifeRecord& step) {
  bind_all(statement, columns_of(step));
}

LifeRecord read_life(Statement& row) {
  return read_numbered(row, &LifeRecord::seq);
}

void bind(Statement& statement, const NoticeRecord& notice) {
  bind_all(statement, columns_of(notice));
}

NoticeRecord read_notice(Statement& row) {
  return read_numbered(row, &NoticeRecord::id);
}

void bind(Statement& statement, const HoldRecord& hold) {
  bind_all(statement, columns_of(hold));
}

HoldRecord read_hold(Statement& row) {
  return read_numbered(row, &HoldRecord::id);
}

void bind(Statement& statement, const DatasetRecord& dataset) {
  bind_all(statement, columns_of(dataset));
}

DatasetRecord read_dataset(Statement& row) {
  return read_columns<DatasetRecord>(row);
}

}  // namespace sohoa::sqlite
