#include "storage/sqlite/item_rows.h"

#include "storage/sqlite/values.h"

namespace sohoa::sqlite {

void bind_item_tail(Statement& statement, const ItemRecord& item) {
  statement.bind(item.dossier).bind(item.kind).bind(item.component_code).bind(item.type);
  statement.bind(item.title).bind(item.summary);
  statement.bind(item.owner_type).bind(item.owner_id).bind(item.owner_name);
  statement.bind(item.state).bind(item.valid_from).bind(item.valid_to).bind(item.scope);
  statement.bind(item.number).bind(item.issued_on).bind(item.issuer).bind(item.issuer_unit);
  statement.bind(item.signer).bind(item.legal_value);
  bind_digest(statement, item.digest);
  statement.bind(item.superseded_by).bind(item.retain_until);
  bind_time(statement, item.coded_at);
}

ItemRecord read_item(Statement& row) {
  ItemRecord item;
  item.code = row.text();
  item.version = read_int32(row);
  item.component = row.text();
  item.dossier = row.text();
  item.kind = row.text();
  item.component_code = row.text();
  item.type = row.text();
  item.title = row.text();
  item.summary = row.text();
  item.owner_type = row.text();
  item.owner_id = row.text();
  item.owner_name = row.text();
  item.state = row.text();
  item.valid_from = row.text();
  item.valid_to = row.text();
  item.scope = row.text();
  item.number = row.text();
  item.issued_on = row.text();
  item.issuer = row.text();
  item.issuer_unit = row.text();
  item.signer = row.text();
  item.legal_value = row.text();
  item.digest = read_digest(row);
  item.superseded_by = row.text();
  item.retain_until = row.text();
  item.coded_at = read_time(row);
  return item;
}

void bind(Statement& statement, const FieldRecord& field) {
  statement.bind(field.id).bind(std::int64_t{field.ordinal}).bind(field.name);
  statement.bind(field.value).bind(field.raw).bind(std::int64_t{field.page});
  statement.bind(std::int64_t{field.x}).bind(std::int64_t{field.y});
  statement.bind(std::int64_t{field.w}).bind(std::int64_t{field.h});
  statement.bind(field.confidence).bind(field.source).bind(field.outcome).bind(field.detail);
  statement.bind(number(field.needs_review));
}

FieldRecord read_field(Statement& row) {
  FieldRecord field;
  field.id = row.text();
  field.ordinal = read_int32(row);
  field.name = row.text();
  field.value = row.text();
  field.raw = row.text();
  field.page = read_int32(row);
  field.x = read_int32(row);
  field.y = read_int32(row);
  field.w = read_int32(row);
  field.h = read_int32(row);
  field.confidence = row.real();
  field.source = row.text();
  field.outcome = row.text();
  field.detail = row.text();
  field.needs_review = row.integer() != 0;
  return field;
}

VerdictRecord read_verdict(Statement& row) {
  VerdictRecord verdict;
  verdict.seq = row.integer();
  verdict.at = read_time(row);
  verdict.legal_value = row.text();
  verdict.reasons = row.text();
  verdict.signatures = row.text();
  verdict.policy = row.text();
  return verdict;
}

void bind(Statement& statement, const AttestationRecord& attestation) {
  bind_digest(statement, attestation.scan);
  bind_digest(statement, attestation.signature);
  statement.bind(attestation.form).bind(attestation.outcome);
  statement.bind(attestation.officer).bind(attestation.unit);
  bind_time(statement, attestation.signed_at);
  statement.bind(attestation.detail);
  bind_time(statement, attestation.at);
}

AttestationRecord read_attestation(Statement& row) {
  AttestationRecord attestation;
  attestation.scan = read_digest(row);
  attestation.signature = read_digest(row);
  attestation.form = row.text();
  attestation.outcome = row.text();
  attestation.officer = row.text();
  attestation.unit = row.text();
  attestation.signed_at = read_optional_time(row);
  attestation.detail = row.text();
  attestation.at = read_time(row);
  return attestation;
}

void bind(Statement& statement, const ReviewRecord& review) {
  statement.bind(review.subject).bind(review.why).bind(review.type);
  statement.bind(number(review.is_blocking)).bind(std::int64_t{review.urgency});
  bind_time(statement, review.opened_at);
  statement.bind(review.state).bind(review.officer).bind(review.second);
  statement.bind(review.before).bind(review.after).bind(review.note);
  bind_time(statement, review.closed_at);
}

ReviewRecord read_review(Statement& row) {
  ReviewRecord review;
  review.id = row.integer();
  review.component = row.text();
  review.subject = row.text();
  review.why = row.text();
  review.type = row.text();
  review.is_blocking = row.integer() != 0;
  review.urgency = read_int32(row);
  review.opened_at = read_time(row);
  review.state = row.text();
  review.officer = row.text();
  review.second = row.text();
  review.before = row.text();
  review.after = row.text();
  review.note = row.text();
  review.closed_at = read_optional_time(row);
  return review;
}

void bind(Statement& statement, const ReuseRecord& reuse) {
  bind_time(statement, reuse.at);
  statement.bind(number(reuse.is_allowed)).bind(reuse.item).bind(std::int64_t{reuse.version});
  bind_digest(statement, reuse.digest);
  statement.bind(reuse.dossier).bind(reuse.component).bind(reuse.officer);
  statement.bind(reuse.source).bind(reuse.db).bind(reuse.query_id);
  statement.bind(reuse.extent).bind(reuse.verdict).bind(reuse.reasons);
}

ReuseRecord read_reuse(Statement& row) {
  ReuseRecord reuse;
  reuse.id = row.integer();
  reuse.at = read_time(row);
  reuse.is_allowed = row.integer() != 0;
  reuse.item = row.text();
  reuse.version = read_int32(row);
  reuse.digest = read_digest(row);
  reuse.dossier = row.text();
  reuse.component = row.text();
  reuse.officer = row.text();
  reuse.source = row.text();
  reuse.db = row.text();
  reuse.query_id = row.text();
  reuse.extent = row.text();
  reuse.verdict = row.text();
  reuse.reasons = row.text();
  return reuse;
}

void bind(Statement& statement, const LifeRecord& step) {
  statement.bind(step.item);
  bind_time(statement, step.at);
  statement.bind(step.act).bind(step.from).bind(step.to).bind(step.effective_on);
  statement.bind(step.reason).bind(step.decision).bind(step.officer).bind(step.other);
}

LifeRecord read_life(Statement& row) {
  LifeRecord step;
  step.seq = row.integer();
  step.item = row.text();
  step.at = read_time(row);
  step.act = row.text();
  step.from = row.text();
  step.to = row.text();
  step.effective_on = row.text();
  step.reason = row.text();
  step.decision = row.text();
  step.officer = row.text();
  step.other = row.text();
  return step;
}

void bind(Statement& statement, const NoticeRecord& notice) {
  bind_time(statement, notice.at);
  statement.bind(notice.kind).bind(notice.item).bind(notice.dossier).bind(notice.text);
  bind_time(statement, notice.read_at);
  statement.bind(notice.reader);
}

NoticeRecord read_notice(Statement& row) {
  NoticeRecord notice;
  notice.id = row.integer();
  notice.at = read_time(row);
  notice.kind = row.text();
  notice.item = row.text();
  notice.dossier = row.text();
  notice.text = row.text();
  notice.read_at = read_optional_time(row);
  notice.reader = row.text();
  return notice;
}

void bind(Statement& statement, const HoldRecord& hold) {
  statement.bind(hold.item);
  bind_time(statement, hold.at);
  statement.bind(hold.reason).bind(hold.officer);
  bind_time(statement, hold.released_at);
  statement.bind(hold.released_by);
}

HoldRecord read_hold(Statement& row) {
  HoldRecord hold;
  hold.id = row.integer();
  hold.item = row.text();
  hold.at = read_time(row);
  hold.reason = row.text();
  hold.officer = row.text();
  hold.released_at = read_optional_time(row);
  hold.released_by = row.text();
  return hold;
}

void bind(Statement& statement, const DatasetRecord& dataset) {
  statement.bind(dataset.name);
  bind_digest(statement, dataset.digest);
  bind_time(statement, dataset.at);
  statement.bind(dataset.source);
}

DatasetRecord read_dataset(Statement& row) {
  DatasetRecord dataset;
  dataset.name = row.text();
  dataset.digest = read_digest(row);
  dataset.at = read_time(row);
  dataset.source = row.text();
  return dataset;
}

}  // namespace sohoa::sqlite
