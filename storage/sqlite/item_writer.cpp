#include "storage/sqlite/item_writer.h"

#include <optional>

#include "storage/search_text.h"
#include "storage/sqlite/item_rows.h"
#include "storage/sqlite/page_texts.h"
#include "storage/sqlite/values.h"

namespace sohoa::sqlite {
namespace {

constexpr const char* kInsertItem =
    "INSERT INTO items(" SOHOA_ITEM_COLUMNS
    ", number_key) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,"
    "?21,?22,?23,?24,?25,?26,?27) RETURNING seq";

// ?1 finds the row and stays as it was first written.
constexpr const char* kUpdateItem =
    "UPDATE items SET version=?2, component=?3, dossier=?4, kind=?5, component_code=?6, type=?7,"
    " title=?8, summary=?9, owner_type=?10, owner_id=?11, owner_name=?12, state=?13,"
    " valid_from=?14, valid_to=?15, scope=?16, number=?17, issued_on=?18, issuer=?19,"
    " issuer_unit=?20, signer=?21, legal_value=?22, digest=?23, superseded_by=?24,"
    " retain_until=?25, coded_at=?26, number_key=?27 WHERE code=?1 RETURNING seq";

constexpr const char* kKeepVersion = "INSERT INTO item_versions(item, " SOHOA_ITEM_COLUMNS
                                     ") SELECT seq, " SOHOA_ITEM_COLUMNS " FROM items WHERE seq=?1";

constexpr const char* kTakeJudgement =
    "UPDATE items SET (judged_at, judged_policy) = (SELECT coalesce(max(v.at), 0),"
    " coalesce(max(v.policy), 0) FROM verdicts v"
    " WHERE v.seq = (SELECT max(seq) FROM verdicts WHERE component=?1)) WHERE component=?1";

/// What stands under a name now.
struct Named {
  std::int64_t item = 0;
  bool is_code = false;  ///< the name is the item's own code, not an alias
  std::int32_t version = 0;
  std::optional<std::int64_t> component;
};

Result<std::optional<Named>> find_name(Connection& connection, const std::string& name) {
  auto row = TRY(
      connection.prepare("SELECT i.seq, i.code = n.name, i.version, i.component FROM item_names n"
                         " JOIN items i ON i.seq = n.item WHERE n.name=?1"));
  row.bind(name);
  const bool is_found = TRY(row.step());
  if (!is_found) return std::optional<Named>();
  Named named{row.integer(), row.integer() != 0, read_int32(row), {}};
  if (!row.is_null()) named.component = row.integer();
  return std::optional(named);
}

Result<void> add_name(Connection& connection, const std::string& name, std::int64_t item) {
  auto add = TRY(connection.prepare("INSERT INTO item_names(name, item) VALUES(?1, ?2)"));
  return add.bind(name).bind(item).run();
}

/// The component's number, nullopt when the item names none.
Result<std::optional<std::int64_t>> component_of(Connection& connection, const ItemRecord& item) {
  if (item.component.empty()) return std::optional<std::int64_t>();
  return std::optional<std::int64_t>(TRY(seq_of(connection, item.component)));
}

Error taken(const std::string& code, const char* why) {
  return {Fault::CodeTaken, code + ": " + why, {}};
}

// A code names one paper for ever: only a new version may show other pages under it.
Result<void> check_successor(const ItemRecord& item,
                             const Named& old,
                             const std::optional<std::int64_t>& component) {
  if (!old.is_code) return taken(item.code, "an alias of another item");
  if (item.version < old.version) return taken(item.code, "a newer version is there");
  const bool is_moved = old.component && component != old.component;
  if (item.version == old.version && is_moved) return taken(item.code, "names another paper");
  return {};
}

Result<void> keep_version(Connection& connection, std::int64_t item) {
  auto keep = TRY(connection.prepare(kKeepVersion));
  return keep.bind(item).run();
}

std::string number_key(const std::string& number) {
  return index_form(number).folded;
}

Result<std::int64_t> write_row(Connection& connection,
                               const char* sql,
                               const ItemRecord& item,
                               const std::optional<std::int64_t>& component) {
  auto row = TRY(connection.prepare(sql));
  row.bind(item.code).bind(std::int64_t{item.version});
  if (component) {
    row.bind(*component);
  } else {
    row.bind_null();
  }
  bind_item_tail(row, item);
  row.bind(number_key(item.number));
  TRY(row.step());
  const std::int64_t seq = row.integer();
  TRY(row.run());
  return seq;
}

Result<void> take_judgement(Connection& connection, std::int64_t component) {
  auto take_over = TRY(connection.prepare(kTakeJudgement));
  return take_over.bind(component).run();
}

Result<std::int64_t> policy_id(Connection& connection, const std::string& policy) {
  auto add = TRY(connection.prepare("INSERT OR IGNORE INTO policies(text) VALUES(?1)"));
  TRY(add.bind(policy).run());
  auto row = TRY(connection.prepare("SELECT id FROM policies WHERE text=?1"));
  TRY(row.bind(policy).step());
  return row.integer();
}

/// Runs an INSERT … RETURNING id or an UPDATE … RETURNING id; nullopt when no row was touched.
Result<std::optional<std::int64_t>> written_id(Statement& statement) {
  const bool has_row = TRY(statement.step());
  if (!has_row) return std::optional<std::int64_t>();
  const std::int64_t id = statement.integer();
  TRY(statement.run());
  return std::optional(id);
}

template <class Record>
Result<std::optional<std::int64_t>> write(Connection& connection,
                                          const char* sql,
                                          const Record& record,
                                          std::int64_t id = 0) {
  auto statement = TRY(connection.prepare(sql));
  bind(statement, record);
  if (id != 0) statement.bind(id);
  return written_id(statement);
}

}  // namespace

Result<void> put_item(Connection& connection, const ItemRecord& item) {
  if (item.code.empty()) return Error{Fault::Internal, "an item without a code", {}};
  const auto component = TRY(component_of(connection, item));
  const auto old = TRY(find_name(connection, item.code));
  if (old) TRY(check_successor(item, *old, component));
  if (old && item.version > old->version) TRY(keep_version(connection, old->item));
  const std::int64_t seq =
      TRY(write_row(connection, old ? kUpdateItem : kInsertItem, item, component));
  if (!old) TRY(add_name(connection, item.code, seq));
  const bool has_left = old && old->component && old->component != component;
  if (has_left) TRY(describe_on_page_0(connection, *old->component));
  if (!component) return {};
  TRY(take_judgement(connection, *component));
  return describe_on_page_0(connection, *component);
}

Result<void> add_alias(Connection& connection, const std::string& alias, const std::string& code) {
  const auto item = TRY(find_name(connection, code));
  if (!item) return Error{Fault::NoSuchItem, code, {}};
  const auto known = TRY(find_name(connection, alias));
  if (known && known->item != item->item) return taken(alias, "names another item");
  if (known) return {};
  return add_name(connection, alias, item->item);
}

Result<void> put_fields(Connection& connection,
                        const std::string& component,
                        const std::vector<FieldRecord>& fields) {
  const std::int64_t seq = TRY(seq_of(connection, component));
  auto drop = TRY(connection.prepare("DELETE FROM fields WHERE component=?1"));
  TRY(drop.bind(seq).run());
  for (const FieldRecord& field : fields) {
    auto add = TRY(connection.prepare("INSERT INTO fields(component, " SOHOA_FIELD_COLUMNS
                                      ") VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,"
                                      "?15,?16)"));
    add.bind(seq);
    bind(add, field);
    TRY(add.run());
  }
  return {};
}

Result<void> append_verdict(Connection& connection, const VerdictRecord& verdict) {
  const std::int64_t component = TRY(seq_of(connection, verdict.component));
  const std::int64_t policy = TRY(policy_id(connection, verdict.policy));
  auto add = TRY(connection.prepare(
      "INSERT INTO verdicts(component, at, legal_value, reasons, signatures, policy)"
      " VALUES(?1,?2,?3,?4,?5,?6)"));
  add.bind(component);
  bind_time(add, verdict.at);
  add.bind(verdict.legal_value).bind(verdict.reasons).bind(verdict.signatures).bind(policy);
  TRY(add.run());
  return take_judgement(connection, component);
}

Result<void> put_attestation(Connection& connection, const AttestationRecord& attestation) {
  const std::int64_t component = TRY(seq_of(connection, attestation.component));
  auto add = TRY(connection.prepare("INSERT INTO attestations(component, " SOHOA_ATTESTATION_COLUMNS
                                    ") VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)"));
  add.bind(component);
  bind(add, attestation);
  return add.run();
}

Result<std::int64_t> append_reuse(Connection& connection, const ReuseRecord& reuse) {
  const auto id = TRY(write(connection,
                            "INSERT INTO reuses(" SOHOA_REUSE_COLUMNS
                            ") VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14) RETURNING id",
                            reuse));
  return id.value_or(0);
}

Result<void> append_life(Connection& connection, const LifeRecord& step) {
  const auto item = TRY(find_name(connection, step.item));
  if (!item) return Error{Fault::NoSuchItem, step.item, {}};
  TRY(write(connection,
            "INSERT INTO life(" SOHOA_LIFE_COLUMNS
            ") VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10) RETURNING seq",
            step));
  return {};
}

Result<std::int64_t> put_notice(Connection& connection, const NoticeRecord& notice) {
  constexpr const char* kInsert =
      "INSERT INTO notices(" SOHOA_NOTICE_COLUMNS ") VALUES(?1,?2,?3,?4,?5,?6,?7) RETURNING id";
  constexpr const char* kUpdate =
      "UPDATE notices SET at=?1, kind=?2, item=?3, dossier=?4, text=?5, read_at=?6, reader=?7"
      " WHERE id=?8 RETURNING id";
  const auto id = TRY(write(connection, notice.id == 0 ? kInsert : kUpdate, notice, notice.id));
  if (!id) return Error{Fault::Internal, "no notice " + std::to_string(notice.id), {}};
  return *id;
}

Result<std::int64_t> put_hold(Connection& connection, const HoldRecord& hold) {
  constexpr const char* kInsert =
      "INSERT INTO holds(" SOHOA_HOLD_COLUMNS ") VALUES(?1,?2,?3,?4,?5,?6) RETURNING id";
  constexpr const char* kUpdate =
      "UPDATE holds SET item=?1, at=?2, reason=?3, officer=?4, released_at=?5, released_by=?6"
      " WHERE id=?7 RETURNING id";
  const auto item = TRY(find_name(connection, hold.item));
  if (!item) return Error{Fault::NoSuchItem, hold.item, {}};
  const auto id = TRY(write(connection, hold.id == 0 ? kInsert : kUpdate, hold, hold.id));
  if (!id) return Error{Fault::Internal, "no hold " + std::to_string(hold.id), {}};
  return *id;
}

Result<void> append_dataset(Connection& connection, const DatasetRecord& dataset) {
  TRY(write(connection,
            "INSERT INTO datasets(" SOHOA_DATASET_COLUMNS ") VALUES(?1,?2,?3,?4) RETURNING seq",
            dataset));
  return {};
}

}  // namespace sohoa::sqlite
