#include "storage/sqlite/item_reader.h"

#include <algorithm>

#include "storage/sqlite/item_rows.h"
#include "storage/sqlite/values.h"

namespace sohoa::sqlite {
namespace {

#define SOHOA_COMPONENT_SEQ "(SELECT seq FROM components WHERE id=?1)"
#define SOHOA_ITEM_SEQ "(SELECT item FROM item_names WHERE name=?1)"
// Every name of the item called ?1, and ?1 itself, which another store may have given.
#define SOHOA_ALL_NAMES \
  "(SELECT ?1 UNION SELECT name FROM item_names WHERE item=" SOHOA_ITEM_SEQ ")"

// Items called i. Nobody can judge or destroy what is destroyed.
#define SOHOA_BYTES_KEPT \
  " NOT EXISTS (SELECT 1 FROM life d WHERE d.item = i.code AND d.act='destroy')"

// ?1 is the moment, ?2 the policy.
#define SOHOA_TO_JUDGE                                                            \
  "i.component IS NOT NULL AND (i.judged_at < ?1"                                 \
  " OR i.judged_policy <> coalesce((SELECT id FROM policies WHERE text=?2), -1))" \
  " AND" SOHOA_BYTES_KEPT

template <class Record>
Result<std::vector<Record>> list(Connection& reader,
                                 const char* sql,
                                 const std::string& key,
                                 Record (*read)(Statement&)) {
  auto rows = TRY(reader.prepare(sql));
  rows.bind(key);
  return read_all(rows, read);
}

/// As list(), for records that name the component they were asked for.
template <class Record>
Result<std::vector<Record>> list_of_component(Connection& reader,
                                              const char* sql,
                                              const std::string& component,
                                              Record (*read)(Statement&)) {
  auto records = TRY(list(reader, sql, component, read));
  for (Record& record : records) record.component = component;
  return records;
}

std::string read_text(Statement& row) {
  return row.text();
}

std::int64_t rows_wanted(std::int32_t limit) {
  return std::max(limit, 0);
}

}  // namespace

Result<std::vector<ItemRecord>> find_item(Connection& reader, const std::string& code) {
  return list(reader,
              "SELECT " SOHOA_ITEM_ROW " FROM items i WHERE i.seq=" SOHOA_ITEM_SEQ,
              code,
              read_item);
}

// The item that shows the component now, else the one that did in an earlier version.
Result<std::vector<ItemRecord>> item_of_component(Connection& reader,
                                                  const std::string& component) {
  return list(reader,
              "SELECT " SOHOA_ITEM_ROW
              " FROM items i WHERE i.seq = coalesce("
              "(SELECT max(seq) FROM items WHERE component=" SOHOA_COMPONENT_SEQ
              "),"
              "(SELECT max(item) FROM item_versions WHERE component=" SOHOA_COMPONENT_SEQ "))",
              component,
              read_item);
}

Result<std::vector<ItemRecord>> item_versions(Connection& reader, const std::string& code) {
  auto versions =
      TRY(list(reader,
               "SELECT " SOHOA_ITEM_ROW " FROM item_versions i WHERE i.item=" SOHOA_ITEM_SEQ
               " ORDER BY i.version",
               code,
               read_item));
  auto newest = TRY(find_item(reader, code));
  std::ranges::move(newest, std::back_inserter(versions));
  return versions;
}

Result<std::vector<std::string>> aliases(Connection& reader, const std::string& code) {
  return list(reader,
              "SELECT n.name FROM item_names n JOIN items i ON i.seq = n.item"
              " WHERE n.item=" SOHOA_ITEM_SEQ " AND n.name <> i.code ORDER BY n.seq",
              code,
              read_text);
}

Result<std::vector<FieldRecord>> fields(Connection& reader, const std::string& component) {
  return list_of_component(reader,
                           "SELECT " SOHOA_FIELD_COLUMNS
                           " FROM fields WHERE component=" SOHOA_COMPONENT_SEQ
                           " ORDER BY ordinal, id",
                           component,
                           read_field);
}

Result<std::vector<VerdictRecord>> verdicts(Connection& reader, const std::string& component) {
  return list_of_component(
      reader,
      "SELECT v.seq, v.at, v.legal_value, v.reasons, v.signatures, p.text"
      " FROM verdicts v JOIN policies p ON p.id = v.policy WHERE v.component=" SOHOA_COMPONENT_SEQ
      " ORDER BY v.seq",
      component,
      read_verdict);
}

Result<std::vector<AttestationRecord>> attestations(Connection& reader,
                                                    const std::string& component) {
  return list_of_component(reader,
                           "SELECT " SOHOA_ATTESTATION_COLUMNS
                           " FROM attestations WHERE component=" SOHOA_COMPONENT_SEQ
                           " ORDER BY seq",
                           component,
                           read_attestation);
}

Result<std::vector<ReviewRecord>> review(Connection& reader, std::int64_t id) {
  auto rows = TRY(reader.prepare(
      "SELECT r.id, (SELECT id FROM components WHERE seq = r.component), " SOHOA_REVIEW_COLUMNS
      " FROM reviews r WHERE r.id=?1"));
  rows.bind(id);
  return read_all(rows, read_review);
}

Result<std::vector<ReuseRecord>> reuses_of_item(Connection& reader, const std::string& code) {
  return list(reader,
              "SELECT id, " SOHOA_REUSE_COLUMNS " FROM reuses WHERE item IN " SOHOA_ALL_NAMES
              " ORDER BY id",
              code,
              read_reuse);
}

Result<std::vector<ReuseRecord>> reuses_of_dossier(Connection& reader, const std::string& dossier) {
  return list(reader,
              "SELECT id, " SOHOA_REUSE_COLUMNS " FROM reuses WHERE dossier=?1 ORDER BY id",
              dossier,
              read_reuse);
}

Result<std::vector<LifeRecord>> life(Connection& reader, const std::string& code) {
  return list(reader,
              "SELECT seq, " SOHOA_LIFE_COLUMNS " FROM life WHERE item IN " SOHOA_ALL_NAMES
              " ORDER BY seq",
              code,
              read_life);
}

Result<std::vector<LifeRecord>> life_due(Connection& reader, const std::string& day) {
  return list(reader,
              "SELECT seq, " SOHOA_LIFE_COLUMNS
              " FROM life w WHERE w.to_state='' AND w.effective_on <= ?1"
              " AND NOT EXISTS (SELECT 1 FROM life d WHERE d.item = w.item AND d.seq > w.seq"
              " AND d.act = w.act AND d.decision = w.decision AND d.to_state <> '')"
              " ORDER BY w.effective_on, w.seq",
              day,
              read_life);
}

Result<std::vector<NoticeRecord>> notices(Connection& reader, const std::string& dossier) {
  constexpr const char* kOfDossier =
      "SELECT id, " SOHOA_NOTICE_COLUMNS " FROM notices WHERE dossier=?1 ORDER BY id";
  constexpr const char* kUnread = "SELECT id, " SOHOA_NOTICE_COLUMNS
                                  " FROM notices WHERE read_at IS NULL AND ?1='' ORDER BY id";
  return list(reader, dossier.empty() ? kUnread : kOfDossier, dossier, read_notice);
}

Result<std::vector<HoldRecord>> holds(Connection& reader, const std::string& code) {
  return list(reader,
              "SELECT id, " SOHOA_HOLD_COLUMNS
              " FROM holds WHERE released_at IS NULL AND item IN " SOHOA_ALL_NAMES " ORDER BY id",
              code,
              read_hold);
}

Result<std::vector<DatasetRecord>> dataset(Connection& reader, const std::string& name) {
  return list(reader,
              "SELECT " SOHOA_DATASET_COLUMNS
              " FROM datasets WHERE name=?1 ORDER BY seq DESC LIMIT 1",
              name,
              read_dataset);
}

Result<std::vector<ItemRecord>> items_to_judge(Connection& reader,
                                               UtcTime before,
                                               const std::string& policy,
                                               std::int32_t limit) {
  auto rows = TRY(reader.prepare("SELECT " SOHOA_ITEM_ROW " FROM items i WHERE " SOHOA_TO_JUDGE
                                 " ORDER BY i.judged_at, i.seq LIMIT ?3"));
  bind_time(rows, before);
  rows.bind(policy).bind(rows_wanted(limit));
  return read_all(rows, read_item);
}

Result<std::int64_t> count_to_judge(Connection& reader, UtcTime before, const std::string& policy) {
  auto row = TRY(reader.prepare("SELECT count(*) FROM items i WHERE " SOHOA_TO_JUDGE));
  bind_time(row, before);
  row.bind(policy);
  TRY(row.step());
  return row.integer();
}

Result<std::vector<ItemRecord>> ended_items(Connection& reader,
                                            const std::string& after,
                                            std::int32_t limit) {
  auto rows = TRY(reader.prepare("SELECT " SOHOA_ITEM_ROW
                                 " FROM items i WHERE i.state IN ('EXPIRED','REVOKED','SUPERSEDED',"
                                 "'ARCHIVED') AND i.seq > coalesce(" SOHOA_ITEM_SEQ ", 0)"
                                 " AND" SOHOA_BYTES_KEPT " ORDER BY i.seq LIMIT ?2"));
  rows.bind(after).bind(rows_wanted(limit));
  return read_all(rows, read_item);
}

Result<std::vector<ItemRecord>> items_to_expire(Connection& reader,
                                                const std::string& day,
                                                std::int32_t limit) {
  auto rows = TRY(reader.prepare("SELECT " SOHOA_ITEM_ROW
                                 " FROM items i WHERE i.state='ACTIVE' AND i.valid_to<>''"
                                 " AND i.valid_to < ?1 ORDER BY i.valid_to, i.seq LIMIT ?2"));
  rows.bind(day).bind(rows_wanted(limit));
  return read_all(rows, read_item);
}

Result<std::vector<ItemRecord>> unowned_items(Connection& reader, std::int32_t limit) {
  auto rows =
      TRY(reader.prepare("SELECT " SOHOA_ITEM_ROW
                         " FROM items i WHERE i.owner_id='' ORDER BY i.coded_at, i.seq LIMIT ?1"));
  rows.bind(rows_wanted(limit));
  return read_all(rows, read_item);
}

}  // namespace sohoa::sqlite
