#include "policy/reception.h"

#include <string>

#include <gtest/gtest.h>

#include "policy/profile.h"

namespace sohoa {
namespace {

constexpr const char* kToday = "2026-11-22";
constexpr const char* kOwner = "075201000123";

ProcedureComponent component(const char* code, const char* type, DigitizeClass digitize) {
  ProcedureComponent made;
  made.code = code;
  made.name = std::string("Thành phần ") + code;
  made.doc_type = type;
  made.digitize = digitize;
  return made;
}

ReceptionItem item(const char* code, const char* type, const char* valid_to) {
  ReceptionItem made;
  made.item.code = code;
  made.item.type = type;
  made.item.kind = "result";
  made.item.dossier = "H19.15-240615-0001";
  made.item.owner_id = kOwner;
  made.item.state = ItemState::Active;
  made.item.valid_to = valid_to;
  made.item.legal = LegalClass::Full;
  made.title = std::string("Giấy ") + code;
  return made;
}

ReceptionLine ask(const ProcedureComponent& of, const std::vector<ReceptionItem>& items) {
  const ReceptionQuestion question{"", kOwner, {}};
  return receive({of}, items, question, default_profile().reuse, kToday).at(0);
}

const ProcedureComponent kLicence = component("TP1", "GT.01", DigitizeClass::PriorResult);

TEST(Reception, WhatIsInTheStoreIsNotAskedAgain) {
  const ReceptionLine line = ask(kLicence, {item("A-KQ1", "GT.01", "2029-01-01")});
  EXPECT_EQ(line.answer, ReceptionAnswer::InStore);
  EXPECT_FALSE(line.may_ask);
  EXPECT_EQ(line.item, "A-KQ1");
  EXPECT_EQ(line.title, "Giấy A-KQ1");
  EXPECT_EQ(line.valid_to, "2029-01-01");
  ASSERT_EQ(line.reasons.size(), 1U);
  EXPECT_EQ(line.reasons[0].clause, ClauseId::LawDigital);
}

TEST(Reception, WhatIsNotThereIsAsked) {
  for (const auto& items : {std::vector<ReceptionItem>{}, {item("A-KQ1", "GT.02", "")}}) {
    const ReceptionLine line = ask(kLicence, items);
    EXPECT_EQ(line.answer, ReceptionAnswer::NotInStore);
    EXPECT_TRUE(line.may_ask);
    EXPECT_TRUE(line.item.empty());
  }
}

TEST(Reception, WhatEndsSoonIsUsedAndSaidSo) {
  EXPECT_EQ(ask(kLicence, {item("A", "GT.01", "2026-12-22")}).answer, ReceptionAnswer::InStoreSoon);
  EXPECT_EQ(ask(kLicence, {item("A", "GT.01", "2026-12-23")}).answer, ReceptionAnswer::InStore);
}

TEST(Reception, WhatHasExpiredIsAskedWithTheDay) {
  const ReceptionLine line = ask(kLicence, {item("A", "GT.01", "2026-11-21")});
  EXPECT_EQ(line.answer, ReceptionAnswer::Expired);
  EXPECT_TRUE(line.may_ask);
  EXPECT_EQ(line.valid_to, "2026-11-21");
  ReceptionItem swept = item("A", "GT.01", "2026-11-21");
  swept.item.state = ItemState::Expired;
  EXPECT_EQ(ask(kLicence, {swept}).answer, ReceptionAnswer::Expired);
}

TEST(Reception, WhatMayNotBeUsedSaysWhy) {
  ReceptionItem suspended = item("A", "GT.01", "2029-01-01");
  suspended.item.state = ItemState::Suspended;
  ReceptionItem image = item("A", "GT.01", "2029-01-01");
  image.item.legal = LegalClass::ImageOnly;
  ReceptionItem stranger = item("A", "GT.01", "2029-01-01");
  stranger.item.owner_id = "079301000456";
  const struct {
    ReceptionItem item;
    const char* rule;
  } table[] = {{suspended, "state"}, {image, "legal-value"}, {stranger, "owner"}};
  for (const auto& row : table) {
    const ReceptionLine line = ask(kLicence, {row.item});
    EXPECT_EQ(line.answer, ReceptionAnswer::NotUsable) << row.rule;
    EXPECT_TRUE(line.may_ask);
    ASSERT_EQ(line.reasons.size(), 1U) << row.rule;
    EXPECT_EQ(line.reasons[0].rule, row.rule);
  }
}

TEST(Reception, OfSeveralTheOneThatHoldsLongestIsMeant) {
  ReceptionItem newer = item("D", "GT.01", "2029-01-01");
  newer.issued_on = "2026-01-01";
  const ReceptionLine line = ask(kLicence,
                                 {item("A", "GT.01", "2025-01-01"),
                                  item("B", "GT.01", "2029-01-01"),
                                  item("C", "GT.01", "2028-01-01"),
                                  newer});
  EXPECT_EQ(line.item, "D");
  EXPECT_EQ(line.more, 2);
  EXPECT_EQ(ask(kLicence, {item("A", "GT.01", "2029-01-01"), item("E", "GT.01", "")}).item, "E");
}

TEST(Reception, DataReplacesPaperOnlyAsFarAsItReaches) {
  const struct {
    const char* replaceable;
    DigitizeClass digitize;
    ReceptionAnswer answer;
    bool may_ask;
  } table[] = {
      {"full", DigitizeClass::List, ReceptionAnswer::ReplacedByData, false},
      {"partial", DigitizeClass::List, ReceptionAnswer::PartlyByData, true},
      {"none", DigitizeClass::NoneSharedData, ReceptionAnswer::ReplacedByData, false},
      {"none", DigitizeClass::List, ReceptionAnswer::NotInStore, true},
      {"none", DigitizeClass::NoneCopy, ReceptionAnswer::NotDigitised, true},
      {"none", DigitizeClass::NoneShowOnly, ReceptionAnswer::NotDigitised, true},
  };
  for (const auto& row : table) {
    ProcedureComponent of = component("TP2", "GT.02", row.digitize);
    of.replaceable = row.replaceable;
    of.source_db = "CSDLQG_DANCU";
    const ReceptionLine line = ask(of, {});
    EXPECT_EQ(line.answer, row.answer) << row.replaceable << " " << int(row.digitize);
    EXPECT_EQ(line.may_ask, row.may_ask);
    EXPECT_EQ(line.source_db, "CSDLQG_DANCU");
  }
  ProcedureComponent of = component("TP2", "GT.02", DigitizeClass::List);
  of.replaceable = "full";
  EXPECT_EQ(ask(of, {item("A", "GT.02", "")}).answer, ReceptionAnswer::InStore);
}

TEST(Reception, ASecretPaperIsNotTakenHere) {
  const ReceptionLine line =
      ask(component("TP3", "GT.01", DigitizeClass::NoneSecret), {item("A", "GT.01", "")});
  EXPECT_EQ(line.answer, ReceptionAnswer::Secret);
  EXPECT_TRUE(line.item.empty());
  const auto asked = check_asking(line, "other", "vì cần xem");
  ASSERT_FALSE(asked);
  EXPECT_EQ(asked.error().what, Fault::SecretPaper);
}

TEST(Reception, AComponentWithoutATypeIsNeverAnsweredFromTheStore) {
  EXPECT_EQ(ask(component("TP4", "", DigitizeClass::List), {item("A", "", "")}).answer,
            ReceptionAnswer::NotInStore);
}

TEST(Reception, AskingAnywayNeedsACodeAndWords) {
  const ReceptionLine held = ask(kLicence, {item("A", "GT.01", "")});
  EXPECT_TRUE(check_asking(held, "content-wrong", "sai năm sinh"));
  for (const auto& [code, words] : {std::pair{"", "sai năm sinh"},
                                    {"because", "sai năm sinh"},
                                    {"content-wrong", ""},
                                    {"content-wrong", "sai"}}) {
    const auto asked = check_asking(held, code, words);
    ASSERT_FALSE(asked) << code << "|" << words;
    EXPECT_EQ(asked.error().what, Fault::Usage);
  }
  EXPECT_TRUE(check_asking(ask(kLicence, {}), "", "")) << "what is not there may be asked for";
}

TEST(Reception, LinesStandInTheOrderOfTheProcedure) {
  const auto lines = receive({component("TP2", "GT.02", DigitizeClass::List), kLicence},
                             {item("A", "GT.01", "")},
                             {"", kOwner, {}},
                             default_profile().reuse,
                             kToday);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].component, "TP2");
  EXPECT_EQ(lines[1].component, "TP1");
  EXPECT_EQ(lines[1].answer, ReceptionAnswer::InStore);
}

}  // namespace
}  // namespace sohoa
