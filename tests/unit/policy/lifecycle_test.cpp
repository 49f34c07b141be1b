#include "policy/lifecycle.h"

#include <map>
#include <optional>
#include <utility>

#include <gtest/gtest.h>

namespace sohoa {
namespace {

using enum ItemState;

constexpr const char* kToday = "2026-11-22";

LifeRequest request(LifeAct act) {
  LifeRequest made;
  made.act = act;
  made.reason = "Sai đối tượng";
  made.decision = "45/QĐ-UBND";
  made.new_valid_to = "2031-11-22";
  made.superseded_by = "H19.15-261121-0002-KQ1";
  return made;
}

// Every step the law's life has, written down a second time: what is not here must be refused.
const std::map<std::pair<ItemState, LifeAct>, ItemState>& steps() {
  static const std::map<std::pair<ItemState, LifeAct>, ItemState> kSteps = {
      {{Active, LifeAct::Extend}, Active},
      {{Active, LifeAct::Suspend}, Suspended},
      {{Active, LifeAct::Revoke}, Revoked},
      {{Active, LifeAct::Supersede}, Superseded},
      {{Active, LifeAct::Expire}, Expired},
      {{Active, LifeAct::Archive}, Archived},
      {{Suspended, LifeAct::Resume}, Active},
      {{Suspended, LifeAct::Revoke}, Revoked},
      {{Expired, LifeAct::Extend}, Active},
      {{Expired, LifeAct::Archive}, Archived},
      {{Revoked, LifeAct::Archive}, Archived},
      {{Superseded, LifeAct::Archive}, Archived}};
  return kSteps;
}

std::string label(ItemState from, LifeAct act) {
  return std::string(name(from)) + " + " + std::string(name(act));
}

TEST(Lifecycle, EveryStateAndActIsEitherAStepOrRefused) {
  std::size_t allowed = 0;
  for (const ItemState from : all_item_states()) {
    for (const LifeAct act : all_life_acts()) {
      const auto effect = carry_out(from, request(act), kToday);
      const auto step = steps().find({from, act});
      ASSERT_EQ(effect.has_value(), step != steps().end()) << label(from, act);
      if (!effect) {
        EXPECT_EQ(effect.error().what, Fault::LifeNotAllowed) << label(from, act);
        EXPECT_EQ(effect.error().kind(), ErrorKind::Conflict);
        continue;
      }
      ++allowed;
      EXPECT_EQ(effect->to, step->second) << label(from, act);
      EXPECT_FALSE(effect->note_vi.empty()) << label(from, act);
      EXPECT_TRUE(effect->keep_readable) << label(from, act);
    }
  }
  EXPECT_EQ(allowed, steps().size());
}

TEST(Lifecycle, PossibleActsAreThoseThatAreCarriedOut) {
  for (const ItemState from : all_item_states()) {
    const auto possible = possible_acts(from);
    for (const LifeAct act : all_life_acts()) {
      const bool listed = std::find(possible.begin(), possible.end(), act) != possible.end();
      EXPECT_EQ(listed, steps().contains({from, act})) << label(from, act);
    }
  }
}

TEST(Lifecycle, ARefusalNamesWhatIsPossibleInstead) {
  const auto refused = carry_out(Revoked, request(LifeAct::Resume), kToday);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().detail.find("REVOKED"), std::string::npos);
  EXPECT_NE(refused.error().detail.find("possible: archive"), std::string::npos);
  const auto none = carry_out(Archived, request(LifeAct::Revoke), kToday);
  EXPECT_NE(none.error().detail.find("possible: nothing"), std::string::npos);
}

struct Told {
  ItemState from;
  LifeAct act;
  bool reusers;
  bool paper;
  ClauseId clause;
};

// NĐ 45/2020 art. 15: who relied on it is told; paper converted from it loses effect with it.
TEST(Lifecycle, TheEffectsAreThoseOfArticle15) {
  const Told table[] = {
      {Active, LifeAct::Revoke, true, true, ClauseId::Nd45Art15},
      {Suspended, LifeAct::Revoke, true, true, ClauseId::Nd45Art15},
      {Active, LifeAct::Suspend, true, true, ClauseId::Nd45Art15},
      {Suspended, LifeAct::Resume, true, false, ClauseId::Nd45Art15},
      {Active, LifeAct::Supersede, true, true, ClauseId::Nd45Art15},
      {Active, LifeAct::Extend, false, false, ClauseId::Tt01Art9},
      {Expired, LifeAct::Extend, false, false, ClauseId::Tt01Art9},
      {Active, LifeAct::Expire, false, true, ClauseId::Tt01Art9},
      {Active, LifeAct::Archive, false, false, ClauseId::Tt01Art11},
  };
  for (const Told& row : table) {
    const auto effect = carry_out(row.from, request(row.act), kToday);
    ASSERT_TRUE(effect) << label(row.from, row.act);
    EXPECT_EQ(effect->tell_reusers, row.reusers) << label(row.from, row.act);
    EXPECT_EQ(effect->paper_loses_effect, row.paper) << label(row.from, row.act);
    EXPECT_EQ(effect->clause, row.clause) << label(row.from, row.act);
  }
}

std::optional<Fault> fault_of(const LifeRequest& request) {
  const auto effect = carry_out(Active, request, kToday);
  return effect ? std::nullopt : std::optional(effect.error().what);
}

TEST(Lifecycle, EveryActButExpireNeedsReasonAndDecision) {
  for (const auto& [step, to] : steps()) {
    if (step.first != Active) continue;
    const auto wanted = step.second == LifeAct::Expire ? std::nullopt : std::optional(Fault::Usage);
    LifeRequest no_reason = request(step.second);
    no_reason.reason = "  ";
    EXPECT_EQ(fault_of(no_reason), wanted) << label(Active, step.second);
    LifeRequest no_decision = request(step.second);
    no_decision.decision.clear();
    EXPECT_EQ(fault_of(no_decision), wanted) << label(Active, step.second);
  }
}

TEST(Lifecycle, AnExtensionNeedsADayThatIsNotPast) {
  LifeRequest extend = request(LifeAct::Extend);
  for (const char* day : {"", "31/12/2026", "2026-02-30", "2026-11-21"}) {
    extend.new_valid_to = day;
    EXPECT_EQ(fault_of(extend), Fault::Usage) << day;
  }
  extend.new_valid_to = kToday;
  EXPECT_EQ(fault_of(extend), std::nullopt);
}

TEST(Lifecycle, ASupersededItemNamesItsSuccessor) {
  LifeRequest supersede = request(LifeAct::Supersede);
  supersede.superseded_by.clear();
  EXPECT_EQ(fault_of(supersede), Fault::Usage);
}

TEST(Lifecycle, ADayToComeWaitsAndABadDayIsRefused) {
  LifeRequest revoke = request(LifeAct::Revoke);
  EXPECT_FALSE(is_for_later(revoke, kToday));
  revoke.effective_on = "2026-11-23";
  EXPECT_TRUE(is_for_later(revoke, kToday));
  revoke.effective_on = kToday;
  EXPECT_FALSE(is_for_later(revoke, kToday));
  revoke.effective_on = "2026-01-01";
  EXPECT_FALSE(is_for_later(revoke, kToday));
  EXPECT_EQ(fault_of(revoke), std::nullopt) << "a decision may take effect before it is entered";
  revoke.effective_on = "ngày mai";
  EXPECT_EQ(fault_of(revoke), Fault::Usage);
}

TEST(Lifecycle, NamesReadBackAndHaveVietnameseWords) {
  for (const ItemState state : all_item_states()) {
    EXPECT_EQ(parse_item_state(name(state)), state);
    EXPECT_FALSE(text_vi(state).empty());
  }
  for (const LifeAct act : all_life_acts()) {
    EXPECT_EQ(parse_life_act(name(act)), act);
    EXPECT_FALSE(text_vi(act).empty());
  }
  EXPECT_EQ(name(SignedByOfficer), "SIGNED_BY_OFFICER");
  EXPECT_EQ(parse_item_state("active"), std::nullopt);
  EXPECT_EQ(parse_life_act("destroy"), std::nullopt);
}

}  // namespace
}  // namespace sohoa
