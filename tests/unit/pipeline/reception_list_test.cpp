#include <gtest/gtest.h>

#include "pipeline/reception.h"
#include "unit/pipeline/made_items.h"

namespace sohoa {
namespace {

using made::kDossier;
using made::kLicence;
using made::kOwner;
using made::Office;

ReceptionRequest request() {
  return {"1.004873.000.00.00.H19", kOwner, kDossier, "CB01"};
}

TEST(ReceptionList, SaysWhatIsHeldAndLogsTheLook) {
  Office office;
  const auto list = list_reception(office.rules(), request());
  ASSERT_TRUE(list) << describe(list.error(), Lang::En);
  EXPECT_EQ(list->procedure, "1.004873");
  ASSERT_EQ(list->lines.size(), 3U);
  EXPECT_EQ(list->lines[0].answer, ReceptionAnswer::NotInStore);
  EXPECT_EQ(list->lines[1].answer, ReceptionAnswer::InStore);
  EXPECT_EQ(list->lines[1].item, kLicence);
  EXPECT_EQ(list->lines[2].answer, ReceptionAnswer::Secret);
  const auto events = *office.catalog().events(kDossier);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].kind, "reception.listed");
  EXPECT_NE(events[0].detail.find("components=3"), std::string::npos) << events[0].detail;
}

TEST(ReceptionList, AnotherOwnerHasNothingHere) {
  Office office;
  ReceptionRequest ask = request();
  ask.owner_id = "079301000456";
  EXPECT_EQ(list_reception(office.rules(), ask)->lines[1].answer, ReceptionAnswer::NotInStore);
}

TEST(ReceptionList, AnExpiredPaperIsNamedWithItsDay) {
  Office office;
  office.clock.set("2029-06-21T00:00:00Z");
  const auto line = list_reception(office.rules(), request())->lines[1];
  EXPECT_EQ(line.answer, ReceptionAnswer::Expired);
  EXPECT_EQ(line.valid_to, "2029-06-20");
}

TEST(ReceptionList, AnUnknownProcedureOrNoOwnerIsAnError) {
  Office office;
  ReceptionRequest ask = request();
  ask.procedure = "9.999999";
  EXPECT_EQ(list_reception(office.rules(), ask).error().what, Fault::NoSuchProcedure);
  ask = request();
  ask.owner_id = " ";
  EXPECT_EQ(list_reception(office.rules(), ask).error().what, Fault::Usage);
}

TEST(ReceptionList, AskingForWhatIsHeldNeedsALoggedReason) {
  Office office;
  const auto refused = ask_anyway(office.rules(), request(), {"TP2", "", ""});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what, Fault::Usage);
  EXPECT_TRUE(office.catalog().events(kDossier)->empty()) << "nothing is written of a refusal";
  const auto asked =
      ask_anyway(office.rules(), request(), {"TP2", "content-wrong", "sai năm sinh"});
  ASSERT_TRUE(asked) << describe(asked.error(), Lang::En);
  const auto events = *office.catalog().events(kDossier);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].kind, "component.asked-anyway");
  for (const char* part :
       {"component=TP2", kLicence, "reason=content-wrong", "officer=CB01", "words=sai năm sinh"}) {
    EXPECT_NE(events[0].detail.find(part), std::string::npos) << part;
  }
}

TEST(ReceptionList, AskingForWhatIsNotHeldNeedsNone) {
  Office office;
  EXPECT_TRUE(ask_anyway(office.rules(), request(), {"TP1", "", ""}));
  EXPECT_TRUE(office.catalog().events(kDossier)->empty());
  EXPECT_EQ(ask_anyway(office.rules(), request(), {"TP77", "", ""}).error().what,
            Fault::NoSuchComponent);
  EXPECT_EQ(ask_anyway(office.rules(), request(), {"TP9", "other", "vì cần xem"}).error().what,
            Fault::SecretPaper);
}

}  // namespace
}  // namespace sohoa
