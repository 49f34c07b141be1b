// A real store with items in it, and the rules of an office, for tests of decisions over items.
#pragma once

#include <string>
#include <vector>

#include "pipeline/rule_book.h"
#include "unit/pipeline/made.h"

namespace sohoa::made {

constexpr const char* kOwner = "075201000123";
constexpr const char* kLicence = "H19.15-240615-0001-KQ1";
constexpr const char* kDossier = "H19.15-261121-0007";

/// A clock that tests move.
class MovedClock final : public Clock {
 public:
  UtcTime now() const override { return now_; }
  void set(const char* time) { now_ = *parse_rfc3339(time); }

 private:
  UtcTime now_ = *parse_rfc3339("2026-11-22T03:00:00Z");
};

inline ItemRecord licence() {
  ItemRecord item;
  item.code = kLicence;
  item.component = "L-000000000000000000000001/0001";
  item.dossier = "H19.15-240615-0001";
  item.kind = "result";
  item.component_code = "KQ1";
  item.type = "GT.000123";
  item.title = "Giấy phép hoạt động";
  item.owner_type = "person";
  item.owner_id = kOwner;
  item.owner_name = "Nguyễn Văn An";
  item.state = "ACTIVE";
  item.valid_from = "2024-06-20";
  item.valid_to = "2029-06-20";
  item.legal_value = "FULL";
  item.digest = sha256(std::string_view("licence"));
  item.coded_at = *parse_rfc3339("2024-06-20T03:00:00Z");
  return item;
}

inline Procedure procedure() {
  Procedure made;
  made.code = "1.004873";
  made.name = "Cấp lại giấy phép";
  ProcedureComponent licence_of;
  licence_of.code = "TP2";
  licence_of.name = "Giấy phép đã cấp";
  licence_of.doc_type = "GT.000123";
  licence_of.digitize = DigitizeClass::PriorResult;
  ProcedureComponent form;
  form.code = "TP1";
  form.name = "Đơn đề nghị";
  form.doc_type = "GT.DON";
  form.digitize = DigitizeClass::List;
  ProcedureComponent secret;
  secret.code = "TP9";
  secret.name = "Giấy tờ mật";
  secret.doc_type = "GT.000123";
  secret.digitize = DigitizeClass::NoneSecret;
  made.components = {form, licence_of, secret};
  return made;
}

inline Unit unit(const char* code, const char* name, const char* parent) {
  Unit made;
  made.code = code;
  made.name = name;
  made.level = "so";
  made.parent = parent;
  made.valid_from = "2020-01-01";
  return made;
}

/// A store with one licence, put through a component of its own, and the rules of H19.15.
class Office {
 public:
  Office() {
    BatchRecord batch;
    batch.id = "L-000000000000000000000001";
    write([&](Transaction& tx) { EXPECT_TRUE(tx.put(batch)); });
    put(licence());
  }

  RuleBook rules() { return {temp_.store, profile, units, procedures, clock}; }
  Store& store() { return temp_.store; }
  Catalog& catalog() { return *temp_.store.catalog; }

  template <class Fill>
  void write(Fill fill) {
    auto tx = *catalog().begin();
    fill(*tx);
    ASSERT_TRUE(tx->commit());
  }

  /// With its component and a verdict of the item's class.
  void put(const ItemRecord& item) {
    ComponentRecord component;
    component.id = item.component;
    component.batch = "L-000000000000000000000001";
    component.ordinal = ++ordinal_;
    component.state = ComponentState::Done;
    component.dossier = item.dossier;
    component.component = item.component_code;
    component.kind = item.kind;
    component.owner_id = item.owner_id;
    component.item = item.code;
    VerdictRecord verdict;
    verdict.component = item.component;
    verdict.at = item.coded_at;
    verdict.legal_value = item.legal_value;
    verdict.reasons = "[]";
    verdict.policy = "test";
    write([&](Transaction& tx) {
      EXPECT_TRUE(tx.put(component));
      EXPECT_TRUE(tx.put(item));
      EXPECT_TRUE(tx.append(verdict));
    });
  }

  /// Another paper of the same kind, in the same store.
  ItemRecord another(const char* code, std::int32_t number) {
    ItemRecord item = licence();
    item.code = code;
    item.component = "L-000000000000000000000001/000" + std::to_string(number);
    return item;
  }

  ItemRecord item(const std::string& code = kLicence) { return **catalog().find_item(code); }

  std::vector<std::string> events(const std::string& subject) {
    std::vector<std::string> kinds;
    const auto events = *catalog().events(subject);
    for (const EventRecord& event : events) kinds.push_back(event.kind);
    return kinds;
  }

  MovedClock clock;
  Profile profile = default_profile();
  UnitCatalogue units{
      {unit("H19", "UBND tỉnh Đồng Nai", ""), unit("H19.15", "Sở Y tế tỉnh Đồng Nai", "H19")}};
  ProcedureCatalogue procedures{{procedure()}};

 private:
  TempStore temp_;
  std::int32_t ordinal_ = 0;
};

}  // namespace sohoa::made
