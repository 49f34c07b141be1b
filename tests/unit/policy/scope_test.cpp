#include "policy/scope.h"

#include <string>

#include <gtest/gtest.h>

namespace sohoa {
namespace {

// A page of 2480 × 3508 pixels (A4 at 300 dpi) with lines at the given heights.
struct At {
  const char* text;
  std::int32_t y;
};

PageText page(const std::vector<At>& lines) {
  PageText made;
  made.width_px = 2480;
  made.height_px = 3508;
  for (const At& at : lines) {
    Line line;
    line.box = {200, at.y, 600, 40};
    std::string word;
    for (const char* c = at.text;; ++c) {
      if (*c != ' ' && *c != '\0') {
        word += *c;
        continue;
      }
      if (!word.empty()) line.words.push_back({word, line.box, 0.9});
      word.clear();
      if (*c == '\0') break;
    }
    made.lines.push_back(line);
  }
  return made;
}

struct Seen {
  const char* text;
  std::int32_t y;
  Secrecy level;
  bool is_plain;
};

TEST(Scope, AStampIsTakenForOneAndWordsAreNot) {
  const Seen table[] = {
      {"MẬT", 400, Secrecy::Secret, true},
      {"TỐI MẬT", 400, Secrecy::TopSecret, true},
      {"TUYỆT MẬT", 400, Secrecy::MostSecret, true},
      {"[ TỐI MẬT ]", 400, Secrecy::TopSecret, true},
      {"| MẬT |", 400, Secrecy::Secret, true},
      {"Độ mật: Tối mật", 400, Secrecy::TopSecret, true},
      {"ĐỘ MẬT : MẬT", 400, Secrecy::Secret, true},
      {"MẬT", 3000, Secrecy::Secret, false},
      {"mật", 400, Secrecy::Secret, false},
      {"Tối mật", 400, Secrecy::TopSecret, false},
      {"TỐI MẬT Đồng Nai, ngày 01 tháng 11 năm 2026", 400, Secrecy::TopSecret, false},
      {"MẬT KHẨU TRUY CẬP", 400, Secrecy::Secret, false},
      {"Độ mật:", 400, Secrecy::None, false},
      {"BÍ MẬT KINH DOANH", 400, Secrecy::None, false},
      {"BẢO MẬT", 400, Secrecy::None, false},
      {"mật độ xây dựng 40%", 400, Secrecy::None, false},
      {"Danh mục bí mật nhà nước", 400, Secrecy::None, false},
      {"TỐI", 400, Secrecy::None, false},
      {"MẶT", 400, Secrecy::None, false},
      {"MAT", 400, Secrecy::None, false},
  };
  for (const Seen& row : table) {
    const auto mark = find_secrecy_mark({page({{row.text, row.y}})});
    ASSERT_EQ(mark.has_value(), row.level != Secrecy::None) << row.text;
    if (!mark) continue;
    EXPECT_EQ(mark->level, row.level) << row.text;
    EXPECT_EQ(mark->is_plain, row.is_plain) << row.text << " at " << row.y;
    EXPECT_EQ(mark->page, 1);
  }
}

TEST(Scope, ThePlainAndGravestStampOfAllPagesCounts) {
  const auto mark = find_secrecy_mark({page({{"tuyệt mật", 400}}),
                                       page({{"MẬT", 300}, {"Nội dung", 900}}),
                                       page({{"TỐI MẬT", 300}})});
  ASSERT_TRUE(mark);
  EXPECT_EQ(mark->level, Secrecy::TopSecret);
  EXPECT_EQ(mark->page, 3);
  EXPECT_EQ(mark->box, (Box{200, 300, 600, 40}));
  EXPECT_FALSE(find_secrecy_mark({}));
}

struct ByClass {
  const char* declared;
  std::optional<DigitizeClass> catalogue;
  ScopeOutcome outcome;
  bool asks;
};

TEST(Scope, EveryClassHasItsOutcome) {
  using enum DigitizeClass;
  const ByClass table[] = {
      {"", PriorResult, ScopeOutcome::Digitise, false},
      {"", SpecialisedLaw, ScopeOutcome::Digitise, false},
      {"", List, ScopeOutcome::Digitise, false},
      {"", OnDemand, ScopeOutcome::OnDemand, false},
      {"", NoneSharedData, ScopeOutcome::NotDigitised, false},
      {"", NoneCopy, ScopeOutcome::NotDigitised, false},
      {"", NoneShowOnly, ScopeOutcome::NotDigitised, false},
      {"", NoneSecret, ScopeOutcome::Refused, false},
      {"C_list", std::nullopt, ScopeOutcome::Digitise, false},
      {"D_on_demand", std::nullopt, ScopeOutcome::OnDemand, false},
      {"NONE_copy", std::nullopt, ScopeOutcome::NotDigitised, false},
      {"NONE_secret", std::nullopt, ScopeOutcome::Refused, false},
      {"", std::nullopt, ScopeOutcome::Digitise, true},
      {"c_list", std::nullopt, ScopeOutcome::Digitise, true},
      {"NONE_show_only", List, ScopeOutcome::Digitise, false},
      {"NONE_secret", List, ScopeOutcome::Refused, false},
      {"A_prior_result", NoneSecret, ScopeOutcome::Refused, false},
  };
  for (const ByClass& row : table) {
    ScopeFacts facts;
    facts.declared = row.declared;
    facts.catalogue = row.catalogue;
    const ScopeDecision decision = decide_scope(facts);
    const std::string label =
        std::string(row.declared) + "/" + (row.catalogue ? std::string(name(*row.catalogue)) : "–");
    EXPECT_EQ(decision.outcome, row.outcome) << label;
    EXPECT_EQ(decision.asks_officer, row.asks) << label;
    ASSERT_FALSE(decision.reasons.empty());
    EXPECT_EQ(decision.reasons[0].clause, ClauseId::Tt01Art4);
    EXPECT_FALSE(decision.reasons[0].message_vi.empty() || decision.reasons[0].message_en.empty());
  }
}

TEST(Scope, AnElectronicCertifiedCopyIsDigitised) {
  ScopeFacts facts;
  facts.catalogue = DigitizeClass::NoneCopy;
  facts.is_e_certified_copy = true;
  EXPECT_EQ(decide_scope(facts).outcome, ScopeOutcome::Digitise);
  facts.catalogue = DigitizeClass::NoneShowOnly;
  EXPECT_EQ(decide_scope(facts).outcome, ScopeOutcome::NotDigitised);
}

TEST(Scope, APlainStampRefusesWhateverWasDeclared) {
  ScopeFacts facts;
  facts.catalogue = DigitizeClass::PriorResult;
  facts.mark = SecrecyMark{Secrecy::TopSecret, true, 2, {}};
  const ScopeDecision decision = decide_scope(facts);
  EXPECT_EQ(decision.outcome, ScopeOutcome::Refused);
  EXPECT_NE(decision.reasons[0].message_vi.find("Trang 2 có dấu \"TỐI MẬT\""), std::string::npos);
}

TEST(Scope, WhatMerelyLooksLikeAStampAsksAnOfficer) {
  ScopeFacts facts;
  facts.catalogue = DigitizeClass::PriorResult;
  facts.mark = SecrecyMark{Secrecy::Secret, false, 1, {}};
  const ScopeDecision decision = decide_scope(facts);
  EXPECT_EQ(decision.outcome, ScopeOutcome::Digitise);
  EXPECT_TRUE(decision.asks_officer);
  EXPECT_EQ(decision.reasons.back().outcome, ReasonOutcome::Unknown);
}

TEST(Scope, ClassNamesAreThoseOfTheExchangeFormat) {
  using enum DigitizeClass;
  for (const DigitizeClass value : {PriorResult,
                                    SpecialisedLaw,
                                    List,
                                    OnDemand,
                                    NoneSharedData,
                                    NoneCopy,
                                    NoneShowOnly,
                                    NoneSecret}) {
    EXPECT_EQ(parse_digitize_class(name(value)), value);
    EXPECT_EQ(is_left_out(value), name(value).starts_with("NONE_")) << name(value);
  }
  EXPECT_EQ(parse_digitize_class(""), std::nullopt);
}

}  // namespace
}  // namespace sohoa
