#include "pipeline/item_access.h"

#include <gtest/gtest.h>

#include "pipeline/reuse_item.h"
#include "unit/pipeline/made_items.h"

namespace sohoa {
namespace {

using made::kDossier;
using made::kLicence;
using made::kOwner;
using made::Office;

constexpr const char* kStranger = "079301000456";

/// An office whose profile asks for a ground.
class StrictOffice : public Office {
 public:
  StrictOffice() { profile.access.require_purpose = true; }

  AccessGate gate() { return {store(), profile.access, clock}; }

  Result<AccessDecision> open(const AccessRequest& request, AccessAct act = AccessAct::Show) {
    return open_item(gate(), item(), act, request);
  }

  Result<Findings> search(const ItemQuery& query, const AccessRequest& request) {
    return search_items(gate(), query, request);
  }

  /// A paper of `owner` that came with `dossier`.
  void put_paper(const char* code, std::int32_t number, const char* dossier, const char* owner) {
    ItemRecord paper = another(code, number);
    paper.dossier = dossier;
    paper.owner_id = owner;
    put(paper);
  }

  EventRecord last_event(const std::string& subject) {
    const auto events = *catalog().events(subject);
    return events.empty() ? EventRecord{} : events.back();
  }
};

ItemQuery of_owner(const char* owner) {
  ItemQuery query;
  query.owner = owner;
  query.state = "any";
  return query;
}

TEST(ItemAccess, TheDossierThePaperCameWithIsAGround) {
  StrictOffice office;
  const auto decision = office.open({"CB01", "H19.15-240615-0001", ""});
  ASSERT_TRUE(decision);
  EXPECT_EQ(decision->ground, AccessGround::Dossier);
  EXPECT_EQ(office.last_event(kLicence).kind, "item.shown");
  EXPECT_EQ(office.last_event(kLicence).detail,
            "act=show officer=CB01 dossier=H19.15-240615-0001 ground=dossier");
}

TEST(ItemAccess, AnyOtherDossierIsNotTakenAtItsWord) {
  StrictOffice office;
  office.put_paper("H19.15-261121-0007-TP1", 2, kDossier, kStranger);
  const auto refused = office.open({"CB01", kDossier, ""}, AccessAct::Read);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what, Fault::PurposeNeeded);
  EXPECT_EQ(office.last_event(kLicence).kind, "item.refused") << "a refusal is written down";
}

TEST(ItemAccess, ADossierWhosePapersHaveTheSameOwnerIsAGround) {
  StrictOffice office;
  office.put_paper("H19.15-261121-0007-TP1", 2, kDossier, kOwner);
  const auto decision = office.open({"CB01", kDossier, ""}, AccessAct::Export);
  ASSERT_TRUE(decision);
  EXPECT_EQ(decision->ground, AccessGround::SameOwner);
  EXPECT_EQ(office.last_event(kLicence).kind, "item.export");
}

TEST(ItemAccess, ADossierWhosePapersHaveTwoOwnersIsNobodys) {
  StrictOffice office;
  office.put_paper("H19.15-261121-0007-TP1", 2, kDossier, kOwner);
  office.put_paper("H19.15-261121-0007-TP2", 3, kDossier, kStranger);
  EXPECT_FALSE(office.open({"CB01", kDossier, ""}));
}

TEST(ItemAccess, AnAllowedReuseTiesThePaperToTheDossierAndARefusedOneDoesNot) {
  StrictOffice office;
  ReuseRequest ask;
  ask.item = kLicence;
  ask.dossier = kDossier;
  ask.component = "TP2";
  ask.officer = "CB02";
  ask.owner_id = kStranger;
  ASSERT_FALSE(reuse_item(office.rules(), ask)->decision.is_allowed);
  EXPECT_FALSE(office.open({"CB01", kDossier, ""}));
  ask.owner_id = kOwner;
  ASSERT_TRUE(reuse_item(office.rules(), ask)->decision.is_allowed);
  EXPECT_EQ(office.open({"CB01", kDossier, ""})->ground, AccessGround::Dossier);
}

TEST(ItemAccess, AProfileThatDoesNotAskLetsReadAndStillWritesItDown) {
  Office office;
  const AccessGate gate{office.store(), office.profile.access, office.clock};
  ASSERT_TRUE(open_item(gate, office.item(), AccessAct::Read, {"CB01", "", ""}));
  EXPECT_EQ(office.events(kLicence).back(), "item.read");
}

TEST(ItemAccess, ASearchShowsOfItsFindingsWhatTheDossierInHandHasToDoWith) {
  StrictOffice office;
  office.put_paper("H19.15-261121-0007-TP1", 2, kDossier, kStranger);
  office.put_paper("H19.15-261121-0008-TP1", 3, "H19.15-261121-0008", kOwner);
  ItemQuery all;
  all.state = "any";
  const auto found = office.search(all, {"CB01", kDossier, ""});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->hits.size(), 1U);
  EXPECT_EQ(found->hits[0].item.dossier, kDossier);
  EXPECT_EQ(found->withheld, 2U);
  EXPECT_EQ(office.last_event(kDossier).detail,
            "act=find by=state found=1 withheld=2 officer=CB01");
}

TEST(ItemAccess, ASearchWithNeitherDossierNorPurposeIsRefusedAndWrittenDown) {
  StrictOffice office;
  const auto refused = office.search(of_owner(kOwner), {"CB01", "", "x"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what, Fault::PurposeNeeded);
  EXPECT_EQ(office.last_event("find").kind, "items.search-refused");
  EXPECT_EQ(office.search(of_owner(kOwner), {"CB01", "", "hậu kiểm 2026"})->hits.size(), 1U);
}

TEST(ItemAccess, TheLogOfASearchTellsItsKindAndNeverItsWords) {
  Office office;
  const AccessGate gate{office.store(), office.profile.access, office.clock};
  ItemQuery query;
  query.text = "Nguyễn Văn An";
  query.type = "GT.000123";
  ASSERT_TRUE(search_items(gate, query, {"CB01", "", ""}));
  const EventRecord event = office.catalog().events("find")->back();
  EXPECT_EQ(event.kind, "items.searched");
  EXPECT_EQ(event.detail, "act=find by=text,type found=1 officer=CB01");
  ASSERT_TRUE(search_items(gate, of_owner(kOwner), {"CB01", "", ""}));
  EXPECT_EQ(office.catalog().events("find")->back().detail,
            std::string("act=find by=owner,state owner=") + kOwner + " found=1 officer=CB01");
}

}  // namespace
}  // namespace sohoa
