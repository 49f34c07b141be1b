#include "policy/access.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

AccessSubject paper() {
  return {"H19.15-240615-0001", {"H19.15-251001-0009"}, "075201000123", ""};
}

AccessProfile strict() {
  AccessProfile profile;
  profile.require_purpose = true;
  return profile;
}

struct Case {
  const char* dossier;
  const char* purpose;
  const char* dossier_owner;
  AccessGround ground;
};

const Case kCases[] = {
    {"H19.15-240615-0001", "", "", AccessGround::Dossier},
    {" h19.15-240615-0001 ", "", "", AccessGround::Dossier},
    {"H19.15-251001-0009", "", "", AccessGround::Dossier},
    {"H19.15-261121-0007", "", "075201000123", AccessGround::SameOwner},
    {"H19.15-261121-0007", "", "079301000456", AccessGround::None},
    {"H19.15-261121-0007", "", "", AccessGround::None},
    {"", "", "075201000123", AccessGround::None},
    {"H19.15-261121-0007", "hậu kiểm năm 2026", "079301000456", AccessGround::Purpose},
    {"", "thanh tra theo QĐ 12", "", AccessGround::Purpose},
    {"", "x", "", AccessGround::None},
    {"", "   ", "", AccessGround::None},
    {"", "", "", AccessGround::None},
};

TEST(Access, TheGroundIsADossierThatHasToDoWithThePaperOrAPurpose) {
  for (const Case& row : kCases) {
    AccessSubject subject = paper();
    subject.dossier_owner_id = row.dossier_owner;
    const AccessRequest request{"CB01", row.dossier, row.purpose};
    const AccessDecision decision = decide_access(request, subject, strict());
    EXPECT_EQ(decision.ground, row.ground) << row.dossier << "|" << row.purpose;
    EXPECT_EQ(decision.is_allowed, row.ground != AccessGround::None);
    EXPECT_FALSE(decision.reason.message_vi.empty() || decision.reason.message_en.empty());
    const auto may = require_access(decision);
    ASSERT_EQ(may.has_value(), decision.is_allowed);
    if (!may) {
      EXPECT_EQ(may.error().what, Fault::PurposeNeeded);
      EXPECT_EQ(may.error().kind(), ErrorKind::Forbidden);
    }
  }
}

TEST(Access, APaperWithoutDossierAndOwnerMatchesNoEmptyRequest) {
  EXPECT_FALSE(decide_access({"CB01", "", ""}, {}, strict()).is_allowed);
  EXPECT_FALSE(decide_access({"CB01", "H19.15-261121-0007", ""}, {}, strict()).is_allowed);
}

TEST(Access, AProfileThatDoesNotAskLetsReadButSaysSo) {
  const AccessDecision decision = decide_access({"CB01", "", ""}, paper(), {});
  EXPECT_TRUE(decision.is_allowed);
  EXPECT_EQ(decision.ground, AccessGround::None);
  EXPECT_EQ(decision.reason.outcome, ReasonOutcome::Note);
}

TEST(Access, WithoutAPaperOnlyAPurposeIsAGround) {
  EXPECT_FALSE(decide_access({"CB01", "H19.15-240615-0001", ""}, {}, strict()).is_allowed)
      << "no dossier is taken at its word";
  EXPECT_FALSE(decide_access({"CB01", "", "xem"}, {}, strict()).is_allowed);
  EXPECT_TRUE(decide_access({"CB01", "", "tra cứu"}, {}, strict()).is_allowed);
}

TEST(Access, TheLogLineSaysWhoWhatAndOnWhatGround) {
  const AccessRequest request{"CB01", "", " thanh tra\n theo  QĐ 12 "};
  const AccessDecision decision = decide_access(request, paper(), strict());
  EXPECT_EQ(access_log(AccessAct::Export, request, decision),
            "act=export officer=CB01 ground=purpose purpose=thanh tra theo QĐ 12");
  EXPECT_EQ(access_event(AccessAct::Export, decision), "item.export");
  EXPECT_EQ(access_event(AccessAct::Read, decision), "item.read");
  EXPECT_EQ(access_event(AccessAct::Show, decision), "item.shown");
}

TEST(Access, ARefusalIsLoggedAsOne) {
  const AccessRequest request{"CB01", "H19.15-261121-0007", ""};
  const AccessDecision decision = decide_access(request, paper(), strict());
  EXPECT_EQ(access_event(AccessAct::Read, decision), "item.refused");
  EXPECT_EQ(access_log(AccessAct::Read, request, decision),
            "act=read officer=CB01 dossier=H19.15-261121-0007 ground=none");
}

}  // namespace
}  // namespace sohoa
