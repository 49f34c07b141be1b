#include "pipeline/reuse_item.h"

#include <gtest/gtest.h>

#include "unit/pipeline/made_items.h"

namespace sohoa {
namespace {

using made::kDossier;
using made::kLicence;
using made::kOwner;
using made::Office;

ReuseRequest request() {
  ReuseRequest ask;
  ask.item = kLicence;
  ask.dossier = kDossier;
  ask.component = "TP2";
  ask.officer = "CB01";
  ask.procedure = "1.004873";
  ask.owner_id = kOwner;
  return ask;
}

TEST(ReuseItem, AReuseIsRecordedWithItsEvidence) {
  Office office;
  const auto outcome = reuse_item(office.rules(), request());
  ASSERT_TRUE(outcome) << describe(outcome.error(), Lang::En);
  EXPECT_TRUE(outcome->decision.is_allowed);
  EXPECT_TRUE(outcome->is_new);
  const auto stored = *office.catalog().reuses_of_dossier(kDossier);
  ASSERT_EQ(stored.size(), 1U);
  EXPECT_EQ(stored[0].id, outcome->record.id);
  EXPECT_TRUE(stored[0].is_allowed);
  EXPECT_EQ(stored[0].item, kLicence);
  EXPECT_EQ(stored[0].digest, made::licence().digest);
  EXPECT_EQ(stored[0].verdict, "FULL");
  EXPECT_EQ(stored[0].officer, "CB01");
  EXPECT_EQ(stored[0].source, "local");
  EXPECT_NE(stored[0].reasons.find("NĐ 45/2020/NĐ-CP"), std::string::npos);
  EXPECT_EQ(office.events(kLicence).back(), "item.reused");
  EXPECT_EQ(outcome->flags.duoc_tai_su_dung, 2);
  EXPECT_EQ(outcome->flags.ma_ket_qua_thay_the, kLicence);
  EXPECT_EQ(outcome->flags.duoc_lay_tu_kho_dmqg, 0);
}

TEST(ReuseItem, ARefusalIsRecordedToo) {
  Office office;
  ReuseRequest ask = request();
  ask.owner_id = "079301000456";
  const auto outcome = reuse_item(office.rules(), ask);
  ASSERT_TRUE(outcome);
  EXPECT_FALSE(outcome->decision.is_allowed);
  const auto stored = *office.catalog().reuses_of_item(kLicence);
  ASSERT_EQ(stored.size(), 1U);
  EXPECT_FALSE(stored[0].is_allowed);
  EXPECT_EQ(office.events(kLicence).back(), "item.reuse-refused");
  EXPECT_EQ(outcome->flags.duoc_tai_su_dung, 0);
  EXPECT_TRUE(outcome->flags.ma_ket_qua_thay_the.empty());
}

TEST(ReuseItem, ASecondClickIsNoSecondReuse) {
  Office office;
  const auto first = reuse_item(office.rules(), request());
  const auto second = reuse_item(office.rules(), request());
  ASSERT_TRUE(first && second);
  EXPECT_FALSE(second->is_new);
  EXPECT_EQ(second->record.id, first->record.id);
  EXPECT_EQ(office.catalog().reuses_of_dossier(kDossier)->size(), 1U);
  ReuseRequest elsewhere = request();
  elsewhere.dossier = "H19.15-261121-0008";
  EXPECT_TRUE(reuse_item(office.rules(), elsewhere)->is_new);
}

TEST(ReuseItem, WhatChangedSinceIsDecidedAnew) {
  Office office;
  ASSERT_TRUE(reuse_item(office.rules(), request())->decision.is_allowed);
  ItemRecord suspended = office.item();
  suspended.state = "SUSPENDED";
  office.write([&](Transaction& tx) { EXPECT_TRUE(tx.put(suspended)); });
  const auto again = reuse_item(office.rules(), request());
  EXPECT_FALSE(again->decision.is_allowed);
  EXPECT_TRUE(again->is_new);
  office.clock.set("2029-06-21T00:00:00Z");
  suspended.state = "ACTIVE";
  office.write([&](Transaction& tx) { EXPECT_TRUE(tx.put(suspended)); });
  EXPECT_FALSE(reuse_item(office.rules(), request())->decision.is_allowed) << "past its validity";
}

TEST(ReuseItem, OwnerAndProcedureComeFromTheDossiersPapers) {
  Office office;
  ItemRecord form = office.another("H19.15-261121-0007-TP1", 2);
  form.dossier = kDossier;
  form.component_code = "TP1";
  form.kind = "component";
  office.put(form);
  ReuseRequest ask = request();
  ask.owner_id.clear();
  ask.procedure.clear();
  EXPECT_TRUE(reuse_item(office.rules(), ask)->decision.is_allowed);
  ItemRecord stranger = office.another("H19.15-261121-0007-TP3", 3);
  stranger.dossier = kDossier;
  stranger.owner_id = "079301000456";
  office.put(stranger);
  ask.component = "TP5";
  EXPECT_FALSE(reuse_item(office.rules(), ask)->decision.is_allowed)
      << "two owners in one dossier: nobody's word is taken";
}

TEST(ReuseItem, AnAliasLeadsToTheSameItem) {
  Office office;
  office.write([](Transaction& tx) { EXPECT_TRUE(tx.add_alias(".GT.000123-001", kLicence)); });
  ReuseRequest ask = request();
  ask.item = ".gt.000123-001";
  EXPECT_EQ(reuse_item(office.rules(), ask)->record.item, kLicence);
}

TEST(ReuseItem, TheScopeIsComparedWithTheUnitsOfTheDossier) {
  Office office;
  ItemRecord item = office.item();
  item.scope = "Trên địa bàn tỉnh Tây Ninh";
  office.write([&](Transaction& tx) { EXPECT_TRUE(tx.put(item)); });
  EXPECT_FALSE(reuse_item(office.rules(), request())->decision.is_allowed);
  item.scope = "Do Sở Y tế tỉnh Đồng Nai quản lý";
  office.write([&](Transaction& tx) { EXPECT_TRUE(tx.put(item)); });
  EXPECT_TRUE(reuse_item(office.rules(), request())->decision.is_allowed);
}

TEST(ReuseItem, ASecretComponentIsNeverReused) {
  Office office;
  ReuseRequest ask = request();
  ask.component = "TP9";
  EXPECT_FALSE(reuse_item(office.rules(), ask)->decision.is_allowed);
}

TEST(ReuseItem, WhatIsHeldElsewhereNeedsALookUpThatCanBeFoundAgain) {
  Office office;
  ReuseRequest ask = request();
  ask.source = "CSDL";
  ask.item.clear();
  ask.extent = "full";
  ask.db = "CSDLQG_DANCU";
  EXPECT_FALSE(reuse_item(office.rules(), ask)->decision.is_allowed);
  ask.query_id = "Q1";
  const auto outcome = reuse_item(office.rules(), ask);
  ASSERT_TRUE(outcome);
  EXPECT_TRUE(outcome->decision.is_allowed);
  EXPECT_EQ(outcome->flags.duoc_tai_su_dung, 1);
  EXPECT_EQ(outcome->flags.duoc_lay_tu_kho_dmqg, 0);
  EXPECT_TRUE(outcome->record.digest.is_zero());
  ask.source = "DVCQG";
  ask.item = "000.00.01.H01-240101-0001-KQ1";
  EXPECT_EQ(reuse_item(office.rules(), ask)->flags.duoc_lay_tu_kho_dmqg, 1);
}

TEST(ReuseItem, WhatCannotBeMeantIsAnError) {
  Office office;
  const auto fault = [&](auto change) {
    ReuseRequest ask = request();
    change(ask);
    const auto outcome = reuse_item(office.rules(), ask);
    EXPECT_FALSE(outcome);
    return outcome ? Fault::Internal : outcome.error().what;
  };
  EXPECT_EQ(fault([](ReuseRequest& ask) { ask.item = "no such"; }), Fault::NoSuchItem);
  EXPECT_EQ(fault([](ReuseRequest& ask) { ask.component = "TP77"; }), Fault::NoSuchComponent);
  EXPECT_EQ(fault([](ReuseRequest& ask) { ask.procedure = "9.999999"; }), Fault::NoSuchProcedure);
  EXPECT_EQ(fault([](ReuseRequest& ask) { ask.source = "friend"; }), Fault::Usage);
  EXPECT_EQ(fault([](ReuseRequest& ask) { ask.extent = "most"; }), Fault::Usage);
  EXPECT_TRUE(office.catalog().reuses_of_dossier(kDossier)->empty());
}

}  // namespace
}  // namespace sohoa
