#include "storage/sqlite/reviews.h"

#include "storage/sqlite/item_rows.h"
#include "storage/sqlite/page_texts.h"
#include "storage/sqlite/values.h"

namespace sohoa::sqlite {
namespace {

constexpr std::string_view kFieldPrefix = "field:";

// ?1 is the component, ?2 the subject, as in both statements below.
#define SOHOA_CONFIDENCE_NOW                                                       \
  "CASE WHEN ?2='type' THEN (SELECT type_confidence FROM components WHERE seq=?1)" \
  " ELSE (SELECT confidence FROM fields WHERE component=?1 AND 'field:' || id = ?2) END"

constexpr const char* kInsert = "INSERT INTO reviews(component, " SOHOA_REVIEW_COLUMNS
                                ", confidence) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,"
                                "?14," SOHOA_CONFIDENCE_NOW ") RETURNING id";

constexpr const char* kUpdate =
    "UPDATE reviews SET component=?1, subject=?2, why=?3, type=?4, is_blocking=?5, urgency=?6,"
    " opened_at=?7, state=?8, officer=?9, second=?10, before=?11, after=?12, note=?13,"
    " closed_at=?14, confidence=coalesce(confidence, " SOHOA_CONFIDENCE_NOW
    ")"
    " WHERE id=?15 AND closed_at IS NULL RETURNING id";

#define SOHOA_REVIEW_ROW \
  "r.id, (SELECT id FROM components WHERE seq = r.component), " SOHOA_REVIEW_COLUMNS

// A subject that ends with ':' is a prefix; what waits for a second person is not closed either.
#define SOHOA_STATE_ASKED_FOR \
  "(?1 IN ('','any') OR r.state=?1 OR (?1='waiting' AND r.closed_at IS NULL))"

constexpr const char* kList =
    "SELECT " SOHOA_REVIEW_ROW " FROM reviews r WHERE " SOHOA_STATE_ASKED_FOR
    " AND (?2='' OR r.subject=?2"
    "      OR (substr(?2,-1)=':' AND substr(r.subject,1,length(?2))=?2))"
    " ORDER BY r.urgency DESC, r.opened_at, r.id LIMIT ?3";

constexpr const char* kListOfComponent =
    "SELECT " SOHOA_REVIEW_ROW
    " FROM reviews r WHERE r.component=(SELECT seq FROM components WHERE id=?4)"
    " AND " SOHOA_STATE_ASKED_FOR
    " AND (?2='' OR r.subject=?2"
    "      OR (substr(?2,-1)=':' AND substr(r.subject,1,length(?2))=?2))"
    " ORDER BY r.urgency DESC, r.opened_at, r.id LIMIT ?3";

constexpr const char* kCorrections =
    "SELECT type, subject, total(state='accepted'), total(state='corrected'),"
    " total(state='rejected'),"
    " coalesce(avg(confidence) FILTER (WHERE state='accepted'), 0),"
    " coalesce(avg(confidence) FILTER (WHERE state='corrected'), 0)"
    " FROM reviews WHERE closed_at IS NOT NULL AND state<>'dropped' GROUP BY type, subject ORDER "
    "BY type, subject";

Result<bool> is_known(Connection& connection, std::int64_t id) {
  auto row = TRY(connection.prepare("SELECT 1 FROM reviews WHERE id=?1"));
  return row.bind(id).step();
}

CorrectionCount read_count(Statement& row) {
  CorrectionCount count;
  count.type = row.text();
  count.field = row.text();
  if (count.field.starts_with(kFieldPrefix)) count.field.erase(0, kFieldPrefix.size());
  count.accepted = row.integer();
  count.corrected = row.integer();
  count.rejected = row.integer();
  count.confidence_of_accepted = row.real();
  count.confidence_of_corrected = row.real();
  return count;
}

}  // namespace

Result<std::int64_t> put_review(Connection& connection, const ReviewRecord& review) {
  const bool is_new = review.id == 0;
  const std::int64_t component = TRY(seq_of(connection, review.component));
  auto write = TRY(connection.prepare(is_new ? kInsert : kUpdate));
  write.bind(component);
  bind(write, review);
  if (!is_new) write.bind(review.id);
  const bool is_written = TRY(write.step());
  if (is_written) {
    const std::int64_t id = write.integer();
    TRY(write.run());
    return id;
  }
  const bool was_closed = TRY(is_known(connection, review.id));
  return Error{
      was_closed ? Fault::ReviewClosed : Fault::NoSuchReview, std::to_string(review.id), {}};
}

Result<std::vector<ReviewRecord>> list_reviews(Connection& connection, const ReviewQuery& query) {
  auto rows = TRY(connection.prepare(query.component.empty() ? kList : kListOfComponent));
  rows.bind(query.state == "any" ? "" : query.state)
      .bind(query.subject)
      .bind(std::int64_t{std::max(query.limit, 0)});
  if (!query.component.empty()) rows.bind(query.component);
  return read_all(rows, read_review);
}

Result<std::vector<CorrectionCount>> count_corrections(Connection& connection) {
  auto rows = TRY(connection.prepare(kCorrections));
  return read_all(rows, read_count);
}

}  // namespace sohoa::sqlite
