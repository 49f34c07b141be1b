#include "pipeline/destroy_item.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "pipeline/life.h"
#include "pipeline/reuse_item.h"
#include "unit/pipeline/made_items.h"

namespace sohoa {
namespace {

using made::kDossier;
using made::kLicence;
using made::kOwner;
using made::Office;

/// An office that keeps licences ten years, at a day when that is over for its first one.
class Archive : public Office {
 public:
  Archive() {
    profile.retention = {{"GT.000123", 10, "thử nghiệm"}, {"*", 0, "thử nghiệm"}};
    clock.set("2035-01-01T03:00:00Z");
    set_state(kLicence, "EXPIRED");
    give_bytes(item(), "bản quét của giấy phép");
  }

  void set_state(const std::string& code, const char* state) {
    ItemRecord changed = item(code);
    changed.state = state;
    write([&](Transaction& tx) { EXPECT_TRUE(tx.put(changed)); });
  }

  Digest keep(const std::string& content) {
    return ::sohoa::put(*store().blobs, as_bytes(content))->digest;
  }

  bool has(const std::string& content) { return *store().blobs->has(sha256(content)); }

  /// One original, one page read from it, one searchable PDF.
  void give_bytes(const ItemRecord& of, const std::string& original) {
    FileRecord file;
    file.component = of.component;
    file.batch = "L-000000000000000000000001";
    file.ordinal = 1;
    file.name = of.code + ".pdf";
    file.digest = keep(original);
    PageRecord page;
    page.component = of.component;
    page.ordinal = page.file_ordinal = 1;
    page.state = PageState::Done;
    page.reading = keep("chữ của " + of.code);
    ComponentRecord component = **catalog().component(of.component);
    component.searchable = keep("PDF của " + of.code);
    write([&](Transaction& tx) {
      EXPECT_TRUE(tx.put(component));
      EXPECT_TRUE(tx.put(file));
      EXPECT_TRUE(tx.put(page));
      EXPECT_TRUE(tx.index_text(of.component, 1, "hiếm có khó tìm"));
    });
  }

  ItemRecord add(const char* code, std::int32_t number, const char* original) {
    const ItemRecord made = another(code, number);
    put(made);
    give_bytes(made, original);
    return made;
  }

  std::vector<std::string> due() {
    std::vector<std::string> codes;
    const DueSink sink = [&](const DueItem& one) -> Result<void> {
      codes.push_back(one.item.code + (one.decision.is_allowed ? "" : " !"));
      return {};
    };
    EXPECT_TRUE(list_due(rules(), 100, sink));
    return codes;
  }

  Result<DestroyOutcome> destroy(const std::string& code = kLicence) {
    return destroy_item(rules(), {code, "hết thời hạn lưu trữ", "88/QĐ-SYT", "CB01"});
  }
};

using Codes = std::vector<std::string>;

std::vector<std::string> failed_rules(const DestroyOutcome& outcome) {
  std::vector<std::string> failed;
  for (const Reason& reason : outcome.decision.reasons) {
    if (reason.outcome == ReasonOutcome::Failed) failed.push_back(reason.rule);
  }
  return failed;
}

TEST(DestroyItem, TakesTheBytesAndLeavesTheRecord) {
  Archive office;
  EXPECT_EQ(office.due(), Codes{kLicence});
  const auto outcome = office.destroy();
  ASSERT_TRUE(outcome) << describe(outcome.error(), Lang::En);
  EXPECT_TRUE(outcome->decision.is_allowed);
  EXPECT_EQ(outcome->removed, 3U);
  for (const char* content : {"bản quét của giấy phép",
                              "chữ của H19.15-240615-0001-KQ1",
                              "PDF của H19.15-240615-0001-KQ1"}) {
    EXPECT_FALSE(office.has(content)) << content;
  }
  const ItemRecord item = office.item();
  EXPECT_EQ(item.title, "Giấy phép hoạt động");
  EXPECT_EQ(office.catalog().files(item.component)->at(0).digest,
            sha256(std::string_view("bản quét của giấy phép")))
      << "what was here is still said";
  EXPECT_EQ(office.catalog().verdicts(item.component)->size(), 1U);
  const LifeRecord step = office.catalog().life(kLicence)->back();
  EXPECT_EQ(step.act + " " + step.decision + " " + step.officer, "destroy 88/QĐ-SYT CB01");
  EXPECT_EQ(office.events(kLicence).back(), "item.destroyed");
  EXPECT_TRUE(office.due().empty());
}

TEST(DestroyItem, ItsWordsAreFoundNoMoreAndItsTitleIs) {
  Archive office;
  ItemQuery words;
  words.state = "any";
  words.text = "hiếm có";
  ASSERT_EQ(office.catalog().find_items(words)->size(), 1U);
  ASSERT_TRUE(office.destroy());
  EXPECT_TRUE(office.catalog().find_items(words)->empty());
  words.text = "giấy phép hoạt động";
  EXPECT_EQ(office.catalog().find_items(words)->size(), 1U);
}

TEST(DestroyItem, WhatIsInForceHeldOrNotYetOverIsRefusedWithItsRule) {
  struct Case {
    std::string rule;
    void (*prepare)(Archive& office);
  };
  const Case cases[] = {
      {"legal-life", [](Archive& office) { office.set_state(kLicence, "ACTIVE"); }},
      {"legal-life", [](Archive& office) { office.set_state(kLicence, "SUSPENDED"); }},
      {"archive-term", [](Archive& office) { office.clock.set("2034-06-20T10:00:00Z"); }},
      {"archive-term", [](Archive& office) { office.profile.retention.clear(); }},
      {"hold", [](Archive& office) {
         ASSERT_TRUE(hold_item(office.store(), office.clock, kLicence, "Vụ án 12", "CB02"));
       }}};
  for (const Case& one : cases) {
    Archive office;
    one.prepare(office);
    const auto refused = office.destroy();
    ASSERT_TRUE(refused) << one.rule;
    EXPECT_FALSE(refused->decision.is_allowed);
    EXPECT_EQ(failed_rules(*refused), Codes{one.rule});
    EXPECT_TRUE(office.has("bản quét của giấy phép"));
    EXPECT_EQ(office.events(kLicence).back(), "item.destroy-refused");
    EXPECT_TRUE(office.catalog().life(kLicence)->empty());
  }
}

TEST(DestroyItem, AHeldPaperIsListedAsDueWithWhatStandsInTheWay) {
  Archive office;
  ASSERT_TRUE(hold_item(office.store(), office.clock, kLicence, "Vụ án 12", "CB02"));
  EXPECT_EQ(office.due(), Codes{std::string(kLicence) + " !"});
  ASSERT_TRUE(release_item(office.store(), office.clock, kLicence, "đã xong", "CB02"));
  EXPECT_TRUE(office.destroy()->decision.is_allowed);
}

TEST(DestroyItem, ADossierThatReusedItHoldsItUntilItsOwnPapersAreGone) {
  Archive office;
  office.set_state(kLicence, "ACTIVE");
  office.clock.set("2026-11-22T03:00:00Z");
  ItemRecord own = office.another("H19.15-261121-0007-TP1", 2);
  own.dossier = kDossier;
  office.put(own);
  office.give_bytes(own, "đơn");
  ReuseRequest ask;
  ask.item = kLicence;
  ask.dossier = kDossier;
  ask.component = "TP2";
  ask.officer = "CB02";
  ask.owner_id = kOwner;
  ASSERT_TRUE(reuse_item(office.rules(), ask)->decision.is_allowed);
  office.clock.set("2045-01-01T03:00:00Z");
  office.set_state(kLicence, "EXPIRED");
  EXPECT_EQ(failed_rules(*office.destroy()), Codes{"reused-by"});
  office.set_state(own.code, "EXPIRED");
  ASSERT_TRUE(office.destroy(own.code)->decision.is_allowed);
  EXPECT_TRUE(office.destroy()->decision.is_allowed);
}

TEST(DestroyItem, ABlobSharedByTwoPapersStaysUntilBothAreDestroyed) {
  Archive office;
  const ItemRecord other = office.add("H19.15-240615-0002-KQ1", 2, "bản quét của giấy phép");
  const auto first = office.destroy();
  EXPECT_EQ(first->shared, 1U);
  EXPECT_EQ(first->removed, 2U);
  EXPECT_TRUE(office.has("bản quét của giấy phép"));
  office.set_state(other.code, "REVOKED");
  const auto second = office.destroy(other.code);
  EXPECT_EQ(second->shared, 0U);
  EXPECT_FALSE(office.has("bản quét của giấy phép"));
}

TEST(DestroyItem, EveryVersionGoes) {
  Archive office;
  ItemRecord next = office.item();
  next.version = 2;
  next.component = "L-000000000000000000000001/0002";
  ComponentRecord scanned_again = **office.catalog().component(office.item().component);
  scanned_again.id = next.component;
  scanned_again.item.clear();
  office.write([&](Transaction& tx) {
    ASSERT_TRUE(tx.put(scanned_again));
    ASSERT_TRUE(tx.put(next));
  });
  office.give_bytes(next, "bản quét lại");
  EXPECT_TRUE(office.destroy()->decision.is_allowed);
  EXPECT_FALSE(office.has("bản quét của giấy phép"));
  EXPECT_FALSE(office.has("bản quét lại"));
}

TEST(DestroyItem, TheSameOrderAgainTakesOutWhatWasLeft) {
  Archive office;
  ASSERT_TRUE(office.destroy());
  office.keep("bản quét của giấy phép");
  const auto again = office.destroy();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->step.decision, "88/QĐ-SYT");
  EXPECT_EQ(again->removed, 1U);
  EXPECT_FALSE(office.has("bản quét của giấy phép"));
  EXPECT_EQ(office.catalog().life(kLicence)->size(), 1U);
}

TEST(DestroyItem, ABatchSentAgainBringsNothingBack) {
  Archive office;
  ASSERT_TRUE(office.destroy());
  office.keep("bản quét của giấy phép");
  ASSERT_TRUE(discard_destroyed(office.store(), "L-000000000000000000000001"));
  EXPECT_FALSE(office.has("bản quét của giấy phép"));
}

TEST(DestroyItem, WhatIsDestroyedHasNoLegalLifeAnyMore) {
  Archive office;
  ASSERT_TRUE(office.destroy());
  LifeOrder extend;
  extend.item = kLicence;
  extend.officer = "CB01";
  extend.request = {LifeAct::Extend, "gia hạn", "9/QĐ", "", "2040-01-01", ""};
  EXPECT_EQ(carry_out_act(office.store(), office.clock, extend).error().what,
            Fault::LifeNotAllowed);
  EXPECT_EQ(office.item().state, "EXPIRED");
}

TEST(DestroyItem, WithoutReasonDecisionOrOfficerNothingIsAsked) {
  Archive office;
  for (const DestroyOrder& order : {DestroyOrder{kLicence, " ", "88/QĐ", "CB01"},
                                    DestroyOrder{kLicence, "hết hạn", "", "CB01"},
                                    DestroyOrder{kLicence, "hết hạn", "88/QĐ", ""}}) {
    EXPECT_EQ(destroy_item(office.rules(), order).error().what, Fault::Usage);
  }
  EXPECT_EQ(office.destroy("no such item").error().what, Fault::NoSuchItem);
  EXPECT_TRUE(office.events(kLicence).empty());
}

}  // namespace
}  // namespace sohoa
