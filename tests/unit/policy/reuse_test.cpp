#include "policy/reuse.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "policy/profile.h"

namespace sohoa {
namespace {

constexpr const char* kToday = "2026-11-22";

ReuseItem certificate() {
  ReuseItem item;
  item.code = "H19.15-240615-0001-KQ1";
  item.type = "GT.000123";
  item.kind = "result";
  item.dossier = "H19.15-240615-0001";
  item.owner_type = "person";
  item.owner_id = "075201000123";
  item.state = ItemState::Active;
  item.valid_from = "2024-06-20";
  item.valid_to = "2029-06-20";
  item.legal = LegalClass::Full;
  return item;
}

ReuseTarget target() {
  ReuseTarget made;
  made.dossier = "H19.15-261121-0007";
  made.component = "TP2";
  made.component_type = "GT.000123";
  made.owner_id = "075201000123";
  made.officer = "CB01";
  return made;
}

ReuseDecision decide(const ReuseItem& item, const ReuseTarget& to) {
  return decide_reuse(item, to, default_profile().reuse, kToday);
}

ReasonOutcome outcome(const ReuseDecision& decision, const std::string& rule) {
  const auto found = std::find_if(decision.reasons.begin(),
                                  decision.reasons.end(),
                                  [&](const Reason& reason) { return reason.rule == rule; });
  EXPECT_NE(found, decision.reasons.end()) << rule;
  return found == decision.reasons.end() ? ReasonOutcome::Unknown : found->outcome;
}

TEST(Reuse, AnItemThatMeetsEveryRuleIsReused) {
  const ReuseDecision decision = decide(certificate(), target());
  EXPECT_TRUE(decision.is_allowed);
  ASSERT_EQ(decision.reasons.size(), reuse_rules().size());
  for (std::size_t i = 0; i < decision.reasons.size(); ++i) {
    const Reason& reason = decision.reasons[i];
    EXPECT_EQ(reason.outcome, ReasonOutcome::Passed) << reason.rule;
    EXPECT_EQ(reason.rule, reuse_rules()[i].id);
    EXPECT_EQ(reason.clause, reuse_rules()[i].clause);
    EXPECT_FALSE(reason.message_vi.empty() || reason.message_en.empty()) << reason.rule;
  }
}

struct Refusal {
  const char* rule;
  const char* says;
  std::function<void(ReuseItem&, ReuseTarget&)> change;
};

// One row a way to be refused; every rule has at least one.
const std::vector<Refusal>& refusals() {
  static const std::vector<Refusal> kTable = {
      {"named", "cán bộ", [](ReuseItem&, ReuseTarget& to) { to.officer = " "; }},
      {"named", "mã hồ sơ", [](ReuseItem&, ReuseTarget& to) { to.dossier.clear(); }},
      {"named", "mã thành phần", [](ReuseItem&, ReuseTarget& to) { to.component.clear(); }},
      {"other-dossier",
       "chính hồ sơ",
       [](ReuseItem& item, ReuseTarget& to) { to.dossier = item.dossier; }},
      {"state",
       "Đã thu hồi",
       [](ReuseItem& item, ReuseTarget&) { item.state = ItemState::Revoked; }},
      {"state",
       "Tạm đình chỉ",
       [](ReuseItem& item, ReuseTarget&) { item.state = ItemState::Suspended; }},
      {"state", "Đã cấp mã", [](ReuseItem& item, ReuseTarget&) { item.state = ItemState::Coded; }},
      {"valid-today",
       "21/11/2026",
       [](ReuseItem& item, ReuseTarget&) { item.valid_to = "2026-11-21"; }},
      {"valid-today",
       "23/11/2026",
       [](ReuseItem& item, ReuseTarget&) { item.valid_from = "2026-11-23"; }},
      {"type", "GT.000999", [](ReuseItem& item, ReuseTarget&) { item.type = "GT.000999"; }},
      {"type", "Chưa xác định loại", [](ReuseItem& item, ReuseTarget&) { item.type.clear(); }},
      {"owner",
       "không phải của chủ",
       [](ReuseItem& item, ReuseTarget&) { item.owner_id = "079301000456"; }},
      {"owner", "Chưa xác định chủ", [](ReuseItem& item, ReuseTarget&) { item.owner_id.clear(); }},
      {"owner", "Chưa biết chủ", [](ReuseItem&, ReuseTarget& to) { to.owner_id.clear(); }},
      {"legal-value",
       "kết quả giải quyết",
       [](ReuseItem& item, ReuseTarget&) { item.legal = LegalClass::ScanOfficer; }},
      {"legal-value",
       "thành phần hồ sơ",
       [](ReuseItem& item, ReuseTarget&) {
         item.kind = "component";
         item.legal = LegalClass::ImageOnly;
       }},
      {"scope",
       "tỉnh Tây Ninh",
       [](ReuseItem& item, ReuseTarget& to) {
         item.scope = "Trên địa bàn tỉnh Tây Ninh";
         to.places = {"Sở Y tế tỉnh Đồng Nai", "tỉnh Đồng Nai"};
       }},
      {"secret", "bí mật nhà nước", [](ReuseItem&, ReuseTarget& to) { to.is_secret = true; }},
  };
  return kTable;
}

TEST(Reuse, EachRuleRefusesOnItsOwn) {
  for (const Refusal& row : refusals()) {
    ReuseItem item = certificate();
    ReuseTarget to = target();
    row.change(item, to);
    const ReuseDecision decision = decide(item, to);
    EXPECT_FALSE(decision.is_allowed) << row.rule << ": " << row.says;
    for (const Reason& reason : decision.reasons) {
      const bool is_meant = reason.rule == row.rule;
      EXPECT_EQ(reason.outcome == ReasonOutcome::Failed, is_meant)
          << reason.rule << ": " << row.says;
      if (is_meant) {
        EXPECT_NE(reason.message_vi.find(row.says), std::string::npos) << reason.message_vi;
      }
    }
  }
}

TEST(Reuse, EveryRuleHasAWayToRefuse) {
  std::set<std::string_view> refusing;
  for (const Refusal& row : refusals()) refusing.insert(row.rule);
  for (const LegalRule& rule : reuse_rules()) EXPECT_TRUE(refusing.contains(rule.id)) << rule.id;
}

TEST(Reuse, TheFirstAndTheLastDayOfValidityCount) {
  ReuseItem item = certificate();
  item.valid_from = kToday;
  item.valid_to = kToday;
  EXPECT_TRUE(decide(item, target()).is_allowed);
  item.valid_to.clear();
  EXPECT_TRUE(decide(item, target()).is_allowed) << "no end of validity";
}

// Which classes count, for a result and for a component (domain 3.7).
TEST(Reuse, TheLegalClassIsAcceptedByKind) {
  using enum LegalClass;
  const struct {
    LegalClass value;
    bool result;
    bool component;
  } table[] = {{Full, true, true},
               {FullWithNote, true, true},
               {Indeterminate, false, false},
               {PersonOnly, false, false},
               {ScanOfficer, false, true},
               {CopyAgency, true, true},
               {ImageOnly, false, false},
               {Invalid, false, false},
               {Revoked, false, false}};
  for (const auto& row : table) {
    ReuseItem item = certificate();
    item.legal = row.value;
    EXPECT_EQ(decide(item, target()).is_allowed, row.result) << name(row.value);
    item.kind = "component";
    EXPECT_EQ(decide(item, target()).is_allowed, row.component) << name(row.value);
  }
}

ClauseId clause_of(const ReuseDecision& decision, const std::string& rule) {
  for (const Reason& reason : decision.reasons) {
    if (reason.rule == rule) return reason.clause;
  }
  return ClauseId::Own;
}

TEST(Reuse, TheClauseIsTheOneThatSpeaksOfTheCase) {
  ReuseItem item = certificate();
  EXPECT_EQ(clause_of(decide(item, target()), "legal-value"), ClauseId::Nd45Art14);
  item.kind = "component";
  EXPECT_EQ(clause_of(decide(item, target()), "legal-value"), ClauseId::Tt01Art7);
  item.state = ItemState::Revoked;
  EXPECT_EQ(clause_of(decide(item, target()), "state"), ClauseId::Nd45Art15);
  item.state = ItemState::Coded;
  EXPECT_EQ(clause_of(decide(item, target()), "state"), ClauseId::Tt01Art11);
}

TEST(Reuse, AnUnknownComponentTypeIsLeftToTheOfficer) {
  ReuseTarget to = target();
  to.component_type.clear();
  const ReuseDecision decision = decide(certificate(), to);
  EXPECT_TRUE(decision.is_allowed);
  EXPECT_EQ(outcome(decision, "type"), ReasonOutcome::Note);
}

TEST(Reuse, ScopeIsComparedByWholeWordsWithDiacritics) {
  const struct {
    const char* scope;
    std::vector<std::string> places;
    ReasonOutcome outcome;
  } table[] = {{"", {}, ReasonOutcome::Passed},
               {"Toàn quốc", {"tỉnh Đồng Nai"}, ReasonOutcome::Passed},
               {"trên phạm vi cả nước", {}, ReasonOutcome::Passed},
               {"Trên địa bàn tỉnh Đồng Nai", {}, ReasonOutcome::Note},
               {"Trên địa bàn Tỉnh Đồng Nai.", {"Tỉnh Đồng Nai"}, ReasonOutcome::Passed},
               {"xã Tân Anh", {"xã Tân An"}, ReasonOutcome::Failed},
               {"xã Tân Ân", {"xã Tân An"}, ReasonOutcome::Failed},
               {"xã Tân An, xã Tân Ân", {"xã Tân Ân"}, ReasonOutcome::Passed},
               {"Trong phạm vi thành phố Huế", {"tỉnh Đồng Nai"}, ReasonOutcome::Failed},
               {"Do Sở Y tế tỉnh Tây Ninh quản lý", {"tỉnh Đồng Nai"}, ReasonOutcome::Failed},
               {"Khám bệnh, chữa bệnh nội khoa", {"tỉnh Đồng Nai"}, ReasonOutcome::Note},
               {"làm thủ tục kết hôn tại xã Tân Ân", {"xã Tân An"}, ReasonOutcome::Note},
               {"Xăng dầu, khí đốt", {"tỉnh Đồng Nai"}, ReasonOutcome::Note}};
  for (const auto& row : table) {
    ReuseItem item = certificate();
    item.scope = row.scope;
    ReuseTarget to = target();
    to.places = row.places;
    const ReuseDecision decision = decide(item, to);
    EXPECT_EQ(outcome(decision, "scope"), row.outcome) << row.scope;
    EXPECT_EQ(decision.is_allowed, row.outcome != ReasonOutcome::Failed) << row.scope;
  }
}

TEST(Reuse, AProfileMayLeaveTheOwnerToTheOfficer) {
  ReuseProfile profile = default_profile().reuse;
  profile.same_owner = false;
  ReuseItem item = certificate();
  item.owner_id.clear();
  const auto decision = decide_reuse(item, target(), profile, kToday);
  EXPECT_TRUE(decision.is_allowed);
  EXPECT_EQ(outcome(decision, "owner"), ReasonOutcome::NotApplicable);
}

TEST(Reuse, FlagsAreNeverSetWithoutEvidence) {
  const ReuseFlags none = flags_of({});
  EXPECT_EQ(none.duoc_so_hoa, 0);
  EXPECT_EQ(none.duoc_tai_su_dung, 0);
  EXPECT_EQ(none.duoc_lay_tu_kho_dmqg, 0);
  EXPECT_TRUE(none.ma_ket_qua_thay_the.empty());
  // An item and a source without an allowed record prove nothing.
  const ReuseFlags refused = flags_of({true, false, "DVCQG", "H19.15-240615-0001-KQ1", true});
  EXPECT_EQ(refused.duoc_so_hoa, 1);
  EXPECT_EQ(refused.duoc_tai_su_dung, 0);
  EXPECT_EQ(refused.duoc_lay_tu_kho_dmqg, 0);
  EXPECT_TRUE(refused.ma_ket_qua_thay_the.empty());
}

TEST(Reuse, FlagsSayWhatTheRecordProves) {
  const struct {
    ReuseEvidence evidence;
    int reused;
    int national;
    const char* code;
  } table[] = {
      {{false, true, "local", ".GT.000123-001", false}, 1, 0, ""},
      {{false, true, "DVCQG", ".GT.000123-001", false}, 1, 1, ""},
      {{false, true, "CSDL", "", false}, 1, 0, ""},
      {{false, true, "local", "H99.15-250110-0003-KQ1", true}, 2, 0, "H99.15-250110-0003-KQ1"},
      {{false, true, "DVCQG", "H99.15-250110-0003-KQ1", true}, 2, 1, "H99.15-250110-0003-KQ1"},
      {{false, true, "local", "", true}, 1, 0, ""},
  };
  for (const auto& row : table) {
    const ReuseFlags flags = flags_of(row.evidence);
    EXPECT_EQ(flags.duoc_so_hoa, 0);
    EXPECT_EQ(flags.duoc_tai_su_dung, row.reused) << row.evidence.source << row.evidence.item;
    EXPECT_EQ(flags.duoc_lay_tu_kho_dmqg, row.national) << row.evidence.source;
    EXPECT_EQ(flags.ma_ket_qua_thay_the, row.code);
  }
}

}  // namespace
}  // namespace sohoa
