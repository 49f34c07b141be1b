#include "pipeline/life.h"

#include <gtest/gtest.h>

#include "pipeline/reuse_item.h"
#include "unit/pipeline/made_items.h"

namespace sohoa {
namespace {

using made::kDossier;
using made::kLicence;
using made::kOwner;
using made::Office;

LifeOrder order(LifeAct act) {
  LifeOrder made;
  made.item = kLicence;
  made.officer = "CB01";
  made.request.act = act;
  made.request.reason = "cấp sai đối tượng";
  made.request.decision = "45/QĐ-SYT";
  return made;
}

void reuse_for(Office& office, const char* dossier, const char* component) {
  ReuseRequest ask;
  ask.item = kLicence;
  ask.dossier = dossier;
  ask.component = component;
  ask.officer = "CB02";
  ask.owner_id = kOwner;
  ASSERT_TRUE(reuse_item(office.rules(), ask)->decision.is_allowed);
}

Result<LifeOutcome> act(Office& office, const LifeOrder& to) {
  return carry_out_act(office.store(), office.clock, to);
}

TEST(Life, RevokingMarksTheItemAndTellsEveryDossierThatReusedIt) {
  Office office;
  reuse_for(office, kDossier, "TP2");
  reuse_for(office, kDossier, "TP4");
  reuse_for(office, "H19.15-261121-0008", "TP1");
  const auto outcome = act(office, order(LifeAct::Revoke));
  ASSERT_TRUE(outcome) << describe(outcome.error(), Lang::En);
  EXPECT_EQ(office.item().state, "REVOKED");
  EXPECT_EQ(office.item().legal_value, "REVOKED");
  EXPECT_EQ(office.catalog().verdicts(office.item().component)->back().legal_value, "REVOKED");
  const auto life = *office.catalog().life(kLicence);
  ASSERT_EQ(life.size(), 1U);
  EXPECT_EQ(life[0].from, "ACTIVE");
  EXPECT_EQ(life[0].to, "REVOKED");
  EXPECT_EQ(life[0].effective_on, "2026-11-22");
  EXPECT_EQ(life[0].decision, "45/QĐ-SYT");
  EXPECT_EQ(office.events(kLicence).back(), "item.revoked");
  ASSERT_EQ(outcome->notices.size(), 2U);
  const auto told = *list_notices(office.catalog(), kDossier);
  ASSERT_EQ(told.size(), 1U) << "one notice a dossier, naming both places";
  EXPECT_NE(told[0].text.find("TP2, TP4"), std::string::npos) << told[0].text;
  EXPECT_NE(told[0].text.find("45/QĐ-SYT"), std::string::npos);
  EXPECT_NE(told[0].text.find("22/11/2026"), std::string::npos);
  EXPECT_NE(told[0].text.find("bản giấy chuyển đổi"), std::string::npos);
  EXPECT_EQ(told[0].kind, "item.revoked");
}

TEST(Life, ADossierThatWasRefusedIsNotTold) {
  Office office;
  ReuseRequest ask;
  ask.item = kLicence;
  ask.dossier = kDossier;
  ask.component = "TP2";
  ask.officer = "CB02";
  ask.owner_id = "079301000456";
  ASSERT_FALSE(reuse_item(office.rules(), ask)->decision.is_allowed);
  EXPECT_TRUE(act(office, order(LifeAct::Revoke))->notices.empty());
}

TEST(Life, SuspendedAndResumedItComesBack) {
  Office office;
  reuse_for(office, kDossier, "TP2");
  ASSERT_TRUE(act(office, order(LifeAct::Suspend)));
  EXPECT_EQ(office.item().state, "SUSPENDED");
  ASSERT_TRUE(act(office, order(LifeAct::Resume)));
  EXPECT_EQ(office.item().state, "ACTIVE");
  EXPECT_EQ(office.item().legal_value, "FULL");
  EXPECT_EQ(list_notices(office.catalog(), kDossier)->size(), 2U);
}

TEST(Life, ASuccessorMustBeInForceOfTheSameOwnerAndType) {
  Office office;
  ItemRecord next = office.another("H19.15-261121-0002-KQ1", 2);
  next.dossier = "H19.15-261121-0002";
  office.put(next);
  ItemRecord stranger = office.another("H19.15-261121-0003-KQ1", 3);
  stranger.owner_id = "079301000456";
  office.put(stranger);
  ItemRecord other_type = office.another("H19.15-261121-0004-KQ1", 4);
  other_type.type = "GT.000999";
  office.put(other_type);
  ItemRecord suspended = office.another("H19.15-261121-0005-KQ1", 5);
  suspended.state = "SUSPENDED";
  office.put(suspended);
  LifeOrder supersede = order(LifeAct::Supersede);
  for (const ItemRecord& wrong : {stranger, other_type, suspended, made::licence()}) {
    supersede.request.superseded_by = wrong.code;
    const auto refused = act(office, supersede);
    ASSERT_FALSE(refused) << wrong.code;
    EXPECT_EQ(refused.error().what, Fault::LifeNotAllowed);
  }
  supersede.request.superseded_by = "no such";
  EXPECT_EQ(act(office, supersede).error().what, Fault::NoSuchItem);
  EXPECT_EQ(office.item().state, "ACTIVE");
  EXPECT_TRUE(office.catalog().life(kLicence)->empty()) << "a refused act leaves nothing behind";
  supersede.request.superseded_by = next.code;
  ASSERT_TRUE(act(office, supersede));
  EXPECT_EQ(office.item().state, "SUPERSEDED");
  EXPECT_EQ(office.item().superseded_by, next.code);
}

TEST(Life, AnExtensionMovesTheEndOfValidity) {
  Office office;
  LifeOrder extend = order(LifeAct::Extend);
  extend.request.new_valid_to = "2034-06-20";
  ASSERT_TRUE(act(office, extend));
  EXPECT_EQ(office.item().valid_to, "2034-06-20");
  EXPECT_EQ(office.item().state, "ACTIVE");
  EXPECT_EQ(office.catalog().life(kLicence)->at(0).other, "2034-06-20");
}

TEST(Life, WhatTheStateForbidsChangesNothing) {
  Office office;
  ASSERT_TRUE(act(office, order(LifeAct::Revoke)));
  const auto refused = act(office, order(LifeAct::Resume));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what, Fault::LifeNotAllowed);
  EXPECT_EQ(office.catalog().life(kLicence)->size(), 1U);
}

TEST(Life, AnActForADayToComeIsCarriedOutByTheSweep) {
  Office office;
  reuse_for(office, kDossier, "TP2");
  LifeOrder later = order(LifeAct::Revoke);
  later.request.effective_on = "2026-12-01";
  const auto kept = act(office, later);
  ASSERT_TRUE(kept);
  EXPECT_TRUE(kept->is_waiting);
  EXPECT_EQ(office.item().state, "ACTIVE");
  EXPECT_TRUE(list_notices(office.catalog(), kDossier)->empty());
  EXPECT_EQ(office.events(kLicence).back(), "item.act-scheduled");
  office.clock.set("2026-11-30T16:59:00Z");
  EXPECT_TRUE(sweep_life(office.store(), office.clock)->carried_out.empty());
  office.clock.set("2026-11-30T17:00:00Z");
  const auto swept = sweep_life(office.store(), office.clock);
  ASSERT_TRUE(swept);
  ASSERT_EQ(swept->carried_out.size(), 1U) << "1 December has begun in Vietnam";
  EXPECT_EQ(office.item().state, "REVOKED");
  EXPECT_EQ(list_notices(office.catalog(), kDossier)->size(), 1U);
  EXPECT_TRUE(sweep_life(office.store(), office.clock)->carried_out.empty()) << "only once";
}

TEST(Life, AnActThatIsNoLongerPossibleIsVoidAndNotTriedAgain) {
  Office office;
  LifeOrder later = order(LifeAct::Suspend);
  later.request.effective_on = "2026-12-01";
  later.request.decision = "46/QĐ-SYT";
  ASSERT_TRUE(act(office, later));
  ASSERT_TRUE(act(office, order(LifeAct::Revoke)));
  office.clock.set("2026-12-02T00:00:00Z");
  const auto swept = sweep_life(office.store(), office.clock);
  ASSERT_TRUE(swept);
  ASSERT_EQ(swept->voided.size(), 1U);
  EXPECT_EQ(swept->voided[0].why.what, Fault::LifeNotAllowed);
  EXPECT_EQ(office.item().state, "REVOKED");
  EXPECT_EQ(office.events(kLicence).back(), "item.act-void");
  const auto again = sweep_life(office.store(), office.clock);
  EXPECT_TRUE(again->voided.empty() && again->carried_out.empty());
}

TEST(Life, TheSweepExpiresWhatIsPastItsValidity) {
  Office office;
  ItemRecord endless = office.another("H19.15-240615-0002-KQ1", 2);
  endless.valid_to.clear();
  office.put(endless);
  office.clock.set("2029-06-20T10:00:00Z");
  EXPECT_TRUE(sweep_life(office.store(), office.clock)->carried_out.empty()) << "its last day";
  office.clock.set("2029-06-20T17:00:00Z");
  const auto swept = sweep_life(office.store(), office.clock);
  ASSERT_EQ(swept->carried_out.size(), 1U);
  EXPECT_EQ(office.item().state, "EXPIRED");
  EXPECT_EQ(swept->carried_out[0].step.effective_on, "2029-06-21");
  EXPECT_EQ(office.item(endless.code).state, "ACTIVE");
  LifeOrder extend = order(LifeAct::Extend);
  extend.request.new_valid_to = "2034-06-20";
  ASSERT_TRUE(act(office, extend));
  EXPECT_EQ(office.item().state, "ACTIVE") << "an expired one may be extended";
}

TEST(Life, AHoldStandsUntilItIsReleased) {
  Office office;
  const auto fault = [&](const char* reason, const char* officer) {
    return hold_item(office.store(), office.clock, kLicence, reason, officer).error().what;
  };
  EXPECT_EQ(fault("", "CB01"), Fault::Usage);
  EXPECT_EQ(fault("Vụ án 12/2026", " "), Fault::Usage);
  ASSERT_TRUE(hold_item(office.store(), office.clock, kLicence, "Vụ án 12/2026", "CB01"));
  ASSERT_TRUE(hold_item(office.store(), office.clock, kLicence, "Thanh tra", "CB02"));
  EXPECT_EQ(office.catalog().holds(kLicence)->size(), 2U);
  const auto released = release_item(office.store(), office.clock, kLicence, "đã kết thúc", "CB01");
  ASSERT_TRUE(released);
  EXPECT_EQ(released->size(), 2U);
  EXPECT_TRUE(office.catalog().holds(kLicence)->empty());
  EXPECT_EQ(release_item(office.store(), office.clock, kLicence, "x y", "CB01").error().what,
            Fault::LifeNotAllowed);
  EXPECT_EQ(office.events(kLicence).back(), "item.released");
}

TEST(Life, ANoticeIsReadOnceAndByWhom) {
  Office office;
  reuse_for(office, kDossier, "TP2");
  const auto notice = act(office, order(LifeAct::Revoke))->notices.at(0);
  EXPECT_EQ(list_notices(office.catalog(), "")->size(), 1U);
  const auto read = read_notice(office.store(), office.clock, notice.id, "CB09");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->reader, "CB09");
  EXPECT_TRUE(list_notices(office.catalog(), "")->empty());
  EXPECT_EQ(list_notices(office.catalog(), kDossier)->at(0).reader, "CB09");
  EXPECT_EQ(read_notice(office.store(), office.clock, notice.id, "CB10").error().what,
            Fault::NoSuchNotice);
}

}  // namespace
}  // namespace sohoa
